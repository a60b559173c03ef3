import type { Scalar } from '../../core/flatten.js';

/** What a scalar without quotes stands for. */
export interface PlainScalar {
  value: Scalar | bigint;
  /** Whether loaders in use give different values that are no text, so that the text is kept as it is spelled. */
  ambiguous: boolean;
}

const NULLS = new Set(['', '~', 'null', 'Null', 'NULL']);
const BOOLEANS = new Map([
  ...['true', 'True', 'TRUE'].map((word): [string, boolean] => [word, true]),
  ...['false', 'False', 'FALSE'].map((word): [string, boolean] => [word, false]),
]);
const INTEGER = /^[-+]?(?:0|[1-9]\d*)$/;
/** With an exponent of one to three digits: YAML 1.1 takes `1e-4` for a text, 1.2 for the number. */
const FLOAT = /^[-+]?(?:\.\d+|(?:0|[1-9]\d*)(?:\.\d*)?)(?:[eE][-+]?\d{1,3})?$/;
const INFINITY = /^([-+]?)\.(?:inf|Inf|INF)$/;
const NAN = /^\.(?:nan|NaN|NAN)$/;

/**
 * What YAML 1.1 (PyYAML), 1.2 (ruamel, Go, JavaScript) and their common deviations do not agree on.
 * The first are booleans, the others numbers or dates, to one of them.
 */
const AMBIGUOUS: readonly RegExp[] = [
  /^(?:y|Y|yes|Yes|YES|n|N|no|No|NO|on|On|ON|off|Off|OFF)$/,
  // 0123 is 83 or 123.
  /^[-+]?0[\d_]+$/,
  /^[-+]?0[0-9_]+\.[\d_]*(?:[eE][-+]?\d+)?$/,
  /^[-+]?0(?:x[\da-fA-F_]+|o[0-7_]+|b[01_]+)$/,
  /^[-+]?\d[\d_]*_[\d_]*(?:\.[\d_]*)?(?:[eE][-+]?\d+)?$/,
  /^[-+]?(?:\d[\d_]*)?\.\d[\d]*_[\d_]*(?:[eE][-+]?\d+)?$/,
  // 12:30:45 is 45045 to the base of 60.
  /^[-+]?\d[\d_]*(?::[0-5]?\d)+(?:\.[\d_]*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{2}:\d{2}(?:\.\d*)?(?:[ \t]*(?:Z|[-+]\d{1,2}(?::?\d{2})?))?)?$/,
];
/** Longer texts are none of these, and need not be looked at. */
const LONGEST = 400;

/** @param text a scalar without quotes and tag, as it is spelled */
export function plainScalar(text: string): PlainScalar {
  if (NULLS.has(text)) return sure(null);
  const boolean = BOOLEANS.get(text);
  if (boolean !== undefined) return sure(boolean);
  if (text.length > LONGEST) return sure(text);
  const number = numberOf(text);
  if (number !== undefined) return sure(number);
  return { value: text, ambiguous: AMBIGUOUS.some((pattern) => pattern.test(text)) };
}

/** The number that a text spells in every loader which takes it for one; undefined for any other text. */
export function numberOf(text: string): number | bigint | undefined {
  return INTEGER.test(text) ? integerOf(text) : floatOf(text);
}

function floatOf(text: string): number | undefined {
  const infinity = INFINITY.exec(text);
  if (infinity !== null) return infinity[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  if (NAN.test(text)) return Number.NaN;
  if (!FLOAT.test(text)) return undefined;
  const number = Number(text);
  const mantissa = text.split(/[eE]/)[0] ?? '';
  // 1e999 and 1e-999 would lose what they say.
  const lost = number === 0 ? /[1-9]/.test(mantissa) : !Number.isFinite(number);
  return lost ? undefined : number;
}

function integerOf(text: string): number | bigint {
  const number = Number(text);
  if (Number.isSafeInteger(number)) return number + 0;
  return BigInt(text.replace(/^\+/, ''));
}

function sure(value: Scalar | bigint): PlainScalar {
  return { value, ambiguous: false };
}
