import { type Clause, matches, parseFilter } from '../../core/query/filter.js';
import type { Grammar } from '../../core/query/grammar.js';
import { type Order, parseOrder, sorted } from '../../core/query/order.js';
import { pageOffset, pageToken } from '../../core/query/page.js';
import { QueryError } from '../../core/query/query-error.js';
import type { Subject } from '../../core/query/subject.js';
import { invalid } from './errors.js';

/** The part of a request that every search has. */
export interface SearchRequest {
  filter?: string | undefined;
  order_by: readonly string[];
  max_results?: number | undefined;
  page_token?: string | undefined;
}

export interface Page<T> {
  items: T[];
  /** Token of the page behind it. */
  next?: string;
}

/** Something that can be found, and what it is. */
export interface Found<T> extends Subject {
  readonly thing: T;
}

export interface Wanted {
  clauses: readonly Clause[];
  order: Order;
  /** How many that come first in the order are needed at most, if there are so many. */
  count: number;
}

/** What is looked through, which may be less than there is where somebody knows what is wanted. */
export type Among<T> = Iterable<Found<T>> | ((wanted: Wanted) => Iterable<Found<T>>);

/** One page of what a request asks for among these. @throws ProtocolError */
export function search<T>(among: Among<T>, request: SearchRequest, grammar: Grammar): Page<T> {
  checkSize(request.max_results ?? grammar.page.usual, grammar.page.most);
  return searched(among, request, () => ({
    clauses: parseFilter(request.filter ?? '', grammar),
    order: parseOrder(request.order_by, grammar),
    page: grammar.page,
  }));
}

/** The same, where filter and order are read in another way. @throws ProtocolError */
export function searched<T>(
  among: Among<T>,
  { max_results, page_token }: Pick<SearchRequest, 'max_results' | 'page_token'>,
  read: () => { clauses: readonly Clause[]; order: Order; page: Grammar['page'] },
): Page<T> {
  return asRefusal(() => {
    const { clauses, order, page } = read();
    const size = max_results ?? page.usual;
    checkSize(size, page.most);
    const offset = pageOffset(page_token);
    const end = offset + size;
    // One more, which tells whether there is another page.
    const wanted = { clauses, order, count: end + 1 };
    const found = new Matching(typeof among === 'function' ? among(wanted) : among, clauses);
    const items = sorted(found, order, end).slice(offset);
    return {
      items: items.map(({ thing }) => thing),
      ...(end < found.count ? { next: pageToken(end) } : {}),
    };
  });
}

/** Those that conditions are true of, one after the other: of many nobody keeps all. */
class Matching<T extends Subject> implements Iterable<T> {
  /** How many there have been until now. */
  count = 0;

  constructor(
    readonly all: Iterable<T>,
    readonly clauses: readonly Clause[],
  ) {}

  *[Symbol.iterator](): Generator<T> {
    for (const one of this.all)
      if (matches(this.clauses, one)) {
        this.count++;
        yield one;
      }
  }
}

/** Runs work on what a client has written. @throws ProtocolError for a QueryError */
export function asRefusal<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw error instanceof QueryError ? invalid(error.message) : error;
  }
}

/** @throws ProtocolError */
function checkSize(size: number, most: number): void {
  const told = `Invalid value ${size} for parameter 'max_results' supplied.`;
  if (size < 1) throw invalid(`${told} It must be a positive integer`);
  if (size > most) throw invalid(`${told} It must be at most ${most}`);
}
