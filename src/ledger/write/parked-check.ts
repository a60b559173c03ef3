import { UserError } from '../../core/errors.js';
import type { Amendment } from '../../core/generated/types.js';
import { firstAmendmentId, isId } from '../../core/ids.js';
import { captionOf, LARGEST_PICTURE, MOST_PICTURES, pictureFault } from '../../core/pictures.js';
import { seriesFault } from '../../core/series.js';
import { Folder } from '../git/folder.js';
import type { ObjectStore, StoredObject } from '../git/object-store.js';
import { FILE_MODE, FOLDER_MODE, type TreeEntry } from '../git/objects.js';
import { amendmentName, firstAmendmentPath, LARGEST_FILE, runFilePath, runPath } from '../layout.js';
import { type Decode, recordDecoder } from '../read/json-record.js';
import type { Parked, Unfit } from './parked.js';

/** Bytes of a commit, or of a folder with a run's record, its series and its pictures: ten times as much as one has. */
const LARGEST_HEAD = 16_384;

/** Parked runs, sorted by whether a reader would take them. */
export interface Checked {
  fits: readonly Parked[];
  unfit: readonly Unfit[];
}

/** A file or folder of a parked run that is looked at. */
interface Part {
  parked: Parked;
  entry: TreeEntry;
}

/**
 * Checks what is parked as a reader checks what is on the branch, each once. Refs can be pushed by whoever may push the branch, and no
 * ruleset covers these.
 */
export class ParkedChecks {
  /** By ref and commit: why it does not fit; null when it does. */
  readonly #contents = new Map<string, string | null>();
  /** Refs with their commits that nobody will fold. */
  readonly #passedOver = new Set<string>();

  /** Whether a ref waits to be folded, as far as is known. */
  waits(id: string, commit: string): boolean {
    return isId(id) && !this.#passedOver.has(`${id} ${commit}`);
  }

  /** What is found to be waiting for nobody has no place in the order of those who wait. */
  passOver(refs: readonly { run_id: string; commit: string }[]): void {
    for (const { run_id, commit } of refs) this.#passedOver.add(`${run_id} ${commit}`);
  }

  /** Reads parked commits that are here, by their shape alone. @param refs run id to commit */
  async read(store: ObjectStore, refs: ReadonlyMap<string, string>): Promise<Checked> {
    const all = [...refs].sort(([a], [b]) => (a < b ? -1 : 1));
    const known = all.filter(([id]) => isId(id));
    const unfit: Unfit[] = all
      .filter(([id]) => !isId(id))
      .map(([id, commit]) => ({ run_id: id, commit, why: 'its name is no run id' }));
    const heads: (StoredObject | null)[] = [];
    await store.each(
      known.flatMap(([, commit]) => [commit, `${commit}^{tree}`]),
      (object) => {
        // A copy: what is shown holds on to all that came with it.
        heads.push(object?.bytes ? { ...object, bytes: Buffer.from(object.bytes) } : null);
      },
      { largest: LARGEST_HEAD },
    );
    const fits = known.flatMap(([run_id, commit], index) => {
      const parked = shapeOf(store, { run_id, commit }, heads.slice(2 * index, 2 * index + 2));
      if (typeof parked !== 'string') return [parked];
      unfit.push({ run_id, commit, why: parked });
      return [];
    });
    this.passOver(unfit);
    return { fits, unfit };
  }

