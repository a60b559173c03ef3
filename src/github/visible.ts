import type { GitHubClient, Purpose } from './client.js';

/**
 * GitHub says 404 to a token without access as well, and then a thing may well be there. Called after such an answer.
 * @throws UserError E_GITHUB_API when the token does not see the repository
 */
export async function assertVisible(
  client: GitHubClient,
  purpose: Purpose,
  { owner, repo }: { owner: string; repo: string },
): Promise<void> {
  await client.call({ ...purpose, nullOn: [] }, ({ rest }) => rest.repos.get({ owner, repo }));
}

/** Whether the text is the whole name of a commit. A branch or an expression in its place would be resolved by GitHub. */
export function isCommitId(text: string): boolean {
  return /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text);
}
