import { type ListOptions, ownCpuMs, type ProcessStats, type TreeUsage } from './process-stats.js';
import { LinuxStats } from './process-stats-linux.js';
import { posixStats } from './process-stats-posix.js';
import { windowsStats } from './process-stats-windows.js';

/** Part of one processor's time that looks at the processes may take. */
const LOOK_SHARE = 0.015;
/** The cheapest of the last looks is what one costs; in the others something else of this process may have run. */
const COSTS = 4;
/** A look that is under way when the command ends is waited for no longer than this. */
const LAST_LOOK_MS = 250;

export interface WatchOptions extends ListOptions {
  /** Whether the command leads a process group and session of its own. */
  ownGroup: boolean;
  /** Milliseconds since any fixed time. */
  now: () => number;
  platform?: NodeJS.Platform;
  /** The way to see processes, where it is not the platform's own. */
  stats?: ProcessStats;
}

/** Watches a command and all that it starts. Made before the command is spawned, since its time is counted from there. */
export class ProcessWatch {
  readonly #stats: ProcessStats;
  #looks = 0;
  #costs: number[] = [];
  #looking: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #over = false;

  constructor(options: WatchOptions) {
    this.#stats = options.stats ?? platformStats(options);
  }

  begin(pid: number): void {
    this.#stats.begin(pid);
    this.#look();
  }

  /** Called in the moment that the command's process has ended. */
  async end(): Promise<TreeUsage> {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#stats.end();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, LAST_LOOK_MS);
    });
    await Promise.race([this.#looking, patience]);
    clearTimeout(timer);
    return this.#stats.usage();
  }

  #look(): void {
    const before = ownCpuMs();
    this.#looking = this.#stats.look();
    // Only what blocks this process is charged; the rest is either another program's or limited by the stats themselves.
    this.#costs = [...this.#costs, ownCpuMs() - before].slice(-COSTS);
    const next = () => this.#schedule();
    this.#looking.then(next, () => undefined);
  }

  #schedule(): void {
    if (this.#over) return;
    const { first, later } = this.#stats.pace;
    const early = first[this.#looks];
    this.#looks += 1;
    this.#timer = setTimeout(
      () => this.#look(),
      early ?? Math.max(later, Math.min(...this.#costs) / LOOK_SHARE),
    );
  }
}

function platformStats(options: WatchOptions): ProcessStats {
  const { ownGroup, env, cwd, now, platform = process.platform } = options;
  if (platform === 'win32') return windowsStats({ env, cwd });
  return platform === 'linux'
    ? new LinuxStats({ ownSession: ownGroup, now, env })
    : posixStats({ ownGroup, env, cwd });
}
