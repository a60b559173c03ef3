import type { Log } from '../../core/log.js';
import { dayAfter } from '../../core/run-query.js';
import type { Ledger, LedgerView, NewFile, Plan } from '../ledger.js';
import { readDayFacts } from './day-facts.js';
import { daysOf, recordsOfDays } from './days.js';
import { coveringSegments, readIndexedDays, segmentNumbers, tolerant } from './look-up.js';
import { makeSegments } from './make-segments.js';
import { entryFiles, modelTrees, readEntries } from './model-entries.js';
import { ALL_SEGMENTS } from './segment.js';

/** Days that are looked at in one go: those of a ledger with few runs become a segment when there are as many. */
const MOST_DAYS = 31;
/** Records that are read in one go, unless one day has more. A ledger that is older than its index catches up in steps. */
const MOST_RECORDS = 2_000;

/** Models that are read in one go. */
const MOST_MODELS = 50;

export interface SettleOptions {
  /** The day it is in UTC, `2026-11-21`. Days before yesterday are settled. */
  today: string;
  /** Fewer records than this wait until there are more. */
  atLeast?: number;
  log: Log;
}

export interface Settled {
  /** Days that the new segment has, oldest first; none when nothing was to be done. */
  days: string[];
  records: number;
}

/**
 * Adds a segment to each folder of the index for settled days that it does not have as they are, if they hold enough records to be worth one.
 * Nothing is asked of the server when there are no settled days; three times it is when there are.
 * @throws UserError E_LEDGER_*; the ledger is as good without
 */
export async function indexSettledDays(ledger: Ledger, options: SettleOptions): Promise<Settled> {
  return (await ledger.write((view) => planOf(view, options))).value;
}

async function planOf(view: LedgerView, options: SettleOptions): Promise<Plan<Settled>> {
  const { today, atLeast = 500, log } = options;
  const nothing: Plan<Settled> = {
    files: [],
    message: { subject: '', trailers: [] },
    value: { days: [], records: 0 },
  };
  const days = await daysOf(view, { first: null, last: dayAfter(today, -2) });
  if (days.size === 0) return nothing;
  const index = await tolerant(log, () => readIndexedDays(view));
  // Only a new index mends one that is damaged.
  if (index === undefined) return nothing;
  const covered = new Map(ALL_SEGMENTS.map((of) => [of, coveringSegments(index, days, { of })]));
  const isCovered = (day: string) => [...covered.values()].every((some) => some.has(day));
  const uncovered = [...days].filter(([day]) => !isCovered(day)).slice(0, MOST_DAYS);
  const records = await recordsOfDays(
    view,
    uncovered.map(([day]) => day),
  );
  const chosen = new Map<string, string>();
  let count = 0;
  for (const [day, tree] of uncovered) {
    const more = records.get(day)?.length ?? 0;
    if (count >= atLeast && count + more > MOST_RECORDS) break;
    chosen.set(day, tree);
    count += more;
  }
  if (count === 0 || (count < atLeast && chosen.size < MOST_DAYS)) return nothing;
  const { facts, unreadable } = await readDayFacts(view, chosen);
  for (const { day, error } of unreadable) log.debug(`${day} gets no look-ups: ${error.message}`);
  const segments = ALL_SEGMENTS.map((of) => {
    const without = new Map([...facts].filter(([day]) => covered.get(of)?.has(day) !== true));
    return makeSegments(without, { first: (segmentNumbers(index, of)[0] ?? 0) + 1, of }, log);
  });
  const made = new Set(segments.flatMap((one) => one.days));
  const all = [...made].sort();
  if (all.length === 0) return nothing;
  return {
    files: [...segments.flatMap(({ files }) => files), ...(await newEntries(view))],
    message: { subject: `index: ${titleOf(all)}`, trailers: [] },
    value: { days: all, records: all.reduce((sum, day) => sum + (facts.get(day)?.count ?? 0), 0) },
  };
}

/** Of some models that have changed since they were looked at: the others come in later turns. */
async function newEntries(view: LedgerView): Promise<NewFile[]> {
  const trees = await modelTrees(view);
  const known = await readEntries(view, trees);
  return entryFiles(view, [...trees].filter(([name]) => !known.has(name)).slice(0, MOST_MODELS));
}

function titleOf(days: readonly string[]): string {
  return days.length === 1 ? `runs of ${days[0]}` : `runs of ${days.length} days`;
}
