import { lstat, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { ARTIFACTS_LIMIT, type ArtifactKind, kindOfPath } from '../../../collect/artifacts.js';
import { pathNameFaults } from '../../../collect/files/paths.js';
import { walk, walked } from '../../../collect/files/walk.js';
import { sortFiles } from '../../../core/digest.js';
import type { Fault, Faults } from '../../../core/errors.js';
import { shown } from '../../../core/key-values.js';
import { quoted } from '../../../core/printable.js';
import type { LoggedModelFiles, LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import { foldedName, loggedModelPath, topNames } from './model-paths.js';
import type { Logged } from './opened.js';

/** The files of a run as its record names them. */
export interface LoggedFiles {
  /** Absolute folder that all paths count from. */
  root: string;
  kept: Logged['kept'];
  artifacts: { path: string; kind: ArtifactKind }[];
  /** Paths of folders. */
  models: string[];
  /** The same by the URI of the folder that the client put them in. */
  placed: ReadonlyMap<string, string>;
  /** What a person should know, a sentence without a full stop each. */
  notes: string[];
}

/** What makes a folder a model. */
const MLMODEL = 'MLmodel';
/** `mlflow-artifacts:/PATH`, which a host may stand in. */
const OURS = /^mlflow-artifacts:(?:\/\/[^/]*)?\/+(?!\/)(.*)$/;

/**
 * Brings the files of a run together in one folder, in which they have the paths that its record gives them: an artifact that of its
 * run, a model its name. What the client keeps elsewhere is not there.
 * @param to absolute folder that is not there yet, on the disk of the others
 * @param faults gets E_MLFLOW_FILES, E_ARTIFACT_SYMLINK, E_PATH_NAME, E_FILE_*
 */
export async function takeFiles(
  run: LoggedRun,
  { logged, to, faults }: { logged: Logged; to: string; faults: Faults },
): Promise<LoggedFiles> {
  await mkdir(path.dirname(to), { recursive: true });
  const isHere = OURS.test(run.files);
  const source = { uri: run.files, what: 'The artifacts', logged, faults };
  if (!isHere || !(await moved(source, to))) await mkdir(to, { recursive: true });
  const paths = sortFiles(
    (await loggedFilesIn(to, { faults, where: 'mlflow' })).map((file) => ({ path: file })),
  ).map((file) => file.path);
  const models = modelFolders(paths);
  const artifacts = paths.filter((file) => !models.some((folder) => file.startsWith(`${folder}/`)));
  const placed = new Map(models.map((folder) => [`${run.files}/${folder}`, folder]));
  for (const [uri, folder] of await takeModels(run, {
    logged,
    to,
    taken: topNames(paths),
    faults,
  })) {
    placed.set(uri, folder);
    models.push(folder);
  }
  return {
    root: to,
    kept: logged.kept,
    artifacts: artifacts.map((file) => ({ path: file, kind: kindOfPath(file) })),
    models,
    placed,
    notes: [
      ...(isHere
        ? []
        : [`what the command logs with \`log_artifact\` goes to ${shown(run.files)}, and is not collected`]),
      ...run.models.flatMap(({ name, isExternal }) =>
        isExternal
          ? [`the model ${shown(name)} is kept elsewhere, by its script, so it cannot be registered`]
          : [],
      ),
    ],
  };
}

async function takeModels(
  { models }: LoggedRun,
  { logged, to, taken, faults }: { logged: Logged; to: string; taken: Set<string>; faults: Faults },
): Promise<[string, string][]> {
  const found: [string, string][] = [];
  for (const model of models.filter(({ isExternal }) => !isExternal).reverse()) {
    const uri = model.files;
    const name = loggedModelPath(model, taken);
    const wrong = model.isReady ? nameFaults(name) : [unfinished(model)];
    for (const fault of wrong) faults.add(fault);
    if (wrong.length > 0) continue;
    if (!(await moved({ uri, what: `The model ${shown(name)}`, logged, faults }, walked(to, name)))) continue;
    taken.add(foldedName({ name }));
    found.push([uri, name]);
  }
  return found.reverse();
}

/** MLflow lets no such name through; what lies in the spool of a killed step may be anything. */
function nameFaults(name: string): Fault[] {
  const faults = pathNameFaults(name, 'mlflow');
  if (!/[/\\]|^\.\.?$|^$/.test(name)) return faults;
  const what = `${shown(name)} is no name that a model can have`;
  return [...faults, { code: 'E_MLFLOW_FILES', what, where: 'mlflow', mend: 'Give the model a plain name' }];
}

/** Folders with a model in them, of which none lies in another. */
export function modelFolders(paths: readonly string[]): string[] {
  const folders = paths
    .filter((file) => path.posix.basename(file) === MLMODEL && file !== MLMODEL)
    .map((file) => path.posix.dirname(file))
    .sort();
  return folders.filter(
    (folder) => !folders.some((other) => folder !== other && folder.startsWith(`${other}/`)),
  );
}

/** The files that a client has logged below a folder. @param where what messages call it */
export function loggedFilesIn(
  root: string,
  { faults, where }: { faults: Faults; where: string },
): Promise<string[]> {
  return walk({
    root,
    where,
    enters: () => true,
    takes: () => true,
    linkCode: 'E_ARTIFACT_SYMLINK',
    limit: ARTIFACTS_LIMIT,
    faults,
    tellsLeftOut: true,
  });
}

interface Source {
  uri: string;
  /** For messages. */
  what: string;
  logged: Logged;
  faults: Faults;
}

/** @returns false when there is nothing, or not here */
async function moved({ uri, what, logged, faults }: Source, to: string): Promise<boolean> {
  const below = OURS.exec(uri)?.[1];
  if (below === undefined || below.split('/').includes('..')) {
    faults.add(elsewhere(what, uri));
    return false;
  }
  try {
    await rename(path.join(logged.folder, below), to);
    // The command can have put a link in its place.
    if ((await lstat(to)).isDirectory()) return true;
    throw new Error('there is no folder in its place');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return false;
    await rm(to, { recursive: true, force: true }).catch(() => undefined);
    faults.add({
      code: 'E_MLFLOW_FILES',
      what: `${what} that the command logged with MLflow cannot be collected (${quoted(code ?? message, 200)})`,
      where: 'mlflow',
      mend: 'Choose names that this system can have for files, and run it again',
    });
    return false;
  }
}

function elsewhere(what: string, uri: string): Fault {
  return {
    code: 'E_MLFLOW_FILES',
    what: `${what} that the command logged with MLflow are kept where its experiment says, at ${shown(uri)}, and not here`,
    where: 'mlflow',
    mend: 'Make the experiment without an `artifact_location`; what lies elsewhere is named with the input `artifacts` or `model` once it is in the workspace',
  };
}

function unfinished({ name, model_id }: LoggedModelFiles): Fault {
  return {
    code: 'E_MLFLOW_FILES',
    what: `The model ${shown(name)} (${model_id}) was begun with MLflow and never finished`,
    where: 'mlflow',
    mend: 'Look for what broke off `log_model` in the log of the command',
  };
}
