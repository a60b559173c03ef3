import { withoutTrailing } from '../../core/without-trailing.js';
import { invalid } from './errors.js';

/** Where artifacts may lie. A query says how they are reached and stays at the end. @throws ProtocolError */
export function checkLocation(uri: string): void {
  if (/^runs:/.test(uri)) throw invalid(`Artifact location cannot be a runs:/ URI. Given: '${uri}'`);
  const [before = '', ...fragment] = uri.split('#');
  const mark = before.indexOf('?');
  const [place, query] = mark < 0 ? [before, ''] : [before.slice(0, mark), before.slice(mark)];
  if (fragment.join('') !== '' || /;[^/]/.test(place.slice(place.lastIndexOf('/') + 1)))
    throw invalid("'artifact_location' URL can't include fragments or params.");
  if (decoded(query)?.includes('..') !== false) throw invalid('Invalid query string');
}

export interface UriParts {
  /** In lower case; empty for a plain path. */
  scheme: string;
  /** In lower case. */
  authority: string;
  /** As it is written, without query and fragment. */
  path: string;
}

const DRIVE = /^[a-z]:[\\/]/i;

/** A path of Windows with a drive becomes one that begins with a slash, as `file:` URIs have it. */
export function splitUri(uri: string): UriParts {
  if (DRIVE.test(uri)) return { scheme: '', authority: '', path: `/${uri.replaceAll('\\', '/')}` };
  const [, scheme = '', authority = '', path = ''] =
    /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/([^/?#]*))?([^?#]*)/i.exec(uri) ?? [];
  return { scheme: scheme.toLowerCase(), authority: authority.toLowerCase(), path };
}

/** A relative path, or a `file:` URI of one, becomes absolute; all others stay as they are. @param folder absolute */
export function absoluteLocation(uri: string, folder: string): string {
  const parts = splitUri(uri);
  if (!isLocal(parts) || parts.authority !== '' || parts.path.startsWith('/') || parts.path === '')
    return uri;
  const steps = parts.path.split('/').filter((step) => step !== '' && step !== '.');
  const path = [withoutTrailing(folder.replaceAll('\\', '/'), '/'), ...steps].join('/');
  if (DRIVE.test(folder)) return `file:///${path}`;
  return parts.scheme === '' ? path : `file://${path}`;
}

/** More than this is an attack on the time that decoding takes. */
const MOST_LAYERS = 8;

/** A text without any layer of percent encoding; undefined where it has more than anybody needs. */
export function decoded(text: string): string | undefined {
  let inner = text;
  for (let layer = 0; layer <= MOST_LAYERS; layer++) {
    const next = withoutLayer(inner);
    if (next === inner) return inner;
    inner = next;
  }
  return undefined;
}

function withoutLayer(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (bytes) =>
    new TextDecoder().decode(Buffer.from(bytes.replaceAll('%', ''), 'hex')),
  );
}

/** Whether a URI names something absolute, and the same thing whoever reads it, decodes it or makes it a path. */
export function isPlain(uri: string): boolean {
  const text = decoded(uri);
  if (text === undefined || /[\u0000-\u001f\u007f]/.test(text)) return false;
  if (text.split(/[\\/]/).includes('..')) return false;
  const parts = splitUri(text).path.split('/');
  return parts[0] === '' && parts.some((part) => part !== '') && !parts.includes('.');
}

/** Whether one URI lies at or below another, both of which are plain. */
export function isWithin(uri: string, root: string): boolean {
  const [one, other] = [splitUri(uri), splitUri(root)];
  const [inner, outer] = [pathParts(one), pathParts(other)];
  return (
    schemeOf(one) === schemeOf(other) &&
    authorityOf(one) === authorityOf(other) &&
    outer.length > 0 &&
    outer.every((part, index) => inner[index] === part)
  );
}

/** On this machine. */
export function isLocal({ scheme }: UriParts): boolean {
  return scheme === '' || scheme === 'file';
}

/** Through the proxy of an MLflow server, ours or another. */
export function isProxied(parts: UriParts): boolean {
  if (parts.scheme === 'mlflow-artifacts') return true;
  return /^https?$/.test(parts.scheme) && `/${pathParts(parts).join('/')}/`.includes(PROXY);
}

const PROXY = '/api/2.0/mlflow-artifacts/artifacts/';

/** The path, as a server reads it that is asked for it, of what lies behind the proxy of one; undefined for what does not. */
export function proxiedPath(uri: string): string | undefined {
  const { scheme, path } = splitUri(uri);
  if (scheme === 'mlflow-artifacts') return path.replace(/^\/+/, '');
  const at = /^https?$/.test(scheme) ? path.indexOf(PROXY) : -1;
  return at < 0 ? undefined : withoutLayer(path.slice(at + PROXY.length));
}

/** A plain path holds what it says, a `file:` URI is decoded once, and others by as many as there are behind it. */
function pathParts({ scheme, path }: UriParts): string[] {
  const parts = path.split('/').filter((part) => part !== '');
  if (scheme === '') return parts;
  return parts.map((part) => (scheme === 'file' ? withoutLayer(part) : (decoded(part) ?? part)));
}

function schemeOf(parts: UriParts): string {
  return isLocal(parts) ? 'file' : parts.scheme;
}

function authorityOf(parts: UriParts): string {
  return isLocal(parts) && parts.authority === 'localhost' ? '' : parts.authority;
}

/** A folder or file below a location, whose query stays at the end. */
export function below(location: string, name: string): string {
  const mark = /^[a-z][a-z0-9+.-]*:/i.test(location) ? location.indexOf('?') : -1;
  if (mark < 0) return `${withoutTrailing(location, '/')}/${name}`;
  return `${withoutTrailing(location.slice(0, mark), '/')}/${name}${location.slice(mark)}`;
}
