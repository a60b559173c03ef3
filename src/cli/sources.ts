import path from 'node:path';
import { githubSource } from '../commands/fetch/github-source.js';
import { UserError } from '../core/errors.js';
import { TOOL_VERSION } from '../core/version.js';
import type { GitHubClient } from '../github/client.js';
import { localSource } from '../stores/local-source.js';
import type { ArtifactSource } from '../stores/store.js';
import type { CliHost } from './host.js';

/** The stores that a laptop can read: its own, and workflow artifacts where there is a token. */
export function sourcesOf({ root, env, log }: CliHost): ArtifactSource[] {
  let client: Promise<GitHubClient> | undefined;
  const github = () => {
    client ??= openGitHub(env, log);
    return client;
  };
  const serverUrl = (env['GITHUB_SERVER_URL'] || 'https://github.com').replace(/\/+$/, '');
  return [localSource({ folder: path.join(root, '.lineage') }), githubSource({ serverUrl, github, fetch })];
}

/** Artifacts are handed out to nobody without a token, those of public repositories either. */
async function openGitHub(env: NodeJS.ProcessEnv, log: CliHost['log']): Promise<GitHubClient> {
  const token = env['GH_TOKEN'] || env['GITHUB_TOKEN'] || '';
  if (token === '') {
    throw new UserError({
      code: 'E_INPUT_MISSING',
      what: 'The bytes are a workflow artifact on GitHub, and there is no token to read it with',
      where: 'environment GH_TOKEN',
      mend: 'Set GH_TOKEN to a token that may read Actions of the repository, e.g. `GH_TOKEN=$(gh auth token)`',
    });
  }
  const { createGitHub } = await import('../github/client.js');
  const apiUrl = env['GITHUB_API_URL'] || 'https://api.github.com';
  return createGitHub({ token, apiUrl, log, userAgent: `lineage-gate/${TOOL_VERSION}` });
}
