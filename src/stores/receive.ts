import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { type Fault, UserError } from '../core/errors.js';
import type { WantedFile } from '../core/fetch/files.js';
import type { Stored } from '../core/generated/types.js';
import { quoted } from '../core/printable.js';

/** What comes while a block is written is written together. */
const BUFFER_BYTES = 1024 * 1024;
/** So many files are received at once. */
const LANES = 4;

/**
 * Writes one file as its bytes come, and checks each of them: memory does not grow with the file, and a byte too many is the last.
 * @param folder absolute; null: the bytes are only checked
 * @throws UserError E_STORE_DAMAGED when the bytes are not those of the record; what the disk throws
 */
export async function receiveFile(
  source: AsyncIterable<Uint8Array>,
  { file, stored, folder }: { file: WantedFile; stored: Stored; folder: string | null },
): Promise<void> {
  const hash = createHash('sha256');
  let size = 0;
  const checked = async function* () {
    for await (const chunk of source) {
      size += chunk.length;
      if (size > file.size_bytes) break;
      hash.update(chunk);
      yield chunk;
    }
  };
  if (folder === null) for await (const _ of checked());
  else {
    const place = join(folder, ...file.target.split('/'));
    await mkdir(dirname(place), { recursive: true });
    await pipeline(checked, createWriteStream(place, { flags: 'wx', highWaterMark: BUFFER_BYTES }));
  }
  if (size > file.size_bytes)
    throw damaged(stored, `has more bytes of ${quoted(file.path)} than the ${file.size_bytes} of the record`);
  if (size < file.size_bytes)
    throw damaged(stored, `has ${size} bytes of ${quoted(file.path)}, and the record ${file.size_bytes}`);
  const digest = `sha256:${hash.digest('hex')}`;
  if (digest !== file.digest)
    throw damaged(
      stored,
      `has other bytes of ${quoted(file.path)} than the record: ${digest}, not ${file.digest}`,
    );
}

/** Does some work for each item, a few at a time. After a failure none is begun, and what was begun has ended when it is told. */
export async function forEachOf<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const failures: unknown[] = [];
  const rest = items.values();
  const lane = async () => {
    for (const item of rest) {
      if (failures.length > 0) return;
      await work(item).catch((error: unknown) => failures.push(error));
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  if (failures.length > 0) throw failures[0];
}

/** @param problem ends the sentence "The upload … " */
export function damaged(stored: Stored, problem: string, cause?: unknown): UserError {
  const fault: Fault = {
    code: 'E_STORE_DAMAGED',
    what: `The upload ${quoted(stored.name ?? stored.type)} ${problem}`,
    where: stored.url ?? stored.type,
    mend: 'Use none of its bytes: find out who changed it, and fetch another version or train again',
  };
  return new UserError(fault, { cause });
}

/** @param why ends the sentence "The upload … " */
export function gone(stored: Stored, why: string): UserError {
  return new UserError({
    code: 'E_STORE_GONE',
    what: `The upload ${quoted(stored.name ?? stored.type)} ${why}`,
    where: stored.url ?? stored.type,
    mend: 'Fetch another version, or train again',
  });
}
