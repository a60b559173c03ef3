import { hasMade } from '../../core/lineage/producers.js';
import { partOf, type RunFacts } from '../../core/lineage/run-facts.js';

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
 * @param among runs that count: those of which recalls say that they had made the same
 */
export function otherMakers({ reader, contents, maker }: SameBytes, among: readonly RunFacts[]): RunFacts[] {
  return among.filter((run) => run.run_id !== maker && hadMade(run, { reader, contents })).slice(0, MOST);
}

/** Whether a run had made bytes before another one read them. */
export function hadMade(maker: RunFacts, { reader, contents }: Omit<SameBytes, 'maker'>): boolean {
  return isBefore(maker, reader) && contents.some((one) => hasMade(maker, one));
}

/** A part of a run reads what that one wrote before it ended. */
function isBefore(maker: RunFacts, reader: RunFacts): boolean {
  if (maker.run_id === reader.run_id) return false;
  const isWhole = partOf(reader).includes(maker.run_id);
  return isWhole || Date.parse(maker.ended_at) <= Date.parse(reader.started_at);
}
