import { createContext, runInContext } from 'node:vm';
import type { Matches } from '../core/policy/policy.js';

/** Milliseconds for one pattern and one text: an expression like `(a+)+$` takes centuries for forty characters. */
const MATCH_LIMIT = 1_000;

/** Ends work that takes too long, in the midst of a regular expression too. @param limit milliseconds @throws Error when it does */
export function inTime<T>(work: () => T, limit: number): T {
  return runInContext('work()', createContext({ work }), { timeout: limit }) as T;
}

export function isTimeout(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT';
}

/** Holds texts of hostile runs against patterns. One that took too long is not tried again: there may be hundreds of such texts. */
export function matchesInTime(): Matches {
  const slow = new Set<string>();
  return (pattern, text) => {
    if (slow.has(pattern)) return null;
    const expression = new RegExp(pattern, 'u');
    try {
      return inTime(() => expression.test(text), MATCH_LIMIT);
    } catch (error) {
      if (!isTimeout(error)) throw error;
      slow.add(pattern);
      return null;
    }
  };
}
