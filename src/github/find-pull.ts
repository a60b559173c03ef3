import type { GitHubClient } from './client.js';
import { listPullsOfBranch, listPullsOfCommit, type PullSummary, readPull } from './pulls.js';

/** What is known of the head of a finished workflow run. */
export interface RunHead {
  owner: string;
  repo: string;
  headSha: string;
  headBranch: string | null;
  /** `owner/name`; null when a fork has been deleted since. */
  headRepository: string | null;
  /** Numbers that somebody claims: the run's own list, or evidence. Each is checked. */
  claimed?: readonly number[];
}

/** Claims are foreign text; without this they could use up the token's requests. */
const MOST_CLAIMS = 10;

/**
 * The pull requests into this repository whose head is exactly that commit of that repository, open ones first, then by
 * number. Several are normal: one head can go into several branches. None when the head has moved on since.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function findPullsOfRun(client: GitHubClient, run: RunHead): Promise<PullSummary[]> {
  const { owner, repo, headSha, headBranch, headRepository, claimed = [] } = run;
  if (headRepository === null) return [];
  const found = new Map<number, PullSummary>();
  const keep = (pulls: readonly (PullSummary | null)[]) => {
    for (const pull of pulls) {
      if (pull?.head.sha === headSha && pull.head.repository === headRepository) found.set(pull.number, pull);
    }
  };
  const isNumber = (number: number) => Number.isSafeInteger(number) && number > 0;
  for (const number of new Set(claimed.filter(isNumber).slice(0, MOST_CLAIMS))) {
    keep([await readPull(client, { owner, repo, number })]);
  }
  // By the commit GitHub finds no pull request of a fork, by the branch it does.
  const [headOwner = ''] = headRepository.split('/');
  if (headBranch !== null) keep(await listPullsOfBranch(client, { owner, repo, headOwner, headBranch }));
  if (found.size === 0) keep(await listPullsOfCommit(client, { owner, repo, sha: headSha }));
  return [...found.values()].sort((a, b) => rank(a) - rank(b) || a.number - b.number);
}

export interface QueueRef {
  /** The branch that the queue merges into. */
  base: string;
  number: number;
  /** Of the commit that the group is built on. */
  sha: string;
}

/** Reads the ref of a merge queue's group, with or without `refs/heads/`; null when it is none. */
export function parseQueueRef(ref: string): QueueRef | null {
  const match = /^(?:refs\/heads\/)?gh-readonly-queue\/(.+)\/pr-(\d{1,15})-([0-9a-f]{40,64})$/.exec(ref);
  const [, base, number, sha] = match ?? [];
  if (base === undefined || number === undefined || sha === undefined) return null;
  return { base, number: Number(number), sha };
}

/**
 * The pull request that a merge queue's group was made for: what its ref says, if there is such an open pull request into that
 * branch. null otherwise. Groups hold one each; one that is built on another's names its own only.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function findPullOfQueue(
  client: GitHubClient,
  group: { owner: string; repo: string; headRef: string },
): Promise<PullSummary | null> {
  const { owner, repo, headRef } = group;
  const ref = parseQueueRef(headRef);
  if (ref === null) return null;
  const pull = await readPull(client, { owner, repo, number: ref.number });
  return pull?.base.ref === ref.base && pull.state === 'open' ? pull : null;
}

function rank(pull: PullSummary): number {
  if (pull.state === 'open') return 0;
  return pull.isMerged ? 1 : 2;
}
