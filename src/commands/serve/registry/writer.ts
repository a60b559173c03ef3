import { UserError } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import { BUILT_IN_POLICY } from '../../../core/policy/policy.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import type { LedgerView, Plan } from '../../../ledger/ledger.js';
import { seeing } from '../../../mlflow/held/seeing.js';
import type { SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import type { Outcome } from '../../../mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { Call } from '../../../mlflow/protocol/protocol.js';
import type { Change, RegistryChange } from '../../../mlflow/state/changes.js';
import { withHeld, withHeldModels } from '../../../mlflow/state/held-view.js';
import { isRegistry } from '../../../mlflow/state/subject.js';
import type { Followed } from '../follow.js';
import type { Turns } from '../turns.js';
import type { Verifier } from '../verify-registry.js';
import { type About, Batch } from './batch.js';
import { reasonOf } from './events.js';
import { type Asked, type Gate, type Passed, refused } from './gate.js';
import type { Uploaded } from './makers.js';
import type { MayWrite } from './may-write.js';
import { readRegistry, type SeenRegistry } from './read-registry.js';
import { isRecalling, makersOfChange, recallFindings } from './recalls.js';

export interface RegistryWriterDeps {
  turns: Turns;
  store: SpooledStore;
  /** What the store's state was made of. */
  seen(): SeenRegistry;
  mayWrite: MayWrite;
  /** Null: nobody judges. @throws UserError where its policy cannot be read */
  gate(): Promise<Gate | null>;
  /** The ledger as this server knows it. */
  view(): Promise<LedgerView>;
  /** Has a run, or a model that was logged without one, recorded at once, if it has ended. */
  seal(id: string): Promise<void>;
  uploaded: Uploaded;
  redactor: Redactor;
  log: Log;
  /** Told of what of the ledger is not shown. */
  tell: Followed['tell'];
  verifier?: Verifier | undefined;
  now(): number;
  newId(): string;
  user?: string | undefined;
}

interface Waiting {
  call: Call;
  done(body: object): void;
  failed(error: unknown): void;
}

/** What became of a call. */
type Answer = { body: object; also: readonly Change[] } | { refusal: unknown };

interface Pass {
  batch: Batch;
  at: number;
  answers: Map<Waiting, Answer>;
  /** Calls for which the next commit is. */
  later: Waiting[];
}

/** Calls that one commit answers at most. */
const MOST = 200;

/**
 * Writes what clients change of the registry to the ledger: a call is in a commit before it is answered, and calls that wait at the same
 * moment share one. Each is asked anew of the state that the commit is made on.
 */
export class RegistryWriter {
  readonly #deps: RegistryWriterDeps;
  #waiting: Waiting[] = [];
  #writing: Promise<void> | undefined;
  #asking: Promise<boolean> | undefined;
  /** Models of which the state may say what was never written. */
  readonly #unsure = new Set<string>();

  constructor(deps: RegistryWriterDeps) {
    this.#deps = deps;
  }

  /** @throws ProtocolError */
  async run(call: Call): Promise<object> {
    const { store } = this.#deps;
    if (this.#unsure.size === 0) {
      try {
        const { changes, body } = await store.look(seeing(call, withHeld));
        if (changes.length === 0) return body();
        await this.#sealFor(changes.filter(isRegistry));
      } catch (error) {
        // What is not there may be by now: somebody else writes, too. Who only reads is answered from what is known.
        if (!(error instanceof ProtocolError) || call.isRead === true) throw error;
      }
    }
    return new Promise((done, failed) => {
      this.#waiting.push({ call, done, failed });
      this.#writing ??= this.#writeAll();
    });
  }

  /** A version is judged by what its run has recorded, and held against recalls by it. */
  async #sealFor(changes: readonly RegistryChange[]): Promise<void> {
    const { gate, seal, store } = this.#deps;
    const ids = new Set(changes.flatMap((change) => makersOfChange(change, store.state)));
    if (ids.size === 0) return;
    if ((await gate().catch(unjudged)) === null && !(await this.#isRecalling())) return;
    for (const id of ids) await seal(id);
  }

  /** Calls of one moment ask once, or they would share no commit. */
  #isRecalling(): Promise<boolean> {
    this.#asking ??= isRecalling(this.#deps).finally(() => {
      this.#asking = undefined;
    });
    return this.#asking;
  }

  /** Waits for what is under way. */
  async idle(): Promise<void> {
    await this.#writing;
  }

  async #writeAll(): Promise<void> {
    // Put off, so that what other connections send in this moment goes with it.
    await undefined;
    while (this.#waiting.length > 0) {
      const calls = this.#waiting.splice(0, MOST);
      await this.#write(calls).catch((error: unknown) => {
        for (const { failed } of calls) failed(error);
      });
    }
    this.#writing = undefined;
  }

  async #write(calls: readonly Waiting[]): Promise<void> {
    const { turns, store } = this.#deps;
    let newest: Pass | undefined;
    let seenIn: LedgerView | undefined;
    try {
      const { value: pass, commit } = await turns.ledger.write(async (view): Promise<Plan<Pass>> => {
        seenIn = view;
        newest = await this.#plan(calls, view);
        const { files, message } = newest.batch;
        return { files, message, value: newest, leavesEntries: true };
      });
      // Where an earlier try turns out to have been written, the state shows another one.
      if (commit !== null && pass === newest) this.#settle(pass.batch, commit);
      // Made anew meanwhile, without what was written.
      if (pass.batch.state !== store.state) await turns.run(() => store.rebuild());
      await this.#answer(pass);
    } catch (error) {
      await this.#undo(seenIn);
      for (const waiting of calls) waiting.failed(refusalOf(newest, waiting) ?? unwritten(error));
    }
  }

  async #plan(calls: readonly Waiting[], view: LedgerView): Promise<Pass> {
    const { store, now, mayWrite, redactor } = this.#deps;
    const gate = await this.#deps.gate().catch(unjudged);
    await this.#bringUpTo(view);
    const at = now();
    const pass: Pass = { batch: this.#newBatch(), at, answers: new Map(), later: [] };
    const marked = new Set<string>();
    const judging: Pick<About, 'judge'> = {
      judge: (change, asked) =>
        gate === null
          ? this.#heedRecalls(change, { ...asked, view })
          : gate.judge(change, { ...asked, view }),
    };
    for (const waiting of calls) {
      if (pass.batch.isClosed) {
        pass.later.push(waiting);
        continue;
      }
      try {
        const { changes, body } = await this.#look(waiting.call, at);
        const also = changes.filter((change) => !isRegistry(change));
        // What two calls say of one logged model is worked out one after the other.
        const models = also.flatMap((change) => ('model_id' in change ? [change.model_id] : []));
        if (models.some((id) => marked.has(id))) {
          pass.later.push(waiting);
          continue;
        }
        const reason = reasonOf(waiting.call.agent, redactor);
        const own = changes.filter(isRegistry);
        mayWrite(own);
        for (const change of own) await pass.batch.add(change, { at, reason, ...judging });
        for (const id of models) marked.add(id);
        pass.answers.set(waiting, { body: body(), also });
      } catch (refusal) {
        pass.answers.set(waiting, { refusal });
      }
    }
    return pass.batch.state === store.state ? pass : this.#plan(calls, view);
  }

  /** Where nobody judges, what is recalled is refused all the same. @throws ProtocolError */
  async #heedRecalls(change: RegistryChange, asked: Asked): Promise<Passed> {
    const { log, uploaded } = this.#deps;
    const { findings } = await recallFindings(change, asked, { policy: BUILT_IN_POLICY, log, uploaded });
    if (findings.length > 0) throw refused(`this change of ${change.model}`, findings);
    return {};
  }

  /** What is written is worked out on the ledger alone, and what is read shows what is held. */
  async #look(call: Call, at: number): Promise<Outcome> {
    const { store } = this.#deps;
    const written = await store.look(seeing(call, withHeldModels), at);
    return written.changes.length > 0 ? written : store.look(seeing(call, withHeld), at);
  }

  #newBatch(): Batch {
    const { store, seen, redactor, newId, user } = this.#deps;
    return new Batch({
      seen: seen(),
      state: store.state,
      redactor,
      newId,
      actor: user ?? null,
      touched: (model) => this.#unsure.add(model),
    });
  }

  /** Makes the state what a commit says of the registry. */
  async #bringUpTo(view: LedgerView): Promise<void> {
    const { store, seen, tell, verifier } = this.#deps;
    const faults: UserError[] = [];
    await readRegistry(view, seen(), { state: store.state, faults, verifier, again: this.#unsure });
    this.#unsure.clear();
    tell(faults);
  }

  #settle(batch: Batch, commit: string): void {
    batch.settle(commit);
    this.#unsure.clear();
    for (const model of batch.renamed) this.#unsure.add(model);
  }

  async #answer({ answers, later, at }: Pass): Promise<void> {
    const { store } = this.#deps;
    this.#waiting.unshift(...later);
    for (const [{ done, failed }, answer] of answers) {
      if ('refusal' in answer) {
        failed(answer.refusal);
        continue;
      }
      try {
        if (answer.also.length > 0) await store.add({ at, changes: answer.also });
        done(answer.body);
      } catch (error) {
        failed(error);
      }
    }
  }

  /**
   * What could not be written must not be seen either; where the ledger cannot be read, the next call tries again.
   * @param seenIn what it was worked out on: a server that takes no commit may show nothing either
   */
  async #undo(seenIn: LedgerView | undefined): Promise<void> {
    if (seenIn === undefined) return;
    await this.#deps.turns.run(() => this.#bringUpTo(seenIn)).catch(() => undefined);
  }
}

function refusalOf(pass: Pass | undefined, waiting: Waiting): unknown {
  const answer = pass?.answers.get(waiting);
  return answer !== undefined && 'refusal' in answer ? answer.refusal : undefined;
}

/** Nothing passes a policy that cannot be read. */
export function unjudged(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  throw new ProtocolError(
    'RESOURCE_CONFLICT',
    `The policy cannot be read, so nothing is registered or changed: ${error.message}`,
  );
}

/** @returns what a client is told: an error that it does not try again by itself */
function unwritten(error: unknown): unknown {
  return error instanceof UserError
    ? new ProtocolError('DATA_LOSS', `The ledger was not written, so the call was not kept: ${error.message}`)
    : error;
}
