import { UserError } from '../errors.js';

/** What is said to who means a version by the stage that each begins in. @param where the option, input or URI that names it */
export function noneNamesNone(where: string): UserError {
  return new UserError({
    code: 'E_INPUT_INVALID',
    what: '`None` holds every version that was never moved',
    where,
    mend: "Write the version's number, or `latest`",
  });
}
