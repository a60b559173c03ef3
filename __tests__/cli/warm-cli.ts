import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { CACHED } from '../support/node24.js';

type Child = ChildProcessByStdio<null, Readable, Readable>;

export interface CliResult {
  code: number | null;
  /** Bytes of standard output. */
  bytes: Buffer;
  stdout: string;
  stderr: string;
}

export interface Place {
  dir: string;
  /** The whole environment. */
  env: Record<string, string>;
}

/**
 * The shipped command in a process that stays. To start one takes more than most commands do, so suites of many commands ask this;
 * that a process of its own ends as it must is for the others to show.
 */
export class WarmCli {
  #child: Child | undefined;
  #last: Promise<unknown> = Promise.resolve();

  /** Runs the command when those before it have ended. A command that ends its process gives what a process of its own would. */
  run(args: readonly string[], place: Place): Promise<CliResult> {
    const result = this.#last.then(() => this.#run(args, place));
    this.#last = result;
    return result;
  }

  #run(args: readonly string[], place: Place): Promise<CliResult> {
    this.#child ??= this.#start(place);
    const child = this.#child;
    const end = Buffer.from(`end ${randomUUID()}\n`);
    const texts = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    return new Promise((resolve) => {
      let answer: number | undefined;
      const settle = (code: number | null, cut: number) => {
        child.stdout.off('data', onOut);
        child.stderr.off('data', onErr);
        child.off('message', onMessage).off('close', onClose);
        const [bytes, stderr] = [texts.stdout, texts.stderr].map((text) =>
          text.subarray(0, text.length - cut),
        );
        resolve({ code, bytes: bytes ?? end, stdout: String(bytes), stderr: String(stderr) });
      };
      const look = () => {
        const isOver = Object.values(texts).every((text) => text.subarray(-end.length).equals(end));
        if (answer !== undefined && isOver) settle(answer, end.length);
      };
      const take = (name: 'stdout' | 'stderr') => (chunk: Buffer) => {
        texts[name] = Buffer.concat([texts[name], chunk]);
        look();
      };
      const [onOut, onErr] = [take('stdout'), take('stderr')];
      const onMessage = (message: unknown) => {
        answer = (message as { code: number }).code;
        look();
      };
      const onClose = (code: number | null) => {
        this.#child = undefined;
        settle(code, 0);
      };
      child.stdout.on('data', onOut);
      child.stderr.on('data', onErr);
      child.on('message', onMessage).on('close', onClose);
      child.send({ args, dir: place.dir, env: place.env, end: String(end) });
    });
  }

  async close(): Promise<void> {
    const child = this.#child;
    if (child === undefined) return;
    const ended = once(child, 'exit');
    // A training that has run there leaves a handler for the milder signals.
    child.kill('SIGKILL');
    await ended;
  }

  #start({ env }: Place): Child {
    return spawn(process.execPath, [...CACHED, path.join(import.meta.dirname, 'warm-process.mjs')], {
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
    }) as Child;
  }
}
