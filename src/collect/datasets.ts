import { existsSync, type Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, dirname, posix } from 'node:path';
import { publicRemote } from '../core/address.js';
import { TEXT_LF } from '../core/compare/digests.js';
import { digestOfFiles, sortFiles } from '../core/digest.js';
import { type Fault, type Faults, UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import { shown } from '../core/key-values.js';
import { DATA_FILES_LIMIT, LISTED_FILES_LIMIT } from '../core/run-limits.js';
import { type DatasetLine, parseDatasets } from './dataset-lines.js';
import { DvcDigests } from './dvc-digests.js';
import { type FileDigest, type HashedFile, hashFiles } from './files/hash.js';
import { isBesideData } from './files/leftovers.js';
import { readContained } from './files/opened.js';
import {
  existingPath,
  type Place,
  pathNameFaults,
  placed,
  placePath,
  type ResolvedPath,
} from './files/paths.js';
import { existingData, POINTER_BYTES, type Pointer, PointerReader, pointerFault } from './files/pointers.js';
import { walk, walked } from './files/walk.js';
import { existsIn } from './values/line-options.js';

export type Dataset = RunRecord['inputs']['datasets'][number];

export interface DatasetsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that paths count from. */
  cwd: string;
  /** Leave the data unread: digests and sizes are null, and a path need not exist. */
  quick?: boolean;
  /** Digests that were made before, by the dataset's path as records have it: what they name is not read again. */
  known?: (path: string) => DataDigest | undefined;
}

/** What is known of data when its bytes were read. */
export interface DataDigest extends Pick<FileDigest, 'digest' | 'size_bytes'> {
  /** Digest with the line ends of Unix; absent when it has no others. */
  text_lf?: string;
  /** Of a small folder. */
  files?: NonNullable<Dataset['files']>;
}

const FAULTS_SHOWN = 20;
/** Folders with so many files have their list in the record, and so many files have all lists of a record together. */
const LISTED = 50;
const DVC_FILE_BYTES = 1024 * 1024;
const NAME_IT = 'or name the .dvc file instead to record the digest in it';
const DIGEST_ONLY = 'or write digest-only at the end of the line to record the digest that the pointer has';

/** What a dataset's bytes, or a pointer to them, say. */
type Content = Pick<Dataset, 'digest' | 'size_bytes' | 'source'> &
  Pick<Dataset, 'scheme' | 'digests' | 'files'>;

/**
 * Datasets with what their paths hold: a file's own digest, a folder's by the list of its files. One whose bytes could not be read
 * has no digest; its name and version are a fact all the same.
 * @param faults gets E_DATASET_INVALID, E_PATH_OUTSIDE, E_PATH_MISSING, E_PATH_NAME, E_POINTER_FILE, E_FILE_*
 */
export async function collectDatasets(input: DatasetsInput, faults: Faults): Promise<Dataset[]> {
  const lines = (await faults.catch(() => parseDatasets(input.text, existsIn(input)))) ?? [];
  if (lines.length === 0) return [];
  const tools: Tools = {
    place: { workspace: input.workspace, cwd: input.cwd },
    quick: input.quick ?? false,
    known: input.known ?? (() => undefined),
    pointers: await PointerReader.open(),
    dvc: await DvcDigests.open(input.workspace),
  };
  const datasets: Dataset[] = [];
  for (const line of lines) datasets.push(await describe(line, tools, faults));
  return withinLists(datasets);
}

/** The first folders keep their lists. */
function withinLists(datasets: readonly Dataset[]): Dataset[] {
  let room = LISTED_FILES_LIMIT;
  return datasets.map((dataset) => {
    const { files, ...others } = dataset;
    if (files === undefined) return dataset;
    if (files.length > room) return others;
    room -= files.length;
    return dataset;
  });
}

/** The paths whose bytes the lines claim, so that a pointer there is a fault. */
export function claimedPaths(lines: readonly DatasetLine[]): { path: string; where: string }[] {
  return lines.flatMap(({ path, digest_only, line }) =>
    path === null || digest_only || path.endsWith('.dvc') ? [] : [{ path, where: `datasets, line ${line}` }],
  );
}

