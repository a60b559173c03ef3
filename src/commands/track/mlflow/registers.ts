import type { RunRecord } from '../../../core/generated/types.js';
import { hasProblem } from '../../../core/problems.js';
import type { Session } from '../session.js';
import type { Logged } from './opened.js';

/**
 * Whether what a script registers is judged once its runs are recorded. Of a command that fails nothing is, nor where its run is none
 * of those that it made, nor of one that no ledger gets, nor what went to a registry of the script's own.
 */
export function registers(
  {
    request,
    not_recorded,
  }: Pick<Session, 'not_recorded'> & {
    request: Pick<Session['request'], 'mlflow_registry'>;
  },
  command: Pick<RunRecord, 'status' | 'problems'>,
  { passed = [] }: Pick<Logged, 'passed'>,
): boolean {
  const isHeld = passed.length === 0 && request.mlflow_registry === 'hold';
  const isChosen = !hasProblem(command, 'E_MLFLOW_MAIN_RUN');
  return isHeld && not_recorded === null && command.status === 'FINISHED' && isChosen;
}