  /** Reads the contents of parked runs that are here. */
  async check(store: ObjectStore, all: readonly Parked[]): Promise<Checked> {
    const unknown = all.filter((one) => !this.#contents.has(keyOf(one)));
    const faults = unknown.length === 0 ? new Map<Parked, string>() : await faultsOf(store, unknown);
    for (const one of unknown) this.#contents.set(keyOf(one), faults.get(one) ?? null);
    const unfit = all.flatMap((one) => {
      const why = this.#contents.get(keyOf(one)) ?? null;
      return why === null ? [] : [{ run_id: one.run_id, commit: one.commit, why }];
    });
    this.passOver(unfit);
    return { fits: all.filter((one) => this.#contents.get(keyOf(one)) === null), unfit };
  }
}

function keyOf({ run_id, commit }: Parked): string {
  return `${run_id} ${commit}`;
}

/** @returns why it is no parked run, when it is none */
function shapeOf(
  store: ObjectStore,
  { run_id, commit: id }: { run_id: string; commit: string },
  [commit, tree]: readonly (StoredObject | null)[],
): Parked | string {
  if (commit?.type !== 'commit' || tree?.type !== 'tree') return 'it is no commit of a run';
  const [, seconds] = /^committer .*> (\d{1,12}) [+-]\d{4}$/m.exec(commit.bytes.toString('latin1')) ?? [];
  if (seconds === undefined) return 'its commit has no time';
  const entries = entriesOf(store, tree);
  if (entries === undefined) return 'its folder is none that git makes';
  const why = misfitOf(run_id, entries);
  if (why !== undefined) return why;
  const additions = entries.map((entry) => ({ ...entry, path: runFilePath(run_id, entry.name) }));
  return { run_id, commit: id, at: Number(seconds) * 1000, additions };
}

/** A run's record, its series, its amendment and its folder of pictures, and nothing else. */
function misfitOf(id: string, entries: readonly TreeEntry[]): string | undefined {
  const fits = ({ mode, name }: TreeEntry) =>
    mode === FOLDER_MODE
      ? name === id
      : mode === FILE_MODE && [`${id}.json`, `${id}.series.ndjson`, amendmentName(id)].includes(name);
  if (!entries.every(fits)) return 'it holds what no run has';
  return entries.some(({ name }) => name === `${id}.json`) ? undefined : 'it holds no record of its run';
}

/** Entries of a folder; undefined when git would not store it so: cut short, unsorted, or with a name twice. */
function entriesOf(store: ObjectStore, tree: StoredObject): TreeEntry[] | undefined {
  try {
    const entries = new Folder(tree.bytes, store.format).entries();
    const isWhole = new Set(entries.map(({ name }) => name)).size === entries.length;
    return isWhole && store.tree(entries).id === tree.id ? entries : undefined;
  } catch {
    return undefined;
  }
}

async function faultsOf(store: ObjectStore, all: readonly Parked[]): Promise<Map<Parked, string>> {
  const faults = new Map<Parked, string>();
  const fault = ({ parked }: Part, why: string | undefined) => {
    if (why !== undefined && !faults.has(parked)) faults.set(parked, why);
  };
  const decoders = { run: await recordDecoder('run'), amendment: await recordDecoder('amendment') };
  const parts = all.flatMap((parked) => parked.additions.map((entry) => ({ parked, entry })));
  const folders = parts.filter(({ entry }) => entry.mode === FOLDER_MODE);
  const pictures: Part[] = [];
  await eachPart(store, { parts: folders, largest: LARGEST_HEAD }, (object, users) => {
    const entries = object === null || object.type !== 'tree' ? undefined : entriesOf(store, object);
    for (const part of users) {
      fault(part, folderFault(entries));
      pictures.push(...(entries ?? []).map((entry) => ({ parked: part.parked, entry })));
    }
  });
  const files = parts.filter(({ entry, parked }) => entry.mode === FILE_MODE && !faults.has(parked));
  await eachPart(store, { parts: files, largest: LARGEST_FILE }, (object, users) => {
    for (const [part, why] of fileFaults(object, users, decoders)) fault(part, why);
  });
  const named = pictures.filter(({ parked }) => !faults.has(parked));
  await eachPart(store, { parts: named, largest: LARGEST_PICTURE }, (object, users) => {
    for (const part of users) {
      const why =
        object?.type === 'blob' ? pictureFault(part.entry.name, object.bytes) : 'is no file or too large';
      fault(part, why && `its picture ${part.entry.name} ${why}`);
    }
  });
  return faults;
}

function folderFault(entries: readonly TreeEntry[] | undefined): string | undefined {
  if (entries === undefined || entries.length === 0) return 'its folder of pictures is none that git makes';
  if (entries.length > MOST_PICTURES)
    return `it has ${entries.length} pictures and ${MOST_PICTURES} are the most`;
  const odd = ({ mode, name }: TreeEntry) => mode !== FILE_MODE || captionOf(name) === undefined;
  return entries.some(odd) ? 'its folder of pictures holds what is no picture' : undefined;
}

interface Decoders {
  run: Decode<{ run_id: string }>;
  amendment: Decode<Pick<Amendment, 'event_id' | 'subject'>>;
}

/**
 * What is wrong with a record, a series or an amendment. Many runs may name one content, which is read once: it is the record, or the
 * amendment, of one at most.
 */
function fileFaults(
  object: StoredObject | null,
  users: readonly Part[],
  decoders: Decoders,
): (readonly [Part, string | undefined])[] {
  if (object?.type !== 'blob') return users.map((part) => [part, 'a file of it is not here or too large']);
  if (object.bytes.length === 0) return users.map((part) => [part, 'a file of it is empty']);
  const { bytes } = object;
  const isRecord = ({ parked, entry }: Part) => entry.name === `${parked.run_id}.json`;
  const isAmendment = ({ parked, entry }: Part) => entry.name === amendmentName(parked.run_id);
  const [record, amendment] = [users.find(isRecord), users.find(isAmendment)];
  const run = record && runOf(runPath(record.parked.run_id), (path) => decoders.run(path, bytes));
  const amended =
    amendment &&
    runOf(firstAmendmentPath(amendment.parked.run_id), (path) => {
      const { event_id, subject } = decoders.amendment(path, bytes);
      const run_id = subject.run_id ?? '';
      return { run_id: isId(run_id) && event_id === firstAmendmentId(run_id) ? run_id : '' };
    });
  const isSeries = (part: Part) => !isRecord(part) && !isAmendment(part);
  const series = users.some(isSeries) ? seriesFault(bytes) : undefined;
  return users.map((part) => {
    if (isSeries(part)) return [part, series && `its series ${series}`];
    const [what, found] = isRecord(part) ? ['its record', run] : ['its amendment', amended];
    if (typeof found === 'string') return [part, `${what} ${found}`];
    return [part, found?.run_id === part.parked.run_id ? undefined : `${what} is that of another run`];
  });
}

/** The run that a file is of. @returns what is wrong with it, when it is none */
function runOf(path: string, decode: (path: string) => { run_id: string }): { run_id: string } | string {
  try {
    return decode(path);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const what = error.faults[0]?.what ?? '';
    return what.replace(`The record ${path} `, '');
  }
}

/** Shows each content that parts have once, and which have it; null when it is not here or is larger. */
async function eachPart(
  store: ObjectStore,
  { parts, largest }: { parts: readonly Part[]; largest: number },
  visit: (object: StoredObject | null, users: readonly Part[]) => void,
): Promise<void> {
  const users = new Map<string, Part[]>();
  for (const part of parts) {
    const same = users.get(part.entry.id);
    if (same === undefined) users.set(part.entry.id, [part]);
    else same.push(part);
  }
  const ids = [...users.keys()];
  await store.each(
    ids,
    (object, index) => {
      const whole = object?.bytes ? { ...object, bytes: object.bytes } : null;
      visit(whole, users.get(ids[index] ?? '') ?? []);
    },
    { largest },
  );
}
