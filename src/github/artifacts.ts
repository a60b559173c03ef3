import type { GitHubClient } from './client.js';

export interface ArtifactId {
  owner: string;
  repo: string;
  id: number;
}

/**
 * When GitHub deletes an artifact, as RFC 3339 in UTC; null when it does not say so. Reading artifacts takes `actions: read`,
 * which a job seldom has, and a date is not worth failing for.
 */
export async function artifactExpiry(
  client: GitHubClient,
  { owner, repo, id }: ArtifactId,
): Promise<string | null> {
  const purpose = {
    what: `read artifact ${id} of ${owner}/${repo}`,
    permission: 'actions: read',
    nullOn: [403, 404],
  };
  const answer = await client.call(purpose, (octokit) =>
    octokit.rest.actions.getArtifact({ owner, repo, artifact_id: id }),
  );
  if (answer === null) {
    client.log.debug(`the expiry of artifact ${id} is not known: the token cannot read it (actions: read)`);
    return null;
  }
  const at = answer.data.expires_at ?? '';
  return /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?Z$/.test(at) ? at : null;
}
