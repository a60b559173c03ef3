import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { isSystemError } from './process/process-stats.js';
import type { Environment } from './program.js';

export interface Gpu {
  name: string;
  memory_bytes: number | null;
  driver: string | null;
}

export interface GpuUsage {
  /** Utilisation integrated over time, all GPUs, in seconds; null when no GPU told it. */
  gpu_s: number | null;
  /** Highest memory in use on all GPUs together; null when no GPU told it. */
  gpu_peak_memory_bytes: number | null;
}

const MEBIBYTE = 1024 * 1024;
const FORMAT = '--format=csv,noheader,nounits';

/**
 * The NVIDIA GPUs of this machine; empty where nvidia-smi is missing, fails, or does not answer in time.
 * @param env its PATH is searched
 */
export async function listGpus(env: Environment, timeoutMs = 5000): Promise<Gpu[]> {
  const args = ['--query-gpu=name,memory.total,driver_version', FORMAT];
  try {
    const { stdout } = await promisify(execFile)('nvidia-smi', args, {
      env,
      // A driver that hangs leaves nvidia-smi deaf to every signal; unlike `timeout`, this does not wait for its end.
      signal: AbortSignal.timeout(timeoutMs),
      killSignal: 'SIGKILL',
      windowsHide: true,
    });
    return parseGpus(stdout);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    return [];
  }
}

/** Parses `name, memory in MiB, driver` a line; anything else that nvidia-smi says is passed over. */
export function parseGpus(text: string): Gpu[] {
  const gpus: Gpu[] = [];
  for (const line of text.split(/\r?\n/)) {
    const found = /^(.*\S),([^,]*),([^,]*)$/.exec(line.trim());
    if (found === null) continue;
    const [, name = '', memory = '', said = ''] = found;
    const driver = said.trim();
    const mebibytes = gpuNumber(memory);
    if (mebibytes === null && !isUnknown(memory)) continue;
    gpus.push({
      name,
      memory_bytes: mebibytes === null ? null : mebibytes * MEBIBYTE,
      driver: driver === '' || isUnknown(driver) ? null : driver,
    });
  }
  return gpus;
}

export interface GpuSample {
  index: number;
  /** 0 to 1. */
  utilization: number | null;
  memoryBytes: number | null;
}

/** Parses `index, utilisation in %, memory in MiB`; null for anything else that nvidia-smi says. */
export function parseGpuSample(line: string): GpuSample | null {
  const found = /^(\d+),([^,]+),([^,]+)$/.exec(line.trim());
  if (found === null) return null;
  const [, index = '', utilization = '', memory = ''] = found;
  const percent = gpuNumber(utilization);
  const mebibytes = gpuNumber(memory);
  return {
    index: Number(index),
    utilization: percent === null ? null : percent / 100,
    memoryBytes: mebibytes === null ? null : mebibytes * MEBIBYTE,
  };
}

/** Null for `[N/A]`, which a card partitioned by MIG says, `[Not Supported]`, and the like. */
function gpuNumber(text: string): number | null {
  return /^\d+(?:\.\d+)?$/.test(text.trim()) ? Number(text) : null;
}

function isUnknown(text: string): boolean {
  return /^\[.*\]$|^N\/A$/.test(text.trim());
}

/** Adds up samples. Times are milliseconds since any fixed time. */
export class GpuTally {
  readonly #last = new Map<number, GpuSample & { at: number }>();
  readonly #startedAt: number;
  #seconds: number | null = null;
  #peak: number | null = null;

  constructor(startedAt: number) {
    this.#startedAt = startedAt;
  }

  /** A sample tells of the time since the one before it. */
  add(sample: GpuSample, at: number): void {
    this.#work(sample, at, this.#last.get(sample.index)?.at ?? this.#startedAt);
    this.#last.set(sample.index, { ...sample, at });
    let memory: number | null = null;
    for (const { memoryBytes } of this.#last.values()) {
      if (memoryBytes !== null) memory = (memory ?? 0) + memoryBytes;
    }
    if (memory !== null) this.#peak = Math.max(this.#peak ?? 0, memory);
  }

  /** The rest of the time is taken to go on as each GPU's last sample says. */
  end(at: number): GpuUsage {
    for (const sample of this.#last.values()) this.#work(sample, at, sample.at);
    return { gpu_s: this.#seconds, gpu_peak_memory_bytes: this.#peak };
  }

  #work({ utilization }: GpuSample, at: number, since: number): void {
    if (utilization === null) return;
    this.#seconds = (this.#seconds ?? 0) + (utilization * Math.max(0, at - since)) / 1000;
  }
}

export interface GpuWatchOptions {
  /** Its PATH is searched for nvidia-smi. */
  env: Environment;
  /** Milliseconds since any fixed time. */
  now: () => number;
  intervalMs?: number;
}

/** Watches all GPUs of the machine by one nvidia-smi that goes on until the end. */
export class GpuWatch {
  readonly #child: ChildProcess;
  readonly #tally: GpuTally;
  readonly #now: () => number;
  #brokenOffAt: number | null = null;

  constructor(options: GpuWatchOptions) {
    const { env, now, intervalMs = 500 } = options;
    this.#now = now;
    this.#tally = new GpuTally(now());
    const args = ['--query-gpu=index,utilization.gpu,memory.used', FORMAT, '-lms', String(intervalMs)];
    const child = spawn('nvidia-smi', args, { env, stdio: ['ignore', 'pipe', 'ignore'], windowsHide: true });
    // That it is missing means that there are no samples, and its last one says nothing about the time after its end.
    child.on('error', () => undefined);
    child.once('exit', () => {
      this.#brokenOffAt = now();
    });
    createInterface({ input: child.stdout }).on('line', (line) => this.#see(line));
    this.#child = child;
  }

  end(): GpuUsage {
    const usage = this.#tally.end(this.#brokenOffAt ?? this.#now());
    this.#child.stdout?.destroy();
    this.#child.kill('SIGKILL');
    this.#child.unref();
    return usage;
  }

  #see(line: string): void {
    const sample = parseGpuSample(line);
    if (sample !== null) this.#tally.add(sample, this.#now());
  }
}
