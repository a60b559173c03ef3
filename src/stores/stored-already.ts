import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileEntry } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import { uploadFault } from './github-artifact-faults.js';
import type { StoredFile, Upload } from './store.js';

export interface ArchiveTools {
  /** Absolute folder for copies that are uploaded, and artifacts that are compared; it is made when it is missing. */
  copies: string;
  /**
   * What a zip file holds; null for one that cannot be read, or holds more than so many bytes.
   * @param file absolute
   */
  zipEntries(file: string, limits: { total: number }): Promise<StoredFile[] | null>;
}

export interface FoundArtifact {
  id: number;
  /** Of the zip. */
  size: number;
  /** `sha256:<hex>` of the zip. */
  digest: string;
}

/** Larger ones are stored again sooner than they are downloaded; bytes of the zip. */
const COMPARED_BYTES = 1024 * 1024 * 1024;
/** Evidence of another try may be a little longer; bytes. */
const LONGER_BYTES = 64 * 1024 * 1024;

/**
 * The artifact of a name that the workflow run has already, when it holds the files of an upload. Two zips of the same files differ in
 * order and times, so it is downloaded and its files are compared.
 * @returns `other` when it holds other files; null when it cannot be compared: it was never finished, is too large, or breaks
 * @throws UserError E_STORE_UPLOAD when the service does not answer
 */
export async function storedAlready(
  upload: Upload,
  entries: readonly FileEntry[],
  tools: ArchiveTools,
): Promise<FoundArtifact | 'other' | null> {
  const found = await find(upload.name);
  if (found === null || found.size > COMPARED_BYTES) return null;
  await mkdir(tools.copies, { recursive: true });
  const folder = await mkdtemp(join(tools.copies, 'stored-'));
  try {
    const total = entries.reduce((sum, { size_bytes }) => sum + size_bytes, LONGER_BYTES);
    const zip = await download(found, folder);
    const files = zip === null ? null : await tools.zipEntries(zip, { total });
    if (files === null) return null;
    const isStored = upload.isStored ?? ((stored) => isSame(stored, entries));
    return isStored(files) ? found : 'other';
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function isSame(files: readonly FileEntry[], entries: readonly FileEntry[]): boolean {
  const digests = new Map(files.map(({ path, digest }) => [path, digest]));
  return digests.size === entries.length && entries.every(({ path, digest }) => digests.get(path) === digest);
}

async function find(name: string): Promise<FoundArtifact | null> {
  const { ArtifactNotFoundError, DefaultArtifactClient } = await import('@actions/artifact');
  try {
    const { id, size, digest } = (await new DefaultArtifactClient().getArtifact(name)).artifact;
    return digest === undefined ? null : { id, size, digest };
  } catch (error) {
    // The name is taken by an upload that was never finished.
    if (error instanceof ArtifactNotFoundError) return null;
    throw new UserError(uploadFault(name, error as Error), { cause: error });
  }
}

/** @returns path of the zip; null when it cannot be had whole */
async function download({ id, digest }: FoundArtifact, folder: string): Promise<string | null> {
  const { DefaultArtifactClient } = await import('@actions/artifact');
  const options = { path: folder, skipDecompress: true, expectedHash: digest };
  const received = await new DefaultArtifactClient().downloadArtifact(id, options).catch(() => null);
  const [name] = await readdir(folder);
  return received === null || received.digestMismatch || name === undefined ? null : join(folder, name);
}
