import type { RunRecord } from './generated/types.js';

/** Why a run's own word does not count, and what to do instead. */
export interface Distrust {
  /** The end of a sentence about the run. */
  why: string;
  mend: string;
}

/** Whether a run's code was that of a repository, as far as its record says: a ledger may be shared, and forks share commits. @param repository `owner/name` */
export function isOfRepository({ inputs }: Pick<RunRecord, 'inputs'>, repository: string): boolean {
  const claimed = inputs.code?.repository ?? null;
  return claimed === null || claimed.toLowerCase() === repository.toLowerCase();
}

/** @returns null for a run that may enter the registry and be compared with */
export function distrust({ context: { trust } }: Pick<RunRecord, 'context'>): Distrust | null {
  switch (trust) {
    case 'fork':
      return {
        why: 'was made by a pull request from a fork or by Dependabot',
        mend: 'Review the change, merge it, and register the run of the merged commit',
      };
    case 'claimed':
      return {
        why: "was made of a commit that is not its event's, and GitHub did not say whose it is",
        mend: 'Push the commit to a branch of the repository, give the job `contents: read` and `pull-requests: read`, and train again',
      };
    default:
      return null;
  }
}
