import { UserError } from '../../../core/errors.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import type { SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { Call } from '../../../mlflow/protocol/protocol.js';
import type { State } from '../../../mlflow/state/state.js';
import { isRegistry } from '../../../mlflow/state/subject.js';
import { type ChangeElsewhere, type DispatchedChange, isDispatched } from './dispatch.js';
import { reasonOf } from './events.js';

/**
 * Answers calls that change a stage or an alias once it is changed elsewhere, and hands on all others.
 * @param renew has the state show what the ledger says by now
 * @returns undefined for a call that changes neither
 */
export function changingElsewhere(
  store: Pick<SpooledStore, 'look' | 'state'>,
  {
    change: changeIt,
    renew,
    redactor,
  }: { change: ChangeElsewhere; renew(): Promise<void>; redactor: Redactor },
): (call: Call) => Promise<object | undefined> {
  return async (call) => {
    const change = await changeIn(call, store);
    if (change === undefined) return undefined;
    if (!isThere(change, store.state)) {
      await changeIt(change, reasonOf(call.agent, redactor));
      await renew().catch(unread);
    }
    // Asked once more it changes nothing, and says what is there now.
    const { body } = await store.look(call);
    return body();
  };
}

function isThere(change: DispatchedChange, { models }: State): boolean {
  if (change.type !== 'stage-changed') return false;
  const { model, version, to, archived } = change;
  return archived.length === 0 && models.get(model)?.versions.get(version)?.stage === to;
}

function unread(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  throw new ProtocolError('RESOURCE_CONFLICT', `It is done, and cannot be shown: ${error.message}`);
}

async function changeIn(
  call: Call,
  store: Pick<SpooledStore, 'look'>,
): Promise<DispatchedChange | undefined> {
  try {
    const { changes } = await store.look(call);
    return changes.filter(isRegistry).find(isDispatched);
  } catch (error) {
    // It is refused where all calls are.
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
