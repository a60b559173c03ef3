import { samplesOf } from '../../compare/metrics.js';
import { apart, numberText } from '../../compare/number-text.js';
import { type Difference, differenceOf, exceeds } from '../../compare/sample.js';
import type { Finding } from '../../generated/types.js';
import { baselineFor } from '../judged.js';
import { type Limit, limitOf, type MetricRule } from '../metric-rule.js';
import type { RunRule } from '../policy.js';

const MOVES = {
  max_drop: { sign: -1, verb: 'fell' },
  max_increase: { sign: 1, verb: 'rose' },
} as const;

/** A metric that moved further from its baseline than the policy allows, beyond doubt where there are several runs. */
export const metricRegression: RunRule = (policy, judged) =>
  Object.entries(policy.metrics).flatMap(([key, rule]): Finding[] => {
    const current = samplesOf(judged.runs, key);
    const baseline = samplesOf(baselineFor(judged, rule)?.runs ?? [], key);
    const difference = differenceOf(current, baseline);
    if (difference === null || current?.mean == null || baseline?.mean == null) return [];
    const moved = { key, rule, from: baseline.mean, to: current.mean, difference, source: policy.source };
    return (['max_drop', 'max_increase'] as const).flatMap((setting) => complaints(moved, setting));
  });

interface Moved {
  key: string;
  rule: MetricRule;
  from: number;
  to: number;
  difference: Difference;
  source: string;
}

function complaints(moved: Moved, setting: keyof typeof MOVES): Finding[] {
  const { key, rule, from, to, difference, source } = moved;
  const limit = limitOf(rule[setting]);
  if (limit === null) return [];
  const { sign, verb } = MOVES[setting];
  const allowed = limit.isRelative ? limit.value * Math.abs(from) : limit.value;
  const scale = Math.max(Math.abs(from), Math.abs(to), allowed);
  // The end of the interval that is nearest to no harm must be too far.
  const least = Math.min(...(difference.interval ?? [difference.change]).map((end) => sign * end));
  if (!exceeds(least, allowed, scale)) return [];
  const [was, is] = apart(from, to);
  const finding = { severity: rule.severity ?? 'error', subject: key } as const;
  if (limit.isRelative && from === 0) {
    return [
      {
        ...finding,
        rule: `metrics.${key}.baseline_zero`,
        message: `The metric \`${key}\` ${verb} from 0 to ${is}, and ${limit.text} of 0 is 0`,
        mend: `Give \`metrics.${key}.${setting}\` in the policy (${source}) as a number instead of a percentage`,
      },
    ];
  }
  return [
    {
      ...finding,
      rule: `metrics.${key}.${setting}`,
      message: `The metric \`${key}\` ${verb} from ${was} to ${is}, by ${byHowMuch(difference, sign)}; the policy allows ${allowedText(limit, allowed)}`,
      mend: `Improve the model, or change \`metrics.${key}.${setting}\` in the policy (${source})`,
    },
  ];
}

function byHowMuch({ change, interval }: Difference, sign: number): string {
  const much = numberText(sign * change);
  if (interval === null) return much;
  const [low, high] = interval.map((end) => numberText(sign * end)).sort((a, b) => Number(a) - Number(b));
  return `${much} on average (95 % interval ${low} to ${high})`;
}

function allowedText(limit: Limit, allowed: number): string {
  return limit.isRelative ? `${limit.text}, which is ${numberText(allowed)}` : limit.text;
}
