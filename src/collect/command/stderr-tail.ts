import { StringDecoder } from 'node:string_decoder';
import { stripVTControlCharacters } from 'node:util';
import { withoutTrailing } from '../../core/without-trailing.js';

const LINES = 20;
const LINE_CHARACTERS = 4000;
/** Colours take room before they are taken out. */
const RAW_CHARACTERS = 4 * LINE_CHARACTERS;
const LINE_FEED = 0x0a;

/** Keeps the last 20 lines of a stream of bytes, each up to 4,000 characters, as a person would have seen them. */
export class StderrTail {
  readonly #decoder = new StringDecoder('utf8');
  #lines: string[] = [];
  #current = '';
  /** A carriage return was the last thing: what follows overwrites the line, unless it ends here. */
  #returned = false;

  add(chunk: Buffer): void {
    const start = startOfLastLines(chunk);
    // What lies before would be pushed out anyway.
    if (start > 0) this.#forget();
    this.#addText(this.#decoder.write(chunk.subarray(start)));
  }

  lines(): string[] {
    const unfinished = this.#current + this.#decoder.end();
    return unfinished === '' ? [...this.#lines] : [...this.#lines, clean(unfinished)].slice(-LINES);
  }

  #forget(): void {
    this.#decoder.end();
    this.#lines = [];
    this.#current = '';
    this.#returned = false;
  }

  #addText(text: string): void {
    const parts = text.split('\n');
    for (const [index, part] of parts.entries()) {
      this.#append(part);
      if (index < parts.length - 1) this.#finishLine();
    }
  }

  #append(text: string): void {
    if (text === '') return;
    const body = withoutTrailing(text, '\r');
    const shown = body.slice(body.lastIndexOf('\r') + 1);
    if (body !== '' && (this.#returned || body.includes('\r'))) this.#current = '';
    this.#current = (this.#current + shown).slice(0, RAW_CHARACTERS);
    this.#returned = text.endsWith('\r');
  }

  #finishLine(): void {
    this.#lines.push(clean(this.#current));
    if (this.#lines.length > LINES) this.#lines.shift();
    this.#current = '';
    this.#returned = false;
  }
}

function startOfLastLines(chunk: Buffer): number {
  let end = chunk.length;
  for (let found = 0; found <= LINES; found += 1) {
    end = end === 0 ? -1 : chunk.lastIndexOf(LINE_FEED, end - 1);
    if (end < 0) return 0;
  }
  return end + 1;
}

/** Without colours and cursor movements, and other control characters, but tabs; a character that the cut halves is left out. */
function clean(line: string): string {
  const text = stripVTControlCharacters(line).replace(/[\u0000-\u0008\u000a-\u001f\u007f-\u009f]/g, '');
  return text.slice(0, LINE_CHARACTERS).replace(/[\ud800-\udbff]$/, '');
}
