/** What a request to a git server is about. */
export interface Target {
  repository: string;
  /** `/info/refs`, `/git-upload-pack` or `/git-receive-pack`. */
  rest: string;
  query: string;
  write: boolean;
}

export function parseTarget(url: string): Target | undefined {
  const [path = '', query = ''] = url.split('?', 2);
  const match = /^\/([\w.-]+\/[\w.-]+?)(?:\.git)?(\/info\/refs|\/git-(?:upload|receive)-pack)$/.exec(path);
  const [, repository, rest] = match ?? [];
  if (repository === undefined || rest === undefined) return undefined;
  const service = rest === '/info/refs' ? new URLSearchParams(query).get('service') : rest.slice(1);
  // Like GitHub: the smart protocol or nothing.
  if (service !== 'git-upload-pack' && service !== 'git-receive-pack') return undefined;
  return { repository, rest, query, write: service === 'git-receive-pack' };
}

/** The token that a request brings. */
export function basicToken(header: string | undefined): string | undefined {
  const encoded = /^basic (\S+)$/i.exec(header ?? '')?.[1];
  if (encoded === undefined) return undefined;
  return /^x-access-token:(.+)$/.exec(Buffer.from(encoded, 'base64').toString('utf8'))?.[1];
}