interface Tools {
  place: Place;
  quick: boolean;
  known(path: string): DataDigest | undefined;
  pointers: PointerReader;
  dvc: DvcDigests;
}

async function describe(line: DatasetLine, tools: Tools, faults: Faults): Promise<Dataset> {
  const { name, version, role, made_by } = line;
  const dataset: Dataset = {
    name,
    version,
    digest: null,
    path: null,
    size_bytes: null,
    source: null,
    ...(role === null ? {} : { role }),
    ...(made_by === null ? {} : { made_by }),
  };
  const { path } = line;
  if (path === null) return dataset;
  const where = `datasets, line ${line.line}`;
  const named = await faults.catch(() => placePath(tools.place, path, where));
  if (named === undefined) return dataset;
  const content = tools.quick ? {} : await faults.catch(() => contentOf({ line, path, where }, tools));
  return { ...dataset, path: named.record, ...content };
}

interface Named {
  line: DatasetLine;
  path: string;
  where: string;
}

async function contentOf({ line, path, where }: Named, tools: Tools): Promise<Content> {
  const { digest_only } = line;
  const found = await findData(path, { where, digest_only }, tools.place);
  const stats = await stat(found.absolute);
  const asked: Asked = { ...found, where, digest_only };
  if (stats.isDirectory()) return folderContent(asked, tools);
  const pointer = await pointerAt(asked, stats, tools);
  if (pointer !== undefined) {
    if (pointer.dvc !== null) await tools.dvc.checkData(pointer.dvc, asked);
    return pointerContent(pointer, asked);
  }
  const { record, absolute } = found;
  const { digest, size_bytes, text_lf } =
    tools.known(record) ?? (await fileDigest(found, tools.place.workspace));
  const digests = { ...(await tools.dvc.of(absolute, size_bytes)), ...textOf(text_lf) };
  return { digest, size_bytes, scheme: 'file', ...someOf(digests), source: null };
}

async function fileDigest({ absolute, record }: ResolvedPath, within: string): Promise<DataDigest> {
  const options = { place: posix.dirname(record), within, lines: true };
  const [file] = await hashFiles(dirname(absolute), [basename(absolute)], options);
  if (file === undefined) throw new Error(`No digest of ${record}`);
  const { digest, size_bytes, lf } = file;
  return { digest, size_bytes, ...(lf === undefined ? {} : { text_lf: lf.digest }) };
}

function textOf(digest: string | undefined): { [TEXT_LF]?: string } {
  return digest === undefined ? {} : { [TEXT_LF]: digest };
}

interface Asked extends ResolvedPath {
  where: string;
  digest_only: boolean;
}

/** What the path names; with digest-only also the `.dvc` file that stands for it. */
async function findData(
  path: string,
  { where, digest_only }: Pick<Asked, 'where' | 'digest_only'>,
  place: Place,
): Promise<ResolvedPath> {
  const { absolute } = placePath(place, path, where);
  if (digest_only && !existsSync(absolute) && existsSync(`${absolute}.dvc`))
    return existingPath(place, `${absolute}.dvc`, where);
  return existingData(place, path, { where, else: NAME_IT });
}

/** The pointer that a file is; undefined for data. @throws UserError E_POINTER_FILE where the line claims the data itself */
async function pointerAt(
  asked: Asked,
  stats: Stats,
  { place, pointers }: Tools,
): Promise<Pointer | undefined> {
  const { absolute, record, where, digest_only } = asked;
  const isDvc = absolute.endsWith('.dvc');
  const limit = isDvc ? DVC_FILE_BYTES : POINTER_BYTES;
  if (!stats.isFile() || stats.size > limit) return undefined;
  // What cannot be read is told when its digest is made.
  const file = { absolute, within: place.workspace };
  const bytes = await readContained(file, limit).catch(() => undefined);
  if (bytes === undefined) return undefined;
  if (isDvc) return pointers.readDvc(bytes.toString('utf8')) ?? noDvcFile(record, where);
  const pointer = pointers.read(bytes);
  if (pointer === undefined || digest_only) return pointer;
  throw new UserError(pointerFault(pointer.kind, { place: record, where, else: DIGEST_ONLY }));
}

