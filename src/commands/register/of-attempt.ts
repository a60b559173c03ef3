import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { canonicalJson, type JsonValue } from '../../core/json.js';
import { quoted } from '../../core/printable.js';
import { findRuns } from '../../ledger/index/find-runs.js';
import type { LedgerView } from '../../ledger/ledger.js';

export type OfAttempt = Pick<RunRecord['context'], 'ci_run_id' | 'ci_run_attempt'>;

/** @throws UserError E_RUN_NOT_TRACKED when a run is of another workflow run than the job, or of another attempt */
export function requireOfAttempt({ run_id, context }: RunRecord, own: OfAttempt): void {
  if (context.ci_run_id === own.ci_run_id && context.ci_run_attempt === own.ci_run_attempt) return;
  throw new UserError({
    code: 'E_RUN_NOT_TRACKED',
    what: `Run ${run_id}, which LINEAGE_RUN_ID names, is of ${attempt(context)}, and this job is of ${attempt(own)}`,
    where: 'environment LINEAGE_RUN_ID',
    mend: 'If it is the run you mean, name it in `run-id`; else find the step that sets the variable',
  });
}

/** Of runners of one's own. */
const LONGEST_JOB_MS = 5 * 86_400_000;

/**
 * A job that trains several models leaves the last one's run for whoever names none.
 * @param about `digest`: of the manifest that would be registered
 * @throws UserError E_RUN_AMBIGUOUS when the run is of another experiment, and the job has one that is called as the model is
 */
export async function requireMeant(
  run: RunRecord,
  { model, digest }: { model: string; digest: string },
  view: LedgerView,
): Promise<void> {
  const commit = run.inputs.code?.commit ?? null;
  if (run.experiment === model || commit === null) return;
  const jobOf = ({ context }: RunRecord) =>
    canonicalJson([context.job, (context.matrix ?? null) as JsonValue]);
  const isOfAttempt = ({ context }: RunRecord) =>
    context.ci_run_id === run.context.ci_run_id && context.ci_run_attempt === run.context.ci_run_attempt;
  const since = new Date(Date.parse(run.started_at) - LONGEST_JOB_MS).toISOString().slice(0, 10);
  const named = (await readable(findRuns(view, { experiment: model, commit, since }))).find(
    (one) => isOfAttempt(one) && jobOf(one) === jobOf(run) && one.outputs.models.length > 0,
  );
  // A later step may have taken the very model along, to evaluate it.
  if (named === undefined || named.outputs.models.some(({ manifest }) => manifest.digest === digest)) return;
  throw new UserError({
    code: 'E_RUN_AMBIGUOUS',
    what: `The last run of this job, ${run.run_id}, is of the experiment ${quoted(run.experiment)}, and an earlier one, ${named.run_id}, of ${quoted(model)}`,
    where: 'input run-id',
    mend: 'Name the run that you mean in `run-id`: its track step has the output `run-id`',
  });
}

/** One that cannot be read keeps nobody from registering another. */
function readable(runs: Promise<RunRecord[]>): Promise<RunRecord[]> {
  return runs.catch((error) => {
    if (error instanceof UserError && error.has('E_LEDGER_RECORD_INVALID')) return [];
    throw error;
  });
}

function attempt({ ci_run_id, ci_run_attempt }: OfAttempt): string {
  const run = ci_run_id === null ? 'no workflow run' : `workflow run ${quoted(ci_run_id)}`;
  return ci_run_attempt === null ? run : `${run}, attempt ${ci_run_attempt}`;
}
