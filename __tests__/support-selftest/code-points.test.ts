import fc from 'fast-check';
import { codePoint } from '../support/code-points.js';

test('texts of code points are those that fast-check makes of its own unit, the dangerous ones included', () => {
  const options = { seed: 7, numRuns: 2000 };
  const ours = fc.sample(fc.string({ unit: codePoint, maxLength: 12 }), options);
  expect(ours).toEqual(fc.sample(fc.string({ unit: 'binary', maxLength: 12 }), options));
  expect(ours.some((text) => /proto|valueOf|toString/.test(text))).toBe(true);
  expect(ours.some((text) => (text.codePointAt(0) ?? 0) > 0xffff)).toBe(true);
});
