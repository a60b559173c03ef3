import { access } from 'node:fs/promises';
import { isId } from '../../../core/ids.js';
import { quoted } from '../../../core/printable.js';
import type { Session } from '../session.js';
import { type Logged, NOTHING_LOGGED } from './opened.js';
import { trackingFolder } from './place.js';

/**
 * What clients had logged when the step was killed that ran the command: each call is in a file before it is answered. Null when
 * nothing was.
 */
export async function leftBehind(session: Session): Promise<Logged | null> {
  const folder = trackingFolder(session);
  const { loggedIn, spoolFile, stateIn } = await import('./open.js');
  const isThere = await access(spoolFile(folder)).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  try {
    const logged = loggedIn(await stateIn(session, folder), { folder, own: session.run_id });
    const odd = logged.runs.find(({ run_id }) => !isId(run_id));
    if (odd !== undefined) throw new Error(`${odd.run_id} is no id of a run`);
    return logged.runs.length === 0 ? null : { ...logged, faults: [] };
  } catch (error) {
    const why = quoted((error as Error).message, 200);
    const what = `What the command logged with MLflow until its step was killed cannot be read (${why})`;
    const mend = 'Look at what killed the step, and run it again';
    return { ...NOTHING_LOGGED, faults: [{ code: 'E_MLFLOW_SERVER', what, where: 'mlflow', mend }] };
  }
}
