import { type Fault, UserError } from '../errors.js';
import { shown } from '../key-values.js';
import { nearest } from '../nearest.js';
import { quoted } from '../printable.js';

/** Of many, those that an error names. */
export const SHOWN = 5;

/** What may have been meant, as the end of an error. @param kind word for what it is */
export function meant(asked: string, known: readonly string[], kind: string): string {
  if (known.length === 0) return `The ledger has none`;
  const near = nearest(asked, known);
  if (near !== undefined) return `Did you mean ${quoted(near)}?`;
  const some = [...known]
    .sort()
    .slice(0, SHOWN)
    .map((one) => quoted(one));
  return `There ${known.length === 1 ? 'is one' : 'are'}: ${some.join(', ')}${known.length > SHOWN ? `, … (${known.length} of them)` : ''}; the ${kind} is written as it is there`;
}

export function ambiguous(digits: string, found: readonly string[]): UserError {
  return notFound(
    `${digits} begins more than one: ${found.slice(0, SHOWN).join(', ')}${found.length > SHOWN ? ', …' : ''}`,
    digits,
    'Give more digits',
  );
}

export function notFound(what: string, where: string, mend: string): UserError {
  const fault: Fault = { code: 'E_LINEAGE_NOT_FOUND', what, where: shown(where), mend };
  return new UserError(fault);
}
