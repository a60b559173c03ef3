import { UserError } from '../../core/errors.js';
import { shardOf } from '../../core/facts.js';
import type { Log } from '../../core/log.js';
import type { LedgerView } from '../ledger.js';
import { intersection, type Positions, union } from './positions.js';
import {
  ALL_SEGMENTS,
  daysFolder,
  daysPath,
  type FactPositions,
  parseDays,
  parseFacts,
  SEGMENTS,
  type SegmentsFolder,
  segmentOf,
  shardFolder,
  shardPath,
} from './segment.js';

export const HOW_TO_MEND = 'look-ups read the records instead. Make the index anew: lineage-gate reindex';

/** What is asked of an index, at least one fact in all. */
export interface Wanted {
  /** Facts that a run must have, all of them. */
  facts: readonly string[];
  /** Facts of which a run must have at least one; empty: none of it is asked. */
  either: readonly string[];
}

export interface LookUp extends Wanted {
  /** Ids of the days' folders as they are now. */
  days: ReadonlyMap<string, string>;
}

/** By day, where its records with the facts are. Days that are not in it must be read. */
export type Found = Map<string, Positions>;

/**
 * Asks the index on the branch. An index that is damaged is said and not used: it never stops a look-up.
 * @throws UserError E_LEDGER_* when the ledger cannot be read at all
 */
export async function lookUpOnBranch(view: LedgerView, asked: LookUp, log: Log): Promise<Found> {
  const { days } = asked;
  const facts = [...asked.facts, ...asked.either];
  const shards = [...new Set(facts.map(shardOf))].sort();
  const unusable = (path: string) => log.warning(`${path} on the ledger branch is damaged; ${HOW_TO_MEND}`);
  const files = await tolerant(log, () => readIndex(view, shards));
  const covering = coveringSegments(files ?? new Map(), days, { unusable });
  const bySegment = new Map<number, FactPositions | undefined>();
  for (const segment of new Set(covering.values())) {
    const parts = shards.map((shard) => {
      const path = shardPath(shard, segment);
      const wanted = facts.filter((fact) => shardOf(fact) === shard);
      const found = parseFacts(files?.get(path), wanted);
      if (found === undefined) unusable(path);
      return found;
    });
    bySegment.set(segment, merged(parts));
  }
  const found: Found = new Map();
  for (const [day, segment] of covering) {
    const positions = bySegment.get(segment);
    if (positions !== undefined) found.set(day, positionsOn(day, asked, positions));
  }
  return found;
}

/**
 * Reads which days the segments have, and shards of them, with one request. @returns by path; none when there is no index
 * @throws UserError E_LEDGER_RECORD_INVALID, E_LEDGER_OVERSIZE
 */
export async function readIndex(view: LedgerView, shards: readonly string[]): Promise<Map<string, Buffer>> {
  const folders = await view.subfolders(SEGMENTS);
  if (!folders.has('days')) return new Map();
  await view.bring([daysFolder(), ...shards.map((shard) => shardFolder(shard))]);
  const segments = (await view.list(daysFolder())).flatMap((path) => segmentOf(path)?.segment ?? []);
  return view.read(
    segments.flatMap((segment) => [daysPath(segment), ...shards.map((shard) => shardPath(shard, segment))]),
  );
}

/** Reads which days all segments of folders have, with one request. @throws as {@link readIndex} */
export async function readIndexedDays(
  view: LedgerView,
  folders: readonly SegmentsFolder[] = ALL_SEGMENTS,
): Promise<Map<string, Buffer>> {
  await view.open(folders);
  const there: SegmentsFolder[] = [];
  for (const of of folders) if ((await view.subfolders(of)).has('days')) there.push(of);
  await view.bring(there.map(daysFolder));
  const paths: string[] = [];
  for (const of of there)
    paths.push(...(await view.list(daysFolder(of))).filter((path) => segmentOf(path) !== undefined));
  return view.read(paths);
}

/** Where the records of a day are that have the facts. */
export function positionsOn(day: string, { facts, either }: Wanted, found: FactPositions): Positions {
  const at = (fact: string) => found.get(fact)?.get(day) ?? [];
  return intersection([...facts.map(at), ...(either.length === 0 ? [] : [union(either.map(at))])]);
}

/**
 * By day, the newest segment that was made of the day's folder as it is now.
 * @param files of {@link readIndex} or {@link readIndexedDays}
 */
export function coveringSegments(
  files: ReadonlyMap<string, Buffer>,
  days: ReadonlyMap<string, string>,
  { of = SEGMENTS, unusable = () => {} }: { of?: SegmentsFolder; unusable?: (path: string) => void } = {},
): Map<string, number> {
  const covering = new Map<string, number>();
  for (const segment of segmentNumbers(files, of)) {
    const covered = parseDays(files.get(daysPath(segment, of)));
    if (covered === undefined) unusable(daysPath(segment, of));
    for (const [day, tree] of covered ?? []) {
      if (days.get(day) === tree && !covering.has(day)) covering.set(day, segment);
    }
  }
  return covering;
}

/** Numbers of all segments of a folder, newest first. */
export function segmentNumbers(files: ReadonlyMap<string, Buffer>, of: SegmentsFolder = SEGMENTS): number[] {
  const parts = [...files.keys()].map(segmentOf);
  return parts
    .flatMap((part) => (part?.of === of && part.part === 'days' ? part.segment : []))
    .sort((a, b) => b - a);
}

/** @returns undefined when what lies in the index is nothing that can be read, which is said */
export async function tolerant<T>(log: Log | undefined, work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    const isContent =
      error instanceof UserError && (error.has('E_LEDGER_RECORD_INVALID') || error.has('E_LEDGER_OVERSIZE'));
    if (!isContent) throw error;
    log?.warning(`the index on the ledger branch cannot be read (${error.message}); ${HOW_TO_MEND}`);
    return undefined;
  }
}

function merged(parts: readonly (FactPositions | undefined)[]): FactPositions | undefined {
  if (parts.includes(undefined)) return undefined;
  return new Map(parts.flatMap((part) => [...(part ?? [])]));
}
