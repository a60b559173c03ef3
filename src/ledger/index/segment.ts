import { isUtf8 } from 'node:buffer';
import {
  isLaterLinkFact,
  isLineageFact,
  isPackageFact,
  isSubmoduleFact,
  LINKS,
  shardOf,
} from '../../core/facts.js';
import { canonicalJson, parseJson } from '../../core/json.js';
import type { AskedOf } from '../../core/lineage/run-facts.js';
import { INDEX } from '../layout.js';
import type { NewFile } from '../ledger.js';
import { formatPositions, type Positions, parsePositions } from './positions.js';

/**
 * Where the look-ups of runs are. Other facts need another folder: what these files do not hold, their readers take for absent, so
 * that one which was made before there were such facts would deny them.
 */
export const SEGMENTS = `${INDEX}/segments`;
/** Where those of lineage are. */
export const LINEAGE_SEGMENTS = `${INDEX}/lineage`;
/** Where those links are that {@link LINEAGE_SEGMENTS} did not have at first. */
export const LINK_SEGMENTS = `${INDEX}/links`;
/** Where those of the Python packages that runs had are. */
export const PACKAGE_SEGMENTS = `${INDEX}/packages`;
/** Where the commits of submodules are that runs ran in. */
export const SUBMODULE_SEGMENTS = `${INDEX}/submodules`;
/** Where it is asked who made something. */
export const MAKER_SEGMENTS = [SEGMENTS, LINEAGE_SEGMENTS] as const;
/** What every walk through lineage asks. */
export const WALK_SEGMENTS = [...MAKER_SEGMENTS, LINK_SEGMENTS] as const;
export const ALL_SEGMENTS = [...WALK_SEGMENTS, PACKAGE_SEGMENTS, SUBMODULE_SEGMENTS] as const;
/** A folder of look-ups. */
export type SegmentsFolder = (typeof ALL_SEGMENTS)[number];
export const SHARDS = [...'0123456789abcdef'];
/** Largest file of the index that is written or used, in bytes. */
export const LARGEST_PART = 8 * 1024 * 1024;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TREE = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;

/** What the records of one day can be looked up by. */
export interface DayFacts {
  /** Id of the day's folder when it was read. */
  tree: string;
  /** How many records it has. */
  count: number;
  /** Positions among the day's records, sorted by name: ascending. */
  facts: ReadonlyMap<string, readonly number[]>;
}

/** Folders that have all which a walk asks. */
export function segmentsFor({ package: name, isCommit }: AskedOf): readonly SegmentsFolder[] {
  const asked = new Map<SegmentsFolder, boolean>([
    [PACKAGE_SEGMENTS, name !== null],
    [SUBMODULE_SEGMENTS, isCommit === true],
  ]);
  return ALL_SEGMENTS.filter((of) => asked.get(of) ?? true);
}

/** The parts of a folder that facts are in. */
export function shardsOf(of: SegmentsFolder): readonly string[] {
  if (of === LINK_SEGMENTS || of === SUBMODULE_SEGMENTS) return [LINKS];
  return of === LINEAGE_SEGMENTS ? [...SHARDS, LINKS] : SHARDS;
}

/** The folder whose files have a fact. */
export function segmentsOf(fact: string): SegmentsFolder {
  if (isPackageFact(fact)) return PACKAGE_SEGMENTS;
  if (isLaterLinkFact(fact)) return LINK_SEGMENTS;
  if (isSubmoduleFact(fact)) return SUBMODULE_SEGMENTS;
  return isLineageFact(fact) ? LINEAGE_SEGMENTS : SEGMENTS;
}

export function daysFolder(of: SegmentsFolder = SEGMENTS): string {
  return `${of}/days`;
}

export function daysPath(segment: number, of: SegmentsFolder = SEGMENTS): string {
  return `${daysFolder(of)}/${segment}.json`;
}

export function shardFolder(shard: string, of: SegmentsFolder = SEGMENTS): string {
  return `${of}/${shard}`;
}

export function shardPath(shard: string, segment: number, of: SegmentsFolder = SEGMENTS): string {
  return `${shardFolder(shard, of)}/${segment}.json`;
}

export function pathsOfSegment(segment: number, of: SegmentsFolder = SEGMENTS): string[] {
  return [daysPath(segment, of), ...shardsOf(of).map((shard) => shardPath(shard, segment, of))];
}

