import { lstat, mkdir, mkdtemp, opendir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { hashFiles } from '../../collect/files/hash.js';
import { UserError } from '../../core/errors.js';
import type { WantedFile } from '../../core/fetch/files.js';
import { quoted } from '../../core/printable.js';

/** The folder that files are to be in. */
export interface Target {
  /** Absolute. */
  path: string;
  /** As messages name it. */
  shown: string;
}

/**
 * Whether the folder has exactly these files already.
 * @returns false when it is not there, or empty
 * @throws UserError E_FETCH_PATH when it is anything else: what is there is never changed
 */
export async function isThere(target: Target, files: readonly WantedFile[]): Promise<boolean> {
  try {
    return await hasJust(target, files);
  } catch (error) {
    throw pathFault(error as NodeJS.ErrnoException, target);
  }
}

async function hasJust(target: Target, files: readonly WantedFile[]): Promise<boolean> {
  const { path } = target;
  const stats = await lstat(path).catch(unlessAbsent);
  if (stats === undefined) return false;
  if (!stats.isDirectory()) throw taken(target, stats.isSymbolicLink() ? 'is a link' : 'is a file');
  const wanted = new Map(files.map((file) => [file.target, file]));
  const folders = new Set(files.flatMap((file) => foldersOf(file.target)));
  let seen = 0;
  for await (const entry of walk(path, '', folders)) {
    const file = wanted.get(entry.path);
    if (file === undefined || !entry.isFile)
      throw taken(target, `is not empty and has ${quoted(entry.path)}, which is none of the files`);
    if ((await lstat(join(path, ...entry.path.split('/')))).size !== file.size_bytes)
      throw taken(target, `has another ${quoted(entry.path)}`);
    seen += 1;
  }
  if (seen === 0) return false;
  if (seen < files.length)
    throw taken(target, `has ${seen} of the ${files.length} files and lacks the others`);
  const hashed = await hashFiles(path, [...wanted.keys()], { place: target.shown });
  const other = hashed.find((one) => wanted.get(one.path)?.digest !== one.digest);
  if (other !== undefined) throw taken(target, `has another ${quoted(other.path)}`);
  return true;
}

/** All that is no folder, and folders that are none of `known`. */
async function* walk(
  root: string,
  within: string,
  known: ReadonlySet<string>,
): AsyncGenerator<{ path: string; isFile: boolean }> {
  for await (const entry of await opendir(join(root, ...within.split('/')))) {
    const path = within === '' ? entry.name : `${within}/${entry.name}`;
    if (entry.isDirectory() && known.has(path)) yield* walk(root, path, known);
    else yield { path, isFile: entry.isFile() };
  }
}

function foldersOf(path: string): string[] {
  const parts = path.split('/');
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'));
}

/**
 * Lets files be made aside, and then appear as the folder all at once. When anything fails, nothing of them is left.
 * @param fill writes them; `temp` may be filled as well and goes away
 * @throws UserError E_FETCH_PATH when the folder cannot be made, or the disk is full; what `fill` throws
 */
export async function appear(
  target: Target,
  files: readonly WantedFile[],
  fill: (into: { folder: string; temp: string }) => Promise<void>,
): Promise<void> {
  try {
    // Beside the folder, or else it could not be renamed: another place may be another disk.
    const temp = await mkdtemp(join(await lowestFolder(dirname(target.path)), '.lineage-fetch-'));
    try {
      const folder = join(temp, 'files');
      await mkdir(folder);
      await fill({ folder, temp });
      await mkdir(dirname(target.path), { recursive: true });
      await moveTo(folder, target, files);
    } finally {
      await rm(temp, { recursive: true, force: true });
    }
  } catch (error) {
    throw pathFault(error as NodeJS.ErrnoException, target);
  }
}

async function moveTo(folder: string, target: Target, files: readonly WantedFile[]): Promise<void> {
  // An empty folder gives way; Windows would not replace it.
  await rmdir(target.path).catch((error: NodeJS.ErrnoException) => {
    if (!['ENOENT', 'ENOTEMPTY', 'EEXIST'].includes(error.code ?? '')) throw error;
  });
  await rename(folder, target.path).catch(async (error: unknown) => {
    // Somebody else may have fetched the same meanwhile.
    if (!(await isThere(target, files))) throw error;
  });
}

async function lowestFolder(path: string): Promise<string> {
  const stats = await lstat(path).catch(unlessAbsent);
  if (stats !== undefined || dirname(path) === path) return path;
  return lowestFolder(dirname(path));
}

function unlessAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

function taken({ shown }: Target, problem: string): UserError {
  return new UserError({
    code: 'E_FETCH_PATH',
    what: `The folder ${quoted(shown)} ${problem}`,
    where: 'path',
    mend: 'Remove it or name another: nothing that is there is overwritten',
  });
}

/** What the system complains of is for the user to mend; all else stays what it is. */
function pathFault(error: NodeJS.ErrnoException, { shown }: Target): Error {
  if (error instanceof UserError || error.syscall === undefined || error.code === undefined) return error;
  return new UserError(
    {
      code: 'E_FETCH_PATH',
      what: `The folder ${quoted(shown)} cannot be looked at or made (${error.code} on ${error.syscall})`,
      where: 'path',
      mend: 'Make sure that the place can be written and that the disk has room, or name another',
    },
    { cause: error },
  );
}
