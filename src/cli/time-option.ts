import { UserError } from '../core/errors.js';
import { shown } from '../core/key-values.js';

/** `2026-03-01T12:00Z` and the like, as a record writes times. @throws UserError E_INPUT_INVALID */
export function timeOf(at: string | undefined): string | undefined {
  if (at === undefined) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/.test(
    at,
  );
  if (isTime && !Number.isNaN(Date.parse(at))) return new Date(at).toISOString();
  throw new UserError({
    code: 'E_INPUT_INVALID',
    what: `\`--at\` is ${shown(at)}`,
    where: '--at',
    mend: 'Write a day or a time with its zone: 2026-03-01, 2026-03-01T12:00Z',
  });
}
