import { runProgram } from '../program.js';
import { type ListedProcess, ListedStats, type ListOptions, type ProcessStats } from './process-stats.js';

/** One line a process: numbers and path, with bars between. Times are in units of 100 ns. */
const QUERY = [
  '[Console]::OutputEncoding = [Text.Encoding]::UTF8',
  'Get-CimInstance Win32_Process | ForEach-Object {',
  "  '{0}|{1}|{2}|{3}|{4}' -f $_.ProcessId, $_.ParentProcessId, $_.WorkingSetSize,",
  '    ($_.KernelModeTime + $_.UserModeTime), $_.ExecutablePath',
  '}',
].join('\n');

/** By PowerShell's list of processes. */
export function windowsStats(options: ListOptions): ProcessStats {
  const pace = { first: [500, 2000], later: 5000 };
  return new ListedStats({ pace, ownGroup: false, list: () => listByPowershell(options) });
}

/** Parses `pid|parent|working set in bytes|time in 100 ns|path` a line; lines of another form are passed over. */
export function parseWindowsProcesses(text: string): ListedProcess[] {
  const rows: ListedProcess[] = [];
  for (const line of text.split(/\r?\n/)) {
    const found = /^(\d+)\|(\d+)\|(\d+)\|(\d+)\|(.*)$/.exec(line);
    if (found === null) continue;
    const [, pid, ppid, memory, time, exe] = found;
    rows.push({
      pid: Number(pid),
      ppid: Number(ppid),
      memoryBytes: Number(memory),
      cpuSeconds: Number(time) / 1e7,
      group: null,
      exe: exe || null,
    });
  }
  return rows;
}

/** Null when PowerShell is not there, not allowed, or slower than 20 s. */
async function listByPowershell(options: ListOptions): Promise<ListedProcess[] | null> {
  const argv = ['powershell.exe', '-NoLogo', '-NoProfile', '-NonInteractive', '-Command', QUERY] as const;
  const limits = { timeoutMs: 20_000, maxBytes: 16 * 1024 * 1024 };
  const { code, stdout } = await runProgram([...argv], { ...options, ...limits });
  return code === 0 ? parseWindowsProcesses(stdout.toString('utf8')) : null;
}
