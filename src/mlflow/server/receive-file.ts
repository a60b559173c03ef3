import type { BigIntStats } from 'node:fs';
import { type FileHandle, lstat, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { WriteBehind } from './write-behind.js';

/** Makes digests of files while they are written, and keeps them for whoever would have to read the files else. */
export interface UploadDigests {
  /** @param fd open for reading, until there is a digest or the file was dropped */
  begin(fd: number): {
    /** @param bytes that are written by now */
    grown(bytes: number): Promise<void>;
    /** @param bytes of the whole file @returns undefined where none is made of it */
    end(bytes: number): Promise<string | undefined>;
    /** Waits until nobody reads the file any more. */
    drop(): Promise<void>;
  };
  /** Waits until a change of a file would show, and says whether it would. */
  settle(stats: BigIntStats): Promise<boolean>;
  /** @param absolute where the file lies @param stats of it as it lies there */
  keep(absolute: string, stats: BigIntStats, digest: string): Promise<void>;
  /** Of a file or folder that was removed. */
  forget(absolute: string): Promise<void>;
}

interface Incoming {
  bytes: Readable;
  /** As it is announced. */
  size: number | undefined;
}

/** A file that has come whole. */
interface Received {
  stats: BigIntStats;
  /** Undefined where none was made. */
  digest: string | undefined;
}

/**
 * Writes a file that is not there yet. It is never written to again: what has its bytes by another name has them for good.
 * @throws Error where less or more came than was announced, and what the file system says
 */
export async function receiveFile(
  to: string,
  incoming: Incoming,
  digests: UploadDigests | undefined,
): Promise<Received> {
  const handle = await open(to, digests === undefined ? 'wx' : 'wx+');
  const growing = digests?.begin(handle.fd);
  try {
    const size = await write(handle, incoming, (written) => growing?.grown(written));
    const digest = await growing?.end(size);
    return { stats: await handle.stat({ bigint: true }), digest };
  } finally {
    await growing?.drop();
    await handle.close();
  }
}

/**
 * Keeps the digest of a file where it lies now. Moving it has changed its `ctime`, and what another upload has put there meanwhile is
 * another file.
 */
export async function keepDigest(
  placed: string,
  { stats, digest }: Received,
  digests: UploadDigests | undefined,
): Promise<void> {
  if (digest === undefined || digests === undefined) return;
  const now = await lstat(placed, { bigint: true }).catch(() => undefined);
  const isSame = now?.ino === stats.ino && now.size === stats.size && now.mtimeNs === stats.mtimeNs;
  if (isSame && (await digests.settle(now))) await digests.keep(placed, now, digest);
}

/** Leaves the stream open when the disk fails: whoever sends is still to be answered. @returns bytes */
async function write(
  handle: FileHandle,
  { bytes, size }: Incoming,
  grown: (written: number) => Promise<void> | undefined,
): Promise<number> {
  const behind = new WriteBehind(handle);
  try {
    let come = 0;
    for await (const chunk of bytes.iterator({ destroyOnReturn: false })) {
      await behind.add(chunk as Buffer);
      await grown(behind.written);
      come += (chunk as Buffer).length;
    }
    await behind.end();
    if (size !== undefined && come !== size) throw new Error(`${come} bytes came of ${size}`);
    return come;
  } finally {
    await behind.idle();
  }
}
