import { open, realpath, stat } from 'node:fs/promises';
import { basename, dirname, posix } from 'node:path';
import { type Fault, UserError } from '../core/errors.js';
import type { Manifest } from '../core/generated/types.js';
import { shown } from '../core/key-values.js';
import { buildManifest, type ModelFormat } from '../core/manifest.js';
import { hashFiles } from './files/hash.js';
import { existingPath, type Place, pathNameFaults, unreadablePath } from './files/paths.js';
import { walk, walked } from './files/walk.js';

export interface ModelSource {
  /** What the path counts from; nothing outside its workspace is read. */
  place: Place;
  /** File or folder, as the user names it. */
  path: string;
  /** Input and line, for messages. */
  where: string;
  /** The flavor that the user names, if any. */
  flavor: string | null;
}

export interface CollectedModel {
  /** As in the record: relative to the workspace, forward slashes. */
  path: string;
  absolute: string;
  manifest: Manifest;
  /** Absolute folder that the manifest's paths count from. */
  root: string;
  /** Forward slashes, relative to `root`: what belongs into the upload. */
  files: string[];
}

const FILES_LIMIT = 100_000;
const FAULTS_SHOWN = 20;
/** What GitHub's artifacts and Windows have no names for. */
const FORBIDDEN = /["<>|*?:\\]/;
const FLAVOR = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/**
 * Describes a model: the files it consists of, and what its format says of it. Links inside the folder are taken for what
 * they lead to; `.git` is left out.
 * @param formats the first that detects the model reads it
 * @throws UserError those of {@link existingPath}; E_ARTIFACT_NONE for an empty folder, E_ARTIFACT_SYMLINK for a link that
 *   leads out of it, E_PATH_NAME, E_FILE_TOO_LARGE for more than 100,000 files, E_FILE_UNREADABLE, E_FILE_FORMAT,
 *   E_INPUT_INVALID for the flavor
 */
export async function collectModel(
  source: ModelSource,
  formats: readonly ModelFormat[],
): Promise<CollectedModel> {
  const { flavor, where } = source;
  if (flavor !== null && !FLAVOR.test(flavor)) throw new UserError(badFlavor(flavor));
  const { absolute, record } = await existingPath(source.place, source.path, where);
  const { root, files, parent } = await filesOf(absolute, record, where);
  const faults = files.flatMap((path) => nameFaults(path, where));
  if (faults.length > 0) throw new UserError(faults.slice(0, FAULTS_SHOWN));
  const format = formats.find((candidate) => candidate.detect(files));
  if (format === undefined) throw new Error(`No format takes ${record}`);
  const text = (path: string, maxBytes: number) => textOf(walked(root, path), `${parent}/${path}`, maxBytes);
  // Facts first: a broken description is told before gigabytes are hashed.
  const facts = await format.read({ place: parent, paths: files, flavor, text });
  const manifest = buildManifest({ files: await hashFiles(root, files, { place: parent }), facts });
  return { path: record, absolute, manifest, root, files: manifest.files.map((file) => file.path) };
}

interface ModelFolder {
  root: string;
  files: string[];
  /** The root as messages name it. */
  parent: string;
}

async function filesOf(absolute: string, record: string, where: string): Promise<ModelFolder> {
  const stats = await stat(absolute).catch((error) => {
    throw new UserError(unreadablePath(record, where, error), { cause: error });
  });
  if (stats.isFile())
    return { root: dirname(absolute), files: [basename(absolute)], parent: posix.dirname(record) };
  if (!stats.isDirectory()) {
    throw new UserError({
      code: 'E_FILE_UNREADABLE',
      what: `${shown(record)} is neither a file nor a folder`,
      where,
      mend: 'Name the file or folder that the model was saved to',
    });
  }
  const root = await realpath(absolute);
  const files = await walk({
    root,
    where,
    enters: () => true,
    takes: () => true,
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: FILES_LIMIT,
  });
  if (files.length > 0) return { root, files, parent: record };
  throw new UserError({
    code: 'E_ARTIFACT_NONE',
    what: `The model folder ${shown(record)} holds no file`,
    where,
    mend: 'Make sure that the training saves the model there before the run ends',
  });
}

function nameFaults(path: string, where: string): Fault[] {
  const faults = pathNameFaults(path, where);
  // Node.js puts U+FFFD where a name is not UTF-8, and then does not find the file.
  const problem = path.includes('\ufffd')
    ? 'is not valid UTF-8'
    : FORBIDDEN.test(path)
      ? 'has one of the characters " : < > | * ? \\ in it'
      : undefined;
  if (faults.length > 0 || problem === undefined) return faults;
  const mend = 'Rename the file: the name must work on every system that the model is used on';
  return [{ code: 'E_PATH_NAME', what: `The file name ${shown(path)} ${problem}`, where, mend }];
}

async function textOf(absolute: string, place: string, maxBytes: number): Promise<string> {
  const bytes = await readBounded(absolute, place, maxBytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new UserError(notText(place), { cause });
  }
}

async function readBounded(absolute: string, place: string, maxBytes: number): Promise<Buffer> {
  const file = await open(absolute).catch((error) => {
    throw new UserError(unreadablePath(place, place, error), { cause: error });
  });
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(maxBytes + 1), 0, maxBytes + 1, 0);
    if (bytesRead <= maxBytes) return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
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

function badFlavor(flavor: string): Fault {
  return {
    code: 'E_INPUT_INVALID',
    what: `${shown(flavor)} cannot be a flavor`,
    where: 'flavor',
    mend: 'Name the library of the model, e.g. sklearn or pytorch',
  };
}
