import type { Stats } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hashFile, hashFiles } from '../../collect/files/hash.js';
import { isBesideData, isOfSystems } from '../../collect/files/leftovers.js';
import { insideWorkspace, isInGit, recordPath, unreadablePath } from '../../collect/files/paths.js';
import { walk } from '../../collect/files/walk.js';
import { digestOfFiles } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import { shown } from '../../core/key-values.js';
import { DATA_FILES_LIMIT } from '../../core/run-limits.js';

/**
 * Digests that a record may know a file or folder by, whatever its name: a folder's as data and as a model. Links are followed as
 * `track` follows them, so that all that it has recorded is found.
 * @param path absolute
 * @param root absolute root of the work tree that one stands in; null where there is none
 * @returns undefined where nothing lies there
 * @throws UserError E_FILE_UNREADABLE, E_ARTIFACT_SYMLINK, E_FILE_TOO_LARGE, E_PATH_NAME
 */
export async function digestsOnDisk(path: string, root: string | null): Promise<string[] | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG')
      return undefined;
    throw new UserError(unreadablePath(path, 'REF', error), { cause: error });
  });
  if (found === undefined) return undefined;
  const within = await reachOf(path, found, root);
  if (!found.isDirectory()) return [(await hashFile(path, within)).digest];
  const paths = await walk({
    root: path,
    within,
    where: path,
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: DATA_FILES_LIMIT,
    enters: () => true,
    takes: () => true,
  });
  const files = await hashFiles(path, paths, { within });
  const without = (isLeft: (path: string) => boolean) =>
    digestOfFiles(files.filter((file) => !partsOf(file.path).some(isLeft)));
  return [...new Set([without(isOfSystems), without(isBesideData), digestOfFiles(files)])];
}

/**
 * The folder that no link is followed out of: the work tree for what lies in it, else the folder that is named, or that of the file.
 * @throws UserError E_FILE_UNREADABLE for a link to a file that leads out of it
 */
async function reachOf(path: string, found: Stats, root: string | null): Promise<string> {
  // A pipe has no place; who reads it says so.
  const real = await realpath(path).catch(() => path);
  const isIn = async (folder: string) => {
    const within = await realpath(folder);
    return insideWorkspace(within, real) && !isInGit(recordPath(within, real));
  };
  if (root !== null && (await isIn(root))) return root;
  if (found.isDirectory()) return path;
  const own = dirname(path);
  if (!found.isFile() || (await isIn(own))) return own;
  throw new UserError({
    code: 'E_FILE_UNREADABLE',
    what: `The link ${shown(path)} leads out of its folder, and not to what lies in this work tree outside of \`.git\``,
    where: 'REF',
    mend: 'Ask about what it leads to, by the path of that',
  });
}

/** A folder that is left out takes what is below it along. */
function partsOf(path: string): string[] {
  return path.split('/');
}
