import type { SeriesPoint } from '../core/series.js';
import { curvesOf } from './curve.js';
import { code } from './markdown.js';
import { count } from './units.js';

/**
 * A chart holds numbers and words of ours only, so that nothing foreign can reach Mermaid's grammar: the metric's name
 * stands above it. The colours can be read on light and dark pages; the palette of its own is too pale.
 */
const SETTINGS =
  '%%{init: {"xyChart": {"width": 640, "height": 240}, "themeVariables": {"xyChart": {"backgroundColor": "transparent", "plotColorPalette": "#2f81f7, #e08a1e"}}}}%%';

export const LEGEND = '🟦 current, 🟧 baseline; the shorter one goes on level.';

export interface ChartSource {
  /** Foreign. */
  name: string;
  current: readonly SeriesPoint[];
  baseline: readonly SeriesPoint[];
}

/** A metric's name and its curves as Mermaid; null when they cannot be drawn. */
export function chart({ name, current, baseline }: ChartSource): string | null {
  const curves = curvesOf([current, baseline]);
  const [now = [], before = []] = curves?.values ?? [];
  if (curves === null || now.length === 0) return null;
  const [low, high] = range([...now, ...before]);
  const y = (value: number) => decimal(value, high - low);
  const x = (value: number) => decimal(value, curves.to - curves.from);
  const lines = [
    SETTINGS,
    'xychart-beta',
    `x-axis "step" ${x(curves.from)} --> ${x(curves.to)}`,
    `y-axis ${y(low)} --> ${y(high)}`,
    `line "current" [${now.map(y).join(', ')}]`,
    ...(before.length === 0 ? [] : [`line "baseline" [${before.map(y).join(', ')}]`]),
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
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
