import type { Compared } from '../judgement.js';
import type { Limit } from '../policy/metric-rule.js';
import { around, exceeds, meanOf, squaredError } from './sample.js';
import { CRITICAL_90_NORMAL, critical90 } from './student.js';

/** One metric on both sides, a finite number for each run that is compared. Neither is empty. */
export interface Sides {
  current: readonly number[];
  baseline: readonly number[];
  /** Whether the values at each place are of one seed and of the same data. */
  isPaired: boolean;
}

/** How far a metric moved, and how far it may be said to have moved. */
export interface Move extends Pick<Compared, 'by' | 'interval'> {
  /** Mean of the current values minus mean of the baseline's. */
  change: number;
  /** The change lies between them but for one case in twenty at either end; with too few runs for that, see docs/policy.md. */
  ends: readonly [low: number, high: number];
}

/** A move beside a limit. */
export interface Held extends Move {
  /** In the metric's unit. */
  allowed: number;
  isBeyond: boolean;
}

/** As many runs on each side scatter enough to tell noise by. */
const ENOUGH = 3;

/** @param noise standard deviation of one run under another seed, in the metric's unit; undefined when it is not known */
export function moveOf({ current, baseline, isPaired }: Sides, noise?: number): Move {
  const change = meanOf(current) - meanOf(baseline);
  const fewest = Math.min(current.length, baseline.length);
  if (fewest < ENOUGH && noise !== undefined) {
    const error = noise * Math.sqrt(1 / current.length + 1 / baseline.length);
    return within({ by: 'noise', change, spread: CRITICAL_90_NORMAL * error });
  }
  if (fewest === 1) return { by: 'means', change, ends: [change, change], interval: null };
  const differences = isPaired
    ? current.map((value, index) => value - (baseline[index] ?? Number.NaN))
    : null;
  if (fewest < ENOUGH) return extremes(change, { current, baseline, differences });
  if (differences !== null) {
    const isPoint = !exceeds(
      Math.max(...differences) - Math.min(...differences),
      0,
      scaleOf({ current, baseline }),
    );
    const spread = isPoint ? 0 : critical90(differences.length - 1) * Math.sqrt(squaredError(differences));
    return within({ by: 'paired', change, spread });
  }
  return within({ by: 'welch', change, spread: welchSpread(current, baseline) });
}

/**
 * Whether a metric moved beyond a limit: by the same ends that say how far it moved.
 * @param limit in the metric's unit, or a part of the baseline's value
 * @param about `sign`: −1 for a fall, 1 for a rise
 */
export function held(sides: Sides, limit: Limit, about: { sign: -1 | 1; noise: number | undefined }): Held {
  const { sign, noise } = about;
  const from = meanOf(sides.baseline);
  const allowed = limit.isRelative ? limit.value * Math.abs(from) : limit.value;
  // A part of values that scatter scatters with them, so that each value of the baseline is taken as far as it allows.
  const factor = limit.isRelative ? 1 + sign * limit.value * Math.sign(from) : 1;
  const beyond = moveOf({ ...sides, baseline: sides.baseline.map((value) => value * factor) }, noise);
  const back = (end: number) => (limit.isRelative ? end + sign * allowed : end);
  const [low, high] = beyond.ends;
  const ends = [back(low), back(high)] as const;
  const least = Math.min(...ends.map((end) => sign * end));
  return {
    by: beyond.by,
    change: back(beyond.change),
    ends,
    interval: beyond.interval === null ? null : ends,
    allowed,
    isBeyond: exceeds(least, allowed, Math.max(scaleOf(sides), allowed)),
  };
}

/** The largest of the means, by which differences of rounding are told. */
export function scaleOf({ current, baseline }: Pick<Sides, 'current' | 'baseline'>): number {
  return Math.max(Math.abs(meanOf(current)), Math.abs(meanOf(baseline)));
}

/** The nearer end is the least that the pairs, or any run beside any other, moved. */
function extremes(
  change: number,
  { current, baseline, differences }: Pick<Sides, 'current' | 'baseline'> & { differences: number[] | null },
): Move {
  const ends =
    differences === null
      ? ([
          Math.min(...current) - Math.max(...baseline),
          Math.max(...current) - Math.min(...baseline),
        ] as const)
      : ([Math.min(...differences), Math.max(...differences)] as const);
  return { by: differences === null ? 'separate' : 'both-pairs', change, ends, interval: null };
}

/** Half of the interval; the two sides may scatter differently. */
function welchSpread(current: readonly number[], baseline: readonly number[]): number {
  const [a, b] = [squaredError(current), squaredError(baseline)];
  // Runs that all gave the same number leave no doubt, and Welch's degrees of freedom would be 0 / 0.
  if (a + b === 0) return 0;
  const freedom = (a + b) ** 2 / (a ** 2 / (current.length - 1) + b ** 2 / (baseline.length - 1));
  return Number.isFinite(freedom) ? critical90(freedom) * Math.sqrt(a + b) : Number.NaN;
}

function within({ by, change, spread }: Pick<Move, 'by' | 'change'> & { spread: number }): Move {
  const interval = around(change, spread);
  return interval === null
    ? { by: 'means', change, ends: [change, change], interval }
    : { by, change, ends: interval, interval };
}
