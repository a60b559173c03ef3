import { errorLine } from '../../error-line.js';
import type { RunRecord } from '../../generated/types.js';
import { quoted } from '../../printable.js';
import type { RunRule } from '../policy.js';

/** As shells say that a command was ended by SIGKILL. */
const ENDED_BY_SYSTEM = 137;

/** A run that did not finish is judged by nothing it left behind. */
export const runStatus: RunRule = (_, { runs }) =>
  runs
    .filter((run) => !hasFinished(run))
    .map((run) => ({
      rule: 'run.status',
      severity: 'error',
      subject: run.run_id,
      message: messageOf(run),
      mend: mendOf(run),
    }));

export function hasFinished({ status }: RunRecord): boolean {
  return status === 'FINISHED';
}

function messageOf({ run_id, status, command: { exit_code, stderr_tail } }: RunRecord): string {
  const line = errorLine(stderr_tail);
  const code = exit_code === null ? '' : ` (exit code ${exit_code})`;
  return `Run ${run_id} has the status ${status}${code}${line === null ? '' : `: ${quoted(line, 500)}`}`;
}

function mendOf({ command: { exit_code } }: RunRecord): string {
  return exit_code === ENDED_BY_SYSTEM
    ? 'The system ended it, most often for lack of memory: let it take less, or use a larger runner'
    : 'Look at the log of the training step, mend it and run it again';
}
