import { sha256 } from '../../core/digest.js';
import { readContained, readSmallContained } from '../files/opened.js';
import { walked } from '../files/walk.js';

/** Bytes up to which the lines of a file are remembered: tables that are kept from run to run are small. */
const LARGEST = 64 * 1024;
/** Hexadecimal digits of a line's digest. */
const DIGITS = 16;

/** What tells the lines of a small file before the run, by their order; undefined for another file. */
export function linesBefore(folder: string, name: string): string[] | undefined {
  try {
    const bytes = readSmallContained({ absolute: walked(folder, name), within: folder }, LARGEST);
    return bytes === undefined ? undefined : linesOf(bytes).filter((line) => line !== '');
  } catch {
    // Unreadable: whoever wants to record it says so.
    return undefined;
  }
}

/**
 * Numbers, counting from 1, of the lines that were there before a run, where all of them still are and others came between or before
 * them: rows were added to a table that is sorted, or has the newest first. None for a file that was written anew.
 */
export async function keptLines(
  folder: string,
  name: string,
  before: readonly string[] | undefined,
): Promise<ReadonlySet<number>> {
  const kept = new Set<number>();
  if (before === undefined || before.length < 2) return kept;
  const file = { absolute: walked(folder, name), within: folder };
  const bytes = await readContained(file, 2 * LARGEST).catch(() => undefined);
  if (bytes === undefined) return kept;
  const left = new Map<string, number>();
  for (const line of before) left.set(line, (left.get(line) ?? 0) + 1);
  const lines = linesOf(bytes);
  for (const [index, line] of lines.entries()) {
    const count = left.get(line) ?? 0;
    if (count === 0) continue;
    left.set(line, count - 1);
    kept.add(index + 1);
  }
  const isWhole = kept.size === before.length;
  return isWhole && lines.some((line, index) => line !== '' && !kept.has(index + 1)) ? kept : new Set();
}

/** Digests; '' for a line without anything. */
function linesOf(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes)
    .toString('utf8')
    .replace(/^\ufeff/, '');
  return text.split('\n').map((line) => {
    const own = line.replace(/\r$/, '');
    return own.trim() === '' ? '' : sha256(own).slice(-DIGITS);
  });
}
