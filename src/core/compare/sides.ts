import type { RunRecord } from '../generated/types.js';
import type { Baseline, Compared, Sample } from '../judgement.js';
import { haveSameData } from './changes.js';
import { seedsOf } from './groups.js';
import type { Sides } from './move.js';
import { finiteNumbers, sampleOf } from './sample.js';

/** A run of one side, and that of the other side which has its seeds and its data. */
interface Member {
  run: RunRecord;
  seeds: string | null;
  partner: RunRecord | undefined;
}

/** The runs of two sides, each newest first; of equal seeds only the newest. */
export interface BothSides {
  current: readonly Member[];
  baseline: readonly Member[];
}

export interface ComparedSides extends Sides {
  left_out: Compared['left_out'];
}

interface Valued extends Member {
  value: number | string;
}

/** The values of a metric in those runs that have it; null when none has. */
export function samplesOf(runs: readonly RunRecord[], key: string): Sample | null {
  const values = runs.flatMap((run) => metricOf(run, key) ?? []);
  return values.length === 0 ? null : sampleOf(values);
}

/** Puts runs beside those of a baseline; each baseline is looked at once. */
export function besideBaselines(runs: readonly RunRecord[]): (baseline: Baseline | null) => BothSides {
  const known = new Map<Baseline | null, BothSides>();
  return (baseline) => {
    const sides = known.get(baseline) ?? bothSides(runs, baseline?.runs ?? []);
    known.set(baseline, sides);
    return sides;
  };
}

/** @param runs newest first, as those of the baseline */
export function bothSides(runs: readonly RunRecord[], baseline: readonly RunRecord[]): BothSides {
  const [now, before] = [newestOfEachSeed(runs), newestOfEachSeed(baseline)];
  const beside = (others: typeof now) => {
    const bySeeds = new Map(others.map((other) => [other.seeds, other.run]));
    return ({ run, seeds }: (typeof now)[number]): Member => {
      const other = seeds === null ? undefined : bySeeds.get(seeds);
      return { run, seeds, partner: other !== undefined && haveSameData(run, other) ? other : undefined };
    };
  };
  return { current: now.map(beside(before)), baseline: before.map(beside(now)) };
}

/**
 * The values of a metric that are compared: in pairs where every run of the smaller side (at least two) has a partner; runs of
 * the other side without one are then left out.
 * @param mayPair whether so many runs on the smaller side are compared in pairs
 * @returns null when a side has no such metric, or one that is no finite number
 */
export function sidesOf(
  key: string,
  both: BothSides,
  mayPair: (fewest: number) => boolean,
): ComparedSides | null {
  const [now, before] = [valued(both.current, key), valued(both.baseline, key)];
  const [current, baseline] = [numbersOf(now), numbersOf(before)];
  if (current === null || baseline === null) return null;
  const isNowFewer = now.length <= before.length;
  const fewer = isNowFewer ? now : before;
  const partners = fewer.map(({ partner }) => (partner === undefined ? undefined : metricOf(partner, key)));
  const others = finiteNumbers(partners.map((value) => value ?? 'none'));
  if (fewer.length < 2 || others === null || !mayPair(fewer.length))
    return { current, baseline, isPaired: false, left_out: { current: 0, baseline: 0 } };
  return {
    current: isNowFewer ? current : others,
    baseline: isNowFewer ? others : baseline,
    isPaired: true,
    left_out: { current: now.length - fewer.length, baseline: before.length - fewer.length },
  };
}

/** Whether runs with other seeds all gave the same number, so that they say no more than one of them. */
export function seedChangesNothing(side: readonly Member[], key: string): boolean {
  const all = valued(side, key);
  const values = new Set(all.map(({ value }) => value));
  return all.length > 1 && values.size === 1 && all.every(({ seeds }) => seeds !== null);
}

function metricOf({ outputs: { metrics } }: RunRecord, key: string): number | string | undefined {
  return Object.hasOwn(metrics, key) ? metrics[key]?.value : undefined;
}

function valued(members: readonly Member[], key: string): Valued[] {
  return members.flatMap((member) => {
    const value = metricOf(member.run, key);
    return value === undefined ? [] : [{ ...member, value }];
  });
}

function newestOfEachSeed(runs: readonly RunRecord[]): { run: RunRecord; seeds: string | null }[] {
  const seen = new Set<string>();
  return runs.flatMap((run) => {
    const seeds = seedsOf(run);
    if (seeds !== null && seen.has(seeds)) return [];
    if (seeds !== null) seen.add(seeds);
    return [{ run, seeds }];
  });
}

function numbersOf(all: readonly Valued[]): number[] | null {
  return finiteNumbers(all.map(({ value }) => value));
}
