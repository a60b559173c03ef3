import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, posix } from 'node:path';
import type { FileEntry } from '../core/digest.js';
import { type Fault, UserError } from '../core/errors.js';
import type { Manifest } from '../core/generated/types.js';
import { shown } from '../core/key-values.js';
import { buildManifest, type ModelFormat } from '../core/manifest.js';
import { hashFiles } from './files/hash.js';
import type { KeptDigests } from './files/kept-digests.js';
import { isOfSystems } from './files/leftovers.js';
import { type Contained, withOpened } from './files/opened.js';
import { type Place, pathNameFaults, placed, unreadablePath } from './files/paths.js';
import { existingData, PointerReader, pointerFault } from './files/pointers.js';
import { walk, walked } from './files/walk.js';
import { timelessFiles } from './timeless.js';

export interface ModelSource {
  /** What the path counts from; nothing outside its workspace is read. */
  place: Place;
  /** File or folder, as the user names it. */
  path: string;
  /** Input and line, for messages. */
  where: string;
  /** The flavor that the user names, if any. */
  flavor: string | null;
  /** What is known of its files without reading them. */
  kept?: KeptDigests | undefined;
}

export interface CollectedModel {
  /** As in the record: relative to the workspace, forward slashes. */
  path: string;
  absolute: string;
  manifest: Manifest;
  /** Absolute folder that the manifest's paths count from. */
  root: string;
  /** Absolute folder that no link in the root leads out of. */
  within: string;
  /** Forward slashes, relative to `root`: what belongs into the upload. */
  files: string[];
  /** The manifest's files by paths as in the record, for folders that the model lies in. */
  entries: FileEntry[];
}

