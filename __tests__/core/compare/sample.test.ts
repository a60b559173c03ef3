import { apart } from '../../../src/core/compare/number-text.js';
import { exceeds, sampleOf } from '../../../src/core/compare/sample.js';

test('the mean has the 90 % interval that Student gives', () => {
  // Student's sleep data of 1908, extra hours of ten people: mean 0.75, standard error 0.565734, quantile 1.833113.
  const { mean, interval } = sampleOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  expect(mean).toBeCloseTo(0.75, 12);
  expect(interval?.[0]).toBeCloseTo(-0.2870553, 6);
  expect(interval?.[1]).toBeCloseTo(1.7870553, 6);
});

test('a single value has no interval, and equal ones have a point', () => {
  expect(sampleOf([0.9])).toEqual({ values: [0.9], mean: 0.9, interval: null });
  const { mean, interval } = sampleOf([0.1, 0.1, 0.1]);
  expect(interval).toEqual([mean, mean]);
});

test('what is no finite number has no mean, whatever the others are', () => {
  for (const odd of ['NaN', 'Infinity', Number.NaN]) {
    expect(sampleOf([0.9, odd])).toMatchObject({ mean: null, interval: null });
  }
  expect(sampleOf([])).toEqual({ values: [], mean: null, interval: null });
});

test('numbers too large for an interval have none', () => {
  expect(sampleOf([1e308, -1e308]).interval).toBeNull();
  expect(sampleOf([1e308, 1e308]).mean).toBe(1e308);
});

test('the error of the arithmetic is no difference', () => {
  expect(0.93 - 0.92 > 0.01).toBe(true);
  expect(exceeds(0.93 - 0.92, 0.01)).toBe(false);
  expect(exceeds(0.0101, 0.01)).toBe(true);
  expect(exceeds(1, 0)).toBe(true);
  expect(exceeds(0, 0)).toBe(false);
});

test('numbers that differ are shown so that they do', () => {
  expect(apart(0.88, 0.9)).toEqual(['0.88', '0.9']);
  expect(apart(0.89999999, 0.9)).toEqual(['0.89999999', '0.9']);
});
