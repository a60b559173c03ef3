import { UserError } from '../core/errors.js';
import { isAnyRunId } from '../core/ids.js';
import { findRuns } from './index/find-runs.js';
import type { LedgerView } from './ledger.js';
import { findRunPrefix } from './read/records.js';

/** Where a record says by which id MLflow's client knew its run, where that was another one. */
export const CLIENT_ID_TAG = 'mlflow.runId';

/**
 * The run that somebody means by an id, by its beginning, or by the id that MLflow's client has printed.
 * @throws UserError E_RUN_NOT_FOUND when none or several are meant
 */
export async function findRun(view: LedgerView, text: string): Promise<string> {
  try {
    return await findRunPrefix(view, text);
  } catch (error) {
    const value = text.toLowerCase();
    if (!(error instanceof UserError) || !error.has('E_RUN_NOT_FOUND') || !isAnyRunId(value)) throw error;
    const [run, other] = await findRuns(view, { tag: { key: CLIENT_ID_TAG, value }, limit: 2 });
    if (run === undefined || other !== undefined) throw error;
    return run.run_id;
  }
}
