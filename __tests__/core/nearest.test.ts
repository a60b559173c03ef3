import { closest, isSlip, nearest } from '../../src/core/nearest.js';

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

test.each([
  ['cfl', true],
  ['clff', true],
  ['cf', false],
  ['churm', false],
])('%p is a slip in writing `clf`: %p', (name, expected) => {
  expect(isSlip(name, 'clf')).toBe(expected);
  expect(isSlip('clf', name)).toBe(expected);
});

test.each([
  ['model_a', 'model_b'],
  ['churn_v1', 'churn_v2'],
  ['churn_v12', 'churn_v21'],
  ['churn', 'churn2'],
  ['model', 'model_a'],
  ['clf', 'clf'],
])('%p and %p are two names', (one, other) => {
  expect(isSlip(one, other)).toBe(false);
  expect(isSlip(other, one)).toBe(false);
});
