import path from 'node:path';
import { githubSource } from '../commands/fetch/github-source.js';
import type { GitHubClient } from '../github/client.js';
import { localSource } from '../stores/local-source.js';
import type { ArtifactSource } from '../stores/store.js';
import { openGitHub, serverOf } from './github.js';
import type { CliHost } from './host.js';

/** The stores that a laptop can read: its own, and workflow artifacts where there is a token. */
export function sourcesOf({ root, env, log }: CliHost): ArtifactSource[] {
  let client: Promise<GitHubClient> | undefined;
  const github = () => {
    // Artifacts are handed out to nobody without a token, those of public repositories either.
    client ??= openGitHub(
      { env, log },
      {
        what: 'The bytes are a workflow artifact on GitHub, and there is no token to read it with',
        mend: 'Set GH_TOKEN to a token that may read Actions of the repository, e.g. `GH_TOKEN=$(gh auth token)`',
      },
    );
    return client;
  };
  const serverUrl = serverOf(env);
  return [localSource({ folder: path.join(root, '.lineage') }), githubSource({ serverUrl, github, fetch })];
}
