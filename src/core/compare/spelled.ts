import type { Scalar } from '../flatten.js';
import { withoutTrailing } from '../without-trailing.js';

const DECIMAL = /^([-+]?)(\d[\d_]*)?(?:\.([\d_]*))?(?:[eE]([-+]?\d{1,6}))?$/;
const OTHER_BASE = /^([-+]?)(0(?:x[\da-fA-F_]+|o[0-7_]+|b[01_]+))$/;
/** With it a text is a name rather than a number, or one number to some and another to others: 007, 0123. */
const LEADING_ZERO = /^[-+]?0\d/;
const LONGEST = 1000;
/** As JSON and Python write them. */
const TRUTHS: ReadonlyMap<string, string> = new Map([
  ['true', 'true'],
  ['True', 'true'],
  ['false', 'false'],
  ['False', 'false'],
]);

/**
 * The one spelling of what a param's value is or spells, to compare by: `1e-4`, `0.0001` and 0.0001 have the same, as have `1_000`
 * and 1000, or `True` and true. Exact: two long numbers that a double cannot tell apart have two.
 * @returns undefined for what is neither a number nor a truth value
 */
export function spelled(value: Scalar): string | undefined {
  return TRUTHS.get(String(value)) ?? spelledNumber(value);
}

function spelledNumber(value: Scalar): string | undefined {
  const text = String(value);
  if (text.length > LONGEST || LEADING_ZERO.test(text)) return undefined;
  const other = OTHER_BASE.exec(text);
  if (other !== null) return integerText(other[1] ?? '', other[2] ?? '');
  const [, sign, whole = '', fraction = '', exponent = '0'] = DECIMAL.exec(text) ?? [];
  const digits = `${whole}${fraction}`.replaceAll('_', '');
  if (sign === undefined || digits === '') return undefined;
  const significant = withoutTrailing(digits.replace(/^0+/, ''), '0');
  if (significant === '') return '0';
  const trailing = digits.length - withoutTrailing(digits, '0').length;
  const power = Number(exponent) - fraction.replaceAll('_', '').length + trailing;
  return `${sign === '-' ? '-' : ''}${significant}e${power}`;
}

function integerText(sign: string, digits: string): string | undefined {
  const plain = digits.replaceAll('_', '');
  return plain.length > 2 ? spelledNumber(`${sign}${BigInt(plain)}`) : undefined;
}
