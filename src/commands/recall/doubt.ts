import type { RecalledEvent, RunRecord } from '../../core/generated/types.js';
import { DATA_TAGS } from '../../core/lineage/data-tags.js';
import { type Impact, type ImpactedVersion, impactOf } from '../../core/lineage/impact.js';
import { keyOf, type LineageNode } from '../../core/lineage/node.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';
import type { VersionFacts } from '../../core/lineage/sources.js';
import { beganWithHeld, copiesOf } from '../../core/recall/copies.js';
import type { Severity } from '../../core/recall/hit.js';
import { type RecalledImpact, recalledImpact } from '../../core/recall/recalled-impact.js';
import { rootsInDoubt, rootsOfRecalled } from '../../core/recall/roots.js';
import { type AskedModel, uploadsOf } from '../../core/recall/uploads.js';
import { recordWithoutRun } from '../../core/recall/without-run.js';
import { uriOf } from '../../core/registry/version.js';
import { runPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readSound, runDecoder } from '../../ledger/read/records.js';
import type { ReadGraph } from '../lineage/read-graph.js';
import { type Descent, Descents } from '../recalled/descent.js';
import type { AffectedNow } from './deps.js';

/** What comes from what is recalled, as who decides about a version has it. */
type Hit = Pick<AffectedNow, 'impact' | 'doubtful' | 'ways'>;

/** What the graph alone says: of several that made the same bytes the newest is what a run came from. */
export function impactByGraph(read: ReadGraph, what: RecalledEvent['what']): Impact {
  return byGraph(read, what).impact;
}

function byGraph(read: ReadGraph, what: RecalledEvent['what']): RecalledImpact {
  return recalledImpact(read.graph, rootsOfRecalled(read.graph, what), read);
}

/**
 * What comes from a recall and what may: whatever the graph leads to is held against the recall as registering and promoting do it, so
 * that there is one answer. Where records alone lead to all of it and it could be in no doubt, nobody is asked.
 */
export async function hitBy(recall: RecalledEvent, read: ReadGraph, view: LedgerView): Promise<Hit> {
  const { impact: plain, recorded } = byGraph(read, recall.what);
  const wide = wideImpact(recall, read);
  const known = keysOf(plain);
  // Of all others it is said how they come from it.
  const led = keysOf(recorded);
  const isSure = (recall.affected.other_makers ?? []).length === 0 && !hasMerged(recall, read);
  // A run that records lead to, or of which nothing is hit, may have versions to which they do not.
  const open = wide.versions.filter((one) => !led.versions.has(versionKey(one)));
  const runsAsked = wide.runs.filter((one) => !isSure || !led.runs.has(runKey(one))).map(runKey);
  const asked = new Set([...runsAsked, ...open.flatMap(({ run_id }) => run_id ?? [])]);
  if (asked.size + open.length === 0)
    return { impact: plain, doubtful: { runs: [], versions: [] }, ways: [] };
  const decided = new Decisions(recall, read, view);
  await decided.load(asked);
  const runs = await sorted(wide.runs, known.runs, ({ run_id }) => decided.of(run_id), runKey);
  const severity = (one: ImpactedVersion) => {
    const facts = read.graph.version(one.model, one.version);
    return one.run_id === null ? decided.withoutRun(facts) : decided.of(one.run_id, facts);
  };
  const versions = await sorted(wide.versions, known.versions, severity, versionKey);
  const told = new Set([...runs.sure, ...runs.doubtful].map(runKey));
  const judged = plain.judged.filter((run) => !told.has(runKey(run)));
  return {
    impact: { runs: runs.sure, judged, versions: versions.sure },
    doubtful: { runs: runs.doubtful, versions: versions.doubtful },
    ways: await waysTo(
      [...runs.sure, ...runs.doubtful].filter((one) => !led.runs.has(runKey(one))),
      [...versions.sure, ...versions.doubtful].filter((one) => !led.versions.has(versionKey(one))),
      (run_id, one) => decided.wayTo(run_id, one && read.graph.version(one.model, one.version)),
    ),
  };
}

/** How things come from what is recalled to which records alone do not lead: nobody could say why else. */
async function waysTo(
  runs: readonly RunFacts[],
  versions: readonly ImpactedVersion[],
  wayTo: (run_id: string, version?: ImpactedVersion) => Promise<readonly string[]>,
): Promise<AffectedNow['ways']> {
  const found = new Map<string, { run_id: string; versions: string[]; way: readonly string[] }>();
  for (const { run_id } of runs) found.set(run_id, { run_id, versions: [], way: await wayTo(run_id) });
  for (const one of versions) {
    const { run_id, model, version } = one;
    if (run_id === null) continue;
    const known = found.get(run_id) ?? { run_id, versions: [], way: await wayTo(run_id, one) };
    known.versions.push(uriOf(model, version));
    found.set(run_id, known);
  }
  return [...found.values()];
}

