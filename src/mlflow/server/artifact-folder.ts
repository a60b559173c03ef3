import { constants, type Stats } from 'node:fs';
import { lstat, mkdir, mkdtemp, open, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import type { ArtifactEntry, ArtifactFile, ArtifactFiles, ByteRange } from './artifact-files.js';
import { type DiskRoom, diskRoom } from './disk-room.js';
import { changedWhileRead, checkNames, faultOf, isFolder, notFolder } from './folder-faults.js';
import { keepDigest, receiveFile, type UploadDigests } from './receive-file.js';

export interface ArtifactFolder {
  /** Folder that they lie in, under their own paths. */
  files: string;
  /** Folder for those that are not whole yet, on the same disk. */
  incoming: string;
  /** Default: that of the disk which `incoming` lies on. */
  room?: DiskRoom;
  /** Refuses a change of a path; asked again once a file is whole, since much can happen while it comes. */
  guard?(path: string): Promise<void>;
  /** Takes the digests of large files. Left out: nobody wants them. */
  digests?: UploadDigests | undefined;
}

/** Artifacts as files on disk. No link in the folder is followed; links are not shown. Folders are made when they are needed. */
export function artifactFolder({
  files,
  incoming,
  room = diskRoom(incoming),
  guard = async () => undefined,
  digests,
}: ArtifactFolder): ArtifactFiles {
  return {
    async put(name, bytes, size) {
      checkNames(name, process.platform);
      await guard(name);
      await refuseBlocked(files, name);
      if (size !== undefined) await room.require(size);
      let aside: string | undefined;
      try {
        await mkdir(incoming, { recursive: true });
        aside = await mkdtemp(path.join(incoming, 'put-'));
        const whole = path.join(aside, 'file');
        const received = await receiveFile(whole, { bytes, size }, digests);
        await refuseBlocked(files, name);
        await guard(name);
        await place(whole, path.join(files, name));
        await keepDigest(path.join(files, name), received, digests);
      } catch (error) {
        throw faultOf(error, name);
      } finally {
        if (aside !== undefined) await rm(aside, { recursive: true, force: true });
      }
    },
    async get(name) {
      const { stats } = await look(files, name);
      if (stats?.isDirectory()) return 'folder';
      return stats?.isFile() ? fileAt(path.join(files, name), { name, stats }) : undefined;
    },
    async list(name) {
      const { stats } = name === '' ? { stats: undefined } : await look(files, name);
      return name === '' || stats?.isDirectory() ? entriesOf(path.join(files, name)) : [];
    },
    async remove(name) {
      await guard(name);
      const { stats } = await look(files, name);
      if (stats === undefined) return;
      await rm(path.join(files, name), { recursive: true, force: true });
      await digests?.forget(path.join(files, name));
    },
  };
}

interface Look {
  /** Of what lies at the path; undefined: nothing, or the way there does not lead through folders of ours. */
  stats?: Stats;
  /** What is in the way. */
  blocked?: string;
}

async function look(root: string, name: string): Promise<Look> {
  const parts = name.split('/');
  for (let count = 1; count <= parts.length; count++) {
    const at = parts.slice(0, count).join('/');
    const stats = await statOf(path.join(root, at));
    if (stats === undefined) return {};
    if (stats.isSymbolicLink() || !(stats.isFile() || stats.isDirectory())) return { blocked: at };
    if (count === parts.length) return { stats };
    if (!stats.isDirectory()) return { blocked: at };
  }
  return {};
}

async function refuseBlocked(root: string, name: string): Promise<void> {
  const { stats, blocked } = await look(root, name);
  if (stats?.isDirectory()) throw isFolder(name);
  if (blocked !== undefined) throw notFolder(name, blocked);
}

/** A folder that is removed at the same time may go between the two steps; it does not go twice. */
async function place(whole: string, target: string): Promise<void> {
  for (let tries = 2; ; tries--) {
    await mkdir(path.dirname(target), { recursive: true });
    try {
      return await rename(whole, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || tries === 1) throw error;
    }
  }
}

function fileAt(full: string, { name, stats }: { name: string; stats: Stats }): ArtifactFile {
  const whole = { start: 0, end: stats.size - 1 };
  return {
    size: stats.size,
    open: (range = whole) =>
      Readable.from(read(full, { name, seen: stats, range }), { objectMode: false, highWaterMark: CHUNK }),
  };
}

/** Bytes that are read at once. */
const CHUNK = 256 * 1024;

async function* read(
  full: string,
  { name, seen, range }: { name: string; seen: Stats; range: ByteRange },
): AsyncGenerator<Buffer> {
  const handle = await open(full, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  try {
    const now = await handle.stat();
    if (now.ino !== seen.ino || now.size !== seen.size || now.mtimeMs !== seen.mtimeMs)
      throw changedWhileRead(name);
    for (let at = range.start; at <= range.end; ) {
      const buffer = Buffer.allocUnsafe(Math.min(CHUNK, range.end - at + 1));
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, at);
      if (bytesRead === 0) throw changedWhileRead(name);
      at += bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}

async function entriesOf(folder: string): Promise<ArtifactEntry[]> {
  const found = await readdir(folder, { withFileTypes: true }).catch(whenMissing([]));
  const entries = await Promise.all(
    found.map(async (entry): Promise<ArtifactEntry | undefined> => {
      if (entry.isDirectory()) return { name: entry.name, is_dir: true };
      const stats = entry.isFile() ? await statOf(path.join(folder, entry.name)) : undefined;
      return stats && { name: entry.name, is_dir: false, size: stats.size };
    }),
  );
  return entries
    .filter((entry) => entry !== undefined)
    .sort((one, other) => (one.name < other.name ? -1 : 1));
}

function statOf(full: string): Promise<Stats | undefined> {
  return lstat(full).catch(whenMissing(undefined));
}

/** A name that no file can have is that of none. */
function whenMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'EINVAL'].includes(error.code ?? '')) return value;
    throw error;
  };
}
