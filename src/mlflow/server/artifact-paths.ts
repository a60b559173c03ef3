import { invalid, type ProtocolError } from '../protocol/errors.js';

/**
 * The path of a URL below `artifacts/`. It is decoded once: what would mean something else when it is decoded again is refused,
 * since somebody on the way may do that.
 * @throws ProtocolError
 */
export function pathOfUrl(encoded: string): string {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw wrong('its percent-encoding is broken');
  }
  return checkPath(path);
}

/** @returns the path of a folder; empty for the one that all lie in @throws ProtocolError */
export function checkFolder(path: string): string {
  const bare = path.endsWith('/') ? path.slice(0, -1) : path;
  return path === '' ? '' : checkPath(bare);
}

/** @throws ProtocolError for a path that is not relative, leads out, or is not read by everybody as the same one */
export function checkPath(path: string): string {
  if (/%[0-9a-f]{2}/i.test(path)) throw wrong('it is encoded twice');
  if (path.includes('#')) throw wrong("'#' ends a path in a URL");
  if (path.includes('\\')) throw wrong("its parts are set apart by '/'");
  if (/[\u0000-\u001f\u007f]/.test(path)) throw wrong('it has a control character');
  if (path.startsWith('/') || /^[a-z]:\//i.test(path)) throw wrong('it must be relative');
  for (const part of path.split('/'))
    if (part === '' || part === '.' || part === '..') throw wrong(`'${part}' is no name in it`);
  return path;
}

function wrong(why: string): ProtocolError {
  return invalid(`Invalid path: ${why}.`);
}
