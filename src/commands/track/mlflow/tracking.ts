import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Fault } from '../../../core/errors.js';
import type { Log } from '../../../core/log.js';
import { quoted } from '../../../core/printable.js';
import type { Session } from '../session.js';
import { hasOwnServer, trackingEnvironment } from './environment.js';
import { type KnownModel, type Logged, NOTHING_LOGGED, type Opened, type TrackingDeps } from './opened.js';
import { trackingFolder } from './place.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** What a command's calls of MLflow's client come to. */
export interface Tracking {
  /** The environment of the command. */
  env: Record<string, string>;
  /** Waits for what is still on its way, and takes no more calls. Null when there was no call. */
  end(options: { hurry: boolean }): Promise<Logged | null>;
  /** Removes all that it kept; ends it first if nobody has. */
  remove(): Promise<void>;
}

/**
 * Takes over what the command says to MLflow, unless it is not to or the user has a server of his own. A server that cannot be started
 * is no reason not to train: it is among the faults in the end.
 */
export async function beginTracking(
  session: Session,
  env: Record<string, string>,
  deps: TrackingDeps,
): Promise<Tracking> {
  const none: Tracking = { env, end: async () => null, remove: async () => {} };
  if (session.request.mlflow === 'off') return none;
  if (hasOwnServer(env)) {
    deps.log.info(OWN_SERVER);
    return none;
  }
  const folder = trackingFolder(session);
  try {
    await mkdir(path.dirname(folder), { recursive: true });
    await mkdir(folder, { mode: 0o700 });
    const { openTracking } = await import('./open.js');
    deps.mask(deps.secret);
    return tracked(session, env, {
      ...deps,
      folder,
      opened: await openTracking(session, folder, await withModels(session, deps)),
    });
  } catch (error) {
    const fault = notStarted(error as NodeJS.ErrnoException);
    deps.log.warning(`${fault.what}. ${fault.mend}.`);
    const end = async () => ({ ...NOTHING_LOGGED, faults: [fault] });
    return { env, end, remove: () => removeAll(folder, deps.log) };
  }
}

/** The ledger is asked for its models only where they count. */
export async function withModels<D extends Pick<TrackingDeps, 'models'>>(
  { request, not_recorded }: Pick<Session, 'request' | 'not_recorded'>,
  deps: D,
): Promise<Omit<D, 'models'> & { models: readonly KnownModel[] }> {
  const isAsked = request.mlflow_registry === 'hold' && not_recorded === null;
  return { ...deps, models: isAsked ? await deps.models() : [] };
}

function tracked(
  session: Session,
  env: Environment,
  { opened, folder, log }: TrackingDeps & { opened: Opened; folder: string },
): Tracking {
  const { env: own, blanked } = trackingEnvironment(env, opened);
  if (blanked.length > 0) log.info(blankedNote('the command does not get', blanked));
  return {
    env: own,
    async end(options) {
      return (await opened.end(options)) ?? (await import('./left/left.js')).leftInFolder(session, log);
    },
    async remove() {
      await opened.close();
      await removeAll(folder, log);
    },
  };
}

async function removeAll(folder: string, log: Log): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  } catch (error) {
    log.debug(`what MLflow's client sent is still in ${folder}: ${(error as Error).message}`);
  }
}

/** @param what who does not get them */
export function blankedNote(what: string, names: readonly string[]): string {
  return `Note: ${what} ${names.join(', ')}, since what is logged with MLflow is recorded here; with \`mlflow: off\` it stays.`;
}

export const OWN_SERVER =
  'MLFLOW_TRACKING_URI is set: what the command logs with MLflow goes there, and is not recorded here. To record it, remove MLFLOW_TRACKING_URI from `env:` or from the environment.';

export function notStarted({ code, message }: NodeJS.ErrnoException): Fault {
  return {
    code: 'E_MLFLOW_SERVER',
    what: `The server that records what MLflow's client logs cannot be started (${quoted(code ?? message, 200)}), so nothing of that is recorded`,
    where: 'mlflow',
    mend: 'Mend the cause and run it again; a command that does not use MLflow needs no server: `mlflow: off`',
  };
}
