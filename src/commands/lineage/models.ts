import type { UserError } from '../../core/errors.js';
import { tagOf } from '../../core/lineage/data-tags.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { digestOf, digitsOf } from '../../core/lineage/look-up-facts.js';
import { namedIn } from '../../core/lineage/named-version.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { bytesOfNodes } from '../../core/lineage/same-bytes.js';
import { looseNames } from '../../core/lineage/version-edges.js';
import type { Log } from '../../core/log.js';
import { FIRST_STAGE } from '../../core/registry/registry.js';
import { HOW_TO_MEND } from '../../ledger/index/look-up.js';
import { type ModelEntry, readEntries, tagMark } from '../../ledger/index/model-entries.js';
import { modelFolder } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { findModels } from '../../ledger/read/records.js';
import { KnownModels } from './known-models.js';
import type { Registry } from './model-facts.js';
import { joined, readEndpoints } from './read-registry.js';

/** Models that are read together: git reads records of one while those of another are looked at. */
const AT_ONCE = 4;

/** What models are asked for by. */
export interface WantedModels {
  names: ReadonlySet<string>;
  runs: ReadonlySet<string>;
  digests: ReadonlySet<string>;
  /** What tags of versions may name. */
  tags: ReadonlySet<string>;
}

/**
 * The registry as far as it matters: models that no look-up has as they are now, at first, and those that look-ups lead to. One that
 * hides what a model says takes all of them out of use.
 */
export class LineageModels {
  readonly faults: UserError[] = [];
  readonly #read = new Map<string, Registry>();

  private constructor(
    private readonly view: LedgerView,
    private readonly names: readonly string[],
    private readonly known: KnownModels,
    private entries: ReadonlyMap<string, ModelEntry>,
    private readonly endpoints: Registry,
    private readonly log: Log,
  ) {}

  /** @throws UserError E_LEDGER_* */
  static async open(view: LedgerView, { log }: { log: Log }): Promise<LineageModels> {
    const { names, faults } = await findModels(view);
    const known = await KnownModels.open(view);
    const entries = await readEntries(view, known.trees, log);
    const found: UserError[] = [];
    const models = new LineageModels(view, names, known, entries, await readEndpoints(view, found), log);
    models.faults.push(...faults, ...found);
    await models.#take(names.filter((name) => !entries.has(name)));
    return models;
  }

  /** All that is read. */
  get registry(): Registry {
    const parts = this.names.flatMap((name) => this.#read.get(name) ?? []);
    return joined([...parts, this.endpoints]);
  }

  /** @returns whether there is more now than before */
  async load({ names, runs, digests, tags }: WantedModels): Promise<boolean> {
    const digits = new Set([...digests].map(digitsOf));
    const marks = new Set([...tags].map(tagMark));
    const isWanted = (name: string, entry: ModelEntry) =>
      names.has(name) ||
      !isApart(entry.runs, runs) ||
      !isApart(entry.digests, digits) ||
      !isApart(entry.tags, marks);
    const wanted = [...this.entries].filter(([name, entry]) => isWanted(name, entry)).map(([name]) => name);
    return this.#take(wanted.filter((name) => !this.#read.has(name)));
  }

  async #take(names: readonly string[]): Promise<boolean> {
    const folders = this.known.unknown(names).map(modelFolder);
    await this.view.bring(folders);
    // Git is asked for all of them at once, and not for each in turn. What is wrong with one is told where that is read.
    const below = folders.flatMap((folder) => [`${folder}/versions`, `${folder}/events`]);
    await this.view.open(below).catch(() => undefined);
    for (const [name, { facts, faults }] of await readAll(this.known, names)) {
      this.#read.set(name, facts);
      this.faults.push(...faults);
      const entry = this.entries.get(name);
      if (entry === undefined || says(entry, facts)) continue;
      this.log.warning(
        `the index on the ledger branch says otherwise than the model ${name}; ${HOW_TO_MEND}`,
      );
      this.entries = new Map();
    }
    if (this.entries.size > 0 || this.#read.size === this.names.length) return names.length > 0;
    await this.#take(this.names.filter((name) => !this.#read.has(name)));
    return true;
  }
}

type ReadFacts = readonly [name: string, { facts: Registry; faults: UserError[] }];

/** What each model adds, in this order. */
async function readAll(known: KnownModels, names: readonly string[]): Promise<ReadFacts[]> {
  const read = async (name: string): Promise<ReadFacts> => {
    const faults: UserError[] = [];
    return [name, { facts: await known.read(name, faults), faults }];
  };
  const all: ReadFacts[] = [];
  for (let at = 0; at < names.length; at += AT_ONCE)
    all.push(...(await Promise.all(names.slice(at, at + AT_ONCE).map(read))));
  return all;
}

/** Whether an entry has all that the model has. */
function says({ runs, digests, tags, stages }: ModelEntry, { versions, holds }: Registry): boolean {
  const isKnown = versions.every(
    ({ run_id, digest, files, ...version }) =>
      (run_id === null || runs.has(run_id)) &&
      looseNames(version).every((name) => tags.has(tagMark(name))) &&
      [...(digest === null ? [] : [digest]), ...files].every((one) => digests.has(digitsOf(one))),
  );
  const inStage = (version: number) => stages.get(version) ?? FIRST_STAGE;
  return isKnown && holds.every(({ of, version }) => of.kind !== 'stage' || inStage(version) === of.stage);
}

function isApart(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  for (const value of small) if (large.has(value)) return false;
  return true;
}

/** What models are asked for by before a walk begins. */
export interface AskedModels {
  names: readonly string[];
  digests: readonly string[];
  tags: readonly string[];
}

/** What the models of a walk are asked for by. @param digests that are asked about */
export function modelsOf(
  graph: LineageGraph,
  nodes: readonly LineageNode[],
  start: AskedModels,
): WantedModels {
  const began = [...graph.runs.values()].flatMap(({ models }) => models);
  return {
    names: new Set([
      ...start.names,
      ...nodes.flatMap((node) => (node.kind === 'version' ? [node.model] : [])),
      ...began.flatMap(({ uri }) => namedIn(uri, null, '').version?.names ?? []),
    ]),
    runs: new Set(graph.runs.keys()),
    digests: new Set([
      ...start.digests,
      ...began.flatMap(({ digest }) => digest ?? []),
      ...[...bytesOfNodes(graph, nodes)].map(digestOf),
    ]),
    tags: new Set([
      ...start.tags,
      ...nodes.flatMap((node) =>
        node.kind === 'dataset' && node.name !== null
          ? [tagOf({ name: node.name, version: node.version })]
          : [],
      ),
    ]),
  };
}
