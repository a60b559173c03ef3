import { LongInteger, WholeFloat } from './python-text.js';

/** Where a client's text begins like this, a message shows it as a number: no more. */
const FLOAT = '\u0000float:';
/** The same for a call: a text that begins so, in a request that has a long number too, is read as its digits. */
const LONG = '\u0000long:';
/** Not a whole text: of one that has no end the pattern would be tried again at each quotation mark in it. */
const MARK_OR_NUMBER = /(?:\\.){1,500}|"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gs;
/** Most texts have no such number, and cost nothing more. */
const MAY_BE_LONG = /[:,[\s]-?\d{16,19}[\s,}\]]/;

/** Parses JSON so that an integer which a number would round keeps its digits. @throws SyntaxError */
export function parseLongs(text: string): unknown {
  if (!MAY_BE_LONG.test(text)) return JSON.parse(text);
  return parseMarked(text, (token) => (isLong(token) ? LONG : undefined));
}

/** Parses JSON so that a float which is whole is told from an integer, for messages: it costs more. @throws SyntaxError */
export function parseExact(text: string): unknown {
  return parseMarked(text, (token) => (isWholeFloat(token) ? FLOAT : isLong(token) ? LONG : undefined));
}

function parseMarked(text: string, markOf: (token: string) => string | undefined): unknown {
  let isInText = false;
  const marked = text.replace(MARK_OR_NUMBER, (token) => {
    if (token === '"') isInText = !isInText;
    const mark = isInText ? undefined : markOf(token);
    return mark === undefined ? token : JSON.stringify(mark + token);
  });
  return JSON.parse(marked, (_, value: unknown) => {
    if (typeof value !== 'string') return value;
    if (value.startsWith(FLOAT)) return new WholeFloat(Number(value.slice(FLOAT.length)));
    const digits = value.startsWith(LONG) ? value.slice(LONG.length) : '';
    return /^-?\d+$/.test(digits) ? new LongInteger(digits) : value;
  });
}

function isWholeFloat(token: string): boolean {
  return /^[-\d].*[.eE]/.test(token) && Number.isInteger(Number(token));
}

function isLong(token: string): boolean {
  return /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
}
