import path from 'node:path';
import type { KeptDigests } from '../../collect/files/kept-digests.js';
import { UserError } from '../../core/errors.js';
import { Queue } from '../../ledger/write/queue.js';
import { SpoolDamage, type Spooled } from '../../mlflow/keep/spool.js';
import { type Base, openSpooledStore, type SpooledStore } from '../../mlflow/keep/spooled-store.js';
import type { Change } from '../../mlflow/state/changes.js';
import type { State } from '../../mlflow/state/state.js';
import { isRegistry } from '../../mlflow/state/subject.js';
import { checkPlace, checkRecorded, type Known } from './check-recorded.js';
import type { Followed } from './follow.js';
import { NeededHeld } from './held/needed.js';
import { keepingUp } from './keep-up.js';
import { takeFolder } from './own-folder.js';
import { amendedUntil } from './read-amendments.js';
import { carryRegistry, type LeftChange } from './registry/carry.js';
import { type SeenRegistry, unseenRegistry } from './registry/read-registry.js';
import { openRegistry } from './registry-calls.js';
import type { CallContext, Opened, ServeDeps } from './request.js';
import { every } from './seal/every.js';
import { Keeper, type PassOptions } from './seal/keeper.js';
import { type Turns, takingTurns } from './turns.js';
import { uploadedTo } from './uploaded.js';

/** How often it is looked for what is due, in milliseconds: as many runs as end meanwhile share a commit. */
const PACE = 1000;

interface Given {
  followed: Followed;
  context: CallContext;
  /** Of the files that clients log. */
  kept: KeptDigests;
  deps: ServeDeps;
}

/** What can be logged to. */
export type Writable = Opened & {
  /** Refuses to change files of what is recorded. @throws ProtocolError PERMISSION_DENIED */
  checkPlace(path: string): void;
};

/**
 * Shows a ledger and what clients log beside it, and carries that into the ledger. Changes of the registry are written there at once.
 * @param folder absolute, this process's own
 * @throws UserError E_SERVE_BUSY, E_SERVE_DAMAGED
 */
export async function openWritable(folder: string, given: Given): Promise<Writable> {
  const { followed, kept, deps } = given;
  const own = await takeFolder(folder, process.pid);
  const turns = takingTurns(deps.ledger, followed);
  const keeper = new Keeper({ ...deps, ledger: turns.ledger, artifacts: artifactsIn(folder), kept });
  try {
    const spool = path.join(folder, 'spool.ndjson');
    const { store, seen, recorded, left, needed } = await openStore(spool, keeper, given);
    await carry(left, { folder, store, seen, turns, deps });
    const uploaded = (uri: string) => uploadedTo(uri, { folder: artifactsIn(folder), kept });
    const seal = sealer(folder, { keeper, store, needed, deps });
    const registry = openRegistry({ folder, uploaded, store, seen, turns, keeper, seal, followed, deps });
    const passes = every(PACE, async () => {
      await seal({ atEnd: false });
      await registry.settle();
    });
    const keepUp = keepingUp(
      { ...deps, followed, turn: turns.run },
      {
        catchUp: () => followed.catchUp((news) => keeper.others(news, store.server)),
        renew: () => store.rebuild(),
      },
    );
    return {
      get state() {
        return store.state;
      },
      checkPlace: (place) => checkPlace(place, store.state, recorded()),
      async run(call) {
        await keepUp();
        return call.scope === 'registry' ? registry.run(call) : store.run(call);
      },
      async close() {
        await registry.idle();
        await passes.stop();
        while (await seal({ atEnd: true }));
        await registry.end();
        await store.close();
        await own.release();
      },
    };
  } catch (error) {
    await own.release();
    throw error;
  }
}

/** Where the files lie that clients log. @param folder as of {@link openWritable} */
export function artifactsIn(folder: string): string {
  return path.join(folder, 'artifacts');
}

interface OpenedStore {
  store: SpooledStore;
  /** What its state was made of. */
  seen(): SeenRegistry;
  /** Of the records that it was made of. */
  recorded(): Known;
  /** Changes of the registry that lie in the file. */
  left: readonly LeftChange[];
  /** Which of its lines still say what is held. */
  needed: NeededHeld;
}

