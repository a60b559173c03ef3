import { createHash } from 'node:crypto';
import { chmod, constants, copyFile, type FileHandle, open, rm, utimes } from 'node:fs/promises';
import { type FileDigest, hashFile } from './hash.js';
import { type Contained, OpenedFile } from './opened.js';

export interface CopyOptions {
  /** Whether there is only room for a clone, which shares its bytes with the file. */
  clonesOnly: boolean;
}

const BLOCK_BYTES = 1 << 20;

/** What is wrong with the file and not with its copy; the end of a sentence that starts with the file. */
class SourceFault extends Error {}

/**
 * Copies a file to a new one with its mode and times, as a clone where the file system can, and digests the bytes of the copy.
 * Memory does not grow with the file.
 * @param target absolute path in a folder that is ours alone
 * @returns the digest, or what is wrong with the file, as the end of a sentence that starts with it; then there may be half a copy
 * @throws NodeJS.ErrnoException when the copy cannot be written: ENOSPC without room, also where only a clone may be made
 */
export async function copyContained(
  file: Contained,
  target: string,
  options: CopyOptions,
): Promise<FileDigest | { fault: string }> {
  try {
    const opened = await ofSource(OpenedFile.open(file));
    try {
      const digest = (await isCloned(opened, file, target))
        ? await hashFile(target)
        : await streamed(opened, target, options);
      await ofSource(opened.check());
      await keepLooks(opened, target);
      return digest;
    } finally {
      await opened.close();
    }
  } catch (error) {
    if (error instanceof SourceFault) return { fault: error.message };
    throw error;
  }
}

async function ofSource<T>(work: Promise<T> | T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new SourceFault(`cannot be read (${code ?? message})`, { cause: error });
  }
}

/** Linux clones what is open, whatever its path leads to by now; elsewhere the digest of the copy tells. */
async function isCloned(opened: OpenedFile, { absolute }: Contained, target: string): Promise<boolean> {
  const source = process.platform === 'linux' ? `/proc/self/fd/${opened.handle.fd}` : absolute;
  try {
    await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE);
    return true;
  } catch (error) {
    // Two paths are one name here.
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw error;
    // Most file systems cannot, and some leave an empty file. What else is wrong shows when the bytes are copied.
    await rm(target, { force: true });
    return false;
  }
}

async function streamed(
  opened: OpenedFile,
  target: string,
  { clonesOnly }: CopyOptions,
): Promise<FileDigest> {
  if (clonesOnly) throw noRoom();
  const { handle, size } = opened;
  const before = await ofSource(handle.stat({ bigint: true }));
  const copy = await open(target, 'wx', 0o600);
  try {
    const hash = createHash('sha256');
    let [front, back] = [Buffer.allocUnsafeSlow(BLOCK_BYTES), Buffer.allocUnsafeSlow(BLOCK_BYTES)];
    let total = 0;
    for (let reading = ofSource(handle.read(front, 0, BLOCK_BYTES, 0)); ; ) {
      const { bytesRead } = await reading;
      total += bytesRead;
      // A file that never stops growing must not fill the disk.
      if (bytesRead === 0 || total > size) break;
      [front, back] = [back, front];
      const block = back.subarray(0, bytesRead);
      const writing = writeAll(copy, block);
      // The thread pool writes while this thread hashes.
      hash.update(block);
      await writing;
      reading = ofSource(handle.read(front, 0, BLOCK_BYTES, total));
    }
    const after = await ofSource(handle.stat({ bigint: true }));
    if (total !== size || after.mtimeNs !== before.mtimeNs)
      throw new SourceFault('changed while it was read');
    return { digest: `sha256:${hash.digest('hex')}`, size_bytes: total };
  } finally {
    await copy.close();
  }
}

/** As the system would say it once the disk is full. */
function noRoom(): NodeJS.ErrnoException {
  return Object.assign(new Error('There is no room for a copy'), { code: 'ENOSPC', syscall: 'copyfile' });
}

async function writeAll(copy: FileHandle, block: Uint8Array): Promise<void> {
  for (let written = 0; written < block.length; ) {
    written += (await copy.write(block, written, block.length - written)).bytesWritten;
  }
}

/** An archive of the copies says what one of the files would have said. */
async function keepLooks({ handle }: OpenedFile, target: string): Promise<void> {
  const { mode, atime, mtime } = await ofSource(handle.stat());
  await utimes(target, atime, mtime);
  await chmod(target, (mode & 0o777) | 0o600);
}
