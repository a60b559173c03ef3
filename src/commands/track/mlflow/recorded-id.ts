import type { RunRecord } from '../../../core/generated/types.js';
import { clientRunId, isId, timeOfId } from '../../../core/ids.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import type { Session } from '../session.js';

/** What the ids of a command's runs in the ledger depend on. */
export interface Numbering {
  session: Pick<Session, 'run_id' | 'started_at_ms'>;
  /** The record of the command's own run. */
  command: Pick<RunRecord, 'run_id'>;
  /** Which of the logged runs that is; null where none could be chosen. */
  main: Pick<LoggedRun, 'run_id'> | null;
}

/** The id in the ledger of a run that a client made: the command's own run has the id that everybody was told of it. */
export function recordedId(run_id: string, { session, command, main }: Numbering): string {
  if (run_id === main?.run_id) return command.run_id;
  // One that the client made itself says no time.
  if (run_id !== session.run_id && isId(run_id)) return run_id;
  const time = isId(run_id) ? timeOfId(run_id) : session.started_at_ms;
  return clientRunId(time, run_id);
}
