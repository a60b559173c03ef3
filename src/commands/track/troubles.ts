import { ERROR_CODES } from '../../core/error-codes.js';
import { type Fault, UserError } from '../../core/errors.js';
import type { FinishedRun } from './finish.js';

/** Why a step fails although its command ended well: problems of the record, and a ledger that did not take it; null when nothing is wrong. */
export function troublesOf({ record, failure }: Pick<FinishedRun, 'record' | 'failure'>): UserError | null {
  const problems = (record.problems ?? []).map(({ code, what, where, mend }): Fault => {
    const known = ERROR_CODES.find((one) => one === code);
    if (known === undefined) throw new Error(`${code} is no code of ours`);
    return { code: known, what, mend, ...(where === null ? {} : { where }) };
  });
  const faults = [...(failure?.faults ?? []), ...problems];
  return faults.length === 0 ? null : new UserError(faults, { cause: failure ?? undefined });
}

/** Hours of training may stand behind an error of ours; nobody should take it for theirs. */
export function howItEnded({ record: { status, command } }: Pick<FinishedRun, 'record'>): string {
  const { exit_code } = command;
  if (status === 'FINISHED') return 'The command itself ended well.';
  return `The command itself ended with ${exit_code === null ? status : `exit code ${exit_code}`}.`;
}

/** What a person should know before reading them. */
export function troubleTitle({ written, evidence, kept, record }: FinishedRun): string {
  const id = `Run ${record.run_id}`;
  if (written !== null) return `${id} is recorded, but incomplete: nothing of it can be registered`;
  if (evidence !== null) return `${id} is handed over as evidence`;
  return kept === null ? `${id} is not recorded` : `${id} is kept in ${kept}`;
}
