import { createHash } from 'node:crypto';
import { pageOffset } from '../../core/query/page.js';
import { invalid } from './errors.js';
import { asRefusal } from './search.js';

/** What a page is one of. */
export interface Bound {
  experiment_ids: readonly string[];
  filter: string;
  order_by: readonly unknown[];
}

const MISMATCHES = {
  experiment_ids: 'Experiment IDs in the page token do not match the requested experiment IDs.',
  filter: 'Filter string in the page token does not match the requested filter string.',
  order_by: 'Order by in the page token does not match the requested order by.',
} as const;
const NAMES = ['experiment_ids', 'filter', 'order_by'] as const;

/** A page's token that is good for the same search only. It stays short, whatever was asked for. */
export function boundToken(token: string, bound: Bound): string {
  const offset = pageOffset(token);
  return btoa(
    JSON.stringify({ offset, ...Object.fromEntries(NAMES.map((name) => [name, mark(bound[name])])) }),
  );
}

/** @throws ProtocolError where the token is that of another search, or none of ours */
export function checkBound(token: string | undefined, bound: Bound): void {
  if (asRefusal(() => pageOffset(token)) === 0) return;
  const held = JSON.parse(atob(token ?? '')) as Partial<Record<keyof Bound, unknown>>;
  for (const name of NAMES)
    if (held[name] !== mark(bound[name]))
      throw invalid(`${MISMATCHES[name]} Send a token with the request that it was given for.`);
}

function mark(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 16);
}
