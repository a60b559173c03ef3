import { link, lstat, rm } from 'node:fs/promises';
import { type FileDigest, hashFile } from './hash.js';
import type { KeptDigests } from './kept-digests.js';
import { type Contained, withOpened } from './opened.js';

/**
 * What gives files another name in place of copying them. Only for files of our own that nobody writes to where they lie: both names
 * have the same bytes for ever.
 * @param kept digests of them
 * @returns answers undefined where a file is to be copied: on another disk, on Windows, where nothing can be put in the place of a
 *   file that is read-only, and where something is wrong with it, which the copy tells. The target is absolute, in a folder of ours alone.
 */
export function linker(
  kept: KeptDigests,
): (file: Contained, target: string) => Promise<FileDigest | undefined> {
  return async (file, target) => {
    if (process.platform === 'win32') return undefined;
    try {
      return await linked(file, target, kept);
    } catch {
      await rm(target, { force: true });
      return undefined;
    }
  };
}

function linked(file: Contained, target: string, kept: KeptDigests): Promise<FileDigest> {
  return withOpened(file, async ({ handle }) => {
    const before = await handle.stat({ bigint: true });
    const digest = await kept.find(file.absolute, before);
    await link(file.absolute, target);
    const after = await lstat(target, { bigint: true });
    // What was put in its place meanwhile, or a link, is not what was looked at.
    const isSame = (['ino', 'dev', 'size', 'mtimeNs'] as const).every((key) => after[key] === before[key]);
    if (!isSame) throw new Error('it was changed while it was stored');
    return digest === undefined ? hashFile(target) : { digest, size_bytes: Number(after.size) };
  });
}
