import { sha256 } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import type { ModelEvent, ModelVersion, RunRecord } from '../core/generated/types.js';
import { isId } from '../core/ids.js';
import { decodeName } from '../core/names.js';
import { type ChainLink, chainOf } from './event-chain.js';
import { decodeRecord, invalidRecord } from './json-record.js';
import { eventPath, MODELS, modelFolder, RUNS, runIdOf, runPath, versionPath } from './layout.js';
import type { LedgerView } from './ledger.js';

export { encodeRecord, type RecordKind, type Records } from './json-record.js';

/** Runs read with one request when it is not known how many will be needed; each time twice as many, up to a bound. */
const FIRST_BATCH = 500;
const LARGEST_BATCH = 8_000;
const SHORTEST_PREFIX = 4;

export interface ListRuns {
  experiment?: string;
  /** Most runs in the answer. */
  limit?: number;
}

export interface ModelRecords {
  /** By number, from 1, without gaps. */
  versions: ModelVersion[];
  /** In the order of their chain. */
  events: ModelEvent[];
}

/** @throws UserError E_RUN_NOT_FOUND, E_LEDGER_RECORD_INVALID */
export async function readRun(view: LedgerView, id: string): Promise<RunRecord> {
  if (!isId(id)) throw runNotFound(id, 'is no run id');
  const path = runPath(id);
  const bytes = (await view.read([path])).get(path);
  if (bytes === undefined) throw runNotFound(id, 'is not in the ledger');
  return decodeRun(path, bytes);
}

/** Runs, newest first. @throws UserError E_LEDGER_RECORD_INVALID */
export async function listRuns(view: LedgerView, options: ListRuns = {}): Promise<RunRecord[]> {
  const { experiment, limit = Number.POSITIVE_INFINITY } = options;
  const ids = (await runIds(view)).reverse();
  const runs: RunRecord[] = [];
  let size = experiment === undefined ? Math.min(limit, LARGEST_BATCH) : FIRST_BATCH;
  for (let from = 0; from < ids.length && runs.length < limit; ) {
    const paths = ids.slice(from, from + size).map(runPath);
    const found = await readAll(view, paths, decodeRun);
    runs.push(...found.filter((run) => experiment === undefined || run.experiment === experiment));
    from += size;
    size = Math.min(2 * size, LARGEST_BATCH);
  }
  return runs.slice(0, limit);
}

/**
 * The run whose id begins with these hex digits.
 * @param prefix at least 4 digits
 * @throws UserError E_RUN_NOT_FOUND when none or several do
 */
export async function findRunPrefix(view: LedgerView, prefix: string): Promise<string> {
  const digits = prefix.toLowerCase();
  if (!/^[0-9a-f]{1,32}$/.test(digits)) throw runNotFound(prefix, 'is no run id and no beginning of one');
  if (digits.length < SHORTEST_PREFIX) throw runNotFound(prefix, `is shorter than ${SHORTEST_PREFIX} digits`);
  const found = (await runIds(view)).filter((id) => id.startsWith(digits));
  const [id] = found;
  if (id === undefined) throw runNotFound(prefix, 'is the beginning of no run id in the ledger');
  if (found.length > 1) {
    throw new UserError({
      code: 'E_RUN_NOT_FOUND',
      what: `${found.length} runs begin with ${prefix}: ${found.slice(0, 5).join(', ')}${found.length > 5 ? ', …' : ''}`,
      where: prefix,
      mend: 'Give more digits of the run id',
    });
  }
  return id;
}

/** Names of all registered models, sorted. @throws UserError E_LEDGER_RECORD_INVALID */
export async function listModels(view: LedgerView): Promise<string[]> {
  const folders = new Map((await view.list(MODELS)).map((path) => [path.split('/')[1] ?? '', path]));
  return [...folders]
    .map(([folder, path]) => {
      const name = decodeName(folder);
      if (name === undefined) throw invalidRecord(path, 'lies in a folder that is named like no model');
      return name;
    })
    .sort();
}

