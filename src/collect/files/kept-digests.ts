import { type BigIntStats, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { realFolder } from './opened.js';

/** Digests of files that have been read already. A file that has changed since is never taken for what it was. */
export interface KeptDigests {
  /**
   * @param absolute where the file lies @param stats of it as it is now
   * @returns `sha256:<hex>`; undefined where none is kept of these bytes
   */
  find(absolute: string, stats: BigIntStats): Promise<string | undefined>;
  /**
   * Waits, for milliseconds, until a change of a file would show: file systems have clocks that tick slowly.
   * @param stats of the file as it is now @returns whether it would
   */
  settle(stats: BigIntStats): Promise<boolean>;
  /**
   * What cannot be kept is made again from the bytes.
   * @param stats of the file, settled before its bytes were read, or once all were written @param digest `sha256:<hex>`
   */
  keep(absolute: string, stats: BigIntStats, digest: string): Promise<void>;
  /** Of what was removed: a file, or a folder with all that lay in it. */
  forget(absolute: string): Promise<void>;
}

// Not asynchronous: one line is read and written in less time than it takes to ask the thread pool for it.

/** Files of fewer bytes are read again in less time than it takes to keep what was read. */
export const KEPT_BYTES = 8 * 1024 * 1024;

/**
 * Kept as files of their own, each under the path of its file, so that they outlive the process. Only for a folder that nobody else
 * writes to: whoever can, can say there what he likes.
 * @param files absolute folder of the files @param folder absolute folder of the digests, which is made when it is needed
 */
export function digestsOnDisk(files: string, folder: string): KeptDigests {
  function placeOf(absolute: string): string | undefined {
    const below = [files, realFolder(files)].map((root) => path.relative(root, absolute));
    const own = below.find((one) => one !== '' && !one.startsWith('..') && !path.isAbsolute(one));
    return own === undefined ? undefined : path.join(folder, own);
  }
  return {
    async find(absolute, stats) {
      const place = placeOf(absolute);
      const [, digest, look] = LINE.exec(place === undefined ? '' : lineIn(place)) ?? [];
      return look === lookOf(stats) ? digest : undefined;
    },
    settle: (stats) => hasTicked(folder, stats),
    async keep(absolute, stats, digest) {
      const place = placeOf(absolute);
      if (place === undefined) return;
      try {
        mkdirSync(path.dirname(place), { recursive: true });
        writeFileSync(place, `${digest} ${lookOf(stats)}\n`);
      } catch {
        // Half a line says nothing, and a full disk is told to whoever needs it for more.
      }
    },
    async forget(absolute) {
      const place = placeOf(absolute);
      if (place !== undefined) await rm(place, { recursive: true, force: true }).catch(() => undefined);
    },
  };
}

function lineIn(place: string): string {
  try {
    return readFileSync(place, 'latin1');
  } catch {
    return '';
  }
}

const LINE = /^(sha256:[0-9a-f]{64}) (\d+ \d+ -?\d+ -?\d+)\n$/;

/**
 * Kept for as long as the process lives, and wherever the files are moved to on their disk. Nobody else can say what they are.
 * @param folder absolute folder on that disk that may be filled
 */
export function digestsInMemory(folder: string): KeptDigests {
  const digests = new Map<string, string>();
  return {
    find: async (_, stats) => digests.get(lookOf(stats)),
    settle: (stats) => hasTicked(folder, stats),
    keep: async (_, stats, digest) => void digests.set(lookOf(stats), digest),
    forget: async () => undefined,
  };
}

/** Whoever writes to a file can set its size and the time of the change back, but not `ctime`. */
function lookOf({ ino, size, mtimeNs, ctimeNs }: BigIntStats): string {
  return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
}

const TICKS = 30;
const CLOCK = '.clock';

/** Asks the file system what time it is, by a file on the same disk. */
async function hasTicked(folder: string, { ctimeNs }: BigIntStats): Promise<boolean> {
  const clock = path.join(folder, CLOCK);
  try {
    mkdirSync(folder, { recursive: true });
    for (let tries = 0; tries < TICKS; tries++) {
      writeFileSync(clock, '.');
      const { mtimeNs } = statSync(clock, { bigint: true });
      if (mtimeNs > ctimeNs) return true;
      await setTimeout(1);
    }
  } catch {
    // Then nothing can be kept there either.
  }
  return false;
}
