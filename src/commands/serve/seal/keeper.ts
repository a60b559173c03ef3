import { sha256 } from '../../../core/digest.js';
import type { Log } from '../../../core/log.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { redactSeries } from '../../../core/redact/series.js';
import { amendmentPath } from '../../../ledger/layout.js';
import type { Ledger, NewFile } from '../../../ledger/ledger.js';
import { encodeRecord } from '../../../ledger/read/records.js';
import type { Spooled } from '../../../mlflow/keep/spool.js';
import type { Base, SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import type { Change } from '../../../mlflow/state/changes.js';
import type { LoggedModel, Run } from '../../../mlflow/state/entities.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';
import type { State } from '../../../mlflow/state/state.js';
import { type Subject, subjectKey, subjectOf } from '../../../mlflow/state/subject.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { amendmentOf, beginning } from '../../track/amendment/amendment.js';
import { redactChanges } from '../../track/amendment/redact.js';
import { soundChanges } from '../../track/amendment/sound.js';
import { lineageKeys } from '../../track/mlflow/choose.js';
import { newRun } from '../../track/write-run.js';
import type { News } from '../news.js';
import { isFinal, sealLoggedModel } from './logged-model.js';
import { sealRun } from './seal-run.js';

export interface KeeperDeps {
  ledger: Pick<Ledger, 'write'>;
  store(): Promise<ArtifactStore>;
  redactor: Redactor;
  /** What asks for tags. Left out: nothing does. */
  judgedBy?(): Promise<Policy | undefined>;
  log: Log;
  now(): number;
  newId(): string;
  /** Absolute folder that `mlflow-artifacts:/` URIs count from. */
  artifacts: string;
  /** Absolute folder that may be filled. */
  temp: string;
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

export interface PassOptions {
  /** Whether the server stops: then runs that have ended need not be quiet. */
  atEnd: boolean;
  /** Id of one that need not be. */
  run?: string;
}

const LONGEST_ACTOR = 500;

/** What was written of a subject. */
interface Written {
  key: string;
  through: number;
  /** Of its newest amendment; null where it has none. */
  digest: string | null;
  /** Id of the run whose record it is. */
  run: string | null;
}

interface Made {
  files: readonly NewFile[];
  told: Written;
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

  /** Whether a logged model is recorded, or just about to be: with its run where it has one. */
  isSealed({ model_id, source_run_id }: Pick<LoggedModel, 'model_id' | 'source_run_id'>): boolean {
    if (source_run_id === '') return this.#previous.has(model_id);
    return this.#recorded.has(source_run_id) || this.#sealing.has(source_run_id);
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
  async pass(store: SpooledStore, options: PassOptions): Promise<boolean> {
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
    if (files.length > 0) await this.#deps.ledger.write(() => ({ files, message, value: undefined }));
    for (const one of written) this.#settle(one);
    for (const run of runs) this.#recorded.add(run);
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
    const isWanted = 'run_id' in subject && subject.run_id === wanted;
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
      return await this.#make(pending, state, server);
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

  async #make({ subject, changes: pending, through }: Pending, state: State, server: string): Promise<Made> {
    const { newId, now, redactor } = this.#deps;
    const key = subjectKey(subject);
    const run = this.#isOpenRun(subject) ? state.runs.get(key) : undefined;
    const sealed = run === undefined ? undefined : await this.#seal(run, state);
    const part = sealed === undefined ? beginning(pending) : { changes: sealed.residue, through };
    const facts = {
      event_id: newId(),
      at: new Date(now()).toISOString(),
      actor: redactor.replace(run?.user_id ?? '').text.slice(0, LONGEST_ACTOR) || null,
      previous: this.#previous.get(key) ?? null,
      through: { server, number: part.through },
    };
    const model =
      'model_id' in subject && facts.previous === null ? state.loggedModels.get(subject.model_id) : undefined;
    if (model !== undefined) {
      const file = await sealLoggedModel(
        model,
        { ...facts, through: { server, number: through } },
        this.#deps,
      );
      return { files: [file], told: { key, through, run: null, digest: sha256(file.bytes) } };
    }
    const said = redactChanges(part.changes, redactor);
    const changes = await soundChanges(subject, said, { facts, log: this.#deps.log });
    const of = { key, through: part.through, run: run?.run_id ?? null };
    if (changes.length === 0) return { files: sealed?.files ?? [], told: { ...of, digest: facts.previous } };
    const amendment = amendmentOf(subject, changes, facts);
    const bytes = await encodeRecord('amendment', amendment);
    const files = [...(sealed?.files ?? []), { path: amendmentPath(amendment.event_id), bytes }];
    return { files, told: { ...of, digest: sha256(bytes) } };
  }

  /** @throws Error where a ledger cannot hold it */
  async #seal(
    run: Run,
    state: State,
  ): Promise<{ files: readonly NewFile[]; residue: readonly TimedChange[] }> {
    const { store, artifacts: folder, temp, redactor, judgedBy } = this.#deps;
    // A run is recorded whatever becomes of the policy: who registers is told of that.
    const policy = await judgedBy?.().catch(() => undefined);
    const wanted = lineageKeys(policy ?? { required_tags: [] });
    this.#sealing.add(run.run_id);
    const sealed = await sealRun(run, state, { folder, store: await store(), temp, redactor, wanted });
    const { files } = await newRun(sealed.record, redactSeries(sealed.series, redactor));
    return { files, residue: sealed.residue };
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