/**
 * All that the ledger knows of a model; nothing when there is no such model.
 * @throws UserError E_LEDGER_RECORD_INVALID when a record cannot be read, a version is missing or the events make no chain
 */
export async function readModel(view: LedgerView, name: string): Promise<ModelRecords> {
  const folder = modelFolder(name);
  const paths = (await view.list(folder)).map((path) => ({ path, within: path.slice(folder.length + 1) }));
  const numbers = paths
    .map(({ within }) => Number(/^versions\/([1-9]\d{0,8})\.json$/.exec(within)?.[1] ?? 0))
    .filter((number) => number > 0)
    .sort((a, b) => a - b);
  const gap = numbers.findIndex((number, index) => number !== index + 1);
  if (gap >= 0)
    throw invalidRecord(versionPath(name, gap + 1), 'is missing, though there are later versions');
  const eventPaths = paths
    .filter(({ within }) => /^events\/[0-9a-f]{32}\.json$/.test(within))
    .map(({ path }) => path);
  const versionPaths = numbers.map((number) => versionPath(name, number));
  const files = await view.read([...versionPaths, ...eventPaths]);
  const versions = await decodeAll(files, versionPaths, (path, bytes) => decodeVersion(name, path, bytes));
  const events = await decodeAll(files, eventPaths, async (path, bytes) => ({
    path,
    digest: sha256(bytes),
    event: await decodeEvent(name, path, bytes),
  }));
  return { versions, events: inChainOrder(events) };
}

function inChainOrder(all: readonly ChainLink[]): ModelEvent[] {
  const { links, rivals, loose } = chainOf(all);
  const [rival] = rivals;
  if (rival !== undefined) throw invalidRecord(rival.link.path, `follows the same event as ${rival.of.path}`);
  const [first] = loose;
  if (first !== undefined) throw invalidRecord(first.path, 'follows an event that is not in the ledger');
  return links.map((link) => link.event);
}

async function decodeRun(path: string, bytes: Buffer): Promise<RunRecord> {
  const run = await decodeRecord('run', path, bytes);
  if (run.run_id !== runIdOf(path)) throw invalidRecord(path, 'is the record of another run');
  return run;
}

async function decodeVersion(model: string, path: string, bytes: Buffer): Promise<ModelVersion> {
  const version = await decodeRecord('modelVersion', path, bytes);
  if (version.model !== model || versionPath(model, version.version) !== path) {
    throw invalidRecord(path, 'is the record of another model version');
  }
  return version;
}

async function decodeEvent(model: string, path: string, bytes: Buffer): Promise<ModelEvent> {
  const event = await decodeRecord('modelEvent', path, bytes);
  if (event.model !== model || eventPath(model, event.event_id) !== path) {
    throw invalidRecord(path, 'is the record of another event');
  }
  return event;
}

/** Ids of all runs, oldest first. */
async function runIds(view: LedgerView): Promise<string[]> {
  const paths = await view.list(RUNS);
  return paths
    .map(runIdOf)
    .filter((id) => id !== undefined)
    .sort();
}

type Decode<T> = (path: string, bytes: Buffer) => Promise<T>;

async function readAll<T>(view: LedgerView, paths: readonly string[], decode: Decode<T>): Promise<T[]> {
  return decodeAll(await view.read(paths), paths, decode);
}

async function decodeAll<T>(
  files: Map<string, Buffer>,
  paths: readonly string[],
  decode: Decode<T>,
): Promise<T[]> {
  return Promise.all(
    paths.map((path) => {
      const bytes = files.get(path);
      if (bytes === undefined) throw new Error(`${path} was listed and is not there`);
      return decode(path, bytes);
    }),
  );
}

function runNotFound(id: string, why: string): UserError {
  return new UserError({
    code: 'E_RUN_NOT_FOUND',
    what: `${JSON.stringify(id.slice(0, 80))} ${why}`,
    where: 'run id',
    mend: 'List the runs there are with lineage-gate runs ls',
  });
}
