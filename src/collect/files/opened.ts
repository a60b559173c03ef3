import {
  closeSync,
  constants,
  fstatSync,
  openSync,
  readlinkSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/** A file to read, and the folder that it must lie in. */
export interface Contained {
  /** Absolute. */
  absolute: string;
  /** Absolute folder that no link leads out of. */
  within: string;
}

export interface OpenedTools {
  fstatSync: typeof fstatSync;
  statSync: typeof statSync;
  readlinkSync: typeof readlinkSync;
  realpath: (path: string) => string;
  isWindows: boolean;
}

export const OPENED_TOOLS: OpenedTools = {
  fstatSync,
  statSync,
  readlinkSync,
  realpath: realpathSync.native,
  isWindows: process.platform === 'win32',
};

/** Without `O_NONBLOCK` a pipe that was put in the place of a file would be waited for without end. */
export const READ_FLAGS = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * What is wrong with an opened file: undefined when it is the regular file that its path leads to now, inside the folder. A path that
 * was looked at before it was opened proves nothing, since a link can be put in its place, or in that of a folder above it.
 *
 * Worker threads run this function from its own source text: it must use nothing but its parameters and globals, and no import.
 * @param root without links
 * @returns the end of a sentence that starts with the file
 * @throws NodeJS.ErrnoException when there is nothing at the path any more
 */
export function openedFault(
  fd: number,
  { path, root }: { path: string; root: string },
  tools: OpenedTools,
): string | undefined {
  const opened = tools.fstatSync(fd, { bigint: true });
  if (!opened.isFile()) return 'is not a regular file';
  let place: string;
  try {
    // Linux says where the opened file lies, however fast links come and go.
    place = tools.readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // Other systems do not.
    place = tools.realpath(path);
  }
  const named = tools.statSync(path, { bigint: true });
  // The number of a volume depends on how Windows is asked.
  const isSame = named.ino === opened.ino && (tools.isWindows || named.dev === opened.dev);
  if (!isSame) return 'changed while it was read';
  const way = place.slice(root.length);
  const isBelow = place.startsWith(root) && (/[\\/]$/.test(root) || /^[\\/]/.test(way));
  const isInside = isBelow && !/(?:^|[\\/])\.git(?:$|[\\/])/i.test(way);
  return isInside ? undefined : 'leads out of the folder that may be read';
}

/** The folder without links, as {@link openedFault} wants it; as it is when there is none. */
export function realFolder(folder: string): string {
  try {
    return realpathSync.native(folder);
  } catch {
    // Then nothing in it can be opened, which says it better.
    return folder;
  }
}

/**
 * Opens a file where it must lie.
 * @returns a file descriptor, to be closed
 * @throws Error why it cannot be read
 */
export function openContained(file: Contained): number {
  // Opening a device could have an effect.
  if (!statSync(file.absolute).isFile()) throw new Error('it is not a regular file');
  const fd = openSync(file.absolute, READ_FLAGS);
  try {
    checkOpened(fd, file);
    return fd;
  } catch (error) {
    closeSync(fd);
    throw error;
  }
}

/** @throws Error when the path leads elsewhere by now */
export function checkOpened(fd: number, { absolute, within }: Contained): void {
  const fault = openedFault(fd, { path: absolute, root: realFolder(within) }, OPENED_TOOLS);
  if (fault !== undefined) throw new Error(`it ${fault}`);
}

/** A file that was opened where it must lie, to be looked at again once it is read. */
export class OpenedFile {
  private constructor(
    readonly handle: FileHandle,
    /** Bytes, as it was opened. */
    readonly size: number,
    private readonly file: Contained,
  ) {}

  /** @throws Error why it cannot be read */
  static async open(file: Contained): Promise<OpenedFile> {
    // Opening a device could have an effect.
    if (!(await stat(file.absolute)).isFile()) throw new Error('it is not a regular file');
    const handle = await open(file.absolute, READ_FLAGS);
    try {
      checkOpened(handle.fd, file);
      return new OpenedFile(handle, (await handle.stat()).size, file);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** @throws Error when the path leads elsewhere by now */
  check(): void {
    checkOpened(this.handle.fd, this.file);
  }

  /** The first bytes, as many as are there, and that they are still those of the path. @param limit bytes */
  async read(limit: number): Promise<Buffer> {
    const buffer = Buffer.allocUnsafe(Math.min(this.size, limit));
    let filled = 0;
    while (filled < buffer.length) {
      const { bytesRead } = await this.handle.read(buffer, filled, buffer.length - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    this.check();
    return buffer.subarray(0, filled);
  }

  close(): Promise<void> {
    return this.handle.close();
  }
}

/** Opens a file for as long as it is used. @throws Error why it cannot be read */
export async function withOpened<T>(file: Contained, use: (opened: OpenedFile) => Promise<T>): Promise<T> {
  const opened = await OpenedFile.open(file);
  try {
    return await use(opened);
  } finally {
    await opened.close();
  }
}

/** Bytes of a whole file. @param limit bytes of the largest that is read @throws Error why it cannot be read */
export function readContained(file: Contained, limit: number): Promise<Buffer> {
  return withOpened(file, async (opened) => {
    if (opened.size > limit) throw new Error(`it has more than ${limit} bytes`);
    return opened.read(limit);
  });
}

/**
 * Bytes of a small file; undefined for one that is larger, and for what is no regular file. Not asynchronous: handing 20,000 files to
 * the thread pool takes ten times as long.
 * @throws Error why it cannot be read
 */
export function readSmallContained(file: Contained, limit: number): Buffer | undefined {
  const stats = statSync(file.absolute);
  if (!stats.isFile() || stats.size > limit) return undefined;
  const fd = openContained(file);
  try {
    const bytes = Buffer.allocUnsafe(stats.size);
    const read = readSync(fd, bytes, 0, bytes.length, 0);
    checkOpened(fd, file);
    return bytes.subarray(0, read);
  } finally {
    closeSync(fd);
  }
}
