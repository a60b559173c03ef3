import type { GitHubClient } from './client.js';

/** GitHub lists no more files of a commit or a comparison with one request. */
const MOST_FILES = 300;

interface RawFile {
  filename: string;
  previous_filename?: string;
}

/**
 * Paths that a commit changes against its first parent, those from before a renaming too; null where there are too many to tell.
 * @throws UserError E_GITHUB_API
 */
export async function listFilesOfCommit(
  client: GitHubClient,
  { owner, repo, sha }: { owner: string; repo: string; sha: string },
): Promise<string[] | null> {
  const purpose = { what: `list the files of ${sha} in ${owner}/${repo}`, permission: 'contents: read' };
  const answer = await client.call(purpose, ({ rest }) => rest.repos.getCommit({ owner, repo, ref: sha }));
  return pathsOf(answer?.data.files);
}

/**
 * Paths that differ between a commit and a later one; null where there are too many to tell.
 * @throws UserError E_GITHUB_API
 */
export async function listFilesBetween(
  client: GitHubClient,
  range: { owner: string; repo: string; base: string; head: string },
): Promise<string[] | null> {
  const { owner, repo, base, head } = range;
  const purpose = {
    what: `compare ${base} with ${head} in ${owner}/${repo}`,
    permission: 'contents: read',
  };
  const basehead = `${base}...${head}`;
  const answer = await client.call(purpose, ({ rest }) =>
    rest.repos.compareCommitsWithBasehead({ owner, repo, basehead, per_page: 1 }),
  );
  return pathsOf(answer?.data.files);
}

function pathsOf(files: readonly RawFile[] | undefined): string[] | null {
  if (files === undefined || files.length >= MOST_FILES) return null;
  return files.flatMap(({ filename, previous_filename }) =>
    previous_filename === undefined ? [filename] : [filename, previous_filename],
  );
}
