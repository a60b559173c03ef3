import { ProtocolError } from '../../mlflow/protocol/errors.js';
import { emptyState } from '../../mlflow/state/state.js';
import type { Followed } from './follow.js';
import type { CallContext, Opened } from './request.js';

/** Shows a ledger, and refuses what would change something. */
export async function readOnlyStore(followed: Followed, context: CallContext): Promise<Opened> {
  let state = emptyState();
  let renewing: Promise<void> | undefined;

  /** Many who ask at once wait for one reading. */
  function renew(): Promise<void> {
    renewing ??= anew().finally(() => {
      renewing = undefined;
    });
    return renewing;
  }

  async function anew(): Promise<void> {
    if (!(await followed.catchUp())) state = (await followed.take()).state;
  }

  await renew();
  return {
    get state() {
      return state;
    },
    async run(call) {
      if (await followed.hasGrown()) await renew();
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
