import { apart } from '../../../src/core/compare/number-text.js';
import { differenceOf, exceeds, sampleOf } from '../../../src/core/compare/sample.js';

// Student's sleep data of 1908, extra hours of ten people with each of two drugs: the textbook example of Welch's test.
const ONE = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
const OTHER = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

test('the mean has the 95 % interval that the textbook gives', () => {
  const { mean, interval } = sampleOf(ONE);
  expect(mean).toBeCloseTo(0.75, 12);
  expect(interval?.[0]).toBeCloseTo(-0.5297804, 6);
  expect(interval?.[1]).toBeCloseTo(2.0297804, 6);
});

test("the difference has Welch's interval", () => {
  const difference = differenceOf(sampleOf(ONE), sampleOf(OTHER));
  expect(difference?.change).toBeCloseTo(-1.58, 12);
  expect(difference?.interval?.[0]).toBeCloseTo(-3.3654832, 6);
  expect(difference?.interval?.[1]).toBeCloseTo(0.2054832, 6);
});

test('a single value has no interval, and neither has a difference from it', () => {
  expect(sampleOf([0.9])).toEqual({ values: [0.9], mean: 0.9, interval: null });
  const difference = differenceOf(sampleOf([0.9]), sampleOf([0.8, 0.82]));
  expect(difference?.interval).toBeNull();
  expect(difference?.change).toBeCloseTo(0.09, 12);
});

test('what is no finite number has no mean, whatever the others are', () => {
  for (const odd of ['NaN', 'Infinity', Number.NaN]) {
    expect(sampleOf([0.9, odd])).toMatchObject({ mean: null, interval: null });
  }
  expect(sampleOf([])).toEqual({ values: [], mean: null, interval: null });
  expect(differenceOf(sampleOf(['NaN']), sampleOf([1]))).toBeNull();
  expect(differenceOf(null, sampleOf([1]))).toBeNull();
});

test('equal values leave no doubt, and numbers too large for an interval none to hide behind', () => {
  expect(differenceOf(sampleOf([2, 2]), sampleOf([3, 3]))).toEqual({ change: -1, interval: [-1, -1] });
  expect(sampleOf([1e308, -1e308]).interval).toBeNull();
  expect(differenceOf(sampleOf([1e200, -1e200]), sampleOf([1e300, 1.1e300]))?.interval).toBeNull();
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
