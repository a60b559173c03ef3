import { type Account, numberOf, toAccount } from './accounts.js';
import type { GitHubClient } from './client.js';
import { assertVisible } from './visible.js';

/**
 * What a reviewer said when jobs of a run waited for environments. GitHub says neither when, nor of which attempt of the run, and
 * an answer may be to several environments at once.
 */
export interface RunApproval {
  environments: { id: string; name: string }[];
  /** `pending`: nobody has answered yet. */
  state: 'approved' | 'rejected' | 'pending';
  /** null for an account that was deleted. */
  reviewer: Account | null;
  comment: string;
}

/**
 * What reviewers of environments said about a workflow run, all attempts together; null when there is no such run, or it was
 * deleted.
 * @param runId as records have it
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readRunApprovals(
  client: GitHubClient,
  { owner, repo, runId }: { owner: string; repo: string; runId: string },
): Promise<RunApproval[] | null> {
  const run_id = numberOf(runId);
  if (run_id === null) return null;
  const purpose = {
    what: `read who approved workflow run ${runId} of ${owner}/${repo}`,
    permission: 'actions: read',
  };
  const answer = await client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
    rest.actions.getReviewsForRun({ owner, repo, run_id }),
  );
  if (answer === null) {
    await assertVisible(client, purpose, { owner, repo });
    return null;
  }
  return answer.data.map(({ environments, state, user, comment }) => ({
    environments: environments.map(({ id, name }) => ({ id: String(id ?? ''), name: name ?? '' })),
    state,
    reviewer: toAccount(user),
    comment,
  }));
}
