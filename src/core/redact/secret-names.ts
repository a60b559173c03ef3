import type { Fault } from '../errors.js';
import type { Redactor } from './redactor.js';

/** A name of a request, and where it is written. */
export interface RequestName {
  /** The input, with its line. */
  where: string;
  /** What is named, as it is written. */
  name: string;
}

/**
 * The faults of names that hold a strong secret. They are for before the training: names are kept for good and are never rewritten,
 * so nothing could be recorded under them.
 */
export function secretsIn(names: readonly RequestName[], redactor: Redactor): Fault[] {
  return names.flatMap(({ where, name }) => {
    const why = redactor.secretIn(name);
    return why === undefined ? [] : [secretFault({ subject: 'The name', why, where })];
  });
}

/** @param about what `subject` stands before `holds …`, and the reason of a redactor */
export function secretFault(about: { subject: string; why: string; where: string }): Fault {
  const { subject, why, where } = about;
  const variable = /^value of the variable (.+)$/.exec(why)?.[1];
  return {
    code: 'E_SECRET_IN_NAME',
    what: `${subject} holds ${why.startsWith('value of') ? `the ${why}` : `what ${why}`}`,
    where,
    mend: `Take the secret out of the name${variable === undefined ? '' : `, or rename ${variable} if its value is no secret`}`,
  };
}
