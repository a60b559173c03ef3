import { realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve, sep } from 'node:path';
import { pathProblem } from '../../core/artifact-names.js';
import { type Fault, UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import type { Contained } from './opened.js';

/** Where the names in an input count from. */
export interface Place {
  /** Absolute folder; nothing outside it is read. */
  workspace: string;
  /** Folder within the workspace, absolute or relative to it. */
  cwd: string;
}

/** A file to read, and what messages call it. */
export interface SourceFile extends Contained {
  shown: string;
}

/** Whether an absolute path is the folder or lies below it. Goes by the names only; see {@link realpath} for links. */
export function insideWorkspace(workspace: string, path: string): boolean {
  const way = relative(workspace, path);
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** The path as records have it: relative to the workspace, forward slashes; `.` for the workspace itself. */
export function recordPath(workspace: string, path: string): string {
  return relative(workspace, path).split(sep).join('/') || '.';
}

/** A path that counts from a folder, as it counts from where the folder's own path does. @param folder `.` or empty: the same place */
export function placed(folder: string, path: string): string {
  return folder === '' || folder === '.' ? path : `${folder}/${path}`;
}

/** What keeps a relative path out of a record. */
export function pathNameFaults(path: string, where: string): Fault[] {
  const problem = pathProblem(path);
  if (problem === undefined) return [];
  const what = `The path ${shown(path)} ${problem}`;
  return [{ code: 'E_PATH_NAME', what, where, mend: 'Rename the file or folder' }];
}

export interface ResolvedPath {
  absolute: string;
  /** As in {@link recordPath}. */
  record: string;
}

/**
 * A path that a user named, by its names only.
 * @param where the input and line, for messages
 * @throws UserError E_PATH_OUTSIDE, E_PATH_NAME
 */
export function placePath(place: Place, path: string, where: string): ResolvedPath {
  const absolute = resolve(place.workspace, place.cwd, path);
  if (!insideWorkspace(place.workspace, absolute)) throw new UserError(outside(path, where));
  const record = recordPath(place.workspace, absolute);
  const faults = pathNameFaults(record, where);
  if (faults.length > 0) throw new UserError(faults);
  return { absolute, record };
}

/**
 * A path that a user named and that exists; a link must not lead out of the workspace.
 * @throws UserError E_PATH_OUTSIDE, E_PATH_NAME, E_PATH_MISSING, E_FILE_UNREADABLE
 */
export async function existingPath(place: Place, path: string, where: string): Promise<ResolvedPath> {
  const resolved = placePath(place, path, where);
  const root = await realpath(place.workspace);
  const real = await realpath(resolved.absolute).catch((error: NodeJS.ErrnoException) => {
    throw new UserError(error.code === 'ENOENT' ? missing(path, where) : unreadablePath(path, where, error), {
      cause: error,
    });
  });
  if (!insideWorkspace(root, real)) throw new UserError(outside(path, where));
  if (isInGit(recordPath(root, real))) throw new UserError(inGit(path, where));
  return resolved;
}

/** Whether a path of forward slashes leads to `.git` or into it: credentials lie there. */
export function isInGit(path: string): boolean {
  return path.split('/').some((name) => name.toLowerCase() === '.git');
}

function inGit(path: string, where: string): Fault {
  return {
    code: 'E_PATH_OUTSIDE',
    what: `${shown(path)} lies in \`.git\`, which can hold credentials and is never read`,
    where,
    mend: 'Name a path outside of `.git`',
  };
}

/** The fault of a path that leads out of the workspace. */
export function outside(path: string, where: string): Fault {
  return {
    code: 'E_PATH_OUTSIDE',
    what: `${shown(path)} leads out of the workspace`,
    where,
    mend: 'Name a path inside the workspace, or copy the data there first',
  };
}

function missing(path: string, where: string): Fault {
  return {
    code: 'E_PATH_MISSING',
    what: `${shown(path)} does not exist`,
    where,
    mend: 'Check the spelling, and that an earlier step makes or downloads it; paths count from working-directory',
  };
}

/** The fault of a path that the system does not let us look at. */
export function unreadablePath(
  path: string,
  where: string | undefined,
  error: Pick<NodeJS.ErrnoException, 'code' | 'message'>,
): Fault {
  return {
    code: 'E_FILE_UNREADABLE',
    what: `${shown(path)} cannot be read (${error.code ?? error.message})`,
    where,
    mend: 'Make it readable for the user that the job runs as',
  };
}
