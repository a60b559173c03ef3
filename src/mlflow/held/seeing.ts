import type { Call } from '../protocol/protocol.js';
import type { State } from '../state/state.js';

/** A call that is answered from a view of the state. */
export function seeing<C extends Call>(call: C, view: (state: State) => State): C {
  return { ...call, run: (context) => call.run({ ...context, state: view(context.state) }) };
}
