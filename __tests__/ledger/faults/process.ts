import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { NewRun } from '../../../src/ledger/ledger.js';
import { isAlive } from '../../support/alive.js';
import { bareEnvironment, execOk } from '../../support/exec.js';

const WORKER = fileURLToPath(new URL('worker.mjs', import.meta.url));

export interface Job {
  source: string;
  url: string;
  token: string | undefined;
  folder: string;
  runs: readonly NewRun[];
}

/** A writer that is a process of its own. */
export class ProcessWriter {
  #output = '';
  readonly #closed: Promise<unknown>;

  private constructor(readonly child: ChildProcessByStdio<Writable, Readable, null>) {
    child.stdout.on('data', (chunk: Buffer) => {
      this.#output += chunk.toString('utf8');
    });
    this.#closed = once(child, 'close');
  }

  /** @returns one that is about to begin */
  static async start(job: Job): Promise<ProcessWriter> {
    const runs = job.runs.map((run) => ({
      ...run,
      files: run.files.map(({ path, bytes }) => ({ path, bytes: bytes.toString('base64') })),
    }));
    const child = spawn(process.execPath, [WORKER, JSON.stringify({ ...job, runs })], {
      env: bareEnvironment(job.folder),
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    child.stdin.on('error', () => undefined);
    const writer = new ProcessWriter(child);
    await Promise.race([once(child.stdout, 'data'), writer.#closed]);
    return writer;
  }

  begin(): void {
    this.child.stdin.write('go\n');
  }

  /** Kills it, or it and every git that it has started, and waits until all of them have ended. */
  async kill(what: 'writer' | 'all'): Promise<void> {
    const { pid } = this.child;
    if (pid === undefined || this.child.exitCode !== null) return;
    const started = await killTree(pid, what);
    await this.#closed;
    await gone(started);
  }

  /** Waits for its end. @returns what it was told; undefined when it was killed before */
  async told(): Promise<{ commit?: string | null; error?: string } | undefined> {
    await this.#closed;
    const line = this.#output.split('\n')[1] ?? '';
    return line === '' ? undefined : JSON.parse(line);
  }
}

/** Kills a program, or it and all that it has started. @returns process ids of the others */
export async function killTree(pid: number, what: 'writer' | 'all'): Promise<number[]> {
  // So that it starts nothing more between the look and the kill.
  end(pid, 'SIGSTOP');
  const started = await descendants(pid);
  end(pid);
  if (what === 'all') for (const one of started) end(one);
  return started;
}

export async function gone(pids: readonly number[]): Promise<void> {
  while (pids.some(isAlive)) await delay(10);
}

async function descendants(root: number): Promise<number[]> {
  const table = (await execOk('ps', ['-A', '-o', 'pid=,ppid='])).toString().trim().split('\n');
  const pairs = table.map((line) => line.trim().split(/\s+/).map(Number));
  const found = [root];
  for (const parent of found) {
    for (const [pid, ppid] of pairs) if (ppid === parent && pid !== undefined) found.push(pid);
  }
  return found.slice(1);
}

function end(pid: number, signal: 'SIGKILL' | 'SIGSTOP' = 'SIGKILL'): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