/** Whether what is recalled was merged into other code, which may mend it. */
function hasMerged({ what }: RecalledEvent, { graph }: ReadGraph): boolean {
  if (what.kind !== 'commit') return false;
  const commits = new Set<string | null | undefined>(what.commits);
  return [...graph.runs.values()].some(
    ({ commit, merged, submodule }) =>
      commits.has(merged) && !commits.has(commit) && !commits.has(submodule?.commit),
  );
}

/** Also by bytes that somebody else has made as well, and by models that were copied, and what was made of those. */
function wideImpact({ what }: RecalledEvent, read: ReadGraph): Impact {
  const { graph } = read;
  const own = rootsOfRecalled(graph, what);
  // Whose model holds it is asked about as well.
  const holders = own.flatMap((node): LineageNode[] =>
    node.kind === 'output' ? [{ kind: 'run', run_id: node.run_id }] : [],
  );
  const roots = [...own, ...holders, ...rootsInDoubt(graph, what)];
  const taken = new Set<string>();
  const copied = new Set<string>();
  for (;;) {
    const found = impactOf(graph, roots, read);
    const copies = copiesOf(found.runs, graph).filter(({ node }) => !taken.has(keyOf(node)));
    const began = beganWithHeld(found.runs, graph);
    for (const { run } of began) roots.push({ kind: 'run', run_id: run.run_id });
    if (copies.length + began.length === 0) {
      const isCopy = ({ model, version, run_id }: ImpactedVersion) =>
        taken.has(keyOf({ kind: 'version', model, version })) ||
        copied.has(`${run_id} ${graph.version(model, version)?.digest}`);
      const versions = found.versions.map((one) =>
        isCopy(one) ? { ...one, same_bytes: true as const } : one,
      );
      return { ...found, versions };
    }
    for (const { run, output, node } of copies) {
      taken.add(keyOf(node));
      // Who copied a model comes from it, with all that it made.
      roots.push(node, { kind: 'run', run_id: run.run_id });
      copied.add(`${run.run_id} ${output.digest}`);
    }
  }
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

function keysOf({ runs, versions }: Pick<Impact, 'runs' | 'versions'>) {
  return { runs: new Set(runs.map(runKey)), versions: new Set(versions.map(versionKey)) };
}

function runKey({ run_id }: Pick<RunFacts, 'run_id'>): string {
  return run_id;
}

function versionKey({ model, version }: Pick<ImpactedVersion, 'model' | 'version'>): string {
  return JSON.stringify([model, version]);
}

/** What is decided about runs, each once. */
class Decisions {
  readonly #view: LedgerView;
  readonly #descents: Descents;
  readonly #runs = new Map<string, RunRecord>();
  readonly #known = new Map<string, Promise<Descent | undefined>>();

  constructor(recall: RecalledEvent, read: ReadGraph, view: LedgerView) {
    this.#view = view;
    this.#descents = new Descents({ open: [recall], unreadable: [] }, view, async () => read);
  }

  async load(ids: Iterable<string>): Promise<void> {
    const decode = await runDecoder();
    const files = await readSound(this.#view, [...ids].map(runPath));
    for (const [path, bytes] of files) {
      if (bytes === null) continue;
      const run = decode(path, bytes);
      this.#runs.set(run.run_id, run);
    }
  }

  /** Null where nothing of it is recalled, or nobody asks. */
  async of(run_id: string, version?: VersionFacts): Promise<Severity | null> {
    return (await this.#descent(run_id, version))?.severity ?? null;
  }

  /** From what is recalled, for people. */
  async wayTo(run_id: string, version?: VersionFacts): Promise<readonly string[]> {
    return (await this.#descent(run_id, version))?.path ?? [];
  }

  #descent(run_id: string, version?: VersionFacts): Promise<Descent | undefined> {
    const key = JSON.stringify([run_id, version?.record]);
    const known = this.#known.get(key) ?? this.#decide(run_id, version);
    this.#known.set(key, known);
    return known;
  }

  async #decide(run_id: string, version?: VersionFacts): Promise<Descent | undefined> {
    const run = this.#runs.get(run_id);
    if (run === undefined) return undefined;
    // A version has tags of its own, which may name other data than its run's.
    const others = Object.entries(run.tags).filter(([key]) => !DATA_TAGS.some((one) => one === key));
    const isJudged = version !== undefined && version.run_path !== null;
    const tags = isJudged ? { ...Object.fromEntries(others), ...version.tags } : run.tags;
    const model = isJudged ? version.digest : version === undefined ? null : uploadsOf(run);
    const { descents } = await this.#descents.beyondDoubt({ ...run, tags }, model);
    return descents[0];
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
