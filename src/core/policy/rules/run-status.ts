import type { RunRule } from '../policy.js';

/** A run that did not finish is judged by nothing it left behind. */
export const runStatus: RunRule = (_, { runs }) =>
  runs
    .filter(({ status }) => status !== 'FINISHED')
    .map(({ run_id, status, command }) => ({
      rule: 'run.status',
      severity: 'error',
      subject: run_id,
      message: `Run ${run_id} has the status ${status}${command.exit_code === null ? '' : ` (exit code ${command.exit_code})`}`,
      mend: 'Look at the log of the training step, mend it and run it again',
    }));
