import { execFile } from 'node:child_process';
import { groupRunsOnLinux } from '../process/linux-proc.js';
import { isSystemError } from '../process/process-stats.js';

export type ForwardedSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** Where signals come from: the edge installs the handlers. */
export interface SignalSource {
  /** @returns unsubscribes */
  on(listener: (signal: ForwardedSignal) => void): () => void;
}

/** Milliseconds of patience with a command that was asked to end. */
export interface Patience {
  /** From SIGINT to SIGTERM. */
  interruptMs: number;
  /** From that SIGTERM to SIGKILL. */
  terminateMs: number;
  /** From a SIGTERM or SIGHUP that was passed on to SIGKILL. */
  stopMs: number;
}

/** The runner kills a cancelled step after 10 s; this leaves 3.5 s of them to write the record. */
export const RUNNER_PATIENCE: Patience = { interruptMs: 4000, terminateMs: 2000, stopMs: 4000 };

export interface ForwarderOptions {
  pid: number;
  /** Whether the command leads a process group of its own. */
  ownGroup: boolean;
  /** Null: the command is never made to end, only asked. */
  patience: Patience | null;
  platform: NodeJS.Platform;
}

const POLL_MS = 25;

/**
 * Passes signals on to the command and insists when it does not end.
 * In a group that it shares with us a terminal has sent SIGINT to it already; a second one would break off its cleaning up.
 */
export class SignalForwarder {
  readonly #options: ForwarderOptions;
  #terminate: NodeJS.Timeout | undefined;
  readonly #kills: NodeJS.Timeout[] = [];
  #received = false;
  #killed = false;

  constructor(options: ForwarderOptions) {
    this.#options = options;
  }

  /** Whether a signal arrived. */
  get received(): boolean {
    return this.#received;
  }

  forward(signal: ForwardedSignal): void {
    const { patience, ownGroup } = this.#options;
    const again = this.#received;
    this.#received = true;
    if (signal !== 'SIGINT' || ownGroup) this.#send(signal);
    if (patience === null) return;
    if (signal !== 'SIGINT') {
      clearTimeout(this.#terminate);
      // An earlier time to kill stays in force.
      this.#killIn(patience.stopMs);
    } else if (!again) {
      this.#terminate = setTimeout(() => this.#send('SIGTERM'), patience.interruptMs);
      this.#killIn(patience.interruptMs + patience.terminateMs);
    }
  }

  /**
   * After a signal, waits until nothing of the command's group runs any more: a child of it may still be saving
   * its state. No longer than the patience lasts.
   */
  async groupEnded(): Promise<void> {
    const { ownGroup, patience, platform } = this.#options;
    if (!this.#received || !ownGroup || patience === null || platform === 'win32') return;
    while (!this.#killed && this.#groupRuns()) {
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
  }

  close(): void {
    clearTimeout(this.#terminate);
    for (const timer of this.#kills) clearTimeout(timer);
  }

  #killIn(milliseconds: number): void {
    const kill = () => {
      this.#send('SIGKILL');
      this.#killed = true;
    };
    this.#kills.push(setTimeout(kill, milliseconds));
  }

  #groupRuns(): boolean {
    const { pid, platform } = this.#options;
    return platform === 'linux' ? groupRunsOnLinux(pid) : signalled(-pid, 0);
  }

  #send(signal: NodeJS.Signals): void {
    const { pid, ownGroup, platform } = this.#options;
    if (platform !== 'win32') signalled(ownGroup ? -pid : pid, signal);
    // A console has sent Ctrl-C to all its processes by itself, and no milder way to end a tree is there.
    else if (signal === 'SIGKILL') execFile('taskkill', ['/PID', String(pid), '/T', '/F'], () => undefined);
  }
}

/** @returns false when there is no such process (or group), or none that we may send to */
function signalled(target: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(target, signal);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return false;
  }
}
