import { REDACTED } from './harmless.js';

/** The reason when a value is a secret that is known, weak or strong; undefined when it is none. */
export type Known = (value: string) => string | undefined;
/** Told the reason for each text that is taken out. */
export type Found = (why: string) => void;

/**
 * Places of one kind in a text that are looked at. Nobody writes a text of more, and to look at each takes a while: what follows is
 * taken out.
 */
const MOST = 20_000;

/** A text in which places are looked at from its beginning to its end. */
export class Places {
  readonly #text: string;
  readonly #found: Found;
  #result = '';
  #at = 0;
  #looks = 0;

  constructor(text: string, found: Found) {
    this.#text = text;
    this.#found = found;
  }

  /** Up to where the text is settled. */
  get at(): number {
    return this.#at;
  }

  /** Whether a place may still be looked at. Otherwise the rest of the text is taken out. @param weight as how many it counts */
  look(start: number, weight = 1): boolean {
    this.#looks += weight;
    if (this.#looks <= MOST) return true;
    if (this.#at < this.#text.length) {
      this.replace(
        { start, end: this.#text.length },
        'comes after more places of credentials than are looked at',
      );
    }
    return false;
  }

  replace({ start, end }: { start: number; end: number }, why: string): void {
    this.#found(why);
    this.#result += this.#text.slice(this.#at, start) + REDACTED;
    this.#at = end;
  }

  text(): string {
    return this.#result + this.#text.slice(this.#at);
  }
}