async function openStore(
  spool: string,
  keeper: Keeper,
  { followed, context, deps }: Given,
): Promise<OpenedStore> {
  let registry = unseenRegistry();
  let watched: ReadonlySet<string> = new Set();
  const recorded = () => ({
    watched,
    isRecorded: keeper.isClosed.bind(keeper),
    isSealed: keeper.isSealed.bind(keeper),
  });
  let left: LeftChange[] = [];
  const needed = new NeededHeld();

  async function base(server: string): Promise<Base> {
    const { state, runs, amendments, ...found } = await followed.take();
    ({ registry, watched } = found);
    left = [];
    const isLeft = keeper.begin({ state, recorded: runs, ...amendedUntil(amendments.values(), server) });
    // A number must never mean two versions: of two models of one name the ledger's is shown.
    const isHidden = (change: Change) => isRegistry(change) && registry.models.has(change.model);
    // Whoever knew the id of a run before it was recorded may have logged a model for it.
    const isForeign = (change: Change) =>
      change.type === 'logged-model-created' && watched.has(change.source_run_id);
    return {
      state,
      isNeeded: (change, number) => !isHidden(change) && !isForeign(change) && isLeft(change, number),
    };
  }

  function kept(entry: Spooled, state: State): void {
    keeper.kept(entry, state);
    needed.kept(entry);
    const { number, at, changes } = entry;
    left.push(...changes.filter(isRegistry).map((change) => ({ number, at, change })));
  }

  try {
    const store = await openSpooledStore({
      path: spool,
      newServer: deps.newId(),
      base,
      kept,
      passedOver: (why) => deps.log.warning(`Of ${spool} not shown is ${why}`),
      check: (changes, state) => checkRecorded(changes, state, recorded()),
      context,
    });
    return { store, seen: () => registry, recorded, left, needed };
  } catch (error) {
    throw error instanceof SpoolDamage ? damaged(spool, error) : error;
  }
}

interface Carrying extends Pick<OpenedStore, 'store' | 'seen'> {
  folder: string;
  turns: Turns;
  deps: ServeDeps;
}

/** Brings what earlier releases kept of the registry in a file of their own into the ledger. */
async function carry(
  left: readonly LeftChange[],
  { folder, store, seen, turns: { ledger }, deps }: Carrying,
): Promise<void> {
  if (left.length === 0) return;
  const { user = null, log } = deps;
  try {
    const numbers = await carryRegistry(left, {
      ...deps,
      ledger,
      seen: seen(),
      state: store.state,
      actor: user,
    });
    await store.compact((change, number) => !(isRegistry(change) && numbers.has(number)));
    if (numbers.size > 0)
      log.info(`${numbers.size} changes of the registry were brought from ${folder} into the ledger.`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warning(`Registered models wait in ${folder} and are not in the ledger: ${error.message}`);
    await store.rebuild();
  }
}

/** What does one pass and tells why one failed, once: what clients log waits where it is. It answers whether there was anything to write. */
function sealer(
  folder: string,
  given: { keeper: Keeper; store: SpooledStore; needed: NeededHeld; deps: ServeDeps },
): (when: PassOptions) => Promise<boolean> {
  const { keeper, store, needed, deps } = given;
  const { log } = deps;
  const spool = {
    get state() {
      return store.state;
    },
    server: store.server,
    compact: (isNeeded: Base['isNeeded']) =>
      store.compact((change, number) => needed.isNeeded(change, number) && isNeeded(change, number)),
  };
  // What two passes made at once could be one run twice.
  const queue = new Queue();
  let told = '';
  return async (when) => {
    try {
      return await queue.run(() => keeper.pass(spool, when));
    } catch (error) {
      const { message } = error as Error;
      const why = error instanceof UserError ? message : `a defect of ours: ${message}`;
      if (why !== told) log.warning(`What clients log waits in ${folder} and is not in the ledger: ${why}`);
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