function noDvcFile(record: string, where: string): never {
  throw new UserError({
    code: 'E_FILE_FORMAT',
    what: `${shown(record)} ends like a DVC file and names no data in \`outs\``,
    where,
    mend: 'Write it with `dvc add`, or name the data itself',
  });
}

function pointerContent(pointer: Pointer, { record, where }: Asked): Content {
  const { digest, digests, size_bytes, dvc } = pointer;
  if (digest === null && Object.keys(digests).length === 0) {
    throw new UserError({
      code: 'E_POINTER_FILE',
      what: `${shown(record)} ${dvc === null ? 'has no digest that can be recorded' : `points to ${dvc.outs.length} files, and a dataset is one file or folder`}`,
      where,
      mend: 'Get the data that it points to and name that instead',
    });
  }
  const scheme = digest === null ? {} : { scheme: 'file' as const };
  return { digest, size_bytes, ...scheme, ...someOf(digests), source: sourceOf(pointer, record) };
}

function sourceOf({ dvc }: Pointer, record: string): Dataset['source'] {
  const from = dvc?.imported ?? null;
  if (from === null) return { path: record };
  const { repository, revision, path } = from;
  return {
    repository: publicRemote(repository),
    revision: revision?.slice(0, 250) ?? null,
    path: path === null || pathNameFaults(path, '').length > 0 ? record : path,
  };
}

async function folderContent(asked: Asked, tools: Tools): Promise<Content> {
  const { absolute, record, where } = asked;
  const { digest, size_bytes, text_lf, files } = tools.known(record) ?? (await folderDigest(asked, tools));
  if (files?.length === 0) await tools.dvc.checkEmpty(absolute, { place: record, where, else: NAME_IT });
  const digests = { ...(await tools.dvc.of(absolute, null)), ...textOf(text_lf) };
  const list = files === undefined ? {} : { files };
  return { digest, size_bytes, scheme: 'folder-2', ...someOf(digests), ...list, source: null };
}

async function folderDigest(
  { absolute: root, record, where, digest_only }: Asked,
  { place, pointers }: Tools,
): Promise<DataDigest> {
  const paths = await walk({
    root,
    within: place.workspace,
    place: record,
    where,
    enters: (path) => !isBesideData(path),
    // A .dvc file is no data, but tells of data that is not there.
    takes: (path) => path.endsWith('.dvc') || !isBesideData(path),
    linkCode: 'E_PATH_OUTSIDE',
    limit: DATA_FILES_LIMIT,
  });
  // A line feed in a name could make two folders give one list.
  const faults: Fault[] = paths.flatMap((path) => pathNameFaults(placed(record, path), where));
  if (faults.length > 0) throw new UserError(faults.slice(0, FAULTS_SHOWN));
  const hashed = await hashFiles(root, paths, {
    place: record,
    within: place.workspace,
    lines: true,
    inspect: (path, bytes) => {
      const pointer = digest_only ? pointers.read(bytes) : undefined;
      if (typeof pointer?.digest === 'string' && pointer.size_bytes !== null)
        return { digest: pointer.digest, size_bytes: pointer.size_bytes };
      const claimed = { place: placed(record, path), where, ...(!digest_only && { else: DIGEST_ONLY }) };
      const fault = pointers.faultInFolder(walked(root, path), bytes, claimed);
      return fault === undefined ? undefined : { fault };
    },
  });
  return digestOfFolder(hashed.filter(({ path }) => !isBesideData(path)));
}

function digestOfFolder(hashed: readonly HashedFile[]): DataDigest {
  const files = hashed.map(({ path, size_bytes, digest }) => ({ path, size_bytes, digest }));
  const isOther = hashed.some(({ lf }) => lf !== undefined);
  return {
    digest: digestOfFiles(files),
    size_bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
    ...(isOther ? { text_lf: digestOfFiles(hashed.map((file) => ({ ...file, ...file.lf }))) } : {}),
    ...(files.length > LISTED ? {} : { files: sortFiles(files) }),
  };
}

function someOf(digests: { [name: string]: string }): Pick<Dataset, 'digests'> {
  return Object.keys(digests).length === 0 ? {} : { digests };
}
