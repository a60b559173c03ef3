import { ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import type { RegistryChange } from '../state/changes.js';
import type { RegisteredModel } from '../state/entities.js';
import type { State } from '../state/state.js';
import { isRegistry } from '../state/subject.js';
import { type RegistryMode, refusalOfLedger } from './hold.js';
import { seeing } from './seeing.js';

/** What a ledger has of registered models, or why that is not known, a sentence without a full stop. */
export type LedgerModels = Pick<State, 'models'> | { why: string };

interface Ledger {
  /** Asked by the first call that needs it. */
  models(): Promise<LedgerModels>;
  /** Whether it had a model of the name when the run began. */
  hasModel(name: string): boolean;
  mode: RegistryMode;
}

/**
 * A store whose calls of the registry see what a ledger has, too. What they would change of that is refused: to answer that it is not
 * there, or that it is done, would be untrue.
 */
export function besideLedger(store: MlflowStore, ledger: Ledger): MlflowStore {
  return {
    get state() {
      return store.state;
    },
    run(call) {
      if (call.scope !== 'registry') return store.run(call);
      return call.isRead === true ? read(store, call, ledger) : change(store, call, ledger);
    },
  };
}

async function read(store: MlflowStore, call: Call, ledger: Ledger): Promise<object> {
  const known = await ledger.models();
  if ('why' in known) return unknowing(store, call, known.why);
  return store.run(seeing(call, (state) => withModels(state, known)));
}

/** The ledger is asked only where the script has registered nothing that the call could be about. */
async function change(store: MlflowStore, call: Call, ledger: Ledger): Promise<object> {
  const own = await changesOf(store, call);
  const unalias = own.find(isUnalias);
  if (own.length > 0 && unalias === undefined) return store.run(call);
  const known = await ledger.models();
  if ('why' in known) return changeUnknowing(store, call, { ledger, why: known.why });
  if (unalias !== undefined) {
    if (known.models.get(unalias.model)?.aliases.has(unalias.alias)) throw refused(unalias, ledger);
    return store.run(call);
  }
  const beside = seeing(call, (state) => withModels(state, known));
  const [ofLedger] = await changesOf(store, beside);
  if (ofLedger !== undefined) throw refused(ofLedger, ledger);
  return store.run(beside);
}

/** What may be there is not said to be gone. */
async function changeUnknowing(
  store: MlflowStore,
  call: Call,
  { ledger, why }: { ledger: Ledger; why: string },
): Promise<object> {
  const [own] = await changesOf(store, call);
  const [possible] = await changesOf(store, seeing(call, asIfThere));
  if (own === undefined && possible !== undefined && ledger.hasModel(possible.model))
    throw refused(possible, ledger, why);
  return unknowing(store, call, why);
}

type Unalias = Extract<RegistryChange, { type: 'alias-deleted' }>;

function isUnalias(change: RegistryChange): change is Unalias {
  return change.type === 'alias-deleted';
}

/** What a call would change; nothing where what it is about is not there. @throws ProtocolError for another fault of it */
async function changesOf(store: MlflowStore, call: Call): Promise<RegistryChange[]> {
  let changes: RegistryChange[] = [];
  const look: Call = {
    ...call,
    run(context) {
      changes = call.run(context).changes.filter(isRegistry);
      return { changes: [], body: () => ({}) };
    },
  };
  await store.run(look).catch((error: unknown) => {
    if (!(error instanceof ProtocolError) || error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
  });
  return changes;
}

function refused(change: RegistryChange, { mode }: Ledger, why?: string): ProtocolError {
  const said = refusalOfLedger(change, mode);
  const whole = why === undefined ? said : `${said} (The registry of the ledger is not shown: ${why})`;
  return new ProtocolError('PERMISSION_DENIED', whole);
}

/** @throws ProtocolError that says why something may not be found */
async function unknowing(store: MlflowStore, call: Call, why: string): Promise<object> {
  try {
    return await store.run(call);
  } catch (error) {
    if (!(error instanceof ProtocolError) || error.code !== 'RESOURCE_DOES_NOT_EXIST') throw error;
    throw new ProtocolError(error.code, `${error.message} (The registry of the ledger is not shown: ${why})`);
  }
}

function withModels(state: State, ledger: Pick<State, 'models'>): State {
  const models = new Map(ledger.models);
  for (const [name, own] of state.models) models.set(name, merged(own, models.get(name)));
  return { ...state, models };
}

/** What is held by its name or number is what the script has registered, and means that to it. */
function merged(own: RegisteredModel, known: RegisteredModel | undefined): RegisteredModel {
  if (known === undefined) return own;
  return {
    ...known,
    aliases: new Map([...known.aliases, ...own.aliases]),
    versions: new Map([...known.versions, ...own.versions]),
  };
}

/** Has every key. */
class Every<V> extends Map<string, V> {
  override has(): boolean {
    return true;
  }
}

/** The same state if models had every alias and tag that somebody takes away. */
function asIfThere(state: State): State {
  const models = [...state.models].map(([name, model]): [string, RegisteredModel] => [
    name,
    { ...model, aliases: new Every(model.aliases), tags: new Every(model.tags) },
  ]);
  return { ...state, models: new Map(models) };
}
