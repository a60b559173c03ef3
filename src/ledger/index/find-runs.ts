import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import {
  eitherFacts,
  folderDays,
  matchesRun,
  queryFaults,
  type RunQuery,
  requiredFacts,
} from '../../core/run-query.js';
import { RUNS, runIdOf } from '../layout.js';
import type { LedgerView } from '../ledger.js';
import { runDecoder } from '../read/records.js';
import type { DayCache } from './day-cache.js';
import { DayFactsMaker } from './day-facts.js';
import { dayOfPath, daysOf, pathOfDay, recordsOfDays } from './days.js';
import { type Found, type LookUp, lookUpOnBranch } from './look-up.js';
import { countOf, expand, type Positions } from './positions.js';
import type { DayFacts } from './segment.js';

export type { DatasetQuery, RunQuery, TagQuery } from '../../core/run-query.js';

export interface FindRuns extends RunQuery {
  /** Most runs in the answer. */
  limit?: number;
  /** Whether the answer is oldest first; then the limit leaves out the newest. */
  oldest?: boolean;
}

export interface FindOptions {
  /** Is told what is wrong with an index. */
  log?: Log;
  cache?: DayCache;
  /**
   * The records of this day and all later ones are read whatever an index says: who may push may write any index, and from here on it
   * can hide no run from a decision.
   */
  read_from?: string;
}

/** Records that are read together when it is not known how many will be needed; each time twice as many, up to a bound. */
const FIRST_BATCH = 2_000;
const LARGEST_BATCH = 8_000;
/** What a day is taken to hold of which nothing is known. */
const TYPICAL_DAY = 250;
const SILENT: Log = { info: () => {}, warning: () => {}, debug: () => {}, group: () => {} };

/**
 * Runs that all of the query is true of, newest first unless it asks otherwise. An index says where to look, and every record of the answer was read;
 * days that no index has as they are now are read whole.
 * @throws UserError E_INPUT_INVALID; E_LEDGER_RECORD_INVALID when a record on the way cannot be read
 */
export async function findRuns(
  view: LedgerView,
  query: FindRuns = {},
  options: FindOptions = {},
): Promise<RunRecord[]> {
  const faults = queryFaults(query);
  if (faults.length > 0) throw new UserError(faults);
  const range = folderDays(query);
  const isWhole = range.first === null && range.last === null;
  const [facts, either] = [requiredFacts(query), eitherFacts(query)];
  const isIndexable = facts.length + either.length > 0;
  const { limit = Number.POSITIVE_INFINITY, oldest = false } = query;
  const isAll = isWhole && !isIndexable && limit === Number.POSITIVE_INFINITY;
  if (isAll) await view.bring([RUNS]);
  const trees = await daysOf(view, range);
  const { read_from: readFrom } = options;
  const indexed = readFrom === undefined ? trees : new Map([...trees].filter(([day]) => day < readFrom));
  const found = await lookUp(view, { facts, either, days: indexed }, options);
  const parked = parkedByDay(view, range);
  const runs: RunRecord[] = [];
  const search: Search = { view, query, trees, found, parked, isIndexable, options };
  const days = [...new Set([...trees.keys(), ...parked.keys()])].sort();
  if (!oldest) days.reverse();
  if (limit === Number.POSITIVE_INFINITY && !isAll) await bringUnknown(search);
  let size = FIRST_BATCH;
  for (let from = 0; from < days.length && runs.length < limit; ) {
    const wanted = limit - runs.length;
    const some = nextDays(search, days.slice(from), { size, wanted });
    runs.push(...(oldest ? await oldestOf(search, some) : await searchDays(search, some, wanted)));
    from += some.length;
    size = Math.min(2 * size, LARGEST_BATCH);
  }
  if (isWhole) await options.cache?.tidy(new Set(trees.values()));
  return runs.slice(0, limit);
}

interface Search {
  view: LedgerView;
  query: RunQuery;
  /** Ids of the folders of days on the branch. */
  trees: ReadonlyMap<string, string>;
  found: Found;
  parked: ReadonlyMap<string, readonly string[]>;
  /** Whether an index could have answered. */
  isIndexable: boolean;
  options: FindOptions;
}

/** Where the index or the cache says that runs with the facts are. The cache comes first: nobody else wrote it. */
async function lookUp(view: LedgerView, asked: LookUp, { cache, log = SILENT }: FindOptions): Promise<Found> {
  if (asked.facts.length + asked.either.length === 0 || asked.days.size === 0) return new Map();
  const cached: Found = (await cache?.lookUp(asked)) ?? new Map();
  const rest = new Map([...asked.days].filter(([day]) => !cached.has(day)));
  if (rest.size === 0) return cached;
  return new Map([...cached, ...(await lookUpOnBranch(view, { ...asked, days: rest }, log))]);
}

