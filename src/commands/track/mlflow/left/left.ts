import { cp, mkdir, realpath } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { insideWorkspace } from '../../../../collect/files/paths.js';
import { isAnyRunId } from '../../../../core/ids.js';
import type { Log } from '../../../../core/log.js';
import { quoted } from '../../../../core/printable.js';
import { heldVersions } from '../../../../mlflow/held/held-versions.js';
import { loggedRuns } from '../../../../mlflow/logged/logged-runs.js';
import { applyEntry } from '../../../../mlflow/state/apply.js';
import type { Change } from '../../../../mlflow/state/changes.js';
import { emptyState } from '../../../../mlflow/state/state.js';
import type { Session } from '../../session.js';
import { bypassed, DATABASE } from '../bypassed.js';
import { type Logged, NOTHING_LOGGED } from '../opened.js';
import { trackingFolder } from '../place.js';
import { tellUnheard } from '../unheard.js';
import { changesInDatabase, NoSqlite } from './database.js';
import { changesInFileStore } from './file-store.js';

/**
 * What the command has logged past us, to a database or a folder of its own in the folder that it ran in: the runs that began since it
 * did, as if they had been sent here. Null where there is nothing of that; then what the command logged elsewhere is warned of.
 */
export async function leftInFolder(session: Session, log: Log): Promise<Logged | null> {
  const { cwd } = session.request;
  const place = await bypassed(cwd, session.started_at_ms);
  if (place === undefined) {
    await tellUnheard(session, log);
    return null;
  }
  try {
    const changes = await changesIn(session, place);
    const state = emptyState();
    applyEntry(state, { at: session.started_at_ms, changes: await withOwnFiles(changes, session) });
    const runs = loggedRuns(state, session.run_id);
    if (runs.length === 0) {
      // A database of another name keeps the files of its runs in `mlruns`.
      await tellUnheard(session, log);
      return null;
    }
    const odd = runs.find(({ run_id }) => !isAnyRunId(run_id));
    if (odd !== undefined) throw new Error(`${quoted(odd.run_id)} is no id of a run`);
    log.info(
      `The command logged with MLflow to \`${place}\`; its runs of this time are recorded from there.`,
    );
    return { ...NOTHING_LOGGED, runs, folder: filesFolder(session), passed: heldVersions(state) };
  } catch (error) {
    if (error instanceof NoSqlite) {
      log.warning(
        `The command logged with MLflow to \`${place}\`, and nothing of that is recorded, since ${error.message}. It names that place itself: leave \`set_tracking_uri\` out of it, and what it logs comes here; or use Node 22.13 or newer.`,
      );
      return null;
    }
    const what = `What the command logged with MLflow to \`${place}\` cannot be read (${quoted((error as Error).message, 200)})`;
    const mend = 'Leave `set_tracking_uri` out of the script, and what it logs comes here';
    return { ...NOTHING_LOGGED, faults: [{ code: 'E_MLFLOW_FILES', what, where: 'mlflow', mend }] };
  }
}

async function changesIn({ request, started_at_ms }: Session, place: string): Promise<Change[]> {
  const { workspace, cwd } = request;
  const root = path.join(cwd, place);
  if (place !== DATABASE) return changesInFileStore({ root, within: workspace }, started_at_ms);
  if (!insideWorkspace(await realpath(workspace), await realpath(root)))
    throw new Error('it leads out of the workspace');
  return changesInDatabase(root, started_at_ms);
}

function filesFolder(session: Session): string {
  return path.join(trackingFolder(session), 'left');
}

/** The same with copies of their files, which are then ours to move: those of the user stay where they are. */
async function withOwnFiles(changes: readonly Change[], session: Session): Promise<Change[]> {
  const own: Change[] = [];
  for (const change of changes) {
    if (change.type !== 'run-created' && change.type !== 'logged-model-created') {
      own.push(change);
      continue;
    }
    const id = change.type === 'run-created' ? change.run_id : change.model_id;
    own.push({ ...change, artifact_uri: await copied(change.artifact_uri, id, session) });
  }
  return own;
}

/** @returns the URI of the copy; that of the files themselves where they lie elsewhere, which is told when they are collected */
async function copied(uri: string, id: string, session: Session): Promise<string> {
  if (!/^[\w-]{1,64}$/.test(id)) throw new Error(`${quoted(id)} is no id`);
  const { workspace, cwd } = session.request;
  const isLocal = !/^[a-z][a-z0-9+.-]+:/i.test(uri) || uri.startsWith('file:');
  if (!isLocal) return uri;
  const place = uri.startsWith('file://') ? fileURLToPath(uri) : path.resolve(cwd, uri.replace(/^file:/, ''));
  const real = await realpath(place).catch(() => undefined);
  const to = path.join(filesFolder(session), id);
  if (real !== undefined) {
    if (!insideWorkspace(await realpath(workspace), real)) return uri;
    await mkdir(path.dirname(to), { recursive: true, mode: 0o700 });
    // A link stays one, and is told when it is collected.
    await cp(real, to, { recursive: true, verbatimSymlinks: true });
  }
  return `mlflow-artifacts:/${id}`;
}
