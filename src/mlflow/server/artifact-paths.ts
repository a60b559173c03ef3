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
    throw wrong();
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
  const isOdd =
    // It is encoded twice.
    /%[0-9a-f]{2}/i.test(path) ||
    // In a URL '#' ends a path, and on Windows a backslash parts one.
    /[#\\\u0000-\u001f\u007f]/.test(path) ||
    path.startsWith('/') ||
    /^[a-z]:\//i.test(path) ||
    path.split('/').some((part) => part === '' || part === '.' || part === '..');
  if (isOdd) throw wrong();
  return path;
}

/** As MLflow has it: whoever tries ways out learns nothing of why. */
function wrong(): ProtocolError {
  return invalid('Invalid path');
}
