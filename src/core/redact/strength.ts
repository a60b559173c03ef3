import { hasShape } from './shapes.js';

const CHANGE = /(?<=[a-z])[A-Z0-9]|(?<=[A-Z])[a-z0-9]|(?<=[0-9])[A-Za-z]/g;
/** No word is longer; what is longer and of letters alone is a phrase without spaces. */
const LONGEST_WORD = 24;
const PART = /[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+/g;

/** UTF-16 units of a value that are looked at: what is longer is judged by its beginning. */
const LOOKED_AT = 4_096;
/** Shorter values are not told from names by their letters and digits. */
export const SHORTEST_RANDOM = 16;

/**
 * Whether a secret value is so unlike a name that it may be replaced wherever it stands: it has a known shape, changes three
 * times between letter and digit or lower and upper case, or is long and made of something else than words.
 * Measured in __tests__/core/redact/strength.test.ts.
 */
export function isStrong(whole: string): boolean {
  if (whole.length < 8) return false;
  const value = whole.slice(0, LOOKED_AT);
  return (
    (value.match(CHANGE)?.length ?? 0) >= 3 || (value.length >= 16 && !isWords(value)) || hasShape(value)
  );
}

/**
 * Whether a value is words, numbers or versions joined by `._-/:+`: `bert-base-uncased`, `Llama-3.1-8B`, `2026-11-21T10:00:00Z`.
 * Without a dictionary a word is letters in one case, a capital first or not, as also `LogisticRegression` joins them.
 */
export function isWords(value: string): boolean {
  return value.split(/[._\-/:+]/).every(isPiece);
}

/** Whether a value of unknown origin is one long chain of letters and digits such as only a machine makes. */
export function looksRandom(whole: string): boolean {
  if (whole.length < SHORTEST_RANDOM) return false;
  const value = whole.slice(0, LOOKED_AT);
  if (!/^[A-Za-z0-9+/=_.~-]{16,}$/.test(value) || isWords(value)) return false;
  return (value.match(/(?<=[A-Za-z])[0-9]|(?<=[0-9])[A-Za-z]/g)?.length ?? 0) >= 4;
}

function isPiece(piece: string): boolean {
  if (!/^[A-Za-z0-9]*$/.test(piece)) return false;
  if (/^(?:v?[0-9]*|[0-9]{1,6}(?:[A-Za-z]{1,3}|[xT][0-9]{1,6}Z?))$/.test(piece)) return true;
  const parts = piece.match(PART) ?? [];
  const words = parts.filter((part) => /[a-z]/i.test(part));
  const letters = words.join('').length;
  return (
    parts.length - words.length <= 2 &&
    words.every(({ length }) => length <= LONGEST_WORD) &&
    // Of short parts only one or two are a word (`ResNetV2`); more of them are no words but what is between digits.
    letters >= words.length * (words.length > 2 ? 3 : 1)
  );
}
