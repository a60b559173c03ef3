import path from 'node:path';
import { UserError } from '../../core/errors.js';
import { SpoolDamage } from '../../mlflow/keep/spool.js';
import { type Base, openSpooledStore, type SpooledStore } from '../../mlflow/keep/spooled-store.js';
import type { Change } from '../../mlflow/state/changes.js';
import type { Followed } from './follow.js';
import { takeFolder } from './own-folder.js';
import { amendedUntil } from './read-amendments.js';
import { modelIn, refuseRecorded } from './recorded-models.js';
import type { CallContext, Opened, ServeDeps } from './request.js';
import { every } from './seal/every.js';
import { Keeper } from './seal/keeper.js';

/** How often it is looked for what is due, in milliseconds: as many runs as end meanwhile share a commit. */
const PACE = 1000;

interface Given {
  followed: Followed;
  context: CallContext;
  deps: ServeDeps;
}

/**
 * Shows a ledger and what clients log beside it, and carries that into the ledger.
 * @param folder absolute, this process's own
 * @throws UserError E_SERVE_BUSY, E_SERVE_DAMAGED
 */
export async function openWritable(folder: string, given: Given): Promise<Opened> {
  const { followed, deps } = given;
  const own = await takeFolder(folder, process.pid);
  const keeper = new Keeper({ ...deps, artifacts: path.join(folder, 'artifacts') });
  const store = await openStore(path.join(folder, 'spool.ndjson'), keeper, given).catch(
    async (error: unknown) => {
      await own.release();
      throw error;
    },
  );
  const seal = sealer(folder, { keeper, store, given });
  const passes = every(PACE, () => seal({ atEnd: false }));
  return {
    get state() {
      return store.state;
    },
    async run(call) {
      if (await followed.hasGrown()) await store.rebuild();
      return store.run(call);
    },
    async close() {
      await passes.stop();
      while (await seal({ atEnd: true }));
      await store.close();
      await own.release();
    },
  };
}

async function openStore(
  spool: string,
  keeper: Keeper,
  { followed, context, deps }: Given,
): Promise<SpooledStore> {
  let models: ReadonlySet<string> = new Set();

  async function base(server: string): Promise<Base> {
    const { state, runs, versions, amendments } = await followed.take();
    models = new Set([...versions.values()].map(({ model }) => model));
    const recorded = new Set(runs);
    const isLeft = keeper.begin({ state, recorded, ...amendedUntil(amendments, server) });
    // A number must never mean two versions: of two models of one name the ledger's is shown.
    const isHidden = (change: Change) => modelIn([change], models) !== undefined;
    return { state, isNeeded: (change, number) => !isHidden(change) && isLeft(change, number) };
  }

  try {
    return await openSpooledStore({
      path: spool,
      newServer: deps.newId(),
      base,
      kept: (entry, state) => keeper.kept(entry, state),
      check: (changes) => refuseRecorded(changes, models),
      passedOver: (why) => deps.log.warning(`Of ${spool} not shown is ${why}`),
      context,
    });
  } catch (error) {
    throw error instanceof SpoolDamage ? damaged(spool, error) : error;
  }
}

/** What does one pass and tells why one failed, once: what clients log waits where it is. It answers whether there was anything to write. */
function sealer(
  folder: string,
  { keeper, store, given }: { keeper: Keeper; store: SpooledStore; given: Given },
): (when: { atEnd: boolean }) => Promise<boolean> {
  const { followed, deps } = given;
  let told = '';
  return async (when) => {
    try {
      const made = await keeper.pass(store, when);
      if (made !== undefined) followed.advance(made);
      return made !== undefined;
    } catch (error) {
      const { message } = error as Error;
      const why = error instanceof UserError ? message : `a defect of ours: ${message}`;
      if (why !== told)
        deps.log.warning(`What clients log waits in ${folder} and is not in the ledger: ${why}`);
      told = why;
      return false;
    }
  };
}

function damaged(spool: string, { message }: SpoolDamage): UserError {
  return new UserError({
    code: 'E_SERVE_DAMAGED',
    what: `What clients have logged here cannot be read: ${message}`,
    where: spool,
    mend: 'Put the file back from a backup, or move it away to begin anew; it is left as it is',
  });
}
