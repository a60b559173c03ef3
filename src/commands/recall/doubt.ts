import type { RecalledEvent, RunRecord } from '../../core/generated/types.js';
import { DATA_TAGS } from '../../core/lineage/data-tags.js';
import { outputNode } from '../../core/lineage/edges.js';
import type { LineageGraph } from '../../core/lineage/graph.js';
import { type Impact, type ImpactedVersion, impactOf } from '../../core/lineage/impact.js';
import { isPassedOn, keyOf, type LineageNode } from '../../core/lineage/node.js';
import { trueMaker } from '../../core/lineage/producers.js';
import type { Output, RunFacts } from '../../core/lineage/run-facts.js';
import type { VersionFacts } from '../../core/lineage/sources.js';
import { contentsMade } from '../../core/recall/affected.js';
import { MadeModels, modelContents } from '../../core/recall/copies.js';
import type { Severity } from '../../core/recall/match.js';
import { rootsInDoubt, rootsOfRecalled } from '../../core/recall/roots.js';
import { type AskedModel, uploadsIn, uploadsOf } from '../../core/recall/uploads.js';
import { recordWithoutRun } from '../../core/recall/without-run.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readSound, runDecoder } from '../../ledger/read/records.js';
import type { ReadGraph } from '../lineage/read-graph.js';
import { Descents } from '../recalled/descent.js';
import type { AffectedNow } from './deps.js';

/** What comes from what is recalled, as who decides about a version has it. */
type Hit = Pick<AffectedNow, 'impact' | 'doubtful'>;

/** What the graph alone says: of several that made the same bytes the newest is what a run came from. */
export function impactByGraph(read: ReadGraph, what: RecalledEvent['what']): Impact {
  return impactOf(read.graph, rootsOfRecalled(read.graph, what), { ...read, goesOn: isPassedOn });
}

/**
 * What comes from a recall and what may: whatever the graph leads to is held against the recall as registering and promoting do it, so
 * that there is one answer. Where the graph leads to nothing of which it could be in doubt, nobody is asked.
 */
export async function hitBy(recall: RecalledEvent, read: ReadGraph, view: LedgerView): Promise<Hit> {
  const plain = impactByGraph(read, recall.what);
  const wide = wideImpact(recall, read);
  const known = new Set(plain.runs.map(({ run_id }) => run_id));
  const isSure = (recall.affected.other_makers ?? []).length === 0 && !hasMerged(recall, read);
  const keys = new Set(plain.versions.map(versionKey));
  // A run that the graph leads to may have versions that it does not.
  const open = new Set(wide.versions.filter((one) => !keys.has(versionKey(one))).map(({ run_id }) => run_id));
  const asked = wide.runs.filter(({ run_id }) => !isSure || !known.has(run_id) || open.has(run_id));
  const isNobodys = wide.versions.some((one) => one.run_id === null && !keys.has(versionKey(one)));
  if (asked.length === 0 && !isNobodys) return { impact: plain, doubtful: { runs: [], versions: [] } };
  const decided = new Decisions(recall, read, view);
  await decided.load(asked);
  const runs = await sorted(wide.runs, known, ({ run_id }) => decided.of(run_id), runKey);
  const severity = (one: ImpactedVersion) => {
    const facts = read.graph.version(one.model, one.version);
    return one.run_id === null ? decided.withoutRun(facts) : decided.of(one.run_id, facts);
  };
  const versions = await sorted(wide.versions, keys, severity, versionKey);
  const told = new Set([...runs.sure, ...runs.doubtful].map(runKey));
  const judged = plain.judged.filter((run) => !told.has(runKey(run)));
  return {
    impact: { runs: runs.sure, judged, versions: versions.sure },
    doubtful: { runs: runs.doubtful, versions: versions.doubtful },
  };
}

/** Whether what is recalled was merged into other code, which may mend it. */
function hasMerged({ what }: RecalledEvent, { graph }: ReadGraph): boolean {
  if (what.kind !== 'commit') return false;
  const commits = new Set<string | null>(what.commits);
  return [...graph.runs.values()].some((run) => commits.has(run.merged) && !commits.has(run.commit));
}

/** Also by bytes that somebody else has made as well, and by models that were copied, and what was made of those. */
function wideImpact({ what }: RecalledEvent, read: ReadGraph): Impact {
  const { graph } = read;
  const roots = [...rootsOfRecalled(graph, what), ...rootsInDoubt(graph, what)];
  const copiers = new Set<RunFacts>();
  const taken = new Set<string>();
  for (;;) {
    const found = impactOf(graph, roots, read);
    const runs = [...new Set([...found.runs, ...copiers])].sort(
      (one, other) => Date.parse(one.started_at) - Date.parse(other.started_at),
    );
    const copies = copiesOf(runs, graph).filter(({ node }) => !taken.has(keyOf(node)));
    if (copies.length === 0) return { ...found, runs };
    for (const { run, node } of copies) {
      taken.add(keyOf(node));
      roots.push(node);
      copiers.add(run);
    }
  }
}

