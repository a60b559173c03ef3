import type { RunRecord } from './generated/types.js';
import { type SeriesPoint, seriesLine } from './series.js';
import { thin } from './thin.js';

/** A curve of a run, of which there can be millions of points: no more than one of them is made at a time. */
export interface RunCurve {
  /** In the order that they were logged in. */
  values: readonly number[];
  point(index: number): SeriesPoint;
  /** Indexes of points that have to stay whatever their values. */
  keep: readonly number[];
}

/** What of a run's history is for the ledger, and where that is not all, all of it for an artifact. */
export interface KeptHistory {
  series: SeriesPoint[];
  /** Null where the series is all that there is. */
  whole: WholeHistory | null;
}

export interface WholeHistory {
  points: number;
  /** Can be gone through again and again. */
  all: Iterable<SeriesPoint>;
}

/** Points of a run that a ledger has as they are. */
export const WHOLE_LIMIT = 150_000;
/** Bytes of a series file, well below what a ledger's file may have. */
const BYTES_LIMIT = 15 * 1024 * 1024;
/** Bytes that a value, a step and a time can take beyond those of the point that is looked at. */
const SLACK = 64;

/** Thins the history of a run to what a ledger keeps. */
export function keptHistory(curves: readonly RunCurve[]): KeptHistory {
  const points = curves.reduce((sum, { values }) => sum + values.length, 0);
  const all: Iterable<SeriesPoint> = { [Symbol.iterator]: () => allOf(curves) };
  if (points <= WHOLE_LIMIT && bytesOf(all) <= BYTES_LIMIT) return { series: [...all], whole: null };
  const limit = Math.min(WHOLE_LIMIT, Math.floor(BYTES_LIMIT / longestLine(curves)));
  const series: SeriesPoint[] = [];
  const kept = thin(curves, limit);
  for (const [place, curve] of curves.entries())
    for (const index of kept[place] ?? []) series.push(curve.point(index));
  return { series, whole: { points, all } };
}

/** What a record says of a history that was thinned. @param artifact path of the one that has all of it; null: it could not be stored */
export function thinnedNote(
  { points }: WholeHistory,
  series: readonly SeriesPoint[],
  artifact: string | null,
): NonNullable<RunRecord['outputs']['history']> {
  return { notice: 'history-thinned', points, kept: series.length, artifact };
}

function* allOf(curves: readonly RunCurve[]): Generator<SeriesPoint> {
  for (const curve of curves) for (const index of curve.values.keys()) yield curve.point(index);
}

function bytesOf(points: Iterable<SeriesPoint>): number {
  let bytes = 0;
  for (const point of points) bytes += Buffer.byteLength(seriesLine(point));
  return bytes;
}

/** In bytes; keys, and what a curve was measured of, are what makes a line long. */
function longestLine(curves: readonly RunCurve[]): number {
  return curves.reduce(
    (longest, curve) =>
      curve.values.length === 0
        ? longest
        : Math.max(longest, Buffer.byteLength(seriesLine(curve.point(0))) + SLACK),
    1,
  );
}
