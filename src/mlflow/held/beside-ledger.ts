import { ProtocolError } from '../protocol/errors.js';
import type { Call } from '../protocol/protocol.js';
import type { MlflowStore } from '../protocol/store.js';
import type { RegisteredModel } from '../state/entities.js';
import type { State } from '../state/state.js';

/** What a ledger has of registered models, or why that is not known, a sentence without a full stop. */
export type LedgerModels = Pick<State, 'models'> | { why: string };

/**
 * A store whose calls that read the registry are shown what a ledger has, too.
 * @param ledger asked by the first of them
 */
export function besideLedger(store: MlflowStore, ledger: () => Promise<LedgerModels>): MlflowStore {
  return {
    get state() {
      return store.state;
    },
    async run(call) {
      if (call.scope !== 'registry' || call.isRead !== true) return store.run(call);
      const known = await ledger();
      if ('why' in known) return unknowing(store, call, known.why);
      return store.run({
        ...call,
        run: (context) => call.run({ ...context, state: withModels(context.state, known) }),
      });
    },
  };
}

/** @throws ProtocolError that says why something may not be found */
async function unknowing(store: MlflowStore, call: Call, why: string): Promise<object> {
  try {
    return await store.run(call);
  } catch (error) {
    if (!(error instanceof ProtocolError)) throw error;
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
