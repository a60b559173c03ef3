import type { SpooledStore } from '../../mlflow/keep/spooled-store.js';
import type { Call } from '../../mlflow/protocol/protocol.js';
import type { Followed } from './follow.js';
import { Holding } from './held/holding.js';
import { Settling } from './held/settling.js';
import { changingElsewhere } from './registry/elsewhere.js';
import { Gate } from './registry/gate.js';
import type { Uploaded } from './registry/makers.js';
import { mayWriteLocally } from './registry/may-write.js';
import type { SeenRegistry } from './registry/read-registry.js';
import { RegistryWriter, unjudged } from './registry/writer.js';
import type { ServeDeps } from './request.js';
import type { Keeper, PassOptions } from './seal/keeper.js';
import type { Turns } from './turns.js';

/** What answers calls of the registry. */
export interface RegistryCalls {
  /** @throws ProtocolError */
  run(call: Call): Promise<object>;
  /** Registers what was held for runs that are recorded by now. */
  settle(): Promise<void>;
  /** Registers what can be, and says what is held on when the server stops. */
  end(): Promise<void>;
  /** Waits for what is under way. */
  idle(): Promise<void>;
}

interface Given {
  /** Absolute, of what the ledger does not have yet. */
  folder: string;
  uploaded: Uploaded;
  store: SpooledStore;
  /** What its state was made of. */
  seen(): SeenRegistry;
  turns: Turns;
  keeper: Keeper;
  /** Does one pass. */
  seal(when: PassOptions): Promise<unknown>;
  followed: Followed;
  deps: ServeDeps;
}

/** What is of a run that goes on is held, stages and aliases may be changed elsewhere, and all else is written at once. */
export function openRegistry({
  folder,
  uploaded,
  store,
  seen,
  turns,
  keeper,
  seal,
  followed,
  deps,
}: Given): RegistryCalls {
  const { judgedBy = async () => undefined, mayWrite = mayWriteLocally, log } = deps;
  const gate = async () => {
    const policy = await judgedBy();
    return policy === undefined ? null : new Gate({ policy, log, uploaded });
  };
  const known = { isRecorded: keeper.isRecorded.bind(keeper), isUnfit: keeper.isUnfit.bind(keeper) };
  const settle = async (run: string) => {
    if (keeper.isRecorded(run)) return;
    await seal({ atEnd: false, run });
    await settling.run();
  };
  const writer = new RegistryWriter({
    ...deps,
    store,
    seen,
    turns,
    mayWrite,
    tell: followed.tell,
    gate,
    view: () => followed.view(),
    seal: settle,
    uploaded,
  });
  const settling = new Settling({
    ...deps,
    ...known,
    store,
    seen,
    view: () => turns.ledger.view(),
    write: (call) => writer.run(call),
  });
  const { changeElsewhere: change, redactor } = deps;
  const renew = () => followed.renew().then(() => turns.run(() => store.rebuild()));
  const elsewhere = change === undefined ? undefined : changingElsewhere(store, { change, renew, redactor });
  const holding = new Holding({
    ...deps,
    ...known,
    store,
    seen,
    mayWrite,
    settle,
    gate: () => gate().catch(unjudged),
    view: () => followed.view(),
    settled: () => settling.idle(),
    write: async (call) => (await elsewhere?.(call)) ?? writer.run(call),
  });
  return {
    run: (call) => holding.run(call),
    settle: () => settling.run(),
    async end() {
      await settling.run();
      settling.tellWaiting(folder);
      await writer.idle();
    },
    idle: () => writer.idle(),
  };
}
