import { type DocumentValue, kindOf } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import type { LeftOut } from './left-out.js';
import { Column } from './metric-column.js';
import type { Curves } from './metric-curves.js';
import { INDEX, noteOf, type Rows, rowsOf, stepsWithin, takenOf } from './metric-rows.js';
import { fillBetween, type RowSteps, stepsOf } from './metric-steps.js';
import { durationOf, instantOf, type MetricNumber } from './metric-values.js';

const STEP = 'step';
const TIMES = ['timestamp', '_timestamp', 'wall_time', 'wall time', 'time', 'at', 'datetime', 'date'];

export interface FrameOptions {
  where: string;
  curves: Curves;
  leftOut: LeftOut;
  /** Gets what a person should know of rows that are no steps, or whose steps nothing names. */
  notes: string[];
  /** Stands before each key. */
  prefix?: string;
  /** A cell as a metric's value; undefined when it is none. */
  read(cell: DocumentValue): MetricNumber | undefined;
  /** What a row without a step is in a file with steps: a fault, or what the run came to. */
  gaps: 'fault' | 'final';
  /** Whether a comma may be the decimal sign. */
  hasCommas?: boolean;
}

/** Rows of a table or of JSON Lines, to become curves once all of them are known: only then is it clear which column is the step. */
export class Frame {
  readonly #columns = new Map<string, Column>();
  /** Line of each row, for messages. */
  readonly #lines: number[] = [];
  /** Rows that were there before the run. */
  #old = 0;

  constructor(readonly options: FrameOptions) {}

  get size(): number {
    return this.#lines.length;
  }

  /** Names of columns that may turn out to be empty. */
  declare(names: Iterable<string>): void {
    for (const name of names) this.#column(name);
  }

  /** @param line counts from 1 @param isOld whether the row was there before the run */
  add(cells: Iterable<readonly [string, DocumentValue]>, line: number, isOld = false): void {
    const row = this.#lines.push(line) - 1;
    if (isOld) this.#old = this.#lines.length;
    for (const [name, cell] of cells) this.#put(this.#column(name), row, cell);
  }

