/**
 * SQL's LIKE as SQLite has it: `%` is any run of characters, `_` any one character (a code point), nothing escapes them.
 * It takes time in proportion to the text: the first place that a piece fits is always a right one, and no piece is tried twice.
 */

/** Longest piece with `_` between two `%`. A longer one would take time that grows with both lengths. */
export const LONGEST_WILD_PIECE = 2_000;
const WORD = 32;

/** Whether a pattern is one that {@link likeTest} takes. */
export function isLikePattern(pattern: string): boolean {
  const between = pattern.split('%').slice(1, -1);
  return between.every((piece) => piece.length <= LONGEST_WILD_PIECE || !piece.includes('_'));
}

/** @param ignoreCase ILIKE */
export function likeTest(pattern: string, ignoreCase: boolean): (text: string) => boolean {
  if (ignoreCase) {
    const test = likeTest(pattern.toLowerCase(), false);
    return (text) => test(text.toLowerCase());
  }
  if (!pattern.includes('_')) return literalTest(pattern.split('%'));
  let pieces: readonly WildPiece[] | undefined;
  return (text) => {
    pieces ??= pattern.split('%').map((piece) => new WildPiece(piece));
    return wildTest(pieces, points(text));
  };
}

function literalTest(pieces: readonly string[]): (text: string) => boolean {
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return (text) => text === first;
  const last = pieces.at(-1) ?? '';
  const between = pieces.slice(1, -1).filter((piece) => piece !== '');
  return (text) => {
    const stop = text.length - last.length;
    if (stop < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const piece of between) {
      const found = text.indexOf(piece, at);
      if (found < 0) return false;
      at = found + piece.length;
    }
    return at <= stop;
  };
}

function wildTest(pieces: readonly WildPiece[], text: readonly number[]): boolean {
  const [first, ...others] = pieces;
  const last = others.pop();
  if (first === undefined || !first.isAt(text, 0)) return false;
  if (last === undefined) return text.length === first.length;
  const stop = text.length - last.length;
  if (stop < first.length || !last.isAt(text, stop)) return false;
  let at = first.length;
  for (const piece of others) {
    const end = piece.endIn(text, at, stop);
    if (end === undefined) return false;
    at = end;
  }
  return true;
}

/** Code points; a loop, since an iterator over the text takes ten times as long. */
function points(text: string): number[] {
  const found: number[] = [];
  for (let at = 0; at < text.length; at++) {
    const point = text.codePointAt(at) ?? 0;
    found.push(point);
    if (point > 0xffff) at++;
  }
  return found;
}

const ANY = points('_')[0];

/** A piece of a pattern between two `%`. */
class WildPiece {
  readonly length: number;
  readonly #points: readonly number[];
  #rows: Rows | undefined;

  constructor(piece: string) {
    this.#points = points(piece);
    this.length = this.#points.length;
  }

  isAt(text: readonly number[], at: number): boolean {
    return (
      at + this.length <= text.length &&
      this.#points.every((point, index) => point === ANY || point === text[at + index])
    );
  }

  /** Where the first match from `from` ends, if it ends before `stop` or there: all beginnings are followed at once, a bit each. */
  endIn(text: readonly number[], from: number, stop: number): number | undefined {
    if (this.length === 0) return from;
    if (from + this.length > stop) return undefined;
    this.#rows ??= new Rows(this.#points);
    const rows = this.#rows;
    const state = new Uint32Array(rows.width);
    const lastBit = 1 << ((this.length - 1) % WORD);
    for (let at = from; at < stop; at++) {
      rows.step(state, text[at] ?? 0);
      if (((state[rows.width - 1] ?? 0) & lastBit) !== 0) return at + 1;
    }
    return undefined;
  }
}

/** For each character the places of a piece where it may stand, a bit each. */
class Rows {
  /** Words of a row. */
  readonly width: number;
  readonly #rowOf = new Map<number, number>();
  readonly #bits: Uint32Array;

  constructor(piece: readonly number[]) {
    this.width = Math.ceil(piece.length / WORD);
    for (const point of piece) {
      // Row 0 is that of all characters which the piece does not name.
      if (point !== ANY && !this.#rowOf.has(point)) this.#rowOf.set(point, this.#rowOf.size + 1);
    }
    this.#bits = new Uint32Array(this.width * (this.#rowOf.size + 1));
    piece.forEach((point, index) => {
      if (point !== ANY) this.#set(this.#rowOf.get(point) ?? 0, index);
      else for (let row = 0; row <= this.#rowOf.size; row++) this.#set(row, index);
    });
  }

  step(state: Uint32Array, point: number): void {
    const start = (this.#rowOf.get(point) ?? 0) * this.width;
    let carry = 1;
    for (let word = 0; word < this.width; word++) {
      const before = state[word] ?? 0;
      state[word] = ((before << 1) | carry) & (this.#bits[start + word] ?? 0);
      carry = before >>> (WORD - 1);
    }
  }

  #set(row: number, index: number): void {
    const word = row * this.width + Math.floor(index / WORD);
    this.#bits[word] = (this.#bits[word] ?? 0) | (1 << (index % WORD));
  }
}
