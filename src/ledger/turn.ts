import type { Timing } from './backoff.js';
import type { State } from './write-loop.js';

/** Milliseconds. */
const SETTLE = 500;
const POLL = 1_000;
const POLL_PER_WRITER = 15;
const PATIENCE = 3_000;
const PATIENCE_PER_WRITER = 25;

/**
 * When a parked writer folds what is parked. The one with the lowest id does at once; the others look every now and then
 * whether their run is on the branch. When nothing happens the next ones step up, twice as many each time, so that it takes
 * eight steps and not 255 until one of 256 finds that all before it have died.
 */
export class Turn {
  readonly #timing: Timing;
  readonly #end: number;
  /** Undefined until it is known how many wait. */
  #at: number | undefined;
  #tip: string | null = null;
  #waiting = 0;

  /** @param limit milliseconds from now after which there is no further try */
  constructor(timing: Timing, limit: number) {
    this.#timing = timing;
    this.#end = timing.elapsed() + limit;
  }

  /** Whether this writer is to look at all that is parked now, and to fold it if its turn has come. */
  get isMine(): boolean {
    return this.#at === undefined || this.#timing.elapsed() >= this.#at;
  }

  /** Takes a place in the queue, unless it has one. @param own the lowest id of this writer @returns whether it is to fold now */
  take(own: string, { snapshot, inbox }: State): boolean {
    if (this.#at !== undefined) return this.isMine;
    const before = inbox.waiting.filter((one) => one.run_id < own).length;
    this.#tip = snapshot.commit;
    this.#waiting = inbox.waiting.length;
    const patience = PATIENCE + PATIENCE_PER_WRITER * this.#waiting;
    this.#at = this.#timing.elapsed() + patience * Math.ceil(Math.log2(before + 1));
    return this.isMine;
  }

  /** Others who wrote without this writer's runs have changed the queue. @param tip of the branch */
  seen(tip: string | null): void {
    if (tip !== this.#tip) this.reset();
  }

  /** Gives the place up. */
  reset(): void {
    this.#at = undefined;
  }

  /** Waits until it is worth looking again. @returns false when there is no time left */
  async wait(): Promise<boolean> {
    const now = this.#timing.elapsed();
    if (now >= this.#end) return false;
    const jitter = 0.5 + this.#timing.random();
    const poll = (POLL + POLL_PER_WRITER * this.#waiting) * jitter;
    const time = this.#at === undefined ? SETTLE * jitter : Math.min(poll, Math.max(0, this.#at - now));
    await this.#timing.sleep(Math.min(time, this.#end - now));
    return true;
  }
}
