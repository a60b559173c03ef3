import type { ObjectStore } from '../git/object-store.js';
import { FILE_MODE, FOLDER_MODE, type NewObject, type TreeEntry } from '../git/objects.js';
import { copiesOf } from '../index/days.js';
import { INDEX, LATEST_DAY, monthCopy } from '../layout.js';
import type { NewFile } from '../ledger.js';
import { foldersAbove, parentOf } from '../read/paths.js';
import type { Snapshot } from '../read/snapshot.js';

/** What a commit adds: a file, or a folder that is not there yet. */
export interface Addition extends TreeEntry {
  path: string;
}

interface Changes {
  additions: readonly Addition[];
  /** Takes all that is derived away first, and makes the copies of folders anew. */
  resetIndex: boolean;
}

interface NewFolders {
  /** Entries of every folder that is written, by path. */
  folders: Map<string, Map<string, TreeEntry>>;
  additions: readonly Addition[];
  /** Where a folder that is written shall be found a second time, by its path. */
  copies?: ReadonlyMap<string, string>;
}

/** A tree that is not written yet, with all the new ones in it. */
export interface NewTree {
  id: string;
  objects: NewObject[];
}

/** What these files add, and their contents. */
export function additionsOf(
  store: ObjectStore,
  files: readonly NewFile[],
): { additions: Addition[]; contents: NewObject[] } {
  const contents = files.map((file) => store.object('blob', file.bytes));
  const additions = files.map(({ path }, index) => ({
    path,
    name: nameOf(path),
    mode: FILE_MODE,
    id: contents[index]?.id ?? '',
  }));
  return { additions, contents };
}

/** The tree that holds nothing else. */
export function treeOf(store: ObjectStore, additions: readonly Addition[]): NewTree {
  const names = new Set(['', ...additions.flatMap((addition) => foldersAbove(addition.path))]);
  return foldersToTree(store, { folders: new Map([...names].map((name) => [name, new Map()])), additions });
}

/** The tree of a snapshot with additions. Only the folders on their paths are read and made anew, so that the rest need not be here. */
export async function treeWith(snapshot: Snapshot, changes: Changes): Promise<NewTree> {
  const { additions, resetIndex } = changes;
  const names = new Set(additions.flatMap((addition) => foldersAbove(addition.path)));
  const copies = copiesOfNew([...names].filter((folder) => DAY.test(folder)).sort());
  // Where nothing is added, the folder above it is on no path.
  if (copies.size > 0 || resetIndex) for (const name of ['', INDEX]) names.add(name);
  // What goes need not be read, and could be anything.
  await snapshot.open([...names].filter((name) => !resetIndex || !name.startsWith(`${INDEX}/`)));
  const folders = new Map(
    [...names].map((folder) => {
      const entries = resetIndex && isWithin(folder, INDEX) ? [] : snapshot.entries(folder);
      return [folder, new Map(entries.map((entry) => [entry.name, entry]))];
    }),
  );
  for (const [path, id] of resetIndex ? await copiesOf(snapshot) : [])
    folders.get(INDEX)?.set(nameOf(path), { mode: FOLDER_MODE, name: nameOf(path), id });
  return foldersToTree(snapshot.store, { folders, additions, copies });
}

const DAY = /^runs\/\d{4}\/\d\d\/\d\d$/;

/** @param days folders, the last of them the newest */
function copiesOfNew(days: readonly string[]): Map<string, string> {
  const [newest] = days.slice(-1);
  return new Map([
    ...days.map((day): [string, string] => [parentOf(day), monthCopy(day)]),
    ...(newest === undefined ? [] : [[newest, LATEST_DAY] as [string, string]]),
  ]);
}

function foldersToTree(store: ObjectStore, { folders, additions, copies }: NewFolders): NewTree {
  const put = (path: string, entry: Omit<TreeEntry, 'name'>) =>
    folders.get(parentOf(path))?.set(nameOf(path), { mode: entry.mode, id: entry.id, name: nameOf(path) });
  for (const addition of additions) put(addition.path, addition);
  // Deepest first: a folder's id is part of the folder above it.
  const bottomUp = [...folders.keys()].sort((a, b) => depth(b) - depth(a));
  const objects = bottomUp.map((folder) => {
    const entries = [...(folders.get(folder)?.values() ?? [])];
    const tree = store.tree(entries);
    const { id } = tree;
    // git knows no empty folders.
    if (entries.length === 0) folders.get(parentOf(folder))?.delete(nameOf(folder));
    else if (folder !== '') put(folder, { mode: FOLDER_MODE, id });
    const copy = copies?.get(folder);
    if (copy !== undefined) put(copy, { mode: FOLDER_MODE, id });
    return tree;
  });
  return { id: objects.at(-1)?.id ?? '', objects };
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
