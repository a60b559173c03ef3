import path from 'node:path';
import { HashThread } from '../../../collect/files/hash-thread.js';
import { digestsInMemory } from '../../../collect/files/kept-digests.js';
import type { Fault } from '../../../core/errors.js';
import { besideLedger } from '../../../mlflow/held/beside-ledger.js';
import { besideRuns } from '../../../mlflow/held/beside-runs.js';
import { heldVersions } from '../../../mlflow/held/held-versions.js';
import { withRegistry } from '../../../mlflow/held/hold.js';
import { readSpool } from '../../../mlflow/keep/spool.js';
import { openSpooledStore, type SpooledStore } from '../../../mlflow/keep/spooled-store.js';
import { loggedRuns } from '../../../mlflow/logged/logged-runs.js';
import { parseMainRun } from '../../../mlflow/logged/main-run.js';
import { experimentIdFor } from '../../../mlflow/protocol/experiment-ids.js';
import { artifactFolder } from '../../../mlflow/server/artifact-folder.js';
import { diskRoom } from '../../../mlflow/server/disk-room.js';
import { startServer } from '../../../mlflow/server/server.js';
import { applyEntry } from '../../../mlflow/state/apply.js';
import type { Change } from '../../../mlflow/state/changes.js';
import { DEFAULT_EXPERIMENT, DEFAULT_NAME } from '../../../mlflow/state/experiments.js';
import { emptyState, type State } from '../../../mlflow/state/state.js';
import { LazyRegistry } from './ledger-registry.js';
import type { KnownModel, Logged, Opened, Served, ServerDeps } from './opened.js';
import { Watch } from './watch.js';

const HOST = '127.0.0.1';
/** Milliseconds without a call after which nothing more is expected. */
const QUIET = 2000;
/** Milliseconds that are waited for that at most. */
const PATIENCE = 15_000;
/** The same where the runner ends this process within seconds. */
const HURRY = 500;
const POLL = 50;
/** Why a job's steps are not shown what the ledger has. */
const NO_LEDGER =
  'the steps behind a track step without `run` see what they have registered themselves, since their server gets no token';
/** What a call is told that comes later. */
const OVER =
  'The run has ended and is being recorded, so the call came too late and is not kept. End what logs before the command ends.';

/** Starts the server. @param folder absolute, of this user alone @throws what keeps it from starting */
export async function openTracking(session: Served, folder: string, deps: ServerDeps): Promise<Opened> {
  const watch = new Watch(deps.elapsed);
  const store = await openSpooledStore({
    path: spoolFile(folder),
    newServer: session.run_id,
    // It was begun for this command, so there is nothing else that it could be about.
    passedOver: (why) => deps.log.debug(`passed over: ${why}`),
    base: async () => ({ state: numbered(baseState(session), deps.models), isNeeded: () => true }),
    context: { now: deps.now, newId: clientIds(session, deps.newId) },
  });
  await addModels(store, deps.models);
  const artifacts = artifactsIn(folder);
  const registry = deps.registry === undefined ? undefined : new LazyRegistry(deps.registry, deps.log);
  const incoming = path.join(folder, 'incoming');
  const thread = new HashThread();
  const kept = digestsInMemory(incoming);
  const digests = deps.hashes === false ? undefined : { ...kept, begin: (fd: number) => thread.begin(fd) };
  const files = artifactFolder({ files: artifacts, incoming, digests });
  const mode = session.request.mlflow_registry;
  const unshown = async () => ({ why: NO_LEDGER });
  const own = besideRuns(withRegistry(store, mode, refusedIn(deps.models)), registry?.run ?? unshown);
  const shown = besideLedger(own, {
    models: registry?.models ?? unshown,
    hasModel: (name) => deps.models.some((model) => model.name === name),
    mode,
  });
  const server = await startServer({
    host: HOST,
    port: 0,
    prefix: `/${deps.secret}`,
    hosts: [],
    store: () => watch.store(shown),
    artifacts: watch.files(registry?.files(files) ?? files),
    room: diskRoom(folder),
    log(line) {
      deps.log.warning(line);
      watch.lose(line);
    },
  }).catch(async (error) => {
    await store.close();
    throw error;
  });
  const close = once(async () => {
    await server.close();
    await thread.close();
    await store.close();
    await registry?.close();
  });
  return {
    url: server.url,
    close,
    lost: watch.lost,
    async end({ hurry }) {
      await quiet(watch, store, { ...deps, patience: hurry ? HURRY : PATIENCE });
      watch.over = OVER;
      if (!(await answered(watch, deps))) await close();
      if (!watch.isUsed) return null;
      const loaded = registry?.loaded ?? [];
      return {
        ...loggedIn(store.state, { folder, own: session.run_id }),
        kept,
        loaded,
        faults: lostFaults(watch.lost),
      };
    },
  };
}

