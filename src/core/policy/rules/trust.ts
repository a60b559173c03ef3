import { distrust, isClaimed } from '../../trust.js';
import type { RunRule } from '../policy.js';

/** The rule whose finding says, in the record of a version, that the policy took a claimed run. */
export const TRUST_RULE = 'run.trust';

/**
 * A run of a fork, or of code that nobody vouches for, may be judged on its pull request; its model may not enter the registry, but for
 * one that is claimed where the policy takes such runs. What was changed while it went on passes nowhere.
 */
export const trust: RunRule = ({ trust: taken }, { runs, purpose }) =>
  runs.flatMap((run) => {
    const found = distrust(run);
    if (found === null) return [];
    const isTaken = isClaimed(run) && taken?.includes('claimed') === true;
    const lenient = isTaken ? 'warning' : 'error';
    return [
      {
        rule: TRUST_RULE,
        severity: purpose === 'gate' && run.context.trust !== 'tampered' ? 'notice' : lenient,
        subject: run.run_id,
        message: `Run ${run.run_id} ${found.why}: its numbers are that code's own word`,
        mend: found.mend,
      },
    ];
  });
