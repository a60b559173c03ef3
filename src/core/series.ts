import { isUtf8 } from 'node:buffer';
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

/** Points of one run that a ledger keeps. */
export const POINTS_LIMIT = 200_000;
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

/** What is wrong with a file of training curves; undefined when nothing is. */
export function seriesFault(bytes: Buffer): string | undefined {
  if (!isUtf8(bytes)) return 'is not UTF-8';
  const lines = bytes.toString('utf8').split('\n');
  if (lines.pop() !== '') return 'does not end with a line feed';
  const wrong = lines.findIndex((line) => parseSeriesLine(line) === undefined);
  return wrong < 0 ? undefined : `has no point {"key","value","step","at"} in line ${wrong + 1}`;
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

/** The history of one key, as its values in the order that they were logged in. */
export interface History {
  values: readonly number[];
  /** Indexes of points that have to stay whatever their values, e.g. that of the metric itself. */
  keep: readonly number[];
}

/**
 * Which points of several histories are kept so that there are no more than `limit`. Of each stay the first, the last, those in
 * `keep` and every one that is not finite. What is left is shared equally, and what one does not need the others have: of as many
 * stretches of a history as its share has room for, the lowest and the highest.
 * @param limit at least three for each history and one for each of `keep`
 * @returns of each history the indexes kept, ascending
 */
export function thin(histories: readonly History[], limit: number): number[][] {
  const shares = sharesOf(
    histories.map((history) => ({ all: history.values.length, must: mustStay(history).size })),
    limit,
  );
  return histories.map((history, index) => thinOne(history, shares[index] ?? 0));
}

/** How many points each may keep. */
function sharesOf(wanted: readonly { all: number; must: number }[], limit: number): number[] {
  const sizes = (share: number, respected: boolean) =>
    wanted.map(({ all, must }) => Math.min(all, (respected ? must : 0) + share));
  const fits = (share: number, respected: boolean) =>
    sizes(share, respected).reduce((sum, size) => sum + size, 0) <= limit;
  // A run that diverged can have more values that are not finite than there is room for: then they are thinned as well.
  const respected = fits(0, true);
  let [low, high] = [0, limit];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle, respected)) low = middle;
    else high = middle - 1;
  }
  return sizes(low, respected);
}

function mustStay({ values, keep }: History): Set<number> {
  const stay = new Set(values.length === 0 ? keep : [0, values.length - 1, ...keep]);
  for (const [index, value] of values.entries()) if (!Number.isFinite(value)) stay.add(index);
  return stay;
}

function thinOne(history: History, share: number): number[] {
  const { values, keep } = history;
  if (values.length <= share) return [...values.keys()];
  const must = mustStay(history);
  const stay = must.size <= share ? must : new Set([0, values.length - 1, ...keep]);
  if (stay !== must) addEvenly(stay, must, share);
  const stretches = Math.floor((share - stay.size) / 2);
  for (let stretch = 0; stretch < stretches; stretch++) {
    const from = Math.floor((stretch * values.length) / stretches);
    const to = Math.floor(((stretch + 1) * values.length) / stretches);
    for (const index of extremes(values, from, to)) stay.add(index);
  }
  // Where a stretch has one value throughout, its lowest and its highest are one point, and there is room left.
  addEvenly(stay, { size: values.length, keys: () => values.keys() }, share);
  return [...stay].sort((one, other) => one - other);
}

/** Adds of the indexes that are not in `stay` as many as there is room for. */
function addEvenly(
  stay: Set<number>,
  indexes: { size: number; keys(): Iterable<number> },
  share: number,
): void {
  const room = Math.max(0, share - stay.size);
  const had = new Set(stay);
  // All of `stay` may be among the indexes; if not, a few are passed over that there were room for.
  const others = Math.max(1, indexes.size - had.size);
  let place = 0;
  for (const index of indexes.keys()) {
    if (had.has(index)) continue;
    if (Math.floor(((place + 1) * room) / others) > Math.floor((place * room) / others)) stay.add(index);
    place++;
  }
}

function extremes(values: readonly number[], from: number, to: number): number[] {
  let [lowest, highest] = [-1, -1];
  for (let index = from; index < to; index++) {
    const value = values[index] ?? Number.NaN;
    if (!Number.isFinite(value)) continue;
    if (lowest < 0 || value < (values[lowest] ?? 0)) lowest = index;
    if (highest < 0 || value > (values[highest] ?? 0)) highest = index;
  }
  return [lowest, highest].filter((index) => index >= 0);
}
