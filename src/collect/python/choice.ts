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
 * The interpreter that a step used: the last one seen at work; or else the virtual environment that its script or its
 * environment names; or else the first of PATH when the script speaks of Python; or else none.
 * @returns an absolute path
 */
export async function choosePython(use: PythonUse): Promise<string | null> {
  const { seen, env, script = '', platform = process.platform } = use;
  const last = seen.at(-1);
  const environments = await existing([...venvsOf(use), envValue(env, 'VIRTUAL_ENV', platform)], use);
  const onPath = WORDS.test(script) || last !== undefined ? pathPythons(use) : [];
  if (last === undefined) return environments[0] ?? onPath[0] ?? null;
  return (await sameFile(last, [...environments, ...onPath])) ?? last;
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
  const usable = await Promise.all(
    files.map((file) =>
      access(file, constants.X_OK).then(
        () => true,
        () => false,
      ),
    ),
  );
  return files.filter((_, index) => usable[index]);
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
