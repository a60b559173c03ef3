import type { RunRule } from '../policy.js';

/** A run of a fork may be judged on its pull request; its model may not enter the registry. */
export const trust: RunRule = (_, { runs, purpose }) =>
  runs
    .filter(({ context }) => context.trust === 'fork')
    .map(({ run_id }) => ({
      rule: 'run.trust',
      severity: purpose === 'gate' ? 'notice' : 'error',
      subject: run_id,
      message: `Run ${run_id} was made by a pull request from a fork or by Dependabot: its numbers are that code's own word`,
      mend: 'Review the change, merge it, and register the run of the merged commit',
    }));
