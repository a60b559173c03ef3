import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { type Fault, UserError } from '../../core/errors.js';
import { isSystemError } from '../process/process-stats.js';
import type { Environment } from '../program.js';
import { startable } from './windows-batch.js';

export interface StartOptions {
  argv: readonly string[];
  verbatim?: boolean;
  cwd: string;
  env: Environment;
  stdin?: 'inherit' | 'ignore';
  stdout: { readonly fd: number };
  ownGroup: boolean;
}

export interface Started {
  pid: number;
  stderr: Readable;
  ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** @throws UserError E_COMMAND_START */
export async function startCommand(options: StartOptions, platform: NodeJS.Platform): Promise<Started> {
  const child = spawned(options, platform);
  const { pid, stderr } = child;
  if (pid === undefined || stderr === null) {
    const [error] = await once(child, 'error');
    throw startError(error, options);
  }
  const ended: Started['ended'] = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
  return { pid, stderr, ended };
}

function spawned(options: StartOptions, platform: NodeJS.Platform): ChildProcess {
  const { cwd, env, stdin = 'ignore', stdout, ownGroup } = options;
  const { argv, verbatim = false } = platform === 'win32' ? startable(options) : options;
  const [program = '', ...args] = argv;
  try {
    return spawn(program, args, {
      cwd,
      env,
      stdio: [stdin, stdout.fd, 'pipe'],
      // On Windows it would mean a console of its own, which Ctrl-C does not reach.
      detached: ownGroup && platform !== 'win32',
      windowsVerbatimArguments: verbatim,
    });
  } catch (error) {
    throw startError(error, options);
  }
}

function startError(error: unknown, options: StartOptions): unknown {
  if (!isSystemError(error)) return error;
  return new UserError(startFault(error, options), { cause: error });
}

function startFault(error: NodeJS.ErrnoException, { argv, cwd }: StartOptions): Fault {
  const code = 'E_COMMAND_START';
  const [program = ''] = argv;
  // The system says ENOENT for a missing folder as for a missing program.
  if (statSync(cwd, { throwIfNoEntry: false })?.isDirectory() !== true) {
    const what = `The working directory ${cwd} is no folder, so the command was not started`;
    const mend = 'Correct working-directory, or make the folder in an earlier step';
    return { code, what, where: 'working-directory', mend };
  }
  const where = program === '' ? 'command' : program;
  if (
    error.code === 'ENOENT' &&
    argv.length === 1 &&
    /\s/.test(program) &&
    !existsSync(resolve(cwd, program))
  ) {
    const what = 'There is no program with this name: the words in quotes were taken for one';
    const mend = "Take the quotes around the command away, or name a shell: `sh -c '…'`";
    return { code, what, where: program, mend };
  }
  const known = START_FAULTS.get(error.code ?? '');
  if (known !== undefined) return { code, where, ...known };
  return {
    code,
    what: `The command could not be started: ${error.message}`,
    where,
    mend: 'Correct the command, or make what it needs in an earlier step',
  };
}

const START_FAULTS: ReadonlyMap<string, Pick<Fault, 'what' | 'mend'>> = new Map([
  [
    'ENOENT',
    {
      what: 'There is no such program on the PATH, or the interpreter that its first line names is missing',
      mend: 'Install it in an earlier step, or correct its name',
    },
  ],
  [
    'EACCES',
    {
      what: 'The program is a folder, or is not executable',
      mend: 'Make it executable (`chmod +x`), or name the interpreter before it',
    },
  ],
  [
    'E2BIG',
    {
      what: 'The arguments and the environment are larger than the system allows',
      mend: 'Pass the values in a file',
    },
  ],
]);
