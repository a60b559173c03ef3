import type { Unjudged } from '../../core/lineage/impact.js';
import { type Direction, type Trace, trace } from '../../core/lineage/trace.js';
import { type Place, readAsked } from './asked.js';
import type { ReadGraph } from './read-graph.js';
import { type LineageDeps, readLineage } from './read-lineage.js';

export interface TraceRequest {
  /** What is asked about, or the path of a file or folder. */
  reference: string;
  direction: Direction;
}

export interface Traced extends ReadGraph {
  trace: Trace;
  /** Versions of a range that are neither in it nor out of it. */
  neither: readonly string[];
  /** Runs of which the repository's history does not tell, by why. */
  unplaced: readonly Unjudged[];
  /** What is worth saying of what was asked, whole sentences. */
  notes: readonly string[];
}

/**
 * What a model, run, dataset, endpoint, commit or file comes from, or what comes from it.
 * @throws UserError E_INPUT_INVALID, E_LINEAGE_NOT_FOUND, E_FILE_UNREADABLE, E_ARTIFACT_SYMLINK, E_LINEAGE_HISTORY, E_LEDGER_*
 */
export async function traceLineage(
  { reference, direction }: TraceRequest,
  { cwd, env, root, ...deps }: LineageDeps & Place,
): Promise<Traced> {
  const asked = await readAsked(reference, { cwd, env, root });
  const read = await readLineage(
    { asked, direction, trace: (graph, roots) => trace(graph, { roots, direction }) },
    deps,
  );
  return { ...read, trace: trace(read.graph, { roots: read.roots, direction }) };
}
