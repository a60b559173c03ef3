import { mkdir, mkdtemp, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { FileEntry } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import { sourceSizes } from './source-files.js';
import { ChangedFiles, type CopyTools, type Upload } from './store.js';

/** Bytes that other programs are left with when much is copied. */
const SPARE_BYTES = 256 * 1024 * 1024;

/**
 * Copies the files of an upload into a folder that is ours alone, under their paths: what is digested there is what is stored.
 * @returns in the order of the upload
 * @throws ChangedFiles naming all files that are not those of the record
 * @throws UserError, TypeError those of {@link sourceSizes}
 * @throws NodeJS.ErrnoException when a copy cannot be written
 */
export async function copyUpload(
  upload: Upload,
  folder: string,
  { copyFile }: CopyTools,
): Promise<FileEntry[]> {
  const { root, within = root, files } = upload;
  const total = (await sourceSizes(upload)).reduce((sum, size) => sum + size, 0);
  const clonesOnly = total + Math.min(total, SPARE_BYTES) > (await freeBytes(folder));
  const changed = new Map<string, string>();
  const entries: FileEntry[] = [];
  for (const [index, path] of files.entries()) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const copied = await copyFile({ absolute: join(root, path), within }, target, { clonesOnly });
    const fault = 'fault' in copied ? copied.fault : otherThan(upload, index, copied.digest);
    if (fault !== undefined) changed.set(path, fault);
    else if (!('fault' in copied)) entries.push({ path, ...copied });
  }
  if (changed.size > 0) throw new ChangedFiles(changed);
  return entries;
}

/** Why a digest is not that of the record, as the end of a sentence that starts with the file. */
export function otherThan({ digests }: Upload, index: number, digest: string): string | undefined {
  const expected = digests?.[index];
  return expected === undefined || expected === digest
    ? undefined
    : 'has other bytes than when it was recorded';
}

async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/**
 * The files of an upload in a folder of their own that only we may enter; the caller removes it.
 * @returns null where no copy can be written, most often because the disk is full
 * @throws ChangedFiles, UserError, TypeError as {@link copyUpload}; no copy is left then
 */
export async function privateCopy(
  upload: Upload,
  { copies, ...tools }: CopyTools & { copies: string },
): Promise<{ folder: string; entries: FileEntry[] } | null> {
  let folder: string | undefined;
  try {
    await mkdir(copies, { recursive: true });
    folder = await mkdtemp(join(copies, 'upload-'));
    return { folder, entries: await copyUpload(upload, folder, tools) };
  } catch (error) {
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
    if (error instanceof UserError || (error as NodeJS.ErrnoException).syscall === undefined) throw error;
    return null;
  }
}
