import { UserError } from '../../core/errors.js';
import { nearest } from '../../core/nearest.js';
import { quoted } from '../../core/printable.js';

const SHOWN = 20;

/** @param known names of the endpoints that there are */
export function unknownEndpoint(name: string, known: readonly string[]): UserError {
  const meant = nearest(name, known);
  const some = known.slice(0, SHOWN).map((one) => quoted(one));
  return new UserError({
    code: 'E_ENDPOINT_NOT_FOUND',
    what: `Nothing was ever recorded of an endpoint ${quoted(name)}`,
    where: 'ledger',
    mend:
      meant !== undefined
        ? `Did you mean ${quoted(meant)}?`
        : known.length === 0
          ? 'Record what serves there: lineage-gate deployed ENDPOINT models:/NAME/3'
          : `Use one of ${some.join(', ')}${known.length > SHOWN ? ', …' : ''}`,
  });
}
