import { UserError } from '../core/errors.js';
import { LARGEST_FILE } from './layout.js';
import type { NewFile } from './ledger.js';
import { FILE_MODE, FOLDER_MODE, isFile, type TreeEntry } from './objects.js';
import { foldersAbove, requirePath, type Snapshot } from './snapshot.js';

/** Files written at the same moment, each by a process of its own. */
const AT_ONCE = 4;

/**
 * The files that a commit does not have yet.
 * @throws UserError E_LEDGER_RECORD_EXISTS when a path holds other bytes, E_LEDGER_OVERSIZE
 */
export async function missingFiles(snapshot: Snapshot, files: readonly NewFile[]): Promise<NewFile[]> {
  checkFiles(files);
  const entries = await snapshot.find(files.map((file) => file.path));
  return files.filter((file, index) => {
    const entry = entries[index];
    if (entry === undefined) return true;
    if (isFile(entry) && entry.id === snapshot.store.blobId(file.bytes)) return false;
    throw new UserError({
      code: 'E_LEDGER_RECORD_EXISTS',
      what: `The ledger has other content at ${file.path}, and a record is never changed`,
      where: file.path,
      mend: 'Record under a new id; if nothing of yours wrote that file, look at the commit that added it',
    });
  });
}

/**
 * Writes the tree of a snapshot with files added. Only the folders on their paths are read and written, so that the rest
 * need not be here. @returns the tree's id
 */
export async function writeTreeWith(snapshot: Snapshot, files: readonly NewFile[]): Promise<string> {
  const { store } = snapshot;
  const folders = [...new Set(files.flatMap((file) => foldersAbove(file.path)))];
  await snapshot.open(folders);
  const contents = new Map(
    folders.map((folder) => [folder, new Map(snapshot.entries(folder).map((entry) => [entry.name, entry]))]),
  );
  const put = (path: string, entry: Omit<TreeEntry, 'name'>) => {
    const slash = path.lastIndexOf('/');
    const name = path.slice(slash + 1);
    contents.get(slash < 0 ? '' : path.slice(0, slash))?.set(name, { ...entry, name });
  };
  for (let from = 0; from < files.length; from += AT_ONCE) {
    const some = files.slice(from, from + AT_ONCE);
    const ids = await Promise.all(some.map((file) => store.writeBlob(file.bytes)));
    some.forEach((file, index) => {
      put(file.path, { mode: FILE_MODE, id: ids[index] ?? '' });
    });
  }
  // Deepest first: a folder's id is part of the folder above it.
  const bottomUp = folders.sort((a, b) => depth(b) - depth(a));
  const trees = bottomUp.map((folder) => {
    const entries = [...(contents.get(folder)?.values() ?? [])];
    if (folder !== '') put(folder, { mode: FOLDER_MODE, id: store.treeId(entries) });
    return entries;
  });
  await store.writeTrees(trees);
  return store.treeId(trees.at(-1) ?? []);
}

function checkFiles(files: readonly NewFile[]): void {
  const paths = new Set(files.map((file) => file.path));
  if (paths.size < files.length) throw new Error('two new files have one path');
  for (const file of files) {
    requirePath(file.path);
    if (file.bytes.length <= LARGEST_FILE) continue;
    throw new UserError({
      code: 'E_LEDGER_OVERSIZE',
      what: `${file.path} would have ${file.bytes.length} bytes and ${LARGEST_FILE} is the most`,
      where: file.path,
      mend: 'Record less: fewer metric steps, params or files',
    });
  }
}

function depth(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
