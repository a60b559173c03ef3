import path from 'node:path';
import { githubSource } from '../commands/fetch/github-source.js';
import { TOOL_VERSION } from '../core/version.js';
import type { GitHubClient } from '../github/client.js';
import { localSource } from '../stores/local-source.js';
import type { ArtifactSource } from '../stores/store.js';
import type { CliHost } from './host.js';
import { type Place, serverOf } from './place.js';
import { requireToken, type Token } from './token.js';

type Server = Omit<Place, 'owner' | 'repo'>;

/** The stores that a laptop can read: its own, and workflow artifacts where there is a token. */
export async function sourcesOf({ root, env, log }: CliHost): Promise<ArtifactSource[]> {
  const server = await serverOf({ env, root });
  let client: Promise<GitHubClient> | undefined;
  const github = () => {
    // Artifacts are handed out to nobody without a token, those of public repositories either.
    client ??= requireToken(server, 'Reading workflow artifacts', { env, root }).then((token) =>
      openGitHub(server, token, log),
    );
    return client;
  };
  const { serverUrl } = server;
  return [localSource({ folder: path.join(root, '.lineage') }), githubSource({ serverUrl, github, fetch })];
}

/** A client that acts as the user. */
export async function openGitHub(
  { apiUrl }: Pick<Server, 'apiUrl'>,
  token: Token,
  log: CliHost['log'],
): Promise<GitHubClient> {
  const { createGitHub } = await import('../github/client.js');
  const userAgent = `lineage-gate/${TOOL_VERSION}`;
  return createGitHub({ token: token.value, tokenFrom: token.from, apiUrl, log, userAgent });
}
