import type { RunRule } from '../policy.js';
import { contradictingLimits } from '../remarks.js';

/** Limits that contradict each other, which whoever reads a verdict by them should know. */
export const metricLimits: RunRule = (policy, { purpose }) =>
  purpose === 'gate' ? contradictingLimits(policy) : [];
