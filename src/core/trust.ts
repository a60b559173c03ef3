import type { RunRecord } from './generated/types.js';
import { isSameRepository } from './remote-repository.js';

/** Why a run's own word does not count, and what to do instead. */
export interface Distrust {
  /** The end of a sentence about the run. */
  why: string;
  mend: string;
}

/** Whether a run's code was that of a repository, as far as its record says: a ledger may be shared, and forks share commits. @param repository `owner/name` */
export function isOfRepository({ inputs }: Pick<RunRecord, 'inputs'>, repository: string): boolean {
  const claimed = inputs.code?.repository ?? null;
  return claimed === null || isSameRepository(claimed, repository);
}

/**
 * Whether a run was started on a branch, or by its merge queue: what that trains on becomes the branch's own commit as it is.
 * A workflow of any branch can check out another one, so the branch that the workflow file came from says it; where a record
 * does not have that, the branch of its code.
 */
export function startedOn(
  { context, inputs }: Pick<RunRecord, 'context' | 'inputs'>,
  branch: string,
): boolean {
  const { workflow_ref } = context;
  const ref = workflow_ref === null ? (inputs.code?.ref ?? '') : refOfWorkflow(workflow_ref);
  const group = `refs/heads/gh-readonly-queue/${branch}/`;
  return (
    ref === `refs/heads/${branch}` || (ref.startsWith(group) && /^pr-[^/]+$/.test(ref.slice(group.length)))
  );
}

/** The first `@refs/` ends the path: a file name has no slash, but a branch may be called `x@refs/heads/main`. */
function refOfWorkflow(workflowRef: string): string {
  const at = workflowRef.indexOf('@refs/');
  return at < 0 ? '' : workflowRef.slice(at + 1);
}

/** Whatever a client says of it, by whoever may reach the server. */
const LOGGED: Distrust = {
  why: 'was logged by an MLflow client to `lineage-gate serve`, and nobody here saw it being made',
  mend: 'Train under `track`, which records the code and the data, and take that run; or let the policy take it: `trust: [trusted, claimed]`',
};

/** Whether a run is what an MLflow client has logged to `serve`, where nobody saw it being made. */
export function isLogged({
  context,
}: {
  context: Pick<RunRecord['context'], 'trust' | 'event' | 'ci_run_id'>;
}): boolean {
  return context.trust === 'claimed' && context.event === null && context.ci_run_id === null;
}

/** Whether a run is nothing but claimed, which a policy may take: all other distrust is for good. */
export function isClaimed({ context }: Pick<RunRecord, 'context'>): boolean {
  return context.trust === 'claimed';
}

/** @returns null for a run that may enter the registry and be compared with */
export function distrust(run: Pick<RunRecord, 'context'>): Distrust | null {
  if (isLogged(run)) return LOGGED;
  const { trust } = run.context;
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
    case 'tampered':
      return {
        why: 'was changed between the steps of its job, or says other things of itself than GitHub does',
        mend: 'Find the step that changed it, and train again',
      };
    case 'trusted':
      return null;
    default:
      return {
        why: 'was brought from elsewhere, and nobody here saw it being made',
        mend: 'Train again under `track`, and take that run',
      };
  }
}