export const FILES_LIMIT = 100_000;
const FAULTS_SHOWN = 20;
/** What GitHub's artifacts and Windows have no names for. */
const FORBIDDEN = /["<>|*?:\\]/;
const FLAVOR = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Describes a model: the files it consists of, and what its format says of it. Links to what lies in the workspace are taken
 * for what they lead to; `.git` and what systems leave behind is left out.
 * @param formats the first that detects the model reads it; each says what of its own files only tells when they were saved
 * @throws UserError those of {@link modelFiles}; E_FILE_FORMAT, E_INPUT_INVALID for the flavor
 */
export async function collectModel(
  source: ModelSource,
  formats: readonly ModelFormat[],
): Promise<CollectedModel> {
  const { flavor } = source;
  checkFlavor(flavor);
  const found = await findFiles(source);
  const { record: path, absolute, root, within, parent, paths } = found;
  const format = formats.find((candidate) => candidate.detect(paths));
  if (format === undefined) throw new Error(`No format takes ${path}`);
  const pointers = await PointerReader.open();
  const text = async (file: string, maxBytes: number) => {
    const claimed = { place: placed(parent, file), where: source.where };
    const read = await textOf({ absolute: walked(root, file), within }, claimed.place, maxBytes);
    const pointer = pointers.read(Buffer.from(read));
    if (pointer !== undefined) throw new UserError(pointerFault(pointer.kind, claimed));
    return read;
  };
  // Facts first: a broken description is told before gigabytes are hashed.
  const facts = await format.read({ place: parent, paths, flavor, text });
  const files = await hashed(found, source, pointers);
  const timeless = await timelessFiles(files, { root, within, formats, text });
  const manifest = buildManifest({ files, timeless, facts });
  return {
    path,
    absolute,
    manifest,
    root,
    within,
    files: manifest.files.map((file) => file.path),
    entries: manifest.files.map((file) => ({ ...file, path: placed(parent, file.path) })),
  };
}

/**
 * The files of a model in no order, with paths that count from the model: a single file has its name.
 * @throws UserError those of {@link existingData}; E_ARTIFACT_NONE for a model without a byte, E_ARTIFACT_SYMLINK for a link that
 *   leads out of the workspace, E_POINTER_FILE, E_PATH_NAME, E_FILE_TOO_LARGE for more than 100,000 files, E_FILE_UNREADABLE
 */
export async function modelFiles(source: Omit<ModelSource, 'flavor'>): Promise<FileEntry[]> {
  return hashed(await findFiles(source), source, await PointerReader.open());
}

interface Found {
  record: string;
  absolute: string;
  root: string;
  within: string;
  /** Relative to `root`. */
  paths: string[];
  /** The root as messages name it. */
  parent: string;
}

async function findFiles({ place, path, where }: Omit<ModelSource, 'flavor'>): Promise<Found> {
  const { absolute, record } = await existingData(place, path, { where });
  const found = await filesOf({ absolute, record, where, place });
  const faults = found.paths.flatMap((file) => nameFaults(file, { parent: found.parent, where }));
  if (faults.length > 0) throw new UserError(faults.slice(0, FAULTS_SHOWN));
  return { ...found, record, absolute, within: place.workspace };
}

async function hashed(
  { root, within, paths, parent, record, absolute }: Found,
  { where, kept }: Pick<ModelSource, 'where' | 'kept'>,
  pointers: PointerReader,
): Promise<FileEntry[]> {
  const files = await hashFiles(root, paths, {
    place: parent,
    within,
    kept,
    inspect: (path, bytes) => {
      const claimed = { place: placed(parent, path), where };
      const pointer = parent === record ? undefined : pointers.read(bytes);
      const fault =
        pointer === undefined
          ? pointers.faultInFolder(walked(root, path), bytes, claimed)
          : pointerFault(pointer.kind, claimed);
      return fault === undefined ? undefined : { fault };
    },
  });
  if (files.some(({ size_bytes }) => size_bytes > 0)) return files;
  const what = root === dirname(absolute) ? 'is empty' : 'holds only empty files';
  throw new UserError(noModel(`The model ${shown(record)} ${what}`, where));
}

interface Named {
  absolute: string;
  record: string;
  where: string;
  place: Place;
}

async function filesOf({
  absolute,
  record,
  where,
  place,
}: Named): Promise<Pick<Found, 'root' | 'paths' | 'parent'>> {
  const stats = await stat(absolute).catch((error) => {
    throw new UserError(unreadablePath(record, where, error), { cause: error });
  });
  if (stats.isFile())
    return { root: dirname(absolute), paths: [basename(absolute)], parent: posix.dirname(record) };
  if (!stats.isDirectory()) {
    throw new UserError({
      code: 'E_FILE_UNREADABLE',
      what: `${shown(record)} is neither a file nor a folder`,
      where,
      mend: 'Name the file or folder that the model was saved to',
    });
  }
  const root = await realpath(absolute);
  const paths = await walk({
    root,
    within: place.workspace,
    place: record,
    where,
    enters: (path) => !isOfSystems(path),
    takes: (path) => !isOfSystems(path),
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: FILES_LIMIT,
  });
  if (paths.length > 0) return { root, paths, parent: record };
  throw new UserError(noModel(`The model folder ${shown(record)} holds no file`, where));
}

function noModel(what: string, where: string): Fault {
  const mend = 'Make sure that the training saves the model there before the run ends';
  return { code: 'E_ARTIFACT_NONE', what, where, mend };
}

function nameFaults(path: string, { parent, where }: { parent: string; where: string }): Fault[] {
  const named = placed(parent, path);
  const faults = pathNameFaults(named, where);
  if (faults.length > 0 || !FORBIDDEN.test(path)) return faults;
  const what = `The file name ${shown(named)} has one of the characters " : < > | * ? \\ in it`;
  const mend = 'Rename the file: the name must work on every system that the model is used on';
  return [{ code: 'E_PATH_NAME', what, where, mend }];
}

async function textOf(file: Contained, place: string, maxBytes: number): Promise<string> {
  const bytes = await readBounded(file, place, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(notText(place), { cause });
  }
}

async function readBounded(file: Contained, place: string, maxBytes: number): Promise<Buffer> {
  const bytes = await withOpened(file, async (opened) =>
    opened.size > maxBytes ? undefined : opened.read(maxBytes),
  ).catch((error) => {
    throw new UserError(unreadablePath(place, place, error), { cause: error });
  });
  if (bytes !== undefined) return bytes;
  throw new UserError({
    code: 'E_FILE_TOO_LARGE',
    what: `The file is larger than ${maxBytes} bytes, which no description of a model needs`,
    where: place,
    mend: 'Save the model again with the library that wrote the file',
  });
}

function notText(where: string): Fault {
  const mend = 'Save the model again with the library that wrote the file';
  return { code: 'E_FILE_FORMAT', what: 'The file is not UTF-8 text', where, mend };
}

/** @throws UserError E_INPUT_INVALID */
export function checkFlavor(flavor: string | null): void {
  if (flavor !== null && !FLAVOR.test(flavor)) throw new UserError(badFlavor(flavor));
}

function badFlavor(flavor: string): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `${shown(flavor)} cannot be a flavor`,
    where: 'flavor',
    mend: 'Name the library of the model, e.g. sklearn or pytorch',
  };
}
