import type { Column } from './metric-column.js';
import type { RowSteps } from './metric-steps.js';
import { isSpeed } from './metric-values.js';

/** Things that numbers may tell apart without a name that says so. */
const MOST_FACTORS = 100;

/** Rows, and what is known of their columns. */
export interface Table {
  /** In their order, without the index. */
  columns: readonly Column[];
  steps: RowSteps;
  size: number;
  /** Rows at the front that were there before the run: nothing is judged by them. */
  old: number;
}

/** Which rows of a table stand beside each other, by the columns that tell them apart: those of one step, or without steps any two. */
export class Beside {
  readonly haveSteps: boolean;
  /** Those that count. */
  readonly #rows: number[] = [];
  /** Whether each step is beyond the one before, as in most files. */
  readonly #isRising: boolean;
  /** By row, numbers that stand for a step. */
  readonly #steps: number[] = [];
  readonly #cells = new Map<Column, ReadonlyMap<number, number | string>>();

  constructor(private readonly table: Table) {
    const { columns, values } = table.steps;
    this.haveSteps = columns.length > 0;
    for (let row = table.old; row < table.size; row++) {
      if (!this.haveSteps || columns[row] !== undefined) this.#rows.push(row);
    }
    const isBeyond = (row: number, index: number) =>
      index === 0 || (columns[row] === columns[row - 1] && (values[row] ?? 0) > (values[row - 1] ?? 0));
    this.#isRising = this.haveSteps && this.#rows.every(isBeyond);
    const ids = new Ids();
    for (const [index, row] of this.#rows.entries()) {
      this.#steps[row] = this.#isRising ? index : ids.of(`${columns[row]?.name} ${values[row]}`);
    }
  }

  /** Whether a metric has several values at one step; what counts within a step, such as batches, orders them. */
  areBeside(keys: readonly Column[]): boolean {
    if (this.areUnique(keys)) return false;
    if (!this.haveSteps) return true;
    const groups = this.#groups(keys);
    const { columns, steps } = this.table;
    const counted = this.#groups([...keys, ...steps.counters]);
    return columns.some(
      (column) =>
        !column.isTime &&
        !keys.includes(column) &&
        !steps.counters.includes(column) &&
        !isSpeed(column.name) &&
        this.#clashes(column, { groups, counted }),
    );
  }

  /** Whether each row has a step of its own. */
  areUnique(keys: readonly Column[]): boolean {
    if (this.#isRising) return true;
    const groups = this.#groups(keys);
    return new Set(this.#rows.map((row) => this.#place(groups, row))).size === this.#rows.length;
  }

  /** Whether a column tells rows apart that the others do not. */
  refines(keys: readonly Column[], column: Column): boolean {
    const count = (columns: readonly Column[]) => new Set(this.#groups(columns).filter(isNumber)).size;
    return count([...keys, column]) > count(keys);
  }

  /** A column of a few texts, such as `train` and `val`. */
  isLabel({ labels, others }: Column): boolean {
    return labels !== undefined && others === this.table.size && new Set(labels.values()).size > 1;
  }

  /**
   * A column of numbers that come again, such as a learning rate that was tried: all of them come up at the first step, or without
   * steps in the first group.
   */
  isFactor(keys: readonly Column[], column: Column): boolean {
    if (this.table.steps.counters.includes(column)) return false;
    const cells = this.#cellsOf(column);
    const values = new Set(this.#rows.map((row) => cells.get(row)));
    const places = this.haveSteps ? this.#steps : this.#groups(keys);
    const [first = 0] = this.#rows;
    const begun = this.#rows.filter((row) => places[row] === places[first]).map((row) => cells.get(row));
    return (
      [...values].every(isNumber) &&
      values.size > 1 &&
      values.size <= MOST_FACTORS &&
      values.size * 2 <= this.#rows.length &&
      new Set(begun).size === values.size
    );
  }

  #clashes({ rows, values }: Column, { groups, counted }: { groups: number[]; counted: number[] }): boolean {
    const { columns, values: steps } = this.table.steps;
    const atStep = new Map<number, number>();
    const atCount = new Map<number, number>();
    const last = new Map<Column | undefined, Map<number, number>>();
    let isSeveral = false;
    let isBack = false;
    for (const [index, row] of rows.entries()) {
      const [step, group] = [steps[row], groups[row]];
      if (this.#steps[row] === undefined || step === undefined || group === undefined) continue;
      const value = values[index] ?? Number.NaN;
      if (putDiffers(atCount, this.#place(counted, row), value)) return true;
      isSeveral ||= putDiffers(atStep, this.#place(groups, row), value);
      const before = last.get(columns[row]) ?? new Map<number, number>();
      last.set(columns[row], before);
      isBack ||= (before.get(group) ?? step) > step;
      before.set(group, step);
    }
    return isSeveral && isBack;
  }

  /** A number for the step of a row in its group. */
  #place(groups: readonly number[], row: number): number {
    return (groups[row] ?? 0) * this.table.size + (this.#steps[row] ?? 0);
  }

  /** By row, numbers that stand for what its keys say. */
  #groups(keys: readonly Column[]): number[] {
    const ids = new Ids();
    const groups: number[] = [];
    const cells = keys.map((column) => this.#cellsOf(column));
    for (const row of this.#rows) groups[row] = ids.of(cells.map((cell) => cell.get(row)).join('\u0000'));
    return groups;
  }

  #cellsOf(column: Column): ReadonlyMap<number, number | string> {
    const cells = this.#cells.get(column) ?? column.cells();
    this.#cells.set(column, cells);
    return cells;
  }
}

/** The texts that come up, by numbers. */
class Ids {
  readonly #ids = new Map<string, number>();

  of(text: string): number {
    const id = this.#ids.get(text) ?? this.#ids.size;
    this.#ids.set(text, id);
    return id;
  }
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number';
}

function putDiffers(values: Map<number, number>, at: number, value: number): boolean {
  const differs = values.has(at) && !Object.is(values.get(at), value);
  values.set(at, value);
  return differs;
}
