/** What stands on either side of an operator. */
export interface Operand {
  type: 'name' | 'text' | 'number' | 'list';
  /** As it is written, quotes included. */
  raw: string;
  position: number;
}

const SPACE = /\s+/y;
/** A word of letters, digits and `_`; what begins with a digit is none. */
const WORD = /(?!\d)[\p{L}\p{N}_]+/uy;
const NUMBER = /-?(?:\d+(?:\.\d+)?e-?\d+|\d+\.\d*|\.\d+|\d+)(?![\p{L}\p{N}_.])/iuy;
const DASHED = /[-+/%^&|@#*]+[\p{L}\p{N}_][\p{L}\p{N}_.]*/uy;
const OPERATOR =
  /[<>=~!]+|(?:not\s+)?(?:[ir]?like|regexp|in)(?![\p{L}\p{N}_$.])|is\s+(?:not\s+)?null(?![\p{L}\p{N}_$.])/iuy;
const AND = /and(?![\p{L}\p{N}_$]|\s*\.)/iuy;
const PIECE = /[\p{L}\p{N}_.$]+|./suy;

/** Reads a filter from left to right; every character is looked at a fixed number of times. */
export class Scanner {
  readonly text: string;
  at = 0;
  readonly #dashes: boolean;

  /** @param dashes whether a name may have `-` and the like in it */
  constructor(text: string, dashes = false) {
    this.text = text;
    this.#dashes = dashes;
  }

  get isAtEnd(): boolean {
    return this.at >= this.text.length;
  }

  get next(): string {
    return this.text.charAt(this.at);
  }

  skipSpace(): void {
    this.take(SPACE);
  }

  takeAnd(): boolean {
    return this.take(AND) !== undefined;
  }

  /** In upper case, with single blanks. */
  takeOperator(): string | undefined {
    return this.take(OPERATOR)?.toUpperCase().replace(/\s+/g, ' ');
  }

  takeOperand(): Operand | undefined {
    const position = this.at;
    const number = this.take(NUMBER);
    if (number !== undefined) return { type: 'number', raw: number, position };
    if (this.next === "'") {
      const raw = this.takeQuoted();
      return raw === undefined ? undefined : { type: 'text', raw, position };
    }
    if (this.next === '(') {
      const raw = this.#takeList();
      return raw === undefined ? undefined : { type: 'list', raw, position };
    }
    return this.takeName();
  }

  /** Words and quoted words with dots between them. */
  takeName(): Operand | undefined {
    const position = this.at;
    if (!this.#takePart(false)) return undefined;
    while (this.next === '.') {
      this.at++;
      if (!this.#takePart(true)) {
        this.at = position;
        return undefined;
      }
    }
    while (this.#dashes && this.take(DASHED) !== undefined);
    return { type: 'name', raw: this.text.slice(position, this.at), position };
  }

  /**
   * From a quote to the one that closes it. A doubled quote, and after `\` any but a backtick, is part of the text, and so is the
   * backslash. Where no other quote closes it, the last such quote does.
   */
  takeQuoted(): string | undefined {
    const quote = this.next;
    let fallback: number | undefined;
    for (let at = this.at + 1; at < this.text.length; at++) {
      const character = this.text[at];
      if (character === '\\' && quote !== '`' && this.text[at + 1] === quote) {
        at++;
        fallback = at;
      } else if (character === quote) {
        if (this.text[at + 1] !== quote) return this.#takeTo(at);
        fallback = at;
        at++;
      }
    }
    return fallback === undefined ? undefined : this.#takeTo(fallback);
  }

  /** What is not understood here, for a message. */
  takePiece(): string {
    return this.take(PIECE) ?? '';
  }

  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  #takePart(isAfterDot: boolean): boolean {
    const { next } = this;
    const isQuoted = next === '`' || next === '"' || (isAfterDot && next === "'");
    return (isQuoted ? this.takeQuoted() : this.take(WORD)) !== undefined;
  }

  #takeTo(end: number): string {
    const start = this.at;
    this.at = end + 1;
    return this.text.slice(start, this.at);
  }

  #takeList(): string | undefined {
    const start = this.at;
    let depth = 0;
    while (!this.isAtEnd) {
      const { next } = this;
      if (next === "'" || next === '"') {
        if (this.takeQuoted() === undefined) break;
        continue;
      }
      this.at++;
      if (next === '(') depth++;
      else if (next === ')' && --depth === 0) return this.text.slice(start, this.at);
    }
    this.at = start;
    return undefined;
  }
}
