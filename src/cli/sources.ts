import { githubSource } from '../commands/fetch/github-source.js';
import { TOOL_VERSION } from '../core/version.js';
import type { GitHubClient } from '../github/client.js';
import { localSource } from '../stores/local-source.js';
import type { ArtifactSource } from '../stores/store.js';
import type { CliHost } from './host.js';
import { type Place, serverOf } from './place.js';
import { requireToken, type Token } from './token.js';

type Server = Omit<Place, 'owner' | 'repo'>;

/** Whose stores are read. */
interface SourcesHost extends Pick<CliHost, 'env' | 'log'> {
  /** Absolute root of the repository that the user stands in; null where there is none. */
  root: string | null;
  /** Absolute folders of its local stores; none where there is no repository. */
  stores: readonly string[];
}

/** The stores that a laptop can read: its own, and workflow artifacts where there is a token. */
export async function sourcesOf(host: SourcesHost): Promise<ArtifactSource[]> {
  return sourcesAt(await serverOf(host), host);
}

/** @param server the one that has the workflow artifacts */
export function sourcesAt(server: Server, { root, stores, env, log }: SourcesHost): ArtifactSource[] {
  let client: Promise<GitHubClient> | undefined;
  const github = () => {
    // Artifacts are handed out to nobody without a token, those of public repositories either.
    client ??= requireToken(server, 'Reading workflow artifacts', { env, root }).then((token) =>
      openGitHub(server, token, log),
    );
    return client;
  };
  const [folder, ...others] = stores;
  const own = folder === undefined ? [] : [localSource({ folder, others })];
  return [...own, githubSource({ serverUrl: server.serverUrl, github, fetch })];
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
