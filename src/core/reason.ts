import type { Fault } from './errors.js';

/** Characters of a reason, as every event takes them. */
const LONGEST = 2000;

/** That a reason is too long for an event. @param where the input or option that gave it */
export function reasonFaults(reason: string, where: string): Fault[] {
  if (reason.length <= LONGEST) return [];
  const what = `The reason has ${reason.length} characters, and there is room for ${LONGEST}`;
  return [{ code: 'E_INPUT_INVALID', what, where, mend: 'Shorten it, and link to what says more' }];
}
