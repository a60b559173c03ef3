import { isUtf8 } from 'node:buffer';
import type {
  CommitFacts,
  CommitSource,
  Content,
  ContentsSource,
  GitHubState,
  PullRequest,
} from '../state.js';

/** What answers are made of. */
export interface GraphQlWorld {
  state: GitHubState;
  commits: CommitSource;
  contents: ContentsSource;
  login: string;
  sees(repository: string): boolean;
  reads(repository: string, permission: 'contents' | 'pull_requests'): boolean;
}

/** An object of an answer: its type, and its fields. */
export interface Node {
  type: string;
  fields: Record<string, (args: Record<string, unknown>) => unknown>;
}

/** What GitHub says instead of a value; the value is null. */
export class GraphQlError extends Error {
  constructor(
    readonly type: 'NOT_FOUND' | 'FORBIDDEN',
    message: string,
  ) {
    super(message);
  }
}

const FORBIDDEN = 'Resource not accessible by integration';

export function root(world: GraphQlWorld): Node {
  return {
    type: 'Query',
    fields: {
      viewer: () => ({ type: 'User', fields: { login: () => world.login } }),
      repository: ({ owner, name }) => {
        const fullName = `${owner}/${name}`;
        if (!world.state.repositories.has(fullName) || !world.sees(fullName))
          throw new GraphQlError(
            'NOT_FOUND',
            `Could not resolve to a Repository with the name '${fullName}'.`,
          );
        return repository(world, fullName);
      },
    },
  };
}

function repository(world: GraphQlWorld, fullName: string): Node {
  const read = () => {
    if (!world.reads(fullName, 'contents')) throw new GraphQlError('FORBIDDEN', FORBIDDEN);
  };
  return {
    type: 'Repository',
    fields: {
      defaultBranchRef: async () => {
        read();
        const name = world.state.repository(fullName).defaultBranch;
        const [found] = await world.commits.list(fullName, `refs/heads/${name}`, { limit: 1 });
        if (found === undefined) return null;
        return { type: 'Ref', fields: { name: () => name, target: () => commit(world, fullName, found) } };
      },
      object: async ({ oid }) => {
        read();
        const [found] = await world.commits.list(fullName, String(oid), { limit: 1 });
        return found === undefined ? null : commit(world, fullName, found);
      },
      ref: async ({ qualifiedName }) => {
        read();
        const [found] = await world.commits.list(fullName, String(qualifiedName), { limit: 1 });
        if (found === undefined) return null;
        return { type: 'Ref', fields: { target: () => commit(world, fullName, found) } };
      },
    },
  };
}

function commit(world: GraphQlWorld, repository: string, facts: CommitFacts): Node {
  return {
    type: 'Commit',
    fields: {
      oid: () => facts.sha,
      tree: () => ({ type: 'Tree', fields: { oid: () => facts.tree } }),
      parents: ({ first }) => ({
        type: 'CommitConnection',
        fields: {
          nodes: () =>
            facts.parents
              .slice(0, Number(first))
              .map((sha) => ({ type: 'Commit', fields: { oid: () => sha } })),
        },
      }),
      history: ({ first, after }) => history(world, { repository, sha: facts.sha, first, after }),
      file: async ({ path }) => {
        const found = await world.contents.read(repository, facts.sha, String(path));
        return found === undefined ? null : treeEntry(found);
      },
      associatedPullRequests: async ({ first }) => {
        if (!world.reads(repository, 'pull_requests')) throw new GraphQlError('FORBIDDEN', FORBIDDEN);
        const found = await associated(world, repository, facts.sha);
        const nodes = () => found.slice(0, Number(first)).map(pullRequest);
        return { type: 'PullRequestConnection', fields: { nodes } };
      },
    },
  };
}

