import { UserError } from '../../../core/errors.js';
import type { ModelEvent, ModelVersion, VersionRecord } from '../../../core/generated/types.js';
import { decodeName } from '../../../core/names.js';
import type { RegisteredModel } from '../../../core/registry/registry.js';
import { MODELS } from '../../../ledger/layout.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { assembleModel, type ModelFiles, readModelFiles } from '../../../ledger/read/model.js';
import { findModels } from '../../../ledger/read/records.js';
import { registeredModel, versionFiles } from '../../../mlflow/state/from-model.js';
import type { State } from '../../../mlflow/state/state.js';
import type { LedgerState } from '../read-ledger.js';
import { asWritten, type Shown, type Verifier } from '../verify-registry.js';

/** The registered models of a ledger, as they were seen last. */
export interface SeenRegistry {
  /** Commit that was looked at; null before the first. */
  commit: string | null;
  /** Id of the tree of each model's folder, by name. */
  trees: Map<string, string>;
  /** Those that are not whole, with why. */
  damaged: Map<string, string>;
  /** Those that are. */
  models: Map<string, SeenModel>;
  /** Versions by where their files stand among the artifacts of the server. */
  versions: Map<string, ModelVersion>;
}

/** What the next event of a model is made of. */
export interface SeenModel {
  /** The newest event of the model's folder. */
  last: ModelEvent | undefined;
  /** Those that count, and those that nobody judged. */
  versions: Map<number, VersionRecord>;
  /** Names that the model has or had. */
  names: ReadonlySet<string>;
}

export function unseenRegistry(): SeenRegistry {
  return { commit: null, trees: new Map(), damaged: new Map(), models: new Map(), versions: new Map() };
}

/** What was found beside what is shown. */
type Found = Pick<LedgerState, 'faults' | 'doubts' | 'isUnsettled'>;

/**
 * Reads what is new of a ledger's registered models. One that cannot be read takes none of the others away.
 * @param verifier left out, stages and aliases are what the ledger alone says @param again models that are read in any case
 */
export async function readRegistry(
  view: LedgerView,
  seen: SeenRegistry,
  {
    state,
    verifier,
    again = new Set(),
  }: { state: State; verifier: Verifier | undefined; again?: ReadonlySet<string> },
): Promise<Found> {
  const isSame = view.commit === seen.commit;
  if (isSame && again.size === 0) return { faults: [], doubts: [], isUnsettled: false };
  const { names, faults } = await findModels(view);
  const entries = await view.look(MODELS);
  const trees = new Map(entries.map(({ name, id }) => [decodeName(name) ?? '', id]));
  const isChanged = (name: string) =>
    again.has(name) || (!isSame && trees.get(name) !== seen.trees.get(name));
  const files = new Map<string, ModelFiles>();
  for (const name of new Set([...names, ...seen.trees.keys(), ...again])) {
    if (!isChanged(name)) continue;
    forget(name, seen, state);
    if (!trees.has(name)) continue;
    try {
      files.set(name, await readModelFiles(view, name));
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      seen.damaged.set(name, error.message);
      faults.push(error);
    }
  }
  const all = [...(await (verifier?.verify(files) ?? asWritten(files)))];
  for (const [name, found] of all)
    if (found instanceof UserError) {
      seen.damaged.set(name, found.message);
      faults.push(found);
    } else {
      // What is written follows what the ledger has, whatever of that is confirmed.
      const chain = verifier === undefined ? found.model : assembleModel(files.get(name) as ModelFiles);
      show(name, found, { seen, state, chain });
    }
  Object.assign(seen, { commit: view.commit, trees });
  const shown = all.flatMap(([, found]) => (found instanceof UserError ? [] : [found]));
  return {
    faults,
    doubts: shown.flatMap(({ doubts }) => doubts),
    isUnsettled: shown.some(({ isUnsettled }) => isUnsettled),
  };
}

function forget(name: string, { models, versions, damaged }: SeenRegistry, state: State): void {
  damaged.delete(name);
  for (const version of models.get(name)?.versions.keys() ?? []) versions.delete(versionFiles(name, version));
  models.delete(name);
  state.models.delete(name);
  state.numbers.delete(name);
}

function show(
  name: string,
  { model, state: standing, verified }: Shown,
  { seen, state, chain }: { seen: SeenRegistry; state: State; chain: RegisteredModel },
): void {
  seen.models.set(name, {
    last: chain.events.findLast((event) => event.model === name),
    versions: new Map([...model.versions, ...(model.unjudged ?? [])].map((one) => [one.version, one])),
    names: new Set([name, ...model.events.map((event) => event.model)]),
  });
  state.numbers.set(name, (chain.next ?? 1) - 1);
  if (!standing.isThere) return;
  for (const version of model.versions) seen.versions.set(versionFiles(name, version.version), version);
  state.models.set(name, registeredModel(name, model, standing, verified));
}
