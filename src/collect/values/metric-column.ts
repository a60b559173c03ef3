import type { DocumentValue } from '../../core/flatten.js';

/** Splits of the data, or names of a few rows. */
const MOST_LABELS = 100;

/** One column, as the rows that have a number and their numbers: most files of several logs are sparse. */
export class Column {
  readonly rows: number[] = [];
  readonly values: number[] = [];
  /** By row, of a column named like a time. */
  readonly instants = new Map<number, number>();
  /** By row, which of a few texts the cell is; undefined where there are many. */
  labels: Map<number, string> | undefined = new Map();
  readonly #texts = new Set<string>();
  /** Cells that hold something which is no number. */
  others = 0;
  firstOther: DocumentValue = null;
  firstOtherRow = -1;

  constructor(readonly name: string) {}

  addNumber(row: number, value: number): void {
    this.rows.push(row);
    this.values.push(value);
  }

  addOther(row: number, cell: DocumentValue): void {
    if (typeof cell === 'string') this.#texts.add(cell);
    if (typeof cell !== 'string' || this.#texts.size > MOST_LABELS) this.labels = undefined;
    this.labels?.set(row, cell as string);
    if (this.others === 0) {
      this.firstOther = cell;
      this.firstOtherRow = row;
    }
    this.others++;
  }

  /** Number or text by row; none for an empty cell, or for one that is neither. */
  cells(): Map<number, number | string> {
    const numbers = this.rows.map((row, index) => [row, this.values[index] ?? Number.NaN] as const);
    return new Map<number, number | string>([...numbers, ...(this.labels ?? [])]);
  }

  get isWhole(): boolean {
    return this.others === 0 && this.values.every((value) => Number.isSafeInteger(value));
  }

  get goesBack(): boolean {
    return this.values.some((value, index) => value < (this.values[index - 1] ?? value));
  }

  /** Whether every cell is an instant. */
  get isTime(): boolean {
    return this.instants.size > 0 && this.instants.size >= this.rows.length + this.others;
  }
}