/** Bytes that are no UTF-8 are shown as what they are guessed to mean, and long texts are cut. */
function treeEntry(content: Content): Node {
  if (content.kind === 'folder')
    return {
      type: 'TreeEntry',
      fields: { mode: () => 0o040000, object: () => ({ type: 'Tree', fields: { oid: () => null } }) },
    };
  const { bytes, sha, isLink = false } = content;
  const text = bytes.subarray(0, LONGEST_TEXT).toString(isUtf8(bytes) ? 'utf8' : 'latin1');
  const blob: Node = {
    type: 'Blob',
    fields: { oid: () => sha, text: () => (bytes.includes(0) ? null : text) },
  };
  return {
    type: 'TreeEntry',
    fields: { mode: () => (isLink ? 0o120000 : 0o100644), object: () => blob },
  };
}

const LONGEST_TEXT = 512 * 1024;

/** In the order of `git log`, by pages whose cursors say the commit that the list began with and how far it has come. */
async function history(
  world: GraphQlWorld,
  { repository, sha, first, after }: { repository: string; sha: string; first: unknown; after: unknown },
): Promise<Node> {
  const size = Number(first);
  if (!(size >= 1 && size <= 100)) throw new Error(`history of ${first} commits: GitHub gives 1 to 100`);
  const from = typeof after === 'string' ? Number(after.split(' ')[1]) + 1 : 0;
  const all = await world.commits.list(repository, sha, { limit: from + size + 1 });
  const page = all.slice(from, from + size);
  const pageInfo: Node = {
    type: 'PageInfo',
    fields: {
      hasNextPage: () => all.length > from + size,
      endCursor: () => (page.length === 0 ? null : `${sha} ${from + page.length - 1}`),
    },
  };
  const nodes = () => page.map((facts) => commit(world, repository, facts));
  return { type: 'CommitHistoryConnection', fields: { pageInfo: () => pageInfo, nodes } };
}

/** Commits of the default branch and of the heads of pull requests, asked for once in a request. */
interface Known {
  onDefault: ReadonlySet<string>;
  byPull: { pull: PullRequest; commits: ReadonlySet<string> }[];
}

const known = new WeakMap<GraphQlWorld, Promise<Known>>();

async function readKnown({ state, commits }: GraphQlWorld, repository: string): Promise<Known> {
  const branch = `refs/heads/${state.repository(repository).defaultBranch}`;
  const shas = (list: readonly CommitFacts[]) => list.map(({ sha }) => sha);
  const byPull: Known['byPull'] = [];
  for (const pull of state.pulls.filter((one) => one.repository === repository)) {
    const made = pull.mergedAt === undefined ? [] : (pull.mergedCommits ?? []);
    const ofHead = shas(await commits.list(repository, pull.head.sha, { without: pull.base.sha }));
    byPull.push({ pull, commits: new Set([...made, ...ofHead]) });
  }
  return { onDefault: new Set(shas(await commits.list(repository, branch))), byPull };
}

/** The merged pull request that brought a commit; of one that is not on the default branch the open ones with it, too. */
async function associated(world: GraphQlWorld, repository: string, sha: string): Promise<PullRequest[]> {
  const reading = known.get(world) ?? readKnown(world, repository);
  known.set(world, reading);
  const { onDefault, byPull } = await reading;
  return byPull
    .filter(({ pull, commits }) => {
      const isOpen = pull.state === 'open' && !onDefault.has(sha);
      return commits.has(sha) && (pull.mergedAt !== undefined || isOpen);
    })
    .map(({ pull }) => pull);
}

function pullRequest(pull: PullRequest): Node {
  const merged = pull.mergedAt !== undefined ? pull.mergeCommitSha : null;
  return {
    type: 'PullRequest',
    fields: {
      number: () => pull.number,
      mergedAt: () => pull.mergedAt ?? null,
      baseRefName: () => pull.base.ref,
      headRefOid: () => pull.head.sha,
      mergeCommit: () => (merged === null ? null : { type: 'Commit', fields: { oid: () => merged } }),
    },
  };
}
