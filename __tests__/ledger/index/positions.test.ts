import {
  expand,
  formatPositions,
  intersection,
  parsePositions,
  union,
} from '../../../src/ledger/index/positions.js';

test.each([
  [[], ''],
  [[0], '0'],
  [[0, 1, 2, 3, 4, 5, 9], '0-5,9'],
  [[1, 3, 5], '1,3,5'],
])('%j is %j, there and back', (positions, text) => {
  expect(formatPositions(positions)).toBe(text);
  if (text !== '') expect(expand(parsePositions(text) ?? [], 10)).toEqual(positions);
});

test.each([
  '',
  '-1',
  '1-',
  '1,',
  '2,1',
  '0-3,2',
  '0-3,4',
  '5-3',
  '1.5',
  '1e3',
  ' 1',
  '12345678',
  '0-999999999',
  'x',
  7,
  null,
  [1],
  {},
])('%j is not how positions are written', (text) => {
  expect(parsePositions(text)).toBeUndefined();
});

test('a text of megabytes is read without recursion', () => {
  const text = Array.from({ length: 700_000 }, (_, at) => 2 * at).join();
  expect(parsePositions(text)).toHaveLength(700_000);
});

test('a short text cannot stand for more places than there are', () => {
  const positions = parsePositions('0-9999999') ?? [];
  expect(expand(positions, 9_999_999)).toBeUndefined();
  expect(expand(parsePositions('0-4') ?? [], 5)).toEqual([0, 1, 2, 3, 4]);
});

test('what is in any of the lists, each once and in order', () => {
  const of = (text: string) => parsePositions(text) ?? [];
  expect(formatPositions(expand(union([of('4-6,9'), of('0-2,5-7'), of('3')]), 10) ?? [])).toBe('0-7,9');
  expect(union([of('3-7'), of('4'), of('9')])).toEqual([
    [3, 7],
    [9, 9],
  ]);
  expect(union([])).toEqual([]);
});

test('what is in all lists', () => {
  const of = (text: string) => parsePositions(text) ?? [];
  expect(intersection([of('0-5,9'), of('2-3,5-20')])).toEqual([
    [2, 3],
    [5, 5],
    [9, 9],
  ]);
  expect(intersection([of('0-5'), of('6-9')])).toEqual([]);
  expect(intersection([of('1'), []])).toEqual([]);
  expect(intersection([])).toEqual([]);
  expect(intersection([of('0-100'), of('3,7'), of('7-8')])).toEqual([[7, 7]]);
});
