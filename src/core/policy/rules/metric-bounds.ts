import { apart } from '../../compare/number-text.js';
import { exceeds } from '../../compare/sample.js';
import { samplesOf } from '../../compare/sides.js';
import type { Finding } from '../../generated/types.js';
import type { RunRule } from '../policy.js';

/** A metric beyond an absolute limit. Of several runs the mean counts. */
export const metricBounds: RunRule = (policy, { runs }) =>
  Object.entries(policy.metrics).flatMap(([key, { min, max, severity = 'error' }]): Finding[] => {
    const mean = samplesOf(runs, key)?.mean ?? null;
    if (mean === null) return [];
    const what = runs.length > 1 ? `mean of \`${key}\` over ${runs.length} runs` : `metric \`${key}\``;
    const complaint = (setting: 'min' | 'max', limit: number): Finding => {
      const [value, text] = apart(mean, limit);
      const how = setting === 'min' ? 'below the least' : 'above the greatest';
      return {
        rule: `metrics.${key}.${setting}`,
        severity,
        subject: key,
        message: `The ${what} is ${value}, ${how} that the policy allows, ${text}`,
        mend: `Improve the model, or change \`metrics.${key}.${setting}\` in the policy (${policy.source})`,
      };
    };
    return [
      ...(min !== undefined && exceeds(min, mean) ? [complaint('min', min)] : []),
      ...(max !== undefined && exceeds(mean, max) ? [complaint('max', max)] : []),
    ];
  });
