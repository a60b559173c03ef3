import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { sep } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { UserError } from '../../core/errors.js';
import { type Environment, ledgerEnvironment, type Surroundings } from './environment.js';

const MIB = 1024 * 1024;
/** The quoting of GIT_CONFIG_PARAMETERS, which carries credentials and overrides, is of 2.31. */
const OLDEST = [2, 31] as const;
/** Bytes of standard error that are kept, the last ones. */
export const KEPT_STDERR = 64 * 1024;
/** Milliseconds between asking a command to end and killing it. */
const GRACE = 2_000;

export type GitChild = ChildProcessByStdio<Writable, Readable, Readable>;

export interface GitResult {
  /** Exit status; null when a signal or the time limit ended it. */
  code: number | null;
  stdout: Buffer;
  /** The last 64 KiB. */
  stderr: string;
  timedOut: boolean;
}

export interface GitCall extends Surroundings {
  input?: Buffer | string;
  env?: Record<string, string>;
  /** Milliseconds. Default 60,000. */
  timeout?: number;
  /** Most bytes of standard output. Default 64 MiB. */
  limit?: number;
  /** Takes standard output as it comes, without a limit; `stdout` of the result is empty then. Must not throw. */
  sink?: (chunk: Buffer) => void;
}

export interface GitOptions {
  /** Name or path; null when there is none. Default: what PATH says. */
  program?: string | null;
  /** Working folder of every command. */
  folder: string;
  /** The repository; without it git looks for one from the folder up. */
  gitDir?: string;
  env: Environment;
  signal?: AbortSignal;
}

/** A git command ended otherwise than it must. A defect, unless the caller knows what to make of it. */
export class GitError extends Error {
  override readonly name = 'GitError';

  constructor(
    readonly command: string,
    readonly result: GitResult,
  ) {
    const how = result.timedOut ? 'took too long' : `ended with ${result.code ?? 'a signal'}`;
    super(`git ${command} ${how}: ${result.stderr.trim().slice(-2_000)}`);
  }
}

/** The git program on one repository. The only place that starts it. */
export class Git {
  readonly #options: GitOptions;

  constructor(options: GitOptions) {
    this.#options = options;
  }

  /** The same commands on another repository or folder. */
  with(changes: Partial<GitOptions>): Git {
    return new Git({ ...this.#options, ...changes });
  }

  /** @throws UserError E_GIT_MISSING when there is no git or one that is too old */
  async requireVersion(): Promise<void> {
    const text = (await this.ok(['--version'])).toString('utf8').trim();
    const [, major, minor] = /(?<!\d)(\d+)\.(\d+)/.exec(text) ?? [];
    const isOld = Number(major) < OLDEST[0] || (Number(major) === OLDEST[0] && Number(minor) < OLDEST[1]);
    if (!isOld) return;
    throw new UserError({
      code: 'E_GIT_MISSING',
      what: `${text} is too old`,
      mend: `Install git ${OLDEST.join('.')} or newer`,
    });
  }

  /**
   * Runs a command to its end; a non-zero exit is a value.
   * @throws UserError E_GIT_MISSING; the signal's reason when it was aborted
   */
  run(args: readonly string[], call: GitCall = {}): Promise<GitResult> {
    return new Promise((resolve, reject) => {
      const { signal } = this.#options;
      signal?.throwIfAborted();
      if (this.#options.program === null) throw gitMissing();
      const child = this.#start(args, call);
      const output = new Output(call.limit ?? 64 * MIB, () => killGit(child));
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        killGit(child);
      }, call.timeout ?? 60_000);
      const onAbort = () => killGit(child);
      signal?.addEventListener('abort', onAbort, { once: true });
      const settle = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
      };
      child.stdout.on('data', call.sink ?? ((chunk: Buffer) => output.out(chunk)));
      child.stderr.on('data', (chunk: Buffer) => output.err(chunk));
      child.on('error', (error) => {
        settle();
        reject(startFailure(error));
      });
      child.on('close', (code, endedBy) => {
        settle();
        // By which the system ends a program that it would otherwise tell so.
        if (endedBy === 'SIGXFSZ') output.err(Buffer.from('fatal: File too large (ulimit -f)\n'));
        if (signal?.aborted) reject(signal.reason);
        else if (output.overflowed) reject(tooMuch(args, call.limit ?? 64 * MIB));
        else resolve({ code, ...output.result(), timedOut });
      });
      // A command that ends before it has read all of its input breaks the pipe; its exit status says why.
      child.stdin.on('error', () => {});
      child.stdin.end(call.input ?? '');
    });
  }

