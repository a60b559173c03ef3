import fc from 'fast-check';

const FIRST_HALF_OF_PAIR = 0xd800;
const HALVES_OF_PAIRS = 0x800;
const CODE_POINTS = 0x110000;

/**
 * All code points but halves of pairs, each as likely as with fast-check's unit `binary`. That one makes a map of all 1,112,064
 * before its first text, which takes a second or two and some 60 MB in each test file.
 */
export const codePoint = fc
  .nat({ max: CODE_POINTS - HALVES_OF_PAIRS - 1 })
  .map(
    (index) => String.fromCodePoint(index < FIRST_HALF_OF_PAIR ? index : index + HALVES_OF_PAIRS),
    indexOf,
  );

/** @throws an error for what is no text of one code point, as fast-check asks of it */
function indexOf(text: unknown): number {
  const [only, ...others] = typeof text === 'string' ? text : '';
  const code = only?.codePointAt(0) ?? 0;
  const isHalf = code >= FIRST_HALF_OF_PAIR && code < FIRST_HALF_OF_PAIR + HALVES_OF_PAIRS;
  if (only === undefined || others.length > 0 || isHalf) throw new Error('No code point');
  return code < FIRST_HALF_OF_PAIR ? code : code - HALVES_OF_PAIRS;
}
