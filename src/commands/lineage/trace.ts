import { type Direction, type Trace, trace } from '../../core/lineage/trace.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { type Place, packageOf, readAsked, rootsOf } from './asked.js';
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
  /** Ids of runs whose commits the repository does not have. */
  unplaced: readonly string[];
}

/**
 * What a model, run, dataset, endpoint, commit or file comes from, or what comes from it.
 * @throws UserError E_INPUT_INVALID, E_LINEAGE_NOT_FOUND, E_FILE_UNREADABLE, E_LINEAGE_HISTORY, E_LEDGER_*
 */
export async function traceLineage(
  { reference, direction }: TraceRequest,
  { view, ...place }: { view: LedgerView } & Place,
): Promise<Traced> {
  const asked = await readAsked(reference, place);
  const read = await readGraph(view, { package: packageOf(asked) });
  const { roots, neither, unplaced } = await rootsOf(read.graph, asked);
  return { ...read, neither, unplaced, trace: trace(read.graph, { roots, direction }) };
}
