import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { ProtocolError } from '../protocol/errors.js';

/** Refuses what a disk has no room for before it is sent, which may take minutes. */
export interface DiskRoom {
  /** @param bytes that are announced @throws ProtocolError DATA_LOSS */
  require(bytes: number): Promise<void>;
}

/** Bytes that stay free, for what is small and has to be kept all the same. */
export const RESERVE = 32 * 1024 * 1024;

/**
 * @param folder absolute; where it is not there yet, the one above it counts
 * @param freeIn gives the free bytes of the disk that a folder lies on, undefined where nobody can tell
 */
export function diskRoom(folder: string, freeIn = freeBytes): DiskRoom {
  return {
    async require(bytes) {
      const free = await freeIn(folder);
      if (free === undefined || bytes + RESERVE <= free) return;
      throw new ProtocolError(
        'DATA_LOSS',
        `The server's disk is full: it has ${mebibytes(free)} MiB left, of which ${mebibytes(RESERVE)} stay free, and ${mebibytes(bytes)} were to come. Make room and log it again.`,
      );
    },
  };
}

async function freeBytes(folder: string): Promise<number | undefined> {
  for (let at = folder; ; at = path.dirname(at)) {
    try {
      const { bavail, bsize, blocks } = await statfs(at);
      // What has no size is no disk of its own.
      return blocks === 0 ? undefined : bavail * bsize;
    } catch (error) {
      const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
      // Whoever writes will be told.
      if (!isMissing || at === path.dirname(at)) return undefined;
    }
  }
}

function mebibytes(bytes: number): number {
  return Math.ceil(bytes / 1024 / 1024);
}
