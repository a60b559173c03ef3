import { stat } from 'node:fs/promises';
import { hashFile, hashFiles } from '../../collect/files/hash.js';
import { isBesideData, isOfSystems } from '../../collect/files/leftovers.js';
import { walk } from '../../collect/files/walk.js';
import { digestOfFiles } from '../../core/digest.js';

const FILES_LIMIT = 100_000;

/**
 * Digests that a record may know a file or folder by, whatever its name: a folder's as data and as a model.
 * @param path absolute
 * @returns undefined where nothing lies there
 * @throws UserError E_FILE_UNREADABLE, E_FILE_TOO_LARGE, E_PATH_NAME
 */
export async function digestsOnDisk(path: string): Promise<string[] | undefined> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ENOTDIR' || error.code === 'ENAMETOOLONG')
      return undefined;
    throw error;
  });
  if (found === undefined) return undefined;
  if (!found.isDirectory()) return [(await hashFile(path)).digest];
  const paths = await walk({
    root: path,
    where: path,
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: FILES_LIMIT,
    enters: () => true,
    takes: () => true,
  });
  const files = await hashFiles(path, paths);
  const without = (isLeft: (path: string) => boolean) =>
    digestOfFiles(files.filter((file) => !partsOf(file.path).some(isLeft)));
  return [...new Set([without(isOfSystems), without(isBesideData), digestOfFiles(files)])];
}

/** A folder that is left out takes what is below it along. */
function partsOf(path: string): string[] {
  return path.split('/');
}
