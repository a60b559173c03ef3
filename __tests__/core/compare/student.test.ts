import { CRITICAL_90_NORMAL, critical90 } from '../../../src/core/compare/student.js';

// Quantiles 0.95 of Student's distribution, as scipy 1.17.1 gives them: stats.t.ppf(0.95, freedom).
test.each([
  [1, 6.313751514675037],
  [1.2, 4.79580134680627],
  [2, 2.9199855803537242],
  [2.5, 2.5582186141359355],
  [3, 2.3533634348018233],
  [4, 2.1318467863266495],
  [5, 2.0150483733330233],
  [7.3, 1.8829300179564308],
  [10, 1.8124611228116756],
  [17.776, 1.73524819104777],
  [30, 1.697260886593957],
  [120, 1.6576508993552352],
  [1000, 1.6463788172854643],
])('for %d degrees of freedom it is %d', (freedom, expected) => {
  expect(critical90(freedom)).toBeCloseTo(expected, 10);
});

test('it falls as the degrees of freedom grow, towards that of a normal distribution', () => {
  const values = [1, 1.2, 1.9, 2, 2.5, 7.3, 17.776, 40, 400, 4000].map((freedom) => critical90(freedom));
  expect(values).toEqual([...values].sort((a, b) => b - a));
  expect(values.at(-1)).toBeCloseTo(CRITICAL_90_NORMAL, 3);
});
