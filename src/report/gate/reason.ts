import { isOfMetric } from '../../core/compare/metrics.js';
import type { Judgement } from '../../core/judgement.js';
import { metricCause } from './metric-lines.js';

/** In a few words what a failure is due to: the first error, since others may follow from it. Empty for a pass. */
export function reasonOf({ findings, metrics, runs }: Judgement): string {
  const cause = findings.find(({ severity }) => severity === 'error');
  if (cause === undefined) return '';
  const { problems: [problem] = [] } = runs.find(({ run_id }) => run_id === cause.subject) ?? {};
  if (cause.rule === 'run.complete' && problem !== undefined) {
    return `the run is incomplete: ${problem.what.replaceAll('`', '')}`;
  }
  if (cause.rule === 'baseline.missing') return 'there is nothing to compare it with under this name';
  if (cause.rule.startsWith('datasets.immutable'))
    return `the dataset ${cause.subject} has other content than before`;
  const metric = metrics.find((one) => isOfMetric(cause, one.key));
  return metric === undefined ? inShort(cause.message) : metricCause(metric, cause);
}

/** Within a headline nobody looks for a run by its id. */
function inShort(message: string): string {
  return message
    .replaceAll('`', '')
    .replace(/^Run [0-9a-f]{32} has the status FAILED/, 'the run failed')
    .replace(/^Run [0-9a-f]{32} has the status KILLED/, 'the run was stopped');
}
