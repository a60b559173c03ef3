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

/** A question that git has been asked. */
interface Waiting {
  question: Question;
  /** Bytes that git has answered. */
  size: number;
  resolve: () => void;
  reject: (error: unknown) => void;
}

/**
 * Asks one `git cat-file` again and again. A ledger's write reads a folder, then those in it, then a file, a dozen times over, and to
 * start a git for each took longer than all that they read. It goes when nobody has asked for a while, and with this process at the
 * latest, since its input ends then. Git gets the next question while it answers one, so that it need not wait until that is read.
 */
export class ObjectReader {
  readonly #git: Git;
  readonly #args: readonly string[];
  /** In the order in which git answers them. */
  readonly #waiting: Waiting[] = [];
  #child: GitChild | undefined;
  #stderr: Buffer = Buffer.alloc(0);
  #silence: NodeJS.Timeout | undefined;
  #leave: NodeJS.Timeout | undefined;

  /** @param how `--batch` or `--batch-check` */
  constructor(git: Git, how: string) {
    this.#git = git;
    this.#args = ['cat-file', how];
  }

  /** @throws GitError; UserError; the signal's reason */
  async ask(question: Question): Promise<void> {
    this.#git.signal?.throwIfAborted();
    // It would be two questions, and the second answer be taken for that to another one.
    if (question.names.some((name) => name.includes('\n'))) throw new Error('a name of two lines');
    const child = this.#listening();
    if (this.#waiting.length === 0) this.#begin(child);
    await new Promise<void>((resolve, reject) => {
      this.#waiting.push({ question, size: 0, resolve, reject });
      tell(child, question);
    });
  }

  /** A git that waits for questions. */
  #listening(): GitChild {
    if (this.#child !== undefined) return this.#child;
    const child = this.#git.open(this.#args);
    this.#child = child;
    const own = () => this.#child === child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (own()) this.#take(chunk);
    });
    child.stderr.on('data', (chunk: Buffer) => {
      if (own()) this.#stderr = Buffer.concat([this.#stderr, chunk]).subarray(-KEPT_STDERR);
    });
    child.on('error', (error) => {
      if (own()) this.#gone(startFailure(error));
    });
    child.on('close', (code) => {
      if (own()) this.#gone(this.#error(code, false));
    });
    // A git that has gone breaks the pipe; how it went is told when it is closed.
    child.stdin.on('error', () => {});
    return child;
  }

  /** Has this process wait for git. */
  #begin(child: GitChild): void {
    clearTimeout(this.#leave);
    attach(child, true);
    this.#stderr = Buffer.alloc(0);
    this.#silence = setTimeout(() => this.#stop(this.#error(null, true)), LONGEST_SILENCE);
    this.#git.signal?.addEventListener('abort', this.#abort, { once: true });
  }

  #end(): void {
    clearTimeout(this.#silence);
    this.#git.signal?.removeEventListener('abort', this.#abort);
  }

  #take(chunk: Buffer): void {
    this.#silence?.refresh();
    for (let rest = chunk; rest.length > 0; ) {
      const [first] = this.#waiting;
      if (first === undefined) {
        this.#end();
        this.#kill();
        return;
      }
      const { answer, limit } = first.question;
      const left = answer.take(rest);
      first.size += rest.length - (left?.length ?? 0);
      if (first.size > limit) {
        this.#stop(tooMuch(this.#args, limit));
        return;
      }
      if (left === undefined) return;
      this.#waiting.shift();
      first.resolve();
      rest = left;
    }
    if (this.#waiting.length === 0) this.#rest();
  }

  /** Lets git wait for a while, and this process end meanwhile. */
  #rest(): void {
    this.#end();
    const child = this.#child;
    if (child === undefined) return;
    attach(child, false);
    this.#leave = setTimeout(() => {
      if (this.#child === child) this.#child = undefined;
      child.stdin.end();
    }, PATIENCE);
    this.#leave.unref();
  }

  /** Ends a git that the first question has made useless. */
  #stop(error: unknown): void {
    this.#kill();
    this.#gone(error);
  }

  /** Rejects the first question, and asks another git the rest of them. */
  #gone(error: unknown): void {
    this.#end();
    this.#child = undefined;
    this.#waiting.shift()?.reject(error);
    if (this.#waiting.length === 0) return;
    const child = this.#listening();
    this.#begin(child);
    for (const { question } of this.#waiting) tell(child, question);
  }

  readonly #abort = (): void => {
    this.#end();
    this.#kill();
    for (const { reject } of this.#waiting.splice(0)) reject(this.#git.signal?.reason);
  };

  #kill(): void {
    const child = this.#child;
    this.#child = undefined;
    if (child !== undefined) killGit(child);
  }

  #error(code: number | null, timedOut: boolean): GitError {
    const stderr = this.#stderr.toString('utf8');
    return new GitError('cat-file', { code, stdout: Buffer.alloc(0), stderr, timedOut });
  }
}

function tell({ stdin }: GitChild, { names }: Question): void {
  stdin.write(`${names.join('\n')}\n`);
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
