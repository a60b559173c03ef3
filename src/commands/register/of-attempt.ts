import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { quoted } from '../../core/printable.js';

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

function attempt({ ci_run_id, ci_run_attempt }: OfAttempt): string {
  const run = ci_run_id === null ? 'no workflow run' : `workflow run ${quoted(ci_run_id)}`;
  return ci_run_attempt === null ? run : `${run}, attempt ${ci_run_attempt}`;
}
