import type { Sample } from '../judgement.js';
import { critical95 } from './student.js';

/** Values are equal when they differ by less than this part of them: 0.93 − 0.92 is not exactly 0.01 to a computer. */
const EQUAL_WITHIN = 1e-9;

export interface Difference {
  /** Mean of the one minus mean of the other. */
  change: number;
  /** Ends of the 95 % confidence interval of the change, by Welch; null when one side has a single run. */
  interval: readonly [low: number, high: number] | null;
}

/** @param values one for each run */
export function sampleOf(values: readonly (number | string)[]): Sample {
  const numbers = values.filter(isFiniteNumber);
  if (numbers.length === 0 || numbers.length !== values.length) return { values, mean: null, interval: null };
  const mean = meanOf(numbers);
  if (!Number.isFinite(mean)) return { values, mean: null, interval: null };
  if (numbers.length === 1) return { values, mean, interval: null };
  const spread = critical95(numbers.length - 1) * Math.sqrt(squaredError(numbers, mean));
  return { values, mean, interval: around(mean, spread) };
}

/** How one sample differs from another; null when one of them has no mean. */
export function differenceOf(current: Sample | null, baseline: Sample | null): Difference | null {
  if (current?.mean == null || baseline?.mean == null) return null;
  const change = current.mean - baseline.mean;
  const one = current.values.filter(isFiniteNumber);
  const other = baseline.values.filter(isFiniteNumber);
  if (one.length < 2 || other.length < 2) return { change, interval: null };
  const [a, b] = [squaredError(one, current.mean), squaredError(other, baseline.mean)];
  // Runs that all gave the same number leave no doubt, and Welch's degrees of freedom would be 0 / 0.
  if (a + b === 0) return { change, interval: [change, change] };
  const freedom = (a + b) ** 2 / (a ** 2 / (one.length - 1) + b ** 2 / (other.length - 1));
  const spread = Number.isFinite(freedom) ? critical95(freedom) * Math.sqrt(a + b) : Number.NaN;
  return { change, interval: around(change, spread) };
}

/** Whether `value` is greater than `limit` by more than the arithmetic's own error, for numbers as large as `scale`. */
export function exceeds(
  value: number,
  limit: number,
  scale: number = Math.max(Math.abs(value), Math.abs(limit)),
): boolean {
  return value - limit > EQUAL_WITHIN * scale;
}

function isFiniteNumber(value: number | string): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}

function meanOf(numbers: readonly number[]): number {
  return numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
}

/** The square of the mean's standard error. */
function squaredError(numbers: readonly number[], mean: number): number {
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (numbers.length - 1) / numbers.length;
}

/** @returns null when the numbers are too large for an interval; then the means are compared as they are */
function around(middle: number, spread: number): readonly [number, number] | null {
  return Number.isFinite(spread) ? [middle - spread, middle + spread] : null;
}
