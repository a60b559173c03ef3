import { type Fault, UserError } from '../core/errors.js';
import type { GitHubClient } from './client.js';

export interface FileAtRef {
  owner: string;
  repo: string;
  /** Forward slashes, relative to the repository. */
  path: string;
  /** Branch, tag or commit. */
  ref: string;
}

const MAX_BYTES = 1024 * 1024;

/**
 * Text of a file in a repository; null when the commit has no such file.
 * @throws UserError E_GITHUB_API when that cannot be told, E_FILE_TOO_LARGE above 1 MiB, E_FILE_FORMAT when it is no text file
 */
export async function readFileAtRef(client: GitHubClient, file: FileAtRef): Promise<string | null> {
  const { owner, repo, path, ref } = file;
  const purpose = { what: `read ${path} of ${owner}/${repo} at ${ref}`, permission: 'contents: read' };
  const answer = await client.call({ ...purpose, nullOn: [404] }, (octokit) =>
    octokit.rest.repos.getContent({ owner, repo, path, ref }),
  );
  if (answer === null) {
    // GitHub says 404 to a token without access as well, and then the file may well be there.
    await client.call(purpose, (octokit) => octokit.rest.repos.getContent({ owner, repo, path: '', ref }));
    return null;
  }
  const { data } = answer;
  if (Array.isArray(data) || data.type !== 'file' || !('content' in data)) {
    throw fault(file, { code: 'E_FILE_FORMAT', what: 'It is no file', mend: 'Put a file there' });
  }
  if (data.size > MAX_BYTES || data.encoding !== 'base64') {
    const what = `It has ${data.size} bytes; at most 1 MiB is read`;
    throw fault(file, { code: 'E_FILE_TOO_LARGE', what, mend: 'Make the file smaller' });
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(data.content, 'base64'));
  } catch {
    throw fault(file, {
      code: 'E_FILE_FORMAT',
      what: 'It is not UTF-8 text',
      mend: 'Save the file as UTF-8',
    });
  }
}

function fault(file: FileAtRef, about: Omit<Fault, 'where'>): UserError {
  return new UserError({ ...about, where: `${file.path} at ${file.ref}` });
}
