import { UserError } from '../../core/errors.js';
import { Folder } from '../git/folder.js';
import type { ObjectStore, StoredObject } from '../git/object-store.js';
import { isFile, isFolder, type TreeEntry } from '../git/objects.js';
import { INDEX, LARGEST_FILE } from '../layout.js';
import type { EachOptions, LedgerView, VisitFile } from '../ledger.js';
import { foldersAbove, isName, parentOf, requirePath } from './paths.js';
import { contentless, NO_CONTENT, notPlain, oversize, tooLarge, twice } from './unreadable.js';

/** Most bytes that one read holds in memory. */
const LARGEST_READ = 512 * 1024 * 1024;

/**
 * Brings objects that a partial fetch left out, all with one request: with the folders below them, or with what is usually as large as
 * records are, too.
 */
export type Bring = (ids: readonly string[], how: 'folders' | 'records') => Promise<void>;

/** A file by the id of its content. */
export interface FileEntry {
  path: string;
  id: string;
}

/** The ledger as one commit shows it, read from an object store. */
export class Snapshot implements LedgerView {
  /** Those that wait are not part of a commit. */
  readonly parked: readonly string[] = [];
  readonly #bring: Bring | null;
  readonly #folders = new Map<string, Folder>();

  constructor(
    readonly store: ObjectStore,
    readonly commit: string | null,
    bring: Bring | null,
  ) {
    this.#bring = bring;
  }

