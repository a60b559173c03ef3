import type { UserError } from '../../core/errors.js';
import { LineageGraph } from '../../core/lineage/graph.js';
import type { ImpactFacts } from '../../core/lineage/impact.js';
import type { AskedOf } from '../../core/lineage/run-facts.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRegistry } from './read-registry.js';
import { readRuns } from './read-runs.js';

export interface ReadGraph extends ImpactFacts {
  graph: LineageGraph;
  /** Commit of the ledger; null while there is none. */
  commit: string | null;
  /** What could not be read, and may have more to say. */
  faults: readonly UserError[];
}

/**
 * The lineage of all that a ledger has. One bad record takes none of the others away.
 * @param asked what is kept for it alone: packages of all runs would be many times what else is
 */
export async function readGraph(view: LedgerView, asked: AskedOf): Promise<ReadGraph> {
  const faults: UserError[] = [];
  const packages = new Set<string>();
  const runs = await readRuns(view, { ...asked, packages }, faults);
  const { versions, holds, tenures, requests, empty, dated } = await readRegistry(view, faults);
  const graph = new LineageGraph({ runs, versions, holds, empty, dated, packages });
  return { graph, tenures, requests, commit: view.commit, faults };
}
