import fc from 'fast-check';
import { spelled } from '../../../src/core/compare/spelled.js';

test.each([
  [0.0001, '1e-4'],
  [0.1, '0.10'],
  [1000, '1_000'],
  [31, '0x1F'],
  [15, '0o17'],
  [5, '+5'],
  [-2.5, '-2.50e0'],
  [0.5, '.5'],
  [1, '1.'],
  [0, '-0.0'],
  [1e21, '1000000000000000000000'],
])('%p is the number that %p spells', (number, text) => {
  expect(spelled(text)).toBe(spelled(number));
});

test.each([
  '0123',
  '007',
  'on',
  '12:30:45',
  '2026-01-31',
  '',
  '.',
  '-',
  'e5',
  '1e',
  'NaN',
  'yes',
  'TRUE',
  '0x',
  '1.2.3',
  '_',
])('%p spells no number and no truth value', (text) => {
  expect(spelled(text)).toBeUndefined();
});

test('a truth value is the same as JSON and as Python write it', () => {
  expect([spelled(true), spelled('true'), spelled('True')]).toEqual(Array(3).fill('true'));
  expect([spelled(false), spelled('false'), spelled('False')]).toEqual(Array(3).fill('false'));
});

test('numbers that a double cannot tell apart have two spellings', () => {
  expect(spelled('18446744073709551615')).not.toBe(spelled('18446744073709551616'));
});

test('every finite number is spelled as it is printed, and no other is the same', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, (one, other) => {
      expect(spelled(one)).toBe(spelled(one.toExponential()));
      expect(spelled(one) === spelled(other)).toBe(one === other);
    }),
    { seed: 20261128 },
  );
});

test('a long text is looked at no further', () => {
  expect(spelled('1'.repeat(100_000))).toBeUndefined();
});
