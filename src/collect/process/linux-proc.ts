import { readdirSync, readFileSync } from 'node:fs';
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

/** Null when a process has ended meanwhile or belongs to somebody else. */
export function quietly<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return null;
  }
}
