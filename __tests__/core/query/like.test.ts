import fc from 'fast-check';
import { isLikePattern, LONGEST_WILD_PIECE, likeTest } from '../../../src/core/query/like.js';

const SEED = 20_261_129;

test.each([
  ['', '', true],
  ['', 'a', false],
  ['%', '', true],
  ['_', '', false],
  ['abc', 'abc', true],
  ['abc', 'ABC', false],
  ['a%', 'a', true],
  ['%a', 'ba', true],
  ['%a', 'ab', false],
  ['a%a', 'a', false],
  ['a%a', 'aa', true],
  ['%ab%ba%', 'aba', false],
  ['%ab%ba%', 'xabbay', true],
  ['a_c', 'abc', true],
  ['a_c', 'ac', false],
  ['_%_', 'a', false],
  ['_%_', 'ab', true],
  ['%_b', 'aab', true],
  ['%a_b%', 'aaab', true],
  ['%a_b%c', 'axbcaxb', false],
  ['.*', 'anything', false],
  ['a\nb', 'a\nb', true],
  ['a_b', 'a\nb', true],
  ['%', 'two\nlines', true],
  ['\\%', '%', false],
  ['\\%', '\\x', true],
  ['_', '😀', true],
  ['%_😀', '😀😀', true],
  ['__', '😀', false],
])('%j is like %j: %p', (pattern, text, expected) => {
  expect(likeTest(pattern, false)(text)).toBe(expected);
});

test('ILIKE takes no heed of case, beyond ASCII too', () => {
  expect(likeTest('ÉCOLE_%', true)('école 1')).toBe(true);
  expect(likeTest('école', false)('ÉCOLE')).toBe(false);
});

test('it answers as the definition does', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '😀'), maxLength: 80 });
  const pattern = fc.string({ unit: fc.constantFrom('a', 'b', '_', '%', '😀'), maxLength: 45 });
  fc.assert(
    fc.property(pattern, text, (one, other) => likeTest(one, false)(other) === byDefinition(one, other)),
    { seed: SEED, numRuns: 3_000 },
  );
});

test('a pattern longer than a word of bits is followed to its end', () => {
  const text = `x${'ab'.repeat(400)}c`;
  expect(likeTest(`%${'a_'.repeat(399)}%c`, false)(text)).toBe(true);
  expect(likeTest(`%${'_b'.repeat(401)}%`, false)(text)).toBe(false);
});

// A matcher that tries again what it has tried would not come back from these.
test('patterns that are made to take long do not', () => {
  const text = 'a'.repeat(20_000);
  expect(likeTest(`${'%a'.repeat(5_000)}b`, false)(text)).toBe(false);
  expect(likeTest(`${'%a_'.repeat(3_000)}%b%`, false)(text)).toBe(false);
  expect(likeTest(`%${'a_'.repeat(LONGEST_WILD_PIECE / 2 - 1)}b%`, false)(text)).toBe(false);
});

test('a piece with _ that is too long is no pattern, if it must be looked for', () => {
  const piece = '_'.repeat(LONGEST_WILD_PIECE + 1);
  expect(isLikePattern(`%${piece}%`)).toBe(false);
  expect(isLikePattern(`%${piece.slice(1)}%`)).toBe(true);
  expect(isLikePattern(`${piece}%`)).toBe(true);
  expect(isLikePattern(`%${'a'.repeat(LONGEST_WILD_PIECE + 1)}%`)).toBe(true);
});

/** Which ends of the pattern's beginnings fit which of the text: a table, as slow as it is plain. */
function byDefinition(pattern: string, text: string): boolean {
  let fits = [true, ...Array.from(text, () => false)];
  for (const one of pattern) {
    const next = fits.map(() => false);
    Array.from(['', ...text]).forEach((character, at) => {
      if (one === '%') next[at] = fits.slice(0, at + 1).some(Boolean);
      else next[at] = at > 0 && fits[at - 1] === true && (one === '_' || one === character);
    });
    fits = next;
  }
  return fits.at(-1) ?? false;
}
