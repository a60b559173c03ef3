import type { Sample } from '../judgement.js';
import { critical90 } from './student.js';

/** Values are equal when they differ by less than this part of them: 0.93 − 0.92 is not exactly 0.01 to a computer. */
const EQUAL_WITHIN = 1e-9;

/** @param values one for each run */
export function sampleOf(values: readonly (number | string)[]): Sample {
  const numbers = finiteNumbers(values);
  if (numbers === null) return { values, mean: null, interval: null };
  const mean = meanOf(numbers);
  if (numbers.length === 1) return { values, mean, interval: null };
  const spread = critical90(numbers.length - 1) * Math.sqrt(squaredError(numbers));
  return { values, mean, interval: around(mean, spread) };
}

/** Whether `value` is greater than `limit` by more than the arithmetic's own error, for numbers as large as `scale`. */
export function exceeds(
  value: number,
  limit: number,
  scale: number = Math.max(Math.abs(value), Math.abs(limit)),
): boolean {
  return value - limit > EQUAL_WITHIN * scale;
}

/** The values when there are some that all are finite numbers and have a mean that is one too; else null. */
export function finiteNumbers(values: readonly (number | string)[]): number[] | null {
  const numbers = values.filter((value): value is number => typeof value === 'number');
  const isSound = numbers.length === values.length && numbers.length > 0 && Number.isFinite(meanOf(numbers));
  return isSound ? numbers : null;
}

export function meanOf(numbers: readonly number[]): number {
  const mean = numbers.reduce((sum, value) => sum + value, 0) / numbers.length;
  // The largest numbers have a mean though their sum is none; without one no limit would be held against them.
  return Number.isFinite(mean) ? mean : numbers.reduce((sum, value) => sum + value / numbers.length, 0);
}

/** The square of the mean's standard error. @param numbers at least two */
export function squaredError(numbers: readonly number[]): number {
  // Their mean is not always exactly what they are.
  if (numbers.every((value) => value === numbers[0])) return 0;
  const mean = meanOf(numbers);
  const squares = numbers.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return squares / (numbers.length - 1) / numbers.length;
}

/** @returns null when the numbers are too large for an interval; then the means are compared as they are */
export function around(middle: number, spread: number): readonly [number, number] | null {
  return Number.isFinite(spread) ? [middle - spread, middle + spread] : null;
}
