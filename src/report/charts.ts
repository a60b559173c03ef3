import type { SeriesPoint } from '../core/series.js';
import { withoutTrailing } from '../core/without-trailing.js';
import { curvesOf } from './curve.js';
import { code } from './markdown.js';
import { count } from './units.js';

/**
 * A chart holds numbers and words of ours only, but for the name of an axis, which is letters between quotes: nothing foreign can
 * reach Mermaid's grammar. The metric's name stands above it. The colours can be read on light and dark pages; the palette of its own is too pale.
 */
const SETTINGS =
  '%%{init: {"xyChart": {"width": 640, "height": 240}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#2f81f7, #e08a1e"}}}}%%';

export const LEGEND = '🟦 current, 🟧 baseline.';

/**
 * Every line of an `xychart-beta` has to span the whole axis. This is a number to Mermaid's grammar and infinite to a browser, which
 * draws a path up to the first point that it cannot place: so a curve ends where it ends.
 */
const NOWHERE = `1${'0'.repeat(309)}`;
/** What counts the steps, where nothing says what it is called; also for what Mermaid's grammar must not see. */
const STEP = 'step';
const AXIS = /^[A-Za-z_][A-Za-z_ /]{0,39}$/;

export interface ChartSource {
  /** Foreign. */
  name: string;
  current: readonly SeriesPoint[];
  baseline: readonly SeriesPoint[];
  /** Of the column that counts the steps. Foreign. */
  axis?: string | undefined;
}

/** A metric's name and its curves as Mermaid; null when they cannot be drawn. */
export function chart({ name, current, baseline, axis = STEP }: ChartSource): string | null {
  const curves = curvesOf([current, baseline]);
  const [now = [], before = []] = curves?.values ?? [];
  if (curves === null || now.length === 0) return null;
  const [low, high] = range([...now, ...before].filter((value) => value !== null));
  const y = (value: number) => decimal(value, high - low);
  const line = (values: readonly (number | null)[]) =>
    values.map((value, index) => (value !== null ? y(value) : values[index - 1] === null ? '0' : NOWHERE));
  const x = (value: number) => decimal(value, curves.to - curves.from);
  const lines = [
    SETTINGS,
    'xychart-beta',
    `x-axis "${AXIS.test(axis) ? axis : STEP}" ${x(curves.from)} --> ${x(curves.to)}`,
    `y-axis ${y(low)} --> ${y(high)}`,
    `line "current" [${line(now).join(', ')}]`,
    ...(before.length === 0 ? [] : [`line "baseline" [${line(before).join(', ')}]`]),
  ];
  const odd = current.filter(({ value }) => !Number.isFinite(value)).length;
  const gap = odd === 0 ? '' : `: ${count(odd, 'point')} left out, NaN or infinite`;
  return `${code(name, 100)}${gap}\n\n\`\`\`mermaid\n${lines.join('\n')}\n\`\`\``;
}

/** Ends of an axis; never the same, which would leave no height to draw in. */
function range(values: readonly number[]): [number, number] {
  const low = Math.min(...values);
  const high = Math.max(...values);
  const room = high > low ? (high - low) * 0.05 : Math.max(Math.abs(high) * 0.1, 0.5);
  return [low - room, high + room];
}

/** As exact as a chart of this span can show, and without an exponent, which Mermaid does not read. */
function decimal(value: number, span: number): string {
  const digits = Math.min(15, Math.max(0, 4 - Math.floor(Math.log10(span))));
  const text = value.toFixed(digits);
  return text.includes('.') ? withoutTrailing(withoutTrailing(text, '0'), '.') : text;
}
