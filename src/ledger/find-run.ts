import { UserError } from '../core/errors.js';
import type { RunRecord } from '../core/generated/types.js';
import { clientRunId, digitsOfRecord, isAnyRunId, isId, timeOfId } from '../core/ids.js';
import { findRuns } from './index/find-runs.js';
import { runPath } from './layout.js';
import type { LedgerView } from './ledger.js';
import { findRunPrefix, readRun } from './read/records.js';

/** Where a record says by which id MLflow's client knew its run, where that was another one. */
export const CLIENT_ID_TAG = 'mlflow.runId';

/**
 * The run that somebody means by an id, by its beginning, or by the id that MLflow's client has printed.
 * @throws UserError E_RUN_NOT_FOUND when none is meant, or several by a beginning; E_RUN_AMBIGUOUS when a client knew another one by an id
 * of a record, or several records say that one did
 */
export async function findRun(view: LedgerView, text: string): Promise<string> {
  const value = text.toLowerCase();
  if (!isAnyRunId(value)) return findRunPrefix(view, text);
  if (await isThere(view, value)) {
    await checkOnlyOne(view, value);
    return value;
  }
  const [run, other] = await findRuns(view, { tag: { key: CLIENT_ID_TAG, value }, limit: 2 });
  // It says that there is none.
  if (run === undefined) return findRunPrefix(view, text);
  if (other === undefined) return run.run_id;
  // Whoever records a run can give it that tag.
  throw new UserError({
    code: 'E_RUN_AMBIGUOUS',
    what: `The records of several runs say that MLflow's client knew theirs as ${value}: ${run.run_id} and ${other.run_id}, and perhaps more`,
    where: value,
    mend: 'Look at each (lineage-gate runs show), and give the id of the record that you mean',
  });
}

async function isThere(view: LedgerView, id: string): Promise<boolean> {
  if (!isId(id)) return false;
  const path = runPath(id);
  return (await view.read([path])).has(path);
}

/** The digits by which a ledger has what somebody means by a whole id; those that were given where they are none, or no run's. @throws UserError E_RUN_AMBIGUOUS */
export async function digitsMeant(view: LedgerView, digits: string): Promise<string> {
  if (!isAnyRunId(digits)) return digits;
  try {
    return await findRun(view, digits);
  } catch (error) {
    if (error instanceof UserError && error.has('E_RUN_NOT_FOUND')) return digits;
    throw error;
  }
}

/**
 * The first run that a client makes has the id of the command, since it most often is the command's run. Where it was not, what its
 * script printed, and what its model says of itself, is the id of two.
 */
async function checkOnlyOne(view: LedgerView, id: string): Promise<void> {
  const other = await runOf(view, clientRunId(timeOfId(id), id));
  if (other?.context.command_run !== id || other.tags[CLIENT_ID_TAG] !== id) return;
  throw new UserError({
    code: 'E_RUN_AMBIGUOUS',
    what: `${id} is two runs: that of a command, and the first one that its script made with MLflow, which is recorded as ${other.run_id}`,
    where: id,
    mend: `Give ${other.run_id} for what the script logged under ${id}, and ${digitsOfRecord(id)}, without the last digit, for the run of the command`,
  });
}

async function runOf(view: LedgerView, id: string): Promise<RunRecord | undefined> {
  try {
    return await readRun(view, id);
  } catch (error) {
    if (error instanceof UserError && error.has('E_RUN_NOT_FOUND')) return undefined;
    throw error;
  }
}
