import { DECIMAL_TEXT } from '../../core/decimal-text.js';
import { LongInteger, WholeFloat } from './python-text.js';

export function isWholeText(value: unknown): value is string {
  return typeof value === 'string' && /^\s*[+-]?\d+\s*$/.test(value);
}

/** What our readers of JSON keep of a number, as a number. */
export function plain(sent: unknown): unknown {
  return sent instanceof WholeFloat || sent instanceof LongInteger ? sent.valueOf() : sent;
}

/** Whether a text has the digits of a whole number of 64 bits that is none of JavaScript's. */
export function isLongText(text: unknown): text is string {
  if (typeof text !== 'string' || !/^[+-]?\d{16,19}$/.test(text) || Number.isSafeInteger(Number(text)))
    return false;
  const value = BigInt(text.replace('+', ''));
  return BigInt.asIntN(64, value) === value;
}

export function isInt64(value: number): boolean {
  return Number.isInteger(value) && value >= -(2 ** 63) && value < 2 ** 63;
}

/** What Python makes a float of, and the reader of the request does not: the field stays as it is. */
export function isNaNText(value: unknown): boolean {
  return typeof value === 'string' && /^\s*[+-]?nan\s*$/i.test(value);
}

export function isNumberText(value: unknown): value is string {
  return typeof value === 'string' && DECIMAL_TEXT.test(value.trim());
}
