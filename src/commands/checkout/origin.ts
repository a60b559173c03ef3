import type { Ci } from '../../collect/ci/ci.js';
import type { OtherCommit } from '../../collect/git/git.js';
import type { GitHubClient } from '../../github/client.js';
import { isOnBranch, readRepository } from '../../github/commits.js';
import { listOpenPullsAt, listPullsOfCommit, type PullSummary, readPull } from '../../github/pulls.js';
import { orRefused, type Refused } from '../../github/refused.js';

const DEPENDABOT = 'dependabot[bot]';

/** Where a commit comes from that the job's event does not answer for. */
export interface Origin {
  /** The pull request that it belongs to, or that the job is about; if any. */
  pull: PullSummary | null;
  /** Whether GitHub says that the commit is of that pull request. */
  is_of_pull: boolean;
  /** The commit that was pushed: of a test merge the pull request's head. */
  commit: string;
  /** The test merge, where that is checked out. */
  merge_commit: string | null;
  trust: 'trusted' | 'claimed' | 'fork';
  /** Whether it is on a branch or tag of the repository that it was checked out from. */
  on_branch: boolean;
  /** Why nobody vouches for it, the end of a sentence; null unless `claimed`. */
  why: string | null;
}

export interface Asked {
  ci: Ci;
  /** Null where there is no GitHub to ask. */
  github: (() => Promise<GitHubClient>) | null;
}

interface Search {
  client: GitHubClient;
  owner: string;
  repo: string;
  other: OtherCommit;
}

type Head = Pick<Origin, 'pull' | 'is_of_pull' | 'commit' | 'merge_commit'>;
type Place = Pick<Origin, 'on_branch'> & { isFork: boolean };

/**
 * Asks GitHub for a commit in the work tree that is another one than the event's: which pull request it is of, and whether people who may
 * write to the repository have put it there. No answer is one too: then nobody vouches for it.
 */
export async function originOf(other: OtherCommit, { ci, github }: Asked): Promise<Origin> {
  const unknown: Head = { pull: null, is_of_pull: false, commit: other.commit, merge_commit: null };
  const [owner = '', repo = ''] = ci.code?.repository?.split('/') ?? [];
  if (github === null || repo === '') {
    return {
      ...unknown,
      trust: 'claimed',
      on_branch: false,
      why: 'nobody was asked: there is no access to GitHub',
    };
  }
  const search: Search = { client: await github(), owner, repo, other };
  const [head, place] = await Promise.all([ask(() => headOf(search, ci)), ask(() => placeOf(search, ci))]);
  const refused = [head, place].find((one) => 'done' in one);
  const found = 'done' in head ? unknown : head;
  const { on_branch, isFork } = 'done' in place ? { on_branch: false, isFork: false } : place;
  // A merge that is on a branch was made by somebody to stay: it is no test.
  const kept = on_branch && found.merge_commit !== null ? unknown : found;
  const trust = trustOf(kept, { on_branch, isFork });
  const why =
    refused === undefined ? 'GitHub knows it as no branch, tag or pull request' : refused.fault.what;
  return { ...kept, on_branch, trust, why: trust === 'claimed' ? why : null };
}

function ask<T extends object>(work: () => Promise<T>): Promise<T | Refused> {
  return orRefused({ what: 'look the commit up', permission: 'pull-requests: read' }, work);
}

function trustOf({ pull, is_of_pull }: Head, { on_branch, isFork }: Place): Origin['trust'] {
  // Its branch is the repository's own, and still nobody who may write has looked at it.
  if (is_of_pull && pull?.state === 'open' && pull.author === DEPENDABOT) return 'fork';
  if (on_branch) return 'trusted';
  if (isFork || pull?.isFork === true) return 'fork';
  return is_of_pull ? 'trusted' : 'claimed';
}

async function headOf({ client, owner, repo, other }: Search, ci: Ci): Promise<Head> {
  const { commit, parents } = other;
  const [, merged] = parents.length === 2 ? parents : [];
  const number = ci.trigger?.commented_pull ?? null;
  const commented = number === null ? null : await readPull(client, { owner, repo, number });
  // Those that are merged are history: what is trained on lies on their base branch by now.
  const listed = (await listPullsOfCommit(client, { owner, repo, sha: commit })).filter(isOpen);
  const pulls = [...(commented === null ? [] : [commented]), ...listed];
  const heads = merged === undefined ? [commit] : [commit, merged];
  const of = (sha: string | undefined) => (pull: PullSummary) => pull.head.sha === sha;
  if (!pulls.some(of(commit))) pulls.push(...(await listOpenPullsAt(client, { owner, repo, heads })));
  const own = pulls.find(of(commit));
  if (own !== undefined) return { pull: own, is_of_pull: true, commit, merge_commit: null };
  const tested = pulls.find((pull) => isOpen(pull) && of(merged)(pull));
  if (tested !== undefined) {
    return { pull: tested, is_of_pull: true, commit: tested.head.sha, merge_commit: commit };
  }
  // What its head was before: GitHub still lists it for a branch of the repository, and of a fork nobody can tell.
  const [earlier] = listed;
  return { pull: earlier ?? commented, is_of_pull: earlier !== undefined, commit, merge_commit: null };
}

function isOpen({ state }: PullSummary): boolean {
  return state === 'open';
}

async function placeOf({ client, owner, repo, other }: Search, ci: Ci): Promise<Place> {
  const { commit: sha, names } = other;
  const home = `${owner}/${repo}`.toLowerCase();
  const from = other.repository?.toLowerCase() ?? home;
  if (from === home) {
    const own = ci.code?.commit ?? null;
    return { on_branch: await isOnBranch(client, { owner, repo, sha }, { names, own }), isFork: false };
  }
  const [, theirOwner, theirRepo] = /^([\w.-]+)\/([\w.-]+)$/.exec(other.repository ?? '') ?? [];
  if (theirOwner === undefined || theirRepo === undefined) return { on_branch: false, isFork: false };
  const theirs = { owner: theirOwner, repo: theirRepo };
  const facts = await readRepository(client, theirs);
  if (facts === null) return { on_branch: false, isFork: false };
  if (facts.forkOf.some((name) => name.toLowerCase() === home)) return { on_branch: false, isFork: true };
  const all = [facts.defaultBranch, ...names];
  return {
    on_branch: await isOnBranch(client, { ...theirs, sha }, { names: all, own: null }),
    isFork: false,
  };
}
