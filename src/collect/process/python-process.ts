import { readFileSync, readlinkSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import { findOnPath } from '../program.js';
import { quietly } from './linux-proc.js';
import { PACKAGE_VARIABLES, type SeenPython } from './process-stats.js';

/**
 * How a running Python interpreter was called, and where it was told to find packages (Linux). A virtual environment's `bin/python` is a link to
 * the interpreter that it was made from; only by the name that it was called by can its packages be found.
 * @param exe what /proc/PID/exe points to
 * @returns null when it has no arguments yet or is something else by now; where it is no file here (deleted, or within a container),
 *   a path that leads nowhere: it worked, and nobody can ask it
 */
export function calledPython(pid: number, exe: string): SeenPython | null {
  const [called = ''] = readFields(`/proc/${pid}/cmdline`);
  if (called === '') return null;
  const isHere = isThisFile(pid, exe);
  if (isHere === null) return null;
  if (!isHere) return { file: `${exe} (elsewhere)` };
  const variables = readFields(`/proc/${pid}/environ`);
  const candidates = called.includes('/')
    ? foldersOf(pid, variables).map((folder) => path.resolve(folder, called))
    : findOnPath(called, { env: { PATH: variable(variables, 'PATH') }, platform: 'linux' });
  // A process can give itself any name; what it was called by must lead to what it is.
  const file = candidates.find((candidate) => realPath(candidate) === exe) ?? exe;
  return { file, ...packageVariables(pid, variables) };
}

/** Of a process that has overwritten its variables, as some do to show a title, nothing is known. */
function packageVariables(pid: number, variables: readonly string[]): Pick<SeenPython, 'variables'> {
  const [folder] = foldersOf(pid, variables);
  const found = PACKAGE_VARIABLES.flatMap((name) => {
    const value = variable(variables, name);
    // It is asked from another folder.
    const inner = (text: string) => (folder === undefined ? text : path.resolve(folder, text));
    return value ? [[name, value.split(path.delimiter).map(inner).join(path.delimiter)] as const] : [];
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

/** Where a relative name may start: the folder now, and the one before the program changed it. */
function foldersOf(pid: number, variables: readonly string[]): string[] {
  const folders = [quietly(() => readlinkSync(`/proc/${pid}/cwd`)), variable(variables, 'PWD')];
  return folders.filter((folder) => typeof folder === 'string' && path.isAbsolute(folder)) as string[];
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
