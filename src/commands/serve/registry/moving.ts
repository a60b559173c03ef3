import { UserError } from '../../../core/errors.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import type { SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import { ProtocolError } from '../../../mlflow/protocol/errors.js';
import type { Call } from '../../../mlflow/protocol/protocol.js';
import type { State } from '../../../mlflow/state/state.js';
import type { MoveStage, StageChange } from './dispatch.js';
import { reasonOf } from './events.js';

/**
 * Answers calls that change a stage once it is changed elsewhere, and hands on all others.
 * @param renew has the state show what the ledger says by now
 * @returns undefined for a call that changes no stage
 */
export function movingStages(
  store: Pick<SpooledStore, 'look' | 'state'>,
  { moveStage, renew, redactor }: { moveStage: MoveStage; renew(): Promise<void>; redactor: Redactor },
): (call: Call) => Promise<object | undefined> {
  return async (call) => {
    const change = await moveIn(call, store);
    if (change === undefined) return undefined;
    if (!isThere(change, store.state)) {
      await moveStage(change, reasonOf(call.agent, redactor));
      await renew().catch(unread);
    }
    // Asked once more it changes nothing, and says of the version what is there now.
    const { body } = await store.look(call);
    return body();
  };
}

function isThere({ model, version, to, archived }: StageChange, { models }: State): boolean {
  return archived.length === 0 && models.get(model)?.versions.get(version)?.stage === to;
}

function unread(error: unknown): never {
  if (!(error instanceof UserError)) throw error;
  throw new ProtocolError(
    'RESOURCE_CONFLICT',
    `The version was moved, and cannot be shown: ${error.message}`,
  );
}

async function moveIn(call: Call, store: Pick<SpooledStore, 'look'>): Promise<StageChange | undefined> {
  try {
    const { changes } = await store.look(call);
    return changes.find((change): change is StageChange => change.type === 'stage-changed');
  } catch (error) {
    // It is refused where all calls are.
    if (error instanceof ProtocolError) return undefined;
    throw error;
  }
}
