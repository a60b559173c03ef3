import type { Call } from '../../../mlflow/protocol/protocol.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';

/**
 * Decides about changes of a ledger's registry before they are written: `write`, or `done` where they have been made by other means, so
 * that the ledger is read again and the call answered from it.
 * @throws ProtocolError where they are not to be made
 */
export type MayWrite = (changes: readonly RegistryChange[], call: Call) => Promise<'write' | 'done'>;

/** On a ledger of this machine a client changes what a person can change with the command line: the events are unverified, as theirs are. */
export const mayWriteLocally: MayWrite = async () => 'write';
