import { publicRemote } from './address.js';
import { withoutTrailing } from './without-trailing.js';

/** A repository on a server that is reached over HTTP, as GitHub names it. */
export interface RemoteRepository {
  /** With a port where the address has one: `github.com`, `git.example.org:8443`. */
  host: string;
  owner: string;
  repo: string;
}

/** Beside its own name GitHub answers ssh at one that passes firewalls. */
const SAME_HOST: ReadonlyMap<string, string> = new Map([['ssh.github.com', 'github.com']]);

/** What a remote's address names: `https://HOST/owner/name.git`, `ssh://git@HOST/…` or `git@HOST:owner/name`. Null for all else, such as paths. */
export function remoteRepositoryOf(address: string): RemoteRepository | null {
  const place = placeOf(address);
  return place === null ? null : named(place.host, place.path);
}

/**
 * A repository as people and comparisons name it, however it is reached: `owner/name` of github.com, `HOST/path` of another server.
 * A path on a disk stays as it is.
 */
export function repositoryName(address: string): string {
  const { host, path } = addressOf(address);
  return host === null || host === 'github.com' ? path : `${host}/${path}`;
}

/** Whether two addresses, or names, are of one repository. `owner/name`, as CI records it, is of whichever server the other is of. */
export function isSameRepository(one: string, other: string): boolean {
  if (one.toLowerCase() === other.toLowerCase()) return true;
  const [a, b] = [addressOf(one), addressOf(other)];
  if (a.path.toLowerCase() !== b.path.toLowerCase()) return false;
  return a.host === b.host || a.host === null || b.host === null;
}

/** @returns no host for `owner/name`, and for a path on a disk */
function addressOf(address: string): { host: string | null; path: string } {
  const place = placeOf(address);
  const path = repositoryPath(place?.path ?? '');
  return place === null || path === ''
    ? { host: null, path: address.trim() }
    : { host: hostOf(place.host), path };
}

/** How a remote's address names its server and what is there; null for a path on a disk. */
function placeOf(address: string): { host: string; path: string } | null {
  const open = publicRemote(address) ?? '';
  const [, scp = '', below = ''] = /^([^:/\\]{2,}):(?!\/\/)(.+)$/.exec(open) ?? [];
  if (scp !== '') return { host: scp, path: below };
  if (!URL.canParse(open)) return null;
  const { protocol, host, hostname, pathname } = new URL(open);
  if (protocol === 'https:' || protocol === 'http:') return { host, path: pathname };
  // A port of ssh is none of HTTP.
  return /^(?:git\+)?ssh:$/.test(protocol) ? { host: hostname, path: pathname } : null;
}

/** `owner/name`, or `HOST/owner/name` for another server. @returns null when it is neither */
export function namedRepository(
  text: string,
): (Omit<RemoteRepository, 'host'> & { host: string | null }) | null {
  const [, host = null, path = ''] = /^(?:([^/]+)\/)?([^/]+\/[^/]+)$/.exec(text) ?? [];
  return named(host ?? 'github.com', path) && { ...partsOf(path), host: host?.toLowerCase() ?? null };
}

function named(host: string, path: string): RemoteRepository | null {
  const name = repositoryPath(path);
  const isHost = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/i.test(host);
  if (!isHost || !/^[\w.-]+\/[\w.-]+$/.test(name) || /(?:^|\/)\.{1,2}(?:\/|$)/.test(name)) return null;
  return { host: hostOf(host), ...partsOf(name) };
}

function hostOf(host: string): string {
  const lower = host.toLowerCase();
  return SAME_HOST.get(lower) ?? lower;
}

/** The path in a remote's address without the slashes around it, and without `.git`. */
export function repositoryPath(path: string): string {
  return withoutTrailing(path.replace(/^\/+/, ''), '/').replace(/\.git$/i, '');
}

function partsOf(name: string): { owner: string; repo: string } {
  const [owner = '', repo = ''] = name.split('/');
  return { owner, repo };
}
