import type { createHash } from 'node:crypto';
import type { constants } from 'node:fs';
import type { FileHandle, open, stat } from 'node:fs/promises';

/** Files that several threads work off together. */
export interface Lane {
  /** Absolute. */
  paths: readonly string[];
  /** One shared number: the index of the next path that nobody has taken. */
  next: Int32Array;
}

/** A digest, or what is wrong with the file, as the end of a sentence that starts with it. */
export type Outcome = { digest: string; size_bytes: number } | { fault: string };

export interface LaneTools {
  createHash: typeof createHash;
  constants: typeof constants;
  open: typeof open;
  stat: typeof stat;
  /** Fills the block from where the file was left; answers the bytes read, 0 at the end. */
  read: (file: FileHandle, block: Uint8Array) => Promise<number> | number;
}

/**
 * Digests paths of the lane until none is left. Reads one block while it hashes the one before.
 *
 * Worker threads run this function from its own source text, since a bundle has no second file to start them
 * from: it must use nothing but its parameters and globals, and no import.
 * @returns index of the path and outcome
 */
export async function digestLane(lane: Lane, tools: LaneTools): Promise<[number, Outcome][]> {
  const size = 1 << 20;
  let front = Buffer.allocUnsafeSlow(size);
  let back = Buffer.allocUnsafeSlow(size);
  const flags = tools.constants.O_RDONLY | (tools.constants.O_NONBLOCK ?? 0);

  async function digest(path: string): Promise<Outcome> {
    if (!(await tools.stat(path)).isFile()) return { fault: 'is not a regular file' };
    const file = await tools.open(path, flags);
    try {
      const before = await file.stat();
      const hash = tools.createHash('sha256');
      let total = 0;
      let reading = tools.read(file, front);
      for (;;) {
        const bytesRead = await reading;
        total += bytesRead;
        // A file that never stops growing must not keep us for ever.
        if (bytesRead === 0 || total > before.size) break;
        [front, back] = [back, front];
        reading = tools.read(file, front);
        hash.update(back.subarray(0, bytesRead));
      }
      const after = await file.stat();
      if (total !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
        return { fault: 'changed while it was read' };
      }
      return { digest: `sha256:${hash.digest('hex')}`, size_bytes: total };
    } finally {
      await file.close();
    }
  }

  const outcomes: [number, Outcome][] = [];
  for (;;) {
    const index = Atomics.add(lane.next, 0, 1);
    const path = lane.paths[index];
    if (path === undefined) return outcomes;
    const outcome = await digest(path).catch((error) => ({
      fault: `cannot be read (${error.code ?? error})`,
    }));
    outcomes.push([index, outcome]);
  }
}
