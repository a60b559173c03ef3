import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deflateSync, inflateSync } from 'node:zlib';

// Objects as git keeps them before it packs them, one in a file. A process for each would take far longer, and the tests
// make and read them by the thousand.

export type ObjectKind = 'blob' | 'tree' | 'commit';

/** @param name one character per byte */
interface Entry {
  mode: string;
  name: string;
  id: string;
}

const FOLDER = '40000';

function fileOf(gitDir: string, id: string): string {
  return join(gitDir, 'objects', id.slice(0, 2), id.slice(2));
}

/** An object's bytes; `undefined` where git has it in a pack or not at all. Another kind than wanted throws. */
export function readLoose(gitDir: string, kind: ObjectKind, id: string): Buffer | undefined {
  let packed: Buffer;
  try {
    packed = readFileSync(fileOf(gitDir, id));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const bytes = inflateSync(packed);
  const end = bytes.indexOf(0);
  const [found] = bytes.subarray(0, end).toString().split(' ');
  if (found !== kind) throw new Error(`${id} is a ${found} and no ${kind}`);
  return bytes.subarray(end + 1);
}

/** @returns the object's id */
export function writeLoose(gitDir: string, kind: ObjectKind, content: Uint8Array): string {
  const bytes = Buffer.concat([Buffer.from(`${kind} ${content.length}\0`), content]);
  const id = createHash('sha1').update(bytes).digest('hex');
  const file = fileOf(gitDir, id);
  if (existsSync(file)) return id;
  mkdirSync(dirname(file), { recursive: true });
  // Under another name at first: git may be reading.
  const draft = `${file}-${process.pid}`;
  writeFileSync(draft, deflateSync(bytes, { level: 1 }), { mode: 0o444 });
  renameSync(draft, file);
  return id;
}

/** A path's new content; `null` takes it away, a folder with all that is in it. */
export type Change = [path: string, content: Uint8Array | null];

/** Reads an object wherever it is. */
type Read = (kind: ObjectKind, id: string) => Promise<Buffer>;

/** Makes a folder with changes out of another one. @param base its tree, if there is one @returns the tree, of which nothing may be left */
export async function changedTree(
  gitDir: string,
  { base, changes, read }: { base: string | undefined; changes: readonly Change[]; read: Read },
): Promise<string> {
  const write = (kind: ObjectKind, bytes: Uint8Array) => writeLoose(gitDir, kind, bytes);
  const change = async (tree: string | undefined, asked: readonly Change[]): Promise<Entry[]> => {
    const found = tree === undefined ? [] : parseTree(await read('tree', tree));
    const entries = new Map(found.map((entry) => [entry.name, entry]));
    const below = new Map<string, Change[]>();
    for (const [path, content] of asked) {
      const slash = path.indexOf('/');
      const name = slash < 0 ? path : path.slice(0, slash);
      if (name === '') throw new Error('A part of a path is empty');
      if (slash >= 0) below.set(name, [...(below.get(name) ?? []), [path.slice(slash + 1), content]]);
      else if (content === null) entries.delete(name);
      else entries.set(name, { mode: '100644', name, id: write('blob', content) });
    }
    for (const [name, inner] of below) {
      const old = entries.get(name);
      const folder = old?.mode === FOLDER ? old.id : undefined;
      // What is to be taken away of a folder that is none is not there.
      if (folder === undefined && inner.every(([, content]) => content === null)) continue;
      const left = await change(folder, inner);
      if (left.length === 0) entries.delete(name);
      else entries.set(name, { mode: FOLDER, name, id: write('tree', treeBytes(left)) });
    }
    return [...entries.values()];
  };
  const named = changes.map(([path, content]): Change => [Buffer.from(path).toString('latin1'), content]);
  return write('tree', treeBytes(await change(base, named)));
}

/** What lies at a path of a tree; `null` where nothing does, `undefined` where only git can tell. */
export function looseEntry(gitDir: string, tree: string, path: string): Entry | null | undefined {
  let entry: Entry = { mode: FOLDER, name: '', id: tree };
  for (const part of Buffer.from(path).toString('latin1').split('/')) {
    // What git makes of such a path is for git to say.
    if (part === '' || part === '.' || part === '..') return undefined;
    if (entry.mode !== FOLDER) return null;
    const bytes = readLoose(gitDir, 'tree', entry.id);
    if (bytes === undefined) return undefined;
    const found = parseTree(bytes).find(({ name }) => name === part);
    if (found === undefined) return null;
    entry = found;
  }
  return entry;
}

function parseTree(bytes: Buffer): Entry[] {
  const entries: Entry[] = [];
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at);
    const end = bytes.indexOf(0, space);
    entries.push({
      mode: bytes.subarray(at, space).toString('latin1'),
      name: bytes.subarray(space + 1, end).toString('latin1'),
      id: bytes.subarray(end + 1, end + 21).toString('hex'),
    });
    at = end + 21;
  }
  return entries;
}

function treeBytes(entries: readonly Entry[]): Buffer {
  // Git sorts folders as if a slash ended their names.
  const key = ({ mode, name }: Entry) => (mode === FOLDER ? `${name}/` : name);
  const sorted = [...entries].sort((one, other) => (key(one) < key(other) ? -1 : 1));
  return Buffer.concat(
    sorted.flatMap(({ mode, name, id }) => [
      Buffer.from(`${mode} ${name}\0`, 'latin1'),
      Buffer.from(id, 'hex'),
    ]),
  );
}
