import { digestOfFiles, type FileEntry, sha256 } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import type { ArchiveNames, ModelFormat } from '../core/manifest.js';
import { walked } from './files/walk.js';
import { type ZipEntry, zipEntries } from './files/zip-entries.js';

/** Bytes of a text that is looked into: a forest of skops describes each of its trees. */
const LARGEST = 16 * 1024 * 1024;
const TEXTS = { keeps: (path: string) => path.endsWith('.json'), most: LARGEST };

interface Reading {
  /** Absolute folder that the files' paths count from. */
  root: string;
  /** Absolute folder that no link leads out of. */
  within: string;
  formats: readonly ModelFormat[];
  /** As a format gets it. */
  text(path: string, maxBytes: number): Promise<string>;
}

/** A model's files as its content digest counts them: those that say when and by which run they were saved without that. */
export async function timelessFiles(files: readonly FileEntry[], reading: Reading): Promise<FileEntry[]> {
  const { root, within, formats, text } = reading;
  const archives = formats.flatMap((format) => Object.entries(format.archives ?? {}));
  const counted: FileEntry[] = [];
  for (const file of files) {
    const { path } = file;
    const [, names] = archives.find(([end]) => path.endsWith(end)) ?? [];
    const entries =
      names === undefined ? null : await zipEntries({ absolute: walked(root, path), within }, TEXTS);
    counted.push(
      names === undefined || entries === null
        ? await timelessFile(file, formats, () => text(path, LARGEST))
        : await timelessArchive(path, renamed(entries, names), formats),
    );
  }
  return counted;
}

function renamed(entries: readonly ZipEntry[], names: ArchiveNames): ZipEntry[] {
  const bytesOf = (path: string) => entries.find((entry) => entry.path === path)?.bytes;
  const counted = names((path) => bytesOf(path)?.toString('utf8'));
  return entries.map((entry) => ({ ...entry, path: counted.get(entry.path) ?? entry.path }));
}

/** An archive counts as the folder that is in it. */
async function timelessArchive(
  path: string,
  entries: readonly ZipEntry[],
  formats: readonly ModelFormat[],
): Promise<FileEntry> {
  const counted: FileEntry[] = [];
  for (const { bytes, ...entry } of entries)
    counted.push(
      bytes === null ? entry : await timelessFile(entry, formats, async () => bytes.toString('utf8')),
    );
  const size_bytes = counted.reduce((sum, entry) => sum + entry.size_bytes, 0);
  return { path, size_bytes, digest: digestOfFiles(counted) };
}

async function timelessFile(
  file: FileEntry,
  formats: readonly ModelFormat[],
  text: () => Promise<string>,
): Promise<FileEntry> {
  for (const { timeless } of formats) {
    try {
      const left = await timeless?.(file.path, text);
      if (left !== undefined)
        return { path: file.path, size_bytes: Buffer.byteLength(left), digest: sha256(left) };
    } catch (error) {
      // A file that only has the name of one that says a time is never wrong as it is.
      if (!(error instanceof UserError)) throw error;
    }
  }
  return file;
}