  /** Runs a command that has no reason to fail. @throws GitError */
  async ok(args: readonly string[], call: GitCall = {}): Promise<Buffer> {
    const result = await this.run(args, call);
    if (result.code !== 0) throw new GitError(args[0] ?? '', result);
    return result.stdout;
  }

  /** A command that goes on, for whoever talks to it. @throws UserError E_GIT_MISSING */
  open(args: readonly string[]): GitChild {
    if (this.#options.program === null) throw gitMissing();
    return this.#start(args, {});
  }

  get signal(): AbortSignal | undefined {
    return this.#options.signal;
  }

  #start(args: readonly string[], call: GitCall): GitChild {
    const { program, folder, gitDir, env } = this.#options;
    return spawn(program ?? 'git', [...args], {
      cwd: folder,
      env: {
        ...ledgerEnvironment(env, call),
        ...(gitDir === undefined ? {} : { GIT_DIR: gitDir }),
        ...call.env,
      },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own: Ctrl-C in a terminal must not cut the push that records the interrupted run. On Windows it
      // would open a console window.
      detached: sep === '/',
      windowsHide: true,
    });
  }
}

/** What a command prints, within bounds. */
class Output {
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #stderr: Buffer = Buffer.alloc(0);
  readonly #limit: number;
  readonly #onOverflow: () => void;

  constructor(limit: number, onOverflow: () => void) {
    this.#limit = limit;
    this.#onOverflow = onOverflow;
  }

  get overflowed(): boolean {
    return this.#size > this.#limit;
  }

  out(chunk: Buffer): void {
    if (this.overflowed) return;
    this.#size += chunk.length;
    if (this.overflowed) this.#onOverflow();
    else this.#chunks.push(chunk);
  }

  err(chunk: Buffer): void {
    this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-KEPT_STDERR);
  }

  result(): { stdout: Buffer; stderr: string } {
    return { stdout: Buffer.concat(this.#chunks), stderr: this.#stderr.toString('utf8') };
  }
}

/** Ends a command with the helpers that it started, which would hold its pipes open otherwise. */
export function killGit(child: GitChild): void {
  const send = (signal: NodeJS.Signals) => {
    if (child.pid === undefined) return;
    try {
      if (sep === '/') process.kill(-child.pid, signal);
      else child.kill(signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  send('SIGTERM');
  const timer = setTimeout(() => send('SIGKILL'), GRACE);
  child.on('close', () => clearTimeout(timer));
}

/** What it means that the program could not be started. */
export function startFailure(error: NodeJS.ErrnoException): Error {
  return error.code === 'ENOENT' ? gitMissing(error) : error;
}

function gitMissing(cause?: Error): UserError {
  return new UserError(
    {
      code: 'E_GIT_MISSING',
      what: 'The git program was not found',
      mend: `Install git ${OLDEST.join('.')} or newer and put it in the PATH`,
    },
    { cause },
  );
}

/** @param limit bytes */
export function tooMuch(args: readonly string[], limit: number): UserError {
  return new UserError({
    code: 'E_LEDGER_OVERSIZE',
    what: `The ledger holds more than can be read at once: git ${args[0]} answered with over ${Math.round(limit / MIB)} MiB`,
    mend: 'Ask for less, or begin a new ledger branch',
  });
}
