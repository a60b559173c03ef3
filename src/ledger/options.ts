import { setTimeout as delay } from 'node:timers/promises';
import type { Environment } from './git/environment.js';
import type { Kept } from './ledger.js';
import type { Timing } from './write/backoff.js';
import type { WriteOptions } from './write/write-loop.js';

/** What it takes to open a ledger, wherever it lives. */
export interface LedgerOptions extends WriteOptions {
  branch: string;
  env: Environment;
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds since any moment; unlike the time of day it never jumps. */
  elapsed: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  signal?: AbortSignal;
  /** What views have made of folders before. */
  kept?: ((form: string) => Kept) | undefined;
  /** Milliseconds; default is to wait. */
  sleep?: (milliseconds: number) => Promise<void>;
}

export function timingOf(options: LedgerOptions): Timing {
  const { signal, now, elapsed, random, sleep = (time) => delay(time, undefined, { signal }) } = options;
  return { now, elapsed, random, sleep };
}
