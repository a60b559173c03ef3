import { runProgram } from '../program.js';
import { type ListedProcess, ListedStats, type ListOptions, type ProcessStats } from './process-stats.js';

/**
 * By the program `ps`, for macOS and other systems of its kind. Which Python ran is not told: `ps` shows what a virtual
 * environment's interpreter turned into, not how it was called.
 */
export function posixStats(options: ListOptions & { ownGroup: boolean }): ProcessStats {
  const { ownGroup, cwd } = options;
  const env = { ...options.env, LC_ALL: 'C' };
  const pace = { first: [100, 200, 400], later: 1000 };
  return new ListedStats({ pace, ownGroup, list: () => listByPs({ env, cwd }) });
}

/** Parses `ps -axo pid=,ppid=,pgid=,rss=,time=`; lines of another form are passed over. */
export function parsePs(text: string): ListedProcess[] {
  const rows = text.split('\n').map((line) => {
    const [pid, ppid, group, kilobytes, time] = line.trim().split(/\s+/);
    return {
      pid: Number(pid),
      ppid: Number(ppid),
      group: Number(group),
      memoryBytes: Number(kilobytes) * 1024,
      cpuSeconds: parsePsTime(time ?? ''),
    };
  });
  return rows
    .filter((row) => row.pid > 0 && Object.values(row).every(Number.isFinite))
    .map((row) => ({ ...row, exe: null }));
}

/** `[[days-]hours:]minutes:seconds[.hundredths]` in seconds; NaN for anything else. */
export function parsePsTime(text: string): number {
  const found = /^(?:(?:(\d+)-)?(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (found === null) return Number.NaN;
  const [days = '0', hours = '0', minutes = '0', seconds = '0'] = found.slice(1);
  return (Number(days) * 24 + Number(hours)) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** Null when there is no `ps`, or it failed. */
async function listByPs(options: ListOptions): Promise<ListedProcess[] | null> {
  const argv = ['ps', '-axo', 'pid=,ppid=,pgid=,rss=,time='] as const;
  const { code, stdout } = await runProgram([...argv], {
    ...options,
    timeoutMs: 5000,
    maxBytes: 16 * 1024 * 1024,
  });
  return code === 0 ? parsePs(stdout.toString('latin1')) : null;
}
