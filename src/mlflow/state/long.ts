/** A whole number of 64 bits: one that a number would round is a bigint. */
export type Long = number | bigint;

/** @param digits of a whole number, a sign before them or not */
export function longOf(digits: string): Long {
  const number = Number(digits);
  return Number.isSafeInteger(number) ? number : BigInt(digits.trim().replace('+', ''));
}

export function compareLongs(one: Long, other: Long): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

const LONGS: ReadonlySet<string> = new Set(['step', 'timestamp', 'start_time', 'end_time']);

/** What JSON has no number for, as a text: for `JSON.stringify` of changes. */
export function keptValue(key: string, value: unknown): unknown {
  if (Number.isNaN(value)) return 'NaN';
  if (typeof value === 'bigint') return String(value);
  const isLong = LONGS.has(key) && Number.isInteger(value);
  return isLong && !Number.isSafeInteger(value) ? String(BigInt(value as number)) : value;
}

/** A metric whose numbers were kept by {@link keptValue}. */
export function keptMetric<M extends Kept>(metric: M): M & { value: number; step: Long; timestamp: Long } {
  const { value, step, timestamp } = metric;
  return { ...metric, value: Number(value), step: keptLong(step), timestamp: keptLong(timestamp) };
}

/** The times of a run that were kept by {@link keptValue}. */
export function keptTimes({ start_time, end_time }: KeptTimes): { start_time?: Long; end_time?: Long } {
  return {
    ...(start_time === undefined ? {} : { start_time: keptLong(start_time) }),
    ...(end_time === undefined ? {} : { end_time: keptLong(end_time) }),
  };
}

function keptLong(value: Long | string): Long {
  return typeof value === 'string' ? longOf(value) : value;
}

interface KeptTimes {
  start_time?: Long | string;
  end_time?: Long | string;
}

interface Kept {
  value: number | string;
  step: Long | string;
  timestamp: Long | string;
}
