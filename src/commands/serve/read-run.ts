import { UserError } from '../../core/errors.js';
import { firstAmendmentPath, runPath, seriesPath } from '../../ledger/layout.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { emptyState, type State } from '../../mlflow/state/state.js';
import type { KeptAmendment } from './amended.js';
import { FormerNames } from './former-names.js';
import {
  amendmentReader,
  applyAmendments,
  experimentsOfRuns,
  makeModels,
  readable,
  settleExperiments,
  settleModels,
  type Takes,
} from './read-amendments.js';
import { addRun, type ReadRun, runReader } from './read-runs.js';

/**
 * One run of a ledger as MLflow's API shows it, by its record, its history and what was written with them: what clients said of it later
 * is not looked for.
 * @returns undefined where there is no record @throws UserError E_LEDGER_RECORD_INVALID
 */
export async function readShownRun(view: LedgerView, run_id: string): Promise<State | undefined> {
  const paths = [runPath(run_id), seriesPath(run_id)];
  const first = firstAmendmentPath(run_id);
  const files = await view.read([...paths, first]);
  const reader = await runReader();
  const runs: ReadRun[] = [];
  for (const path of paths) {
    const bytes = files.get(path);
    if (bytes !== undefined) reader.take(path, bytes, runs);
  }
  const [run] = runs;
  if (run === undefined) return undefined;
  const amendments = (await amendmentsIn(first, files.get(first))).map(readable);
  const state = emptyState();
  const apply = (takes: Takes) => applyAmendments(state, amendments, { takes, faults: [] });
  makeModels(apply);
  addRun(state, run, { experiment: experimentsOfRuns(amendments).get(run_id), former: new FormerNames() });
  apply(({ type }) => type !== 'logged-model-created' && !type.startsWith('experiment-'));
  settleModels(state, amendments);
  settleExperiments(state, amendments);
  return state;
}

/** One that cannot be read is for `verify` to tell, and takes nothing from the record. */
async function amendmentsIn(path: string, bytes: Buffer | undefined): Promise<KeptAmendment[]> {
  const found: KeptAmendment[] = [];
  if (bytes === undefined) return found;
  try {
    (await amendmentReader()).take(path, bytes, found);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return found;
}