/** Brings the days that will be read whole with one request, if that is not what the first batch does anyway. */
async function bringUnknown({ view, trees, found }: Search): Promise<void> {
  const unknown = [...trees.keys()].filter((day) => !found.has(day));
  if (unknown.length * TYPICAL_DAY > FIRST_BATCH) await view.bring(unknown.map(pathOfDay));
}

/** As many days as fit into a batch, at least one. */
function nextDays(
  { found, parked, trees }: Search,
  days: readonly string[],
  { size, wanted }: { size: number; wanted: number },
): string[] {
  let records = 0;
  let hits = 0;
  const end = days.findIndex((day) => {
    if (records >= size || hits >= wanted) return true;
    const positions = found.get(day);
    const known = (positions === undefined ? 0 : countOf(positions)) + (parked.get(day)?.length ?? 0);
    hits += known;
    records += known + (positions === undefined && trees.has(day) ? TYPICAL_DAY : 0);
    return false;
  });
  return end < 0 ? [...days] : days.slice(0, end);
}

/** @param days oldest first @returns all runs of the answer, oldest first */
async function oldestOf(search: Search, days: readonly string[]): Promise<RunRecord[]> {
  return (await searchDays(search, days.toReversed(), Number.POSITIVE_INFINITY)).reverse();
}

/** @param days newest first @returns runs of the answer, newest first */
async function searchDays(search: Search, days: readonly string[], wanted: number): Promise<RunRecord[]> {
  const { view, trees, found, parked, isIndexable } = search;
  const unknown = days.filter((day) => trees.has(day) && !found.has(day));
  const open = days.filter((day) => trees.has(day) && found.get(day)?.length !== 0);
  // Where only some records of a day are wanted, its folder is asked for first and then the records of all days together.
  if (isIndexable && unknown.length === open.length) await view.bring(unknown.map(pathOfDay));
  const records = await recordsOfDays(view, open);
  const facts = new Map<string, DayFactsMaker>();
  const paths = days.flatMap((day) => {
    const all = records.get(day) ?? [];
    const some = someOf(all, found.get(day));
    if (some === undefined) {
      const problem = `the index on the ledger branch names records of ${day} that are not there`;
      search.options.log?.warning(`${problem}; they are looked for without it`);
    }
    if (search.options.cache !== undefined && (some === undefined || !found.has(day)))
      facts.set(day, new DayFactsMaker(trees.get(day) ?? ''));
    return [...(some ?? all), ...(parked.get(day) ?? [])].sort().reverse();
  });
  if (isIndexable) return readRuns(search, paths, facts);
  const runs: RunRecord[] = [];
  for (let from = 0; from < paths.length && runs.length < wanted; ) {
    const some = paths.slice(from, from + Math.min(wanted - runs.length, LARGEST_BATCH));
    runs.push(...(await readRuns(search, some, new Map())));
    from += some.length;
  }
  return runs;
}

/** @returns all paths when nothing is known of the day; undefined when positions lie beyond its end */
function someOf(paths: readonly string[], positions: Positions | undefined): readonly string[] | undefined {
  if (positions === undefined) return paths;
  return expand(positions, paths.length)?.map((at) => paths[at] ?? '');
}

/**
 * Reads records with one request and keeps those of the answer.
 * @param paths newest first
 * @param makers of the days all of whose records are among them
 */
async function readRuns(
  { view, query, parked, options }: Search,
  paths: readonly string[],
  makers: ReadonlyMap<string, DayFactsMaker>,
): Promise<RunRecord[]> {
  const decode = await runDecoder();
  const waiting = new Set([...parked.values()].flat());
  const runs: RunRecord[] = [];
  // Positions count from the oldest record.
  await view.each([...paths].reverse(), (path, bytes) => {
    const run = decode(path, bytes);
    if (!waiting.has(path)) makers.get(dayOfPath(path))?.add(run);
    if (matchesRun(run, query)) runs.push(run);
  });
  const facts = new Map<string, DayFacts>([...makers].map(([day, maker]) => [day, maker.made]));
  if (facts.size > 0) await options.cache?.keep(facts);
  return runs.reverse();
}

function parkedByDay(
  view: LedgerView,
  { first, last }: ReturnType<typeof folderDays>,
): Map<string, string[]> {
  const days = new Map<string, string[]>();
  for (const path of view.parked) {
    const day = dayOfPath(path);
    if (runIdOf(path) === undefined || (first !== null && day < first) || (last !== null && day > last))
      continue;
    days.set(day, [...(days.get(day) ?? []), path]);
  }
  return days;
}
