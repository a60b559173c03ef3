import type { Finding, RunRecord } from '../generated/types.js';
import type { Baseline, MetricComparison, Sample } from '../judgement.js';
import { type Direction, directionOf, type MetricRule, ruleTexts } from '../policy/metric-rule.js';
import { differenceOf, exceeds, sampleOf } from './sample.js';

export interface MetricsToCompare {
  runs: readonly RunRecord[];
  /** What a metric is compared with, by its rule. */
  baselineOf(rule: MetricRule | undefined): Baseline | null;
  rules: Readonly<Record<string, MetricRule>>;
  findings: readonly Finding[];
}

/** The values of a metric in those runs that have it; null when none has. */
export function samplesOf(runs: readonly RunRecord[], key: string): Sample | null {
  const values = runs.flatMap(({ outputs: { metrics } }) =>
    Object.hasOwn(metrics, key) && metrics[key] !== undefined ? [metrics[key].value] : [],
  );
  return values.length === 0 ? null : sampleOf(values);
}

/** Metrics that the policy has rules for, in its order, then the others that the runs or the baseline have, by name. */
export function compareMetrics({ runs, baselineOf, rules, findings }: MetricsToCompare): MetricComparison[] {
  const shared = baselineOf(undefined)?.runs ?? [];
  const others = [...runs, ...shared].flatMap(({ outputs }) => Object.keys(outputs.metrics)).sort();
  return [...new Set([...Object.keys(rules), ...others])].flatMap((key): MetricComparison[] => {
    const rule = Object.hasOwn(rules, key) ? rules[key] : undefined;
    const current = samplesOf(runs, key);
    const baseline = samplesOf(baselineOf(rule)?.runs ?? [], key);
    const direction = rule === undefined ? null : directionOf(rule);
    return [
      {
        key,
        current,
        baseline,
        change: differenceOf(current, baseline)?.change ?? null,
        direction,
        outcome: outcomeOf({ current, baseline, direction }),
        rules: rule === undefined ? [] : ruleTexts(rule),
        findings: findings.filter(({ rule: id, subject }) => subject === key && id.startsWith('metrics.')),
      },
    ];
  });
}

interface Compared {
  current: Sample | null;
  baseline: Sample | null;
  direction: Direction | null;
}

function outcomeOf({ current, baseline, direction }: Compared): MetricComparison['outcome'] {
  const difference = differenceOf(current, baseline);
  if (difference === null) return 'unknown';
  const { change, interval } = difference;
  const scale = Math.max(Math.abs(current?.mean ?? 0), Math.abs(baseline?.mean ?? 0));
  if (!exceeds(Math.abs(change), 0, scale)) return 'same';
  if (interval !== null && interval[0] <= 0 && interval[1] >= 0) return 'within noise';
  if (direction === null) return 'unknown';
  return change > 0 === (direction === 'higher') ? 'better' : 'worse';
}
