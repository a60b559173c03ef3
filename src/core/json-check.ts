import { isUtf8 } from 'node:buffer';

const LINE_FEED = 0x0a;
const SPACE = 0x20;
const QUOTE = 0x22;
const COMMA = 0x2c;
const MINUS = 0x2d;
const DOT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const LETTER_U = 0x75;
const LIST = { open: 0x5b, close: 0x5d };
const OBJECT = { open: 0x7b, close: 0x7d };
/** What is no place in the text. */
const NOWHERE = -1;
const LITERALS = ['null', 'true', 'false'].map((text) => Buffer.from(text));
/** By byte, 1 for what a string holds as it is: one look instead of three, for most of a text. */
const IS_PLAIN = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte >= SPACE && byte !== QUOTE && byte !== BACKSLASH ? 1 : 0,
);
const PROTO = Buffer.from('"__proto__"');
const SHORT_ESCAPES: ReadonlySet<number> = new Set(Buffer.from('"\\bfnrt'));
const SHORT_CONTROLS: ReadonlySet<number> = new Set(Buffer.from('\b\f\n\r\t'));
/** A number of so many digits comes back as it was from a double, so it is the shortest text of one. */
const SURE_DIGITS = 15;

/**
 * Whether bytes are what `canonicalJson` makes of a value that is safe to read: nested in no more than so many brackets, and
 * without a key `__proto__`. One pass that makes no second text, since records are read by the thousand.
 */
export function isCanonicalJson(bytes: Buffer, deepest: number): boolean {
  // No value goes on beyond a line feed, so with one at the end nothing reads past the end.
  const end = bytes.length - 1;
  return bytes[end] === LINE_FEED && isUtf8(bytes) && new CanonicalText(bytes, deepest).value(0, 0) === end;
}

/** Each method is told where something begins and answers where it ends, or {@link NOWHERE} when it is not canonical. */
class CanonicalText {
  readonly #bytes: Buffer;
  readonly #deepest: number;

  constructor(bytes: Buffer, deepest: number) {
    this.#bytes = bytes;
    this.#deepest = deepest;
  }

  /** @param depth how many brackets are open */
  value(at: number, depth: number): number {
    const first = this.#bytes[at];
    if (first === QUOTE) return this.#string(at);
    if (first === OBJECT.open) return this.#object(at, depth + 1);
    if (first === LIST.open) return this.#list(at, depth + 1);
    return this.#scalar(at);
  }

  #object(start: number, depth: number): number {
    const bytes = this.#bytes;
    if (depth > this.#deepest) return NOWHERE;
    if (bytes[start + 1] === OBJECT.close) return start + 2;
    let before = NOWHERE;
    for (let at = start + 1; ; at += 1) {
      const key = this.#line(at, depth);
      const end = bytes[key] === QUOTE ? this.#string(key) : NOWHERE;
      if (bytes[end] !== COLON || bytes[end + 1] !== SPACE) return NOWHERE;
      if (bytes[key + 1] === PROTO[1] && PROTO.equals(bytes.subarray(key, end))) return NOWHERE;
      if (before !== NOWHERE && !this.#isSorted(before, key)) return NOWHERE;
      before = key;
      at = this.value(end + 2, depth);
      if (bytes[at] !== COMMA) return this.#close(at, depth, OBJECT.close);
    }
  }

  #list(start: number, depth: number): number {
    const bytes = this.#bytes;
    if (depth > this.#deepest) return NOWHERE;
    if (bytes[start + 1] === LIST.close) return start + 2;
    for (let at = start + 1; ; at += 1) {
      const item = this.#line(at, depth);
      if (item === NOWHERE) return NOWHERE;
      at = this.value(item, depth);
      if (bytes[at] !== COMMA) return this.#close(at, depth, LIST.close);
    }
  }

  #close(at: number, depth: number, bracket: number): number {
    const end = this.#line(at, depth - 1);
    return this.#bytes[end] === bracket ? end + 1 : NOWHERE;
  }

