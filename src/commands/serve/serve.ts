import path from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Redactor } from '../../core/redact/redactor.js';
import type { Ledger } from '../../ledger/ledger.js';
import { SpoolDamage } from '../../mlflow/keep/spool.js';
import { openSpooledStore, type SpooledStoreOptions } from '../../mlflow/keep/spooled-store.js';
import type { Context } from '../../mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../mlflow/protocol/errors.js';
import type { MlflowStore } from '../../mlflow/protocol/store.js';
import type { ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import { artifactFolder } from '../../mlflow/server/artifact-folder.js';
import type { Change } from '../../mlflow/state/changes.js';
import { emptyState } from '../../mlflow/state/state.js';
import type { ArtifactSource, ArtifactStore } from '../../stores/store.js';
import { type Followed, followLedger } from './follow.js';
import { layered } from './layered.js';
import { takeFolder } from './own-folder.js';
import { amendedUntil } from './read-amendments.js';
import { recordedFiles } from './recorded-files.js';
import { Keeper } from './seal/keeper.js';

export interface ServeRequest {
  /** Absolute folder that holds what clients log; null: nothing can be logged. */
  folder: string | null;
}

export interface ServeDeps extends Pick<Context, 'newId' | 'user' | 'folder'> {
  ledger: Pick<Ledger, 'view' | 'write'>;
  store(): Promise<ArtifactStore>;
  redactor: Redactor;
  /** Milliseconds for which a run that has ended must be quiet before it is recorded. */
  sealAfter: number;
  /** One for each kind of store that can be read here. */
  sources: readonly ArtifactSource[];
  /** Absolute folder that may be filled. */
  temp: string;
  log: Log;
  now(): number;
}

/** What a server answers from. */
export interface Served {
  store: Promise<MlflowStore>;
  artifacts: ArtifactFiles;
  close(): Promise<void>;
}

/** Opens a ledger, and what clients log beside it, for MLflow's API. */
export function openServed({ folder }: ServeRequest, deps: ServeDeps): Served {
  const followed = followLedger(deps);
  const recorded = recordedFiles(() => followed.newest(), deps);
  const opened = openStore(folder, followed, deps);
  return {
    store: opened,
    artifacts: folder === null ? recorded : layered(ownFiles(folder), recorded),
    async close() {
      await recorded.close();
      await (await opened.catch(() => undefined))?.close();
    },
  };
}

function ownFiles(folder: string): ArtifactFiles {
  return artifactFolder({
    files: path.join(folder, 'artifacts'),
    incoming: path.join(folder, 'incoming'),
  });
}

type Opened = MlflowStore & { close(): Promise<void> };

async function openStore(folder: string | null, followed: Followed, deps: ServeDeps): Promise<Opened> {
  const { newId, user, folder: current, now } = deps;
  const context = {
    ...{ newId, now },
    ...(user === undefined ? {} : { user }),
    ...(current === undefined ? {} : { folder: current }),
  };
  return folder === null
    ? readOnlyStore(followed, context)
    : openWritable(folder, { followed, context, deps });
}

/** How often it is looked for what is due, in milliseconds: as many runs as end meanwhile share a commit. */
const PACE = 1000;

async function openWritable(
  folder: string,
  {
    followed,
    context,
    deps,
  }: { followed: Followed; context: SpooledStoreOptions['context']; deps: ServeDeps },
): Promise<Opened> {
  const own = await takeFolder(folder, process.pid);
  const keeper = new Keeper({ ...deps, artifacts: path.join(folder, 'artifacts') });
  let models: ReadonlySet<string> = new Set();
  const spool = path.join(folder, 'spool.ndjson');
  const store = await openSpooledStore({
    path: spool,
    newServer: deps.newId(),
    async base(server) {
      const { state, runs, versions, amendments } = await followed.take();
      models = new Set([...versions.values()].map(({ model }) => model));
      const recorded = new Set(runs.keys());
      const isLeft = keeper.begin({ state, recorded, ...amendedUntil(amendments, server) });
      // A number must never mean two versions: of two models of one name the ledger's is shown.
      const isHidden = (change: Change) => modelIn([change], models) !== undefined;
      return { state, isNeeded: (change, number) => !isHidden(change) && isLeft(change, number) };
    },
    kept: (entry, state) => keeper.kept(entry, state),
    check: (changes) => refuseRecorded(changes, models),
    passedOver: (why) => deps.log.warning(`Of ${spool} not shown is ${why}`),
    context,
  }).catch(async (error: unknown) => {
    await own.release();
    throw error instanceof SpoolDamage ? damaged(spool, error) : error;
  });
  /** Said once, however often it is tried. */
  let told = '';
  const passes = every(PACE, async () => seal({ atEnd: false }));

  async function seal(when: { atEnd: boolean }): Promise<void> {
    try {
      const made = await keeper.pass(store, when);
      if (made !== undefined) followed.advance(made);
    } catch (error) {
      const why =
        error instanceof UserError ? error.message : `a defect of ours: ${(error as Error).message}`;
      if (why !== told)
        deps.log.warning(`What clients log waits in ${folder} and is not in the ledger: ${why}`);
      told = why;
    }
  }

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
      await seal({ atEnd: true });
      await store.close();
      await own.release();
    },
  };
}

/** Does something again and again, one after the other. */
function every(milliseconds: number, work: () => Promise<void>): { stop(): Promise<void> } {
  let isStopped = false;
  let wake = () => {};
  const done = (async () => {
    for (;;) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, milliseconds);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
      if (isStopped) return;
      await work();
    }
  })();
  done.catch(() => undefined);
  return {
    async stop() {
      isStopped = true;
      wake();
      await done;
    },
  };
}

/** The registered model that changes are about, where it is one of these. */
function modelIn(changes: readonly Change[], models: ReadonlySet<string>): string | undefined {
  return changes
    .flatMap((change) => ('model' in change ? [change.model] : []))
    .find((name) => models.has(name));
}

/** Versions and stages of a ledger come with what a policy says of them, which this server does not ask. @throws ProtocolError */
function refuseRecorded(changes: readonly Change[], recorded: ReadonlySet<string>): void {
  const model = modelIn(changes, recorded);
  if (model === undefined) return;
  throw new ProtocolError(
    'PERMISSION_DENIED',
    `${model} is a registered model of the ledger. Its versions come by \`lineage-gate register\`, its stages by ` +
      '`lineage-gate promote`, its aliases and descriptions by `lineage-gate models`.',
  );
}

function damaged(spool: string, { message }: SpoolDamage): UserError {
  return new UserError({
    code: 'E_SERVE_DAMAGED',
    what: `What clients have logged here cannot be read: ${message}`,
    where: spool,
    mend: 'Put the file back from a backup, or move it away to begin anew; it is left as it is',
  });
}

async function readOnlyStore(followed: Followed, context: SpooledStoreOptions['context']): Promise<Opened> {
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
    state = (await followed.take()).state;
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
