import { critical95 } from '../../../src/core/compare/student.js';

// Quantiles 0.975 of the published tables of Student's distribution.
test.each([
  [1, 12.7062],
  [2, 4.30265],
  [3, 3.18245],
  [4, 2.77645],
  [5, 2.57058],
  [10, 2.22814],
  [30, 2.04227],
  [120, 1.97993],
  [1000, 1.96234],
])('for %d degrees of freedom it is %d', (freedom, expected) => {
  expect(critical95(freedom)).toBeCloseTo(expected, 4);
});

test('it falls as the degrees of freedom grow, those between whole numbers too', () => {
  const values = [1, 1.2, 1.9, 2, 2.5, 7.3, 17.776, 40, 400, 4000].map(critical95);
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(values.at(-1)).toBeCloseTo(1.96, 2);
});
