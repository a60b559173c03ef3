import { createHash } from 'node:crypto';
import { closeSync, fstatSync } from 'node:fs';
import type { Entry, ZipFile } from 'yauzl';
import type { FileEntry } from '../../core/digest.js';
import { hasControl } from '../../core/key-values.js';
import { type Contained, checkOpened, openContained } from './opened.js';

/** An entry of an archive. */
export interface ZipEntry extends FileEntry {
  /** Of one that is kept. */
  bytes: Buffer | null;
}

export interface Kept {
  /** Whether an entry's bytes are kept, if there is room. */
  keeps(path: string): boolean;
  /** Bytes of one entry at most; of all together four times as many. */
  most: number;
  /** Bytes of all files together at most; 20 times the archive's when absent. */
  total?: number;
}

const ENTRIES_LIMIT = 10_000;
/** What is packed tighter is no weights, and would take for ever to unpack. */
const DENSEST = 20;

/**
 * The files in a zip archive with size and digest. Nothing is written anywhere, and the memory does not grow with the archive.
 * @returns null for what is no such archive, or none that can be taken for a folder: damaged, encrypted, a name twice, or with
 *   more than 10,000 files or {@link Kept.total}
 */
export async function zipEntries(file: Contained, kept: Kept): Promise<ZipEntry[] | null> {
  const { fromFdPromise } = await import('yauzl');
  const fd = openContained(file);
  const { size } = fstatSync(fd);
  const zip = await fromFdPromise(fd, { autoClose: false }).catch(() => null);
  if (zip === null) {
    closeSync(fd);
    return null;
  }
  try {
    const entries =
      zip.entryCount > ENTRIES_LIMIT ? null : await read(zip, kept.total ?? size * DENSEST, kept);
    checkOpened(fd, file);
    return entries;
  } catch {
    // The library's complaints are all about the archive; whoever needs its bytes has them.
    return null;
  } finally {
    zip.close();
  }
}

async function read(zip: ZipFile, most: number, kept: Kept): Promise<ZipEntry[] | null> {
  let room = 4 * kept.most;
  const files = new Map<string, ZipEntry>();
  let total = 0;
  for await (const entry of zip.eachEntry()) {
    const { fileName, uncompressedSize } = entry;
    if (fileName.endsWith('/')) continue;
    total += uncompressedSize;
    // A line feed in a name could make two archives give one list.
    if (hasControl(fileName) || files.has(fileName)) return null;
    if (total > most || entry.isEncrypted()) return null;
    const keeps = kept.keeps(fileName) && uncompressedSize <= Math.min(kept.most, room);
    if (keeps) room -= uncompressedSize;
    files.set(fileName, await digested(zip, entry, keeps));
  }
  return [...files.values()];
}

async function digested(zip: ZipFile, entry: Entry, keeps: boolean): Promise<ZipEntry> {
  const { fileName: path, uncompressedSize: size_bytes } = entry;
  const hash = createHash('sha256');
  const kept: Buffer[] | null = keeps ? [] : null;
  // It ends with an error at the first byte beyond the size that the archive declares.
  for await (const chunk of await zip.openReadStreamPromise(entry)) {
    hash.update(chunk as Buffer);
    kept?.push(chunk as Buffer);
  }
  return {
    path,
    size_bytes,
    digest: `sha256:${hash.digest('hex')}`,
    bytes: kept && Buffer.concat(kept),
  };
}
