import { ProtocolError } from '../../mlflow/protocol/errors.js';
import type { Followed } from './follow.js';
import { keepingUp } from './keep-up.js';
import type { CallContext, Opened, ServeDeps } from './request.js';

/** Shows a ledger, and refuses what would change something. */
export async function readOnlyStore(
  followed: Followed,
  { context, deps }: { context: CallContext; deps: Pick<ServeDeps, 'log' | 'patience'> },
): Promise<Opened> {
  let { state } = await followed.take();
  const keepUp = keepingUp(
    { ...deps, followed },
    {
      catchUp: () => followed.catchUp(),
      async renew() {
        state = (await followed.take()).state;
      },
    },
  );
  return {
    get state() {
      return state;
    },
    async run(call) {
      await keepUp();
      const { changes, body } = call.run({ ...context, state, now: context.now() });
      if (changes.length === 0) return body();
      throw new ProtocolError(
        'PERMISSION_DENIED',
        'This server only reads. Start `lineage-gate serve` with --writable to log to it.',
      );
    },
    close: async () => undefined,
  };
}
