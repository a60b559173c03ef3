import type { Log } from '../../core/log.js';
import type { NewFile } from '../ledger.js';
import { type DayFacts, LARGEST_PART, SEGMENTS, type SegmentsFolder, segmentFiles } from './segment.js';

/** New segments. */
export interface Segments {
  files: NewFile[];
  /** Days that they have, oldest first. */
  days: string[];
  records: number;
  /** Number of the segment after these. */
  next: number;
}

/**
 * Files of segments, numbered from `first`. One whose files are too large is made of fewer days; a day that is too large by
 * itself is left out, and read whole by those who look for its runs.
 */
export function makeSegments(
  all: ReadonlyMap<string, DayFacts>,
  { first, of = SEGMENTS }: { first: number; of?: SegmentsFolder },
  log: Log,
): Segments {
  const made: Segments = { files: [], days: [], records: 0, next: first };
  for (const queue = [all]; queue.length > 0; ) {
    const days = new Map([...(queue.shift() ?? [])].sort(([a], [b]) => (a < b ? -1 : 1)));
    if (days.size === 0) continue;
    const files = segmentFiles(made.next, days, of);
    if (files.every((file) => file.bytes.length <= LARGEST_PART)) {
      made.files.push(...files);
      made.days.push(...days.keys());
      made.records += [...days.values()].reduce((sum, { count }) => sum + count, 0);
      made.next += 1;
    } else if (days.size > 1) {
      const middle = Math.ceil(days.size / 2);
      queue.unshift(new Map([...days].slice(0, middle)), new Map([...days].slice(middle)));
    } else
      log.debug(
        `${[...days.keys()].join()} gets no look-ups: they would be larger than ${LARGEST_PART} bytes`,
      );
  }
  return made;
}
