import type { RunRecord } from '../../../core/generated/types.js';
import type { Session } from '../session.js';
import type { Logged } from './opened.js';

/**
 * Whether what a script registers is judged once its runs are recorded. Of one that fails nothing is, nor of one that no ledger gets,
 * nor what went to a registry of the script's own.
 */
export function registers(
  {
    request,
    not_recorded,
  }: Pick<Session, 'not_recorded'> & {
    request: Pick<Session['request'], 'mlflow_registry'>;
  },
  { status }: Pick<RunRecord, 'status'>,
  { passed = [] }: Pick<Logged, 'passed'>,
): boolean {
  const isHeld = passed.length === 0 && request.mlflow_registry === 'hold';
  return isHeld && not_recorded === null && status === 'FINISHED';
}