interface Copy {
  run: RunFacts;
  node: LineageNode;
}

/** Models of other runs that are what some runs have made, and versions that nobody judged of runs that have stored it. */
function copiesOf(runs: readonly RunFacts[], graph: LineageGraph): Copy[] {
  const made = new Set(contentsMade(runs));
  const whole = new MadeModels(runs);
  const hit = new Set(runs);
  const isCopy = (model: Output) =>
    modelContents(model).some((one) => made.has(one)) || whole.firstIn(model) < Number.POSITIVE_INFINITY;
  const models = [...graph.runs.values()]
    .filter((run) => !hit.has(run))
    .flatMap((run) => run.outputs.map((output) => ({ run, output })))
    .filter(({ output }) => isCopy(output))
    .filter(({ output }) => trueMaker(output, (id) => graph.runs.get(id)) === null)
    .map(({ run, output }) => ({ run, node: outputNode(run, output) }));
  const unjudged = graph.versions.all.flatMap(({ model, version, run_path, run_id }): Copy[] => {
    const run = run_path === null ? graph.runs.get(run_id ?? '') : undefined;
    if (run === undefined || hit.has(run)) return [];
    const isHeld = [...run.outputs, uploadsIn(run)].some(isCopy);
    return isHeld ? [{ run, node: { kind: 'version', model, version } }] : [];
  });
  return [...models, ...unjudged];
}

/** @param known keys of what the graph says is hit, which nobody takes away who finds no way to it */
async function sorted<T>(
  all: readonly T[],
  known: ReadonlySet<string>,
  severityOf: (one: T) => Promise<Severity | null> | null,
  keyOf: (one: T) => string,
): Promise<{ sure: T[]; doubtful: T[] }> {
  const sure: T[] = [];
  const doubtful: T[] = [];
  for (const one of all) {
    const severity = await severityOf(one);
    if (severity === 'warn') doubtful.push(one);
    else if (severity === 'refuse' || known.has(keyOf(one))) sure.push(one);
  }
  return { sure, doubtful };
}

function runKey({ run_id }: Pick<RunFacts, 'run_id'>): string {
  return run_id;
}

function versionKey({ model, version }: Pick<ImpactedVersion, 'model' | 'version'>): string {
  return JSON.stringify([model, version]);
}

/** What is decided about runs, of which each record is read once. */
class Decisions {
  readonly #view: LedgerView;
  readonly #descents: Descents;
  readonly #runs = new Map<string, RunRecord>();

  constructor(recall: RecalledEvent, read: ReadGraph, view: LedgerView) {
    this.#view = view;
    this.#descents = new Descents({ open: [recall], unreadable: [] }, view, async () => read);
  }

  async load(runs: readonly RunFacts[]): Promise<void> {
    const decode = await runDecoder();
    const files = await readSound(
      this.#view,
      runs.map(({ run_id }) => runPath(run_id)),
    );
    for (const [path, bytes] of files) {
      if (bytes === null) continue;
      const run = decode(path, bytes);
      this.#runs.set(run.run_id, run);
    }
  }

  /** Null where nothing of it is recalled, or nobody asks. */
  async of(run_id: string, version: VersionFacts | null = null): Promise<Severity | null> {
    const run = this.#runs.get(run_id);
    if (run === undefined) return null;
    // A version has tags of its own, which may name other data than its run's.
    const others = Object.entries(run.tags).filter(([key]) => !DATA_TAGS.some((one) => one === key));
    const isJudged = version !== null && version.run_path !== null;
    const tags = isJudged ? { ...Object.fromEntries(others), ...version.tags } : run.tags;
    const model = isJudged ? version.digest : version === null ? null : uploadsOf(run);
    const { descents } = await this.#descents.beyondDoubt({ ...run, tags }, model);
    return descents[0]?.severity ?? null;
  }

  /** Of a version of which nobody knows the run. */
  async withoutRun(version: VersionFacts | undefined): Promise<Severity | null> {
    if (version === undefined) return null;
    const { tags, digest, files } = version;
    const contents = [`folder-2 ${digest}`, ...files.map((file) => `file ${file}`)];
    const model: AskedModel =
      digest === null ? null : { path: '.', kind: 'model', digest, contents, reused: null };
    const { descents } = await this.#descents.beyondDoubt(recordWithoutRun({ ...tags }), model);
    return descents[0]?.severity ?? null;
  }
}
