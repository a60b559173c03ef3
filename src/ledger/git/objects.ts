import { createHash } from 'node:crypto';
import { deflateSync } from 'node:zlib';

export type ObjectFormat = 'sha1' | 'sha256';

export interface TreeEntry {
  /**
   * As it is stored: `100644`, `40000` (folder), `100755`, `120000` (link), `160000` (submodule), or what else somebody has put there.
   * Most commands of git show another one: `100644` for `100664` and `100600`, `40000` for `040000`.
   */
  mode: string;
  /** One character per byte, since a tree may hold names that are no UTF-8. */
  name: string;
  id: string;
}

export const FOLDER_MODE = '40000';
export const FILE_MODE = '100644';

/** The one definition of a plain file, for writers, readers and `verify`: the mode as it is stored, and no other. */
export function isFile(entry: Pick<TreeEntry, 'mode'>): boolean {
  return entry.mode === FILE_MODE;
}

/** A folder as git makes it; one of mode `040000` is none. */
export function isFolder(entry: Pick<TreeEntry, 'mode'>): boolean {
  return entry.mode === FOLDER_MODE;
}

const KINDS: Readonly<Record<string, string>> = {
  [FILE_MODE]: 'a file',
  [FOLDER_MODE]: 'a folder',
  '120000': 'a symbolic link',
  '160000': 'a submodule',
  '100755': 'an executable file',
};

/** What a mode makes of an entry, for messages. */
export function kindOf(mode: string): string {
  return KINDS[mode] ?? `an entry of mode ${mode}`;
}

/** What is wrong with a folder, by the name of an entry: git makes no such folder, and shows different things of it to different commands. */
export interface FolderFault {
  kind: 'twice' | 'slash' | 'unsorted';
  name: string;
}

/** @param entries in the order in which they are stored */
export function folderFaults(entries: readonly TreeEntry[]): FolderFault[] {
  const seen = new Set<string>();
  const faults: FolderFault[] = [];
  for (const [index, entry] of entries.entries()) {
    const { name } = entry;
    const before = entries[index - 1];
    if (seen.has(name)) faults.push({ kind: 'twice', name });
    else if (name === '' || name.includes('/')) faults.push({ kind: 'slash', name });
    else if (before !== undefined && Buffer.compare(sortKey(before), sortKey(entry)) > 0)
      faults.push({ kind: 'unsorted', name });
    seen.add(name);
  }
  return faults;
}

export type ObjectType = 'commit' | 'tree' | 'blob';

/** An object to be written. */
export interface NewObject {
  id: string;
  type: ObjectType;
  bytes: Buffer;
}

export function newObject(format: ObjectFormat, type: ObjectType, bytes: Buffer): NewObject {
  return { id: objectId(format, type, bytes), type, bytes };
}

/** The id git gives an object, so that bytes can be compared with what a tree names without fetching it. */
export function objectId(format: ObjectFormat, type: ObjectType, bytes: Buffer): string {
  return createHash(format).update(`${type} ${bytes.length}\0`).update(bytes).digest('hex');
}

const PACK_TYPES: Record<ObjectType, number> = { commit: 1, tree: 2, blob: 3 };

/** Objects in git's pack format, version 2, each whole. */
export function packOf(format: ObjectFormat, objects: readonly NewObject[]): Buffer {
  const head = Buffer.from('PACK\0\0\0\x02\0\0\0\0', 'latin1');
  head.writeUInt32BE(objects.length, 8);
  const parts = objects.flatMap(({ type, bytes }) => [packHead(type, bytes.length), deflateSync(bytes)]);
  const pack = Buffer.concat([head, ...parts]);
  return Buffer.concat([pack, createHash(format).update(pack).digest()]);
}

/** Type and the lowest four bits of the size, then seven bits a byte; the highest bit says that another byte follows. */
function packHead(type: ObjectType, size: number): Buffer {
  const bytes = [(PACK_TYPES[type] << 4) | (size & 15)];
  for (let rest = Math.floor(size / 16); rest > 0; rest = Math.floor(rest / 128)) {
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 128;
    bytes.push(rest & 127);
  }
  return Buffer.from(bytes);
}

/** The bytes of a tree object with these entries, in git's order. */
export function treeBytes(entries: readonly TreeEntry[]): Buffer {
  const parts = inGitOrder(entries).flatMap((entry) => [
    Buffer.from(`${entry.mode} ${entry.name}\0`, 'latin1'),
    Buffer.from(entry.id, 'hex'),
  ]);
  return Buffer.concat(parts);
}

function inGitOrder(entries: readonly TreeEntry[]): TreeEntry[] {
  return entries
    .map((entry) => ({ entry, key: sortKey(entry) }))
    .sort((a, b) => Buffer.compare(a.key, b.key))
    .map(({ entry }) => entry);
}

/** Git compares a folder as if its name ended in a slash. */
function sortKey({ mode, name }: TreeEntry): Buffer {
  return Buffer.from(/^0*40000$/.test(mode) ? `${name}/` : name, 'latin1');
}
