import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { bareEnvironment } from '../exec.js';
import { CACHED } from '../node24.js';
import type { ProcessEnd } from './process.js';

type Child = ChildProcessByStdio<null, Readable, Readable>;

/** What a runner would start. */
interface Start {
  command: string;
  args: readonly string[];
  cwd: string;
  env: Record<string, string>;
}

interface Options {
  timeoutMs: number;
  onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
}

const SHIPPED = path.resolve(import.meta.dirname, '../../../dist') + path.sep;
/** What a process reads of its environment when it starts, and never again. */
const AT_START = /^(?:NODE_|UV_|LD_|SSL_|LC_|LANG$|TZ$)/;
/** Each action leaves some MB of modules behind. */
const MOST_ACTIONS = 40;

/**
 * The shipped actions in processes that stay. To start one and have it read its code is half of what most actions take, so a test
 * file starts each of them once as a runner does, and asks this for the others. One process runs one action at a time.
 */
export class WarmRunner {
  readonly #seen = new Set<string>();
  readonly #idle: Child[] = [];
  readonly #all = new Map<Child, number>();

  /** Whether the action may run here: it has been started once, and nothing is said to its process that only a new one hears. */
  takes({ args, env }: Pick<Start, 'args' | 'env'>): boolean {
    const main = args.at(-1) ?? '';
    const isKnown = this.#seen.has(main);
    this.#seen.add(main);
    if (!isKnown || !main.startsWith(SHIPPED) || process.platform === 'win32') return false;
    const bare = bareEnvironment('');
    return Object.entries(env).every(([name, value]) => !AT_START.test(name) || bare[name] === value);
  }

  async run(start: Start, options: Options): Promise<ProcessEnd> {
    const child = this.#idle.pop() ?? this.#start(start);
    const actions = (this.#all.get(child) ?? 0) + 1;
    this.#all.set(child, actions);
    const end = await new Running(child, options).end(start);
    if (child.exitCode !== null || child.signalCode !== null) this.#all.delete(child);
    else if (actions < MOST_ACTIONS) this.#idle.push(child);
    else await this.#stop(child);
    return end;
  }

  async close(): Promise<void> {
    this.#idle.length = 0;
    await Promise.all([...this.#all.keys()].map((child) => this.#stop(child)));
  }

  async #stop(child: Child): Promise<void> {
    this.#all.delete(child);
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  #start({ command, env }: Start): Child {
    return spawn(command, [...CACHED, path.join(import.meta.dirname, 'warm-process.mjs')], {
      cwd: import.meta.dirname,
      env,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      detached: true,
    }) as Child;
  }
}

/** One action in a process that stays. */
class Running {
  readonly #mark = Buffer.from(`\0end ${randomUUID()}\n`);
  readonly #startedAt = performance.now();
  readonly #held = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  readonly #over = new Set<string>();
  #code: number | undefined;

  constructor(
    private readonly child: Child,
    private readonly options: Options,
  ) {}

  end({ args, cwd, env }: Start): Promise<ProcessEnd> {
    const { child } = this;
    return new Promise((resolve) => {
      let timedOut = false;
      const timer = setTimeout(() => {
        timedOut = true;
        // The group, as for any step.
        process.kill(-(child.pid ?? 0), 'SIGKILL');
      }, this.options.timeoutMs);
      const settle = (exitCode: number | null, signal: NodeJS.Signals | null) => {
        clearTimeout(timer);
        if (this.#code === undefined) this.#letGo();
        child.stdout.off('data', onOut);
        child.stderr.off('data', onErr);
        child.off('message', onMessage).off('close', settle);
        const durationMs = performance.now() - this.#startedAt;
        resolve({ exitCode, signal, durationMs, afterSignalMs: undefined, timedOut });
      };
      const look = () => {
        if (this.#code !== undefined && this.#over.size === 2) settle(this.#code, null);
      };
      const take = (stream: 'stdout' | 'stderr') => (chunk: Buffer) => {
        this.#take(stream, chunk);
        look();
      };
      const [onOut, onErr] = [take('stdout'), take('stderr')];
      const onMessage = (message: unknown) => {
        this.#code = (message as { code: number }).code;
        look();
      };
      child.stdout.on('data', onOut);
      child.stderr.on('data', onErr);
      child.on('message', onMessage).on('close', settle);
      child.send({ main: args.at(-1), cwd, env, end: String(this.#mark) });
    });
  }

  /** What looked like a part of the mark was none, since the process has died. */
  #letGo(): void {
    for (const stream of ['stdout', 'stderr'] as const)
      if (this.#held[stream].length > 0) this.options.onOutput(stream, this.#held[stream]);
  }

  /** Hands on all but the mark, of which a part may have come. */
  #take(stream: 'stdout' | 'stderr', chunk: Buffer): void {
    const text = Buffer.concat([this.#held[stream], chunk]);
    const found = text.indexOf(this.#mark);
    const last = text.lastIndexOf(0);
    const isPart = last >= 0 && this.#mark.subarray(0, text.length - last).equals(text.subarray(last));
    const until = found >= 0 ? found : isPart ? last : text.length;
    if (found >= 0) this.#over.add(stream);
    this.#held[stream] = text.subarray(until);
    if (until > 0) this.options.onOutput(stream, text.subarray(0, until));
  }
}
