import { BUILT_IN_POLICY, type Policy } from '../../core/policy/policy.js';
import type { Host } from '../host.js';
import { jobPolicy } from '../policy.js';

/** For the order of metrics and whether runs are parked: what is wrong with the policy is told where it judges, once the runs are safe. */
export async function orderingPolicy(host: Host, file: string): Promise<Policy> {
  try {
    return await jobPolicy(host, file);
  } catch (error) {
    host.log.debug(`the policy could not be read before publishing: ${(error as Error).message}`);
    host.allowParking(false);
    return BUILT_IN_POLICY;
  }
}
