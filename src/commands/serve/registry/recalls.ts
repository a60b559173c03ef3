import { UserError } from '../../../core/errors.js';
import type { Finding, RunRecord, VersionRecord } from '../../../core/generated/types.js';
import type { Log } from '../../../core/log.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { readRun } from '../../../ledger/read/records.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import type { State } from '../../../mlflow/state/state.js';
import { serves } from '../../promote/judge-move.js';
import { Recalled } from '../../recalled/recalled.js';
import { lineageKeys } from '../../track/mlflow/choose.js';
import { openRecord } from '../seal/record.js';

/** What a change is held against. */
interface Asked {
  view: LedgerView;
  state: State;
  facts: { at: string };
  recordOf(model: string, version: number): VersionRecord | undefined;
}

/** Why a change would have a version serve, or be named, that comes from what is recalled. No policy takes that to be refused. */
export async function recallFindings(
  change: RegistryChange,
  { view, state, facts, recordOf }: Asked,
  { policy, log }: { policy: Policy; log: Log },
): Promise<Finding[]> {
  const isNamed = change.type === 'alias-set' || (change.type === 'stage-changed' && serves(change.to));
  if (!isNamed && change.type !== 'version-created') return [];
  const recalled = new Recalled(view, { log });
  if (await recalled.isEmpty()) return [];
  const { model, version } = change;
  const record = recordOf(model, version);
  // What nobody has judged has no run of its record: that of its client's word counts here as well.
  const made = change.type === 'version-created' ? change : state.models.get(model)?.versions.get(version);
  const run = await runOf(made?.run_id ?? '', { view, state, wanted: lineageKeys(policy) });
  if (run === undefined) return [];
  const about = { model, version, digest: record?.manifest?.digest ?? null };
  const tags = record === undefined || record.run_id === null ? run.tags : record.tags;
  return recalled.refusals({ ...run, tags }, about, { policy: async () => policy, now: facts.at });
}

/** As recorded; of a run that is not, what its clients have said until now. Undefined where nobody knows of it. */
async function runOf(
  run_id: string,
  { view, state, wanted }: Pick<Asked, 'view' | 'state'> & { wanted: readonly string[] },
): Promise<RunRecord | undefined> {
  if (run_id === '') return undefined;
  try {
    return await readRun(view, run_id);
  } catch (error) {
    if (!(error instanceof UserError) || !error.has('E_RUN_NOT_FOUND')) throw error;
    const run = state.runs.get(run_id);
    return run && openRecord(run, state.experiments.get(run.experiment_id)?.name ?? '', wanted);
  }
}
