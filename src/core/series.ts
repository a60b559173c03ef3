import { parseJson } from './json.js';

/** One point of a metric's history: a line of a series file. */
export interface SeriesPoint {
  key: string;
  /** NaN and infinities as texts. */
  value: number | string;
  step: number | null;
  /** RFC 3339, UTC. */
  at: string | null;
}

const LONGEST_KEY = 250;
/** Longer lines hold no point, and are not worth parsing. */
const LONGEST_LINE = 4096;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const NO_NUMBERS: readonly unknown[] = ['NaN', 'Infinity', '-Infinity'];

/** Keys in a fixed order, so that the same curve gives the same bytes. */
export function seriesLine({ key, value, step, at }: SeriesPoint): string {
  return `${JSON.stringify({ key, value, step, at })}\n`;
}

/** @param line without its line feed @returns undefined for what {@link seriesLine} does not make */
export function parseSeriesLine(line: string): SeriesPoint | undefined {
  const value = line.length > LONGEST_LINE ? undefined : parseJson(line);
  return isPoint(value) ? value : undefined;
}

function isPoint(value: unknown): value is SeriesPoint {
  if (value === undefined || value === null || Object.keys(value).join() !== 'key,value,step,at')
    return false;
  const { key, value: number, step, at } = value as Record<string, unknown>;
  return (
    typeof key === 'string' &&
    key !== '' &&
    key.length <= LONGEST_KEY &&
    !/[\u0000-\u001f\u007f]/.test(key) &&
    (Number.isFinite(number) || NO_NUMBERS.includes(number)) &&
    (step === null || Number.isSafeInteger(step)) &&
    (at === null || (typeof at === 'string' && TIME.test(at)))
  );
}
