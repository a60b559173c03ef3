import path from 'node:path';
import { UserError } from '../../core/errors.js';
import type { Log } from '../../core/log.js';
import type { Ledger } from '../../ledger/ledger.js';
import { SpoolDamage } from '../../mlflow/keep/spool.js';
import { openSpooledStore, type SpooledStoreOptions } from '../../mlflow/keep/spooled-store.js';
import type { Context } from '../../mlflow/protocol/endpoint.js';
import { ProtocolError } from '../../mlflow/protocol/errors.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../mlflow/protocol/lookups.js';
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
      name: DEFAULT_NAME,
      artifact_location,
      tags: [],
    };
    return { changes: state.experiments.has(DEFAULT_EXPERIMENT) ? [] : [made], body: () => ({}) };
  },
};

type Opened = MlflowStore & { close(): Promise<void> };

async function openStore(folder: string | null, followed: Followed, deps: ServeDeps): Promise<Opened> {
  const { newId, user, now, log } = deps;
  const context = { newId, now, ...(user === undefined ? {} : { user }) };
  if (folder === null) return readOnlyStore(followed, context);
  const own = await takeFolder(folder, process.pid);
  const spool = path.join(folder, 'spool.ndjson');
  const base = async () => (await followed.take()).state;
  const passedOver = (why: string) => log.warning(`Of ${spool} not shown is ${why}`);
  const spooled = await openSpooledStore({ path: spool, base, passedOver, context }).catch(
    async (error: unknown) => {
      await own.release();
      throw error instanceof SpoolDamage ? damaged(spool, error) : error;
    },
  );
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
    const { state: found } = await followed.take();
    const { changes } = DEFAULT.run({ ...context, state: found, now: 0 });
    applyEntry(found, { at: context.now(), changes });
    state = found;
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
