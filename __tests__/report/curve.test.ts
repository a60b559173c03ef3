import fc from 'fast-check';
import { curvesOf, MAX_POINTS } from '../../src/report/curve.js';

function series(values: readonly (number | string)[], steps?: readonly number[]) {
  return values.map((value, index) => ({
    key: 'loss',
    value,
    step: steps === undefined ? null : (steps[index] ?? 0),
    at: null,
  }));
}

test('few points at even steps are drawn as they are', () => {
  expect(curvesOf([series([3, 2, 4], [10, 20, 30]), []])).toEqual({
    from: 10,
    to: 30,
    values: [[3, 2, 4], []],
  });
});

test('points without steps are counted', () => {
  expect(curvesOf([series([3, 2, 4])])).toMatchObject({ from: 0, to: 2 });
});

test('a curve that ends early ends there', () => {
  const curves = curvesOf([series([1, 2], [0, 1]), series([5, 6, 7, 8], [0, 1, 2, 3])]);
  expect(curves?.values).toEqual([
    [1, 2, null, null],
    [5, 6, 7, 8],
  ]);
});

test('of two values at one step the later counts; what is no number is left out', () => {
  expect(curvesOf([series([1, 9, 'NaN', 2, 3], [0, 0, 1, 1, 2])])?.values).toEqual([[9, 2, 3]]);
});

test.each([
  ['nothing', []],
  ['one point', series([1])],
  ['values that an axis cannot show', series([1, 1e300])],
])('no curve: %s', (_, points) => {
  expect(curvesOf([points])).toBeNull();
});

test('thinned curves keep the lowest and the highest value, and stay within them', () => {
  const values = fc.array(fc.double({ noNaN: true, min: -1e6, max: 1e6 }), { minLength: 2, maxLength: 2000 });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 1000 }), (numbers, stride) => {
      const steps = numbers.map((_, index) => index * stride + (index % 7 === 0 ? 0.3 : 0));
      const [curve = []] = curvesOf([series(numbers, steps)])?.values ?? [];
      const shown = curve.filter((value) => value !== null);
      expect(curve.length).toBeLessThanOrEqual(MAX_POINTS);
      expect(Math.min(...shown)).toBe(Math.min(...numbers));
      expect(Math.max(...shown)).toBe(Math.max(...numbers));
    }),
  );
});
