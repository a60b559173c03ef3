import type { DocumentValue } from '../../core/flatten.js';
import { DecimalCommas } from './metric-commas.js';
import { isMissing } from './metric-values.js';

/** Splits of the data, or names of a few rows. */
const MOST_LABELS = 100;

/** One column, as the rows that have a number and their numbers: most files of several logs are sparse. */
export class Column {
  rows: number[] = [];
  values: number[] = [];
  /** By row, of a column named like a time. */
  readonly instants = new Map<number, number>();
  /** By row, which of a few texts the cell is; undefined where there are many. */
  labels: Map<number, string> | undefined = new Map();
  #texts = new Set<string>();
  /** Cells that hold something which is no number. */
  others = 0;
  firstOther: DocumentValue = null;
  firstOtherRow = -1;
  /** Rows in which something stands that is no number and does not only say that there is none. */
  unreadRows: number[] = [];
  #missing: DocumentValue = null;
  #lastUnread: DocumentValue = null;
  readonly #commas: DecimalCommas | undefined;

  /** @param hasCommas whether a comma may be the decimal sign */
  constructor(
    readonly name: string,
    hasCommas = false,
  ) {
    if (hasCommas) this.#commas = new DecimalCommas();
  }

  addNumber(row: number, value: number, cell: DocumentValue): void {
    if (typeof cell === 'string') this.#commas?.seeNumber(cell);
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
    if (isMissing(cell)) this.#missing ??= cell;
    else {
      this.unreadRows.push(row);
      this.#lastUnread = cell;
    }
    if (typeof cell === 'string') this.#commas?.seeOther(row, cell);
  }

  /** What stands in one of the {@link unreadRows}; of many texts the last alone is known. */
  unreadCell(row: number): DocumentValue {
    return this.labels?.get(row) ?? this.#lastUnread;
  }

  /** Whether a number in it has a dot, where commas are looked for. */
  get hasDots(): boolean {
    return this.#commas?.hasDots === true;
  }

  /**
   * Once all cells are known: those with a decimal comma become numbers where the whole column is written so.
   * @param hasDots whether another column has dots: nobody writes one table in two ways, and `64,64` is a list then
   */
  settleCommas(hasDots = false): void {
    const commas = this.#commas;
    if (hasDots || commas?.areDecimal !== true || commas.rows.length < this.unreadRows.length) return;
    const values = new Map(this.rows.map((row, index) => [row, this.values[index] ?? Number.NaN]));
    for (const [index, row] of commas.rows.entries()) values.set(row, commas.values[index] ?? Number.NaN);
    this.rows = [...values.keys()].sort((a, b) => a - b);
    this.values = this.rows.map((row) => values.get(row) ?? Number.NaN);
    this.others -= commas.rows.length;
    this.firstOther = this.#missing;
    this.unreadRows = [];
    this.labels = new Map();
    this.#texts = new Set();
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