  #column(name: string): Column {
    const known = this.#columns.get(name);
    if (known !== undefined) return known;
    const column = new Column(name, this.options.hasCommas);
    this.#columns.set(name, column);
    return column;
  }

  #put(column: Column, row: number, cell: DocumentValue): void {
    // Before the name is asked for, since a table has millions of cells.
    const number = this.options.read(cell) ?? durationOf(column.name, cell);
    if (TIMES.includes(column.name.toLowerCase())) {
      const instant = instantOf(cell);
      if (instant !== undefined) column.instants.set(row, Date.parse(instant));
    }
    if (number !== undefined) column.addNumber(row, Number(number), cell);
    else column.addOther(row, cell);
  }

  /** Adds the points of all rows to the curves. Where no row has a step, one row is final values, and several are steps from 0 or things of their own. */
  finish(): void {
    const all = [...this.#columns.values()];
    const hasDots = all.some((column) => column.hasDots);
    for (const column of all) column.settleCommas(hasDots);
    const index = this.#columns.get(INDEX);
    const columns = all.filter((column) => column !== index);
    const steps = this.#steps(columns);
    const time = firstOf(
      TIMES,
      columns.filter((column) => column.isTime),
    );
    const table = { columns, steps, size: this.size, old: this.#old };
    const { rows, areBeside } = rowsOf(table, index);
    this.#tell(rows, steps);
    const roles: Roles = {
      ...{ steps, time, isOrdered: !areBeside, isTaken: takenOf(rows) },
      names: rows?.are === 'named' ? rows.names : undefined,
    };
    const { leftOut } = this.options;
    for (const column of all) {
      if (rows?.are === 'named' && rows.by.includes(column.name)) continue;
      const key = `${this.options.prefix ?? ''}${column.name}`;
      if (column.isTime) {
        if (column !== time) leftOut.add(key, 'a time', column.instants.size);
        continue;
      }
      const shownKey = column === index ? 'a column without a name' : key;
      if (column.others > 0) leftOut.add(shownKey, column.firstOther, column.others);
      if (column !== index) this.#emit(key, column, roles);
    }
  }

  /** Says what the rows are where they are no steps of one training, and gives those steps that have none. */
  #tell(rows: Rows | undefined, steps: RowSteps): void {
    const { notes, where, curves } = this.options;
    const isUntold = steps.columns.length === 0 && this.size > 1;
    if (isUntold) steps.values = rows === undefined ? [...this.#lines.keys()] : stepsWithin(rows, this.size);
    if (rows !== undefined && !(rows.are === 'named' && rows.isPlain)) notes.push(noteOf(rows, where));
    const areCounted = rows === undefined || steps.values.some((step) => step > 0);
    if (isUntold && areCounted) notes.push(noteOf(undefined, where));
    if (rows?.are === 'many' || rows?.are === 'candidates') curves.isSetAside = true;
  }

  #emit(key: string, column: Column, { steps, time, names, isOrdered, isTaken }: Roles): void {
    const { curves } = this.options;
    const ownKey = (row: number) => {
      const name = names?.get(row);
      return name === undefined ? key : `${name}/${key}`;
    };
    let unread = 0;
    const addUnread = (until: number) => {
      for (; (column.unreadRows[unread] ?? until) < until; unread++) {
        const row = column.unreadRows[unread] ?? 0;
        if (steps.missing.has(row) || !isTaken(row)) continue;
        const step = steps.values[row] ?? Number.NaN;
        curves.addUnread(
          ownKey(row),
          { cell: column.unreadCell(row), where: this.#place(row), step },
          row < this.#old,
        );
      }
    };
    for (const [index, row] of column.rows.entries()) {
      if (steps.columns[row] === column || steps.missing.has(row) || !isTaken(row)) continue;
      addUnread(row);
      const value = column.values[index] ?? Number.NaN;
      const at = time?.instants.get(row) ?? Number.NaN;
      const step = steps.values[row] ?? Number.NaN;
      const own = ownKey(row);
      const stepName = steps.columns[row]?.name;
      const point = { value, step, time: at, isOrdered, ...(stepName === undefined ? {} : { stepName }) };
      curves.add(own, point, row < this.#old);
    }
    if (column.rows.length > 0) addUnread(this.size);
  }

  #steps(columns: readonly Column[]): RowSteps {
    const { first, ...steps } = stepsOf(columns);
    const named = columns.find(({ name }) => name.toLowerCase() === STEP);
    if (named !== undefined && !named.isWhole) this.#faultStep(named);
    else if (this.options.gaps === 'fault') this.#faultGaps(first ?? named, steps);
    else fillBetween(steps, this.size);
    return steps;
  }

  /** Other names may be metrics where they are fractions, such as the epochs of Hugging Face; a step is nothing else. */
  #faultStep({ name, values, rows, firstOther, firstOtherRow }: Column): void {
    const index = values.findIndex((value) => !Number.isSafeInteger(value));
    const row = index < 0 ? firstOtherRow : (rows[index] ?? 0);
    const cell = index < 0 ? firstOther : String(values[index]);
    const what = `${shown(name)} is ${kindOf(cell)} where a whole number is needed`;
    this.options.curves.fault(what, this.#place(row), 'Give every row a step');
  }

  #faultGaps(column: Column | undefined, steps: RowSteps): void {
    if (column === undefined) return;
    for (const row of this.#lines.keys()) if (steps.columns[row] === undefined) steps.missing.add(row);
    const [first] = steps.missing;
    if (first === undefined) return;
    const rows = steps.missing.size === 1 ? 'a row' : `${steps.missing.size} rows`;
    const what = `${shown(column.name)} is empty in ${rows} where a whole number is needed`;
    this.options.curves.fault(what, this.#place(first), 'Give every row a step');
  }

  #place(row: number): string {
    return `${this.options.where}:${this.#lines[row]}`;
  }
}

/** What the columns are that are no metrics. */
interface Roles {
  steps: RowSteps;
  time: Column | undefined;
  /** What the metrics of a row are of, where that is not the run. */
  names: ReadonlyMap<number, string> | undefined;
  /** Whether values of one step follow each other. */
  isOrdered: boolean;
  isTaken(row: number): boolean;
}

function firstOf(names: readonly string[], columns: readonly Column[]): Column | undefined {
  return names
    .map((name) => columns.find((column) => column.name.toLowerCase() === name))
    .find((column) => column !== undefined);
}

/** Whether a key and its value say when a metric was logged, which is no metric. */
export function isTimeEntry(key: string, value: DocumentValue): boolean {
  const name = key.split('.').at(-1)?.toLowerCase() ?? '';
  return TIMES.includes(name) && instantOf(value) !== undefined;
}
