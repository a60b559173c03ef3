import { mkdir, readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sortFiles } from '../core/digest.js';
import { type Fault, type Faults, UserError } from '../core/errors.js';
import { isObject, kindOf, numberOrName } from '../core/flatten.js';
import { shown, tagFaults, tagsFaults } from '../core/key-values.js';
import { type ArtifactKind, kindOfPath } from './artifacts.js';
import { insideWorkspace, pathNameFaults, type SourceFile, unreadablePath } from './files/paths.js';
import { walk, walked } from './files/walk.js';
import { PICTURES_FOLDER } from './pictures.js';
import { readDocument } from './values/documents.js';

/** What training code left in LINEAGE_DIR. Paths are relative to it, with forward slashes, and are also the paths in the record. */
export interface LineageDir {
  /** Files for {@link collectParams}, sorted. */
  params: SourceFile[];
  /** Files for {@link collectMetrics}, sorted. */
  metrics: SourceFile[];
  /** Every file of `artifacts/`, `params/` and `metrics/`, sorted: `artifacts/confusion.png`, `params/params.json`. */
  artifacts: { path: string; kind: ArtifactKind }[];
  /** Each file or folder right below `models/`, sorted. */
  models: LineageModel[];
  /** By key; the object has no prototype. */
  tags: Record<string, string>;
  /** Names at the top of the folder that mean nothing, for a warning. */
  unknown: string[];
}

export interface LineageModel {
  /** File or folder name. */
  name: string;
  /** `models/<name>` */
  path: string;
  absolute: string;
}

/** What lies in the last one is for {@link collectPictures}. */
const FOLDERS = ['params', 'metrics', 'artifacts', 'models', PICTURES_FOLDER] as const;
const TAGS_FILE = 'tags.json';
const FILES_LIMIT = 20_000;
export const MODELS_LIMIT = 100;

/** Makes the folders that training code drops things into. @param dir absolute */
export async function prepareLineageDir(dir: string): Promise<void> {
  for (const folder of FOLDERS) await mkdir(join(dir, folder), { recursive: true });
}

/**
 * @param dir absolute folder, as {@link prepareLineageDir} left it and a training filled it
 * @param faults takes every fault, and the rest is the answer: E_ARTIFACT_SYMLINK for links that lead out of it, E_PATH_NAME, E_TAG_INVALID,
 * E_FILE_*
 * @throws UserError E_FILE_UNREADABLE for the folder itself
 */
export async function readLineageDir(dir: string, faults: Faults): Promise<LineageDir> {
  const names = await namesIn(dir);
  const read = async (folder: string) => {
    if (!names.includes(folder)) return [];
    return (await faults.catch(() => filesBelow(dir, folder, faults))) ?? [];
  };
  const params = await read('params');
  const metrics = await read('metrics');
  const artifacts = await read('artifacts');
  const models = names.includes('models') ? await faults.catch(() => modelsIn(dir, faults)) : [];
  const tags = names.includes(TAGS_FILE) ? await faults.catch(() => readTags(dir)) : Object.create(null);
  const known: readonly string[] = [...FOLDERS, TAGS_FILE];
  return {
    params: params.map((path) => source(dir, path)),
    metrics: metrics.map((path) => source(dir, path)),
    artifacts: sortFiles([
      ...params.map((path) => ({ path, kind: 'params' as const })),
      ...metrics.map((path) => ({ path, kind: 'metrics' as const })),
      ...artifacts.map((path) => ({ path, kind: kindOfPath(path) })),
    ]),
    models: models ?? [],
    tags: tags ?? Object.create(null),
    unknown: names.filter((name) => !known.includes(name)).sort(),
  };
}

function source(dir: string, path: string): SourceFile {
  return { absolute: walked(dir, path), within: dir, shown: `LINEAGE_DIR/${path}` };
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    const fault = unreadablePath('LINEAGE_DIR', undefined, error as NodeJS.ErrnoException);
    throw new UserError(
      { ...fault, mend: 'Do not remove or lock the folder while the training runs' },
      { cause: error },
    );
  }
}

