import type { Finding } from '../../generated/types.js';
import type { RunRule } from '../policy.js';

/** Code that is not the commit's, or of which that cannot be told, where the policy does not allow it. */
export const codeDirty: RunRule = (policy, { runs }) => {
  if (policy.code.allow_dirty !== false) return [];
  const complaint = (count: number, what: string, mend: string): Finding[] => {
    if (count === 0) return [];
    const which = runs.length > 1 ? ` (${count} of ${runs.length} runs)` : '';
    return [
      { rule: 'code.allow_dirty', severity: 'error', subject: 'code', message: `${what}${which}`, mend },
    ];
  };
  const dirty = runs.filter(({ inputs }) => inputs.code?.dirty === true).length;
  const unknown = runs.filter(({ inputs }) => (inputs.code?.dirty ?? null) === null).length;
  return [
    ...complaint(
      dirty,
      'The work tree had changes that are in no commit when the run began',
      'Commit them and train again; what an earlier step of the job changes counts too',
    ),
    ...complaint(
      unknown,
      "Nobody knows whether the run's code was that of its commit: there was no work tree to look at, or git could not tell",
      'Train in a checkout of the repository (`uses: actions/checkout` before the track step); what kept git from it stands in the log of the run',
    ),
  ];
};
