import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Clock ticks a second in /proc: 100 on every Linux there is. */
const CLOCK_TICKS = 100;

/** Middle value; the mean of the middle two when the count is even. */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that a share of the values does not exceed; `percentile(values, 0.95)`. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)];
}

/** Milliseconds that `work` takes. */
export async function time(work) {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

/**
 * Milliseconds of a command from start to end.
 * @throws Error when it fails, since a failed command is fast
 */
export function timeCommand(argv, options = {}) {
  const start = performance.now();
  const result = spawnSync(argv[0], argv.slice(1), { maxBuffer: 1 << 28, ...options });
  const ms = performance.now() - start;
  if (result.error) throw result.error;
  if (result.status !== 0) throw new Error(`${argv[0]} ended with ${result.status}: ${result.stderr}`);
  const bytes = result.stdout ?? Buffer.alloc(0);
  return { ms, bytes, stdout: String(bytes) };
}

/**
 * Runs contestants in turn (A B C A B C), so that a slow minute of the machine hits all of them.
 * @param contestants name to a function that answers milliseconds
 * @returns name to the milliseconds of each round, in order, without the warm-up
 */
export async function rounds(contestants, { count = 7, warmUp = 1 } = {}) {
  const names = Object.keys(contestants);
  const times = Object.fromEntries(names.map((name) => [name, []]));
  for (let round = 0; round < warmUp + count; round++) {
    for (const name of names) {
      const ms = await contestants[name]();
      if (round >= warmUp) times[name].push(ms);
    }
  }
  return times;
}

/** How many times faster `ours` is than `theirs`: the median of the ratios of each round. */
export function speedup(ours, theirs) {
  return median(ours.map((ms, round) => theirs[round] / ms));
}

/** Aligned plain-text table. */
export function table(head, rows) {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  const line = (row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column]))
      .join('  ')
      .trimEnd();
  return [
    line(cells[0]),
    widths.map((width) => '-'.repeat(width)).join('  '),
    ...cells.slice(1).map(line),
  ].join('\n');
}

/**
 * Processor seconds, of user and system, that this process and all children it has waited for have used. The children's part
 * is 0 where the system does not tell it (only Linux does).
 */
export function cpuOfProcess() {
  const { user, system } = process.cpuUsage();
  const own = (user + system) / 1e6;
  if (process.platform !== 'linux') return own;
  const text = readFileSync('/proc/self/stat', 'latin1');
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
  return own + (Number(fields[13]) + Number(fields[14])) / CLOCK_TICKS;
}
