import type { Finding } from '../../generated/types.js';
import type { RunRule } from '../policy.js';

const MOST = 50;
const LONGEST_POINTER = 250;

/** Places where a record does not fit the team's own schema. */
export const recordSchema: RunRule = (policy, { record_problems: problems, runs }) => {
  const { record } = policy;
  if (record === null) return [];
  // A schema that nobody held the records against must not look like one that they fit.
  if (problems === null) throw new Error('the runs were not held against the schema of the policy');
  const findings = problems.slice(0, MOST).map(({ run_id, pointer, problem }): Finding => {
    const place = pointer.slice(0, LONGEST_POINTER);
    const of = runs.length > 1 ? ` of run ${run_id}` : '';
    return {
      rule: `record${place}`,
      severity: 'error',
      subject: place === '' ? 'record' : place,
      message: `The record${of} does not fit ${record.path}: ${place === '' ? 'it' : `\`${place}\``} ${problem.slice(0, 1000)}`,
      mend: `Let the training record what the schema asks for, or change ${record.path}`,
    };
  });
  if (problems.length <= MOST) return findings;
  const rest: Finding = {
    rule: 'record',
    severity: 'error',
    subject: 'record',
    message: `${problems.length - MOST} more places do not fit ${record.path}`,
    mend: 'Mend the others first',
  };
  return [...findings, rest];
};
