import { type Failure, isTransient } from '../failures/classify.js';
import { dayFolder } from '../layout.js';
import type { Appended, NewFile, NewRun } from '../ledger.js';
import { Backoff } from './backoff.js';
import { parkedCommit } from './parked.js';
import { firstOf, standsInFront, Turn } from './turn.js';
import {
  checkedState,
  holds,
  isFatal,
  type LedgerPort,
  type Parking,
  readState,
  type State,
  tryCommit,
  type WriteOptions,
} from './write-loop.js';

/**
 * Writes runs: one direct try, which folds what others have parked; after a lost race the runs are parked, each on a ref of its
 * own, and the writer whose turn it is folds all that is parked into one commit. A parked run is safe: when its writer dies or runs
 * out of time, whoever writes next folds it. Nothing is held that a dead writer could leave behind.
 * @throws UserError with E_LEDGER_* codes
 */
export function append(port: LedgerPort, runs: readonly NewRun[], options: WriteOptions): Promise<Appended> {
  return new Appender(port, runs, options).run();
}

/**
 * Milliseconds: a first look that takes as long tells of a crowd, in which a direct try is probably lost. When others are parked it is
 * left out; else the push that is lost parks the runs as well. When that one is won, their refs are left over and go with the next push.
 */
const BUSY = 2_000;
/**
 * How long writers of a crowd wait before they look, on average, as a share of what parking has taken them: the others take as long.
 * Few need to look early, to fold. By the time that the rest do, one of those has, and a look at the branch is all.
 */
const EARLY = 0.15;
const LATE = 0.5;
const LATE_LOOKS = 2;

class Appender {
  readonly #port: LedgerPort;
  readonly #runs: readonly NewRun[];
  readonly #options: WriteOptions;
  readonly #backoff: Backoff;
  readonly #turn: Turn;
  /** Milliseconds since 1970. Fixed, so that parking again gives the same commit. */
  readonly #at: number;
  #inbox: LedgerPort['inbox'];
  #isParked = false;
  /** Without folding what others have parked. */
  #alone = false;
  /** What was parked at the first look, until it is looked into. */
  #unchecked: State | undefined;
  #lastFailure: Failure = { kind: 'lost-race', detail: '' };

  constructor(port: LedgerPort, runs: readonly NewRun[], options: WriteOptions) {
    this.#port = port;
    this.#runs = runs;
    this.#options = options;
    const limit = options.deadlineMs ?? 120_000;
    this.#backoff = new Backoff(port.timing, limit);
    this.#turn = new Turn(port.timing, limit);
    this.#at = port.timing.now();
    this.#inbox = port.inbox;
  }

