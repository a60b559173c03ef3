import type { Ledger, NewFile } from '../../../ledger/ledger.js';
import type { Spooled } from '../../../mlflow/keep/spool.js';
import type { Base, SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import type { Change } from '../../../mlflow/state/changes.js';
import type { LoggedModel, Run } from '../../../mlflow/state/entities.js';
import type { State } from '../../../mlflow/state/state.js';
import { type Subject, subjectKey, subjectOf } from '../../../mlflow/state/subject.js';
import type { News } from '../news.js';
import { isFinal } from './logged-model.js';
import { type Made, type MakeDeps, makeFiles, messageOf, type Pending, type Written } from './make-files.js';

export interface KeeperDeps extends MakeDeps {
  ledger: Pick<Ledger, 'write'>;
  /** Milliseconds for which a run that has ended must be quiet. */
  sealAfter: number;
}

export interface PassOptions {
  /** Whether the server stops: then runs that have ended need not be quiet. */
  atEnd: boolean;
  /** Id of a run, or of a model that was logged without one, that need not be. */
  run?: string;
}

/** Carries what clients log from the spool into the ledger: a run once it has ended and is quiet, all else as amendments. */
export class Keeper {
  readonly #deps: KeeperDeps;
  readonly #pending = new Map<string, Pending>();
  /** By subject: digest of its newest amendment. */
  readonly #previous = new Map<string, string>();
  /** By subject: number of the last change of this server's that the ledger has. */
  #through = new Map<string, number>();
  /** Ids of runs that have a record, as all of this server knows them. */
  #recorded = new Set<string>();
  /** Runs whose record is being made. */
  readonly #sealing = new Set<string>();
  /** Subjects that a ledger cannot hold, each told once. */
  readonly #unfit = new Set<string>();
  #state: State | undefined;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** Begins anew with what the ledger has. @param through as the amendments of this server say */
  begin(base: {
    state: State;
    /** Is added to. */
    recorded: Set<string>;
    through: ReadonlyMap<string, number>;
    previous: ReadonlyMap<string, string>;
  }): Base['isNeeded'] {
    this.#pending.clear();
    this.#previous.clear();
    for (const [key, digest] of base.previous) this.#previous.set(key, digest);
    this.#through = new Map(base.through);
    this.#recorded = base.recorded;
    this.#state = base.state;
    return (change, number) => this.#isNeeded(change, number, base.state);
  }

  /** Whether a run has a record. */
  isRecorded(run_id: string): boolean {
    return this.#recorded.has(run_id);
  }

  /** Whether a run has a record, or is just about to. */
  isClosed(run_id: string): boolean {
    return this.#recorded.has(run_id) || this.#sealing.has(run_id);
  }

  /** Whether the ledger cannot hold a run. */
  isUnfit(run_id: string): boolean {
    return this.#unfit.has(run_id);
  }

  /** Whether a logged model is recorded, or just about to be: with its run where it has one. */
  isSealed({ model_id, source_run_id }: Pick<LoggedModel, 'model_id' | 'source_run_id'>): boolean {
    if (source_run_id === '') return this.#previous.has(model_id);
    return this.isClosed(source_run_id);
  }

  /**
   * Takes note of what others have written.
   * @param server this one
   * @returns what of it is others'; undefined where it is about something of which changes wait here
   */
  others(news: News, server: string): Pick<News, 'runs' | 'amendments'> | undefined {
    const runs = news.runs.filter(({ run }) => !this.#recorded.has(run.run_id));
    const amendments = news.amendments.filter(({ amendment }) => amendment.through.server !== server);
    const keys = amendments.map(({ amendment }) => subjectKey(amendment.subject as Subject));
    if ([...keys, ...runs.map(({ run }) => run.run_id)].some((key) => this.#pending.has(key)))
      return undefined;
    for (const { run } of runs) this.#recorded.add(run.run_id);
    amendments.forEach(({ digest }, index) => {
      this.#previous.set(keys[index] ?? '', digest);
    });
    return { runs, amendments };
  }

  /** Takes note of what was put into the spool. */
  kept({ at, number, changes }: Spooled, state: State): void {
    this.#state = state;
    for (const change of changes) {
      const subject = subjectOf(change, state.loggedModels);
      if (subject === undefined) continue;
      const key = subjectKey(subject);
      const isState = this.#isOpenRun(subject) && !this.#sealing.has(key);
      const pending = this.#pending.get(key) ?? { subject, changes: [], through: 0, at: 0 };
      this.#pending.set(key, pending);
      if (!isState) pending.changes.push({ number, change: { ...change, at } });
      Object.assign(pending, { through: number, at });
    }
  }

  /**
   * Writes what is due as one commit, and takes it out of the spool.
   * @returns whether there was anything
   */
  async pass(
    store: Pick<SpooledStore, 'state' | 'server' | 'compact'>,
    options: PassOptions,
  ): Promise<boolean> {
    const state = this.#state;
    if (state === undefined) return false;
    const due = [...this.#pending.values()].filter((pending) => this.#isDue(pending, state, options));
    const files: NewFile[] = [];
    const written: Written[] = [];
    for (const pending of due) {
      const made = await this.#made(pending, state, store.server);
      if (made === undefined) continue;
      files.push(...made.files);
      written.push(made.told);
    }
    if (written.length === 0) return false;
    const runs = written.flatMap(({ run }) => run ?? []);
    const message = messageOf(runs, written.length);
    try {
      if (files.length > 0) await this.#deps.ledger.write(() => ({ files, message, value: undefined }));
    } catch (error) {
      // Until it is tried again they may be gone on with.
      for (const run of runs) this.#sealing.delete(run);
      throw error;
    }
    for (const one of written) {
      this.#settle(one);
      const run = one.run === null ? undefined : state.runs.get(one.run);
      if (run === undefined) continue;
      this.#recorded.add(run.run_id);
      if (one.apart?.length) run.apart = one.apart;
    }
    await store.compact((change, number) => this.#isNeeded(change, number, store.state));
    return true;
  }

  #settle({ key, through, digest }: Written): void {
    this.#through.set(key, through);
    if (digest !== null) this.#previous.set(key, digest);
    const pending = this.#pending.get(key);
    this.#sealing.delete(key);
    if (pending?.through === through) this.#pending.delete(key);
    else if (pending !== undefined)
      pending.changes = pending.changes.filter(({ number }) => number > through);
  }

  #isOpenRun(subject: Subject): boolean {
    return 'run_id' in subject && !this.#recorded.has(subject.run_id);
  }

  #isNeeded(change: Change, number: number, state: State): boolean {
    const subject = subjectOf(change, state.loggedModels);
    return subject === undefined || number > (this.#through.get(subjectKey(subject)) ?? 0);
  }

  #isDue({ subject, at }: Pending, state: State, { atEnd, run: wanted }: PassOptions): boolean {
    if (this.#unfit.has(subjectKey(subject))) return false;
    if ('experiment_id' in subject) return true;
    const isWanted = subjectKey(subject) === wanted;
    const isQuiet = atEnd || isWanted || this.#deps.now() - at >= this.#deps.sealAfter;
    if ('model_id' in subject) return isQuiet && !this.#isUnfinished(subject.model_id, state);
    const run = state.runs.get(subject.run_id);
    return run !== undefined && isQuiet && (this.#recorded.has(run.run_id) || hasEnded(run));
  }

  /** Whether a model without a run has no record yet, and more of it is to come. */
  #isUnfinished(model_id: string, { loggedModels }: State): boolean {
    const model = this.#previous.has(model_id) ? undefined : loggedModels.get(model_id);
    return model !== undefined && !isFinal(model);
  }

  /** @returns undefined for what a ledger cannot hold: it stays in the spool, and takes nothing else with it */
  async #made(pending: Pending, state: State, server: string): Promise<Made | undefined> {
    const key = subjectKey(pending.subject);
    try {
      const run = this.#isOpenRun(pending.subject) ? state.runs.get(key) : undefined;
      if (run !== undefined) this.#sealing.add(key);
      const previous = this.#previous.get(key) ?? null;
      return await makeFiles(pending, { run, state, server, previous }, this.#deps);
    } catch (error) {
      this.#unfit.add(key);
      this.#sealing.delete(key);
      const what = 'run_id' in pending.subject ? `Run ${key}` : `What clients say of ${key}`;
      this.#deps.log.warning(
        `${what} stays with this server and is not in the ledger: ${(error as Error).message}`,
      );
      return undefined;
    }
  }
}

function hasEnded({ status }: Run): boolean {
  return status !== 'RUNNING' && status !== 'SCHEDULED';
}
