import { lstat, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isAlive } from '../../collect/process/runner-process.js';
import { isId } from '../../core/ids.js';
import type { Session } from './session.js';
import { loadSession, saveSession, sessionFile } from './session-file.js';

/** How the name begins of the folder that has what is known of a command's run while it goes on, on a machine without steps. */
export const OWN_FOLDER = 'lineage-gate-';
/** Says whose folder it is: process and run. */
const OWNER = 'owner';

/** A run whose process was killed, with the folder that it has left. */
export interface KilledRun {
  folder: string;
  session: Session;
}

/** Has a later command find the run, should this process be killed. @param folder its own, whose name begins with {@link OWN_FOLDER} */
export async function leaveFindable(folder: string, session: Session, pid: number): Promise<void> {
  await saveSession(sessionFile(folder, session.run_id), session);
  await writeFile(path.join(folder, OWNER), `${pid} ${session.run_id}\n`);
}

/**
 * The runs of a repository whose processes were killed.
 * @param temp absolute folder that their folders are in, which other users may write to as well
 * @param workspace absolute root of the work tree
 * @throws UserError E_RUN_TAMPERED for a folder of ours that holds something else
 */
export async function killedRuns(temp: string, workspace: string): Promise<KilledRun[]> {
  const found: KilledRun[] = [];
  for (const name of (await readdir(temp).catch(() => [])).sort()) {
    const folder = path.join(temp, name);
    const owner = name.startsWith(OWN_FOLDER) && (await isOurs(folder)) ? await ownerOf(folder) : null;
    if (owner === null || isAlive(owner.pid)) continue;
    const session = await loadSession(sessionFile(folder, owner.run_id));
    if (session?.request.workspace === workspace) found.push({ folder, session });
  }
  return found;
}

async function isOurs(folder: string): Promise<boolean> {
  const stats = await lstat(folder).catch(() => null);
  // There is no such number on Windows, where the folder for temporary files is the user's own.
  const self = process.getuid?.();
  return stats?.isDirectory() === true && (self === undefined || stats.uid === self);
}

async function ownerOf(folder: string): Promise<{ pid: number; run_id: string } | null> {
  const text = await readFile(path.join(folder, OWNER), 'utf8').catch(() => '');
  const [, pid, run_id = ''] = /^([1-9]\d{0,9}) (\w+)\n$/.exec(text) ?? [];
  return isId(run_id) ? { pid: Number(pid), run_id } : null;
}
