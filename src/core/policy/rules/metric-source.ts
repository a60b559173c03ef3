import type { RunRecord } from '../../generated/types.js';
import { baselineFor } from '../judged.js';
import type { RunRule } from '../policy.js';

/** A metric that is read from another file than the baseline's may be another number under the same name. */
export const metricSource: RunRule = (policy, judged) =>
  Object.entries(policy.metrics).flatMap(([key, rule]) => {
    const before = sourcesOf(baselineFor(judged, rule)?.runs ?? [], key);
    const now = sourcesOf(judged.runs, key);
    // Records of earlier versions do not say.
    if (before.length === 0 || now.length === 0 || now.every((source) => before.includes(source))) return [];
    return [
      {
        rule: `metrics.${key}.source`,
        severity: 'warning' as const,
        subject: key,
        message: `The metric \`${key}\` is from \`${now.join('`, `')}\`, and the baseline's from \`${before.join('`, `')}\``,
        mend: 'Make sure that both measure the same, on the same data',
      },
    ];
  });

/** Files and inputs that a metric was read from. The line of an input is no difference. */
function sourcesOf(runs: readonly RunRecord[], key: string): string[] {
  const sources = runs.flatMap(({ outputs: { metrics } }) =>
    Object.hasOwn(metrics, key) ? (metrics[key]?.source ?? []) : [],
  );
  return [...new Set(sources.map((source) => source.replace(/, line \d+$/, '')))].sort();
}
