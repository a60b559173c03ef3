import { UserError } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { requireNewAliases } from '../../../core/registry/alias-names.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { asHeld } from '../../../mlflow/held/as-held.js';
import { clashOf, STAGES_OF_HELD } from '../../../mlflow/held/hold.js';
import { seeing } from '../../../mlflow/held/seeing.js';
import type { SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import { invalid, ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { Call } from '../../../mlflow/protocol/protocol.js';
import type { Change, RegistryChange } from '../../../mlflow/state/changes.js';
import {
  isWaiting,
  movedNote,
  type Placed,
  placed,
  placedAt,
  withHeld,
} from '../../../mlflow/state/held-view.js';
import { isRegistry } from '../../../mlflow/state/subject.js';
import type { Gate } from '../registry/gate.js';
import type { MayWrite } from '../registry/may-write.js';
import { checkLedgerNames } from '../registry/names.js';
import type { SeenRegistry } from '../registry/read-registry.js';
import { type Giving, isRecalling } from '../registry/recalls.js';

export interface HoldingDeps {
  store: SpooledStore;
  /** What the store's state was made of. */
  seen(): SeenRegistry;
  /** Null: nobody judges, so that there is nothing to wait for. @throws ProtocolError */
  gate(): Promise<Gate | null>;
  mayWrite: MayWrite;
  isRecorded(run_id: string): boolean;
  view(): Promise<LedgerView>;
  redactor: Redactor;
  /** What is held of the run is registered, if that has ended. */
  settle(run_id: string): Promise<void>;
  /** Waits for what is being registered. */
  settled(): Promise<void>;
  /** Writes to the ledger what is not held. @throws ProtocolError */
  write(call: Call): Promise<object>;
  now(): number;
  log: Log;
}

type Of<T extends RegistryChange['type']> = Extract<RegistryChange, { type: T }>;

const WHERE = 'the name';
/** What is said of what has to wait for the end of a run. */
const IN_STAGE = {
  before: `is in no stage before. End the run first. ${STAGES_OF_HELD}`,
  not: 'is not moved',
};
const NAMED = { before: 'gets no alias before. End the run first.', not: 'gets no alias' };

/**
 * Holds versions of runs that go on, until these are recorded and can be judged: they are answered at once, under a number that may
 * change, and what is said of them waits with them. A model that nobody has said anything of waits for its first version. All else is
 * handed on.
 */
export class Holding {
  readonly #deps: HoldingDeps;

  constructor(deps: HoldingDeps) {
    this.#deps = deps;
  }

  /** @throws ProtocolError */
  async run(call: Call): Promise<object> {
    const change = call.isRead === true ? undefined : await this.#changeOf(call);
    if (change === undefined) return this.#deps.write(call);
    if (change.type === 'model-created') return this.#model(call, change);
    if (change.type === 'version-created') return this.#version(call, change);
    const { state } = this.#deps.store;
    this.#requireUnmoved(change);
    const number = 'version' in change ? change.version : null;
    const held = number === null ? undefined : placedAt(state, change.model, number);
    return held === undefined ? this.#other(call, change) : this.#ofHeld(call, change, held);
  }

  /** @returns undefined where it changes nothing of the registry, or is refused: whoever writes says that */
  async #changeOf(call: Call): Promise<RegistryChange | undefined> {
    try {
      return (await this.#deps.store.look(seeing(call, withHeld))).changes.find(isRegistry);
    } catch (error) {
      if (error instanceof ProtocolError) return undefined;
      throw error;
    }
  }

  /** Keeps what a call changes of what is held. @param waits an alias of a version whose aliases are not shown before it is registered */
  #keep(call: Call, waits?: string): Promise<object> {
    return this.#deps.store.run({
      scope: 'registry',
      run: (context) => {
        const { changes, body } = seeing(call, withHeld).run(context);
        const kept = changes.flatMap((one) =>
          isRegistry(one) ? asHeld(one, context.state, context) : [one],
        );
        return { changes: kept.map((one) => waiting(one, waits)), body };
      },
    });
  }

  /** Has what is held go the way of something that was changed in the ledger. */
  async #follow(change: RegistryChange): Promise<void> {
    await this.#deps.store.run({
      scope: 'registry',
      run: (context) => ({ changes: asHeld(change, context.state, context), body: () => ({}) }),
    });
  }

  async #model(call: Call, change: Of<'model-created'>): Promise<object> {
    const { model, description, tags } = change;
    const { seen, gate, write, store, view, redactor } = this.#deps;
    // What is said of it is written at once, and so is a name that the ledger had before: its numbers go on.
    const isPlain = description === '' && tags.length === 0;
    const isKnown = seen().models.has(model) || seen().damaged.has(model);
    const judge = isPlain && !isKnown ? await gate() : null;
    if (judge === null) return write(call);
    checkLedgerNames(change, redactor);
    await refusing(async () => judge.requireName(model, await view()));
    const clash = clashOf(model, [...withHeld(store.state).models.keys()]);
    if (clash !== undefined) throw invalid(clash);
    return this.#keep(call);
  }

  async #version(call: Call, change: Of<'version-created'>): Promise<object> {
    const { store, isRecorded, gate, mayWrite, redactor, seen, write } = this.#deps;
    const run = store.state.runs.get(change.run_id);
    const isOpen = run?.status === 'RUNNING' || run?.status === 'SCHEDULED';
    try {
      if (!isOpen || isRecorded(change.run_id) || (await gate()) === null) return await write(call);
      const damage = seen().damaged.get(change.model);
      if (damage !== undefined) throw new ProtocolError('RESOURCE_CONFLICT', damage);
      checkLedgerNames(change, redactor);
      mayWrite([change]);
      await this.#heedRecalls(change);
    } catch (error) {
      throw await this.#withoutModel(change.model, error);
    }
    return this.#keep(call);
  }

  /** A model that was made for a version that is refused does not stay behind without one. */
  async #withoutModel(name: string, error: unknown): Promise<unknown> {
    const { store, now } = this.#deps;
    const { models, held } = store.state;
    const isEmpty = ![...held.versions.values()].some(({ model }) => model === name);
    if (!(error instanceof ProtocolError) || error.code !== 'INVALID_PARAMETER_VALUE') return error;
    if (models.has(name) || !held.models.has(name) || !isEmpty) return error;
    await store.add({ at: now(), changes: [{ type: 'model-released', name }] });
    return invalid(`${error.message}\nThe registered model ${name} is not kept, since it has no version.`);
  }

  async #ofHeld(call: Call, change: RegistryChange, { id, held, number }: Placed): Promise<object> {
    const { settled } = this.#deps;
    if (held.is_settling) {
      await settled();
      return this.run(call);
    }
    if (held.ended !== undefined && change.type !== 'version-deleted')
      throw invalid(`Version ${number} of ${held.model} is not registered. ${notRegistered(held.ended)}`);
    if (change.type === 'stage-changed') return this.#afterRun(call, { id, held, number }, IN_STAGE);
    if (change.type === 'alias-set') {
      if (!this.#isWritten(change)) return this.#afterRun(call, { id, held, number }, NAMED);
      checkLedgerNames(change, this.#deps.redactor);
      await refusing(async () => this.#requireAlias(change));
      await this.#heedRecalls(change);
      // Whether it comes from that is known once its run is recorded: until then it is not what the alias means.
      if (await isRecalling(this.#deps)) return this.#keep(call, change.alias);
    }
    return this.#keep(call);
  }

  /** @throws ProtocolError where it would be refused by what is said of it until now */
  async #heedRecalls(change: Giving): Promise<void> {
    const { gate, view, store, now } = this.#deps;
    const facts = { at: new Date(now()).toISOString() };
    await (await gate())?.heedRecalls(change, { view: await view(), state: withHeld(store.state), facts });
  }

  /** Whether this server writes it. What is changed elsewhere cannot wait for a version that is not there yet. */
  #isWritten(change: RegistryChange): boolean {
    try {
      this.#deps.mayWrite([change]);
      return true;
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      return false;
    }
  }

  /** Of a run that has ended meanwhile it is registered now. */
  async #afterRun(
    call: Call,
    { id, held: { model, run_id }, number }: Placed,
    { before, not }: typeof IN_STAGE,
  ): Promise<object> {
    const { store, settle, write } = this.#deps;
    const { status } = store.state.runs.get(run_id) ?? {};
    if (status === 'RUNNING' || status === 'SCHEDULED')
      throw new ProtocolError(
        'PERMISSION_DENIED',
        `Version ${number} of ${model} is held until run ${run_id} has ended, and ${before}`,
      );
    await settle(run_id);
    const left = store.state.held.versions.get(id);
    if (left === undefined) return write(call);
    throw new ProtocolError(
      'RESOURCE_CONFLICT',
      `Version ${number} of ${model} ${not}. ${left.ended === undefined ? `Run ${run_id} is not in the ledger yet; ask again.` : notRegistered(left.ended)}`,
    );
  }

  #requireAlias({ model, alias }: Of<'alias-set'>): void {
    const held = withHeld(this.#deps.store.state).models.get(model)?.aliases.keys() ?? [];
    requireNewAliases([alias], { held, where: WHERE });
  }

  /** What is about something of the ledger, or of a model as a whole. */
  async #other(call: Call, change: RegistryChange): Promise<object> {
    const { store, write } = this.#deps;
    const { model } = change;
    const { models, held } = store.state;
    const isHolding =
      held.models.has(model) || [...held.versions.values()].some((one) => one.model === model);
    if (!isHolding) return write(call);
    const written = models.get(model);
    if (written === undefined && change.type === 'model-deleted') return this.#keep(call);
    if (written === undefined && held.models.has(model)) await this.#begin(model);
    const isHeldAlias = change.type === 'alias-deleted' && written?.aliases.has(change.alias) !== true;
    const body = isHeldAlias ? {} : await write(call);
    await this.#follow(change);
    return body;
  }

  /** Writes a model that was to wait for a version. */
  async #begin(model: string): Promise<void> {
    const { store, write, now } = this.#deps;
    const made: RegistryChange = { type: 'model-created', model, description: '', tags: [] };
    await write({ scope: 'registry', run: () => ({ changes: [made], body: () => ({}) }) });
    await store.add({ at: now(), changes: [{ type: 'model-released', name: model }] });
  }

  /** A client that knows a version by a number that the ledger has given to another one must not change that one. @throws ProtocolError */
  #requireUnmoved(change: RegistryChange): void {
    const number = 'version' in change ? change.version : null;
    const { state } = this.#deps.store;
    if (number === null) return;
    // One that was refused is settled: whoever names its number now means the one that has it.
    const isMoved = placed(state).some(
      ({ held, number: now }) =>
        isWaiting(held) &&
        !held.is_settling &&
        held.model === change.model &&
        held.number === number &&
        now !== number,
    );
    const note = isMoved ? movedNote(state, change.model, number) : undefined;
    if (note === undefined) return;
    throw new ProtocolError(
      'RESOURCE_CONFLICT',
      `Two versions of ${change.model} were known as ${number}. ${note} Until that run has ended, version ${number} is changed by \`lineage-gate\` alone.`,
    );
  }
}

function waiting(change: Change, alias: string | undefined): Change {
  if (alias === undefined || change.type !== 'version-held' || !change.held.aliases.includes(alias))
    return change;
  return { ...change, held: { ...change.held, aliases_wait: true } };
}

function notRegistered(ended: NonNullable<Placed['held']['ended']>): string {
  return 'version' in ended ? `It is version ${ended.version}.` : ended.refusal;
}

async function refusing(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    throw error instanceof UserError ? invalid(error.message) : error;
  }
}
