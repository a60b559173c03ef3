import { nearest } from '../../src/core/nearest.js';

const KNOWN = ['datasets', 'metrics', 'run'];

test.each([
  ['dataset', 'datasets'],
  ['metric', 'metrics'],
  ['rnu', 'run'],
  ['webhook', undefined],
])('%p means %p', (name, expected) => {
  expect(nearest(name, KNOWN)).toBe(expected);
});

test('nothing is near when nothing is known', () => {
  expect(nearest('run', [])).toBeUndefined();
});
