import { readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Environment } from '../program.js';
import { quietly, readStat } from './linux-proc.js';
import { PACKAGE_VARIABLES, type SeenPython } from './process-stats.js';

/**
 * How a running Python interpreter was called, and where it was told to find packages (Linux). A virtual environment's `bin/python` is a link to
 * the interpreter that it was made from; only by the name that it was called by can its packages be found.
 * @param exe what /proc/PID/exe points to
 * @param env what the command was given
 * @returns null when it has no arguments yet or is something else by now; where it is no file here (deleted, or within a container), or may
 *   be that of an environment which cannot be told, a path that leads nowhere: it worked, and nobody can ask it
 */
export function calledPython(pid: number, exe: string, env: Environment): SeenPython | null {
  const [called = ''] = readFields(`/proc/${pid}/cmdline`);
  if (called === '') return null;
  const isHere = isThisFile(pid, exe);
  if (isHere === null) return null;
  if (!isHere) return { file: `${exe} (elsewhere)` };
  const variables = readFields(`/proc/${pid}/environ`);
  const folders = foldersOf(pid, variables);
  return {
    file: fileCalled(called, { exe, variables, folders }),
    ...packageVariables(variables, folders, env),
  };
}

interface Running {
  exe: string;
  variables: readonly string[];
  folders: Folders;
}

interface Folders {
  now: string;
  /** Those that it may have begun in, where it is not known to be in one of them. */
  left: readonly string[];
  all: readonly string[];
}

/** A process can give itself any name; what it was called by must lead to what it is. */
function fileCalled(called: string, { exe, variables, folders }: Running): string {
  const hasPath = called.includes('/');
  const names = hasPath ? [called] : pathOf(variables).map((folder) => path.join(folder, called));
  for (const name of names) {
    // On a relative PATH another folder leads to another interpreter, and what stands behind it fits as well.
    const from = hasPath ? folders.all : [folders.now];
    const file = from.map((folder) => path.resolve(folder, name)).find((one) => realPath(one) === exe);
    if (file !== undefined) return file;
    const mayBe = (folder: string) => hasPath || realPath(path.resolve(folder, name)) !== null;
    if (!path.isAbsolute(name) && folders.left.some(mayBe))
      return `${exe} (called as ${name} from a folder that is not known)`;
  }
  return exe;
}

function pathOf(variables: readonly string[]): string[] {
  const value = variable(variables, 'PATH');
  // An empty entry is the folder itself; without any, no two systems agree.
  return value ? value.split(path.delimiter) : [];
}

/** Of a process that has overwritten its variables, as some do to show a title, nothing is known. */
function packageVariables(
  variables: readonly string[],
  folders: Folders,
  env: Environment,
): Pick<SeenPython, 'variables'> {
  // It is asked from another folder. Of several that a relative one may count from, each does: what is in none of them is had by none.
  const from = [...folders.left, folders.now];
  const inner = (text: string) => [...new Set(from.map((folder) => path.resolve(folder, text)))];
  const found = PACKAGE_VARIABLES.flatMap((name) => {
    const value = variable(variables, name);
    if (!value || (name === 'HOME' && value === env[name])) return [];
    const paths =
      name === 'PYTHONPATH' ? value.split(path.delimiter).flatMap(inner) : inner(value).slice(0, 1);
    return [[name, paths.join(path.delimiter)] as const];
  });
  return found.length === 0 ? {} : { variables: Object.fromEntries(found) };
}

/** A container has files of its own under the same paths. @returns null where the process runs it no more */
function isThisFile(pid: number, exe: string): boolean | null {
  const link = `/proc/${pid}/exe`;
  const [running, here] = [link, exe].map((file) => quietly(() => statSync(file)));
  if (running == null || quietly(() => readlinkSync(link)) !== exe) return null;
  return running.ino === here?.ino && running.dev === here.dev;
}

/** Where a relative name may start: the folder now, and those before the program changed it. */
function foldersOf(pid: number, variables: readonly string[]): Folders {
  const cwdOf = (id: number | undefined) => quietly(() => readlinkSync(`/proc/${id}/cwd`));
  // `make -C` and the like change the folder without a word in PWD.
  const [now = '/', ...before] = [cwdOf(pid), variable(variables, 'PWD'), cwdOf(readStat(pid)?.ppid)].filter(
    (folder) => typeof folder === 'string' && path.isAbsolute(folder),
  ) as string[];
  // Where nobody else is in its folder, it may have gone there by itself.
  return { now, left: before.includes(now) ? [] : before, all: [now, ...before] };
}

function variable(variables: readonly string[], name: string): string | undefined {
  return variables.find((field) => field.startsWith(`${name}=`))?.slice(name.length + 1);
}

function realPath(file: string): string | null {
  return quietly(() => realpathSync(file));
}

function readFields(file: string): string[] {
  return (quietly(() => readFileSync(file, 'utf8')) ?? '').split('\0');
}
