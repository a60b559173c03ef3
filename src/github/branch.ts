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
  const tip = await refTip(client, { owner, repo, ref: `refs/heads/${branch}` });
  if (tip === null) return null;
  return tip === sha || (await isAncestor(client, { owner, repo, ancestor: sha, descendant: tip })) === true;
}

/**
 * The commit that a branch or a tag is at; null when there is no such ref, or none that the token sees.
 * @param at `ref`: in full
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function refTip(
  client: GitHubClient,
  { owner, repo, ref }: { owner: string; repo: string; ref: string },
): Promise<string | null> {
  const isBranch = ref.startsWith('refs/heads/');
  const purpose = {
    what: `read the ${isBranch ? 'branch' : 'ref'} ${isBranch ? ref.slice('refs/heads/'.length) : ref} of ${owner}/${repo}`,
    permission: 'contents: read',
    nullOn: [404, 409],
  };
  const short = ref.replace(/^refs\//, '');
  const answer = await client.call(purpose, ({ rest }) => rest.git.getRef({ owner, repo, ref: short }));
  // What is no API may answer with anything.
  const tip: unknown = answer?.data?.object?.sha;
  return typeof tip === 'string' && isCommitId(tip) ? tip : null;
}
