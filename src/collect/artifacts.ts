import { extname } from 'node:path';
import { artifactPathProblem } from '../core/artifact-names.js';
import { sortFiles } from '../core/digest.js';
import { type Fault, Faults, UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import { parseLines, shown } from '../core/key-values.js';
import { matchFiles } from './files/globs.js';
import { hashFiles } from './files/hash.js';
import type { KeptDigests } from './files/kept-digests.js';
import { pathNameFaults } from './files/paths.js';

/** An artifact of the record before it is stored anywhere. */
export type ArtifactFile = Omit<RunRecord['outputs']['artifacts'][number], 'stored'>;
export type ArtifactKind = ArtifactFile['kind'];

export interface ArtifactsInput {
  /** The input as the user wrote it. */
  text: string;
  /** Absolute folder. */
  workspace: string;
  /** Folder within the workspace that patterns count from. */
  cwd: string;
  /** Files and folders that are not artifacts though a pattern matches them, e.g. the model; as records name them. */
  exclude?: readonly string[];
  /** Files of params, recorded whether a pattern matches them or not; as records name them. */
  paramFiles?: readonly string[];
  /** Files of metrics; a pattern has to name them. As records name them. */
  metricFiles?: readonly string[];
}

/** As many as a record holds. */
export const ARTIFACTS_LIMIT = 20_000;

const KINDS: readonly (readonly [ArtifactKind, readonly string[]])[] = [
  ['picture', ['.png', '.jpg', '.jpeg', '.svg', '.gif', '.webp']],
  ['report', ['.html', '.htm', '.md', '.pdf', '.txt']],
  [
    'data',
    ['.csv', '.tsv', '.parquet', '.npy', '.npz', '.arrow', '.feather', '.jsonl', '.ndjson', '.h5', '.hdf5'],
  ],
];
const FAULTS_LIMIT = 20;

/**
 * The files that the patterns name, and every params file, with size and digest, sorted by path.
 * @param faults takes every fault, and the rest is the answer: E_ARTIFACT_NONE, E_ARTIFACT_SYMLINK, E_PATH_OUTSIDE, E_PATH_NAME, E_FILE_*
 */
export async function collectArtifacts(input: ArtifactsInput, faults: Faults): Promise<ArtifactFile[]> {
  const options = {
    input: 'artifacts',
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: ARTIFACTS_LIMIT,
    faults,
  } as const;
  const found = await faults.catch(() => matchFiles(input, parseLines(input.text), options));
  for (const { text, line } of found?.unmatched ?? []) {
    faults.add({
      code: 'E_ARTIFACT_NONE',
      what: `No file matches ${shown(text)}`,
      where: `artifacts, line ${line}`,
      mend: 'Correct the pattern, or let the training write the file; patterns count from working-directory',
    });
  }
  const exclude = input.exclude ?? [];
  const chosen = (found?.files ?? []).filter((path) => !exclude.some((folder) => isBelow(folder, path)));
  const params = new Set(input.paramFiles);
  const metrics = new Set(input.metricFiles);
  const paths = [...new Set([...chosen, ...params])];
  const files = paths.map((path): { path: string; kind: ArtifactKind } => ({
    path,
    kind: params.has(path) ? 'params' : metrics.has(path) ? 'metrics' : kindOfPath(path),
  }));
  return describeEach({ root: input.workspace }, files, faults);
}

/** Files that paths count from the same folder of. */
interface FilesIn {
  /** Absolute. */
  root: string;
  /** What is known of them without reading them. */
  kept?: KeptDigests | undefined;
}

/**
 * {@link describeArtifacts} of all that can be described; a file that cannot keeps no other out.
 * @param faults takes what is wrong with each
 */
export async function describeEach(
  folder: FilesIn,
  files: readonly { path: string; kind: ArtifactKind }[],
  faults: Faults,
): Promise<ArtifactFile[]> {
  const named = files.filter(({ path }) => {
    const wrong = artifactNameFaults(path);
    for (const fault of wrong) faults.add(fault);
    return wrong.length === 0;
  });
  const own = new Faults();
  const all = await own.catch(() => describeArtifacts(folder, named));
  if (all !== undefined) return all;
  if (named.length > ARTIFACTS_LIMIT) {
    for (const fault of own.list) faults.add(fault);
    return [];
  }
  const described: ArtifactFile[] = [];
  for (const file of named) {
    described.push(...((await faults.catch(() => describeArtifacts(folder, [file]))) ?? []));
  }
  return sortFiles(described);
}

/**
 * Size and digest of files, sorted by path.
 * @throws UserError E_PATH_NAME for every name that cannot be stored, E_FILE_UNREADABLE, E_FILE_TOO_LARGE
 */
export async function describeArtifacts(
  { root, kept }: FilesIn,
  files: readonly { path: string; kind: ArtifactKind }[],
): Promise<ArtifactFile[]> {
  if (files.length > ARTIFACTS_LIMIT) throw tooMany(files.length);
  const sorted = sortFiles(files);
  const faults = sorted.flatMap(({ path }) => artifactNameFaults(path)).slice(0, FAULTS_LIMIT);
  if (faults.length > 0) throw new UserError(faults);
  const entries = await hashFiles(
    root,
    sorted.map(({ path }) => path),
    { within: root, kept },
  );
  return entries.map((entry, index) => ({
    path: entry.path,
    size_bytes: entry.size_bytes,
    digest: entry.digest,
    kind: sorted[index]?.kind ?? 'file',
  }));
}

/**
 * Artifacts of several folders as one list, sorted by path.
 * @throws UserError E_PATH_NAME for a path that two folders have with different bytes, E_FILE_TOO_LARGE
 */
export function mergeArtifacts(...lists: readonly (readonly ArtifactFile[])[]): ArtifactFile[] {
  const merged = new Map<string, ArtifactFile>();
  const faults = new Faults();
  for (const file of lists.flat()) {
    const earlier = merged.get(file.path);
    if (earlier === undefined) merged.set(file.path, file);
    else if (earlier.digest !== file.digest) {
      faults.add({
        code: 'E_PATH_NAME',
        what: `There are two different artifacts ${shown(file.path)}: of the workspace, of LINEAGE_DIR and of what is logged with MLflow only one can have it`,
        where: file.path,
        mend: 'Rename one of them',
      });
    }
  }
  faults.throwIfAny();
  if (merged.size > ARTIFACTS_LIMIT) throw tooMany(merged.size);
  return sortFiles([...merged.values()]);
}

/** What kind of file it is by the end of its name. */
export function kindOfPath(path: string): ArtifactKind {
  const end = extname(path).toLowerCase();
  return KINDS.find(([, ends]) => ends.includes(end))?.[0] ?? 'file';
}

/** Whether a path is the folder or file, or lies below it. Both relative, with forward slashes. */
function isBelow(folder: string, path: string): boolean {
  return folder === '.' || path === folder || path.startsWith(`${folder}/`);
}

function artifactNameFaults(path: string): Fault[] {
  const faults = pathNameFaults(path, 'artifacts');
  const problem = artifactPathProblem(path);
  if (faults.length > 0 || problem === undefined) return faults;
  return [
    {
      code: 'E_PATH_NAME',
      what: `The name ${shown(path)} ${problem}`,
      where: 'artifacts',
      mend: 'Rename the file, or leave it out with a line that begins with "!"',
    },
  ];
}

function tooMany(count: number): UserError {
  return new UserError({
    code: 'E_FILE_TOO_LARGE',
    what: `There are ${count} artifacts, at most ${ARTIFACTS_LIMIT} are allowed`,
    where: 'artifacts',
    mend: 'Name fewer files, or pack them into an archive first',
  });
}
