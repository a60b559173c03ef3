import { closest, nearest } from '../../src/core/nearest.js';

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

test('the closest one is told however far it is', () => {
  expect(closest('webhook', KNOWN)).toBeDefined();
  expect(closest('train-clf', ['clf', 'ranker'])).toBe('clf');
  expect(closest('run', [])).toBeUndefined();
});