  /** A line feed and the indent. */
  #line(start: number, depth: number): number {
    const bytes = this.#bytes;
    if (bytes[start] !== LINE_FEED) return NOWHERE;
    const end = start + 1 + 2 * depth;
    for (let at = start + 1; at < end; at += 1) if (bytes[at] !== SPACE) return NOWHERE;
    return end;
  }

  #string(start: number): number {
    const bytes = this.#bytes;
    for (let at = start + 1; ; at += 1) {
      const byte = bytes[at] ?? 0;
      if (IS_PLAIN[byte] === 1) continue;
      if (byte === QUOTE) return at + 1;
      if (byte < SPACE) return NOWHERE;
      if (byte === BACKSLASH) {
        const letter = bytes[at + 1] ?? 0;
        if (letter === LETTER_U ? !this.#isNeeded(at) : !SHORT_ESCAPES.has(letter)) return NOWHERE;
        at += 1;
      }
    }
  }

  /** A `\u` escape is for what has no shorter text: other control characters, and halves of pairs that are alone. */
  #isNeeded(at: number): boolean {
    const code = this.#escaped(at);
    if (code >= 0xd800 && code < 0xdc00) return !isLowHalf(this.#escaped(at + 6));
    return isLowHalf(code) || (code >= 0 && code < SPACE && !SHORT_CONTROLS.has(code));
  }

  /** The code unit of a `\u` escape; negative where there is none in lower case. */
  #escaped(at: number): number {
    const digits = /^\\u([0-9a-f]{4})$/.exec(this.#bytes.toString('latin1', at, at + 6))?.[1];
    return digits === undefined ? -1 : Number.parseInt(digits, 16);
  }

  /** Whether a key comes before another one by UTF-16 code units. */
  #isSorted(one: number, other: number): boolean {
    const bytes = this.#bytes;
    for (let at = 1; ; at += 1) {
      const a = bytes[one + at] ?? 0;
      const b = bytes[other + at] ?? 0;
      if (a === BACKSLASH || b === BACKSLASH) return this.#decoded(one) < this.#decoded(other);
      if (b === QUOTE) return false;
      if (a === QUOTE) return true;
      // The one place where UTF-8 sorts otherwise: U+E000 to U+FFFF (0xee, 0xef) come after all pairs (from 0xf0).
      if (a !== b) return Math.min(a, b) >= 0xee && a >= 0xf0 !== b >= 0xf0 ? a > b : a < b;
    }
  }

  #decoded(start: number): string {
    return JSON.parse(this.#bytes.toString('utf8', start, this.#string(start))) as string;
  }

  #scalar(start: number): number {
    const bytes = this.#bytes;
    let end = start;
    while (bytes[end] !== COMMA && bytes[end] !== LINE_FEED) end += 1;
    const first = bytes[start] ?? 0;
    if (first > NINE) return this.#isLiteral(start, end) ? end : NOWHERE;
    if (this.#isShortNumber(start, end)) return end;
    const text = bytes.toString('latin1', start, end);
    return Number.isFinite(Number(text)) && String(Number(text)) === text ? end : NOWHERE;
  }

  #isLiteral(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const literal = LITERALS.find(([first]) => first === bytes[start]);
    if (literal?.length !== end - start) return false;
    for (let at = 1; at < literal.length; at += 1) if (bytes[start + at] !== literal[at]) return false;
    return true;
  }

  /** Whether this is a number that is surely the text of a double, so that none need be made. */
  #isShortNumber(start: number, end: number): boolean {
    const bytes = this.#bytes;
    const first = bytes[start] === MINUS ? start + 1 : start;
    let dot = NOWHERE;
    for (let at = first; at < end; at += 1) {
      const byte = bytes[at] ?? 0;
      if (byte === DOT && dot === NOWHERE) dot = at;
      else if (byte < ZERO || byte > NINE) return false;
    }
    const isWhole = dot === NOWHERE;
    if (end - first > (isWhole ? SURE_DIGITS : SURE_DIGITS + 1) || end === first) return false;
    if (isWhole) return bytes[first] !== ZERO || end - start === 1;
    // A double below 0.000001 has an exponent in its text.
    const isPlain = bytes[first] !== ZERO || (dot === first + 1 && bytes[dot + 1] !== ZERO);
    return dot > first && isPlain && dot < end - 1 && bytes[end - 1] !== ZERO;
  }
}

function isLowHalf(code: number): boolean {
  return code >= 0xdc00 && code < 0xe000;
}
