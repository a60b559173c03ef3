import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '../../core/digest.js';
import { hashFile } from '../files/hash.js';
import { type Contained, withOpened } from '../files/opened.js';
import { walked } from '../files/walk.js';
import { differenceOf, type Fingerprint, fingerprint, hasSeveralNames, opensFirst } from './fingerprint.js';
import { linesBefore } from './kept-lines.js';

/** Looks of files, by their paths relative to a folder, with forward slashes. */
export type Looks = Record<string, Look>;

export interface Look extends Fingerprint {
  /** `sha256:<hex>`, for files whose looks alone might not tell. */
  digest?: string;
  /** Of small files that are hashed, what tells their lines. */
  lines?: string[];
}

/** A file system that keeps times by the second, and a clock that is a little off, must not hide a write. */
const CLOSE_NS = 2_000_000_000n;
/** Bytes up to which metrics are hashed, whatever their times. */
const SMALL = 1024n * 1024n;

/**
 * Looks at files before a training begins.
 * @param folder absolute, what the paths count from
 * @param scratch an absolute path that can be written: its time is the file system's own idea of now
 * @param options.hashed paths that are hashed too when they have at most 1 MiB
 */
export async function lookAt(
  folder: string,
  paths: readonly string[],
  options: { scratch: string; hashed: ReadonlySet<string> },
): Promise<Looks> {
  const opens = opensFirst(folder);
  const now = timeOf(options.scratch);
  const looks: Looks = Object.create(null);
  for (const name of paths) {
    const look = fingerprint(walked(folder, name), { opens });
    if (look !== undefined) looks[name] = look;
  }
  for (const [name, look] of Object.entries(looks)) {
    const isClose = absolute(BigInt(look.mtime) - now) <= CLOSE_NS;
    if (!isClose && !(options.hashed.has(name) && BigInt(look.size) <= SMALL)) continue;
    const digest = await digestOf(folder, name);
    if (digest !== undefined) look.digest = digest;
    const lines = options.hashed.has(name) ? linesBefore(folder, name) : undefined;
    if (lines !== undefined) look.lines = lines;
  }
  return looks;
}

/**
 * Which files nobody has written since.
 * @param paths relative to the folder; those without an earlier look are new
 */
export async function unwrittenOf(
  folder: string,
  paths: readonly string[],
  looks: Looks,
): Promise<Set<string>> {
  const opens = opensFirst(folder);
  const unwritten = new Set<string>();
  for (const name of paths) {
    const before = Object.hasOwn(looks, name) ? looks[name] : undefined;
    const now = before === undefined ? undefined : fingerprint(walked(folder, name), { opens });
    if (before === undefined || now === undefined) continue;
    const difference = differenceOf(before, now);
    if (difference === 'written') continue;
    if (difference === 'times' && hasSeveralNames(before, now)) continue;
    const isSame = before.digest === undefined || (await digestOf(folder, name)) === before.digest;
    if (isSame) unwritten.add(name);
  }
  return unwritten;
}

async function digestOf(folder: string, name: string): Promise<string | undefined> {
  try {
    return (await hashFile(walked(folder, name), folder)).digest;
  } catch {
    // Unreadable now: whoever wants to record it says so.
    return undefined;
  }
}

/** The kernel's clock, which stamps files: a process can be shown another one. */
function timeOf(scratch: string): bigint {
  writeFileSync(scratch, '');
  const look = fingerprint(scratch, { opens: false });
  if (look === undefined) throw new Error(`${path.basename(scratch)} cannot be looked at`);
  return BigInt(look.mtime);
}

function absolute(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/**
 * Bytes at the front of a file that were there before and are unchanged, of a file that grew: rows were appended to a table of an
 * earlier run. 0 for a file that was written anew.
 */
export async function grownFrom(folder: string, name: string, looks: Looks): Promise<number> {
  const before = Object.hasOwn(looks, name) ? looks[name] : undefined;
  const now = before === undefined ? undefined : fingerprint(walked(folder, name), { opens: false });
  if (before === undefined || now === undefined) return 0;
  const size = Number(before.size);
  if (before.inode !== now.inode || Number(now.size) <= size || size === 0) return 0;
  // Too large to be hashed before: a file that grows in place is taken for one that is appended to.
  if (before.digest === undefined) return size;
  return sha256(await frontOf({ absolute: walked(folder, name), within: folder }, size)) === before.digest
    ? size
    : 0;
}

async function frontOf(file: Contained, size: number): Promise<Uint8Array> {
  return withOpened(file, (opened) => opened.read(size));
}
