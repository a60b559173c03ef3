import { spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import type { Environment } from '../program.js';
import { StderrTail } from './stderr-tail.js';

/** A destination that stands still for this many drain times is given up. */
const PATIENCE = 40;

/** The pump itself needs no descriptor; a process that the command leaves running goes on writing to it. */
export type Destination = Writable & { readonly fd?: number };

export interface StderrOptions {
  source: Readable;
  destination: Destination;
  /** For `cat`, which is found on its PATH; null where there is none. */
  env: Environment | null;
}

/** Passes a command's standard error on as it is, no faster than it is taken, and keeps its last lines. */
export class StderrPump {
  readonly #source: Readable;
  readonly #destination: Destination;
  readonly #env: Environment | null;
  readonly #tail = new StderrTail();
  #ended = false;
  #broken = false;
  readonly #onEnd: Promise<void>;

  constructor({ source, destination, env }: StderrOptions) {
    this.#source = source;
    this.#destination = destination;
    this.#env = env;
    this.#onEnd = new Promise((resolve) => {
      source.once('close', () => {
        this.#ended = true;
        resolve();
      });
    });
    source.on('error', () => undefined);
    source.on('data', this.#pass);
    destination.on('error', this.#giveUp);
    destination.on('drain', this.#resume);
  }

  /**
   * Called once the command has ended: waits until all is passed on, or until nothing can be left of the command's own
   * while a process that it left behind still holds the pipe.
   * @param drainMs milliseconds that reading the last bytes may take, time that the destination stands still not counted
   * @returns the last lines
   */
  async finish(drainMs: number): Promise<string[]> {
    for (let waits = 0; !this.#ended && waits < PATIENCE; waits += 1) {
      const blocked = this.#source.isPaused();
      await this.#endedWithin(drainMs);
      if (!blocked && !this.#source.isPaused()) break;
    }
    if (!this.#ended) this.#leave();
    this.#destination.off('drain', this.#resume);
    this.#destination.off('error', this.#giveUp);
    return this.#tail.lines();
  }

  readonly #pass = (chunk: Buffer): void => {
    this.#tail.add(chunk);
    if (!this.#broken && !this.#destination.write(chunk)) this.#source.pause();
  };

  readonly #resume = (): void => {
    this.#source.resume();
  };

  /** Nobody reads our standard error any more; the command can not help that. */
  readonly #giveUp = (): void => {
    this.#broken = true;
    this.#source.resume();
  };

  async #endedWithin(milliseconds: number): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([this.#onEnd, patience]);
    clearTimeout(timer);
  }

  /** Without a reader a server that a step leaves running would die at its next line. `cat` reads on where there is one. */
  #leave(): void {
    const source = this.#source;
    source.pause();
    for (let chunk = source.read(); chunk !== null; chunk = source.read()) this.#pass(chunk);
    const fd = this.#destination.fd;
    if (this.#env !== null && typeof fd === 'number' && !this.#broken) {
      const cat = spawn('cat', { env: this.#env, stdio: [source, fd, 'ignore'], detached: true });
      cat.on('error', () => undefined);
      cat.unref();
    }
    source.destroy();
  }
}
