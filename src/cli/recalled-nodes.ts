import { Recalled } from '../commands/recalled/recalled.js';
import { UserError } from '../core/errors.js';
import type { LineageGraph } from '../core/lineage/graph.js';
import type { LineageNode } from '../core/lineage/node.js';
import type { Log } from '../core/log.js';
import { idOfRecall } from '../core/recall/findings.js';
import { uriOf } from '../core/registry/version.js';
import type { LedgerView } from '../ledger/ledger.js';
import { readRun } from '../ledger/read/records.js';

/** Versions and runs of an answer that are looked at. */
const MOST = 20;

/** A sentence for each version that comes from what is recalled, as the ledger has it, and for each run that was asked about. */
export async function recalledLines(
  view: LedgerView,
  {
    nodes,
    roots,
    graph,
  }: { nodes: readonly LineageNode[]; roots: readonly LineageNode[]; graph: LineageGraph },
  log: Log,
): Promise<string[]> {
  const recalled = new Recalled(view, { log });
  if (await recalled.isEmpty()) return [];
  const asked = nodes
    .filter(({ kind }) => kind === 'version')
    .concat(roots.filter(({ kind }) => kind === 'run'));
  const lines: string[] = [];
  for (const node of asked.slice(0, MOST)) {
    const { what, run_id, digest } = ofNode(node, graph);
    if (run_id === null) continue;
    try {
      const told = await recalled.refuses(await readRun(view, run_id), digest);
      const ids = told.map(({ recall }) => idOfRecall(recall)).join(', ');
      if (ids !== '') lines.push(`${what} comes from what is recalled: ${ids}`);
    } catch (error) {
      // What cannot be read is told of by itself.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return lines;
}

function ofNode(
  node: LineageNode,
  graph: LineageGraph,
): { what: string; run_id: string | null; digest: string | null } {
  if (node.kind === 'run') return { what: `Run ${node.run_id}`, run_id: node.run_id, digest: null };
  if (node.kind !== 'version') return { what: '', run_id: null, digest: null };
  const { run_id = null, digest = null } = graph.version(node.model, node.version) ?? {};
  return { what: uriOf(node.model, node.version), run_id, digest };
}
