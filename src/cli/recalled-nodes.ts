import { Recalled } from '../commands/recalled/recalled.js';
import { UserError } from '../core/errors.js';
import type { ModelVersion } from '../core/generated/types.js';
import type { LineageGraph } from '../core/lineage/graph.js';
import type { LineageNode } from '../core/lineage/node.js';
import type { Log } from '../core/log.js';
import { saidRecalled } from '../core/recall/findings.js';
import { uriOf } from '../core/registry/version.js';
import type { LedgerView } from '../ledger/ledger.js';
import { readModel, readRun } from '../ledger/read/records.js';

/** Versions and runs of an answer that are looked at. */
const MOST = 200;

interface Asked {
  what: string;
  run_id: string | null;
  /** Of a model; null: of anything that the run made. */
  digest: string | null;
  /** Of a version, which has more than its run. */
  tags?: ModelVersion['tags'] | undefined;
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
  return linesOf(view, { asked, find: async (node) => ofNode(node, graph) }, log);
}

/** As {@link recalledLines}, of one run. */
export function recalledRunLines(view: LedgerView, run_id: string, log: Log): Promise<string[]> {
  const one = { what: `Run ${run_id}`, run_id, digest: null };
  return linesOf(view, { asked: [one], find: async () => one }, log);
}

/** As {@link recalledLines}, of versions that somebody gets by a stage, an alias, an endpoint or as the latest. */
export function recalledVersionLines(
  view: LedgerView,
  used: readonly { model: string; version: number }[],
  log: Log,
): Promise<string[]> {
  const asked = new Map(used.map((one) => [uriOf(one.model, one.version), one]));
  const find = async ([what, { model, version }]: [string, (typeof used)[number]]): Promise<Asked> => {
    const { versions } = await readModel(view, model);
    const found = versions.find((one) => one.version === version);
    const { run_id = null, manifest, tags } = found ?? {};
    return { what, run_id, digest: manifest?.digest ?? null, tags };
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
      const { what, run_id, digest, tags } = await find(one);
      if (run_id === null) continue;
      const told = await readRun(view, run_id)
        .then((run) => recalled.told({ ...run, tags: tags ?? run.tags }, digest))
        .catch(unlessUnread);
      for (const sentence of saidRecalled(told).sentences) lines.push(`${what} ${sentence}`);
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

function ofNode(node: LineageNode, graph: LineageGraph): Asked {
  if (node.kind === 'run') return { what: `Run ${node.run_id}`, run_id: node.run_id, digest: null };
  if (node.kind !== 'version') return { what: '', run_id: null, digest: null };
  const { run_id = null, digest = null } = graph.version(node.model, node.version) ?? {};
  return { what: uriOf(node.model, node.version), run_id, digest };
}
