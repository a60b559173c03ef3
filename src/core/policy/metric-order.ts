import { metricOrder } from '../compare/metrics.js';
import type { RunRecord } from '../generated/types.js';
import { policyFor } from './overrides.js';
import type { Policy } from './policy.js';

/** A run with its metrics in the order in which reports have them: those that its policy has rules for come first. */
export function inPolicyOrder(run: RunRecord, policy: Policy): RunRecord {
  const { metrics } = run.outputs;
  const keys = metricOrder(Object.keys(metrics), policyFor(policy, run.experiment).metrics);
  const ordered = Object.fromEntries(
    keys.flatMap((key) => (metrics[key] === undefined ? [] : [[key, metrics[key]]])),
  );
  return { ...run, outputs: { ...run.outputs, metrics: ordered } };
}
