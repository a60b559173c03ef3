import { type Impact, impactOf, type Unjudged, unjudged } from '../../core/lineage/impact.js';
import type { LineageNode } from '../../core/lineage/node.js';
import { runIdOf } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { packageOf, readAsked, rootsOf } from './asked.js';
import { type ReadGraph, readGraph } from './read-graph.js';

export interface Impacted extends ReadGraph {
  roots: readonly LineageNode[];
  impact: Impact;
  /** What the answer says nothing about. */
  unjudged: readonly Unjudged[];
}

/**
 * Every run and model version that comes from something, with what they held and hold.
 * @param reference what is asked about, or the path of a file or folder
 * @param deps `cwd`: absolute folder that paths count from
 * @throws UserError E_INPUT_INVALID, E_LINEAGE_NOT_FOUND, E_FILE_UNREADABLE, E_LEDGER_*
 */
export async function findImpact(
  reference: string,
  { view, cwd }: { view: LedgerView; cwd: string },
): Promise<Impacted> {
  const asked = await readAsked(reference, cwd);
  const read = await readGraph(view, { package: packageOf(asked) });
  const { roots, neither } = rootsOf(read.graph, asked);
  const impact = impactOf(read.graph, roots, read);
  const hit = new Set([...impact.runs, ...impact.judged].map(({ run_id }) => run_id));
  return {
    ...{ ...read, roots, impact },
    unjudged: [
      ...some('versions of it are neither in the range nor out of it', neither),
      ...unjudged(read.graph, hit),
      ...some(
        'records cannot be read',
        read.faults.flatMap(({ faults }) => faults.map(({ where }) => where ?? '')),
      ),
      ...some(
        'runs are not on the branch yet',
        view.parked.flatMap((path) => runIdOf(path) ?? []).filter((id) => !hit.has(id)),
      ),
    ],
  };
}

function some(why: string, ids: readonly string[]): Unjudged[] {
  return ids.length === 0 ? [] : [{ why, ids }];
}
