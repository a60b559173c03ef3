import { isOfMetric } from '../../core/compare/metrics.js';
import type { Finding } from '../../core/generated/types.js';
import type { Judgement, MetricComparison } from '../../core/judgement.js';
import { type Detail, leftOut } from '../detail.js';
import { SEVERITY_MARKS } from '../findings.js';
import { code, escapeText, prose, shorten } from '../markdown.js';
import { isOfMove, markOfMetric } from '../metrics-table.js';
import { rowTexts } from '../numbers.js';

/** Metrics within their limits that have a line of their own. */
const PASSING = 5;
/** Metrics that moved without a limit and are named. */
const MOVED = 5;

/** What a limit's finding means, after the numbers; what is not here says itself. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ['min', 'it is too low'],
  ['max', 'it is too high'],
  ['max_drop', 'it fell too far'],
  ['max_increase', 'it rose too far'],
  ['required', ''],
  ['finite', 'no limit can be held against it'],
]);

/**
 * One line for each metric that has a limit, in their one order: mark, value, baseline, limit, and what is wrong. Those within their
 * limits are left out where the table's numbers are not to be repeated.
 */
export function metricLines(judgement: Judgement, detail: Detail): string[] {
  const limited = judgement.metrics
    .map((metric) => ({
      ...metric,
      findings: judgement.findings.filter((finding) => isOfMetric(finding, metric.key)),
    }))
    .filter(({ rules, findings }) => rules.length > 0 || alarms(findings).length > 0);
  const quiet = limited.filter(({ findings }) => alarms(findings).length === 0);
  const shownQuiet = detail.values ? quiet.slice(0, Math.min(PASSING, detail.rows)) : [];
  const loud = limited.filter((metric) => !quiet.includes(metric)).slice(0, detail.rows);
  const lines = limited
    .filter((metric) => loud.includes(metric) || shownQuiet.includes(metric))
    .map((metric) => line(metric, judgement, detail));
  const more = detail.values ? quiet.length - shownQuiet.length : 0;
  return [
    ...lines,
    ...(more > 0 ? [`- ${more} more within their limits`] : []),
    ...[leftOut(limited.length - quiet.length - loud.length, 'metric')].filter((text) => text !== ''),
  ];
}

/** Metrics that no limit judges and that moved so far for the worse that somebody should look; empty for none. */
export function movedLine({ metrics }: Judgement, { rows, text }: Detail): string {
  const moved = metrics.filter(({ moved_unjudged }) => moved_unjudged);
  if (moved.length === 0) return '';
  const shown = moved.slice(0, Math.min(MOVED, rows)).map((metric) => {
    const { current, baseline } = rowTexts(metric);
    const worse = metric.direction ?? metric.guess ?? 'higher';
    const verb = worse === 'higher' ? 'fell' : 'rose';
    return `${code(metric.key, Math.min(text, 100))} ${verb} from ${escapeText(baseline ?? '')} to ${escapeText(current)}`;
  });
  if (moved.length > shown.length) shown.push(`${moved.length - shown.length} more`);
  const isGuess = moved.some(({ guess }) => guess !== null);
  const remark = isGuess ? ' Which way is better is guessed by the name.' : '';
  return `${SEVERITY_MARKS.warning} Also moved, without a limit: ${shown.join(', ')}.${remark}`;
}

/** In a few words what the gravest finding of a metric is. Plain text, of which the metric's name is foreign. */
export function metricCause(metric: MetricComparison, { rule, message }: Finding): string {
  const { current, baseline } = rowTexts(metric);
  const kind = kindOf(rule, metric.key);
  if (kind === 'required') return `${metric.key} is missing`;
  if (kind === 'finite') return `${metric.key} is ${current}`;
  if (kind === 'min') return `${metric.key} ${current} is below ${limitText(metric, '≥')}`;
  if (kind === 'max') return `${metric.key} ${current} is above ${limitText(metric, '≤')}`;
  if (kind === 'max_drop') return `${metric.key} fell from ${baseline} to ${current}`;
  if (kind === 'max_increase') return `${metric.key} rose from ${baseline} to ${current}`;
  return message.replaceAll('`', '');
}

/** What a rule asks of a metric: `metrics.val_auc.min` → `min`; a key may hold dots itself. */
export function kindOf(rule: string, key: string): string {
  const start = `metrics.${key}.`;
  return rule.startsWith(start) ? rule.slice(start.length) : '';
}

function limitText({ rules }: MetricComparison, sign: string): string {
  return (
    rules
      .find((rule) => rule.startsWith(sign))
      ?.slice(sign.length)
      .trim() ?? 'the limit'
  );
}

function line(metric: MetricComparison, judgement: Judgement, { text: max, values }: Detail): string {
  const { key, rules, findings } = metric;
  const mark = markOfMetric(metric, judgement);
  const wrong = alarms(findings).flatMap(({ rule, message }) => {
    const words = WORDS.get(kindOf(rule, key)) ?? prose(shorten(message, max));
    return words === '' ? [] : [words];
  });
  const numbers = values ? ` ${numbersOf(metric)}` : '';
  const limit = rules.length === 0 || !values ? '' : `; limit ${escapeText(rules.join(', '), max)}`;
  const isMissing = findings.some(({ rule }) => kindOf(rule, key) === 'required');
  const said = isMissing && !values ? ['is missing'] : wrong.length > 0 ? wrong : remarkOf(metric, judgement);
  const why = said.length === 0 ? '' : `: ${said.join(', and ')}`;
  return `- ${mark} ${code(key, Math.min(max, 100))}${numbers}${limit}${why}`;
}

/** What a number that no finding is about should not be read without. */
function remarkOf(
  { key, current, baseline, change, compared, limits, rules }: MetricComparison,
  { waived }: Judgement,
): string[] {
  if (current === null) return [];
  if (baseline === null && rules.some(isOfMove)) return ['not compared'];
  const isNoisy = compared !== null && compared.by !== 'means';
  const isBeyond =
    isNoisy &&
    change !== null &&
    waived.every(({ finding }) => finding.subject !== key) &&
    limits.some(({ of, at }) => of === 'change' && Math.abs(change) > Math.abs(at) && change * at >= 0);
  return isBeyond ? ['beyond the limit, but not beyond its noise'] : [];
}

/** e.g. `is 0.8912, baseline 0.9301 (−0.0389)`. */
function numbersOf(metric: MetricComparison): string {
  const { current, baseline, change } = rowTexts(metric);
  const before = baseline === null ? '' : `, baseline ${escapeText(baseline)}`;
  const moved = change === null || change === '0' ? '' : ` \\(${change}\\)`;
  return `is ${escapeText(current)}${before}${moved}`;
}

function alarms(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ severity }) => severity !== 'notice');
}
