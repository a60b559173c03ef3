import { Folder } from '../git/folder.js';
import type { ObjectStore } from '../git/object-store.js';
import { type FolderFault, folderFaults, isFolder, type TreeEntry } from '../git/objects.js';
import { incomplete } from './branch.js';

/** Trees that are asked for at a time. */
const BATCH = 512;
/** Folders above one another: more than in any path of a ledger. What lies deeper is told and not looked into. */
const DEEPEST = 12;

/** An entry as its folder stores it, which is not always as git's commands show it. */
export interface RawEntry extends TreeEntry {
  /** A character per byte. */
  path: string;
}

export interface RawTree {
  /** Files and folders, those of a folder behind it. */
  entries: RawEntry[];
  faults: (FolderFault & { path: string })[];
  /** Folders that were not looked into. */
  tooDeep: string[];
}

/**
 * Reads the folders of a commit themselves. Of entries with a slash in their name nothing is told but that they are there: no reader
 * finds them.
 * @throws UserError E_LEDGER_INCOMPLETE
 */
export async function readTree(store: ObjectStore, commit: string): Promise<RawTree> {
  const tree: RawTree = { entries: [], faults: [], tooDeep: [] };
  let level: { above: string; id: string }[] = [{ above: '', id: `${commit}^{tree}` }];
  for (let depth = 0; level.length > 0 && depth <= DEEPEST; depth += 1) {
    const next: typeof level = [];
    for (const { above, entries } of await foldersOf(store, level)) {
      const faults = folderFaults(entries);
      tree.faults.push(...faults.map((fault) => ({ ...fault, path: above + fault.name })));
      for (const entry of entries) {
        if (entry.name === '' || entry.name.includes('/')) continue;
        const path = above + entry.name;
        tree.entries.push({ ...entry, path });
        if (isFolder(entry) || /^0*40000$/.test(entry.mode)) next.push({ above: `${path}/`, id: entry.id });
      }
    }
    level = next;
  }
  tree.tooDeep.push(...level.map(({ above }) => above.slice(0, -1)));
  return tree;
}

async function foldersOf(
  store: ObjectStore,
  level: readonly { above: string; id: string }[],
): Promise<{ above: string; entries: TreeEntry[] }[]> {
  const ids = [...new Set(level.map(({ id }) => id))];
  const read = new Map<string, TreeEntry[]>();
  for (let at = 0; at < ids.length; at += BATCH) {
    const some = ids.slice(at, at + BATCH);
    const trees = await store.get(some);
    some.forEach((id, index) => {
      const tree = trees[index];
      if (tree?.type !== 'tree') throw incomplete(`The folder ${id} is not here`);
      read.set(id, new Folder(tree.bytes, store.format).entries());
    });
  }
  return level.map(({ above, id }) => ({ above, entries: read.get(id) ?? [] }));
}
