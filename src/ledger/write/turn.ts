import type { Timing } from './backoff.js';

/**
 * Milliseconds. Where two runs a second come in, the next of them adds what is parked within that time, and its own push is not in
 * the way of others.
 */
const SETTLE = 1_000;
const POLL = 1_000;
/** For each writer that waits, but no more than so much for each that waits before this one: it may soon be its turn. */
const POLL_PER_WRITER = 15;
const POLL_PER_RANK = 250;
const PATIENCE = 3_000;
const PATIENCE_PER_WRITER = 25;
/** After so long without anything happening all of them step up: those before may be nobody. */
const LONGEST_PATIENCE = 15_000;

/** What a server says of the branch and of what is parked, without any of it being fetched. */
export interface Listed {
  tip: string | null;
  /** Ids of parked runs, in no order. */
  ids: readonly string[];
}

/**
 * Names are compared read backwards: the end of a run's id is random, so that each writer can tell by itself, without asking,
 * whether it is probably among the first of a crowd.
 */
function backwards(id: string): string {
  return [...id].reverse().join('');
}

/** Whether a writer is among the first sixteenth of all. */
export function standsInFront(id: string): boolean {
  return id.endsWith('0');
}

/** The first of some ids, as {@link Turn} sees it. */
export function firstOf(ids: readonly string[]): string {
  return ids.reduce((first, id) => (backwards(id) < backwards(first) ? id : first));
}

/**
 * When a parked writer folds what is parked. The first one does at once; the others look every now and then whether their run is
 * still there. When nothing happens the next ones step up, twice as many each time, so that it takes
 * eight steps and not 255 until one of 256 finds that all before it have died.
 */
export class Turn {
  readonly #timing: Timing;
  readonly #end: number;
  /** Since when nothing has happened; undefined before the first look. */
  #since: number | undefined;
  #tip: string | null = null;
  /** How many wait before this writer. */
  #before = 0;
  #waiting = 0;

  /** @param limit milliseconds from now after which there is no further try */
  constructor(timing: Timing, limit: number) {
    this.#timing = timing;
    this.#end = timing.elapsed() + limit;
  }

  /** Whether this writer is to fold now. @param own the first of its ids */
  isMine(own: string, { tip, ids }: Listed): boolean {
    const before = ids.filter((id) => backwards(id) < backwards(own)).length;
    if (this.#since === undefined || tip !== this.#tip || before < this.#before)
      this.#since = this.#timing.elapsed();
    this.#tip = tip;
    this.#before = before;
    this.#waiting = ids.length;
    return this.#timing.elapsed() >= this.#due;
  }

  /** Waits until it is worth looking again. @param least milliseconds, on average @returns false when there is no time left */
  async wait(least = 0): Promise<boolean> {
    const now = this.#timing.elapsed();
    if (now >= this.#end) return false;
    const jitter = 0.5 + this.#timing.random();
    const more = Math.min(POLL_PER_WRITER * this.#waiting, POLL_PER_RANK * this.#before);
    const isNext = this.#since === undefined || this.#before === 0;
    const time = isNext
      ? Math.max(SETTLE, least) * jitter
      : Math.min((POLL + more) * jitter, Math.max(0, this.#due - now));
    await this.#timing.sleep(Math.min(time, this.#end - now));
    return true;
  }

  get #due(): number {
    const patience = PATIENCE + PATIENCE_PER_WRITER * this.#waiting;
    const steps = Math.ceil(Math.log2(this.#before + 1));
    return (this.#since ?? 0) + Math.min(LONGEST_PATIENCE, patience * steps);
  }
}
