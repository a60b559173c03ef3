import type { RegistryChange } from '../../../mlflow/state/changes.js';

/** Why changes of a ledger's registry are not written by this server. @throws ProtocolError */
export type MayWrite = (changes: readonly RegistryChange[]) => void;

/** On a ledger of this machine a client changes what a person can change with the command line: the events are unverified, as theirs are. */
export const mayWriteLocally: MayWrite = () => undefined;
