import { isId } from '../../core/ids.js';
import { commitText } from '../git/message.js';
import type { Identity, ObjectStore } from '../git/object-store.js';
import { FOLDER_MODE, isFile, parseTree, type TreeEntry } from '../git/objects.js';
import { dayFolder } from '../layout.js';
import type { LedgerView, NewRun, VisitFile } from '../ledger.js';
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

/** Parked runs sorted by what the branch says of them. */
export interface Inbox {
  /** Those that the branch lacks, by id. */
  waiting: readonly Parked[];
  /** Ids of those whose every file is on the branch: their refs are left over. */
  settled: readonly string[];
  /** Ids of those whose path has other bytes on the branch: nobody can add them. */
  conflicting: readonly string[];
}

/** A parked commit has the run's files at its top, as they will lie in the folder of its day. */
export function parkedCommit(
  store: ObjectStore,
  run: NewRun,
  signature: { identity: Identity; at: number },
): NewTree {
  const folder = dayFolder(run.run_id);
  const files = run.files.map((file) => ({ ...file, path: file.path.slice(folder.length + 1) }));
  const { additions, contents } = additionsOf(store, files);
  const tree = treeOf(store, additions);
  const text = commitText(run.message);
  const commit = store.commit({ tree: tree.id, parent: null, text, ...signature });
  return { id: commit.id, objects: [...contents, ...tree.objects, commit] };
}

/**
 * Reads parked commits that are here. Refs can be pushed by whoever may push the branch, so what does not fit is left where it is.
 * @param refs run id to commit
 */
export async function readParked(store: ObjectStore, refs: ReadonlyMap<string, string>): Promise<Parked[]> {
  const known = [...refs].filter(([id]) => isId(id)).sort(([a], [b]) => (a < b ? -1 : 1));
  const objects = await store.get(known.flatMap(([, commit]) => [commit, `${commit}^{tree}`]));
  return known.flatMap(([run_id, id], index) => {
    const [commit, tree] = objects.slice(2 * index, 2 * index + 2);
    if (commit?.type !== 'commit' || tree?.type !== 'tree') return [];
    const entries = parseTree(tree.bytes, store.format);
    const [, seconds] = /^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(commit.bytes.toString('latin1')) ?? [];
    if (seconds === undefined || !areFilesOf(run_id, entries)) return [];
    const additions = entries.map((entry) => ({ ...entry, path: `${dayFolder(run_id)}/${entry.name}` }));
    return [{ run_id, commit: id, at: Number(seconds) * 1000, additions }];
  });
}

/** A run's record, its series and its folder of pictures, and nothing else. */
function areFilesOf(id: string, entries: readonly TreeEntry[]): boolean {
  const fits = (entry: TreeEntry) =>
    entry.mode === FOLDER_MODE
      ? entry.name === id
      : isFile(entry) && (entry.name === `${id}.json` || entry.name === `${id}.series.ndjson`);
  return entries.every(fits) && entries.some((entry) => entry.name === `${id}.json`);
}

/** What the branch says of the parked runs. */
export async function sortParked(snapshot: Snapshot, parked: readonly Parked[]): Promise<Inbox> {
  if (parked.length === 0) return { waiting: [], settled: [], conflicting: [] };
  await snapshot.open(parked.map((one) => dayFolder(one.run_id)));
  const waiting: Parked[] = [];
  const settled: string[] = [];
  const conflicting: string[] = [];
  for (const one of parked) {
    const found = await snapshot.find(one.additions.map((addition) => addition.path));
    if (found.every((entry, index) => entry?.id === one.additions[index]?.id)) settled.push(one.run_id);
    else if (found.every((entry) => entry === undefined)) waiting.push(one);
    else conflicting.push(one.run_id);
  }
  return { waiting, settled, conflicting };
}

/** The ledger as readers see it: the branch, and what is parked. */
export class ViewWithParked implements LedgerView {
  readonly commit: string | null;
  readonly parked: readonly string[];
  readonly #branch: Snapshot;
  readonly #files: ReadonlyMap<string, TreeEntry>;

  constructor(branch: Snapshot, waiting: readonly Parked[]) {
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

  async each(paths: readonly string[], visit: VisitFile): Promise<void> {
    if (!paths.some((path) => this.#files.has(path))) return this.#branch.each(paths, visit);
    const files = await this.#branch.files(paths.filter((path) => !this.#files.has(path)));
    const ids = new Map(files.map(({ path, id }) => [path, id]));
    const all = [...new Set(paths)].flatMap((path) => {
      const id = this.#files.get(path)?.id ?? ids.get(path);
      return id === undefined ? [] : { path, id };
    });
    return this.#branch.eachContent(all, visit);
  }

  subfolders(folder: string): Promise<Map<string, string>> {
    return this.#branch.subfolders(folder);
  }

  open(folders: readonly string[]): Promise<void> {
    return this.#branch.open(folders);
  }

  bring(folders: readonly string[]): Promise<void> {
    return this.#branch.bring(folders);
  }
}
