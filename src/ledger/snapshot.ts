import { UserError } from '../core/errors.js';
import { LARGEST_FILE } from './layout.js';
import type { LedgerView } from './ledger.js';
import type { ObjectStore } from './object-store.js';
import { FOLDER_MODE, isFile, parseTree, type TreeEntry } from './objects.js';

/** Names that a ledger's writers make: {@link encodeName} and nothing else. Files of other names are no records. */
const COMPONENT = /^(?!\.{1,2}$)[A-Za-z0-9._%-]+$/;

/** Most bytes that one read holds in memory. */
const LARGEST_READ = 512 * 1024 * 1024;

/** Brings blobs that a partial fetch left out, all with one request. */
export type BringBlobs = (ids: readonly string[]) => Promise<void>;

/** The ledger as one commit shows it, read from an object store. */
export class Snapshot implements LedgerView {
  readonly #bring: BringBlobs;
  readonly #folders = new Map<string, ReadonlyMap<string, TreeEntry>>();

  constructor(
    readonly store: ObjectStore,
    readonly commit: string | null,
    bring: BringBlobs,
  ) {
    this.#bring = bring;
  }

  async list(folder: string): Promise<string[]> {
    const [entry] = await this.find([folder]);
    if (entry === undefined) return [];
    if (entry.mode !== FOLDER_MODE) throw notPlain(folder, entry);
    const answer = await this.store.git.ok(['ls-tree', '-r', '-z', entry.id], { limit: 512 * 1024 * 1024 });
    const paths: Buffer[] = [];
    for (const line of answer.toString('latin1').split('\0')) {
      const [, mode, id, name] = /^(\d+) \w+ ([0-9a-f]+)\t([\s\S]*)$/.exec(line) ?? [];
      if (mode === undefined || id === undefined || name === undefined) continue;
      if (!name.split('/').every((part) => COMPONENT.test(part))) continue;
      const path = `${folder}/${name}`;
      if (!isFile({ mode, id, name })) throw notPlain(path, { mode, id, name });
      paths.push(Buffer.from(path));
    }
    return paths.sort(Buffer.compare).map((path) => path.toString());
  }

  async read(paths: readonly string[]): Promise<Map<string, Buffer>> {
    const wanted = [...new Set(paths)];
    const entries = await this.find(wanted);
    const files = wanted.flatMap((path, index) => {
      const entry = entries[index];
      if (entry === undefined) return [];
      if (!isFile(entry)) throw notPlain(path, entry);
      return [{ path, id: entry.id }];
    });
    const size = await this.#prepare(files);
    const blobs = await this.store.get(
      files.map((file) => file.id),
      size + 128 * (files.length + 1),
    );
    return new Map(
      files.map((file, index) => {
        const blob = blobs[index];
        if (blob?.type !== 'blob')
          throw invalid(file.path, 'has no content in this repository', 'fetch the branch again');
        return [file.path, blob.bytes];
      }),
    );
  }

  /** Entries at paths, in order; undefined where there is none. @throws UserError when a folder on the way is no folder */
  async find(paths: readonly string[]): Promise<(TreeEntry | undefined)[]> {
    paths.forEach(requirePath);
    await this.open(paths.flatMap(foldersAbove));
    return paths.map((path) => this.#entry(path));
  }

  /** Entries of a folder that {@link open} or {@link find} has read; none for one that does not exist. */
  entries(folder: string): TreeEntry[] {
    return [...(this.#folders.get(folder)?.values() ?? [])];
  }

  /** Reads folders, all with one command. @throws UserError when a path is something else than a folder */
  async open(folders: readonly string[]): Promise<void> {
    const all = new Set(folders.flatMap((folder) => [...foldersAbove(folder), folder]));
    const unread = [...all].filter((folder) => !this.#folders.has(folder)).sort();
    if (this.commit === null || unread.length === 0) return;
    const trees = await this.store.get(unread.map((folder) => `${this.commit}:${folder}`));
    // A folder sorts after the one above it, which has been read by then.
    unread.forEach((folder, index) => {
      const entry = folder === '' ? undefined : this.#entry(folder);
      const tree = trees[index];
      if (entry !== undefined && entry.mode !== FOLDER_MODE) throw notPlain(folder, entry);
      if (tree?.type !== 'tree' && (entry !== undefined || folder === '')) {
        throw new Error(`the tree of ${folder || 'the ledger'} at ${this.commit} is not in this repository`);
      }
      const entries = tree?.type === 'tree' ? parseTree(tree.bytes, this.store.format) : [];
      this.#folders.set(folder, new Map(entries.map((one) => [one.name, one])));
    });
  }

  #entry(path: string): TreeEntry | undefined {
    const slash = path.lastIndexOf('/');
    return this.#folders.get(slash < 0 ? '' : path.slice(0, slash))?.get(path.slice(slash + 1));
  }

  /** Sees that all contents are here and none is too large to be held in memory. @returns their size together */
  async #prepare(files: readonly { path: string; id: string }[]): Promise<number> {
    const ids = [...new Set(files.map((file) => file.id))];
    const sizes = new Map<string, number | null>();
    const measure = async (some: readonly string[]) => {
      const found = await this.store.sizes(some);
      some.forEach((id, index) => {
        sizes.set(id, found[index] ?? null);
      });
    };
    await measure(ids);
    const missing = ids.filter((id) => sizes.get(id) === null);
    if (missing.length > 0) {
      await this.#bring(missing);
      await measure(missing);
    }
    const large = files.find((file) => (sizes.get(file.id) ?? 0) > LARGEST_FILE);
    if (large !== undefined) {
      const what = `has ${sizes.get(large.id)} bytes and ${LARGEST_FILE} is the most`;
      throw invalid(large.path, what, 'Revert the commit that added it');
    }
    const total = files.reduce((sum, file) => sum + (sizes.get(file.id) ?? 0), 0);
    if (total <= LARGEST_READ) return total;
    throw new UserError({
      code: 'E_LEDGER_OVERSIZE',
      what: `${files.length} records of the ledger have ${total} bytes together and ${LARGEST_READ} is the most that is read at once`,
      where: files[0]?.path,
      mend: 'Ask for fewer records',
    });
  }
}

/** `a/b/c` → `''`, `a`, `a/b` */
export function foldersAbove(path: string): string[] {
  const parts = path.split('/').slice(0, -1);
  return path === '' ? [] : ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}

/** Paths come from this tool's own layout; anything else is a defect, and must not reach git as a revision. */
export function requirePath(path: string): void {
  if (!path.split('/').every((part) => COMPONENT.test(part))) {
    throw new Error(`${JSON.stringify(path)} is no ledger path`);
  }
}

function notPlain(path: string, entry: TreeEntry): UserError {
  const kinds: Record<string, string> = {
    '120000': 'a symbolic link',
    '160000': 'a submodule',
    [FOLDER_MODE]: 'a folder where a file belongs',
  };
  return invalid(
    path,
    `is ${kinds[entry.mode] ?? 'a file where a folder belongs'}, which no ledger has`,
    'Revert the commit that put it there',
  );
}

function invalid(path: string, what: string, mend: string): UserError {
  return new UserError({ code: 'E_LEDGER_RECORD_INVALID', what: `${path} ${what}`, where: path, mend });
}
