import { FILE_MODE, type ObjectFormat, type TreeEntry } from './objects.js';

/**
 * What a tree object has. A day has hundreds of entries of which few are asked for: each is made when it is.
 */
export class Folder {
  static readonly EMPTY = new Folder(Buffer.alloc(0), 'sha1');

  readonly #text: string;
  readonly #idLength: number;
  readonly #names: string[] = [];
  /** Where entries begin, in the text. */
  readonly #starts: number[] = [];
  /** Places of what is no plain file. */
  readonly #others: number[] = [];
  #isAscending = true;

  /** @param bytes a tree object as `git cat-file` gives it */
  constructor(bytes: Buffer, format: ObjectFormat) {
    this.#idLength = format === 'sha1' ? 20 : 32;
    // Decoded at once: a call for each part of each entry takes longer than all else.
    const text = bytes.toString('latin1');
    let before: string | undefined;
    for (let at = 0; at < text.length; ) {
      const space = text.indexOf(' ', at);
      const end = text.indexOf('\0', space);
      const next = end + 1 + this.#idLength;
      if (space < 0 || end < 0 || next > text.length) throw new Error('a tree object is cut short');
      const name = text.slice(space + 1, end);
      if (before !== undefined && name <= before) this.#isAscending = false;
      if (!text.startsWith(`${FILE_MODE} `, at)) this.#others.push(this.#names.length);
      this.#names.push(name);
      this.#starts.push(at);
      before = name;
      at = next;
    }
    this.#text = text;
  }

  /** Whether a name is there twice. */
  get hasTwins(): boolean {
    return !this.#isAscending && new Set(this.#names).size < this.#names.length;
  }

  /** One character per byte, in the order in which they are stored. */
  get names(): readonly string[] {
    return this.#names;
  }

  get(name: string): TreeEntry | undefined {
    // Git stores a folder as if its name ended in a slash, and whoever may push stores what he likes.
    const at = this.#isAscending ? this.#search(name) : this.#names.indexOf(name);
    return this.#names[at] === name ? this.#entry(at) : undefined;
  }

  /** In the order in which they are stored. */
  entries(): TreeEntry[] {
    const hex = hexOf(this.#text);
    return this.#names.map((_, at) => this.#entry(at, hex));
  }

  /** What is no plain file. */
  others(): TreeEntry[] {
    return this.#others.map((at) => this.#entry(at));
  }

  /** @param hex of the whole text, where many are asked for */
  #entry(at: number, hex?: string): TreeEntry {
    const name = this.#names[at] ?? '';
    const next = this.#starts[at + 1] ?? this.#text.length;
    const id = next - this.#idLength;
    return {
      mode: this.#text.slice(this.#starts[at], id - 1 - name.length - 1),
      name,
      id: hex?.slice(2 * id, 2 * next) ?? hexOf(this.#text.slice(id, next)),
    };
  }

  /** The place of the first name that is not before this one. */
  #search(name: string): number {
    let [low, high] = [0, this.#names.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#names[middle] ?? '') < name) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function hexOf(text: string): string {
  return Buffer.from(text, 'latin1').toString('hex');
}
