import { spawn } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface ProgramOptions {
  cwd: string;
  env: Environment;
  /** Written to standard input, which is closed otherwise. */
  input?: string | Buffer;
  /** Milliseconds after which the program is killed. */
  timeoutMs: number;
  /** Most bytes of standard output; more kills the program. Not applied where `onStdout` takes the bytes. */
  maxBytes: number;
  /** Takes standard output piece by piece, so that nothing of it is kept. */
  onStdout?: (chunk: Buffer) => void;
}

export interface ProgramResult {
  /** Exit code; null when there is none, and then `trouble` says why. */
  code: number | null;
  /** Empty when `onStdout` took it. */
  stdout: Buffer;
  /** The first 16 KiB of standard error, or why the program did not start. */
  stderr: string;
  trouble: 'not-started' | 'timeout' | 'too-much-output' | 'killed' | null;
}

const MAX_STDERR = 16 * 1024;

/**
 * Runs a program without a shell. A program that is missing, hangs, floods or dies is an answer, never an exception:
 * a collector that finds nothing must not end the run it watches.
 */
export function runProgram(
  argv: readonly [string, ...string[]],
  options: ProgramOptions,
): Promise<ProgramResult> {
  return new Promise((resolve) => {
    const child = start(argv, options);
    const stdout: Buffer[] = [];
    let stderr = '';
    let size = 0;
    let trouble: ProgramResult['trouble'] = null;

    const settle = (code: number | null) => {
      clearTimeout(timer);
      if (code === null) trouble ??= 'killed';
      resolve({ code: trouble === null ? code : null, stdout: Buffer.concat(stdout), stderr, trouble });
    };
    const stop = (why: ProgramResult['trouble']) => {
      trouble ??= why;
      child.kill('SIGKILL');
      // A grandchild may hold the pipes open, and then 'close' would never come.
      child.stdout.destroy();
      child.stderr.destroy();
    };
    const timer = setTimeout(() => stop('timeout'), options.timeoutMs);

    child.stdout.on('data', (chunk: Buffer) => {
      if (options.onStdout !== undefined) return options.onStdout(chunk);
      size += chunk.length;
      if (size > options.maxBytes) return stop('too-much-output');
      stdout.push(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (stderr.length < MAX_STDERR) stderr += chunk.toString('utf8').slice(0, MAX_STDERR - stderr.length);
    });
    // A program that ends without reading its input gives EPIPE here; its exit code tells the story.
    child.stdin.on('error', () => undefined);
    child.stdin.end(options.input);
    child.on('error', (error) => {
      trouble ??= 'not-started';
      stderr ||= error.message;
      settle(null);
    });
    child.on('close', settle);
  });
}

function start([program, ...args]: readonly [string, ...string[]], { cwd, env }: ProgramOptions) {
  return spawn(program, args, {
    cwd,
    env: { ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
    windowsHide: true,
  });
}

/** Where and how {@link findOnPath} looks. */
export interface Search {
  env: Environment;
  platform?: NodeJS.Platform;
  /** Where relative folders of PATH count from, absolute. */
  from?: string;
  /** Whether there is a file that may be run; asks the file system when left out. */
  isFile?: (file: string) => boolean;
}

/** The value of a variable; on Windows whatever the case of its name. */
export function envValue(
  env: Environment,
  name: string,
  platform: NodeJS.Platform = process.platform,
): string | undefined {
  if (platform !== 'win32' || env[name] !== undefined) return env[name];
  const key = Object.keys(env).find((one) => one.toUpperCase() === name.toUpperCase());
  return key === undefined ? undefined : env[key];
}

/**
 * Files that a program's name can mean, in the order of PATH; on Windows with the extensions of PATHEXT where the name has none.
 * Relative folders of PATH are passed over where it is not said what they count from: they mean something else in every folder.
 */
export function findOnPath(name: string, search: Search): string[] {
  const { env, platform = process.platform, from, isFile = isProgram } = search;
  const system = platform === 'win32' ? path.win32 : path.posix;
  const extensions =
    platform === 'win32' && system.extname(name) === ''
      ? (envValue(env, 'PATHEXT', platform) ?? '.COM;.EXE;.BAT;.CMD').split(';').filter(Boolean)
      : [''];
  return (envValue(env, 'PATH', platform) ?? '')
    .split(system.delimiter)
    .map((folder) => (platform === 'win32' ? folder.replaceAll('"', '') : folder))
    .map((folder) => (from === undefined || folder === '' ? folder : system.resolve(from, folder)))
    .filter((folder) => system.isAbsolute(folder))
    .flatMap((folder) => extensions.map((extension) => system.join(folder, name + extension.toLowerCase())))
    .filter((file) => isFile(file));
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
