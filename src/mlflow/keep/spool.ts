import { isUtf8 } from 'node:buffer';
import { writeSync } from 'node:fs';
import { open, readFile, rename } from 'node:fs/promises';
import { parseJson } from '../../core/json.js';
import type { Change, Entry } from '../state/changes.js';
import type { Metric } from '../state/entities.js';
import { keptMetric, keptTimes, keptValue } from '../state/long.js';

/**
 * A file that entries are added to, one a line, before the calls that made them are answered. They are written, not synced: a killed
 * process loses none, a lost machine may.
 */
export interface Spool {
  /** Of the one file, for good. */
  readonly server: string;
  /**
   * All that is called in the same moment is one write.
   * @throws what the file system says; then the file is as before, and all calls fail until somebody has waited for `idle`
   */
  append(entry: Entry): Promise<Spooled>;
  /** Leaves out of the file what is kept elsewhere by now. What is appended meanwhile waits. */
  compact(isNeeded: (change: Change, number: number) => boolean): Promise<void>;
  /** Waits for what has been called. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** An entry with its number, which is higher than those of all before it. */
export interface Spooled extends Entry {
  number: number;
}

export interface SpoolFile {
  /** Null where there is no file yet. */
  server: string | null;
  /** What a killed process left of a last line was never answered, and is passed over. */
  entries: Spooled[];
  /** Bytes of what counts. */
  length: number;
  /** Number of the next entry. */
  next: number;
}

/** @throws SpoolDamage for a line that is none of ours */
export async function readSpool(path: string): Promise<SpoolFile> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return Buffer.alloc(0);
    throw error;
  });
  const headEnd = bytes.indexOf(LINE_FEED);
  if (headEnd < 0) return { server: null, entries: [], length: 0, next: 1 };
  const { server, next } = parseHead(bytes.subarray(0, headEnd));
  const entries: Spooled[] = [];
  let length = headEnd + 1;
  // Line by line: all of a long file is more than one text can hold.
  for (let end = bytes.indexOf(LINE_FEED, length); end >= 0; end = bytes.indexOf(LINE_FEED, length)) {
    entries.push(parseEntry(bytes.subarray(length, end), entries.length));
    length = end + 1;
  }
  return { server, entries, length, next: Math.max(next, (entries.at(-1)?.number ?? 0) + 1) };
}

const LINE_FEED = 10;

export class SpoolDamage extends Error {
  override readonly name = 'SpoolDamage';
}

interface Waiting {
  entry: Spooled;
  done(entry: Spooled): void;
  failed(error: unknown): void;
}

/** @param file as {@link readSpool} says: what stands behind it is cut off @param newServer 32 hex digits, for a file that is not there yet */
export async function openSpool(path: string, file: SpoolFile, newServer: string): Promise<Spool> {
  const server = file.server ?? newServer;
  let { next } = file;
  let handle = await open(path, 'a', 0o600);
  let end = file.length;
  let waiting: Waiting[] = [];
  let writing: Promise<void> | undefined;
  let failure: { error: unknown } | undefined;
  let isTorn = false;
  await cut();
  if (file.server === null) await add(Buffer.from(headLine(server, next)));

  async function cut(): Promise<void> {
    await handle.truncate(end);
    isTorn = false;
  }

  async function add(bytes: Buffer): Promise<void> {
    try {
      if (isTorn) await cut();
      // To the page cache, which is done sooner than a thread could be told of it.
      for (let at = 0; at < bytes.length; ) at += writeSync(handle.fd, bytes, at);
      end += bytes.length;
    } catch (error) {
      isTorn = true;
      await cut().catch(() => undefined);
      throw error;
    }
  }

  async function writeAll(): Promise<void> {
    // Put off, so that what other connections send in this moment goes with it.
    await new Promise(setImmediate);
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      try {
        await add(Buffer.from(batch.map(({ entry }) => entryLine(entry)).join('')));
        for (const { entry, done } of batch) done(entry);
      } catch (error) {
        // What comes meanwhile is worked out on what has just been lost.
        failure = { error };
        for (const { failed } of [...batch, ...waiting]) failed(error);
        waiting = [];
      }
    }
    writing = undefined;
  }

  async function rewrite(isNeeded: (change: Change, number: number) => boolean): Promise<void> {
    const kept = (await readSpool(path)).entries.flatMap((entry) => {
      const changes = entry.changes.filter((change) => isNeeded(change, entry.number));
      return changes.length === 0 ? [] : [{ ...entry, changes }];
    });
    const bytes = Buffer.from([headLine(server, next), ...kept.map(entryLine)].join(''));
    const fresh = await open(`${path}.new`, 'w', 0o600);
    try {
      await fresh.writeFile(bytes);
      await fresh.sync();
      await rename(`${path}.new`, path);
    } finally {
      await fresh.close();
    }
    await handle.close();
    handle = await open(path, 'a', 0o600);
    end = bytes.length;
  }

  return {
    server,
    append(entry) {
      if (failure !== undefined) return Promise.reject(failure.error);
      return new Promise((done, failed) => {
        waiting.push({ entry: { ...entry, number: next++ }, done, failed });
        writing ??= writeAll();
      });
    },
    async compact(isNeeded) {
      while (writing !== undefined) await writing;
      const work = rewrite(isNeeded);
      writing = work.then(writeAll, writeAll);
      await work;
    },
    async idle() {
      while (writing !== undefined) await writing;
      failure = undefined;
    },
    async close() {
      await writing;
      await handle.close();
    },
  };
}

function headLine(server: string, next: number): string {
  return `${JSON.stringify({ server, next })}\n`;
}

/** JSON has no NaN and no long numbers, which metrics and the times of runs may have. */
function entryLine(entry: Spooled): string {
  return `${JSON.stringify(entry, entry.changes.some(isOdd) ? keptValue : undefined)}\n`;
}

function isOdd(change: Change): boolean {
  if (change.type === 'run-created' || change.type === 'run-updated')
    return [change.start_time, 'end_time' in change && change.end_time].some((at) => typeof at === 'bigint');
  return change.type === 'run-logged' && change.metrics?.some(isOddPoint) === true;
}

function isOddPoint({ value, step, timestamp }: Metric): boolean {
  return Number.isNaN(value) || typeof step === 'bigint' || typeof timestamp === 'bigint';
}

function parseHead(line: Buffer): { server: string; next: number } {
  const head = parseJson(line.toString()) as { server?: unknown; next?: unknown } | undefined;
  const { server, next } = head ?? {};
  if (typeof server !== 'string' || typeof next !== 'number')
    throw new SpoolDamage('line 1 is none that was written here');
  return { server, next };
}

function parseEntry(line: Buffer, index: number): Spooled {
  const entry = (isUtf8(line) ? parseJson(line.toString()) : undefined) as Spooled | undefined;
  if (!isEntry(entry)) throw new SpoolDamage(`line ${index + 2} is none that was written here`);
  for (const change of entry.changes) {
    if (change.type === 'run-created' || change.type === 'run-updated')
      Object.assign(change, keptTimes(change));
    if (change.type !== 'run-logged') continue;
    for (const metric of change.metrics ?? []) Object.assign(metric, keptMetric(metric));
  }
  return entry;
}

function isEntry(entry: Spooled | undefined): entry is Spooled {
  return (
    typeof entry?.at === 'number' &&
    typeof entry.number === 'number' &&
    Array.isArray(entry.changes) &&
    entry.changes.every((change: unknown) => change !== null && typeof change === 'object')
  );
}
