import type { Argument } from './arguments.js';
import { HELD_AFTER_QUOTE, HELD_QUOTE } from './shell-words.js';

/** A value in a text. */
export interface Value {
  start: number;
  end: number;
  /** Without quotes around it. */
  bare: boolean;
}

/**
 * Where a string begins, as a part of an expression. In a string within a string its quote is escaped, and before it may stand of which
 * kind it is: Python's `b'…'`, a shell's `$'…'`.
 */
export const STRING = `(?:[bBfFrRtTuU]{1,2}|\\$)?\\\\{0,7}["']`;
const OPENING = /(?:[bBfFrRtTuU]{1,2}|\$)?("""|'''|\\{0,7}["'])/y;
/** By a quote, what goes on up to the next one. */
const UP_TO = new Map(
  [
    '"""',
    "'''",
    ...[0, 1, 2, 3, 4, 5, 6, 7].flatMap((depth) => [`"`, `'`].map((one) => '\\'.repeat(depth) + one)),
  ].map((quote) => [quote, new RegExp(`(?:${withinOf(quote)}){1,20000}(?=${endOf(quote)})`, 'y')]),
);
// Up to the end of a pair in a connection string or a query, or the comma before the next pair.
const BARE = /(?:(?!,\s|,[\w.-]{1,60}[=:])[^\s"'&;]){1,500}/y;
const NEXT_PAIR = /[&;,\s]\s{0,4}[\w.-]{1,60}=(?=[^\s=])/;
const REST = /[^\s"'&;]{1,2000}/y;
const CLOSED_BY: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };

/** A quote behind a backslash ends no string, nor does one that is held in a shell's word: `'it'\''s'`. */
function withinOf(quote: string): string {
  if (quote.startsWith('\\')) return `(?!${endOf(quote)})[^\\r\\n]`;
  if (quote !== "'") return `\\\\[^\\r\\n]|(?!${quote})[^\\\\\\r\\n]`;
  // In a shell's word it ends one: `'C:\\data\\' --lr`.
  return `${HELD_QUOTE}|\\\\(?!'(?:\\s|$))[^\\r\\n]|\\\\(?='(?:\\s|$))|[^'\\\\\\r\\n]`;
}

function endOf(quote: string): string {
  if (quote.startsWith('\\')) return `(?<!\\\\)${quote.replaceAll('\\', '\\\\')}`;
  return quote === "'" ? `'(?!${HELD_AFTER_QUOTE})` : quote;
}

/** The value that begins at an index. @param argument what it ends, where that stands in quotes */
export function valueAt(text: string, start: number, argument?: Argument): Value | undefined {
  OPENING.lastIndex = start;
  const [opening = '', quote] = OPENING.exec(text) ?? [];
  if (argument !== undefined) {
    const { quote: around, isOption } = argument;
    // Within the quotes that close an assignment, others may close its value.
    const isWhole = isOption || opening !== quote || quote.startsWith(around);
    const end = isWhole ? endOfQuoted(text, start, around) : undefined;
    if (end !== undefined) return { start, end: isOption ? end : endOfPair(text, start, end), bare: false };
  }
  const begin = start + opening.length;
  const end = quote === undefined ? undefined : endOfQuoted(text, begin, quote);
  if (end !== undefined) return { start: begin, end, bare: false };
  // A quote that is never closed is one of a text that was cut off.
  BARE.lastIndex = begin;
  if (!BARE.test(text)) return undefined;
  const value = withoutClosing(text.slice(begin, BARE.lastIndex));
  return value === '' ? undefined : { start: begin, end: begin + value.length, bare: true };
}

/** In a query, or in the words of a connection, more pairs follow. */
function endOfPair(text: string, start: number, end: number): number {
  const next = NEXT_PAIR.exec(text.slice(start, end));
  return next === null ? end : start + next.index;
}

function endOfQuoted(text: string, begin: number, quote: string): number | undefined {
  const upTo = UP_TO.get(quote);
  if (upTo === undefined) return undefined;
  upTo.lastIndex = begin;
  return upTo.test(text) ? upTo.lastIndex : undefined;
}

/** What ends a sentence, or closes what was opened before the value, is no part of it. */
function withoutClosing(bare: string): string {
  if (!/[)\]},.]$/.test(bare)) return bare;
  const excess = new Map(
    Object.entries(CLOSED_BY).map(([closing, opening]) => [
      closing,
      count(bare, closing) - count(bare, opening),
    ]),
  );
  let end = bare.length;
  for (; end > 0; end -= 1) {
    const last = bare.charAt(end - 1);
    const more = excess.get(last) ?? 0;
    if (more > 0) excess.set(last, more - 1);
    else if (last !== ',' && last !== '.') break;
  }
  return bare.slice(0, end);
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** Where a value without quotes ends that was longer than what was looked at. */
export function endOfBare(text: string, end: number): number {
  const looked = text.slice(end, end + 1);
  if (looked === '' || /[\s"'&;,)\]}.]/.test(looked)) return end;
  let rest = end;
  REST.lastIndex = end;
  while (REST.test(text)) rest = REST.lastIndex;
  return rest;
}
