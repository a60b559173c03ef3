import { Worker } from 'node:worker_threads';
import { KEPT_BYTES } from './kept-digests.js';

/** The SHA-256 of a file that is still being written. */
interface GrowingDigest {
  /** Waits where the thread is far behind. @param bytes of the file that are written by now */
  grown(bytes: number): Promise<void>;
  /** @param bytes of the whole file @returns `sha256:<hex>`; undefined where the file is small, or it could not be made */
  end(bytes: number): Promise<string | undefined>;
  /** Waits until nobody reads the file any more. */
  drop(): Promise<void>;
}

/** What the thread is told: up to which byte a file is to be read, and whether that is all. */
interface Order {
  id: number;
  fd: number;
  to: number;
  then: 'more' | 'digest' | 'drop';
}

/** What it answers, once for each order. */
interface Done {
  id: number;
  at: number;
  isOver: boolean;
  /** Hexadecimal. */
  digest?: string;
}

/** Bytes that are handed over at once. */
const STEP = 4 * 1024 * 1024;
/** Bytes that the thread may be behind: on a slow machine a client is to see its file go slowly, and not to wait for an answer. */
const LAG = 16 * 1024 * 1024;

/**
 * One thread that hashes what all uploads write, started when it is needed. It reads the bytes from the file that they have just been
 * put into, which has them in memory: nothing is sent from thread to thread, and the digest is that of what lies there.
 */
export class HashThread {
  #worker: Worker | undefined;
  #last = 0;
  readonly #growing = new Map<number, Growing>();

  /** @param fd stays open until there is a digest or the file was dropped */
  begin(fd: number): GrowingDigest {
    const id = ++this.#last;
    const growing: Growing = new Growing((to, then) => {
      this.#growing.set(id, growing);
      this.#worker ??= this.#started();
      this.#worker.postMessage({ id, fd, to, then } satisfies Order);
    });
    return growing;
  }

  async close(): Promise<void> {
    await this.#worker?.terminate();
  }

  #started(): Worker {
    // No arguments and environment of ours: a flag such as --input-type would change what the source means.
    const worker = new Worker(SOURCE, { eval: true, execArgv: [], env: {} });
    worker.unref();
    worker.on('message', (done: Done) => {
      this.#growing.get(done.id)?.heard(done);
      if (done.isOver) this.#growing.delete(done.id);
    });
    worker.on('error', () => undefined);
    worker.once('exit', () => {
      // Digests that are missing are made again when they are needed.
      for (const growing of this.#growing.values()) growing.heard({ at: 0, isOver: true });
      this.#growing.clear();
      this.#worker = undefined;
    });
    return worker;
  }
}

class Growing implements GrowingDigest {
  #asked = 0;
  #done = 0;
  #isOver = false;
  #digest: string | undefined;
  #wake = () => {};

  constructor(readonly order: (to: number, then: Order['then']) => void) {}

  async grown(bytes: number): Promise<void> {
    if (bytes < KEPT_BYTES || bytes - this.#asked < STEP || this.#isOver) return;
    this.#order(bytes, 'more');
    await this.#until(() => this.#asked - this.#done <= LAG);
  }

  async end(bytes: number): Promise<string | undefined> {
    if (bytes < KEPT_BYTES || this.#isOver) return undefined;
    this.#order(bytes, 'digest');
    await this.#until(() => false);
    return this.#digest === undefined ? undefined : `sha256:${this.#digest}`;
  }

  async drop(): Promise<void> {
    if (this.#asked === 0 || this.#isOver) return;
    this.#order(this.#asked, 'drop');
    await this.#until(() => false);
  }

  heard({ at, isOver, digest }: Omit<Done, 'id'>): void {
    this.#done = at;
    this.#isOver = isOver;
    this.#digest = digest;
    this.#wake();
  }

  #order(to: number, then: Order['then']): void {
    this.#asked = to;
    this.order(to, then);
  }

  async #until(isMet: () => boolean): Promise<void> {
    while (!this.#isOver && !isMet())
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
  }
}

/** What the thread runs: a bundle has no second file to start it from. A block is small, so that it is still in the processor's cache when it is hashed. */
const SOURCE = `
  const { parentPort } = require('node:worker_threads');
  const { createHash } = require('node:crypto');
  const { readSync } = require('node:fs');
  const block = Buffer.allocUnsafeSlow(256 * 1024);
  const files = new Map();
  parentPort.on('message', ({ id, fd, to, then }) => {
    const file = files.get(id) ?? { hash: createHash('sha256'), at: 0 };
    files.set(id, file);
    let isLost = then === 'drop';
    while (!isLost && file.at < to) {
      let read = 0;
      try {
        read = readSync(fd, block, 0, Math.min(block.length, to - file.at), file.at);
      } catch {}
      file.hash.update(block.subarray(0, read));
      file.at += read;
      isLost = read === 0;
    }
    const isOver = isLost || then === 'digest';
    if (isOver) files.delete(id);
    const digest = isOver && !isLost ? { digest: file.hash.digest('hex') } : {};
    parentPort.postMessage({ id, at: file.at, isOver, ...digest });
  });`;
