import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import { parseJson } from '../../core/json.js';
import { quoted } from '../../core/printable.js';
import { readSmall } from './own-files.js';
import type { Session } from './session.js';
import { isSession } from './session-shape.js';
import { tampered } from './tampered.js';

/** Where the session of a run lies. */
export function sessionFile(temp: string, runId: string): string {
  return path.join(temp, 'lineage-gate', runId, 'session.json');
}

/** Written beside and renamed, so that a step that is killed leaves the old one. */
export async function saveSession(file: string, session: Session): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(`${file}.new`, JSON.stringify(session));
  await rename(`${file}.new`, file);
}

/**
 * The session, or undefined when this job tracks no such run.
 * @throws UserError E_RUN_TAMPERED when something else lies in its place
 */
export async function loadSession(file: string): Promise<Session | undefined> {
  try {
    const session: unknown = parseJson(await readSmall(file));
    if (!(await isSession(session))) throw new Error('it holds something else');
    return session as Session;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    const what = `What is kept of the run between the steps cannot be read (${quoted((error as Error).message, 200)})`;
    throw new UserError(tampered(what, file), { cause: error });
  }
}

/** What was written when the run began, by its bytes; how it has ended since is left out. */
export function sessionDigest(session: Session): string {
  return sha256(JSON.stringify({ ...session, ended: false, recorded_as: undefined }));
}
