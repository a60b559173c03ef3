import { open, readFile } from 'node:fs/promises';
import { parseJson } from '../../core/json.js';
import type { Entry } from '../state/changes.js';

/**
 * A file that entries are added to, one a line, before the calls that made them are answered. They are written, not synced: a killed
 * process loses none, a lost machine may.
 */
export interface Spool {
  /** All that is called in the same moment is one write. @throws what the file system says; then the file is as before */
  append(entry: Entry): Promise<void>;
  /** Waits for what has been called. */
  idle(): Promise<void>;
  close(): Promise<void>;
}

/** Entries of a spool. What a killed process left of a last line was never answered, and is passed over. */
export interface Spooled {
  entries: Entry[];
  /** Bytes of them: the file's length but for a broken last line. */
  length: number;
}

/** @returns nothing where there is no file @throws SpoolDamage for a line that is none of ours */
export async function readSpool(path: string): Promise<Spooled> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const whole = text.slice(0, text.lastIndexOf('\n') + 1);
  const lines = whole.split('\n').slice(0, -1);
  return { entries: lines.map((line, index) => parseEntry(line, index)), length: Buffer.byteLength(whole) };
}

export class SpoolDamage extends Error {
  override readonly name = 'SpoolDamage';
}

/** @param length as {@link readSpool} says: what stands behind it is cut off */
export async function openSpool(path: string, length: number): Promise<Spool> {
  const file = await open(path, 'a', 0o600);
  await file.truncate(length);
  let end = length;
  let waiting: { text: string; done(): void; failed(error: unknown): void }[] = [];
  let writing: Promise<void> | undefined;

  async function writeAll(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting;
      waiting = [];
      const bytes = Buffer.from(batch.map(({ text }) => text).join(''));
      try {
        await file.appendFile(bytes);
        end += bytes.length;
        for (const { done } of batch) done();
      } catch (error) {
        await file.truncate(end).catch(() => undefined);
        // What came meanwhile was worked out on what has just been lost.
        for (const { failed } of [...batch, ...waiting]) failed(error);
        waiting = [];
      }
    }
    writing = undefined;
  }

  return {
    append(entry) {
      return new Promise((done, failed) => {
        waiting.push({ text: entryLine(entry), done, failed });
        // Put off, so that what other connections send in this moment goes with it.
        writing ??= Promise.resolve().then(writeAll);
      });
    },
    idle: async () => writing,
    async close() {
      await writing;
      await file.close();
    },
  };
}

/** JSON has no NaN, and a metric may be none. */
function entryLine(entry: Entry): string {
  const hasNaN = entry.changes.some(
    (change) => change.type === 'run-logged' && change.metrics?.some(({ value }) => Number.isNaN(value)),
  );
  const replace = (_: string, value: unknown) => (Number.isNaN(value) ? 'NaN' : value);
  return `${JSON.stringify(entry, hasNaN ? replace : undefined)}\n`;
}

function parseEntry(line: string, index: number): Entry {
  const entry = parseJson(line) as Entry | undefined;
  if (typeof entry?.at !== 'number' || !Array.isArray(entry.changes))
    throw new SpoolDamage(`line ${index + 1} is none that was written here`);
  for (const change of entry.changes) {
    if (change.type !== 'run-logged') continue;
    for (const metric of change.metrics ?? []) metric.value = Number(metric.value);
  }
  return entry;
}
