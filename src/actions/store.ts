import path from 'node:path';
import * as core from '@actions/core';
import type { Environment } from '../collect/program.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import type { GitHubClient } from '../github/client.js';
import { LARGEST_FILE } from '../ledger/layout.js';
import type { ArtifactStore } from '../stores/store.js';

interface StoreParts {
  env: Environment;
  log: Log;
  /** Absolute temp folder of the job. */
  temp: string;
  serverUrl: string;
  repository: string;
  github(): Promise<GitHubClient>;
}

/** Bytes are kept of what may be the record in evidence. */
const RECORDS = { keeps: (name: string) => name.endsWith('.json'), most: LARGEST_FILE };

/** Artifacts of this workflow run. */
export async function openStore({
  env,
  log,
  temp,
  serverUrl,
  repository,
  github,
}: StoreParts): Promise<ArtifactStore> {
  const { githubArtifactStore } = await import('../stores/github-artifact-store.js');
  const { copyContained } = await import('../collect/files/copy.js');
  const { hashFiles } = await import('../collect/files/hash.js');
  const { zipEntries } = await import('../collect/files/zip-entries.js');
  const { artifactExpiry } = await import('../github/artifacts.js');
  const [owner = '', repo = ''] = repository.split('/');
  const retentionDays = Number(env['GITHUB_RETENTION_DAYS']) || undefined;
  const store = githubArtifactStore({
    serverUrl,
    repository,
    runId: env['GITHUB_RUN_ID'] ?? '',
    retentionDays,
    copies: path.join(temp, 'lineage-gate', 'uploads'),
    copyFile: copyContained,
    hashFiles,
    zipEntries: (absolute, limits) =>
      zipEntries({ absolute, within: path.dirname(absolute) }, { ...limits, ...RECORDS }),
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
