import type { RunArtifact } from './artifact-download.js';
import type { ArtifactId } from './artifacts.js';
import type { GitHubClient } from './client.js';

/**
 * What GitHub says of one artifact; null when it has none of this number.
 * @throws UserError E_GITHUB_API when it cannot be asked, or the token lacks `actions: read`
 */
export async function findArtifact(
  client: GitHubClient,
  { owner, repo, id }: ArtifactId,
): Promise<RunArtifact | null> {
  const purpose = {
    what: `read artifact ${id} of ${owner}/${repo}`,
    permission: 'actions: read',
    nullOn: [404],
  };
  const answer = await client.call(purpose, (octokit) =>
    octokit.rest.actions.getArtifact({ owner, repo, artifact_id: id }),
  );
  if (answer === null) return null;
  const { name, size_in_bytes, digest, expired, created_at, expires_at } = answer.data;
  const about = { sizeBytes: size_in_bytes, digest: digest ?? null, isExpired: expired };
  return { owner, repo, id, name, ...about, createdAt: created_at, expiresAt: expires_at };
}
