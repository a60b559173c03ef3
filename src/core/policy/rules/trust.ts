import { distrust } from '../../trust.js';
import type { RunRule } from '../policy.js';

/**
 * A run of a fork, or of code that nobody vouches for, may be judged on its pull request; its model may not enter the registry. What was
 * changed while it went on passes nowhere.
 */
export const trust: RunRule = (_, { runs, purpose }) =>
  runs.flatMap((run) => {
    const found = distrust(run);
    if (found === null) return [];
    return [
      {
        rule: 'run.trust',
        severity: purpose === 'gate' && run.context.trust !== 'tampered' ? 'notice' : 'error',
        subject: run.run_id,
        message: `Run ${run.run_id} ${found.why}: its numbers are that code's own word`,
        mend: found.mend,
      },
    ];
  });
