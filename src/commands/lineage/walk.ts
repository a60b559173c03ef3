import { readAs } from '../../core/lineage/disputed.js';
import { LineageGraph } from '../../core/lineage/graph.js';
import type { Others } from '../../core/lineage/impact.js';
import type { Gap } from '../../core/lineage/look-up-facts.js';
import { Needs } from '../../core/lineage/needs.js';
import type { LineageNode } from '../../core/lineage/node.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import type { Direction, Trace } from '../../core/lineage/trace.js';
import type { LineageRuns } from '../../ledger/index/lineage-runs.js';
import { type AskedModels, type LineageModels, modelsOf } from './models.js';

/** What a walk reads. */
interface Sources {
  runs: LineageRuns;
  models: LineageModels;
}

/** How a walk goes, and what it begins with. */
export interface WalkRequest {
  direction: Direction;
  start: Needs;
  /** Models that are asked about. */
  models: AskedModels;
  /** @throws UserError E_LINEAGE_NOT_FOUND */
  roots(graph: LineageGraph): Promise<LineageNode[]> | LineageNode[];
  trace(graph: LineageGraph, roots: readonly LineageNode[]): Trace;
}

/**
 * Reads what a walk comes by and no more, step by step: all look-ups of a step go out together. Its graph says of what the walk came
 * by what one of all runs would.
 * @throws UserError E_LINEAGE_NOT_FOUND, E_LEDGER_*
 */
export async function walk(
  { start, direction, ...request }: WalkRequest,
  { runs, models }: Sources,
): Promise<LineageGraph> {
  const known = new Known(runs);
  await known.add(start);
  const begun = known.runs.map(({ run_id }) => run_id);
  await models.load({
    names: new Set(request.models.names),
    // Versions of what cannot be read are lost. Of what is asked about, most is hit: a graph that has no versions of it is made for nothing.
    runs: new Set([...runs.unreadable, ...begun]),
    digests: new Set(request.models.digests),
    tags: new Set(request.models.tags),
  });
  for (let needs = start; ; ) {
    await known.add(needs);
    const { readers } = known;
    const { packages } = runs;
    const { versions, holds, empty, dated } = models.registry;
    const graph = new LineageGraph({
      versions,
      holds,
      empty,
      dated,
      readers,
      packages,
      runs: known.runs,
    });
    const { nodes } = request.trace(graph, await request.roots(graph));
    const hit = nodes.flatMap((node) => (node.kind === 'run' ? node.run_id : []));
    for (const id of hit) known.readers.add(id);
    await known.ahead(hit, direction);
    // Who names such bytes by a tag alone, under another name that they were read by, is told among what could not be judged.
    const around = direction === 'down' ? [...nodes, ...readAs(graph, nodes)] : nodes;
    needs = Needs.of(graph, { nodes: around, direction, readers });
    const isMore = await models.load(modelsOf(graph, around, request.models));
    if (known.has(needs) && !isMore) return graph;
  }
}

/** Steps that are read before a graph is made of them: a graph for each would take the square of a long chain. */
const AHEAD = 64;

/** What a walk has asked for, and the runs that it got. */
class Known {
  /** Ids of runs of which it matters what they have read. */
  readonly readers = new Set<string>();
  readonly #asked = {
    ids: new Set<string>(),
    facts: new Set<string>(),
    readers: new Set<string>(),
    samples: new Set<string>(),
  };
  #readers = 0;
  /** Ids of runs from which it was read on. */
  readonly #passed = new Set<string>();

  constructor(private readonly source: LineageRuns) {}

  async add(needs: Needs): Promise<void> {
    await this.source.load(needs);
    for (const kind of ['ids', 'facts', 'readers', 'samples'] as const)
      for (const one of needs[kind]) this.#asked[kind].add(one);
    for (const fact of needs.readers)
      for (const { run_id } of this.source.withFact(fact)) this.readers.add(run_id);
  }

  /** Reads on from runs that a walk came by. */
  async ahead(hit: readonly string[], direction: Direction): Promise<void> {
    let step = hit;
    for (let count = 0; count < AHEAD; count += 1) {
      const runs = step.flatMap((id) => (this.#passed.has(id) ? [] : (this.source.get(id) ?? [])));
      if (runs.length === 0) return;
      for (const { run_id } of runs) this.#passed.add(run_id);
      const needs = Needs.ahead(runs, direction);
      await this.add(needs);
      const found = [...needs.facts].flatMap((fact) => this.source.withFact(fact));
      step = [...needs.ids, ...found.map(({ run_id }) => run_id)];
      for (const id of step) if (this.source.get(id) !== undefined) this.readers.add(id);
    }
  }

  /** Whether nothing is needed that is not known. */
  has(needs: Needs): boolean {
    const { size } = this.readers;
    const isSame = size === this.#readers;
    this.#readers = size;
    return (
      isSame &&
      (['ids', 'facts', 'readers', 'samples'] as const).every((kind) =>
        [...needs[kind]].every((one) => this.#asked[kind].has(one)),
      )
    );
  }

  /** In the order of their records, as somebody has them who reads all. */
  get runs(): RunFacts[] {
    const all = new Map<string, RunFacts>();
    const add = (run: RunFacts | undefined) => run !== undefined && all.set(run.record, run);
    for (const id of this.#asked.ids) add(this.source.get(id));
    for (const fact of this.#asked.facts) for (const run of this.source.withFact(fact)) add(run);
    for (const fact of this.#asked.samples) add(this.source.withFact(fact)[0]);
    return [...all.values()].sort((one, other) => (one.record < other.record ? -1 : 1));
  }
}

/** What look-ups know of the runs that are not hit. @param most ids of each kind that are wanted */
export async function othersOf(
  { runs, models }: Sources,
  { hit, most }: { hit: ReadonlySet<string>; most: number },
): Promise<Others> {
  const gap = (one: Gap) => runs.withGap(one, { most, but: hit });
  return {
    gaps: {
      silent: await gap('silent'),
      digest: await gap('digest'),
      imported: await gap('imported'),
      packages: runs.asked.package === null ? { ids: [], count: 0 } : await gap('packages'),
    },
    // Of models that were not read, all were there.
    there: await runs.has(models.registry.versions.flatMap(({ run_id }) => run_id ?? [])),
  };
}
