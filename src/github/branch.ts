import type { GitHubClient } from './client.js';
import { isAncestor } from './compare.js';
import { isCommitId } from './visible.js';

/**
 * Whether a branch has a commit in its history; null when there is no such branch, or none that the token sees.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function isInBranch(
  client: GitHubClient,
  commit: { owner: string; repo: string; branch: string; sha: string },
): Promise<boolean | null> {
  const { owner, repo, branch, sha } = commit;
  const purpose = {
    what: `read the branch ${branch} of ${owner}/${repo}`,
    permission: 'contents: read',
    nullOn: [404, 409],
  };
  const ref = `heads/${branch}`;
  const answer = await client.call(purpose, ({ rest }) => rest.git.getRef({ owner, repo, ref }));
  // What is no API may answer with anything.
  const tip: unknown = answer?.data?.object?.sha;
  if (typeof tip !== 'string' || !isCommitId(tip)) return null;
  return tip === sha || (await isAncestor(client, { owner, repo, ancestor: sha, descendant: tip })) === true;
}
