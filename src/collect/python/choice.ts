import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Environment, envValue, findOnPath } from '../program.js';

export interface PythonUse {
  /** Absolute paths of the interpreters that ran, in order of first sight. */
  seen: readonly string[];
  env: Environment;
  /** Text of the step, if there was one. */
  script?: string;
  /** Folder that the step ran in, absolute. */
  cwd: string;
  platform?: NodeJS.Platform;
}

/** Words that show that a script uses Python, even when nobody saw the interpreter. */
const WORDS =
  /(?:^|[\s;&|"'(/\\])(python|pythonw|py|pip|uv|uvx|poetry|pdm|pipenv|hatch|conda|mamba|jupyter|papermill|pytest|torchrun|accelerate|dvc)[\d.]*(?:\.exe)?(?=$|[\s;&|"')])/m;

/** `.venv/bin/python`, `source env/bin/activate`, `.venv\Scripts\activate`: the first group is the folder. */
const VENV =
  /([^\s'"`=;|&()<>$]+)[/\\](?:bin|Scripts)[/\\](?:activate|python[\d.]*(?:\.exe)?)(?=$|[\s;&|"')])/gm;

/**
 * The interpreters that a step used: all that were seen at work; or else the virtual environments that its script names, or the one
 * that its environment does; or else the first of PATH when the script speaks of Python; or else none.
 * @returns absolute paths, one for each that may have packages of its own; the last one seen, or the first one named, stands last
 */
export async function choosePythons(use: PythonUse): Promise<string[]> {
  const { seen, env, script = '', platform = process.platform } = use;
  const named = await existing(venvsOf(use), use);
  const around = await existing([envValue(env, 'VIRTUAL_ENV', platform)], use);
  const onPath = WORDS.test(script) || seen.length > 0 ? pathPythons(use) : [];
  if (seen.length > 0) {
    const candidates = [...named, ...around, ...onPath];
    const found = await Promise.all(
      seen.map(async (file) => [file, (await sameFile(file, candidates)) ?? file]),
    );
    return onePerPlace(found.flat());
  }
  if (named.length > 0) return onePerPlace(named.reverse());
  return [...around, ...onPath].slice(0, 1);
}

/** Of several names for one place the last, where that stands. */
async function onePerPlace(files: readonly string[]): Promise<string[]> {
  const places = await Promise.all(files.map(placeOf));
  return files.filter((_, index) => !places.includes(places[index] ?? '', index + 1));
}

/** The same text for all names of an interpreter by which it finds the same packages: those of a virtual environment lie beside the name. */
async function placeOf(file: string): Promise<string> {
  const real = await realpath(file).catch(() => null);
  if (real === null) return file;
  const inner = path.dirname(file);
  for (const folder of [inner, path.dirname(inner)])
    if (await isThere(path.join(folder, 'pyvenv.cfg'), constants.F_OK))
      return realpath(folder).catch(() => folder);
  return real;
}

/** Folders of virtual environments that the script names. */
function venvsOf({ script = '' }: PythonUse): string[] {
  const named = [...script.matchAll(VENV)].map((match) => match[1] ?? '');
  // `uv run` uses the project's own without saying so.
  return /(?:^|\s)uv\s+run\b/m.test(script) ? [...named, '.venv'] : named;
}

async function existing(folders: readonly (string | undefined)[], use: PythonUse): Promise<string[]> {
  const { cwd, platform = process.platform } = use;
  const inner = platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const files = folders
    .filter((folder): folder is string => folder !== undefined && folder !== '')
    .map((folder) => path.resolve(cwd, folder, ...inner));
  const usable = await Promise.all(files.map((file) => isThere(file, constants.X_OK)));
  return files.filter((_, index) => usable[index]);
}

function isThere(file: string, mode: number): Promise<boolean> {
  return access(file, mode).then(
    () => true,
    () => false,
  );
}

function pathPythons({ env, script = '', platform = process.platform }: PythonUse): string[] {
  const names = /python3/.test(script) ? ['python3', 'python'] : ['python', 'python3'];
  return names.flatMap((name) => findOnPath(name, { env, platform }));
}

/**
 * What was seen may be the interpreter that a virtual environment links to, which knows nothing of the environment's packages.
 * @returns the first of the candidates that leads to the same file
 */
async function sameFile(file: string, candidates: readonly string[]): Promise<string | null> {
  // A path that is itself a link was not resolved by whoever saw it: it is what was called.
  const real = await realpath(file).catch(() => null);
  if (real === null || real !== file) return null;
  for (const candidate of candidates) {
    if ((await realpath(candidate).catch(() => null)) === real) return candidate;
  }
  return null;
}
