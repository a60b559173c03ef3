import type { GitConfig } from '../git/environment.js';
import { GitError } from '../git/git.js';
import type { ObjectStore } from '../git/object-store.js';
import { cleanText } from '../git/text.js';
import { incomplete } from './branch.js';

const MIB = 1024 * 1024;
/** Milliseconds that one command may take: a long history on a slow disk. */
const PATIENCE = 3_600_000;
/** Parents are read from the commits themselves, not from a cache beside them. */
const NO_CACHE: GitConfig = [['core.commitGraph', 'false']];

/** All commits of a branch. */
export interface History {
  /** Ids, each after its parents. */
  commits: readonly string[];
  /** Parents of the commits that have none or several; all others have one. */
  parents: ReadonlyMap<string, readonly string[]>;
  /** When each commit says that it was made, in milliseconds since 1970. */
  times: ReadonlyMap<string, number>;
}

/** What a commit did to one path, seen from one of its parents. */
export interface Change {
  /** A character per byte. */
  path: string;
  /** `A` added, `D` deleted, `M` or `T` changed. */
  status: string;
  /** Modes as git writes them, of six digits; ids of zeros where there is no file. */
  oldMode: string;
  newMode: string;
  oldId: string;
  newId: string;
}

/**
 * The commits of a history that is here from its tip to its beginning, with all it holds.
 * @throws UserError E_LEDGER_INCOMPLETE for shallow and partial clones, and for missing or broken objects
 */
export async function readHistory(store: ObjectStore, tip: string): Promise<History> {
  await requireObjects(store, tip);
  const answer = await store.git.ok(
    ['rev-list', '--topo-order', '--reverse', '--parents', '--timestamp', tip, '--'],
    {
      limit: 512 * MIB,
      timeout: PATIENCE,
      config: NO_CACHE,
    },
  );
  const commits: string[] = [];
  const parents = new Map<string, readonly string[]>();
  const times = new Map<string, number>();
  for (const line of answer.toString('latin1').split('\n')) {
    if (line === '') continue;
    const [seconds = '', id = '', ...above] = line.split(' ');
    commits.push(id);
    times.set(id, Number(seconds) * 1000);
    if (above.length !== 1) parents.set(id, above);
  }
  await requireTrueRoots(store, { commits, parents, times });
  return { commits, parents, times };
}

/** Ids of the commits without parents. */
export function rootsOf(history: History): string[] {
  return [...history.parents].filter(([, above]) => above.length === 0).map(([id]) => id);
}

async function requireObjects(store: ObjectStore, tip: string): Promise<void> {
  const result = await store.git.run(
    ['rev-list', '--objects', '--missing=print', '--quiet', tip, '--'],
    // `--missing` keeps git from fetching, one by one, what a partial clone left out.
    { timeout: PATIENCE, config: NO_CACHE },
  );
  if (result.timedOut) throw new GitError('rev-list', result);
  if (result.code !== 0) throw incomplete(`The history cannot be read: ${said(result.stderr)}`);
  const missing = result.stdout.toString('latin1').split('\n').filter(Boolean);
  if (missing.length === 0) return;
  const partial = await store.git.run(['config', '--get-regexp', '^remote\\..*\\.promisor$']);
  const count = `${missing.length} ${missing.length === 1 ? 'object' : 'objects'} of the history`;
  if (partial.code === 0) {
    throw incomplete(
      `This is a partial clone, and ${count} were left out`,
      'Fetch all of it with git fetch --refetch --no-filter, or clone without a filter',
    );
  }
  throw incomplete(`${count} are missing here, the first is ${missing[0]?.slice(1)}`);
}

/** A shallow clone shows commits without the parents that they name. */
async function requireTrueRoots(store: ObjectStore, history: History): Promise<void> {
  const roots = rootsOf(history);
  const objects = await store.get(roots);
  const cut = roots.find((_, index) => {
    const head = objects[index]?.bytes.toString('latin1').split('\n\n')[0] ?? '';
    return /^parent /m.test(head);
  });
  if (cut === undefined) return;
  throw incomplete(
    `This is a shallow clone: the history of the branch is cut off before ${cut}, so nothing is proved of it`,
    'Fetch the whole history with git fetch --unshallow, then verify again',
  );
}

/** Told, commit by commit and parent by parent, what changed. A root is compared with nothing. */
export type OnChanges = (commit: string, changes: readonly Change[]) => void;

/** Walks a history from its beginning, in bounded memory. */
export async function eachChange(store: ObjectStore, history: History, tell: OnChanges): Promise<void> {
  const pairs = history.commits.flatMap((id) => {
    const above = history.parents.get(id) ?? [];
    return above.length < 2 ? [id] : above.map((parent) => `${id} ${parent}`);
  });
  const parser = new DiffParser(tell);
  await store.git.ok(
    ['diff-tree', '--stdin', '--always', '--root', '-r', '-z', '--raw', '--no-abbrev', '--no-renames'].concat(
      '--ignore-submodules=none',
    ),
    {
      input: pairs.map((pair) => `${pair}\n`).join(''),
      timeout: PATIENCE,
      config: NO_CACHE,
      sink: (chunk) => parser.take(chunk),
    },
  );
  parser.end(pairs.length);
}

/** Reads `<commit>\0`, then `:<modes, ids, status>\0<path>\0` for each change. */
class DiffParser {
  readonly #tell: OnChanges;
  #rest = '';
  #head: string | undefined;
  #commit: string | undefined;
  #changes: Change[] = [];
  #seen = 0;
  #fault: unknown;

  constructor(tell: OnChanges) {
    this.#tell = tell;
  }

  take(chunk: Buffer): void {
    if (this.#fault !== undefined) return;
    const parts = (this.#rest + chunk.toString('latin1')).split('\0');
    this.#rest = parts.pop() ?? '';
    try {
      for (const part of parts) this.#part(part);
    } catch (error) {
      // Kept for the end, since nobody catches what is thrown in the middle of a stream.
      this.#fault = error;
    }
  }

  end(expected: number): void {
    if (this.#fault === undefined) this.#finish();
    if (this.#fault !== undefined) throw this.#fault;
    if (this.#seen === expected && this.#rest === '' && this.#head === undefined) return;
    throw new Error(`git diff-tree told of ${this.#seen} commits and not of ${expected}`);
  }

  #part(part: string): void {
    if (this.#head !== undefined) {
      const [oldMode = '', newMode = '', oldId = '', newId = '', status = ''] = this.#head.split(' ');
      this.#changes.push({ path: part, status, oldMode, newMode, oldId, newId });
      this.#head = undefined;
    } else if (part.startsWith(':')) this.#head = part.slice(1);
    else {
      this.#finish();
      this.#commit = part;
    }
  }

  #finish(): void {
    if (this.#commit === undefined) return;
    this.#seen += 1;
    this.#tell(this.#commit, this.#changes);
    this.#commit = undefined;
    this.#changes = [];
  }
}

function said(stderr: string): string {
  return cleanText(stderr).split('\n').slice(0, 3).join('; ');
}
