import { access } from 'node:fs/promises';
import { isId } from '../../../core/ids.js';
import { quoted } from '../../../core/printable.js';
import type { Session } from '../session.js';
import type { Logged } from './opened.js';
import { trackingFolder } from './tracking.js';

/**
 * What clients had logged when the step was killed that ran the command: each call is in a file before it is answered. Null when
 * nothing was.
 */
export async function leftBehind(session: Session): Promise<Logged | null> {
  const folder = trackingFolder(session);
  const { artifactsIn, spoolFile, stateIn } = await import('./open.js');
  const isThere = await access(spoolFile(folder)).then(
    () => true,
    () => false,
  );
  if (!isThere) return null;
  const files = artifactsIn(folder);
  try {
    const { loggedRuns } = await import('../../../mlflow/logged/logged-runs.js');
    const runs = loggedRuns(await stateIn(session, folder));
    const odd = runs.find(({ run_id }) => !isId(run_id));
    if (odd !== undefined) throw new Error(`${odd.run_id} is no id of a run`);
    return runs.length === 0 ? null : { runs, folder: files, faults: [] };
  } catch (error) {
    const why = quoted((error as Error).message, 200);
    const what = `What the command logged with MLflow until its step was killed cannot be read (${why})`;
    const mend = 'Look at what killed the step, and run it again';
    return { runs: [], folder: files, faults: [{ code: 'E_MLFLOW_SERVER', what, where: 'mlflow', mend }] };
  }
}
