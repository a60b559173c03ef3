import type { GitHubClient } from './client.js';

/** A workflow of a repository, by its file. */
export interface Workflow {
  /** `.github/workflows/promote.yml` */
  path: string;
  /** As people see it. */
  name: string;
  /** `active`, or why it takes no run. */
  state: string;
}

/**
 * All workflows that a repository has files of.
 * @throws UserError E_GITHUB_API when they cannot be listed, also when the token does not see the repository
 */
export async function listWorkflows(
  client: GitHubClient,
  { owner, repo }: { owner: string; repo: string },
): Promise<Workflow[]> {
  const purpose = { what: `list the workflows of ${owner}/${repo}`, permission: 'actions: read' };
  const all = await client.call(purpose, (octokit) =>
    octokit.paginate(octokit.rest.actions.listRepoWorkflows, { owner, repo, per_page: 100 }),
  );
  return (all ?? [])
    .filter(({ state }) => state !== 'deleted')
    .map(({ path, name, state }) => ({ path, name, state }));
}
