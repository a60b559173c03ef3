import type { GitHubClient } from './client.js';
import { isApiAnswer } from './faults.js';
import { assertVisible, isCommitId } from './visible.js';

export interface CommitRange {
  owner: string;
  repo: string;
  /** Whole commit ids; they may come from records, so anything else is unknown. */
  base: string;
  head: string;
}

export interface Comparison {
  /** The best commit that both descend from; null when they share no history. */
  mergeBase: string | null;
  /** Commits of the head that the base lacks; null when they share no history. */
  ahead: number | null;
  behind: number | null;
}

const UNRELATED: Comparison = { mergeBase: null, ahead: null, behind: null };

/**
 * How two commits lie to each other; null when the repository does not have one of them.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function compareCommits(client: GitHubClient, range: CommitRange): Promise<Comparison | null> {
  const { owner, repo, base, head } = range;
  if (!isCommitId(base) || !isCommitId(head)) return null;
  const purpose = {
    what: `compare ${base} with ${head} in ${owner}/${repo}`,
    permission: 'contents: read',
    nullOn: [404],
  };
  const found = await client.call(purpose, async ({ rest }): Promise<Comparison> => {
    try {
      const basehead = `${base}...${head}`;
      // The commits in between are not wanted.
      const { data } = await rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 });
      return { mergeBase: data.merge_base_commit.sha, ahead: data.ahead_by, behind: data.behind_by };
    } catch (error) {
      if (isApiAnswer(error) && error.status === 404 && /no common ancestor/i.test(error.message)) {
        return UNRELATED;
      }
      throw error;
    }
  });
  if (found === null) await assertVisible(client, purpose, range);
  return found;
}

/** Whether one commit is the other or comes before it; null when the repository does not have one of them. */
export async function isAncestor(
  client: GitHubClient,
  commits: { owner: string; repo: string; ancestor: string; descendant: string },
): Promise<boolean | null> {
  const { owner, repo, ancestor, descendant } = commits;
  const found = await compareCommits(client, { owner, repo, base: ancestor, head: descendant });
  return found === null ? null : found.mergeBase === ancestor;
}
