import { constants } from 'node:os';
import { setImmediate } from 'node:timers/promises';
import type { Moment } from '../../core/clock.js';
import { type GpuUsage, GpuWatch } from '../gpu.js';
import type { ProcessStats, TreeUsage } from '../process/process-stats.js';
import { ProcessWatch } from '../process/process-tree.js';
import type { Environment } from '../program.js';
import {
  type ForwardedSignal,
  type Patience,
  RUNNER_PATIENCE,
  SignalForwarder,
  type SignalSource,
} from './command-signals.js';
import { startCommand } from './command-start.js';
import { type Destination, StderrPump } from './command-stderr.js';

export interface CommandOptions {
  /** Program and its arguments. */
  argv: readonly string[];
  /** Windows only: the arguments are passed as they are, not quoted. */
  verbatim?: boolean;
  /** Absolute. */
  cwd: string;
  env: Environment;
  stdin?: 'inherit' | 'ignore';
  /**
   * The command writes to its descriptor directly. To be given as a stream that exists before the command starts: made later,
   * process.stdout would turn a pipe non-blocking under the command's hands.
   */
  stdout: { readonly fd: number };
  /** Gets the command's standard error as it is. */
  stderr: Destination;
  /** True: a process group of its own, so that signals reach all of it (an action). False: the terminal's (a CLI). */
  ownGroup: boolean;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds by the machine's own clock, which never jumps. */
  elapsed: () => number;
  signals: SignalSource;
  /** How long a command may take to end after a signal; null leaves it all the time it wants. The runner's when left out. */
  patience?: Patience | null;
  /** Milliseconds that the rest of standard error is waited for after the command's end. */
  drainMs?: number;
  /** Whether to watch GPUs; a machine without any is no fault. */
  gpus: boolean;
  platform?: NodeJS.Platform;
  /** The way to see processes, where it is not the platform's own. */
  stats?: ProcessStats;
}

export interface CommandOutcome {
  /** The command's own; 128 + the signal's number where a signal ended it, as in a shell. */
  exit_code: number;
  signal: NodeJS.Signals | null;
  /** A signal was passed on to the command before it ended. */
  killed_by_us: boolean;
  /** Last 20 lines of standard error. */
  stderr_tail: string[];
  began: Moment;
  ended: Moment;
  usage: Omit<TreeUsage, 'pythons'> & GpuUsage;
  pythons: TreeUsage['pythons'];
}

/**
 * Runs a command to its end, whatever that is; only a command that can not be started is an error.
 * On Linux, other children of this process that end meanwhile add to its CPU time.
 * @throws UserError E_COMMAND_START
 */
export async function runCommand(options: CommandOptions): Promise<CommandOutcome> {
  const { env, cwd, now, elapsed, ownGroup, platform = process.platform } = options;
  const { patience = RUNNER_PATIENCE, drainMs = 250 } = options;
  const watch = new ProcessWatch({ ownGroup, env, cwd, now: elapsed, platform, stats: options.stats });
  const moment = () => ({ at_ms: now(), elapsed_ms: elapsed() });
  const began = moment();
  // A signal that comes while the command starts is for it as well: unheard, it would end us and not the command.
  const early: ForwardedSignal[] = [];
  let forward = (signal: ForwardedSignal): unknown => early.push(signal);
  const unsubscribe = options.signals.on((signal) => forward(signal));
  const { pid, stderr, ended } = await startCommand(options, platform).catch((error: unknown) => {
    unsubscribe();
    throw error;
  });
  const forwarder = new SignalForwarder({ pid, ownGroup, patience, platform });
  forward = (signal) => forwarder.forward(signal);
  early.forEach(forward);
  const catEnv = platform === 'win32' ? null : env;
  const pump = new StderrPump({ source: stderr, destination: options.stderr, env: catEnv });
  watch.begin(pid);
  const gpuWatch = options.gpus ? new GpuWatch({ env, now: elapsed }) : null;
  try {
    const { code, signal } = await ended;
    // A terminal's Ctrl-C ends the command, too; on a busy machine its end is seen first.
    await setImmediate();
    const killed = forwarder.received;
    const seen = watch.end();
    const gpuUsage = gpuWatch?.end() ?? { gpu_s: null, gpu_peak_memory_bytes: null };
    const [{ pythons, ...usage }] = await Promise.all([seen, forwarder.groupEnded()]);
    const endedAt = moment();
    return {
      exit_code: code ?? 128 + (signal === null ? 0 : constants.signals[signal]),
      signal,
      killed_by_us: killed,
      stderr_tail: await pump.finish(drainMs),
      began,
      ended: endedAt,
      usage: { ...usage, ...gpuUsage },
      pythons,
    };
  } finally {
    unsubscribe();
    forwarder.close();
  }
}
