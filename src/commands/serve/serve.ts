import path from 'node:path';
import { HashThread } from '../../collect/files/hash-thread.js';
import { digestsOnDisk, type KeptDigests } from '../../collect/files/kept-digests.js';
import type { MlflowStore } from '../../mlflow/protocol/store.js';
import type { ArtifactFiles } from '../../mlflow/server/artifact-files.js';
import { artifactFolder } from '../../mlflow/server/artifact-folder.js';
import { type DiskRoom, diskRoom } from '../../mlflow/server/disk-room.js';
import { followLedger } from './follow.js';
import { layered, recordsGuard } from './layered.js';
import { readOnlyStore } from './read-only-store.js';
import { recordedFiles } from './recorded-files.js';
import type { CallContext, ServeDeps } from './request.js';
import { withWholeHistories } from './whole-histories.js';
import { artifactsIn, openWritable } from './writable-store.js';

export interface ServeRequest {
  /** Absolute folder that holds what clients log; null: nothing can be logged. */
  folder: string | null;
}

/** What a server answers from. */
export interface Served {
  store: Promise<MlflowStore>;
  artifacts: ArtifactFiles;
  /** Of the disk that calls are kept on; undefined: nothing can be logged. */
  room: DiskRoom | undefined;
  close(): Promise<void>;
}

/** Opens a ledger, and what clients log beside it, for MLflow's API. */
export function openServed({ folder }: ServeRequest, deps: ServeDeps): Served {
  const followed = followLedger(deps);
  // What is brought is what is shown, and takes no look at the server of the ledger.
  const recorded = recordedFiles(() => followed.newest(), { ...deps, ledger: followed });
  const context = contextOf(deps);
  const own = folder === null ? undefined : ownFolder(folder);
  const writable = own && openWritable(own.folder, { followed, context, kept: own.kept, deps });
  const opened = (writable ?? readOnlyStore(followed, { context, deps })).then((store) =>
    withWholeHistories(store, { files: recorded, log: deps.log }),
  );
  const guard = recordsGuard(recorded, async (path) => (await writable)?.checkPlace(path));
  return {
    store: opened,
    artifacts: own === undefined ? recorded : layered(ownFiles(own, guard), recorded),
    room: own && diskRoom(own.folder),
    async close() {
      await own?.thread.close();
      await recorded.close();
      await (await opened.catch(() => undefined))?.close();
    },
  };
}

/** What clients log, until it is recorded. */
interface OwnFolder {
  /** Absolute. */
  folder: string;
  /** Of the files that they have sent. */
  kept: KeptDigests;
  thread: HashThread;
}

function ownFolder(folder: string): OwnFolder {
  const kept = digestsOnDisk(artifactsIn(folder), path.join(folder, 'digests'));
  return { folder, kept, thread: new HashThread() };
}

function ownFiles(
  { folder, kept, thread }: OwnFolder,
  guard: (path: string) => Promise<void>,
): ArtifactFiles {
  return artifactFolder({
    files: artifactsIn(folder),
    incoming: path.join(folder, 'incoming'),
    guard,
    digests: { ...kept, begin: (fd) => thread.begin(fd) },
  });
}

function contextOf({ newId, user, folder, now }: ServeDeps): CallContext {
  return {
    newId,
    now,
    ...(user === undefined ? {} : { user }),
    ...(folder === undefined ? {} : { folder }),
  };
}
