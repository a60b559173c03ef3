import { UserError } from '../core/errors.js';

/**
 * The number at the end of an issue's address in the API. GitHub follows an issue that was moved to another repository without
 * a word, and its comments are not those of people here.
 * @throws UserError E_GITHUB_API when the issue is in another repository
 */
export function issueNumber(apiAddress: string, { owner, repo }: { owner: string; repo: string }): number {
  const [, there = '', number] = /\/repos\/([^/]+\/[^/]+)\/issues\/(\d+)$/.exec(apiAddress) ?? [];
  if (there.toLowerCase() === `${owner}/${repo}`.toLowerCase()) return Number(number);
  throw new UserError({
    code: 'E_GITHUB_API',
    what: `The GitHub API did not let us read an issue of ${owner}/${repo}: it is in another repository now`,
    where: apiAddress,
    mend: 'Move the issue back, or ask again; of a repository that was renamed use the present name',
  });
}
