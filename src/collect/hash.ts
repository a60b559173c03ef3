import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from '../core/digest.js';
import { UserError } from '../core/errors.js';

export interface FileDigest {
  /** `sha256:<hex>` */
  digest: string;
  size_bytes: number;
}

/**
 * @param path a regular file, or a link to one
 * @throws UserError E_FILE_UNREADABLE when it is none, cannot be read, or changes while it is read
 */
export async function hashFile(path: string): Promise<FileDigest> {
  try {
    const before = await stat(path);
    // Opening a pipe or a device could block for ever.
    if (!before.isFile()) throw unreadable(path, 'is not a regular file');
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) {
      hash.update(chunk);
      size += chunk.length;
    }
    if (size !== before.size) throw unreadable(path, 'changed while it was read');
    return { digest: `sha256:${hash.digest('hex')}`, size_bytes: size };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw unreadable(path, `cannot be read (${(error as NodeJS.ErrnoException).code ?? error})`, error);
  }
}

/**
 * @param root absolute folder
 * @param paths forward slashes, relative to `root`
 * @returns in the order of `paths`
 */
export async function hashFiles(root: string, paths: readonly string[]): Promise<FileEntry[]> {
  const entries: FileEntry[] = [];
  for (const path of paths) entries.push({ path, ...(await hashFile(join(root, path))) });
  return entries;
}

function unreadable(path: string, what: string, cause?: unknown): UserError {
  return new UserError(
    {
      code: 'E_FILE_UNREADABLE',
      what: `The file ${what}`,
      where: path,
      mend: 'Make sure that it is a readable regular file that nothing writes to while it is recorded',
    },
    { cause },
  );
}
