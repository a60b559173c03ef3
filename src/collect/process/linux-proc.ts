import { readdirSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { isSystemError } from './process-stats.js';

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

/** Whether a process of the group still runs; one that has ended and was never waited for does not. */
export function groupRunsOnLinux(group: number): boolean {
  return listPids().some((pid) => {
    const stat = readStat(pid);
    return stat !== null && stat.group === group && isAlive(stat);
  });
}

export function isAlive(stat: LinuxStat): boolean {
  return stat.state !== 'Z' && stat.state !== 'X';
}

export function listPids(): number[] {
  const names = quietly(() => readdirSync('/proc')) ?? [];
  return names.map(Number).filter((pid) => pid > 0);
}

export function readStat(pid: number | 'self'): LinuxStat | null {
  const text = quietly(() => readFileSync(`/proc/${pid}/stat`, 'utf8'));
  return text === null || !text.includes(')') ? null : parseLinuxStat(text);
}

/** Memory of a process in bytes: its share of all that it has, and what it has for itself, both from one reading. */
export interface Proportional {
  bytes: number;
  anonymous: number | null;
}

/** Null where the system does not tell (other users' processes, kernels before 4.14). */
export async function readProportional(pid: number): Promise<Proportional | null> {
  try {
    const maps = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    const bytes = kilobytes(maps, 'Pss');
    return bytes === null ? null : { bytes, anonymous: kilobytes(maps, 'Anonymous') };
  } catch (error) {
    if (!isSystemError(error)) throw error;
    // It is about to end and has given its memory back, some time before /proc/PID/stat calls it a zombie.
    return error.code === 'ESRCH' ? { bytes: 0, anonymous: null } : null;
  }
}

/** Null when a process has ended meanwhile or belongs to somebody else. */
export function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return null;
  }
}
