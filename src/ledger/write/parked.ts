import { commitText } from '../git/message.js';
import type { Identity, ObjectStore } from '../git/object-store.js';
import { isFile, type TreeEntry } from '../git/objects.js';
import { runFileName } from '../layout.js';
import type { EachOptions, Entry, Kept, LedgerView, NewRun, VisitFile } from '../ledger.js';
import { parentOf } from '../read/paths.js';
import type { Snapshot } from '../read/snapshot.js';
import { type Addition, additionsOf, type NewTree, treeOf } from './tree.js';

/** A run that waits on a ref of its own, named by its id, until a writer folds it into the branch. */
export interface Parked {
  run_id: string;
  commit: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What it adds to the branch. */
  additions: readonly Addition[];
}

/** What somebody has put on a ref of the inbox and no reader would take: it is left there. */
export interface Unfit {
  /** The ref's last part, which may be anything. */
  run_id: string;
  commit: string;
  /** A sentence without its full stop. */
  why: string;
}

/** Parked runs sorted by what the branch says of them. */
export interface Inbox {
  /** Those that the branch lacks, by id. */
  waiting: readonly Parked[];
  /** Ids of those whose every file is on the branch: their refs are left over. */
  settled: readonly string[];
  /** Ids of those whose path has other bytes on the branch: nobody can add them. */
  conflicting: readonly string[];
  /** What is no parked run at all. */
  unfit: readonly Unfit[];
}

/** A parked commit has the run's files at its top, as they will lie in the folder of its day; its amendment by another name. */
export function parkedCommit(
  store: ObjectStore,
  run: NewRun,
  signature: { identity: Identity; at: number },
): NewTree {
  const files = run.files.map((file) => ({ ...file, path: runFileName(run.run_id, file.path) }));
  const { additions, contents } = additionsOf(store, files);
  const tree = treeOf(store, additions);
  const text = commitText(run.message);
  const commit = store.commit({ tree: tree.id, parent: null, text, ...signature });
  return { id: commit.id, objects: [...contents, ...tree.objects, commit] };
}

/** What the branch says of the parked runs. */
export async function sortParked(
  snapshot: Snapshot,
  parked: readonly Parked[],
  unfit: readonly Unfit[] = [],
): Promise<Inbox> {
  if (parked.length === 0) return { waiting: [], settled: [], conflicting: [], unfit };
  const paths = parked.flatMap((one) => one.additions.map((addition) => addition.path));
  await snapshot.open([...new Set(paths.map(parentOf))]);
  const waiting: Parked[] = [];
  const settled: string[] = [];
  const conflicting: string[] = [];
  for (const one of parked) {
    const found = await snapshot.find(one.additions.map((addition) => addition.path));
    if (found.every((entry, index) => entry?.id === one.additions[index]?.id)) settled.push(one.run_id);
    else if (found.every((entry) => entry === undefined)) waiting.push(one);
    else conflicting.push(one.run_id);
  }
  return { waiting, settled, conflicting, unfit };
}

/** The ledger as readers see it: the branch, and what is parked. */
export class ViewWithParked implements LedgerView {
  readonly commit: string | null;
  readonly parked: readonly string[];
  readonly #branch: Snapshot;
  readonly #files: ReadonlyMap<string, TreeEntry>;

  constructor(
    branch: Snapshot,
    waiting: readonly Parked[],
    readonly kept?: ((form: string) => Kept) | undefined,
  ) {
    this.#branch = branch;
    this.commit = branch.commit;
    const files = waiting.flatMap((one) => one.additions.filter(isFile));
    this.#files = new Map(files.map((file) => [file.path, file]));
    this.parked = [...this.#files.keys()].sort();
  }

  async list(folder: string): Promise<string[]> {
    const parked = this.parked.filter((path) => path.startsWith(`${folder}/`));
    const paths = await this.#branch.list(folder);
    return parked.length === 0 ? paths : [...paths, ...parked].sort();
  }

  async read(paths: readonly string[]): Promise<Map<string, Buffer>> {
    const parked = paths.flatMap((path) => {
      const entry = this.#files.get(path);
      return entry === undefined ? [] : [{ path, id: entry.id }];
    });
    const files = await this.#branch.read(paths.filter((path) => !this.#files.has(path)));
    if (parked.length === 0) return files;
    return new Map([...files, ...(await this.#branch.contents(parked))]);
  }

  async has(paths: readonly string[]): Promise<ReadonlySet<string>> {
    const parked = paths.filter((path) => this.#files.has(path));
    const others = paths.filter((path) => !this.#files.has(path));
    return new Set([...parked, ...(await this.#branch.has(others))]);
  }

  async each(paths: readonly string[], visit: VisitFile, options?: EachOptions): Promise<void> {
    if (!paths.some((path) => this.#files.has(path))) return this.#branch.each(paths, visit, options);
    const files = await this.#branch.files(paths.filter((path) => !this.#files.has(path)));
    const ids = new Map(files.map(({ path, id }) => [path, id]));
    const all = [...new Set(paths)].flatMap((path) => {
      const id = this.#files.get(path)?.id ?? ids.get(path);
      return id === undefined ? [] : { path, id };
    });
    return this.#branch.eachContent(all, visit, options);
  }

  subfolders(folder: string): Promise<Map<string, string>> {
    return this.#branch.subfolders(folder);
  }

  look(folder: string): Promise<Entry[]> {
    return this.#branch.look(folder);
  }

  names(folder: string): Promise<string[]> {
    return this.#branch.names(folder);
  }

  open(folders: readonly string[]): Promise<void> {
    return this.#branch.open(folders);
  }

  bring(folders: readonly string[]): Promise<void> {
    return this.#branch.bring(folders);
  }
}
