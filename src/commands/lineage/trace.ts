import { type Direction, type Trace, trace } from '../../core/lineage/trace.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { packageOf, readAsked, rootsOf } from './asked.js';
import { type ReadGraph, readGraph } from './read-graph.js';

export interface TraceRequest {
  /** What is asked about, or the path of a file or folder. */
  reference: string;
  direction: Direction;
}

export interface Traced extends ReadGraph {
  trace: Trace;
  /** Versions of a range that are neither in it nor out of it. */
  neither: readonly string[];
}

/**
 * What a model, run, dataset, endpoint, commit or file comes from, or what comes from it.
 * @param deps `cwd`: absolute folder that paths count from
 * @throws UserError E_INPUT_INVALID, E_LINEAGE_NOT_FOUND, E_FILE_UNREADABLE, E_LEDGER_*
 */
export async function traceLineage(
  { reference, direction }: TraceRequest,
  { view, cwd }: { view: LedgerView; cwd: string },
): Promise<Traced> {
  const asked = await readAsked(reference, cwd);
  const read = await readGraph(view, { package: packageOf(asked) });
  const { roots, neither } = rootsOf(read.graph, asked);
  return { ...read, neither, trace: trace(read.graph, { roots, direction }) };
}
