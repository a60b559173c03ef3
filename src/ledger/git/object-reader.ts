import { type Git, type GitChild, GitError, KEPT_STDERR, killGit, startFailure, tooMuch } from './git.js';
import type { Answer } from './object-stream.js';

/** Milliseconds that git waits for the next question. */
const PATIENCE = 1_000;
/** Milliseconds without a word from git, after which it is given up. */
const LONGEST_SILENCE = 60_000;

export interface Question {
  names: readonly string[];
  answer: Answer;
  /** Most bytes of the answer. */
  limit: number;
}

/** What is asked now, and what becomes of what git says to it. */
interface Pending {
  take: (chunk: Buffer) => void;
  fail: (error: unknown) => void;
  close: (code: number | null) => void;
}

interface Outcome {
  resolve: () => void;
  reject: (error: unknown) => void;
  /** Rejects, and ends git. */
  stop: (error: unknown) => void;
  timer: NodeJS.Timeout;
}

/**
 * Asks one `git cat-file` again and again. A ledger's write reads a folder, then those in it, then a file, a dozen times over, and to
 * start a git for each took longer than all that they read. It goes when nobody has asked for a while, and with this process at the
 * latest, since its input ends then.
 */
export class ObjectReader {
  readonly #git: Git;
  readonly #args: readonly string[];
  #child: GitChild | undefined;
  #pending: Pending | undefined;
  #stderr: Buffer = Buffer.alloc(0);
  #leave: NodeJS.Timeout | undefined;
  #last: Promise<void> = Promise.resolve();

  /** @param how `--batch` or `--batch-check` */
  constructor(git: Git, how: string) {
    this.#git = git;
    this.#args = ['cat-file', how];
  }

  /** One question after the other. @throws GitError; UserError; the signal's reason */
  ask(question: Question): Promise<void> {
    const answer = this.#last.then(() => this.#ask(question));
    this.#last = answer.catch(() => {});
    return answer;
  }

  async #ask(question: Question): Promise<void> {
    const { signal } = this.#git;
    signal?.throwIfAborted();
    // It would be two questions, and the second answer be taken for that to another one.
    if (question.names.some((name) => name.includes('\n'))) throw new Error('a name of two lines');
    const child = this.#listening();
    const stop = (error: unknown) => {
      this.#pending?.fail(error);
      this.#forget(child);
      killGit(child);
    };
    const onAbort = () => stop(signal?.reason);
    signal?.addEventListener('abort', onAbort, { once: true });
    const timer = setTimeout(() => stop(this.#error(null, true)), LONGEST_SILENCE);
    try {
      await new Promise<void>((resolve, reject) => {
        this.#pending = this.#expect(question, { resolve, reject, stop, timer });
        child.stdin.write(`${question.names.join('\n')}\n`);
      });
    } finally {
      this.#pending = undefined;
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      if (this.#child === child) this.#rest(child);
    }
  }

  #expect({ answer, limit }: Question, { resolve, reject, stop, timer }: Outcome): Pending {
    let size = 0;
    return {
      take: (chunk) => {
        size += chunk.length;
        timer.refresh();
        if (size > limit) stop(tooMuch(this.#args, limit));
        else if (answer.take(chunk)) resolve();
      },
      fail: reject,
      close: (code) => reject(this.#error(code, false)),
    };
  }

  /** A git that waits for questions, and that this process waits for. */
  #listening(): GitChild {
    clearTimeout(this.#leave);
    this.#stderr = Buffer.alloc(0);
    if (this.#child !== undefined) {
      attach(this.#child, true);
      return this.#child;
    }
    const child = this.#git.open(this.#args);
    this.#child = child;
    const own = () => this.#child === child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (own()) this.#pending?.take(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (own()) this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-KEPT_STDERR);
    });
    child.on('error', (error) => {
      if (own()) this.#pending?.fail(startFailure(error));
      this.#forget(child);
    });
    child.on('close', (code) => {
      if (own()) this.#pending?.close(code);
      this.#forget(child);
    });
    // A git that has gone breaks the pipe; how it went is told when it is closed.
    child.stdin.on('error', () => {});
    return child;
  }

  /** Lets git wait for a while, and this process end meanwhile. */
  #rest(child: GitChild): void {
    attach(child, false);
    this.#leave = setTimeout(() => {
      this.#forget(child);
      child.stdin.end();
    }, PATIENCE);
    this.#leave.unref();
  }

  #forget(child: GitChild): void {
    if (this.#child === child) this.#child = undefined;
  }

  #error(code: number | null, timedOut: boolean): GitError {
    const stderr = this.#stderr.toString('utf8');
    return new GitError('cat-file', { code, stdout: Buffer.alloc(0), stderr, timedOut });
  }
}

/** Whether this process goes on for as long as the child does. */
function attach(child: GitChild, isAttached: boolean): void {
  for (const one of [child, child.stdin, child.stdout, child.stderr]) {
    // Pipes of a child are sockets, which their types do not say.
    const handle = one as Partial<Record<'ref' | 'unref', () => void>>;
    if (isAttached) handle.ref?.();
    else handle.unref?.();
  }
}
