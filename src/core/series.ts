import { isUtf8 } from 'node:buffer';
import { parseJson } from './json.js';

/** What a point was measured of, where whoever logged it said so. Points of two of these are two curves. */
export interface Measured {
  /** A logged model of MLflow's. */
  model_id?: string;
  /** Name of a data set, and its digest with it. */
  dataset?: string;
  dataset_digest?: string;
}

/** One point of a metric's history: a line of a series file. */
export interface SeriesPoint extends Measured {
  key: string;
  /** NaN and infinities as texts. */
  value: number | string;
  step: number | null;
  /** RFC 3339, UTC. */
  at: string | null;
}

/** Points of one run that a ledger has at most: as many as older versions kept. */
export const POINTS_LIMIT = 200_000;
const LONGEST_KEY = 250;
/** As long as MLflow's name of a data set; its ids and digests are shorter. */
const LONGEST_MEASURED = 500;
/** Longer lines hold no point, and are not worth parsing. */
const LONGEST_LINE = 8192;
/** Of what a line has, in this order. */
const FIELDS = /^key,value,step,at(?:,model_id)?(?:,dataset,dataset_digest)?$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/;
const NO_NUMBERS: readonly unknown[] = ['NaN', 'Infinity', '-Infinity'];

/** Keys in a fixed order, so that the same curve gives the same bytes. */
export function seriesLine(point: SeriesPoint): string {
  const { key, value, step, at, model_id, dataset, dataset_digest } = point;
  return `${JSON.stringify({ key, value, step, at, model_id, dataset, dataset_digest })}\n`;
}

/** One text for one curve: its key, and what it was measured of. */
export function curveId({ key, model_id, dataset, dataset_digest }: Measured & { key: string }): string {
  return model_id === undefined && dataset === undefined
    ? key
    : JSON.stringify([key, model_id, dataset, dataset_digest]);
}

/** Whether a series file can say what a point was measured of. */
export function canTell(measured: Measured): boolean {
  return Object.values(measured).every(isName);
}

/**
 * The points of one key that are one curve: those that say of nothing what they were measured of; where all do, those of the one that
 * was measured last.
 */
export function oneCurve<P extends SeriesPoint>(points: readonly P[]): readonly P[] {
  const isPlain = (point: P) => point.model_id === undefined && point.dataset === undefined;
  const plain = points.filter(isPlain);
  if (plain.length > 0) return plain;
  const last = points.reduce<P | undefined>(
    (best, point) =>
      (point.step ?? Number.POSITIVE_INFINITY) >= (best?.step ?? Number.NEGATIVE_INFINITY) ? point : best,
    undefined,
  );
  return last === undefined ? [] : points.filter((point) => curveId(point) === curveId(last));
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
  if (value === undefined || value === null || !FIELDS.test(Object.keys(value).join())) return false;
  const { key, value: number, step, at, ...measured } = value as Record<string, unknown>;
  return (
    typeof key === 'string' &&
    key !== '' &&
    key.length <= LONGEST_KEY &&
    !/[\u0000-\u001f\u007f]/.test(key) &&
    (Number.isFinite(number) || NO_NUMBERS.includes(number)) &&
    (step === null || Number.isSafeInteger(step)) &&
    (at === null || (typeof at === 'string' && TIME.test(at))) &&
    canTell(measured)
  );
}

/** Whether a text can name a model, a data set or its digest. */
function isName(text: unknown): boolean {
  return (
    typeof text === 'string' &&
    text !== '' &&
    text.length <= LONGEST_MEASURED &&
    !/[\u0000-\u001f\u007f]/.test(text)
  );
}
