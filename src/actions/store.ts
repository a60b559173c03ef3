import * as core from '@actions/core';
import type { Environment } from '../collect/program.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { GitHubClient } from '../github/client.js';
import type { ArtifactStore } from '../stores/store.js';

interface StoreParts {
  env: Environment;
  log: Log;
  serverUrl: string;
  repository: string;
  github(): Promise<GitHubClient>;
}

/** Artifacts of this workflow run. */
export async function openStore({
  env,
  log,
  serverUrl,
  repository,
  github,
}: StoreParts): Promise<ArtifactStore> {
  const { githubArtifactStore } = await import('../stores/github-artifact-store.js');
  const { artifactExpiry } = await import('../github/artifacts.js');
  const [owner = '', repo = ''] = repository.split('/');
  const retentionDays = Number(env['GITHUB_RETENTION_DAYS']) || undefined;
  const store = githubArtifactStore({
    serverUrl,
    repository,
    runId: env['GITHUB_RUN_ID'] ?? '',
    retentionDays,
    artifactExpiry: async (id) => {
      // GitHub is asked, since an owner may have capped what we wish for. Without an answer the wish is all that is known.
      const answer = await artifactExpiry(await github(), { owner, repo, id: Number(id) }).catch(
        (error: unknown) => {
          if (!(error instanceof UserError)) throw error;
          log.debug(error.message);
          return null;
        },
      );
      if (answer !== null) return answer;
      return retentionDays === undefined
        ? undefined
        : new Date(Date.now() + retentionDays * 86_400_000).toISOString();
    },
  });
  // The client tells each step of an upload, ten lines and more.
  return {
    type: store.type,
    put: (upload) => core.group(`Upload of ${upload.name}`, () => store.put(upload)),
  };
}
