import fc from 'fast-check';
import { spelledNumber } from '../../../src/core/compare/spelled.js';

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
  expect(spelledNumber(text)).toBe(spelledNumber(number));
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
  'true',
  '0x',
  '1.2.3',
  '_',
])('%p spells no number', (text) => {
  expect(spelledNumber(text)).toBeUndefined();
});

test('numbers that a double cannot tell apart have two spellings', () => {
  expect(spelledNumber('18446744073709551615')).not.toBe(spelledNumber('18446744073709551616'));
});

test('every finite number is spelled as it is printed, and no other is the same', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(finite, finite, (one, other) => {
      expect(spelledNumber(one)).toBe(spelledNumber(one.toExponential()));
      expect(spelledNumber(one) === spelledNumber(other)).toBe(one === other);
    }),
    { seed: 20261128 },
  );
});

test('a long text is looked at no further', () => {
  expect(spelledNumber('1'.repeat(100_000))).toBeUndefined();
});
