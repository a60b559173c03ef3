import type { RunRecord } from '../generated/types.js';
import type { Compared, Sample } from '../judgement.js';
import { haveSameData } from './changes.js';
import { seedsOf } from './groups.js';
import type { Sides } from './move.js';
import { finiteNumbers, sampleOf } from './sample.js';

/** The runs of two sides, each newest first. */
export interface BothRuns {
  runs: readonly RunRecord[];
  baseline: readonly RunRecord[];
}

export interface ComparedSides extends Sides {
  left_out: Compared['left_out'];
}

interface Valued {
  run: RunRecord;
  value: number | string;
}

/** The values of a metric in those runs that have it; null when none has. */
export function samplesOf(runs: readonly RunRecord[], key: string): Sample | null {
  const values = valued(runs, key).map(({ value }) => value);
  return values.length === 0 ? null : sampleOf(values);
}

/**
 * The values of a metric that are compared: in pairs where every seed of the smaller side (at least two) is on the other side
 * too, with the same data; runs without a partner are then left out. Of equal seeds the newest counts.
 * @param mayPair false where something else tells what is noise
 * @returns null when a side has no such metric, or one that is no finite number
 */
export function sidesOf(
  key: string,
  { runs, baseline }: BothRuns,
  mayPair: (fewest: number) => boolean,
): ComparedSides | null {
  const [now, before] = [newestOfEachSeed(valued(runs, key)), newestOfEachSeed(valued(baseline, key))];
  const [current, old] = [numbersOf(now), numbersOf(before)];
  if (current === null || old === null) return null;
  const pairs = mayPair(Math.min(now.length, before.length)) ? pairsOf(now, before) : null;
  if (pairs === null)
    return { current, baseline: old, isPaired: false, left_out: { current: 0, baseline: 0 } };
  const left_out = { current: now.length - pairs.length, baseline: before.length - pairs.length };
  const [mine, theirs] = [pairs.map(([one]) => one), pairs.map(([, other]) => other)];
  return { current: numbersOf(mine) ?? [], baseline: numbersOf(theirs) ?? [], isPaired: true, left_out };
}

/** Whether runs with other seeds all gave the same number, so that they say no more than one of them. */
export function seedChangesNothing(runs: readonly RunRecord[], key: string): boolean {
  const all = valued(runs, key);
  const seeds = new Set(all.map(({ run }) => seedsOf(run)));
  const values = new Set(all.map(({ value }) => value));
  return all.length > 1 && !seeds.has(null) && seeds.size === all.length && values.size === 1;
}

function valued(runs: readonly RunRecord[], key: string): Valued[] {
  return runs.flatMap((run) => {
    const { metrics } = run.outputs;
    const metric = Object.hasOwn(metrics, key) ? metrics[key] : undefined;
    return metric === undefined ? [] : [{ run, value: metric.value }];
  });
}

function newestOfEachSeed(all: readonly Valued[]): Valued[] {
  const seen = new Set<string>();
  return all.filter(({ run }) => {
    const seeds = seedsOf(run);
    if (seeds === null) return true;
    const isNew = !seen.has(seeds);
    seen.add(seeds);
    return isNew;
  });
}

function numbersOf(all: readonly Valued[]): number[] | null {
  return finiteNumbers(all.map(({ value }) => value));
}

/** @returns null where not every run of the smaller side has a partner */
function pairsOf(now: readonly Valued[], before: readonly Valued[]): [Valued, Valued][] | null {
  const isNowFewer = now.length <= before.length;
  const [fewer, others] = isNowFewer ? [now, before] : [before, now];
  if (fewer.length < 2) return null;
  const bySeeds = new Map(others.map((other) => [seedsOf(other.run), other]));
  const pairs = fewer.flatMap((one): [Valued, Valued][] => {
    const seeds = seedsOf(one.run);
    const other = seeds === null ? undefined : bySeeds.get(seeds);
    if (other === undefined || !haveSameData(one.run, other.run)) return [];
    return [isNowFewer ? [one, other] : [other, one]];
  });
  return pairs.length === fewer.length ? pairs : null;
}
