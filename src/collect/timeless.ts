import { type FileEntry, sha256 } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import type { ModelFormat } from '../core/manifest.js';

const LARGEST = 1024 * 1024;

interface Reading {
  formats: readonly ModelFormat[];
  /** As a format gets it. */
  text(path: string, maxBytes: number): Promise<string>;
}

/** A model's files as its content digest counts them: those that say when and by which run they were saved without that. */
export async function timelessFiles(
  files: readonly FileEntry[],
  { formats, text }: Reading,
): Promise<FileEntry[]> {
  const counted: FileEntry[] = [];
  for (const file of files) {
    const left = await timelessText(file.path, { formats, text });
    if (left === undefined) counted.push(file);
    else counted.push({ path: file.path, size_bytes: Buffer.byteLength(left), digest: sha256(left) });
  }
  return counted;
}

async function timelessText(path: string, { formats, text }: Reading): Promise<string | undefined> {
  for (const { timeless } of formats) {
    try {
      const left = await timeless?.(path, () => text(path, LARGEST));
      if (left !== undefined) return left;
    } catch (error) {
      // A file that only has the name of one that says a time is never wrong as it is.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return undefined;
}
