import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isPython, isSystemError, type Pace, type ProcessStats, type TreeUsage } from './process-stats.js';
import { calledPython } from './python-process.js';

/** Clock ticks a second in /proc: 100 for user space on every architecture that Node runs on. */
const TICKS = 100;
/** Part of the time that may go into reading memory maps, which takes long for processes of many gigabytes. */
const MAPS_SHARE = 0.01;

export interface LinuxStat {
  pid: number;
  state: string;
  ppid: number;
  group: number;
  session: number;
  /** User and system time of the process itself, in ticks. */
  ownTicks: number;
  /** Of its children that it has waited for, and theirs. */
  childTicks: number;
  started: number;
  virtualBytes: number;
  residentPages: number;
}

/** Parses /proc/PID/stat. The name in it may hold blanks and brackets of its own. */
export function parseLinuxStat(text: string): LinuxStat {
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  const at = (index: number) => Number(fields[index]);
  return {
    pid: Number.parseInt(text, 10),
    state: fields[0] ?? '',
    ppid: at(1),
    group: at(2),
    session: at(3),
    ownTicks: at(11) + at(12),
    childTicks: at(13) + at(14),
    started: at(19),
    virtualBytes: at(20),
    residentPages: at(21),
  };
}

/** A count in kB of /proc/PID/status or smaps_rollup, in bytes; null when there is no such line (a zombie has none). */
export function kilobytes(text: string, key: string): number | null {
  const found = new RegExp(`^${key}:\\s+(\\d+) kB`, 'm').exec(text);
  return found === null ? null : Number(found[1]) * 1024;
}

interface Member {
  stat: LinuxStat;
  /** Its parent ended without waiting for it. */
  orphan: boolean;
  exe: string | null;
}

/**
 * Members are the command's process, what descends from them, and, where the command leads a session of its own,
 * everything of that session. A member stays one when its parent ends before it. A process that was there before
 * the command can not be a member and is never read, so that a look costs little on a full machine.
 */
export class LinuxStats implements ProcessStats {
  /** Often enough to see each Python interpreter that lives for 100 ms. */
  readonly pace: Pace = { first: [10, 20, 40], later: 50 };
  readonly #now: () => number;
  readonly #ownSession: boolean;
  readonly #ticksBefore: number | null;
  readonly #members = new Map<number, Member>();
  readonly #pythons = new Set<string>();
  #others: Set<number>;
  #root = 0;
  #peak: number | null = null;
  #cpuTicks: number | null = null;
  /** Time of members that ended with nobody of the tree there to wait for them. */
  #orphanTicks = 0;
  #mapsDue = 0;

  constructor(options: { ownSession: boolean; now: () => number }) {
    this.#ownSession = options.ownSession;
    this.#now = options.now;
    this.#others = new Set(listPids());
    this.#ticksBefore = readStat('self')?.childTicks ?? null;
  }

  begin(pid: number): void {
    this.#root = pid;
  }

