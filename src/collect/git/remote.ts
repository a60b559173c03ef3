import { publicRemote } from '../../core/address.js';
import { repositoryPath } from '../../core/remote-repository.js';

/** Whether a remote's path is `owner/name`, whatever the server is called (mirrors and ssh aliases rename it). */
export function isRemoteOf(address: string, repository: string): boolean {
  const path = remotePath(address).toLowerCase();
  const wanted = repository.toLowerCase();
  return path === wanted || path.endsWith(`/${wanted}`);
}

/** `owner/name` for a remote on the given server, or else its address without secrets. */
export function repositoryOf(address: string | null, serverUrl: string | null): string | null {
  const open = publicRemote(address);
  if (open === null || serverUrl === null || !URL.canParse(serverUrl)) return open;
  const server = new URL(serverUrl).hostname.toLowerCase();
  const host = open.includes('://') ? new URL(open).hostname : (/^([^:/\\]+):/.exec(open)?.[1] ?? '');
  const path = remotePath(open);
  return host.toLowerCase() === server && /^[^/]+\/[^/]+$/.test(path) ? path : open;
}

function remotePath(address: string): string {
  const open = publicRemote(address) ?? '';
  const path = open.includes('://') ? new URL(open).pathname : open.replace(/^[^:/\\]{2,}:/, '');
  return repositoryPath(path.replaceAll('\\', '/'));
}
