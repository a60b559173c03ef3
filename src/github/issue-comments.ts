import { type Account, numberOf, toAccount } from './accounts.js';
import { assertFits } from './bodies.js';
import type { GitHubClient } from './client.js';
import { issueNumber } from './issue-place.js';
import { orRefused, type Refused } from './refused.js';
import type { Gone, IssueId } from './review-issue.js';
import { assertVisible } from './visible.js';

/** What somebody wrote under an issue or a pull request. */
export interface IssueComment {
  id: string;
  /** Number of the issue or pull request. */
  issue: number;
  /** Who wrote it first. Whoever may write in the repository can change it since. */
  author: Account | null;
  body: string;
  /** RFC 3339, to the second: a change within the first second does not show. */
  createdAt: string;
  updatedAt: string;
  url: string;
}

/**
 * A comment as it is now; null when there is none of that id, or it was deleted.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readComment(
  client: GitHubClient,
  { owner, repo, id }: { owner: string; repo: string; id: string },
): Promise<IssueComment | null> {
  const comment_id = numberOf(id);
  if (comment_id === null) return null;
  const purpose = { what: `read comment ${id} of ${owner}/${repo}`, permission: 'issues: read' };
  const answer = await client.call({ ...purpose, nullOn: [404, 410] }, ({ rest }) =>
    rest.issues.getComment({ owner, repo, comment_id }),
  );
  if (answer === null) {
    await assertVisible(client, purpose, { owner, repo });
    return null;
  }
  const { data } = answer;
  return {
    id: String(data.id),
    issue: issueNumber(data.issue_url, { owner, repo }),
    author: toAccount(data.user),
    body: data.body ?? '',
    createdAt: data.created_at,
    updatedAt: data.updated_at,
    url: data.html_url,
  };
}

/** Writes a comment under an issue. */
export function commentOn(
  client: GitHubClient,
  { owner, repo, number }: IssueId,
  body: string,
): Promise<{ done: 'commented'; id: string; url: string } | Gone | Refused> {
  const purpose = { what: `comment on issue ${number} of ${owner}/${repo}`, permission: 'issues: write' };
  return orRefused(purpose, async () => {
    assertFits(body, `The comment on issue ${number}`);
    const answer = await client.call({ ...purpose, nullOn: [410] }, ({ rest }) =>
      rest.issues.createComment({ owner, repo, issue_number: number, body }),
    );
    if (answer === null) return { done: 'gone' };
    return { done: 'commented', id: String(answer.data.id), url: answer.data.html_url };
  });
}
