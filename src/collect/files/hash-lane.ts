import type { createHash, Hash } from 'node:crypto';
import type { constants } from 'node:fs';
import type { FileHandle, open, stat } from 'node:fs/promises';
import type { OpenedTools, openedFault } from './opened.js';

/** Files that several threads work off together. */
export interface Lane {
  /** Absolute. */
  paths: readonly string[];
  /** Absolute folder without links that they lie in. */
  root: string;
  /** One shared number: the index of the next path that nobody has taken. */
  next: Int32Array;
  /** Whether the digest with the line ends of Unix is wanted, too. */
  lines: boolean;
}

/** A digest, or what is wrong with the file, as the end of a sentence that starts with it. */
export type Outcome =
  | { digest: string; size_bytes: number; lf?: { digest: string; size_bytes: number } }
  | { fault: string };

export interface LaneTools {
  createHash: typeof createHash;
  constants: typeof constants;
  open: typeof open;
  stat: typeof stat;
  /** Fills the block from where the file was left; answers the bytes read, 0 at the end. */
  read: (file: FileHandle, block: Uint8Array) => Promise<number> | number;
  unixLines: typeof unixLines;
  openedFault: typeof openedFault;
  opened: OpenedTools;
}

/**
 * Digests a text as it would be with the line ends of Unix, block by block. It goes a way of its own from the first CR on, so that
 * a file without any costs one search. Worker threads run it as they run {@link digestLane}.
 * @param whole of the same bytes: given each block after it was given here
 */
export function unixLines(whole: Hash) {
  const [LF, CR] = [10, 13];
  let hash: Hash | undefined;
  let size = 0;
  let isText: boolean | undefined;
  let isOther = false;
  // A CR at the end of a block, of which the next block says what it is.
  let isHeld = false;
  function add(bytes: Buffer): void {
    hash?.update(bytes);
    size += bytes.length;
  }
  function before(block: Buffer): void {
    isText ??= !block.subarray(0, 8000).includes(0);
    if (!isText || block.length === 0) return;
    if (hash === undefined && block.includes(CR)) hash = whole.copy();
    if (hash === undefined) {
      size += block.length;
      return;
    }
    const isLineEnd = isHeld && block[0] === LF;
    if (isHeld && !isLineEnd) add(Buffer.of(CR));
    isHeld = block[block.length - 1] === CR;
    const length = isHeld ? block.length - 1 : block.length;
    const unix = Buffer.allocUnsafe(length);
    let kept = 0;
    // Byte by byte, which is faster than by searches or by texts.
    for (let at = 0; at < length; at += 1) {
      const byte = block[at] as number;
      if (byte !== CR || block[at + 1] !== LF) unix[kept++] = byte;
    }
    isOther ||= isLineEnd || kept !== length;
    add(unix.subarray(0, kept));
  }
  /** Nothing for what has no other line ends. */
  function end(): { lf?: { digest: string; size_bytes: number } } {
    if (hash === undefined || !isOther) return {};
    if (isHeld) add(Buffer.of(CR));
    return { lf: { digest: `sha256:${hash.digest('hex')}`, size_bytes: size } };
  }
  return { before, end };
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
      const misplaced = () => tools.openedFault(file.fd, { path, root: lane.root }, tools.opened);
      const wrong = misplaced();
      if (wrong !== undefined) return { fault: wrong };
      const before = await file.stat();
      const hash = tools.createHash('sha256');
      const lines = lane.lines ? tools.unixLines(hash) : undefined;
      let total = 0;
      let reading = tools.read(file, front);
      for (;;) {
        const bytesRead = await reading;
        total += bytesRead;
        // A file that never stops growing must not keep us for ever.
        if (bytesRead === 0 || total > before.size) break;
        [front, back] = [back, front];
        reading = tools.read(file, front);
        const block = back.subarray(0, bytesRead);
        lines?.before(block);
        hash.update(block);
      }
      const after = await file.stat();
      if (total !== before.size || after.size !== before.size || after.mtimeMs !== before.mtimeMs) {
        return { fault: 'changed while it was read' };
      }
      const moved = misplaced();
      if (moved !== undefined) return { fault: moved };
      return { digest: `sha256:${hash.digest('hex')}`, size_bytes: total, ...lines?.end() };
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
