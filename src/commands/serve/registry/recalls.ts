import { UserError } from '../../../core/errors.js';
import type { Finding, RunRecord, VersionRecord } from '../../../core/generated/types.js';
import type { Log } from '../../../core/log.js';
import type { Policy } from '../../../core/policy/policy.js';
import type { LedgerView } from '../../../ledger/ledger.js';
import { readRun } from '../../../ledger/read/records.js';
import type { RegistryChange } from '../../../mlflow/state/changes.js';
import { serves } from '../../promote/judge-move.js';
import { Recalled } from '../../recalled/recalled.js';

/** What a change is held against. */
interface Asked {
  view: LedgerView;
  facts: { at: string };
  recordOf(model: string, version: number): VersionRecord | undefined;
}

/** Why a change would have a version serve, or be named, that comes from what is recalled. No policy takes that to be refused. */
export async function recallFindings(
  change: RegistryChange,
  { view, facts, recordOf }: Asked,
  { policy, log }: { policy: Policy; log: Log },
): Promise<Finding[]> {
  const isNamed = change.type === 'alias-set' || (change.type === 'stage-changed' && serves(change.to));
  if (!isNamed && change.type !== 'version-created') return [];
  const recalled = new Recalled(view, { log });
  if (await recalled.isEmpty()) return [];
  const { model, version } = change;
  const record = recordOf(model, version);
  const run_id = change.type === 'version-created' ? change.run_id : (record?.run_id ?? '');
  const run = run_id === '' ? null : await recorded(view, run_id);
  if (run === null) return [];
  const about = { model, version, digest: record?.manifest?.digest ?? null };
  const tags = record?.tags ?? run.tags;
  return recalled.refusals({ ...run, tags }, about, { policy: async () => policy, now: facts.at });
}

/** Null where the run that a client names is none of the ledger. */
async function recorded(view: LedgerView, run_id: string): Promise<RunRecord | null> {
  try {
    return await readRun(view, run_id);
  } catch (error) {
    if (error instanceof UserError && error.has('E_RUN_NOT_FOUND')) return null;
    throw error;
  }
}
