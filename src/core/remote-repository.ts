import { publicRemote } from './address.js';

/** A repository on a server that is reached over HTTP, as GitHub names it. */
export interface RemoteRepository {
  /** With a port where the address has one: `github.com`, `git.example.org:8443`. */
  host: string;
  owner: string;
  repo: string;
}

/** Beside its own name GitHub answers ssh at one that passes firewalls. */
const SAME_HOST: Readonly<Record<string, string>> = { 'ssh.github.com': 'github.com' };

/** What a remote's address names: `https://HOST/owner/name.git`, `ssh://git@HOST/…` or `git@HOST:owner/name`. Null for all else, such as paths. */
export function remoteRepositoryOf(address: string): RemoteRepository | null {
  const open = publicRemote(address) ?? '';
  const [, scp = '', below = ''] = /^([^:/\\]{2,}):(?!\/\/)(.+)$/.exec(open) ?? [];
  if (scp !== '') return named(scp, below);
  if (!URL.canParse(open)) return null;
  const { protocol, host, hostname, pathname } = new URL(open);
  if (protocol === 'https:' || protocol === 'http:') return named(host, pathname);
  // A port of ssh is none of HTTP.
  return /^(?:git\+)?ssh:$/.test(protocol) ? named(hostname, pathname) : null;
}

/** `owner/name`, or `HOST/owner/name` for another server. @returns null when it is neither */
export function namedRepository(
  text: string,
): (Omit<RemoteRepository, 'host'> & { host: string | null }) | null {
  const [, host = null, path = ''] = /^(?:([^/]+)\/)?([^/]+\/[^/]+)$/.exec(text) ?? [];
  return named(host ?? 'github.com', path) && { ...partsOf(path), host: host?.toLowerCase() ?? null };
}

function named(host: string, path: string): RemoteRepository | null {
  const name = path.replace(/^\/+|\/+$/g, '').replace(/\.git$/i, '');
  const isHost = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i.test(host);
  if (!isHost || !/^[\w.-]+\/[\w.-]+$/.test(name) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(name)) return null;
  const lower = host.toLowerCase();
  return { host: SAME_HOST[lower] ?? lower, ...partsOf(name) };
}

function partsOf(name: string): { owner: string; repo: string } {
  const [owner = '', repo = ''] = name.split('/');
  return { owner, repo };
}
