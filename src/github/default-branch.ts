import { createHash } from 'node:crypto';
import type { Octokit } from '@octokit/rest';
import type { GitHubClient } from './client.js';
import { defaultBranch } from './commits.js';
import { readFileAtRef } from './contents.js';
import { orRefused } from './refused.js';
import { isCommitId } from './visible.js';

export interface FileOfRepository {
  owner: string;
  repo: string;
  /** Forward slashes, relative to the repository. */
  path: string;
}

export interface DefaultBranch {
  name: string;
  /** Its newest commit; null where that was not told. */
  tip: string | null;
  /** Text of the file in that commit; null when there is none. */
  text: string | null;
}

const QUERY = `query ($owner: String!, $repo: String!, $path: String!) {
  repository(owner: $owner, name: $repo) {
    defaultBranchRef { name target { oid ... on Commit { file(path: $path) { mode object { oid ... on Blob { text } } } } } }
  }
}`;

/** All of it is for GitHub to say, and nothing is believed that does not fit. */
interface RawAnswer {
  repository?: {
    defaultBranchRef?: {
      name?: unknown;
      target?: { oid?: unknown; file?: { mode?: unknown; object?: { oid?: unknown; text?: unknown } } };
    };
  };
}

/** As git writes them: a link has another one, and GitHub would follow it. */
const PLAIN_FILES: readonly unknown[] = [0o100644, 0o100755];

/**
 * The default branch of a repository, and a file of its newest commit: with one request, or where the server's GraphQL does not tell, with
 * those that tell it for certain.
 * @throws UserError as {@link defaultBranch} and {@link readFileAtRef}
 */
export async function readDefaultBranch(
  client: GitHubClient,
  file: FileOfRepository,
): Promise<DefaultBranch> {
  const told = await ask(client, file);
  const name = told?.name ?? (await defaultBranch(client, file));
  // That there is no such file is believed only of who says as well that the token may read it.
  const text = told?.text ?? (await readFileAtRef(client, { ...file, ref: `refs/heads/${name}` }));
  return { name, tip: told?.tip ?? null, text };
}

/** @returns null where it is not told */
async function ask(client: GitHubClient, file: FileOfRepository): Promise<DefaultBranch | null> {
  const { owner, repo, path } = file;
  const purpose = {
    what: `read ${path} of ${owner}/${repo} by GraphQL`,
    permission: 'contents: read',
    // A server without GraphQL has several ways to say so; what the token may not do, the other requests explain.
    nullOn: [400, 401, 403, 404, 405, 422, 501],
  };
  const answer = await orRefused(purpose, () =>
    client.call(purpose, (octokit) => queried(octokit, { owner, repo, path })),
  );
  if (answer === null || 'done' in answer) return null;
  const { name, target } = answer.repository?.defaultBranchRef ?? {};
  const tip = target?.oid;
  if (typeof name !== 'string' || name === '' || typeof tip !== 'string' || !isCommitId(tip)) return null;
  return { name, tip, text: textOf(target?.file) };
}

async function queried(octokit: Octokit, variables: Record<string, string>): Promise<RawAnswer | null> {
  try {
    return await octokit.graphql<RawAnswer>(QUERY, variables);
  } catch (error) {
    if ((error as Error).name === 'GraphqlResponseError') return null;
    throw error;
  }
}

type RawFile = NonNullable<NonNullable<RawAnswer['repository']>['defaultBranchRef']>['target'];

/** GraphQL cuts long texts and guesses how others are encoded: it has the file's bytes only where their id is the file's. */
function textOf(file: NonNullable<RawFile>['file']): string | null {
  const { mode, object } = file ?? {};
  if (!PLAIN_FILES.includes(mode) || typeof object?.text !== 'string') return null;
  const bytes = Buffer.from(object.text);
  const id = createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
  return id === object.oid ? new TextDecoder().decode(bytes) : null;
}
