import { access, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '../../../../core/errors.js';
import { parseJson } from '../../../../core/json.js';
import type { Log } from '../../../../core/log.js';
import { quoted } from '../../../../core/printable.js';
import { readSmall } from '../../own-files.js';
import type { Session } from '../../session.js';
import { hasOwnServer, jobVariables, trackingEnvironment } from '../environment.js';
import { type KnownModel, type Logged, NOTHING_LOGGED } from '../opened.js';
import { trackingFolder } from '../place.js';
import { blankedNote, notStarted, OWN_SERVER, withModels } from '../tracking.js';
import type { JobServer, JobSetup } from './serve.js';

export interface JobTrackingDeps {
  log: Log;
  secrets: JobSetup['secrets'];
  worker: JobSetup['worker'];
  /** Asked only where versions are held. @throws UserError as reading the ledger does */
  models(): Promise<readonly KnownModel[]>;
  /** Keeps a text out of the log from now on. */
  mask(text: string): void;
  /** Starts the process that serves, and gives what it says of itself. @throws Error with what kept it from starting */
  start(setup: JobSetup): Promise<JobServer>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Takes over what the later steps of the job say to MLflow, unless it is not to or the user has a server of his own.
 * @param env as the later steps would have it otherwise
 * @returns what to set for them; a variable that is empty is to be none
 */
export async function beginJobTracking(
  session: Session,
  env: Environment,
  deps: JobTrackingDeps,
): Promise<[string, string][]> {
  const { log } = deps;
  if (session.request.mlflow === 'off') return [];
  if (hasOwnServer(env)) {
    log.info(OWN_SERVER);
    return [];
  }
  const folder = trackingFolder(session);
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await mkdir(folder, { mode: 0o700 });
    for (const secret of Object.values(deps.secrets)) deps.mask(secret);
    const { run_id, started_at_ms, request } = session;
    const { experiment, mlflow_registry, main_run } = request;
    const served = { run_id, started_at_ms, request: { experiment, mlflow_registry, main_run } };
    const { models, secrets, worker } = await withModels(session, deps);
    const server = await deps.start({ session: served, models, folder, secrets, worker });
    await writeFile(serverFile(folder), JSON.stringify(server), { mode: 0o600 });
    const { blanked } = trackingEnvironment(env, server);
    if (blanked.length > 0) log.info(blankedNote('the later steps do not get', blanked));
    return jobVariables(env, server);
  } catch (error) {
    const fault = notStarted(error as NodeJS.ErrnoException);
    log.warning(`${fault.what}. ${fault.mend}.`);
    return [];
  }
}

export interface EndedTracking {
  /** What was logged; null when nothing was. */
  logged: Logged | null;
  /** What clients took for the server of the job; null where there was none, or it is not known any more. */
  url: string | null;
}

/**
 * What the steps of a job have logged until now, when its run ends with it. A server is asked to end, which something else may have
 * done already: what it acknowledged is in its files in any case.
 */
export async function endJobTracking(
  session: Session,
  options: { hurry: boolean; log: Log },
): Promise<EndedTracking> {
  if (session.request.mlflow === 'off') return { logged: null, url: null };
  const ended = await endServer(session, options);
  const { leftBehind } = await import('../left-behind.js');
  const logged = await leftBehind(session);
  const url = ended.url ?? null;
  // Where nothing was logged, nobody misses the server.
  const faults = [...ended.faults, ...(logged === null ? [] : ended.mayLack)];
  if (faults.length > 0) {
    const known = logged ?? NOTHING_LOGGED;
    return { logged: { ...known, faults: [...known.faults, ...faults] }, url };
  }
  if (logged !== null) return { logged, url };
  const { leftInFolder } = await import('../left/left.js');
  return { logged: await leftInFolder(session, options.log), url };
}

interface EndedServer {
  url?: string;
  faults: Fault[];
  /** What is wrong if there was anything to log. */
  mayLack: Fault[];
}

async function endServer(
  session: Session,
  { hurry, log }: { hurry: boolean; log: Log },
): Promise<EndedServer> {
  const folder = trackingFolder(session);
  const none = { faults: [], mayLack: [] };
  if (session.request.command !== null || !(await isThere(folder))) return none;
  let server: JobServer;
  try {
    server = serverOf(await readSmall(serverFile(folder)));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT')
      return { ...none, faults: [notStarted(new Error('see the step that began the run'))] };
    return { ...none, mayLack: [gone(code ?? message)] };
  }
  const { url } = server;
  try {
    const { lostFaults } = await import('../open.js');
    return { ...none, url, faults: lostFaults(await askEnd(server, hurry)) };
  } catch (error) {
    const { message, cause } = error as Error;
    log.debug(`the server of MLflow's client does not answer: ${message}`);
    const { code = message } = (cause ?? {}) as NodeJS.ErrnoException;
    return { ...none, url, mayLack: [gone(code)] };
  }
}

/** File that says where the server is. */
function serverFile(folder: string): string {
  return path.join(folder, 'server.json');
}

function isThere(place: string): Promise<boolean> {
  return access(place).then(
    () => true,
    () => false,
  );
}

/** Any step can write to the file: nobody is to be asked but this machine. */
const CONTROL = /^http:\/\/127\.0\.0\.1:\d{1,5}\/[0-9a-f]{1,100}\/end$/;
/** Milliseconds that a server may take to end, which waits for what is still on its way. */
const LONGEST_END = 30_000;
const MOST_LOST = 10;

function serverOf(text: string): JobServer {
  const { url, control } = (parseJson(text) ?? {}) as Partial<JobServer>;
  if (typeof url !== 'string' || typeof control !== 'string' || !CONTROL.test(control))
    throw new Error('its file holds something else');
  return { url, control };
}

/** @returns why calls were not kept @throws what keeps it from answering */
async function askEnd({ control }: JobServer, hurry: boolean): Promise<string[]> {
  const response = await fetch(`${control}?hurry=${hurry}`, {
    method: 'POST',
    redirect: 'error',
    signal: AbortSignal.timeout(LONGEST_END),
  });
  const { lost } = ((await response.json()) ?? {}) as { lost?: unknown };
  if (!response.ok || !Array.isArray(lost)) throw new Error(`it answers ${response.status}`);
  return lost.slice(0, MOST_LOST).map((why) => quoted(String(why), 500));
}

function gone(why: string): Fault {
  return {
    code: 'E_MLFLOW_SERVER',
    what: `The server that records what MLflow's client logs was gone before the run ended (${quoted(why, 200)}); what it had answered is recorded`,
    where: 'mlflow',
    mend: 'Let no step end processes of others or remove files below `lineage-gate` in the temp folder, and run it again; a job that does not use MLflow needs no server: `mlflow: off`',
  };
}
