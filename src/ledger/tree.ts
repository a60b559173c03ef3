import { INDEX, LATEST_DAY } from './layout.js';
import type { NewFile } from './ledger.js';
import type { ObjectStore } from './object-store.js';
import { FILE_MODE, FOLDER_MODE, type TreeEntry } from './objects.js';
import { foldersAbove, parentOf, type Snapshot } from './snapshot.js';

/** What a commit adds: a file, or a folder that is not there yet. */
export interface Addition extends TreeEntry {
  path: string;
}

interface Changes {
  additions: readonly Addition[];
  /** Takes the derived look-ups away first. */
  resetIndex: boolean;
}

interface NewFolders {
  /** Entries of every folder that is written, by path. */
  folders: Map<string, Map<string, TreeEntry>>;
  additions: readonly Addition[];
  /** The folder that {@link LATEST_DAY} shall be the same as. */
  day?: string;
}

/** Writes the contents of files, all with one process. */
export async function additionsOf(store: ObjectStore, files: readonly NewFile[]): Promise<Addition[]> {
  const ids = await store.writeBlobs(files.map((file) => file.bytes));
  return files.map(({ path }, index) => ({
    path,
    name: nameOf(path),
    mode: FILE_MODE,
    id: ids[index] ?? '',
  }));
}

/** Writes a tree that holds nothing else. @returns its id */
export function writeTree(store: ObjectStore, additions: readonly Addition[]): Promise<string> {
  const names = new Set(['', ...additions.flatMap((addition) => foldersAbove(addition.path))]);
  return writeFolders(store, { folders: new Map([...names].map((name) => [name, new Map()])), additions });
}

/**
 * Writes the tree of a snapshot with additions. Only the folders on their paths are read and written, so that the rest need
 * not be here. @returns the tree's id
 */
export async function writeTreeWith(snapshot: Snapshot, changes: Changes): Promise<string> {
  const { additions, resetIndex } = changes;
  const names = new Set(additions.flatMap((addition) => foldersAbove(addition.path)));
  const day = [...names]
    .filter((folder) => DAY.test(folder))
    .sort()
    .at(-1);
  if (day !== undefined || resetIndex) for (const folder of foldersAbove(LATEST_DAY)) names.add(folder);
  await snapshot.open([...names]);
  const stays = (folder: string, entry: TreeEntry) =>
    !resetIndex || !isWithin(folder, INDEX) || `${folder}/${entry.name}` === LATEST_DAY;
  const folders = new Map(
    [...names].map((folder) => {
      const entries = snapshot.entries(folder).filter((entry) => stays(folder, entry));
      return [folder, new Map(entries.map((entry) => [entry.name, entry]))];
    }),
  );
  return writeFolders(snapshot.store, { folders, additions, day });
}

const DAY = /^runs\/\d{4}\/\d\d\/\d\d$/;

async function writeFolders(store: ObjectStore, { folders, additions, day }: NewFolders): Promise<string> {
  const put = (path: string, entry: Omit<TreeEntry, 'name'>) =>
    folders.get(parentOf(path))?.set(nameOf(path), { mode: entry.mode, id: entry.id, name: nameOf(path) });
  for (const addition of additions) put(addition.path, addition);
  // Deepest first: a folder's id is part of the folder above it.
  const bottomUp = [...folders.keys()].sort((a, b) => depth(b) - depth(a));
  const trees = bottomUp.map((folder) => {
    const entries = [...(folders.get(folder)?.values() ?? [])];
    const id = store.treeId(entries);
    // git knows no empty folders.
    if (entries.length === 0) folders.get(parentOf(folder))?.delete(nameOf(folder));
    else if (folder !== '') put(folder, { mode: FOLDER_MODE, id });
    if (folder === day) put(LATEST_DAY, { mode: FOLDER_MODE, id });
    return entries;
  });
  await store.writeTrees(trees);
  return store.treeId(trees.at(-1) ?? []);
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function isWithin(folder: string, above: string): boolean {
  return folder === above || folder.startsWith(`${above}/`);
}

function depth(folder: string): number {
  return folder === '' ? 0 : folder.split('/').length;
}
