import type { SeriesPoint } from '../core/series.js';

/** Points of one curve in a chart; more cannot be told apart at its width. */
export const MAX_POINTS = 60;

/** What is larger would need an exponent, which Mermaid does not read. */
const LARGEST = 1e12;

interface Point {
  at: number;
  value: number;
}

/** Curves over the same evenly spaced steps, which is all that an `xychart-beta` can draw. */
export interface Curves {
  from: number;
  to: number;
  /** One list of values for each series given, of the same length, null after its last point; empty for a series without points. */
  values: (number | null)[][];
}

/**
 * Thins series to at most `MAX_POINTS` values each and puts them on one grid. The lowest and the highest value of every
 * stretch stay. Before its first point a curve is level.
 * @returns null when there is no curve: no series with two steps, or values that no axis can show
 */
export function curvesOf(all: readonly (readonly SeriesPoint[])[]): Curves | null {
  const series = all.map(pointsOf);
  const steps = [...new Set(series.flatMap((points) => points.map(({ at }) => at)))].sort((a, b) => a - b);
  const from = steps[0] ?? 0;
  const to = steps.at(-1) ?? 0;
  if (!Number.isFinite(to - from) || to === from) return null;
  const size = isEven(steps) && steps.length <= MAX_POINTS ? steps.length : MAX_POINTS;
  const values = series.map((points) => (points.length === 0 ? [] : onGrid(points, { from, to, size })));
  const numbers = [from, to, ...values.flat()];
  return numbers.every((value) => Math.abs(value ?? 0) < LARGEST) ? { from, to, values } : null;
}

/** Sorted by step; of two values at one step the later counts. Without steps the order is the step. */
function pointsOf(series: readonly SeriesPoint[]): Point[] {
  const stepped = series.every(({ step }) => step !== null);
  const points = new Map<number, number>();
  for (const [index, { step, value }] of series.entries()) {
    const at = stepped && step !== null ? step : index;
    if (typeof value === 'number' && Number.isFinite(value) && Number.isFinite(at)) points.set(at, value);
  }
  return [...points].map(([at, value]) => ({ at, value })).sort((a, b) => a.at - b.at);
}

function isEven(steps: readonly number[]): boolean {
  const [first = 0, second = 0] = steps;
  const width = second - first;
  return steps.every((step, index) => Math.abs(step - (first + index * width)) <= width * 1e-6);
}

interface Grid {
  from: number;
  to: number;
  size: number;
}

/** Pins points to the grid, two positions to a stretch: its lowest and highest point in their order. Fills the rest in between. */
function onGrid(points: readonly Point[], { from, to, size }: Grid): (number | null)[] {
  const width = (to - from) / (size - 1);
  const position = ({ at }: Point) => Math.min(size - 1, Math.round((at - from) / width));
  const pinned = new Array<number | undefined>(size).fill(undefined);
  const stretches = new Map<number, Point[]>();
  for (const point of points) {
    const stretch = Math.floor(position(point) / 2);
    stretches.set(stretch, [...(stretches.get(stretch) ?? []), point]);
  }
  for (const [stretch, within] of stretches) {
    const left = stretch * 2;
    const right = Math.min(left + 1, size - 1);
    if (new Set(within.map(position)).size === within.length) {
      for (const point of within) pinned[position(point)] = point.value;
    } else {
      const [first, second] = extremes(within);
      pinned[left] = first;
      pinned[right] = second;
    }
  }
  return filled(pinned);
}

/** The lowest and the highest value, the earlier first. */
function extremes(points: readonly Point[]): [number, number] {
  let [low, high] = [0, 0];
  for (const [index, { value }] of points.entries()) {
    if (value < (points[low]?.value ?? 0)) low = index;
    if (value > (points[high]?.value ?? 0)) high = index;
  }
  const values: [number, number] = [points[low]?.value ?? 0, points[high]?.value ?? 0];
  return low <= high ? values : [values[1], values[0]];
}

function filled(pinned: readonly (number | undefined)[]): (number | null)[] {
  const known = [...pinned.entries()].flatMap(([index, value]) =>
    value === undefined ? [] : [{ index, value }],
  );
  return pinned.map((value, index) => {
    if (value !== undefined) return value;
    const before = known.findLast((point) => point.index < index);
    const after = known.find((point) => point.index > index);
    if (after === undefined) return null;
    if (before === undefined) return after.value;
    const share = (index - before.index) / (after.index - before.index);
    return before.value + (after.value - before.value) * share;
  });
}
