/** Clock, chance and waiting, all given by the caller. */
export interface Timing {
  /** Milliseconds since 1970. */
  now: () => number;
  /** Milliseconds since any moment; unlike the time of day it never jumps. */
  elapsed: () => number;
  /** From 0 up to, but not including, 1. */
  random: () => number;
  /** @param milliseconds how long to wait */
  sleep: (milliseconds: number) => Promise<void>;
}

/** Milliseconds. Twenty writers of one second each are done soonest, and with the fewest pushes, about here (simulated). */
const FIRST = 500;
const LONGEST = 4_000;

/** Waits between tries, at random up to a bound that doubles, so that writers who collided do not collide again. */
export class Backoff {
  readonly #timing: Timing;
  readonly #end: number;
  #tries = 0;

  /** @param limit milliseconds from now after which there is no further try */
  constructor(timing: Timing, limit: number) {
    this.#timing = timing;
    this.#end = timing.elapsed() + limit;
  }

  /** @returns whether there is time for another try, which is due then */
  async wait(): Promise<boolean> {
    const left = this.#end - this.#timing.elapsed();
    if (left <= 0) return false;
    const bound = Math.min(LONGEST, FIRST * 2 ** this.#tries);
    this.#tries += 1;
    await this.#timing.sleep(Math.min(left, this.#timing.random() * bound));
    return true;
  }
}
