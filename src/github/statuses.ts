import type { GitHubClient } from './client.js';
import { orRefused, type Refused } from './refused.js';

export interface CommitStatus {
  owner: string;
  repo: string;
  /** The head commit of a pull request or of a merge queue's group; never a test merge commit. */
  sha: string;
  state: 'error' | 'failure' | 'pending' | 'success';
  /** What a branch rule names, such as `lineage-gate`. */
  context: string;
  /** Shortened to what GitHub takes. */
  description: string;
  /** Where more is said. */
  targetUrl?: string;
}

export interface StatusDone {
  done: 'set';
  /** As it was sent. */
  description: string;
}

const LONGEST_DESCRIPTION = 140;

/** Sets the status of a commit. The latest of a context counts, so setting one again is no harm. */
export function setStatus(client: GitHubClient, status: CommitStatus): Promise<StatusDone | Refused> {
  const { owner, repo, sha, state, context, targetUrl } = status;
  const description = shortened(status.description, LONGEST_DESCRIPTION);
  const purpose = {
    what: `set the status ${context} of commit ${sha} in ${owner}/${repo}`,
    permission: 'statuses: write',
  };
  return orRefused(purpose, async () => {
    await client.call(purpose, ({ rest }) =>
      rest.repos.createCommitStatus({ owner, repo, sha, state, context, description, target_url: targetUrl }),
    );
    return { done: 'set', description };
  });
}

/**
 * One line of at most `limit` code points, cut between words where that leaves most of it, and never inside what is one
 * sign to a reader.
 */
export function shortened(text: string, limit: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  if (codePoints(line) <= limit) return line;
  let kept = '';
  let left = limit - 1;
  for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(line)) {
    left -= codePoints(segment);
    if (left < 0) break;
    kept += segment;
  }
  const isWhole = line[kept.length] === ' ';
  const space = isWhole ? kept.length : kept.lastIndexOf(' ');
  return `${(space > kept.length / 2 ? kept.slice(0, space) : kept).trimEnd()}…`;
}

function codePoints(text: string): number {
  return [...text].length;
}
