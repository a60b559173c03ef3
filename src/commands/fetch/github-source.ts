import { downloadArtifact } from '../../github/artifact-download.js';
import type { GitHubClient } from '../../github/client.js';
import { findArtifact } from '../../github/find-artifact.js';
import { githubArtifactSource } from '../../stores/github-artifact-source.js';
import type { ArtifactSource } from '../../stores/store.js';

export interface GithubSourceDeps {
  /** `https://github.com`, without a slash at the end. */
  serverUrl: string;
  github(): Promise<GitHubClient>;
  /** Makes the requests to the host that has the bytes. */
  fetch: typeof fetch;
}

/** Shortest time that a download may take, and what it may take for each MB beside that: a link of 1 MB/s is slow, not broken. */
const LEAST_MS = 600_000;
const MS_A_MEGABYTE = 1000;

/** Workflow artifacts, read with the client of an action or of the command line. */
export function githubSource({ serverUrl, github, fetch }: GithubSourceDeps): ArtifactSource {
  return githubArtifactSource({
    serverUrl,
    async find(at) {
      const client = await github();
      const artifact = await findArtifact(client, at);
      if (artifact === null) return null;
      const { isExpired, expiresAt, sizeBytes } = artifact;
      return {
        isExpired,
        expiresAt,
        async download(file, progress) {
          await downloadArtifact(client, artifact, {
            file,
            fetch,
            maxBytes: sizeBytes,
            timeoutMs: LEAST_MS + Math.ceil(sizeBytes / 1_000_000) * MS_A_MEGABYTE,
            onBytes: (received) => progress(received, sizeBytes),
          });
        },
      };
    },
  });
}
