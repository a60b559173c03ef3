import type { Fault, UserError } from '../core/errors.js';
import { decodeName } from '../core/names.js';

/** What lies where folders of models or endpoints belong and is none, by the names that they would have: a list must not hide them. */
export function unreadablePlaces(faults: readonly UserError[]): { name: string; errors: readonly Fault[] }[] {
  return faults.flatMap(({ faults: errors }) => {
    const name = decodeName(errors[0]?.where?.replace(/^.*\//, '') ?? '');
    return name === undefined ? [] : [{ name, errors }];
  });
}
