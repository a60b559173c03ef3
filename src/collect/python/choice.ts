import { constants } from 'node:fs';
import { access, realpath } from 'node:fs/promises';
import path from 'node:path';
import { type Environment, envValue, findOnPath } from '../program.js';
import { commandsOf } from './commands.js';
import type { Interpreter } from './pythons.js';
import { isSourced, launcherOf, PYTHON_WORDS, runsPython } from './script.js';

export interface PythonUse {
  /** The interpreters that ran, in order of first sight; null where none was seen, and one may have run. */
  seen: readonly Interpreter[] | null;
  env: Environment;
  /** Text of the step, if there was one. */
  script?: string;
  /** Folder that the step ran in, absolute. */
  cwd: string;
  platform?: NodeJS.Platform;
}

export interface ChosenPythons {
  /** One for each that may have packages of its own; the last one seen, or the first one named, stands last. */
  interpreters: Interpreter[];
  /** What had Python run in a container or by another machine, by name. */
  elsewhere: string[];
}

/** `.venv/bin/python`, `source env/bin/activate`, `.venv\Scripts\activate`: the first group is the folder. It is looked for from where a word begins. */
const VENV =
  /(?<![^\s'"`=;|&()<>]|\$\(\))((?:\$\(\)|[^\s'"`=;|&()<>])+)[/\\](?:bin|Scripts)[/\\](?:activate|python[\d.]*(?:\.exe)?)(?=$|[\s;&|"')])/gm;

/** `export PATH=.venv/bin:$PATH`: the first group is its value. */
const BEFORE_PATH = /(?:^|\s)PATH=((?:"[^"]*"|'[^']*'|[^\s"'])*)/g;

/**
 * The interpreters that a step used: all that were seen at work; or else what its text leads to, as far as it runs Python here. Where
 * all that live for long are seen, only a command that is Python's itself can have been too short.
 */
export async function choosePythons(use: PythonUse): Promise<ChosenPythons> {
  const commands = commandsOf(use.script ?? '');
  const elsewhere = commands.flatMap((command) =>
    PYTHON_WORDS.test(command) ? (launcherOf(command) ?? []) : [],
  );
  const { seen } = use;
  const interpreters =
    seen !== null && seen.length > 0
      ? await namesOf(seen, use)
      : (await guessed(commands, use)).map((file) => ({ file }));
  return { interpreters, elsewhere };
}

/** What was seen, and the name that its packages are found by where it was seen by another. */
async function namesOf(seen: readonly Interpreter[], use: PythonUse): Promise<Interpreter[]> {
  const candidates = [...(await venvsNamed(use)), ...(await venvAround(use)), ...pathPythons(use)];
  const found = await Promise.all(
    seen.map(async (one) => [one, { ...one, file: (await sameFile(one.file, candidates)) ?? one.file }]),
  );
  return onePerPlace(found.flat());
}

/**
 * The virtual environments that the commands name, or the one that the environment does, or else the first Python of PATH where they
 * speak of it. Of commands that run something elsewhere no word counts.
 */
async function guessed(commands: readonly string[], use: PythonUse): Promise<string[]> {
  const here = commands.filter((command) => launcherOf(command) === null);
  const ours = use.seen === null ? here : here.filter((one) => runsPython(one) || isSourced(one));
  const script = ours.join('\n');
  const speaks = PYTHON_WORDS.test(script);
  if (use.seen === null ? !speaks && here.length < commands.length : !ours.some(runsPython)) return [];
  const own = { ...use, script };
  const put = speaks ? foldersPut(here, use) : [];
  const first = put.flatMap((PATH) => pathPythons({ ...own, env: { ...use.env, PATH } }).slice(0, 1));
  const named = [...first, ...(await venvsNamed(own))].reverse();
  const known =
    named.length > 0 ? named : [...(await venvAround(use)), ...(speaks ? pathPythons(own) : [])].slice(0, 1);
  // Nobody can ask what a variable of the script's own leads to, and what is known is not all.
  const unknown = [...put, ...foldersNamed(own).map((folder) => path.join(folder, 'bin'))]
    .filter((folder) => folder.includes('$'))
    .map((folder) => path.resolve(use.cwd, folder, 'python'));
  return onePerPlace([...unknown, ...known].map((file) => ({ file }))).then(filesOf);
}

/** The folders that a script puts before those of PATH. */
function foldersPut(commands: readonly string[], use: PythonUse): string[] {
  if ((use.platform ?? process.platform) === 'win32') return [];
  const values = commands.flatMap((command) =>
    [...command.matchAll(BEFORE_PATH)].map((match) => match[1] ?? ''),
  );
  return values.flatMap((value) => {
    const folders = value.replace(/["']/g, '').split(':');
    const end = folders.findIndex((folder) => /^\$\{?PATH\b/.test(folder));
    return (end < 0 ? folders : folders.slice(0, end))
      .filter((one) => one !== '')
      .map((one) => expanded(one, use));
  });
}

/** With the variables that the command was given; those that it was not stay. */
function expanded(text: string, { env, cwd }: PythonUse): string {
  return text
    .replace(/(?<![^\s'"`=;|&()<>:])~(?=\/)/g, () => env['HOME'] ?? '~')
    .replace(/\$(?:\{(\w+)\}|(\w+))/g, (whole, inner?: string, bare?: string) => {
      const name = inner ?? bare ?? '';
      return (name === 'PWD' ? cwd : env[name]) ?? whole;
    });
}

function filesOf(interpreters: readonly Interpreter[]): string[] {
  return interpreters.map(({ file }) => file);
}

/** Of several names for one place, with the same variables, the last, where that stands. */
async function onePerPlace(interpreters: readonly Interpreter[]): Promise<Interpreter[]> {
  const places = await Promise.all(
    interpreters.map(async ({ file, variables }) => JSON.stringify([await placeOf(file), variables ?? null])),
  );
  return interpreters.filter((_, index) => !places.includes(places[index] ?? '', index + 1));
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

/** The virtual environments that the script names. */
function venvsNamed(use: PythonUse): Promise<string[]> {
  return existing(foldersNamed(use), use);
}

function foldersNamed(use: PythonUse): string[] {
  const { script = '' } = use;
  const named = [...script.matchAll(VENV)].map((match) => expanded(match[1] ?? '', use));
  // `uv run` uses the project's own without saying so.
  return /(?:^|\s)uv\s+run\b/m.test(script) ? [...named, '.venv'] : named;
}

function venvAround(use: PythonUse): Promise<string[]> {
  return existing([envValue(use.env, 'VIRTUAL_ENV', use.platform)], use);
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

function pathPythons({ env, cwd, script = '', platform = process.platform }: PythonUse): string[] {
  const names = /python3/.test(script) ? ['python3', 'python'] : ['python', 'python3'];
  return names.flatMap((name) => findOnPath(name, { env, platform, from: cwd }));
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
