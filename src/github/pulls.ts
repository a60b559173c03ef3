import type { GitHubClient, Purpose } from './client.js';
import { assertVisible, isCommitId } from './visible.js';

export interface PullId {
  owner: string;
  repo: string;
  number: number;
}

/** What lists of pull requests say of one. */
export interface PullSummary {
  number: number;
  state: 'open' | 'closed';
  isMerged: boolean;
  isDraft: boolean;
  /** Login; null when the account was deleted. */
  author: string | null;
  url: string;
  head: {
    sha: string;
    ref: string;
    /** `owner/name`; null when a fork has been deleted since. */
    repository: string | null;
  };
  base: { sha: string; ref: string; repository: string };
  /** Whether the head is in another repository. A deleted one counts as such. */
  isFork: boolean;
}

export interface Pull extends PullSummary {
  /** null while GitHub works it out. */
  isMergeable: boolean | null;
  /** GitHub's own word: `clean`, `dirty`, `blocked`, `behind`, `unstable`, `unknown`, …. */
  mergeState: string;
  /** How many files it changes. */
  changedFiles: number;
}

export interface ChangedFile {
  /** Relative to the repository, with forward slashes. */
  path: string;
  /** Where it was before it was renamed. */
  previousPath: string | null;
  status: string;
}

export interface ChangedFiles {
  files: ChangedFile[];
  /**
   * Whether these are all files of the head that was asked about. Not so above 3,000, where GitHub stops, and when the head
   * moved meanwhile: then anything may have changed.
   */
  isComplete: boolean;
}

/** What the answers of GitHub hold, as far as it is read. Deleted forks and users are null, whatever the description says. */
interface RawPull {
  number: number;
  state: string;
  merged_at: string | null;
  draft?: boolean;
  user: { login: string } | null;
  html_url: string;
  head: { sha: string; ref: string; repo: { id: number; full_name: string } | null };
  base: { sha: string; ref: string; repo: { id: number; full_name: string } };
}

/**
 * A pull request; null when the repository has none of that number.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readPull(client: GitHubClient, pull: PullId): Promise<Pull | null> {
  const { owner, repo, number } = pull;
  const purpose = toRead(`read pull request ${number} of ${owner}/${repo}`);
  const answer = await client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
    rest.pulls.get({ owner, repo, pull_number: number }),
  );
  if (answer === null) {
    await assertVisible(client, purpose, pull);
    return null;
  }
  const { data } = answer;
  return {
    ...summary(data),
    isMergeable: data.mergeable,
    mergeState: data.mergeable_state,
    changedFiles: data.changed_files,
  };
}

/**
 * The files that a pull request changes.
 * @throws UserError E_GITHUB_API when they cannot be read
 */
export async function listChangedFiles(
  client: GitHubClient,
  pull: PullId & { headSha: string },
): Promise<ChangedFiles> {
  const { owner, repo, number } = pull;
  const purpose = toRead(`list the files of pull request ${number} of ${owner}/${repo}`);
  const raw = await client.call(purpose, (octokit) =>
    octokit.paginate(octokit.rest.pulls.listFiles, { owner, repo, pull_number: number, per_page: 100 }),
  );
  const files = (raw ?? []).map((file) => ({
    path: file.filename,
    previousPath: file.previous_filename ?? null,
    status: file.status,
  }));
  // Read after the files: a push in between would have us judge one commit by the files of another.
  const after = await readPull(client, pull);
  const isComplete = after?.head.sha === pull.headSha && after.changedFiles === files.length;
  return { files, isComplete };
}

/**
 * Pull requests that GitHub connects with a commit: on the default branch the merged one, elsewhere those with it in their
 * head. None for a commit that only a fork has, and none for an unknown one.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function listPullsOfCommit(
  client: GitHubClient,
  commit: { owner: string; repo: string; sha: string },
): Promise<PullSummary[]> {
  const { owner, repo, sha } = commit;
  if (!isCommitId(sha)) return [];
  const purpose = toRead(`list the pull requests of commit ${sha} in ${owner}/${repo}`);
  const raw = await client.call({ ...purpose, nullOn: [404, 409, 422] }, (octokit) =>
    octokit.paginate(octokit.rest.repos.listPullRequestsAssociatedWithCommit, {
      owner,
      repo,
      commit_sha: sha,
      per_page: 100,
    }),
  );
  if (raw === null) await assertVisible(client, purpose, commit);
  return (raw ?? []).map(summary);
}

/**
 * Pull requests, open or not, whose head is this branch of this repository.
 * @throws UserError E_GITHUB_API when they cannot be read
 */
export async function listPullsOfBranch(
  client: GitHubClient,
  at: { owner: string; repo: string; headOwner: string; headBranch: string },
): Promise<PullSummary[]> {
  const { owner, repo, headOwner, headBranch } = at;
  const purpose = toRead(`list the pull requests of ${owner}/${repo}`);
  const raw = await client.call(purpose, (octokit) =>
    octokit.paginate(octokit.rest.pulls.list, {
      owner,
      repo,
      state: 'all',
      head: `${headOwner}:${headBranch}`,
      per_page: 100,
    }),
  );
  return (raw ?? []).map(summary);
}

/** Pages of a hundred, newest first. */
const MOST_PAGES = 10;

/**
 * Open pull requests with one of these commits as their head, those of forks too, which GitHub does not find by the commit.
 * Only the newest thousand are looked at.
 * @throws UserError E_GITHUB_API when they cannot be read
 */
export async function listOpenPullsAt(
  client: GitHubClient,
  at: { owner: string; repo: string; heads: readonly string[] },
): Promise<PullSummary[]> {
  const { owner, repo, heads } = at;
  const purpose = toRead(`list the open pull requests of ${owner}/${repo}`);
  const found = await client.call(purpose, async ({ paginate, rest }) => {
    const pulls: PullSummary[] = [];
    let pages = 0;
    for await (const { data } of paginate.iterator(rest.pulls.list, {
      owner,
      repo,
      state: 'open',
      per_page: 100,
    })) {
      pulls.push(...data.map(summary).filter(({ head }) => heads.includes(head.sha)));
      pages += 1;
      if (pulls.length > 0 || pages === MOST_PAGES) break;
    }
    return pulls;
  });
  return found ?? [];
}

function toRead(what: string): Purpose {
  return { what, permission: 'pull-requests: read' };
}

function summary(raw: RawPull): PullSummary {
  const { head, base } = raw;
  return {
    number: raw.number,
    state: raw.state === 'open' ? 'open' : 'closed',
    isMerged: raw.merged_at !== null,
    isDraft: raw.draft === true,
    author: raw.user?.login ?? null,
    url: raw.html_url,
    head: { sha: head.sha, ref: head.ref, repository: head.repo?.full_name ?? null },
    base: { sha: base.sha, ref: base.ref, repository: base.repo.full_name },
    isFork: head.repo?.id !== base.repo.id,
  };
}