/** What clients have logged. @param folder of what is kept @param own id of the command's run */
export function loggedIn(
  state: State,
  { folder, own }: { folder: string; own: string },
): Omit<Logged, 'faults'> {
  const described = [...state.models.values()].filter(
    ({ description, tags }) => description !== '' || tags.size > 0,
  );
  return {
    runs: loggedRuns(state, own),
    held: heldVersions(state),
    described: described.map(({ name }) => name),
    folder: artifactsIn(folder),
  };
}

/** File that holds what the clients sent. */
export function spoolFile(folder: string): string {
  return path.join(folder, 'calls');
}

/** Folder of the files that they sent. */
export function artifactsIn(folder: string): string {
  return path.join(folder, 'artifacts');
}

/** What they said, by the file that holds it. @throws SpoolDamage, TypeError for what is none of ours */
export async function stateIn(session: Served, folder: string): Promise<State> {
  const state = baseState(session);
  for (const entry of (await readSpool(spoolFile(folder))).entries) applyEntry(state, entry);
  return state;
}

/**
 * The first run that a client makes has the id of the command's own run where it most likely is that one: what the script prints or
 * keeps of it is then what the ledger says. Where it may be any of several, that id is none of theirs, so that it never means two runs.
 */
function clientIds({ run_id, request }: Served, newId: () => string): (of?: 'run') => string {
  const by = parseMainRun(request.main_run)?.by;
  let isFirst = by === undefined || by === 'only' || by === 'first';
  return (of) => {
    if (!isFirst || of !== 'run') return newId();
    isFirst = false;
    return run_id;
  };
}

/**
 * The run's experiment is the one that a client takes where nobody names any. It is there already, and so is the one that is called so on
 * other servers: of two processes that make one at once, MLflow's client sends one to another.
 */
function baseState({ request, started_at_ms }: Served): State {
  const state = emptyState();
  const created = (experiment_id: string, name: string): Change => ({
    type: 'experiment-created',
    experiment_id,
    name,
    artifact_location: `mlflow-artifacts:/${experiment_id}`,
    tags: [],
  });
  const add = (change: Change) => applyEntry(state, { at: started_at_ms, changes: [change] });
  add(created(DEFAULT_EXPERIMENT, request.experiment));
  if (request.experiment !== DEFAULT_NAME) add(created(experimentIdFor(DEFAULT_NAME, state), DEFAULT_NAME));
  return state;
}

/** The numbers of versions go on where those of the ledger end. */
function numbered(state: State, models: readonly KnownModel[]): State {
  for (const { name, number } of models) state.numbers.set(name, number);
  return state;
}

function refusedIn(models: readonly KnownModel[]): Map<string, string> {
  return new Map(models.flatMap(({ name, refusal }) => (refusal === undefined ? [] : [[name, refusal]])));
}

/** The ledger's models are in the spool as if a client had made them: without them nobody could read what it says of their versions. */
async function addModels(store: SpooledStore, models: readonly KnownModel[]): Promise<void> {
  if (models.length === 0) return;
  const changes = models.map(
    ({ name }): Change => ({ type: 'model-created', model: name, description: '', tags: [] }),
  );
  await store.run({ scope: 'registry', run: () => ({ changes, body: () => ({}) }) });
}

/** A client sends the last of what it logs after its program has ended, from threads of its own or of a child. */
async function quiet(
  watch: Watch,
  store: SpooledStore,
  { elapsed, sleep, patience }: ServerDeps & { patience: number },
): Promise<void> {
  const began = elapsed();
  const isExpected = () =>
    watch.open > 0 ||
    [...store.state.runs.values()].some(
      ({ lifecycle, end_time }) => lifecycle === 'active' && end_time === undefined,
    );
  while (watch.isUsed && isExpected()) {
    const now = elapsed();
    const isQuiet = watch.open === 0 && now - Math.max(watch.lastAt, began) >= QUIET;
    if (isQuiet || now - began >= patience) return;
    await sleep(POLL);
  }
}

/** What has been let in is answered before the runs are looked at; an upload that stands still is not waited for. */
async function answered(watch: Watch, { elapsed, sleep }: ServerDeps): Promise<boolean> {
  const began = elapsed();
  while (watch.open > 0 && elapsed() - began < HURRY) await sleep(POLL);
  return watch.open === 0;
}

/** @param lost what calls were told that were not kept */
export function lostFaults(lost: readonly string[]): Fault[] {
  return lost.map(
    (why): Fault => ({
      code: 'E_MLFLOW_SERVER',
      what: `Not all that the command logged with MLflow was kept: ${why.slice(0, 500)}`,
      where: 'mlflow',
      mend: 'Make room on the disk of the temp folder if it is full, and run it again',
    }),
  );
}

function once(work: () => Promise<void>): () => Promise<void> {
  let done: Promise<void> | undefined;
  return () => {
    done ??= work();
    return done;
  };
}
