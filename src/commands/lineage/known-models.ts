import type { UserError } from '../../core/errors.js';
import { modelTrees } from '../../ledger/index/model-entries.js';
import { modelFolder } from '../../ledger/layout.js';
import type { Kept, LedgerView } from '../../ledger/ledger.js';
import { type ModelFacts, type Registry, readModelFacts } from './model-facts.js';

/** Another form of what is kept needs another name. */
const FORM = 'models-2';

/**
 * What each model of a ledger adds: that of a folder which is as it was is known from what was kept of it, where the view keeps
 * something. The ledger has no say in that. Of a model with a fault, or of which another folder tells more, nothing is kept.
 */
export class KnownModels {
  private constructor(
    private readonly view: LedgerView,
    /** Ids of the folders of models, by name. */
    readonly trees: ReadonlyMap<string, string>,
    private readonly kept: Kept | undefined,
    private readonly known: ReadonlySet<string>,
  ) {}

  static async open(view: LedgerView): Promise<KnownModels> {
    const trees = await modelTrees(view);
    const kept = view.kept?.(FORM);
    const known = (await kept?.names()) ?? new Set<string>();
    await kept?.tidy(new Set(trees.values()));
    return new KnownModels(view, trees, kept, known);
  }

  /** Those of which nothing is known: their folders are to be read. */
  unknown(names: readonly string[]): string[] {
    return names.filter((name) => !this.known.has(this.#placeOf(name) ?? ''));
  }

  /** @param faults what of it cannot be read is added to them */
  async read(name: string, faults: UserError[]): Promise<Registry> {
    const place = this.#placeOf(name);
    const text = place !== undefined && this.known.has(place) ? await this.kept?.read(place) : undefined;
    const known = text === undefined ? undefined : (JSON.parse(text.toString('utf8')) as Registry);
    // A folder that was copied has the same id, and its records are of another model.
    if (known?.dated[0]?.[0] === name) return known;
    const found = await readModelFacts(this.view, name);
    faults.push(...found.faults);
    if (place !== undefined && isAllOfIt(found))
      await this.kept?.keep(place, [Buffer.from(JSON.stringify(found.registry))]);
    return found.registry;
  }

  /** Where what was made of a model is kept; nowhere while records of it wait to be put onto the branch. */
  #placeOf(name: string): string | undefined {
    const tree = this.trees.get(name);
    const folder = `${modelFolder(name)}/`;
    return tree === undefined || this.view.parked.some((path) => path.startsWith(folder)) ? undefined : tree;
  }
}

/** Whether the folder says all of it, and nothing that has to be told each time. */
function isAllOfIt({ faults, isWhole }: ModelFacts): boolean {
  return faults.length === 0 && isWhole;
}
