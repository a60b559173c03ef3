import { type ChildProcess, spawn } from 'node:child_process';

/** When to cancel a step: the first of the two that comes true. */
export interface SignalAfter {
  /** A line of the step's output, by part or pattern. */
  line?: string | RegExp;
  /** Milliseconds after the start. */
  ms?: number;
}

export interface ProcessEnd {
  exitCode: number | null;
  signal: NodeJS.Signals | null;
  durationMs: number;
  /** From the first signal to the end; `undefined` when none was sent. */
  afterSignalMs: number | undefined;
  timedOut: boolean;
}

const SIGINT_GRACE_MS = 7_500;
const SIGTERM_GRACE_MS = 2_500;
/** How long the runner waits for pipes that an orphan holds open. */
const STREAM_GRACE_MS = 5_000;

/** One process of a step, cancelled as the runner does: SIGINT, 7.5 s, SIGTERM, 2.5 s, then the whole group is killed. */
export class StepProcess {
  private readonly child: ChildProcess;
  private readonly startedAt = performance.now();
  private readonly timers: NodeJS.Timeout[] = [];
  private signalledAt: number | undefined;
  private timedOut = false;
  private ended = false;

  constructor(
    start: { command: string; args: string[]; cwd: string; env: Record<string, string> },
    private readonly options: {
      signalAfter: SignalAfter | undefined;
      timeoutMs: number;
      onStart: ((pid: number) => void) | undefined;
      onOutput: (stream: 'stdout' | 'stderr', chunk: Buffer) => void;
    },
  ) {
    // A group of its own: a signal reaches the one process it is meant for, and a lost tree can be killed as a whole.
    this.child = spawn(start.command, start.args, {
      cwd: start.cwd,
      env: start.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.child.stdout?.on('data', (chunk: Buffer) => options.onOutput('stdout', chunk));
    this.child.stderr?.on('data', (chunk: Buffer) => options.onOutput('stderr', chunk));
    if (this.child.pid !== undefined) options.onStart?.(this.child.pid);
    this.after(options.timeoutMs, () => {
      this.timedOut = true;
      this.killGroup();
    });
    if (options.signalAfter?.ms !== undefined) this.after(options.signalAfter.ms, () => this.cancel());
  }

  get signalled(): boolean {
    return this.signalledAt !== undefined;
  }

  sawLine(line: string): void {
    const wanted = this.options.signalAfter?.line;
    if (wanted === undefined) return;
    if (typeof wanted === 'string' ? line.includes(wanted) : wanted.test(line)) this.cancel();
  }

  cancel(): void {
    if (this.signalled || this.ended) return;
    this.signalledAt = performance.now();
    this.child.kill('SIGINT');
    this.after(SIGINT_GRACE_MS, () => this.child.kill('SIGTERM'));
    this.after(SIGINT_GRACE_MS + SIGTERM_GRACE_MS, () => this.killGroup());
  }

  wait(): Promise<ProcessEnd> {
    return new Promise((resolve, reject) => {
      this.child.once('error', (error) => {
        this.stopTimers();
        reject(error);
      });
      this.child.once('exit', (exitCode, signal) => {
        this.ended = true;
        this.stopTimers();
        const now = performance.now();
        const end: ProcessEnd = {
          exitCode,
          signal,
          durationMs: now - this.startedAt,
          afterSignalMs: this.signalledAt === undefined ? undefined : now - this.signalledAt,
          timedOut: this.timedOut,
        };
        const grace = setTimeout(() => {
          this.killGroup();
          this.child.stdout?.destroy();
          this.child.stderr?.destroy();
        }, STREAM_GRACE_MS);
        this.child.once('close', () => {
          clearTimeout(grace);
          resolve(end);
        });
      });
    });
  }

  private killGroup(): void {
    const { pid } = this.child;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.child.kill('SIGKILL');
      else process.kill(-pid, 'SIGKILL');
    } catch (error) {
      // Nothing of the group is left.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }

  private after(milliseconds: number, action: () => void): void {
    this.timers.push(setTimeout(action, milliseconds));
  }

  private stopTimers(): void {
    for (const timer of this.timers) clearTimeout(timer);
  }
}
