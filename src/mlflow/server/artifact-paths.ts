import { artifactPathProblem } from '../../core/artifact-names.js';
import { invalid, type ProtocolError } from '../protocol/errors.js';
import { pythonRepr } from '../protocol/python-text.js';
import { decoded } from '../protocol/uris.js';

/** The path of a URL below `artifacts/`. @throws ProtocolError */
export function pathOfUrl(encoded: string): string {
  let path: string;
  try {
    path = decodeURIComponent(encoded);
  } catch {
    throw wrong();
  }
  return checkPath(path);
}

/** @returns the path of a folder without steps that lead nowhere; empty for the one that all lie in @throws ProtocolError */
export function checkFolder(path: string): string {
  if (path.startsWith('/')) throw wrong();
  const steps = path.split('/').filter((step) => step !== '' && step !== '.');
  return steps.length === 0 ? '' : checkPath(steps.join('/'));
}

/**
 * A path is taken as it is. Somebody on the way may decode it again, so it must not lead out then either; older clients put percent
 * signs into names.
 * @throws ProtocolError for a path that is not relative or leads out
 */
export function checkPath(path: string): string {
  // In a URL '#' ends a path.
  if (/[#\u0000-\u001f\u007f]/.test(path) || path.split('/').includes('')) throw wrong();
  const inner = decoded(path);
  if (inner === undefined || leadsOut(path) || leadsOut(inner)) throw wrong();
  return path;
}

/** The place of a run or a logged model, and what lies in it. */
const OF_RECORD = /(?:^|\/)(?:m-)?[0-9a-f]{32}\/artifacts\/(.+)$/s;

/** The path of a file that a client puts, wherever. @throws ProtocolError also for a name in a run that no record of it takes */
export function checkNewPath(path: string): string {
  const own = OF_RECORD.exec(path)?.[1];
  if (own !== undefined) checkOwnPath(own);
  return checkPath(path);
}

/** The path of a file within the run or logged model that it is to be recorded with. @throws ProtocolError */
export function checkOwnPath(path: string): string {
  const problem = artifactPathProblem(checkPath(path));
  if (problem === undefined) return path;
  throw invalid(`The file name ${pythonRepr(path)} ${problem}. Rename the file.`);
}

/** On Windows a backslash parts a path, and a drive begins one. */
function leadsOut(path: string): boolean {
  if (/^\/|^[a-z]:\/|[\\\u0000]/i.test(path)) return true;
  return path.split('/').some((part) => part === '.' || part === '..');
}

/** As MLflow has it: whoever tries ways out learns nothing of why. */
function wrong(): ProtocolError {
  return invalid('Invalid path');
}
