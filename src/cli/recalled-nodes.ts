import { askedOf, withClaimedRuns } from '../commands/recalled/of-versions.js';
import { Recalled } from '../commands/recalled/recalled.js';
import { UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import type { LineageGraph } from '../core/lineage/graph.js';
import type { LineageNode } from '../core/lineage/node.js';
import type { Log } from '../core/log.js';
import { saidRecalled } from '../core/recall/findings.js';
import { type AskedModel, uploadsOf } from '../core/recall/uploads.js';
import { uriOf } from '../core/registry/version.js';
import type { LedgerView } from '../ledger/ledger.js';
import { readModel, readRun } from '../ledger/read/records.js';

/** Versions and runs of an answer that are looked at. */
const MOST = 200;

interface Asked {
  what: string;
  /** Null where nobody knows of one. */
  run: RunRecord | null;
  model: AskedModel;
}

/** A sentence for each version that comes, or may come, from what is recalled, as the ledger has it, and for each run that was asked about. */
export async function recalledLines(
  view: LedgerView,
  {
    nodes,
    roots,
    graph,
  }: { nodes: readonly LineageNode[]; roots: readonly LineageNode[]; graph: LineageGraph },
  log: Log,
): Promise<string[]> {
  const asked = nodes
    .filter(({ kind }) => kind === 'version')
    .concat(roots.filter(({ kind }) => kind === 'run'));
  return linesOf(view, { asked, find: (node) => ofNode(node, { view, graph }) }, log);
}

/** As {@link recalledLines}, of one run. */
export function recalledRunLines(view: LedgerView, run_id: string, log: Log): Promise<string[]> {
  return linesOf(view, { asked: [run_id], find: (id) => ofRun(id, view) }, log);
}

/** As {@link recalledLines}, of versions that somebody gets by a stage, an alias, an endpoint or as the latest. */
export function recalledVersionLines(
  view: LedgerView,
  used: readonly { model: string; version: number }[],
  log: Log,
): Promise<string[]> {
  const asked = new Map(used.map((one) => [uriOf(one.model, one.version), one]));
  const find = async ([what, { model, version }]: [string, (typeof used)[number]]): Promise<Asked> => {
    const { versions, unjudged = [] } = await readModel(view, model);
    const judged = versions.find((one) => one.version === version);
    if (judged !== undefined) return { what, ...askedOf(judged, await readRun(view, judged.run_id)) };
    const others = unjudged.filter((one) => one.version === version);
    const [other] = await withClaimedRuns(view, others);
    return { what, ...(other?.run == null ? NOBODYS : askedOf(other, other.run)) };
  };
  return linesOf(view, { asked: [...asked], find }, log);
}

/** Nothing is asked where nothing is recalled; what cannot be read takes no list away. */
async function linesOf<T>(
  view: LedgerView,
  { asked, find }: { asked: readonly T[]; find: (one: T) => Promise<Asked> },
  log: Log,
): Promise<string[]> {
  const recalled = new Recalled(view, { log });
  const lines: string[] = [];
  try {
    if (await recalled.isEmpty()) return [];
    for (const one of asked.slice(0, MOST)) {
      const told = await toldOf(recalled, () => find(one)).catch(unlessUnread);
      lines.push(...told);
    }
    if (asked.length > MOST)
      lines.push(
        `${asked.length - MOST} more were not held against what is recalled: \`lineage-gate recalls show ID\` lists all that comes from it`,
      );
  } catch (error) {
    unlessUnread(error);
    lines.push('What is recalled could not be read: `lineage-gate recalls ls` says why');
  }
  return lines;
}

/** What cannot be read is told of by itself. */
function unlessUnread(error: unknown): [] {
  if (!(error instanceof UserError)) throw error;
  return [];
}

async function toldOf(recalled: Recalled, find: () => Promise<Asked>): Promise<string[]> {
  const { what, run, model } = await find();
  if (run === null) return [];
  const { sentences } = saidRecalled(await recalled.told(run, model));
  return sentences.map((sentence) => `${what} ${sentence}`);
}

const NOBODYS = { run: null, model: null };

async function ofRun(run_id: string, view: LedgerView): Promise<Asked> {
  return { what: `Run ${run_id}`, run: await readRun(view, run_id), model: null };
}

async function ofNode(
  node: LineageNode,
  { view, graph }: { view: LedgerView; graph: LineageGraph },
): Promise<Asked> {
  if (node.kind === 'run') return ofRun(node.run_id, view);
  if (node.kind !== 'version') return { what: '', ...NOBODYS };
  const what = uriOf(node.model, node.version);
  const { run_id = null, digest = null } = graph.version(node.model, node.version) ?? {};
  if (run_id === null) return { what, ...NOBODYS };
  const run = await readRun(view, run_id);
  return { what, run, model: digest ?? uploadsOf(run) };
}
