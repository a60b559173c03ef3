import { readFileSync, readlinkSync } from 'node:fs';
import type { Environment } from '../program.js';
import {
  isAlive,
  kilobytes,
  type LinuxStat,
  listPids,
  quietly,
  readProportional,
  readStat,
} from './linux-proc.js';
import {
  isPython,
  ownCpuMs,
  type Pace,
  type ProcessStats,
  type SeenPython,
  type TreeUsage,
} from './process-stats.js';
import { calledPython } from './python-process.js';

/** Clock ticks a second in /proc: 100 for user space on every architecture that Node runs on. */
const TICKS = 100;
/**
 * Part of one processor's time that may go into reading memory maps, which takes long for processes of many gigabytes,
 * and how many milliseconds of it may be saved up.
 */
const MAPS_SHARE = 0.01;
const MAPS_SAVED_MS = 100;

/** What stands behind the path of a file that is not there any more. */
const DELETED = / \(deleted\)$/;

interface Member {
  stat: LinuxStat;
  /** Its parent ended without waiting for it. */
  orphan: boolean;
  exe: string | null;
  /** Size of its address space when `exe` was read: another program has another one. */
  exeAt: number;
  memory: Memory | null;
  /** As read from its memory maps, and what it had for itself at that time. */
  proportional: { bytes: number; anonymous: number } | null;
}

interface Memory {
  residentPages: number;
  resident: number;
  anonymous: number;
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
  readonly #env: Environment;
  readonly #ticksBefore: number | null;
  readonly #members = new Map<number, Member>();
  /** By all that is known of each. */
  readonly #pythons = new Map<string, SeenPython>();
  #others: Set<number>;
  #root = 0;
  #peak: number | null = null;
  #cpuTicks: number | null = null;
  /** Time of members that ended with nobody of the tree there to wait for them. */
  #orphanTicks = 0;
  #mapsCredit = MAPS_SAVED_MS;
  #mapsCreditAt: number;

  constructor(options: { ownSession: boolean; now: () => number; env: Environment }) {
    this.#env = options.env;
    this.#ownSession = options.ownSession;
    this.#now = options.now;
    this.#mapsCreditAt = options.now();
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
    await this.#measure(alive);
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
      pythons: [...this.#pythons.values()],
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
      for (const stat of found) this.#members.set(stat.pid, newMember(stat));
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
    const { pid, virtualBytes } = member.stat;
    if (virtualBytes === member.exeAt) return;
    const exe = quietly(() => readlinkSync(`/proc/${pid}/exe`));
    if (exe !== null && exe !== member.exe && isPython(exe.replace(DELETED, ''))) {
      const python = calledPython(pid, exe, this.#env);
      // In the middle of exec the arguments are not there yet: looked at again next time.
      if (python === null) return;
      const key = JSON.stringify(python);
      if (!this.#pythons.has(key)) this.#pythons.set(key, python);
    }
    member.exe = exe;
    member.exeAt = virtualBytes;
  }

  /**
   * Resident sizes are cheap; they count shared pages once for each process that has them. Only when their sum is above the
   * peak can the true sum be, and then the proportional sizes are read, which costs a walk over the page tables.
   */
  async #measure(members: readonly Member[]): Promise<void> {
    for (const member of members) this.#readMemory(member);
    this.#raisePeak(sum(members.map(estimate)));
    const resident = sum(members.map(({ memory }) => memory?.resident ?? 0));
    if (resident <= (this.#peak ?? 0) || !this.#mayReadMaps()) return;
    const before = ownCpuMs();
    for (const member of members) await measureMaps(member);
    this.#mapsCredit -= ownCpuMs() - before;
    // What a process shared falls to the others when it ends, and has been read as theirs already.
    this.#raisePeak(sum(members.filter(hasMemory).map(estimate)));
  }

  #readMemory(member: Member): void {
    const { pid, residentPages } = member.stat;
    if (member.memory?.residentPages === residentPages) return;
    const status = quietly(() => readFileSync(`/proc/${pid}/status`, 'utf8')) ?? '';
    const resident = kilobytes(status, 'VmRSS') ?? 0;
    const anonymous = kilobytes(status, 'RssAnon') ?? 0;
    member.memory = { residentPages, resident, anonymous };
    this.#raisePeak(kilobytes(status, 'VmHWM'));
  }

  #mayReadMaps(): boolean {
    const now = this.#now();
    const earned = Math.max(0, now - this.#mapsCreditAt) * MAPS_SHARE;
    this.#mapsCreditAt = now;
    this.#mapsCredit = Math.min(MAPS_SAVED_MS, this.#mapsCredit + earned);
    return this.#mapsCredit > 0;
  }

  #raisePeak(bytes: number | null): void {
    if (bytes !== null && bytes > (this.#peak ?? 0)) this.#peak = bytes;
  }
}

function newMember(stat: LinuxStat): Member {
  return { stat, orphan: false, exe: null, exeAt: -1, memory: null, proportional: null };
}

/** What was read from the maps, and what the process has taken for itself since then. */
function estimate({ memory, proportional }: Member): number {
  if (memory === null || proportional === null) return 0;
  return Math.max(0, proportional.bytes + memory.anonymous - proportional.anonymous);
}

/** The resident size stands in where the system does not tell. */
async function measureMaps(member: Member): Promise<void> {
  const { resident = 0, anonymous = 0 } = member.memory ?? {};
  const read = await readProportional(member.stat.pid);
  member.proportional = { bytes: read?.bytes ?? resident, anonymous: read?.anonymous ?? anonymous };
}

/** A process that ends has given its memory back, its address space too, before it counts as ended. */
function hasMemory({ stat }: Member): boolean {
  const now = readStat(stat.pid);
  return now !== null && now.started === stat.started && isAlive(now) && now.virtualBytes > 0;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}
