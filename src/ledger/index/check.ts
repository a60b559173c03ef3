import { UserError } from '../../core/errors.js';
import { shardOf } from '../../core/facts.js';
import type { LedgerView } from '../ledger.js';
import { batchesOf, readDayFacts } from './day-facts.js';
import { daysOf } from './days.js';
import { entryProblems } from './model-entries.js';
import { formatPositions, type Positions } from './positions.js';
import {
  ALL_SEGMENTS,
  type DayFacts,
  daysPath,
  type FactPositions,
  parseDays,
  parseFacts,
  pathsOfSegment,
  type SegmentsFolder,
  segmentOf,
  segmentsOf,
  shardPath,
  shardsOf,
} from './segment.js';

/** Records that are held at once, unless one day has more. */
const BATCH = 2_000;

export interface IndexProblem {
  path: string;
  /** As the end of a sentence that begins with the path. */
  what: string;
}

export interface IndexCheck {
  /** What is wrong with the index: a look-up that trusts it could miss runs. */
  problems: IndexProblem[];
  /** Days of the branch, and how many of them the index has as they are now. The others are read whole. */
  days: number;
  covered: number;
  segments: number;
}

/**
 * Compares the index with the records it was made of. A day that has changed since it was indexed is no fault: look-ups see that.
 * @throws UserError E_LEDGER_* when the ledger cannot be read
 */
export async function checkIndex(view: LedgerView): Promise<IndexCheck> {
  const days = await daysOf(view);
  const check: IndexCheck = { problems: [], days: days.size, covered: 0, segments: 0 };
  // What one folder leaves out is read whole, whatever the other has.
  const covered: ReadonlySet<string>[] = [];
  for (const of of ALL_SEGMENTS) covered.push(await checkFolder(view, { of, days, check }));
  check.problems.push(...(await entryProblems(view)));
  check.covered = [...days.keys()].filter((day) => covered.every((some) => some.has(day))).length;
  return check;
}

/** @returns days that the folder has as they are now */
async function checkFolder(
  view: LedgerView,
  { of, days, check }: { of: SegmentsFolder; days: ReadonlyMap<string, string>; check: IndexCheck },
): Promise<ReadonlySet<string>> {
  const covered = new Set<string>();
  try {
    const segments = new Set<number>();
    for (const path of await view.list(of)) {
      const part = segmentOf(path);
      if (part === undefined) check.problems.push({ path, what: 'is no part of an index' });
      else segments.add(part.segment);
    }
    check.segments += segments.size;
    for (const number of [...segments].sort((a, b) => a - b)) {
      const files = await view.read(pathsOfSegment(number, of));
      const segment = parseSegment({ number, of }, files, check.problems);
      const current = new Map([...segment.days].filter(([day, tree]) => days.get(day) === tree));
      for (const day of current.keys()) covered.add(day);
      for await (const batch of batchesOf(view, current, BATCH)) {
        check.problems.push(...(await compare(view, { ...segment, days: batch })));
      }
    }
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_LEDGER_RECORD_INVALID')) throw error;
    for (const { where = of, what } of error.faults)
      check.problems.push({ path: where, what: `cannot be read: ${what}` });
  }
  return covered;
}

export interface SegmentName {
  number: number;
  of: SegmentsFolder;
}

export interface Segment extends SegmentName {
  /** Ids of the days' folders. */
  days: ReadonlyMap<string, string>;
  shards: ReadonlyMap<string, FactPositions>;
}

/** @param files the parts that are there, by path @param problems those that are missing or damaged are added to it */
export function parseSegment(
  { number, of }: SegmentName,
  files: ReadonlyMap<string, Buffer>,
  problems: IndexProblem[],
): Segment {
  const report = (path: string) => {
    problems.push({ path, what: files.has(path) ? 'is damaged' : 'is missing' });
  };
  const days = parseDays(files.get(daysPath(number, of)));
  if (days === undefined) report(daysPath(number, of));
  const shards = new Map<string, FactPositions>();
  for (const shard of shardsOf(of)) {
    const facts = parseFacts(files.get(shardPath(shard, number, of)));
    if (facts === undefined) report(shardPath(shard, number, of));
    else shards.set(shard, facts);
  }
  return { number, of, days: days ?? new Map(), shards };
}

/** What a segment says otherwise than the records of its days. */
async function compare(view: LedgerView, segment: Segment): Promise<IndexProblem[]> {
  const { facts, unreadable } = await readDayFacts(view, segment.days);
  const problems: IndexProblem[] = unreadable.map(({ day, error }) => ({
    path: daysPath(segment.number, segment.of),
    what: `has ${day}, of which a record cannot be read: ${error.message}`,
  }));
  return [...problems, ...compareFacts(segment, facts)];
}

/** What the shards of a segment say otherwise than the facts of days that it has. */
export function compareFacts(
  { number, of, shards }: Omit<Segment, 'days'>,
  facts: ReadonlyMap<string, DayFacts>,
): IndexProblem[] {
  const problems: IndexProblem[] = [];
  for (const [day, { facts: known }] of facts) {
    const byShard = new Map<string, Map<string, string>>(shardsOf(of).map((shard) => [shard, new Map()]));
    for (const [fact, at] of known)
      if (segmentsOf(fact) === of) byShard.get(shardOf(fact))?.set(fact, formatPositions(at));
    for (const [shard, wanted] of byShard) {
      const found = shards.get(shard);
      const path = shardPath(shard, number, of);
      if (found !== undefined)
        problems.push(...compareDay(day, wanted, found).map((what) => ({ path, what })));
    }
  }
  return problems;
}

/** @param wanted positions by fact */
function compareDay(day: string, wanted: ReadonlyMap<string, string>, found: FactPositions): string[] {
  const problems: string[] = [];
  const add = (what: string, facts: readonly string[]) => {
    if (facts.length > 0)
      problems.push(
        `${what} ${day}: ${JSON.stringify(facts[0])}${facts.length > 1 ? `, and ${facts.length - 1} more` : ''}`,
      );
  };
  const other = [...wanted].filter(([fact, text]) => textOf(found.get(fact)?.get(day) ?? []) !== text);
  const invented = [...found].filter(([fact, days]) => days.has(day) && !wanted.has(fact));
  add(
    'is wrong about runs of',
    other.map(([fact]) => fact),
  );
  add(
    'has what no run has of',
    invented.map(([fact]) => fact),
  );
  return problems;
}

function textOf(positions: Positions): string {
  return positions.map(([first, last]) => (first === last ? `${first}` : `${first}-${last}`)).join(',');
}
