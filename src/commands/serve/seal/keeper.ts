import type { Log } from '../../../core/log.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { redactSeries } from '../../../core/redact/run.js';
import { amendmentPath } from '../../../ledger/layout.js';
import type { Ledger, NewFile } from '../../../ledger/ledger.js';
import { encodeRecord } from '../../../ledger/read/records.js';
import type { Spooled } from '../../../mlflow/keep/spool.js';
import type { Base, SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import type { Change } from '../../../mlflow/state/changes.js';
import type { Run } from '../../../mlflow/state/entities.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';
import type { State } from '../../../mlflow/state/state.js';
import { type Subject, subjectKey, subjectOf } from '../../../mlflow/state/subject.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { newRun } from '../../track/write-run.js';
import { amendmentOf, MOST_CHANGES } from './amendment.js';
import { redactChanges } from './redact.js';
import { sealRun } from './seal-run.js';

export interface KeeperDeps {
  ledger: Pick<Ledger, 'write'>;
  store(): Promise<ArtifactStore>;
  redactor: Redactor;
  log: Log;
  now(): number;
  newId(): string;
  /** Absolute folder that `mlflow-artifacts:/` URIs count from. */
  artifacts: string;
  /** Milliseconds for which a run that has ended must be quiet. */
  sealAfter: number;
}

/** What of a subject is in the spool and not in the ledger. */
interface Pending {
  subject: Subject;
  /** Those that an amendment is to hold; none of a run without a record, of which only its state counts. */
  changes: { number: number; change: TimedChange }[];
  /** Number of the last of them. */
  through: number;
  /** When the last of them was made, in milliseconds since 1970. */
  at: number;
}

/** Carries what clients log from the spool into the ledger: a run once it has ended and is quiet, all else as amendments. */
export class Keeper {
  readonly #deps: KeeperDeps;
  readonly #pending = new Map<string, Pending>();
  /** By subject: bytes of its newest amendment. */
  readonly #previous = new Map<string, Buffer>();
  /** By subject: number of the last change of this server's that the ledger has. */
  #through = new Map<string, number>();
  /** Ids of runs that have a record. */
  #recorded: ReadonlySet<string> = new Set();
  /** Runs whose record is being made. */
  readonly #sealing = new Set<string>();
  /** Runs that a record cannot hold, each told once. */
  readonly #unfit = new Set<string>();
  #state: State | undefined;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** Begins anew with what the ledger has. @param through as the amendments of this server say */
  begin(base: {
    state: State;
    recorded: ReadonlySet<string>;
    through: ReadonlyMap<string, number>;
    previous: ReadonlyMap<string, Buffer>;
  }): Base['isNeeded'] {
    this.#pending.clear();
    this.#previous.clear();
    for (const [key, bytes] of base.previous) this.#previous.set(key, bytes);
    this.#through = new Map(base.through);
    this.#recorded = base.recorded;
    this.#state = base.state;
    return (change, number) => this.#isNeeded(change, number, base.state);
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
   * @param atEnd whether the server stops: then runs that have ended need not be quiet
   * @returns the commit, and the one that it stands on; undefined when nothing was due
   */
  async pass(
    store: SpooledStore,
    { atEnd }: { atEnd: boolean },
  ): Promise<{ from: string | null; commit: string | null } | undefined> {
    const state = this.#state;
    if (state === undefined) return undefined;
    const due = [...this.#pending.values()].filter((pending) => this.#isDue(pending, state, atEnd));
    const files: NewFile[] = [];
    const written: { key: string; through: number; bytes: Buffer; run: string | null }[] = [];
    for (const pending of due) {
      const made = await this.#write(pending, state, store.server);
      if (made === undefined) continue;
      files.push(...made.files);
      written.push(made.told);
    }
    if (written.length === 0) return undefined;
    const runs = written.flatMap(({ run }) => run ?? []);
    const { value: from, commit } = await this.#deps.ledger.write((view) => ({
      files,
      message: messageOf(runs, written.length),
      value: view.commit,
    }));
    for (const { key, through, bytes } of written) this.#settle(key, through, bytes);
    this.#recorded = new Set([...this.#recorded, ...runs]);
    await store.compact((change, number) => this.#isNeeded(change, number, store.state));
    return { from, commit };
  }

  #settle(key: string, through: number, bytes: Buffer): void {
    this.#through.set(key, through);
    this.#previous.set(key, bytes);
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

  #isDue({ subject, at }: Pending, state: State, atEnd: boolean): boolean {
    if ('experiment_id' in subject) return true;
    const isQuiet = atEnd || this.#deps.now() - at >= this.#deps.sealAfter;
    if (!('run_id' in subject)) return isQuiet;
    const run = state.runs.get(subject.run_id);
    if (run === undefined || this.#unfit.has(run.run_id)) return false;
    return isQuiet && (this.#recorded.has(run.run_id) || hasEnded(run));
  }

  async #write({ subject, changes, through }: Pending, state: State, server: string) {
    const { newId, now, redactor } = this.#deps;
    const key = subjectKey(subject);
    const files: NewFile[] = [];
    let all = changes.map(({ change }) => change);
    const run = this.#isOpenRun(subject) ? state.runs.get(key) : undefined;
    if (run !== undefined) {
      this.#sealing.add(run.run_id);
      const sealed = await this.#seal(run, state);
      if (sealed === undefined) return undefined;
      files.push(...sealed.files);
      all = sealed.residue;
    }
    const amendment = amendmentOf(subject, redactChanges(all.slice(0, MOST_CHANGES), redactor), {
      event_id: newId(),
      at: new Date(now()).toISOString(),
      actor: run?.user_id || null,
      previous: this.#previous.get(key) ?? null,
      through: { server, number: through },
    });
    const bytes = await encodeRecord('amendment', amendment);
    files.push({ path: amendmentPath(amendment.event_id), bytes });
    return { files, told: { key, through, bytes, run: run?.run_id ?? null } };
  }

  /** @returns undefined for a run that a ledger cannot hold, which stays in the spool */
  async #seal(
    run: Run,
    state: State,
  ): Promise<{ files: readonly NewFile[]; residue: TimedChange[] } | undefined> {
    const { store, artifacts, redactor, log } = this.#deps;
    try {
      const sealed = await sealRun(run, state, { folder: artifacts, store: await store(), redactor });
      const series = redactSeries(sealed.series, redactor);
      const { files } = await newRun(sealed.record, series);
      return { files, residue: sealed.residue };
    } catch (error) {
      this.#unfit.add(run.run_id);
      this.#sealing.delete(run.run_id);
      log.warning(
        `Run ${run.run_id} stays with this server and is not in the ledger: ${(error as Error).message}`,
      );
      return undefined;
    }
  }
}

function hasEnded({ status }: Run): boolean {
  return status !== 'RUNNING' && status !== 'SCHEDULED';
}

function messageOf(runs: readonly string[], subjects: number) {
  const [run] = runs;
  const subject =
    runs.length === 1
      ? `run ${run} by an MLflow client`
      : runs.length > 1
        ? `${runs.length} runs by MLflow clients`
        : `${subjects} amendment(s) by MLflow clients`;
  return { subject, trailers: runs.map((id): [string, string] => ['Lineage-Run', id]) };
}