async function filesBelow(dir: string, folder: string, faults: Faults): Promise<string[]> {
  const paths = await walk({
    root: dir,
    where: 'LINEAGE_DIR',
    enters: (path) => path === folder || path.startsWith(`${folder}/`),
    takes: (path) => path.startsWith(`${folder}/`),
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: FILES_LIMIT,
    faults,
  });
  const named = paths.filter((path) => {
    const wrong = pathNameFaults(path, 'LINEAGE_DIR');
    for (const fault of wrong) faults.add(fault);
    return wrong.length === 0;
  });
  return sortFiles(named.map((path) => ({ path }))).map(({ path }) => path);
}

async function modelsIn(dir: string, faults: Faults): Promise<LineageModel[]> {
  const root = await realpath(dir);
  const models: LineageModel[] = [];
  for (const name of await namesIn(join(dir, 'models'))) {
    const path = `models/${name}`;
    const model = await faults.catch(() => modelAt(root, path));
    if (model !== undefined) models.push({ name, path, absolute: model });
  }
  if (models.length > MODELS_LIMIT) {
    faults.add({
      code: 'E_FILE_TOO_LARGE',
      what: `There are ${models.length} models, at most ${MODELS_LIMIT} are allowed`,
      where: 'LINEAGE_DIR/models',
      mend: 'Put the files of one model into one folder',
    });
    return [];
  }
  return sortFiles(models);
}

async function modelAt(root: string, path: string): Promise<string> {
  const where = 'LINEAGE_DIR/models';
  const named = pathNameFaults(path, where);
  if (named.length > 0) throw new UserError(named);
  const absolute = walked(root, path);
  let real: string;
  try {
    real = await realpath(absolute);
  } catch (error) {
    throw new UserError(unreadablePath(path, where, error as NodeJS.ErrnoException), { cause: error });
  }
  if (!insideWorkspace(root, real)) throw new UserError(strayModel(path, where));
  const stats = await stat(real);
  if (stats.isFile() || stats.isDirectory()) return absolute;
  const mend = 'Write the model as a file or a folder';
  throw new UserError({
    code: 'E_FILE_UNREADABLE',
    what: `${shown(path)} is no regular file or folder`,
    where,
    mend,
  });
}

function strayModel(path: string, where: string): Fault {
  return {
    code: 'E_ARTIFACT_SYMLINK',
    what: `The symbolic link ${shown(path)} leads out of LINEAGE_DIR`,
    where,
    mend: 'Copy the model there instead of linking it',
  };
}

async function readTags(dir: string): Promise<Record<string, string>> {
  const where = `LINEAGE_DIR/${TAGS_FILE}`;
  const absolute = join(dir, TAGS_FILE);
  const real = await realpath(absolute).catch(() => absolute);
  if (!insideWorkspace(await realpath(dir), real)) throw new UserError(strayModel(TAGS_FILE, where));
  const { value: document } = await readDocument({ absolute, within: dir, shown: where });
  const fault = (what: string): Fault => {
    return { code: 'E_TAG_INVALID', what, where, mend: 'Write an object of texts, e.g. {"team": "pricing"}' };
  };
  if (!isObject(document))
    throw new UserError(fault(`The file holds ${kindOf(document)} where tags are needed`));
  const tags: Record<string, string> = Object.create(null);
  const faults: Fault[] = [];
  for (const [key, value] of Object.entries(document)) {
    if (value === null || typeof value === 'object') {
      faults.push(fault(`The tag ${shown(key)} is ${kindOf(value)} where a text is needed`));
      continue;
    }
    const text = typeof value === 'number' ? String(numberOrName(value)) : String(value);
    faults.push(...tagFaults(key, text, where));
    tags[key] = text;
  }
  faults.push(...tagsFaults(Object.entries(tags), where));
  if (faults.length > 0) throw new UserError(faults);
  return tags;
}
