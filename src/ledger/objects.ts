import { createHash } from 'node:crypto';

export type ObjectFormat = 'sha1' | 'sha256';

export interface TreeEntry {
  /** As git writes it: `100644`, `100755`, `120000` (link), `160000` (submodule), `40000` (folder). */
  mode: string;
  /** One character per byte, since a tree may hold names that are no UTF-8. */
  name: string;
  id: string;
}

export const FOLDER_MODE = '40000';
export const FILE_MODE = '100644';

export function isFile(entry: TreeEntry): boolean {
  return entry.mode === FILE_MODE || entry.mode === '100755';
}

/** The id git gives an object, so that bytes can be compared with what a tree names without fetching it. */
export function objectId(format: ObjectFormat, type: 'blob' | 'tree', bytes: Buffer): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

/** @param bytes a tree object as `git cat-file` gives it */
export function parseTree(bytes: Buffer, format: ObjectFormat): TreeEntry[] {
  const idLength = format === 'sha1' ? 20 : 32;
  const entries: TreeEntry[] = [];
  let at = 0;
  while (at < bytes.length) {
    const space = bytes.indexOf(0x20, at);
    const end = bytes.indexOf(0, space);
    if (space < 0 || end < 0 || end + idLength >= bytes.length + 1)
      throw new Error('a tree object is cut short');
    entries.push({
      mode: bytes.toString('latin1', at, space),
      name: bytes.toString('latin1', space + 1, end),
      id: bytes.toString('hex', end + 1, end + 1 + idLength),
    });
    at = end + 1 + idLength;
  }
  return entries;
}

/** The bytes of a tree object with these entries, in git's order. */
export function treeBytes(entries: readonly TreeEntry[]): Buffer {
  const parts = inGitOrder(entries).flatMap((entry) => [
    Buffer.from(`${entry.mode} ${entry.name}\0`, 'latin1'),
    Buffer.from(entry.id, 'hex'),
  ]);
  return Buffer.concat(parts);
}

/** One tree as a paragraph of `git mktree -z --batch`. */
export function mktreeLines(entries: readonly TreeEntry[]): Buffer {
  const lines = entries.map((entry) => `${entry.mode} ${typeOf(entry.mode)} ${entry.id}\t${entry.name}\0`);
  return Buffer.from(`${lines.join('')}\0`, 'latin1');
}

function inGitOrder(entries: readonly TreeEntry[]): TreeEntry[] {
  // git compares a folder as if its name ended in a slash.
  const key = (entry: TreeEntry) =>
    Buffer.from(entry.mode === FOLDER_MODE ? `${entry.name}/` : entry.name, 'latin1');
  return entries
    .map((entry) => ({ entry, key: key(entry) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ entry }) => entry);
}

function typeOf(mode: string): string {
  if (mode === FOLDER_MODE) return 'tree';
  return mode === '160000' ? 'commit' : 'blob';
}
