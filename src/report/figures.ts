import type { RunRecord } from '../core/generated/types.js';
import type { Judgement } from '../core/judgement.js';
import type { SeriesPoint } from '../core/series.js';
import { chart, LEGEND } from './charts.js';
import type { ReportContext } from './context.js';
import { type Detail, leftOut, paragraphs } from './detail.js';
import { code, details, htmlText, picture } from './markdown.js';
import { sortedMetrics } from './metrics-table.js';
import { count } from './units.js';

const MAX_PICTURES = 6;
const NAMES_SHOWN = 3;

/** Folded curves of the metrics that have a history: those of the newest run beside those of the baseline. */
export function curves(judgement: Judgement, { series }: ReportContext, detail: Detail): string {
  const [run] = judgement.runs;
  const [before] = judgement.baseline?.runs ?? [];
  const order = sortedMetrics(judgement).map(({ key }) => key);
  return folded(
    { now: byKey(series, run), before: byKey(series, before), order },
    { limit: detail.charts, runs: judgement.runs.length },
  );
}

/** Folded curves of a run that is compared with nothing. */
export function curvesOfRun(run: RunRecord, { series }: ReportContext, detail: Detail): string {
  const order = Object.keys(run.outputs.metrics);
  return folded({ now: byKey(series, run), before: new Map(), order }, { limit: detail.charts, runs: 1 });
}

/** Folded pictures of a run. */
export function pictures(run: RunRecord | undefined, { pictures: all, urls }: ReportContext): string {
  const own = run === undefined ? [] : (all.get(run.run_id) ?? []);
  const shown = own
    .flatMap(({ name, url }) => {
      const image = picture(name, url, urls.server);
      return image === null ? [] : [{ name, text: `${code(name, 100)}\n\n${image}` }];
    })
    .slice(0, MAX_PICTURES);
  if (shown.length === 0) return '';
  const title = `${count(shown.length, 'picture')} (${titles(shown.map(({ name }) => name))})`;
  const more = leftOut(own.length - shown.length, 'picture');
  return details(title, paragraphs([...shown.map(({ text }) => text), more]));
}

type Series = ReadonlyMap<string, readonly SeriesPoint[]>;

interface Histories {
  now: Series;
  before: Series;
  /** Keys that come first. */
  order: readonly string[];
}

function folded({ now, before, order }: Histories, { limit, runs }: { limit: number; runs: number }): string {
  if (limit === 0) return '';
  const keys = [...new Set([...order.filter((key) => now.has(key)), ...now.keys()])];
  const drawn: { key: string; text: string }[] = [];
  let tried = 0;
  for (const key of keys) {
    if (drawn.length === limit) break;
    tried += 1;
    const text = chart({ name: key, current: now.get(key) ?? [], baseline: before.get(key) ?? [] });
    if (text !== null) drawn.push({ key, text });
  }
  if (drawn.length === 0) return '';
  const legend = drawn.some(({ key }) => before.has(key)) ? LEGEND : '';
  const which = runs > 1 ? `Of the newest of ${runs} runs.` : '';
  return details(
    `${count(drawn.length, 'training curve')} (${titles(drawn.map(({ key }) => key))})`,
    paragraphs([
      [which, legend].filter((part) => part !== '').join(' '),
      ...drawn.map(({ text }) => text),
      leftOut(keys.length - tried, 'curve'),
    ]),
  );
}

/** The first names, for the title of what is folded. */
function titles(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map((name) => htmlText(name, 40));
  return [...shown, ...(names.length > NAMES_SHOWN ? ['…'] : [])].join(', ');
}

function byKey(series: ReportContext['series'], run: RunRecord | undefined): Series {
  const grouped = new Map<string, SeriesPoint[]>();
  for (const point of run === undefined ? [] : (series.get(run.run_id) ?? [])) {
    const points = grouped.get(point.key);
    if (points === undefined) grouped.set(point.key, [point]);
    else points.push(point);
  }
  return grouped;
}
