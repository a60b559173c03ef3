import type { Octokit } from '@octokit/rest';
import type { GitHubClient } from './client.js';
import { orRefused, type Refused } from './refused.js';
import { isCommitId } from './visible.js';

/** A merged pull request that brought a commit. */
export interface MergedPull {
  number: number;
  /** Branch that it went into. */
  base: string;
  /** Its last commit. */
  head: string;
  /** The commit that the merge made: of a rebase the last one. */
  mergedAs: string | null;
}

export interface HistoryCommit {
  sha: string;
  /** Id of its root folder. */
  tree: string;
  /** The first two. */
  parents: readonly string[];
  pulls: readonly MergedPull[];
}

export interface HistoryQuery {
  owner: string;
  repo: string;
  /** Whole id of the commit that the line begins with. */
  from: string;
  /** Whole id of a commit whose way to `from` is to be told, too; null for none. */
  head: string | null;
  /** A branch whose tip is to be told. */
  branch: string;
}

/** Requests, each for a hundred commits of the history. */
const MOST_PAGES = 3;

const QUERY = `query ($owner: String!, $repo: String!, $from: GitObjectID!, $head: GitObjectID!, $branch: String!, $after: String, $isFirst: Boolean!, $hasHead: Boolean!) {
  repository(owner: $owner, name: $repo) {
    line: object(oid: $from) { ... on Commit { history(first: 100, after: $after) { ...commits } } }
    head: object(oid: $head) @include(if: $hasHead) { ... on Commit { history(first: 50) { ...commits } } }
    branch: ref(qualifiedName: $branch) @include(if: $isFirst) { target { oid } }
  }
}
fragment commits on CommitHistoryConnection {
  pageInfo { hasNextPage endCursor }
  nodes {
    oid
    tree { oid }
    parents(first: 2) { nodes { oid } }
    associatedPullRequests(first: 5) { nodes { number mergedAt baseRefName headRefOid mergeCommit { oid } } }
  }
}`;

interface RawPull {
  number: number;
  mergedAt: string | null;
  baseRefName: string;
  headRefOid: string;
  mergeCommit: { oid: string } | null;
}

interface RawCommit {
  oid: string;
  tree: { oid: string };
  parents: { nodes: ({ oid: string } | null)[] | null };
  /** null to a token that may not read pull requests. */
  associatedPullRequests: { nodes: (RawPull | null)[] | null } | null;
}

interface RawHistory {
  pageInfo: { hasNextPage: boolean; endCursor: string | null };
  nodes: (RawCommit | null)[] | null;
}

interface RawAnswer {
  repository: {
    line: { history?: RawHistory } | null;
    head?: { history?: RawHistory } | null;
    branch?: { target: { oid: string } | null } | null;
  } | null;
}

/**
 * The line of first parents of a commit, itself first: what a branch was at, merge by merge. Read page by page as it is
 * asked for, with three requests at most, and remembered.
 */
