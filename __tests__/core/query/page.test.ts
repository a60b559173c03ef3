import { pageOf, pageOffset, pageToken } from '../../../src/core/query/page.js';
import { QueryError } from '../../../src/core/query/query-error.js';

test('the pages are all that was found, once', () => {
  const found = Array.from({ length: 7 }, (_, index) => index);
  const seen: number[] = [];
  let token: string | undefined;
  do {
    const page = pageOf(found, { token, size: 3 });
    seen.push(...page.items);
    token = page.next;
  } while (token !== undefined);
  expect(seen).toEqual(found);
});

test('a page that is just full is the last', () => {
  expect(pageOf([1, 2], { token: undefined, size: 2 })).toEqual({ items: [1, 2] });
});

test('a token is as MLflow writes it, and no token is the first page', () => {
  expect(pageToken(1000)).toBe('eyJvZmZzZXQiOjEwMDB9');
  expect(pageOffset('eyJvZmZzZXQiOiAxMDAwfQ==')).toBe(1000);
  expect(pageOffset('')).toBe(0);
  expect(pageOffset(undefined)).toBe(0);
});

test('a page behind the end is empty', () => {
  expect(pageOf([1, 2], { token: pageToken(5), size: 2 })).toEqual({ items: [] });
});

test.each([
  ['no base64!', 'Invalid page token, could not base64-decode'],
  ['abc', 'Invalid page token, could not base64-decode'],
  ['A'.repeat(100_000), 'Invalid page token, could not base64-decode'],
  [btoa('hello'), 'Invalid page token, decoded value=hello'],
  [btoa('null'), 'Invalid page token, decoded value=null'],
  [btoa('7'), 'Invalid page token, decoded value=7'],
  [btoa('{}'), 'Invalid page token, parsed value={}'],
  [btoa('[]'), 'Invalid page token, parsed value=[]'],
  [btoa('{"offset":0}'), 'Invalid page token, parsed value='],
  [btoa('{"offset":-5}'), 'Invalid page token, parsed value='],
  [btoa('{"offset":1.5}'), 'Invalid page token, parsed value='],
  [btoa('{"offset":"5"}'), 'Invalid page token, parsed value='],
  [btoa('{"offset":1e300}'), 'Invalid page token, parsed value='],
])('the token %.40j is refused', (token, beginning) => {
  expect(() => pageOffset(token)).toThrow(QueryError);
  expect(() => pageOffset(token)).toThrow(beginning);
});
