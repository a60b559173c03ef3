import { type DocumentValue, kindOf } from '../../core/flatten.js';
import { shown } from '../../core/key-values.js';
import type { LeftOut } from './left-out.js';
import type { Curves } from './metric-curves.js';
import { INDEX, noteOf, rowsOf, stepsWithin, takenOf } from './metric-rows.js';
import { durationOf, instantOf, type MetricNumber, stepOf } from './metric-values.js';

/** The finest first: where a row has several, the others are metrics. */
const STEPS = [
  ...['step', '_step', 'global_step', 'global step', 'trainer/global_step'],
  ...['iteration', 'iter', 'training_iteration'],
  ...['total_timesteps', 'time/total_timesteps', 'timesteps_total', 'timesteps', 'round', 'epoch'],
];
/** Names that are the step where they only grow, and else a metric, such as the time steps of one episode. */
const MAYBE_STEPS = ['timesteps', 'round'];
const STEP = 'step';
const TIMES = ['timestamp', '_timestamp', 'wall_time', 'wall time', 'time', 'at', 'datetime', 'date'];

/** Splits of the data, or names of a few rows. */
const MOST_LABELS = 100;

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
}

/** One column, as the rows that have a number and their numbers: most files of several logs are sparse. */
class Column {
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

  addLabel(row: number, cell: DocumentValue): void {
    if (typeof cell === 'string') this.#texts.add(cell);
    if (typeof cell !== 'string' || this.#texts.size > MOST_LABELS) this.labels = undefined;
    this.labels?.set(row, cell as string);
  }

  /** Number or text by row. */
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
    const column = new Column(name);
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
    if (number !== undefined) {
      column.rows.push(row);
      column.values.push(Number(number));
      return;
    }
    column.addLabel(row, cell);
    if (column.others === 0) {
      column.firstOther = cell;
      column.firstOtherRow = row;
    }
    column.others++;
  }

  /** Adds the points of all rows to the curves. Where no row has a step, one row is final values, and several are steps from 0 or things of their own. */
  finish(): void {
    const all = [...this.#columns.values()];
    const columns = all.filter(({ name }) => name !== INDEX);
    const steps = this.#steps(columns);
    const time = firstOf(
      TIMES,
      columns.filter((column) => column.isTime),
    );
    const told = all.map((column) => ({ name: column.name, cells: () => column.cells() }));
    const hasStep = steps.columns.length > 0;
    const rows = rowsOf(told, { size: this.size, hasStep });
    const split = rows === undefined ? this.#split(columns, steps) : undefined;
    const names = rows?.are === 'named' ? rows.names : split?.labels;
    if (rows !== undefined && !hasStep) steps.values = stepsWithin(rows, this.size);
    const { notes, where, leftOut, curves } = this.options;
    const isUntold = !hasStep && this.size > 1 && split === undefined;
    if (rows !== undefined || isUntold) notes.push(noteOf(rows, where));
    if (rows?.are === 'many' || rows?.are === 'candidates') curves.isSetAside = true;
    const isTaken = takenOf(rows);
    for (const column of all) {
      if (column === split || (rows?.are === 'named' && column.name === rows.by)) continue;
      const key = `${this.options.prefix ?? ''}${column.name}`;
      if (column.isTime) {
        if (column !== time) leftOut.add(key, 'a time', column.instants.size);
        continue;
      }
      const shownKey = column.name === INDEX ? 'a column without a name' : key;
      if (column.others > 0) leftOut.add(shownKey, column.firstOther, column.others);
      if (column.name !== INDEX) this.#emit(key, column, { steps, time, names, isTaken });
    }
  }

  #emit(key: string, column: Column, { steps, time, names, isTaken }: Roles): void {
    for (const [index, row] of column.rows.entries()) {
      if (steps.columns[row] === column || steps.missing.has(row) || !isTaken(row)) continue;
      const value = column.values[index] ?? Number.NaN;
      const at = time?.instants.get(row) ?? Number.NaN;
      const step = steps.values[row] ?? Number.NaN;
      const name = names?.get(row);
      const own = name === undefined ? key : `${name}/${key}`;
      const stepName = steps.columns[row]?.name;
      const point = { value, step, time: at, ...(stepName === undefined ? {} : { stepName }) };
      this.options.curves.add(own, point, row < this.#old);
    }
  }

  /**
   * The column of texts, such as `train` and `val`, that tells the values apart that a metric has at one step: they are curves of their own.
   * None where no metric has two.
   */
  #split(columns: readonly Column[], { columns: steps, values }: RowSteps): Column | undefined {
    const clash = columns.some((column) => {
      const at = new Map<number | undefined, number | undefined>();
      return column.rows.some((row, index) => {
        if (column.isTime || steps[row] === column) return false;
        const [step, value] = [values[row], column.values[index]];
        const differs = at.has(step) && at.get(step) !== value;
        at.set(step, value);
        return differs;
      });
    });
    if (!clash) return undefined;
    return columns.find(({ labels, others }) => {
      if (labels === undefined || others < this.size || new Set(labels.values()).size < 2) return false;
      const rows = values.map((step, row) => `${step} ${labels.get(row)}`);
      return new Set(rows).size === this.size;
    });
  }

  /** Which column says the step may differ by row: one program writes `step` while training and `epoch` at each evaluation. */
  #steps(columns: readonly Column[]): RowSteps {
    const candidates = STEPS.flatMap((name) =>
      columns.filter(
        (column) =>
          column.name.toLowerCase() === name &&
          column.rows.length > 0 &&
          column.isWhole &&
          !(MAYBE_STEPS.includes(name) && column.goesBack),
      ),
    );
    // One that counts within each epoch anew would mix the epochs.
    const ordered = [
      ...candidates.filter((column) => !column.goesBack),
      ...candidates.filter((column) => column.goesBack),
    ];
    const steps: RowSteps = { values: [], columns: [], missing: new Set() };
    for (const column of ordered) {
      for (const [index, row] of column.rows.entries()) {
        if (steps.columns[row] !== undefined) continue;
        steps.columns[row] = column;
        steps.values[row] = stepOf(column.values[index]) ?? Number.NaN;
      }
    }
    if (ordered.length === 0 && this.size > 1) steps.values = [...this.#lines.keys()];
    const named = columns.find(({ name }) => name.toLowerCase() === STEP);
    if (named !== undefined && !named.isWhole) this.#faultStep(named);
    else if (this.options.gaps === 'fault') this.#faultGaps(ordered[0] ?? named, steps);
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
  isTaken(row: number): boolean;
}

interface RowSteps {
  /** By row; none where a row has no step. */
  values: number[];
  /** The column that says it. */
  columns: (Column | undefined)[];
  /** Rows that cannot be placed. */
  missing: Set<number>;
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
