import type { Chance } from './random.js';
import type { ServerStep } from './steps.js';

/** A command that talks to the server, about to run. */
export interface Move {
  writer: number;
  step: ServerStep;
  /** Lets it run. */
  go: () => void;
}

interface Sleeper {
  writer: number;
  until: number;
  wake: () => void;
}

export interface ConductorOptions {
  chance: Chance;
  policy: 'random' | 'lockstep' | 'solo';
  overlaps: boolean;
  /** What happens in the world before a command of a writer runs. */
  before: (move: Move) => Promise<void>;
}

/** More than any scenario needs: writers that never end are a defect. */
const MOST_MOVES = 600;

/**
 * Decides who is next whenever all writers wait, for the server or for time to pass: so that a seed decides the order of all
 * that one writer can see of another, and so that no time is spent sleeping.
 */
export class Conductor {
  /** Milliseconds since the beginning, as writers see them. */
  now = 0;
  readonly #options: ConductorOptions;
  readonly #moves: Move[] = [];
  readonly #sleepers: Sleeper[] = [];
  readonly #made = new Map<number, number>();
  #running = 0;
  #total = 0;
  #isDeciding = false;
  #last = -1;
  #fail: (error: unknown) => void = () => undefined;
  /** Rejects when a case cannot go on. */
  readonly failed: Promise<never>;

  constructor(options: ConductorOptions) {
    this.#options = options;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => undefined);
  }

  /** Ends the case: it cannot go on. */
  abort(error: unknown): void {
    this.#fail(error);
  }

  /** So many writers are about to start. */
  enter(count: number): void {
    this.#running += count;
  }

  leave(): void {
    this.#running -= 1;
    this.#settle();
  }

  ask(move: Move): void {
    this.#moves.push(move);
    this.leave();
  }

  sleep(writer: number, ms: number): Promise<void> {
    return new Promise((wake) => {
      this.#sleepers.push({ writer, until: this.now + ms, wake });
      this.leave();
    });
  }

  #settle(): void {
    if (this.#running > 0 || this.#isDeciding) return;
    if (this.#moves.length === 0 && this.#sleepers.length === 0) return;
    this.#isDeciding = true;
    this.#decide()
      .catch(this.#fail)
      .finally(() => {
        this.#isDeciding = false;
        this.#settle();
      });
  }

  async #decide(): Promise<void> {
    const { chance, overlaps } = this.#options;
    const wakes = this.#moves.length === 0 || (this.#sleepers.length > 0 && chance.is(0.15));
    if (wakes) return this.#wake();
    const chosen = overlaps ? this.#moves.splice(0) : [this.#choose()];
    this.#total += chosen.length;
    if (this.#total > MOST_MOVES) throw new Error(`the writers have not ended after ${MOST_MOVES} commands`);
    for (const move of chosen) await this.#options.before(move);
    for (const move of chosen) {
      this.#made.set(move.writer, (this.#made.get(move.writer) ?? 0) + 1);
      this.#last = move.writer;
      this.#running += 1;
    }
    for (const move of chosen) move.go();
  }

  #wake(): void {
    this.#sleepers.sort((a, b) => a.until - b.until);
    const sleeper = this.#sleepers.shift();
    if (sleeper === undefined) return;
    this.now = Math.max(this.now, sleeper.until);
    this.#running += 1;
    sleeper.wake();
  }

  #choose(): Move {
    const { chance, policy } = this.#options;
    // The order in which writers came here is not the seed's.
    const moves = this.#moves.sort((a, b) => a.writer - b.writer);
    const made = (move: Move) => this.#made.get(move.writer) ?? 0;
    const least = Math.min(...moves.map(made));
    const fits =
      policy === 'lockstep'
        ? moves.filter((move) => made(move) === least)
        : policy === 'solo'
          ? moves.filter((move) => move.writer === this.#last)
          : moves;
    const move = chance.pick(fits.length > 0 ? fits : moves);
    moves.splice(moves.indexOf(move), 1);
    return move;
  }
}
