/** `0,42`, as programs write it where a comma is the decimal sign. */
const DECIMAL_COMMA = /^[+-]?(?:\d+,\d*|,\d+)(?:[eE][+-]?\d+)?$/;
/** May as well be `1500`. */
const MAYBE_THOUSANDS = /^[+-]?[1-9]\d{0,2},\d{3}$/;

export function isDecimalComma(text: string): boolean {
  return DECIMAL_COMMA.test(text);
}

/** The cells of a column that are numbers if all of it is written with decimal commas. */
export class DecimalCommas {
  readonly rows: number[] = [];
  readonly values: number[] = [];
  #isCertain = false;
  hasDots = false;

  /** @param text of a cell that is a number as it stands */
  seeNumber(text: string): void {
    this.hasDots ||= text.includes('.');
  }

  /** @param text of a cell that is none */
  seeOther(row: number, text: string): void {
    if (!isDecimalComma(text)) return;
    this.rows.push(row);
    this.values.push(Number(text.replace(',', '.')));
    this.#isCertain ||= !MAYBE_THOUSANDS.test(text);
  }

  /** Whether commas are decimal signs: no cell has a dot, and not all could be thousands. */
  get areDecimal(): boolean {
    return this.#isCertain && !this.hasDots;
  }
}
