import { spawn } from 'node:child_process';
import { devNull } from 'node:os';

export interface ExecOptions {
  cwd?: string;
  /** The whole environment; nothing is inherited unless it is in here. */
  env?: NodeJS.ProcessEnv;
  input?: string | Uint8Array;
}

export interface ExecResult {
  code: number | null;
  stdout: Buffer;
  stderr: string;
}

/** Runs a program to its end. A failure to start throws; a non-zero exit is a value. */
export function exec(
  command: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      windowsHide: true,
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out), stderr: Buffer.concat(err).toString('utf8') }),
    );
    // A program that exits without reading its input must not take the test process down with EPIPE.
    child.stdin.on('error', () => {});
    child.stdin.end(options.input ?? '');
  });
}

/** Like `exec`, but a non-zero exit throws with the command and its stderr. */
export async function execOk(
  command: string,
  args: readonly string[],
  options: ExecOptions = {},
): Promise<Buffer> {
  const result = await exec(command, args, options);
  if (result.code !== 0) {
    throw new Error(`${command} ${args.join(' ')} exited with ${result.code}: ${result.stderr.trim()}`);
  }
  return result.stdout;
}

/**
 * Where and when the tests run: a shifted clock, zone or locale holds for all processes, or they would contradict each other, and
 * their folders lie in one place, which may be memory.
 */
const PLACE_AND_TIME = [
  'TMPDIR',
  'TZ',
  'LC_ALL',
  'LD_PRELOAD',
  'FAKETIME',
  'FAKETIME_DONT_FAKE_MONOTONIC',
  'NO_FAKE_STAT',
];
const WINDOWS = ['SystemRoot', 'ComSpec', 'PATHEXT', 'SystemDrive', 'windir'];

/** What a program needs to start at all on this system, and nothing a test could come to lean on. */
export function bareEnvironment(home: string): Record<string, string> {
  const env: Record<string, string> = { PATH: process.env.PATH ?? '', HOME: home, LANG: 'C.UTF-8' };
  const isWindows = process.platform === 'win32';
  for (const name of isWindows ? [...PLACE_AND_TIME, ...WINDOWS] : PLACE_AND_TIME) {
    const value = process.env[name];
    if (value !== undefined) env[name] = value;
  }
  if (isWindows) Object.assign(env, { USERPROFILE: home, TEMP: home, TMP: home });
  // The threads of numpy's OpenBLAS wait for each other at full speed: half of what a training of a small model takes where the
  // processors are busy.
  env['OPENBLAS_NUM_THREADS'] = '1';
  return env;
}

/** The environment of the harness's own git commands: no configuration of the machine, fixed identity, no prompt. */
export function gitEnvironment(extra: Record<string, string> = {}): Record<string, string> {
  return {
    ...bareEnvironment(process.env.HOME ?? process.env.USERPROFILE ?? ''),
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: devNull,
    GIT_TERMINAL_PROMPT: '0',
    GIT_AUTHOR_NAME: 'octo',
    GIT_AUTHOR_EMAIL: 'octo@users.noreply.github.com',
    GIT_COMMITTER_NAME: 'octo',
    GIT_COMMITTER_EMAIL: 'octo@users.noreply.github.com',
    ...extra,
  };
}

/** The `GIT_CONFIG_*` variables that send a token with every request of one git command. */
export function gitTokenEnvironment(token: string): Record<string, string> {
  return {
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'http.extraHeader',
    GIT_CONFIG_VALUE_0: `Authorization: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
  };
}