  async look(): Promise<void> {
    this.#refresh();
    this.#adopt();
    const alive = [...this.#members.values()].filter(({ stat }) => isAlive(stat) && !this.#borrows(stat));
    for (const member of alive) this.#noticePython(member);
    await this.#measure(alive.map(({ stat }) => stat.pid));
  }

  end(): void {
    const after = readStat('self')?.childTicks ?? null;
    if (after === null || this.#ticksBefore === null) return;
    this.#refresh();
    let living = 0;
    for (const { stat } of this.#members.values()) {
      if (stat.pid !== this.#root) living += stat.ownTicks + stat.childTicks;
    }
    this.#cpuTicks = after - this.#ticksBefore + this.#orphanTicks + living;
  }

  usage(): TreeUsage {
    return {
      peak_memory_bytes: this.#peak,
      cpu_s: this.#cpuTicks === null ? null : this.#cpuTicks / TICKS,
      pythons: [...this.#pythons],
    };
  }

  /** Reads the members again and lets those go that have ended. */
  #refresh(): void {
    for (const [pid, member] of this.#members) {
      const stat = readStat(pid);
      if (stat !== null && stat.started === member.stat.started) {
        member.stat = stat;
        member.orphan = pid !== this.#root && !this.#members.has(stat.ppid);
        continue;
      }
      this.#members.delete(pid);
      if (member.orphan) this.#orphanTicks += member.stat.ownTicks + member.stat.childTicks;
    }
  }

  /** Takes in the members among the processes that are new since the last look. */
  #adopt(): void {
    const pids = listPids();
    const fresh = pids.filter((pid) => !this.#members.has(pid) && !this.#others.has(pid));
    let rest = fresh.map(readStat).filter((stat) => stat !== null);
    for (;;) {
      const found = rest.filter((stat) => this.#belongs(stat));
      if (found.length === 0) break;
      for (const stat of found) this.#members.set(stat.pid, { stat, orphan: false, exe: null });
      rest = rest.filter((stat) => !this.#members.has(stat.pid));
    }
    this.#others = new Set(pids.filter((pid) => !this.#members.has(pid)));
  }

  #belongs(stat: LinuxStat): boolean {
    if (stat.pid === this.#root || this.#members.has(stat.ppid)) return true;
    return this.#ownSession && stat.session === this.#root;
  }

  /** A child between vfork and exec still runs in its parent's memory, which would count twice. */
  #borrows(stat: LinuxStat): boolean {
    const parent = this.#members.get(stat.ppid)?.stat;
    return (
      parent !== undefined &&
      parent.virtualBytes === stat.virtualBytes &&
      parent.residentPages === stat.residentPages
    );
  }

  #noticePython(member: Member): void {
    const exe = quietly(() => readlinkSync(`/proc/${member.stat.pid}/exe`));
    if (exe === null || exe === member.exe) return;
    if (isPython(exe)) {
      const python = calledPython(member.stat.pid, exe);
      // In the middle of exec the arguments are not there yet: looked at again next time.
      if (python === null) return;
      this.#pythons.add(python);
    }
    member.exe = exe;
  }

  /**
   * Resident sizes are cheap; they count shared pages once for each process that has them. Only when their sum is above the
   * peak can the true sum be, and then the proportional sizes are read, which costs a walk over the page tables.
   */
  async #measure(pids: readonly number[]): Promise<void> {
    const sizes = new Map<number, number>();
    for (const pid of pids) {
      const status = quietly(() => readFileSync(`/proc/${pid}/status`, 'latin1')) ?? '';
      const resident = kilobytes(status, 'VmRSS');
      if (resident !== null) sizes.set(pid, resident);
      this.#raisePeak(kilobytes(status, 'VmHWM'));
    }
    const before = this.#now();
    if (before < this.#mapsDue || sum(sizes.values()) <= (this.#peak ?? 0)) return;
    for (const [pid, resident] of sizes) sizes.set(pid, await proportionalSize(pid, resident));
    this.#raisePeak(sum(sizes.values()));
    const after = this.#now();
    this.#mapsDue = after + (after - before) / MAPS_SHARE;
  }

  #raisePeak(bytes: number | null): void {
    if (bytes !== null && bytes > (this.#peak ?? 0)) this.#peak = bytes;
  }
}

/** Whether a process of the group still runs; one that has ended and was never waited for does not. */
export function groupRunsOnLinux(group: number): boolean {
  return listPids().some((pid) => {
    const stat = readStat(pid);
    return stat !== null && stat.group === group && isAlive(stat);
  });
}

function isAlive(stat: LinuxStat): boolean {
  return stat.state !== 'Z' && stat.state !== 'X';
}

function listPids(): number[] {
  const names = quietly(() => readdirSync('/proc')) ?? [];
  return names.map(Number).filter((pid) => pid > 0);
}

function readStat(pid: number | 'self'): LinuxStat | null {
  const text = quietly(() => readFileSync(`/proc/${pid}/stat`, 'latin1'));
  return text === null || !text.includes(')') ? null : parseLinuxStat(text);
}

/** @param resident what stands for it where the system does not tell (other users' processes, kernels before 4.14) */
async function proportionalSize(pid: number, resident: number): Promise<number> {
  try {
    return kilobytes(await readFile(`/proc/${pid}/smaps_rollup`, 'latin1'), 'Pss') ?? resident;
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return error.code === 'ESRCH' ? 0 : resident;
  }
}

/** Null when a process has ended meanwhile or belongs to somebody else. */
function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return null;
  }
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
