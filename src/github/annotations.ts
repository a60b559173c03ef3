import type { GitHubClient } from './client.js';

/** What a step said of itself, for the page of its job. All of it is foreign text. */
export interface CheckAnnotation {
  /** `failure`, `warning` or `notice`. */
  level: string | null;
  title: string | null;
  message: string;
}

/** As many as one request gives. */
const MOST = 50;

/**
 * The first 50 annotations of a check run. Each job of a workflow has one, of the same id.
 * @throws UserError E_GITHUB_API when they cannot be read, also when there is no such check run
 */
export async function listAnnotations(
  client: GitHubClient,
  { owner, repo, id }: { owner: string; repo: string; id: number },
): Promise<CheckAnnotation[]> {
  const purpose = {
    what: `read the annotations of job ${id} of ${owner}/${repo}`,
    permission: 'checks: read',
  };
  const answer = await client.call(purpose, ({ rest }) =>
    rest.checks.listAnnotations({ owner, repo, check_run_id: id, per_page: MOST }),
  );
  return (answer?.data ?? []).map(({ annotation_level, title, message }) => ({
    level: annotation_level,
    title,
    message: message ?? '',
  }));
}
