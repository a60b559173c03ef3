import { UserError } from '../core/errors.js';
import type { GitHubClient } from './client.js';
import { isAncestor } from './compare.js';
import { isCommitId } from './visible.js';

export interface CommitId {
  owner: string;
  repo: string;
  /** Whole commit id. */
  sha: string;
}

export interface RepositoryFacts {
  defaultBranch: string;
  /** `owner/name` of those that it is a fork of, directly or in the end. */
  forkOf: readonly string[];
}

/** Names are claims of a work tree; each costs a request. */
const MOST_NAMES = 5;

/**
 * A repository; null when there is none, or none that the token sees.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readRepository(
  client: GitHubClient,
  { owner, repo }: { owner: string; repo: string },
): Promise<RepositoryFacts | null> {
  const purpose = { what: `read the repository ${owner}/${repo}`, permission: 'metadata: read' };
  const answer = await client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
    rest.repos.get({ owner, repo }),
  );
  if (answer === null) return null;
  const { default_branch, parent, source } = answer.data;
  const forkOf = [parent, source].flatMap((one) => (one == null ? [] : [one.full_name]));
  return { defaultBranch: default_branch, forkOf };
}

/**
 * Name of a repository's default branch.
 * @throws UserError E_GITHUB_API when it cannot be told
 */
export async function defaultBranch(
  client: GitHubClient,
  { owner, repo }: { owner: string; repo: string },
): Promise<string> {
  const what = `read the default branch of ${owner}/${repo}`;
  const purpose = { what, permission: 'metadata: read' };
  const answer = await client.call(purpose, ({ rest }) => rest.repos.get({ owner, repo }));
  // What is no API may answer with anything.
  const name: unknown = answer?.data?.default_branch;
  if (typeof name === 'string' && name !== '') return name;
  throw new UserError({
    code: 'E_GITHUB_API',
    what: `The GitHub API did not let us ${what}: its answer names none`,
    mend: 'Check that GITHUB_API_URL is the address of the API, and run the job again',
  });
}

/**
 * The day and time that a commit says it was made at, RFC 3339: its author's word. null when there is no such commit.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function commitDate(
  client: GitHubClient,
  { owner, repo, sha }: CommitId,
): Promise<string | null> {
  const purpose = { what: `read the commit ${sha} of ${owner}/${repo}`, permission: 'contents: read' };
  const answer = await client.call({ ...purpose, nullOn: [404, 409] }, ({ rest }) =>
    rest.git.getCommit({ owner, repo, commit_sha: sha }),
  );
  return answer?.data.committer.date ?? null;
}

/**
 * Whether a commit is on a branch or tag of the repository itself: at the tip of a branch, or at or before what one of the names stands for.
 * GitHub keeps the commits of all forks together, so that knowing a commit does not tell.
 * @param names of branches and tags, or commits that are known to be the repository's own
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function isOnBranch(
  client: GitHubClient,
  commit: CommitId,
  { names, own }: { names: readonly string[]; own: string | null },
): Promise<boolean> {
  const { owner, repo, sha } = commit;
  if (!isCommitId(sha)) return false;
  if (own !== null && (await isAncestor(client, { owner, repo, ancestor: sha, descendant: own })) === true) {
    return true;
  }
  const purpose = {
    what: `list the branches of ${owner}/${repo} at ${sha}`,
    permission: 'contents: read',
    nullOn: [404, 409, 422],
  };
  const tips = await client.call(purpose, ({ rest }) =>
    rest.repos.listBranchesForHeadCommit({ owner, repo, commit_sha: sha }),
  );
  if ((tips?.data.length ?? 0) > 0) return true;
  for (const name of names.filter(isName).slice(0, MOST_NAMES)) {
    if (await isBehind(client, commit, name)) return true;
  }
  return false;
}

/** A name that reads as a commit, or as another repository's branch (`owner:branch`), would ask another question. */
function isName(name: string): boolean {
  return !/^[0-9a-f]{4,64}$/i.test(name) && !/[:~^\s]|\.\./.test(name);
}

async function isBehind(
  client: GitHubClient,
  { owner, repo, sha }: CommitId,
  name: string,
): Promise<boolean> {
  const purpose = {
    what: `compare ${sha} with ${name} in ${owner}/${repo}`,
    permission: 'contents: read',
    nullOn: [404, 422],
  };
  const answer = await client.call(purpose, ({ rest }) =>
    rest.repos.compareCommitsWithBasehead({ owner, repo, basehead: `${sha}...${name}`, per_page: 1 }),
  );
  return answer?.data.merge_base_commit.sha === sha;
}
