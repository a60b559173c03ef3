import { UserError } from '../core/errors.js';
import type { GitHubClient } from './client.js';
import { ownLogin } from './own-login.js';
import { type ReviewIssue, toIssue } from './review-issue.js';

export interface IssueSearch {
  owner: string;
  repo: string;
  /** Name of the label that it has. */
  label: string;
  /** What its text begins with. */
  marker: string;
}

/**
 * The issue that this token's account opened with a marker, open or closed; of several the oldest; null when there is none. One
 * that anybody else opened does not count, whatever it says.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function findIssue(client: GitHubClient, search: IssueSearch): Promise<ReviewIssue | null> {
  const { owner, repo, label, marker } = search;
  const what = `list the issues of ${owner}/${repo} with the label ${label}`;
  const creator = await ownLogin(client);
  if (creator === null) {
    throw new UserError({
      code: 'E_GITHUB_API',
      what: `The GitHub API did not let us ${what}: it does not say who the token acts as`,
      mend: 'Pass the token of the job (github.token), or that of an App or a person',
    });
  }
  // 410: of a repository without issues.
  const purpose = { what, permission: 'issues: read', nullOn: [410] };
  const all = await client.call(purpose, (octokit) =>
    octokit.paginate(octokit.rest.issues.listForRepo, {
      owner,
      repo,
      labels: label,
      creator,
      state: 'all',
      sort: 'created',
      direction: 'asc',
      per_page: 100,
    }),
  );
  const found = (all ?? []).find(
    (one) =>
      one.pull_request === undefined && one.user?.login === creator && one.body?.startsWith(marker) === true,
  );
  return found === undefined ? null : toIssue(found);
}
