import type { LineageGraph } from './graph.js';
import type { Unjudged } from './impact.js';

/**
 * Runs whose records name where they come from, and nobody can look there: only who has read all runs knows that it is not there. A
 * model of no registry and no run is from outside.
 * @param hit ids of runs that are known to be hit
 */
export function beganElsewhere(graph: LineageGraph, hit: ReadonlySet<string>): Unjudged[] {
  const ids = [...graph.runs.keys()].filter((id) => !hit.has(id) && isAway(id, graph));
  if (ids.length === 0) return [];
  return [{ why: 'began with a model, or are part of a run, that the ledger does not have', ids }];
}

function isAway(run_id: string, graph: LineageGraph): boolean {
  return graph
    .up({ kind: 'run', run_id })
    .some(
      ({ from }) =>
        from.kind === 'missing' || (from.kind === 'base-model' && /^(?:models|runs):/.test(from.uri)),
    );
}
