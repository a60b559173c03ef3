import type { RunRecord } from '../core/generated/types.js';
import type { Judgement } from '../core/judgement.js';
import { oneCurve, type SeriesPoint } from '../core/series.js';
import { chart, LEGEND } from './charts.js';
import type { Picture, ReportContext } from './context.js';
import { type Detail, leftOut, paragraphs } from './detail.js';
import { code, details, htmlText, picture, table } from './markdown.js';
import { count } from './units.js';

const MAX_PICTURES = 6;
const NAMES_SHOWN = 3;

type Compared = Pick<Judgement, 'baseline' | 'metrics' | 'runs' | 'verdict'>;

/** Curves of the metrics that have a history: those of the newest run beside those of the baseline. Open where the verdict is red. */
export function curves(judgement: Compared, { series }: ReportContext, detail: Detail): string {
  const [run] = judgement.runs;
  const [before] = judgement.baseline?.runs ?? [];
  const order = judgement.metrics.map(({ key }) => key);
  return folded(
    { now: byKey(series, run), before: byKey(series, before), order, axisOf: axisOf(run) },
    { limit: detail.charts, runs: judgement.runs.length, isOpen: judgement.verdict === 'fail' },
  );
}

interface RunCurves {
  charts: number;
  /** Keys of its metrics, in the order of the reports. */
  order: readonly string[];
  /** What it is compared with. */
  before?: RunRecord | undefined;
}

/** Folded curves of a run that is not judged. */
export function curvesOfRun(
  run: RunRecord,
  { series }: Pick<ReportContext, 'series'>,
  { charts: limit, order, before }: RunCurves,
): string {
  const histories = { now: byKey(series, run), before: byKey(series, before), order, axisOf: axisOf(run) };
  return folded(histories, { limit, runs: 1, isOpen: false });
}

type Pictures = Pick<ReportContext, 'pictures' | 'urls'>;

/** Pictures of a run, each beside that of the baseline under the same name; open where the verdict is red. */
export function pictures(
  runs: { current: RunRecord | undefined; baseline?: RunRecord | undefined },
  { pictures: all, urls }: Pictures,
  isOpen = false,
): string {
  const of = (run: RunRecord | undefined) => (run === undefined ? [] : (all.get(run.run_id) ?? []));
  const [own, before] = [of(runs.current), of(runs.baseline)];
  const shown = own
    .flatMap((one) => {
      const image = picture(one.name, one.url, urls.server);
      return image === null ? [] : [{ name: one.name, text: besideBaseline(one, image, { before, urls }) }];
    })
    .slice(0, MAX_PICTURES);
  if (shown.length === 0) return '';
  const title = `${count(shown.length, 'picture')} (${titles(shown.map(({ name }) => name))})`;
  const more = leftOut(own.length - shown.length, 'picture');
  return details(title, paragraphs([...shown.map(({ text }) => text), more]), isOpen);
}

function besideBaseline(
  { name }: Picture,
  image: string,
  { before, urls }: { before: readonly Picture[]; urls: ReportContext['urls'] },
): string {
  const same = before.find((other) => other.name === name);
  const old = same === undefined ? null : picture(name, same.url, urls.server);
  const shown = old === null ? image : table(['baseline', 'current'], [[old, image]]);
  return `${code(name, 100)}\n\n${shown}`;
}

type Series = ReadonlyMap<string, readonly SeriesPoint[]>;

interface Histories {
  now: Series;
  before: Series;
  /** Keys that come first. */
  order: readonly string[];
  /** What the steps of a metric are called. */
  axisOf(key: string): string | undefined;
}

interface Shown {
  limit: number;
  runs: number;
  isOpen: boolean;
}

function folded({ now, before, order, axisOf: name }: Histories, { limit, runs, isOpen }: Shown): string {
  if (limit === 0) return '';
  const keys = [...new Set([...order.filter((key) => now.has(key)), ...now.keys()])];
  const drawn: { key: string; text: string }[] = [];
  let tried = 0;
  for (const key of keys) {
    if (drawn.length === limit) break;
    tried += 1;
    const [current = [], baseline = []] = [now.get(key), before.get(key)];
    const text = chart({ name: key, current, baseline, axis: name(key) });
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
    isOpen,
  );
}

function axisOf(run: RunRecord | undefined): Histories['axisOf'] {
  const metrics = run?.outputs.metrics ?? {};
  return (key) => (Object.hasOwn(metrics, key) ? metrics[key]?.step_name : undefined);
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
  return new Map([...grouped].map(([key, points]) => [key, oneCurve(points)]));
}
