import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { type CommandOptions, type CommandOutcome, runCommand } from '../../src/collect/command/command.js';
import type { ForwardedSignal, SignalSource } from '../../src/collect/command/command-signals.js';

/** Signals that a test sends by hand. */
export class ManualSignals implements SignalSource {
  readonly #listeners = new Set<(signal: ForwardedSignal) => void>();

  on(listener: (signal: ForwardedSignal) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  send(signal: ForwardedSignal): void {
    for (const listener of this.#listeners) listener(signal);
  }

  get listeners(): number {
    return this.#listeners.size;
  }
}

/** Keeps what is written to it. */
export class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }
}

export interface Ran extends CommandOutcome {
  stdout: string;
  /** What was passed on of standard error. */
  stderr: string;
}

/** Runs a command as the action does, with standard output in a file of `folder`. */
export async function run(
  folder: string,
  argv: readonly string[],
  options: Partial<CommandOptions> = {},
): Promise<Ran> {
  const file = join(folder, 'stdout.txt');
  const fd = openSync(file, 'w');
  const stderr = new Collected();
  try {
    const outcome = await runCommand({
      argv,
      cwd: folder,
      env: process.env,
      stdout: { fd },
      stderr,
      ownGroup: true,
      now: Date.now,
      elapsed: () => performance.now(),
      signals: new ManualSignals(),
      gpus: false,
      ...options,
    });
    return { ...outcome, stdout: readFileSync(file, 'utf8'), stderr: stderr.bytes.toString() };
  } finally {
    closeSync(fd);
  }
}

/** Absolute path of the real interpreter, past version managers' scripts; null where there is none, which CI does not allow. */
export function realPython(): string | null {
  const found = spawnSync('python3', ['-c', 'import sys; print(sys.executable)'], { encoding: 'utf8' });
  if (found.status === 0) return found.stdout.trim();
  if (process.env.CI !== undefined) throw new Error('CI needs python3 for these tests');
  return null;
}