/** The segment that a path is a part of, and which; undefined for every other path. */
export function segmentOf(path: string): { of: SegmentsFolder; part: string; segment: number } | undefined {
  const of = ALL_SEGMENTS.find((folder) => path.startsWith(`${folder}/`));
  if (of === undefined) return undefined;
  const [part = '', name = '', more] = path.slice(of.length + 1).split('/');
  const number = /^([1-9]\d{0,7})\.json$/.exec(name)?.[1];
  const isPart = part === 'days' || shardsOf(of).includes(part);
  if (!isPart || number === undefined || more !== undefined) return undefined;
  return { of, part, segment: Number(number) };
}

/**
 * The files of a segment, a shard without facts too, so that a file that is missing shows.
 * @param days by `2026-11-20`; of their facts, those are taken that the folder has
 */
export function segmentFiles(
  segment: number,
  days: ReadonlyMap<string, DayFacts>,
  of: SegmentsFolder = SEGMENTS,
): NewFile[] {
  const trees = Object.fromEntries([...days].map(([day, { tree }]) => [day, tree]));
  const shards = new Map(shardsOf(of).map((shard) => [shard, new Map<string, Record<string, string>>()]));
  for (const [day, { facts }] of days) {
    for (const [fact, at] of facts) {
      if (segmentsOf(fact) !== of) continue;
      const shard = shards.get(shardOf(fact));
      const byDay = shard?.get(fact) ?? {};
      byDay[day] = formatPositions(at);
      shard?.set(fact, byDay);
    }
  }
  return [
    { path: daysPath(segment, of), bytes: Buffer.from(canonicalJson(trees)) },
    ...[...shards].map(([shard, facts]) => ({
      path: shardPath(shard, segment, of),
      bytes: factsText(facts),
    })),
  ];
}

/** The text of facts with their positions by day: a shard of a segment, or all of one day in a cache. */
export function factsText(facts: ReadonlyMap<string, Readonly<Record<string, string>>>): Buffer {
  return Buffer.from(canonicalJson(Object.fromEntries(facts)));
}

/** @returns id of the folder by day; undefined for what no writer of ours makes */
export function parseDays(bytes: Buffer | undefined): Map<string, string> | undefined {
  const entries = entriesOf(parse(bytes));
  if (entries === undefined) return undefined;
  const days = new Map<string, string>();
  for (const [day, tree] of entries) {
    if (!DAY.test(day) || typeof tree !== 'string' || !TREE.test(tree)) return undefined;
    days.set(day, tree);
  }
  return days;
}

/** Positions of some facts. */
export type FactPositions = Map<string, ReadonlyMap<string, Positions>>;

/**
 * @param wanted facts to look for; all of the file when left out
 * @returns by fact and day, without those that are not there; undefined for what no writer of ours makes
 */
export function parseFacts(bytes: Buffer | undefined, wanted?: readonly string[]): FactPositions | undefined {
  const value = parse(bytes);
  const entries = entriesOf(value);
  if (value === undefined || entries === undefined) return undefined;
  const found: FactPositions = new Map();
  const some = wanted?.flatMap((fact) => (Object.hasOwn(value, fact) ? [[fact, value[fact]] as const] : []));
  for (const [fact, byDay] of some ?? entries) {
    const days = positionsByDay(byDay);
    if (days === undefined) return undefined;
    found.set(fact, days);
  }
  return found;
}

function positionsByDay(value: unknown): Map<string, Positions> | undefined {
  const entries = entriesOf(value);
  if (entries === undefined) return undefined;
  const days = new Map<string, Positions>();
  for (const [day, text] of entries) {
    const positions = parsePositions(text);
    if (!DAY.test(day) || positions === undefined) return undefined;
    days.set(day, positions);
  }
  return days;
}

function parse(bytes: Buffer | undefined): Record<string, unknown> | undefined {
  if (bytes === undefined || bytes.length > LARGEST_PART || !isUtf8(bytes)) return undefined;
  const value = parseJson(bytes.toString('utf8'));
  return isObject(value) ? value : undefined;
}

function entriesOf(value: unknown): [string, unknown][] | undefined {
  return isObject(value) ? Object.entries(value) : undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}