  async run(): Promise<Appended> {
    const { elapsed } = this.#port.timing;
    const began = elapsed();
    let seen: string | null = null;
    for (let isFirst = true; !this.#isParked; isFirst = false) {
      if (!isFirst && !(await this.#backoff.wait())) throw this.#port.explain(this.#lastFailure, 'write');
      const state = await readState(this.#port, { files: this.#files });
      seen = state.snapshot.commit;
      this.#unchecked = state;
      const isBusy = isFirst && elapsed() - began >= BUSY;
      const isCrowded = isBusy && state.inbox.waiting.length > 0;
      const done = isCrowded ? null : await this.#try(state, isBusy ? await this.#parking() : undefined);
      if (done !== null) return done;
      const { kind } = this.#lastFailure;
      if (!this.#isParked && (kind === 'lost-race' || kind === 'lock')) await this.#park();
    }
    return this.#waitParked({ took: elapsed() - began, seen });
  }

  /**
   * Waits until the parked runs are on the branch, or it is this writer's turn to fold.
   * @param before.took milliseconds until they were parked
   * @param before.seen the branch's commit by then
   */
  async #waitParked({ took, seen }: { took: number; seen: string | null }): Promise<Appended> {
    const isCrowd = took >= BUSY;
    let lateLooks = isCrowd && !this.#ids.some(standsInFront) ? LATE_LOOKS : 0;
    let least = isCrowd ? took * (lateLooks > 0 ? LATE : EARLY) : 0;
    while (await this.#turn.wait(least)) {
      const isLate = lateLooks > 0;
      const place = isLate ? 'gone' : await this.#place();
      if (place === 'waiting') continue;
      const state = await readState(this.#port, { withoutParked: place === 'gone', files: this.#files });
      const isOver = !isLate || (await holds(state.snapshot, this.#files));
      const done = isOver ? await this.#try(state) : null;
      if (done !== null) return done;
      // Who folded in the meantime came before these runs were parked: few are left over, and they need not wait.
      lateLooks = state.snapshot.commit === seen ? lateLooks - 1 : 0;
      least = lateLooks > 0 ? least / 2 : 0;
    }
    return this.#leave();
  }

  /** Whether the parked runs still lie where they were put, and whose turn it is if they do. */
  async #place(): Promise<'gone' | 'waiting' | 'mine'> {
    const listed = await this.#inbox?.list();
    const own = this.#ids;
    if (listed === undefined || !own.some((id) => listed.ids.includes(id))) return 'gone';
    if (this.#turn.isMine(firstOf(own), listed)) return 'mine';
    if (this.#unchecked === undefined) return 'waiting';
    // Who is said to come before this writer may be nobody.
    await checkedState(this.#port, this.#unchecked);
    this.#unchecked = undefined;
    return this.#place();
  }

  get #files(): NewFile[] {
    return this.#runs.flatMap((run) => run.files);
  }

  get #ids(): string[] {
    return this.#runs.map((run) => run.run_id).sort();
  }

  #beginsDay({ snapshot }: State): boolean {
    return this.#runs.some((run) => snapshot.entries(dayFolder(run.run_id)).length === 0);
  }

  /** @returns null when somebody was faster, or nobody knows */
  async #try(state: State, parking?: Parking): Promise<Appended | null> {
    const files = this.#files;
    if (await holds(state.snapshot, files)) return { commit: state.snapshot.commit, beganDay: false };
    const [first] = this.#runs;
    const message =
      this.#runs.length === 1 && first !== undefined
        ? first.message
        : {
            subject: `record ${this.#runs.length} runs`,
            trailers: this.#ids.map((id) => ['Lineage-Run', id] as const),
          };
    const dates = state.inbox.waiting.map((one) => one.at);
    const done = await tryCommit(
      this.#port,
      {
        wanted: { files, message, runs: this.#ids },
        state,
        alone: this.#alone,
        ...(parking === undefined ? {} : { parking }),
        at: this.#isParked ? Math.max(this.#at, ...dates) : this.#port.timing.now(),
      },
      this.#options,
    );
    if (done.failure === null) return { commit: done.commit, beganDay: this.#beginsDay(state) };
    this.#lastFailure = done.failure;
    this.#isParked ||= done.parked;
    if (isFatal(done)) throw this.#port.explain(done.failure, 'write');
    this.#alone ||= !isTransient(done.failure.kind);
    return null;
  }

  async #parking(): Promise<Parking | undefined> {
    const store = await this.#inbox?.store();
    if (store === undefined) return undefined;
    const signature = { identity: this.#options.identity, at: this.#at };
    const made = this.#runs.map((run) => ({ id: run.run_id, tree: parkedCommit(store, run, signature) }));
    return {
      commits: new Map(made.map(({ id, tree }) => [id, tree.id])),
      objects: made.flatMap(({ tree }) => tree.objects),
    };
  }

  /** Those who were faster may be many: from now on one of all writers writes for all. */
  async #park(): Promise<void> {
    const inbox = this.#inbox;
    const parking = await this.#parking();
    if (inbox === undefined || parking === undefined) return;
    await (await inbox.store()).write(parking.objects);
    const refused = await inbox.park(parking.commits);
    this.#isParked = refused === null;
    if (refused === null) return;
    this.#options.log.debug(`the run was not parked, ${refused.kind}: ${refused.detail}`);
    if (!isTransient(refused.kind)) this.#inbox = undefined;
  }

  #leave(): Appended {
    const ids = this.#ids.join(', ');
    this.#options.log.warning(
      `The ledger was too busy to be written in time. Nothing is lost: run ${ids} is parked on the server, and the next write to the ledger adds it to the branch.`,
    );
    return { commit: null, beganDay: false };
  }
}