  /** What a commit of a tree would show: one that is in the store. */
  of(tree: string): Snapshot {
    return new Snapshot(this.store, tree, this.#bring);
  }

  async list(folder: string): Promise<string[]> {
    const [entry] = await this.find([folder]);
    if (entry === undefined) return [];
    if (!isFolder(entry)) throw notPlain(folder, entry);
    const paths: string[] = [];
    for (let level = [folder]; level.length > 0; ) {
      await this.open(level);
      const next: string[] = [];
      for (const above of level) {
        for (const one of this.entries(above)) {
          if (!isName(one.name)) continue;
          const path = `${above}/${one.name}`;
          if (isFolder(one)) next.push(path);
          else if (isFile(one)) paths.push(path);
          else throw notPlain(path, one);
        }
      }
      level = next;
    }
    // Names are ASCII, so this is the order of the bytes.
    return paths.sort();
  }

  async subfolders(folder: string): Promise<Map<string, string>> {
    await this.open([folder]);
    const others = this.#folder(folder)
      .others()
      .filter((entry) => isName(entry.name));
    // A folder of another mode would be left out in silence, with all the records in it. What is derived may be anything.
    const odd = others.find((entry) => !isFolder(entry));
    if (odd !== undefined && !`${folder}/`.startsWith(`${INDEX}/`))
      throw notPlain(`${folder}/${odd.name}`, odd);
    return new Map(others.filter(isFolder).map((entry) => [entry.name, entry.id]));
  }

  async bring(paths: readonly string[]): Promise<void> {
    // Where all is here that ever will be, what is missing need not be known.
    if (this.#bring === null) return;
    const entries = await this.find(paths);
    const found = paths.map((path, index) => ({ path, entry: entries[index] }));
    const folders = found.flatMap(({ path, entry }) => (entry !== undefined && isFolder(entry) ? path : []));
    const files = found.flatMap(({ entry }) => (entry !== undefined && isFile(entry) ? entry.id : []));
    const missing = await this.#missingBelow(folders, files);
    if (missing.length > 0) await this.#bring(missing, 'records');
  }

  async read(paths: readonly string[]): Promise<Map<string, Buffer>> {
    return this.contents(await this.files(paths));
  }

  async has(paths: readonly string[]): Promise<ReadonlySet<string>> {
    return new Set((await this.files(paths)).map(({ path }) => path));
  }

  async each(paths: readonly string[], visit: VisitFile, options?: EachOptions): Promise<void> {
    await this.eachContent(await this.files(paths), visit, options);
  }

  async look(folder: string): Promise<TreeEntry[]> {
    requirePath(folder);
    await this.open([folder]);
    return this.entries(folder).filter(({ name }) => isName(name));
  }

  async names(folder: string): Promise<string[]> {
    requirePath(folder);
    await this.open([folder]);
    return this.#folder(folder).names.filter(isName);
  }

  /** The files that exist, each once. @throws UserError E_LEDGER_RECORD_INVALID for what is no plain file */
  async files(paths: readonly string[]): Promise<FileEntry[]> {
    const wanted = [...new Set(paths)];
    const entries = await this.find(wanted);
    return wanted.flatMap((path, index) => {
      const entry = entries[index];
      if (entry === undefined) return [];
      if (!isFile(entry)) throw notPlain(path, entry);
      return { path, id: entry.id };
    });
  }

  /** Shows contents of files by id, in order, while git reads on; those that are not here are brought with one request. */
  async eachContent(files: readonly FileEntry[], visit: VisitFile, options?: EachOptions): Promise<void> {
    const first = await this.#stream(files, visit, options);
    if (first.missing.length === 0) return;
    await this.#bring?.([...new Set(first.missing)], 'folders');
    const rest = files.slice(first.visited);
    const again = await this.#stream(rest, visit, options);
    const absent = rest[again.visited];
    if (absent !== undefined) throw contentless(absent.path);
  }

  /** Contents of files by id, brought with one request. @throws UserError E_LEDGER_RECORD_INVALID, E_LEDGER_OVERSIZE */
  async contents(files: readonly FileEntry[]): Promise<Map<string, Buffer>> {
    const contents = new Map<string, Buffer>();
    let size = 0;
    await this.eachContent(files, (path, bytes) => {
      size += bytes.length;
      if (size > LARGEST_READ) throw tooMuch(files);
      // A copy, since what is shown holds on to all that came with it.
      contents.set(path, Buffer.from(bytes));
    });
    return contents;
  }

  /** Entries at paths, in order; undefined where there is none. @throws UserError when a folder on the way is no folder */
  async find(paths: readonly string[]): Promise<(TreeEntry | undefined)[]> {
    paths.forEach(requirePath);
    // Of a hundred thousand paths, few hundred differ in their folder.
    await this.open([...new Set(paths.map(parentOf))]);
    return paths.map((path) => this.#entry(path));
  }

  /** Entries of a folder that {@link open} or {@link find} has read; none for one that does not exist. */
  entries(folder: string): TreeEntry[] {
    return this.#folder(folder).entries();
  }

  /** Reads folders, and brings those that are not here. @throws UserError when a path is something else than a folder */
  async open(folders: readonly string[]): Promise<void> {
    if (this.commit === null) return;
    const all = new Set(folders.flatMap((folder) => [...foldersAbove(folder), folder]));
    for (let missing: readonly string[] = []; ; ) {
      const unread = [...all].filter((folder) => !this.#folders.has(folder)).sort();
      if (unread.length === 0) return;
      const absent = this.#take(
        unread,
        await this.store.get(unread.map((folder) => this.#entry(folder)?.id ?? `${this.commit}:${folder}`)),
      );
      if (absent.some((id) => missing.includes(id))) {
        throw new Error(`the tree ${absent[0]} of ${this.commit} is not in this repository`);
      }
      if (absent.length > 0) await this.#bring?.(absent, 'folders');
      missing = absent;
    }
  }

  /** Keeps the folders that are here. @returns ids of trees that are not */
  #take(folders: readonly string[], trees: readonly (StoredObject | null)[]): string[] {
    const absent: string[] = [];
    // A folder sorts after the one above it, which has been read by then unless it is missing itself.
    folders.forEach((folder, index) => {
      if (folder !== '' && !this.#folders.has(parentOf(folder))) return;
      const entry = folder === '' ? undefined : this.#entry(folder);
      const tree = trees[index];
      if (entry === undefined && folder !== '') {
        this.#folders.set(folder, Folder.EMPTY);
        return;
      }
      if (entry !== undefined && !isFolder(entry)) throw notPlain(folder, entry);
      if (tree?.type !== 'tree') {
        if (entry === undefined) throw new Error(`the tree of ${this.commit} is not in this repository`);
        absent.push(entry.id);
        return;
      }
      // By a path git finds entries with a slash in their names, too: then it is asked again, by the id.
      if (entry !== undefined && tree.id !== entry.id) return;
      const read = new Folder(tree.bytes, this.store.format);
      if (read.hasTwins) throw twice(folder, read.entries());
      this.#folders.set(folder, read);
    });
    return absent;
  }

  #folder(path: string): Folder {
    return this.#folders.get(path) ?? Folder.EMPTY;
  }

  #entry(path: string): TreeEntry | undefined {
    return this.#folder(parentOf(path)).get(path.slice(path.lastIndexOf('/') + 1));
  }

  /**
   * Trees and records below folders that are not here. What lies in a tree that is not here comes with it.
   * @param contents ids of files that are wanted as well
   */
  async #missingBelow(folders: readonly string[], contents: string[]): Promise<string[]> {
    const absent: string[] = [];
    for (let level = folders; level.length > 0; ) {
      const unread = level.filter((folder) => !this.#folders.has(folder));
      absent.push(
        ...this.#take(unread, await this.store.get(unread.map((folder) => this.#entry(folder)?.id ?? ''))),
      );
      const next: string[] = [];
      for (const above of level) {
        for (const one of this.entries(above)) {
          if (!isName(one.name)) continue;
          if (isFolder(one)) next.push(`${above}/${one.name}`);
          else if (isFile(one) && one.name.endsWith('.json')) contents.push(one.id);
        }
      }
      level = next;
    }
    return [...new Set([...absent, ...(await this.store.missing(contents))])];
  }

  /** Visits files up to the first that is not here. @returns how many were, and ids of all that are not here */
  async #stream(
    files: readonly FileEntry[],
    visit: VisitFile,
    { largest = LARGEST_FILE, passedOver }: EachOptions = {},
  ): Promise<{ visited: number; missing: string[] }> {
    const missing: string[] = [];
    let visited = 0;
    await this.store.each(
      files.map((file) => file.id),
      (object, index) => {
        const { path, id } = files[index] ?? { path: '', id: '' };
        if (object === null) missing.push(id);
        if (object === null || missing.length > 0) return;
        const isBlob = object.type === 'blob';
        if (isBlob && object.bytes !== null) visit(path, object.bytes);
        else if (passedOver !== undefined)
          passedOver(path, isBlob ? oversize(object.size, largest) : NO_CONTENT);
        else throw isBlob ? tooLarge(path, { size: object.size, largest }) : contentless(path);
        visited += 1;
      },
      { largest },
    );
    return { visited, missing };
  }
}

function tooMuch(files: readonly FileEntry[]): UserError {
  return new UserError({
    code: 'E_LEDGER_OVERSIZE',
    what: `${files.length} records of the ledger have more than ${LARGEST_READ} bytes together, which is the most that is read at once`,
    where: files[0]?.path,
    mend: 'Ask for fewer records',
  });
}
