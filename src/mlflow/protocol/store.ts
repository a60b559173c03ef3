import type { State } from '../state/state.js';
import type { Call } from './protocol.js';

/** What holds a server's state: in memory, in a file, on a ledger. */
export interface MlflowStore {
  /** As all calls that were answered have left it. */
  readonly state: State;
  /**
   * Runs a call, keeps what it changes, and gives the body of its answer.
   * @throws ProtocolError when the call is refused, or what it changes cannot be kept
   */
  run(call: Call): Promise<object>;
}
