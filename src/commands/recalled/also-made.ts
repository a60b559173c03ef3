import { hasMade } from '../../core/lineage/producers.js';
import type { RunFacts } from '../../core/lineage/run-facts.js';

/** Bytes that a run read, by which another run is taken for their maker. */
export interface SameBytes {
  reader: RunFacts;
  contents: readonly string[];
  /** Null where the record names none. */
  maker: string | null;
}

/** Other makers of the same bytes that are looked at. */
const MOST = 20;

/**
 * Who else had made some bytes before they were read: nobody knows then whose they were.
 * @param ids of the runs that count: those of which recalls say that they had made the same
 */
export function otherMakers(
  runs: ReadonlyMap<string, RunFacts>,
  { reader, contents, maker }: SameBytes,
  ids: readonly string[],
): RunFacts[] {
  return ids
    .flatMap((id) => runs.get(id) ?? [])
    .filter((run) => run.run_id !== maker && isBefore(run, reader))
    .filter((run) => contents.some((one) => hasMade(run, one)))
    .slice(0, MOST);
}

/** A part of a run reads what that one wrote before it ended. */
function isBefore(maker: RunFacts, { run_id, started_at, parent, command }: RunFacts): boolean {
  if (maker.run_id === run_id) return false;
  const isWhole = maker.run_id === parent || maker.run_id === command;
  return isWhole || Date.parse(maker.ended_at) <= Date.parse(started_at);
}
