import path from 'node:path';
import type { Log } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import { openSpooledStore, type SpooledStoreOptions } from '../../mlflow/keep/spooled-store.js';
import type { Context } from '../../mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../mlflow/protocol/errors.js';
import { DEFAULT_EXPERIMENT } from '../../mlflow/protocol/lookups.js';
import type { Call } from '../../mlflow/protocol/protocol.js';
import type { MlflowStore } from '../../mlflow/protocol/store.js';
import type { ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import { artifactFolder } from '../../mlflow/server/artifact-folder.js';
import { applyEntry } from '../../mlflow/state/apply.js';
import type { Change } from '../../mlflow/state/changes.js';
import { emptyState } from '../../mlflow/state/state.js';
import type { ArtifactSource } from '../../stores/store.js';
import { type Followed, followLedger } from './follow.js';
import { layered } from './layered.js';
import { takeFolder } from './own-folder.js';
import { recordedFiles } from './recorded-files.js';

export interface ServeRequest {
  /** Absolute folder that holds what clients log; null: nothing can be logged. */
  folder: string | null;
}

export interface ServeDeps extends Pick<Context, 'newId' | 'user'> {
  ledger: Pick<Ledger, 'view'>;
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

/** What every server has, since a client that names no experiment logs to it. */
const DEFAULT: Call = {
  scope: 'tracking',
  run({ state }) {
    const artifact_location = `mlflow-artifacts:/${DEFAULT_EXPERIMENT}`;
    const made: Change = {
      type: 'experiment-created',
      experiment_id: DEFAULT_EXPERIMENT,
      name: 'Default',
      artifact_location,
      tags: [],
    };
    return { changes: state.experiments.has(DEFAULT_EXPERIMENT) ? [] : [made], body: () => ({}) };
  },
};

type Opened = MlflowStore & { close(): Promise<void> };

async function openStore(folder: string | null, followed: Followed, deps: ServeDeps): Promise<Opened> {
  const { newId, user, now } = deps;
  const context = { newId, now, ...(user === undefined ? {} : { user }) };
  if (folder === null) return readOnlyStore(followed, context);
  const own = await takeFolder(folder, process.pid);
  let recorded: ReadonlySet<string> = new Set();
  const spooled = await openSpooledStore({
    path: path.join(folder, 'spool.ndjson'),
    base: async () => {
      const { state, versions } = await followed.take();
      recorded = new Set([...versions.values()].map(({ model }) => model));
      return state;
    },
    check: (changes) => refuseRecorded(changes, recorded),
    context,
  });
  await spooled.run(DEFAULT);
  return {
    get state() {
      return spooled.state;
    },
    async run(call) {
      if (await followed.hasGrown()) await spooled.rebuild();
      return spooled.run(call);
    },
    async close() {
      await spooled.close();
      await own.release();
    },
  };
}

/** Versions and stages of a ledger come with what a policy says of them, which this server does not ask. @throws ProtocolError */
function refuseRecorded(changes: readonly Change[], recorded: ReadonlySet<string>): void {
  const model = changes
    .flatMap((change) => ('model' in change ? [change.model] : []))
    .find((name) => recorded.has(name));
  if (model === undefined) return;
  throw new ProtocolError(
    'PERMISSION_DENIED',
    `${model} is a registered model of the ledger. Its versions come by \`lineage-gate register\`, its stages by ` +
      '`lineage-gate promote`, its aliases and descriptions by `lineage-gate models`.',
  );
}

function readOnlyStore(followed: Followed, context: SpooledStoreOptions['context']): Opened {
  let state = emptyState();
  let read = false;
  return {
    get state() {
      return state;
    },
    async run(call) {
      if (!read || (await followed.hasGrown())) {
        state = (await followed.take()).state;
        read = true;
        applyEntry(state, { at: context.now(), changes: DEFAULT.run({ ...context, state, now: 0 }).changes });
      }
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
