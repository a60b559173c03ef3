import crypto, { createHash } from 'node:crypto';
import { type BigIntStats, closeSync, constants, openSync, readSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { FileEntry } from '../../core/digest.js';
import { type Fault, UserError } from '../../core/errors.js';
import { digestLane, type Lane, type Outcome, unixLines } from './hash-lane.js';
import { KEPT_BYTES, type KeptDigests } from './kept-digests.js';
import { OPENED_TOOLS, openedFault, READ_FLAGS, realFolder, withOpened } from './opened.js';
import { placed } from './paths.js';

export interface FileDigest {
  /** `sha256:<hex>` */
  digest: string;
  size_bytes: number;
  /** What it would be with the line ends of Unix: of a text that has others, where it was asked for. */
  lf?: { digest: string; size_bytes: number };
}

/** A file of a folder. */
export type HashedFile = FileEntry & Pick<FileDigest, 'lf'>;

export interface HashOptions {
  /** How many files are hashed at once; the number of processors, at most 8, when absent. */
  threads?: number;
  /** Absolute folder that no link is followed out of; the root when absent. */
  within?: string;
  /** The root as messages name it, e.g. its path in the record; they give paths alone when absent. */
  place?: string;
  /** Also gives `lf`. */
  lines?: boolean;
  /**
   * Called with the bytes of each file of at most 256 KiB, which are at hand. What it answers stands for the file: a
   * fault, or the digest of other bytes.
   */
  inspect?: Inspect;
  /** Large files that it knows are not read; those that it does not are told to it. Not together with `lines`. */
  kept?: KeptDigests | undefined;
}

/** @param path as it was given to {@link hashFiles} */
export type Inspect = (path: string, bytes: Uint8Array) => FileDigest | { fault: Fault } | undefined;

/** Up to this size a blocking read costs less than handing the file to the thread pool. */
const SMALL_BYTES = 256 * 1024;
/** Below this much work for a thread, starting it (about 30 ms) takes longer than it saves. */
const THREAD_BYTES = 64 * 1024 * 1024;
/** So many small files are read before other work of the process gets its turn. */
const BATCH_FILES = 256;
/** One broken disk must not give a message of 100,000 lines. */
const FAULTS_SHOWN = 20;

/**
 * Memory does not grow with the file.
 * @param path a regular file, or a link to one
 * @param within absolute folder that no link is followed out of; the file's own when absent
 * @throws UserError E_FILE_UNREADABLE when it is none, cannot be read, lies elsewhere, or changes while it is read
 */
export async function hashFile(path: string, within = dirname(path)): Promise<FileDigest> {
  const [outcome] = await digestAll([path], { root: realFolder(within), threads: 1, lines: false });
  if (outcome === undefined || 'fault' in outcome) throw new UserError(faultOf(path, outcome?.fault));
  return outcome;
}

/**
 * Several big files are hashed at once. Memory does not grow with them.
 * @param root absolute folder
 * @param paths forward slashes, relative to `root`
 * @returns in the order of `paths`
 * @throws UserError E_FILE_UNREADABLE as {@link hashFile}, for all files at once (the first 20 are named)
 */
export async function hashFiles(
  root: string,
  paths: readonly string[],
  options: HashOptions = {},
): Promise<HashedFile[]> {
  const threads = options.threads ?? Math.min(availableParallelism(), 8);
  const absolute = paths.map((path) => `${root}/${path}`);
  const { inspect, place = '', lines = false, within = root, kept } = options;
  const outcomes = await digestAll(absolute, {
    root: realFolder(within),
    threads,
    lines,
    kept,
    inspect: (index, bytes) => inspect?.(paths[index] ?? '', bytes),
  });
  const faults: Fault[] = [];
  const entries: HashedFile[] = [];
  for (const [index, path] of paths.entries()) {
    const outcome = outcomes[index];
    if (outcome !== undefined && 'digest' in outcome) entries.push({ path, ...outcome });
    else if (faults.length < FAULTS_SHOWN) faults.push(faultOf(placed(place, path), outcome?.fault));
  }
  if (faults.length > 0) throw new UserError(faults);
  return entries;
}

type Found = Outcome | { fault: Fault };

interface Work {
  /** Absolute folder without links that the files lie in. */
  root: string;
  threads: number;
  lines: boolean;
  kept?: KeptDigests | undefined;
  inspect?(index: number, bytes: Uint8Array): Found | undefined;
}

interface BigFile {
  index: number;
  path: string;
  size: number;
  /** Where its digest is to be kept. */
  seen?: BigIntStats;
}

async function digestAll(
  paths: readonly string[],
  { root, threads, lines, kept, inspect }: Work,
): Promise<(Found | undefined)[]> {
  const outcomes = new Array<Found | undefined>(paths.length);
  const all: BigFile[] = [];
  const buffer = Buffer.allocUnsafe(SMALL_BYTES + 1);
  for (const [index, path] of paths.entries()) {
    if (index % BATCH_FILES === BATCH_FILES - 1) await setImmediate();
    try {
      const stats = statSync(path);
      if (stats.size > SMALL_BYTES) all.push({ index, path, size: stats.size });
      else
        outcomes[index] = digestSmall(path, stats, {
          buffer,
          lines,
          root,
          inspect: (bytes) => inspect?.(index, bytes),
        });
    } catch (error) {
      outcomes[index] = { fault: `cannot be read (${(error as NodeJS.ErrnoException).code ?? error})` };
    }
  }
  const big = kept === undefined ? all : await unknownOf(all, { root, kept, outcomes });
  // The longest first, so that no thread is left alone with it at the end.
  big.sort((a, b) => b.size - a.size);
  const bytes = big.reduce((sum, file) => sum + file.size, 0);
  const useful = Math.min(threads, big.length, Math.ceil(bytes / THREAD_BYTES));
  const next = new Int32Array(new SharedArrayBuffer(4));
  const lane = { paths: big.map((file) => file.path), root, next, lines };
  for (const [position, outcome] of await digestLanes(lane, useful)) {
    const file = big[position];
    if (file === undefined) continue;
    outcomes[file.index] = outcome;
    if (file.seen !== undefined && 'digest' in outcome)
      await kept?.keep(file.path, file.seen, outcome.digest);
  }
  return outcomes;
}

/** @param outcomes gets those that are kept @returns the files whose bytes are to be read */
async function unknownOf(
  files: readonly BigFile[],
  { root, kept, outcomes }: { root: string; kept: KeptDigests; outcomes: (Found | undefined)[] },
): Promise<BigFile[]> {
  const unknown: BigFile[] = [];
  for (const file of files) {
    const { path: absolute, index, size } = file;
    const look = () =>
      withOpened({ absolute, within: root }, async ({ handle }) => handle.stat({ bigint: true }));
    // Whatever is wrong with it is told when it is read.
    const seen = size < KEPT_BYTES ? undefined : await look().catch(() => undefined);
    const digest = seen && (await kept.find(absolute, seen));
    if (seen !== undefined && digest !== undefined)
      outcomes[index] = { digest, size_bytes: Number(seen.size) };
    else unknown.push(seen !== undefined && (await kept.settle(seen)) ? { ...file, seen } : file);
  }
  return unknown;
}

interface SmallFile {
  root: string;
  /** Used again for the next file. */
  buffer: Buffer;
  lines: boolean;
  inspect(bytes: Uint8Array): Found | undefined;
}

function digestSmall(path: string, before: Stats, { root, buffer, lines, inspect }: SmallFile): Found {
  // Opening a pipe or a device could block for ever, or have an effect.
  if (!before.isFile()) return { fault: 'is not a regular file' };
  const file = openSync(path, READ_FLAGS);
  let read: number;
  let wrong: string | undefined;
  try {
    // One read of one byte more than there should be tells a file that has grown from one that has not.
    read = readSync(file, buffer, 0, before.size + 1, 0);
    wrong = openedFault(file, { path, root }, OPENED_TOOLS);
  } finally {
    closeSync(file);
  }
  if (wrong !== undefined) return { fault: wrong };
  if (read !== before.size) return { fault: 'changed while it was read' };
  const bytes = buffer.subarray(0, read);
  const other = inspect(bytes);
  if (other !== undefined) return other;
  const found = { digest: `sha256:${sha256Hex(bytes)}`, size_bytes: read };
  if (!lines || !bytes.includes('\r\n')) return found;
  const unix = unixLines(createHash('sha256'));
  unix.before(bytes);
  return { ...found, ...unix.end() };
}

/** In one call where there is one (Node.js 20.12), which takes half the time for a small file. */
function sha256Hex(bytes: Uint8Array): string {
  return typeof crypto.hash === 'function'
    ? crypto.hash('sha256', bytes, 'hex')
    : createHash('sha256').update(bytes).digest('hex');
}

async function digestLanes(lane: Lane, threads: number): Promise<[number, Outcome][]> {
  if (lane.paths.length === 0) return [];
  const others = Array.from({ length: threads - 1 }, () => inWorker(lane));
  const outcomes = await Promise.all([
    digestLane(lane, {
      createHash,
      constants,
      open,
      stat,
      read,
      unixLines,
      openedFault,
      opened: OPENED_TOOLS,
    }),
    ...others,
  ]);
  return outcomes.flat();
}

// The thread pool reads while this thread hashes.
async function read(file: FileHandle, block: Uint8Array): Promise<number> {
  return (await file.read(block, 0, block.length, null)).bytesRead;
}

function inWorker(lane: Lane): Promise<[number, Outcome][]> {
  // It blocks when it reads: with every processor busy, handing blocks over costs more than it saves.
  const source = `
    const { parentPort, workerData } = require('node:worker_threads');
    const { createHash } = require('node:crypto');
    const { constants, fstatSync, promises: { open, stat }, readlinkSync, readSync, realpathSync, statSync } =
      require('node:fs');
    const read = (file, block) => readSync(file.fd, block);
    const opened = { fstatSync, statSync, readlinkSync, realpath: realpathSync.native, isWindows: ${OPENED_TOOLS.isWindows} };
    const tools = { createHash, constants, open, stat, read, unixLines: ${unixLines}, openedFault: ${openedFault}, opened };
    (${digestLane})(workerData, tools).then((all) => parentPort.postMessage(all));`;
  return new Promise((resolve, reject) => {
    // No arguments and environment of ours: a flag such as --input-type would change what the source means.
    const worker = new Worker(source, { eval: true, workerData: lane, execArgv: [], env: {} });
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`A hashing thread ended early with code ${code}`)));
  });
}

function faultOf(where: string, what: string | Fault = 'was not read'): Fault {
  if (typeof what !== 'string') return what;
  return {
    code: 'E_FILE_UNREADABLE',
    what: `The file ${what}`,
    where,
    mend: 'Make sure that it is a readable regular file that nothing writes to while it is recorded',
  };
}
