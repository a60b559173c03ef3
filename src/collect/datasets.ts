import { stat } from 'node:fs/promises';
import { digestOfFiles } from '../core/digest.js';
import { type Fault, Faults, UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import { hasControl, parseLines, shown } from '../core/key-values.js';
import { encodeName } from '../core/names.js';
import { hashFile, hashFiles } from './files/hash.js';
import { existingPath, type Place, pathNameFaults, placePath } from './files/paths.js';
import { walk } from './files/walk.js';

export type Dataset = RunRecord['inputs']['datasets'][number];

/** A line of `datasets`. */
export interface DatasetLine {
  name: string;
  version: string;
  /** As the user wrote it; null when only a name and version were given. */
  path: string | null;
  line: number;
}

export interface DatasetsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that paths count from. */
  cwd: string;
  /** Leave the data unread: digests and sizes are null, and a path need not exist. */
  quick?: boolean;
}

const DATASETS_LIMIT = 1000;
const VERSION_LIMIT = 250;
const FILES_LIMIT = 1_000_000;
const FORM = 'Write the line as name=version, or name=version path';

/**
 * The input `datasets`: `name=version [path]` a line; the path is all that follows the version, spaces and all.
 * @throws UserError E_DATASET_INVALID with every fault
 */
export function parseDatasets(text: string): DatasetLine[] {
  const faults = new Faults();
  const found = new Map<string, DatasetLine>();
  for (const { text: item, line } of parseLines(text)) {
    const where = `datasets, line ${line}`;
    const fault = (what: string, mend: string) =>
      faults.add({ code: 'E_DATASET_INVALID', what, where, mend });
    // No space behind the `=`: with an unset variable as version, the path would become the version.
    const parts = /^([^=]*)=(\S*)(?:\s+(.*))?$/.exec(item);
    if (parts === null) {
      fault(`${shown(item)} has no "="`, FORM);
      continue;
    }
    const name = (parts[1] ?? '').trim();
    const version = parts[2] ?? '';
    const badName = nameProblem(name);
    if (badName !== undefined) fault(badName.what, badName.mend);
    const badVersion = versionProblem(version);
    if (badVersion !== undefined) fault(badVersion, FORM);
    const earlier = found.get(name);
    if (earlier !== undefined)
      fault(`The dataset ${shown(name)} is on line ${earlier.line} already`, 'Keep one of the two');
    else found.set(name, { name, version, path: parts[3] || null, line });
  }
  if (found.size > DATASETS_LIMIT) {
    const what = `There are ${found.size} datasets, at most ${DATASETS_LIMIT} are allowed`;
    faults.add({
      code: 'E_DATASET_INVALID',
      what,
      where: 'datasets',
      mend: 'Name the folder that holds them as one dataset',
    });
  }
  faults.throwIfAny();
  return [...found.values()];
}

/**
 * Datasets with what their paths hold: a file's own digest, a folder's by the list of its files.
 * @throws UserError with every fault: E_DATASET_INVALID, E_PATH_OUTSIDE, E_PATH_MISSING, E_PATH_NAME, E_FILE_*
 */
export async function collectDatasets(input: DatasetsInput): Promise<Dataset[]> {
  const faults = new Faults();
  const datasets: Dataset[] = [];
  for (const line of parseDatasets(input.text)) {
    const dataset = await faults.catch(() => describe(line, input, input.quick ?? false));
    if (dataset !== undefined) datasets.push(dataset);
  }
  faults.throwIfAny();
  return datasets;
}

async function describe(
  { name, version, path, line }: DatasetLine,
  place: Place,
  quick: boolean,
): Promise<Dataset> {
  if (path === null) return { name, version, digest: null, path, size_bytes: null, source: null };
  const where = `datasets, line ${line}`;
  if (quick) {
    const { record } = placePath(place, path, where);
    return { name, version, digest: null, path: record, size_bytes: null, source: 'path' };
  }
  const { absolute, record } = await existingPath(place, path, where);
  const content = (await stat(absolute)).isDirectory()
    ? await describeFolder(absolute, where)
    : await hashFile(absolute);
  return {
    name,
    version,
    digest: content.digest,
    path: record,
    size_bytes: content.size_bytes,
    source: 'path',
  };
}

async function describeFolder(root: string, where: string): Promise<{ digest: string; size_bytes: number }> {
  const paths = await walk({
    root,
    where,
    enters: () => true,
    takes: () => true,
    linkCode: 'E_PATH_OUTSIDE',
    limit: FILES_LIMIT,
  });
  // A line feed in a name could make two folders give one list.
  const faults: Fault[] = paths.flatMap((path) => pathNameFaults(path, where)).slice(0, 20);
  if (faults.length > 0) throw new UserError(faults);
  const files = await hashFiles(root, paths);
  return { digest: digestOfFiles(files), size_bytes: files.reduce((sum, file) => sum + file.size_bytes, 0) };
}

/** A dataset's events lie in a folder of its name. */
function nameProblem(name: string): { what: string; mend: string } | undefined {
  try {
    encodeName(name);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return error.faults[0];
  }
}

function versionProblem(version: string): string | undefined {
  if (version === '') return 'The dataset has no version';
  if (hasControl(version)) return `The version ${shown(version)} has a control character in it`;
  if (version.length > VERSION_LIMIT)
    return `The version ${shown(version)} is longer than ${VERSION_LIMIT} characters`;
  return undefined;
}
