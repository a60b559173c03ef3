import { clip, QueryError } from './query-error.js';

const MEND = 'Send back next_page_token as the answer before had it, or none for the first page';
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const LONGEST_TOKEN = 4_096;

/** @param offset number of results before the page, 1 or more */
export function pageToken(offset: number): string {
  return btoa(JSON.stringify({ offset }));
}

/**
 * @param token empty or undefined: the first page
 * @throws QueryError when it is no token of ours
 */
export function pageOffset(token: string | undefined): number {
  if (token === undefined || token === '') return 0;
  if (token.length > LONGEST_TOKEN || !BASE64.test(token))
    throw new QueryError('Invalid page token, could not base64-decode', MEND);
  const text = atob(token);
  const parsed = parse(text);
  if (typeof parsed !== 'object' || parsed === null)
    throw new QueryError(`Invalid page token, decoded value=${clip(text)}`, MEND);
  const offset = 'offset' in parsed ? parsed.offset : undefined;
  if (!Number.isSafeInteger(offset) || (offset as number) <= 0)
    throw new QueryError(`Invalid page token, parsed value=${clip(text)}`, MEND);
  return offset as number;
}

/** One page of what was found, and the token of the next one if there is more. */
export function pageOf<T>(
  found: readonly T[],
  { token, size }: { token: string | undefined; size: number },
): { items: T[]; next?: string } {
  const offset = pageOffset(token);
  const end = offset + size;
  const items = found.slice(offset, end);
  return end < found.length ? { items, next: pageToken(end) } : { items };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
