import { types } from 'node:util';
import type { Environment } from '../program.js';

export interface TreeUsage {
  /** Highest memory of all processes together; null when it could not be seen. */
  peak_memory_bytes: number | null;
  /** User and system time of all processes, in seconds; null when it could not be seen. */
  cpu_s: number | null;
  /** The Python interpreters that ran, in order of first sight; null where none was seen, and one may have run. */
  pythons: SeenPython[] | null;
}

export interface SeenPython {
  /** Absolute path, as it was called. */
  file: string;
  /** What it was given of {@link PACKAGE_VARIABLES}. They are for asking it, and not recorded or shown. */
  variables?: Environment;
}

/** Variables that say where an interpreter finds packages. Below HOME are those of `pip install --user`; it counts where the command has set it. */
export const PACKAGE_VARIABLES = ['PYTHONPATH', 'PYTHONUSERBASE', 'HOME'] as const;

/** Milliseconds between two looks at the processes. */
export interface Pace {
  /** The first looks, at which a short command is seen at all. */
  first: readonly number[];
  /** All further ones. */
  later: number;
}

/** One operating system's way to see what a command and everything that it starts uses. Made before the command starts. */
export interface ProcessStats {
  readonly pace: Pace;
  /** @param pid the command's process, just started */
  begin(pid: number): void;
  /** Sees what is alive now. Never fails because a process ended or may not be read. */
  look(): Promise<void>;
  /** The command's process has ended; called at once, so that nothing else is counted in. */
  end(): void;
  usage(): TreeUsage;
}

/** Whether a call to the system failed, as against a defect of ours. */
export function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return types.isNativeError(error) && 'code' in error;
}

/** Whether this is the file of a CPython or PyPy interpreter: `python`, `python3.12`, `pypy3.10`, `python.exe`. */
export function isPython(file: string): boolean {
  return /^(?:python|pypy)[\d.]*(?:[dt]|-c)?(?:\.exe)?$/i.test(file.replace(/^.*[\\/]/, ''));
}

/**
 * Milliseconds of processor time that this process has used. What a look costs is told by this and not by the clock,
 * which also runs while a busy training keeps us waiting.
 */
export function ownCpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** For a program that lists processes. */
export interface ListOptions {
  env: Environment;
  /** A folder that exists. */
  cwd: string;
}

/** A line of a list of all processes. */
export interface ListedProcess {
  pid: number;
  ppid: number;
  memoryBytes: number;
  cpuSeconds: number;
  /** Process group; null where there are none. */
  group: number | null;
  /** Absolute path; null when unknown. */
  exe: string | null;
}

export interface ListedOptions {
  pace: Pace;
  /** All processes of the machine; null when the system does not tell. */
  list(): Promise<readonly ListedProcess[] | null>;
  /** Whether the command leads a process group of its own, to which all of its group belongs. */
  ownGroup: boolean;
}

/**
 * By a program that lists all processes. What lives for less than the time between two looks is not seen, nor is
 * the last part of all other processes. One that was seen once still counts after its parent has ended.
 */
export class ListedStats implements ProcessStats {
  readonly pace: Pace;
  readonly #options: ListedOptions;
  readonly #members = new Set<number>();
  readonly #cpuSeconds = new Map<number, number>();
  readonly #pythons = new Set<string>();
  #root = 0;
  #peak: number | null = null;
  #over = false;

  constructor(options: ListedOptions) {
    this.#options = options;
    this.pace = options.pace;
  }

  begin(pid: number): void {
    this.#root = pid;
    this.#members.add(pid);
  }

  async look(): Promise<void> {
    const rows = await this.#options.list();
    // Once it has ended, the command's number may belong to somebody else.
    if (rows === null || this.#over) return;
    const members = this.#membersAmong(rows);
    for (const { pid, cpuSeconds } of members) this.#cpuSeconds.set(pid, cpuSeconds);
    for (const python of calledPythons(members)) this.#pythons.add(python);
    if (members.length === 0) return;
    const memory = members.reduce((total, row) => total + row.memoryBytes, 0);
    this.#peak = Math.max(this.#peak ?? 0, memory);
  }

  end(): void {
    this.#over = true;
  }

  usage(): TreeUsage {
    let cpuSeconds = 0;
    for (const seconds of this.#cpuSeconds.values()) cpuSeconds += seconds;
    return {
      peak_memory_bytes: this.#peak,
      cpu_s: this.#cpuSeconds.size === 0 ? null : cpuSeconds,
      // Too few looks to say that none ran, and `ps` does not tell.
      pythons: this.#pythons.size === 0 ? null : [...this.#pythons].map((file) => ({ file })),
    };
  }

  #membersAmong(rows: readonly ListedProcess[]): ListedProcess[] {
    const members = this.#members;
    const present = new Set(rows.map((row) => row.pid));
    for (const pid of members) if (!present.has(pid)) members.delete(pid);
    for (const row of rows) if (this.#options.ownGroup && row.group === this.#root) members.add(row.pid);
    let before: number;
    // A child may be listed before its parent.
    do {
      before = members.size;
      for (const row of rows) if (members.has(row.ppid)) members.add(row.pid);
    } while (members.size > before);
    return rows.filter((row) => members.has(row.pid));
  }
}

/**
 * On Windows a virtual environment's python.exe starts the interpreter that it was made from, and that one starts its workers;
 * only the first tells where the packages are.
 */
function calledPythons(rows: readonly ListedProcess[]): string[] {
  const byPid = new Map(rows.map((row) => [row.pid, row]));
  const pythonOf = (pid: number) => {
    const row = byPid.get(pid);
    return row?.exe != null && isPython(row.exe) ? { exe: row.exe, ppid: row.ppid } : undefined;
  };
  const isLauncher = (exe: string) => /[\\/]Scripts[\\/][^\\/]+$/i.test(exe);
  return rows.flatMap(({ pid }) => {
    const python = pythonOf(pid);
    if (python === undefined) return [];
    const passed = new Set([pid]);
    let { exe, ppid } = python;
    // Numbers are used again, so that a chain of parents can be a ring.
    while (!isLauncher(exe) && !passed.has(ppid)) {
      passed.add(ppid);
      const parent = pythonOf(ppid);
      if (parent === undefined) break;
      ({ exe, ppid } = parent);
    }
    return [isLauncher(exe) ? exe : python.exe];
  });
}
