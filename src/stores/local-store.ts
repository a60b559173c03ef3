import {
  chmod,
  constants,
  copyFile,
  link,
  mkdir,
  mkdtemp,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { digestOfFiles, type FileEntry, sortFiles } from '../core/digest.js';
import { UserError } from '../core/errors.js';
import type { Stored } from '../core/generated/types.js';
import { canonicalJson } from '../core/json.js';
import { copyUpload } from './private-copy.js';
import { sourceSizes } from './source-files.js';
import type { ArtifactStore, CopyTools, Upload } from './store.js';

export interface LocalStoreOptions extends CopyTools {
  /** Absolute path of the folder `.lineage`; it is made when it is missing. */
  folder: string;
}

const NAME = /^[^/\\\u0000-\u001f]{1,200}$/;

/**
 * A folder on this machine: `objects/sha256/ab/<hex>` holds the bytes, the same bytes once, and `uploads/<name>.json` lists
 * an upload's paths. Nothing in it is ever changed. Putting the same files under the same name again is no conflict.
 * `digest` and `size_bytes` of what it answers are those of the canonical file list, as in a manifest.
 */
export function localStore(options: LocalStoreOptions): ArtifactStore {
  return {
    type: 'local',
    async put(upload) {
      if (!NAME.test(upload.name))
        throw new TypeError(`${JSON.stringify(upload.name)} cannot name an upload`);
      try {
        return await put(options, upload);
      } catch (error) {
        throw failure(error as NodeJS.ErrnoException, options.folder);
      }
    },
  };
}

async function put({ folder, copyFile }: LocalStoreOptions, upload: Upload): Promise<Stored> {
  await prepare(folder);
  const { linkFile } = upload;
  const tools: CopyTools = {
    copyFile: async (file, target, options) =>
      (await linkFile?.(file, target)) ?? copyFile(file, target, options),
  };
  const { name } = upload;
  const place = join(folder, 'uploads', `${name}.json`);
  const known = await entriesKnown(upload);
  if (known !== undefined && (await listed(place)) === digestOfFiles(known)) return storedAs(name, known);
  const staging = await mkdtemp(join(folder, 'tmp-'));
  try {
    const copies = join(staging, 'files');
    await mkdir(copies);
    // Copies first, so that the digest is that of the bytes which are kept.
    const entries = await copyUpload(upload, copies, tools);
    const stored = storedAs(name, entries);
    const { digest } = stored;
    if (!(await isThere(place))) {
      for (const entry of entries) await keep(folder, join(copies, entry.path), entry);
      const listing = { digest, files: sortFiles(entries), name };
      await list(place, join(staging, 'listing'), canonicalJson(listing));
    }
    if ((await listed(place)) !== digest) throw conflict(place, name);
    return stored;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

/** The files of an upload as the record has them: when an earlier try has stored those, none is read again. */
async function entriesKnown(upload: Upload): Promise<FileEntry[] | undefined> {
  const { files, digests } = upload;
  if (digests === undefined) return undefined;
  const sizes = await sourceSizes(upload);
  return files.map((path, index) => ({
    path,
    digest: digests[index] ?? '',
    size_bytes: sizes[index] ?? 0,
  }));
}

function storedAs(name: string, entries: readonly FileEntry[]) {
  return {
    type: 'local',
    name,
    digest: digestOfFiles(entries),
    size_bytes: entries.reduce((sum, entry) => sum + entry.size_bytes, 0),
  };
}

async function prepare(folder: string): Promise<void> {
  await mkdir(join(folder, 'uploads'), { recursive: true });
  await mkdir(join(folder, 'objects', 'sha256'), { recursive: true });
  // Keeps all of it out of git, whatever the repository's own rules are.
  await writeFile(join(folder, '.gitignore'), '*\n', { flag: 'wx' }).catch(unlessThere);
}

/** Moves a staged file to its object, unless the same bytes are there. */
async function keep(folder: string, staged: string, { digest, size_bytes }: FileEntry): Promise<void> {
  const hex = digest.slice('sha256:'.length);
  const object = join(folder, 'objects', 'sha256', hex.slice(0, 2), hex);
  if (await isThere(object, size_bytes)) return;
  await mkdir(dirname(object), { recursive: true });
  // The copy has the mode of its source, which may not let us open it for syncing.
  await chmod(staged, 0o644);
  const file = await open(staged, 'r+');
  // What the listing will name must have reached the disk before it.
  await file.sync().finally(() => file.close());
  await chmod(staged, 0o444);
  await rename(staged, object).catch(async (error) => {
    // Windows does not replace a read-only file; another process has put the same bytes there.
    if (!(await isThere(object, size_bytes))) throw error;
  });
}

/** Writes a file that must not be there yet, whole or not at all. */
async function list(place: string, staged: string, text: string): Promise<void> {
  await writeFile(staged, text, { flush: true });
  await link(staged, place).catch(async (error: NodeJS.ErrnoException) => {
    // Some file systems have no hard links.
    if (error.code === 'EEXIST') return;
    await copyFile(staged, place, constants.COPYFILE_EXCL).catch(unlessThere);
  });
}

/** @returns the digest that a listing says; undefined where there is none */
async function listed(place: string): Promise<unknown> {
  if (!(await isThere(place))) return undefined;
  return (JSON.parse(await readFile(place, 'utf8')) as { digest?: unknown }).digest;
}

function conflict(where: string, name: string): UserError {
  return new UserError({
    code: 'E_STORE_CONFLICT',
    what: `The upload ${JSON.stringify(name)} exists with other files`,
    where,
    mend: 'Start a new run: what was stored for a run is never changed',
  });
}

async function isThere(path: string, size?: number): Promise<boolean> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return stats !== undefined && (size === undefined || stats.size === size);
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** A full disk or a folder that cannot be written is for the user to mend; all else stays what it is. */
function failure(error: NodeJS.ErrnoException, folder: string): Error {
  if (error instanceof UserError || error.syscall === undefined) return error;
  return new UserError(
    {
      code: 'E_STORE_UPLOAD',
      what: `The files could not be stored (${error.code} on ${error.syscall})`,
      where: folder,
      mend: 'Make sure that the folder can be written and that the disk has room',
    },
    { cause: error },
  );
}