export class FirstParentLine {
  readonly #commits = new Map<string, HistoryCommit>();
  readonly #line: HistoryCommit[] = [];
  #after: string | null = null;
  #hasMore = true;
  #pages = 0;
  #head: HistoryCommit[] = [];
  #tip: string | null = null;
  #lacksPulls = false;
  /** One request at a time: those who wait take what the first one has read. */
  #turn: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly client: GitHubClient,
    private readonly asked: HistoryQuery,
  ) {}

  /** @returns why GitHub does not tell; that may be for want of a permission, or since the server has no GraphQL */
  static async read(client: GitHubClient, asked: HistoryQuery): Promise<FirstParentLine | Refused> {
    const line = new FirstParentLine(client, asked);
    const { what, permission } = line.purpose;
    const read = await orRefused(line.purpose, () => line.at(0));
    if (read !== undefined && 'done' in read) return read;
    if (read !== undefined) return line;
    const fault = {
      code: 'E_GITHUB_API' as const,
      what: `The GitHub API did not let us ${what}: it tells of no such commit`,
      where: asked.from,
      mend: `Give the job the permission \`${permission}\``,
    };
    return { done: 'refused', permission: null, fault };
  }

  /** Whether it was not told which pull requests commits came from, which takes `pull-requests: read`. */
  get lacksPulls(): boolean {
    return this.#lacksPulls;
  }

  /** Newest commits of the head's own line of first parents, down to where this line begins. */
  get head(): readonly HistoryCommit[] {
    const all = new Map(this.#head.map((commit) => [commit.sha, commit]));
    const line: HistoryCommit[] = [];
    for (let next = all.get(this.asked.head ?? ''); next !== undefined && next.sha !== this.asked.from; ) {
      line.push(next);
      next = all.get(next.parents[0] ?? '');
    }
    return line;
  }

  /** Where the branch is now; null when there is none. */
  get tip(): string | null {
    return this.#tip;
  }

  /** @returns undefined behind the last one that is known */
  async at(index: number): Promise<HistoryCommit | undefined> {
    const turn = this.#turn.then(() => this.reach(index));
    this.#turn = turn.catch(() => undefined);
    await turn;
    return this.#line[index];
  }

  /** How many commits of it have been read. */
  get known(): number {
    return this.#line.length;
  }

  /** Whether the line was read to the first commit of all. */
  get isWhole(): boolean {
    return this.#line.at(-1)?.parents.length === 0;
  }

  private async reach(index: number): Promise<void> {
    for (;;) {
      this.extend();
      if (index < this.#line.length || this.isWhole || !this.#hasMore || this.#pages === MOST_PAGES) return;
      await this.readPage();
    }
  }

  private extend(): void {
    for (;;) {
      const last = this.#line.at(-1);
      const next = this.#commits.get(last === undefined ? this.asked.from : (last.parents[0] ?? ''));
      if (next === undefined) return;
      this.#line.push(next);
    }
  }

  private async readPage(): Promise<void> {
    const isFirst = this.#pages === 0;
    const { branch, head, ...asked } = this.asked;
    const facts = { head: head ?? asked.from, hasHead: isFirst && head !== null };
    const variables = { ...asked, ...facts, branch: `refs/heads/${branch}`, after: this.#after, isFirst };
    // A server without GraphQL has several ways to say so.
    const purpose = { ...this.purpose, nullOn: [400, 405, 422, 501] };
    const page = async () => this.client.call(purpose, (octokit) => ask(octokit, variables));
    // The first page is asked for in a way of its own: without it there is no line.
    const answer = isFirst ? await page() : await orRefused(purpose, page);
    const { repository = null } = answer === null || 'done' in answer ? {} : answer;
    const history = repository?.line?.history;
    this.#pages += 1;
    this.#hasMore = history?.pageInfo.hasNextPage === true;
    this.#after = history?.pageInfo.endCursor ?? null;
    for (const commit of this.commitsOf(history)) this.#commits.set(commit.sha, commit);
    if (!isFirst) return;
    this.#head = this.commitsOf(repository?.head?.history);
    this.#tip = repository?.branch?.target?.oid ?? null;
  }

  private commitsOf(history: RawHistory | undefined): HistoryCommit[] {
    const raw = (history?.nodes ?? []).filter((commit) => commit !== null);
    if (raw.some(({ associatedPullRequests }) => associatedPullRequests === null)) this.#lacksPulls = true;
    return raw.map(commitOf);
  }

  private get purpose() {
    const { owner, repo, from } = this.asked;
    return {
      what: `read the history of ${owner}/${repo} from ${from} by GraphQL`,
      permission: 'contents: read',
    };
  }
}

/** What was refused is null in the answer; what of it is there counts. */
async function ask(octokit: Octokit, variables: Record<string, unknown>): Promise<RawAnswer | null> {
  try {
    return await octokit.graphql<RawAnswer>(QUERY, variables);
  } catch (error) {
    if ((error as Error).name !== 'GraphqlResponseError') throw error;
    return (error as { data?: RawAnswer | null }).data ?? null;
  }
}

function commitOf({ oid, tree, parents, associatedPullRequests }: RawCommit): HistoryCommit {
  const pulls = (associatedPullRequests?.nodes ?? []).flatMap((pull): MergedPull[] => {
    if (pull === null || pull.mergedAt === null || !isCommitId(pull.headRefOid)) return [];
    const { number, baseRefName: base, headRefOid: head, mergeCommit } = pull;
    return [{ number, base, head, mergedAs: mergeCommit?.oid ?? null }];
  });
  return {
    sha: oid,
    tree: tree.oid,
    parents: (parents.nodes ?? []).flatMap((parent) => (parent === null ? [] : [parent.oid])),
    pulls,
  };
}
