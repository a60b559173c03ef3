import { shown } from '../../core/key-values.js';
import type { Table } from './metric-beside.js';
import type { Column } from './metric-column.js';
import { isFold, isKeyName, keysOf, namesBy } from './metric-keys.js';
import { passesOf } from './metric-passes.js';
import { instantOf } from './metric-values.js';

/** What the names of columns and the cells of a table say of its rows: most are steps of a training, and these are not. */

/** In the name of a list of numbers, such as `cv_scores` or `fold_auc`. */
const FOLD_LIST = /(?:^|[ ._/-])(?:cv|k?folds?|cross[ _-]?val\w*)(?:[ ._/-]|$)/i;
/** What `cross_validate` of scikit-learn always has. */
const CROSS_VALIDATE = ['fit_time', 'score_time'];
/** What a search tried: `param_C` of scikit-learn, `params_lr` of Optuna. */
const PARAM = /^params?[_./]/i;
const RANK = /^rank_test_/;
/** Names of rows that count up are steps all the same: `epoch 1`, `ckpt-200.pt`. */
const COUNTED = /^(\D*)\d+\D*$/;
/** Rows that become metrics of their own. */
const MOST = 100;

export const ONE_VALUE = 'write what is to be judged, such as the mean, as one value (`accuracy=0.9`)';

/** The index of a frame, which has no name. */
export const INDEX = '\u0000index';

export type Rows =
  /** Each row is of the thing that its name says, and those without a name of the run. */
  | { are: 'named'; by: readonly string[]; names: ReadonlyMap<number, string>; isPlain?: boolean }
  /** What a search tried: `best` is what it came to, where it says so. */
  | { are: 'candidates'; best: number | undefined }
  /** More than a record should name. */
  | { are: 'many'; by: readonly string[] };

export interface RowsFound {
  /** Undefined for rows that are steps, or one row that is all the run came to. */
  rows: Rows | undefined;
  /** Whether a metric has several values at one step all the same. */
  areBeside: boolean;
}

export function rowsOf(table: Table, index: Column | undefined): RowsFound {
  // One row is the run's own, whatever an earlier one left before it.
  if (table.size - table.old < 2) return { rows: undefined, areBeside: false };
  const { columns, steps, size } = table;
  const haveSteps = steps.columns.length > 0;
  const { keys, areBeside } = keysOf(table);
  const by = keys.map(({ name }) => name);
  const names = namesBy(
    keys.map((column) => ({ name: column.name, cells: column.cells() })),
    size,
  );
  const measured = haveSteps || by.some(isFold) ? undefined : measuredRows(columns, { by, names, size });
  if (measured !== undefined) return { rows: measured, areBeside: false };
  const passes = haveSteps && areBeside ? passesOf(table, names) : undefined;
  if (passes !== undefined) return { rows: named(by, new Map([...names, ...passes])), areBeside };
  if (keys.length === 0) {
    const rows = haveSteps || size > MOST ? undefined : namedByFirst(columns, { index, size });
    return { rows, areBeside };
  }
  for (const [row, name] of index?.labels ?? []) if (!names.has(row) && isName(name)) names.set(row, name);
  // What is only a curve of its own, such as `train` and `val`, needs no word.
  const areTexts = keys.every(({ name, rows }) => !isKeyName(name) && rows.length === 0);
  return { rows: named(by, names, haveSteps && areTexts), areBeside };
}

/** What scikit-learn and searches write. */
function measuredRows(
  columns: readonly Column[],
  { by, names, size }: { by: readonly string[]; names: ReadonlyMap<number, string>; size: number },
): Rows | undefined {
  const isThere = (name: string) => columns.some((column) => column.name === name);
  if (!CROSS_VALIDATE.every(isThere)) return candidatesOf(columns);
  const folds = new Map<string, number>();
  const parts = Array.from({ length: size }, (_, row) => {
    const name = names.get(row) ?? '';
    const fold = folds.get(name) ?? 0;
    folds.set(name, fold + 1);
    return [row, name === '' ? `fold_${fold}` : `${name}/fold_${fold}`] as const;
  });
  return named([...by, 'fold'], new Map(parts));
}

/** A table of models, classes or the like has their names in its index, or in its first column. */
function namedByFirst(
  columns: readonly Column[],
  { index, size }: { index: Column | undefined; size: number },
): Rows | undefined {
  const isIndex = [...(index?.cells().values() ?? [])].some(isName);
  const first = isIndex ? index : columns[0];
  const cells = first?.cells() ?? new Map<number, number | string>();
  const all = [...cells.values()];
  if (first === undefined || all.length < size || new Set(all).size < size || areCounted(all))
    return undefined;
  // Classes may be numbers beside what is said of all of them; a column of values has texts where one is missing.
  if (!isIndex && !all.every(isName)) return undefined;
  return named([first.name], namesBy([{ name: isIndex ? 'row' : first.name, cells }], size));
}

function isName(cell: number | string): boolean {
  return typeof cell === 'string' && /\p{L}/u.test(cell) && instantOf(cell) === undefined;
}

/** Steps of rows that no column gives one: those of one name count from 0, and a row alone is final values. */
export function stepsWithin(rows: Rows, size: number): number[] {
  if (rows.are !== 'named') return [];
  const counts = new Map<string, number>();
  const steps = Array.from({ length: size }, (_, row) => {
    const name = rows.names.get(row);
    // Two of the whole run, such as mean and deviation, are no curve.
    if (name === undefined) return Number.NaN;
    const step = counts.get(name) ?? 0;
    counts.set(name, step + 1);
    return step;
  });
  return steps.map((step, row) => (counts.get(rows.names.get(row) ?? '') === 1 ? Number.NaN : step));
}

/** Which rows give metrics. */
export function takenOf(rows: Rows | undefined): (row: number) => boolean {
  return (row) => {
    if (rows?.are === 'candidates') return row === rows.best;
    return rows?.are !== 'many';
  };
}

/** What a person should know of rows that are no steps, or (undefined) whose steps nothing names; a sentence without a full stop. */
export function noteOf(rows: Rows | undefined, where: string): string {
  if (rows === undefined)
    return `Nothing says the steps of ${where}: they count from 0, and the metrics are its last values. If it holds folds, models or candidates, ${ONE_VALUE}`;
  if (rows.are === 'candidates')
    return rows.best === undefined
      ? `The rows of ${where} are what a search tried, and it ranks none first, or several: none of them is a metric; ${ONE_VALUE}`
      : `The rows of ${where} are what a search tried: the metrics are those of the row that it ranks first`;
  const { length } = rows.by;
  const by = rows.by.map((name) => (name === INDEX ? 'a column without a name' : shown(name))).join(' and ');
  const are =
    by === ''
      ? `The steps of ${where} begin anew, and passes are no steps of one training`
      : `The rows of ${where} are no steps of one training, ${by} ${length > 1 ? 'tell' : 'tells'} them apart`;
  if (rows.are === 'many')
    return `${are}, and they are more than ${MOST}: none of them is a metric; ${ONE_VALUE}`;
  const [name = ''] = rows.names.values();
  return `${are}: each has metrics of its own (${shown(`${name}/…`)}); ${ONE_VALUE}`;
}

/** Whether a list of numbers is named as one of folds. */
export function isFoldList(key: string): boolean {
  return FOLD_LIST.test(key);
}

/** Whether lists of these names, all of one length, are the columns of a table whose rows are no steps. */
export function areColumns(names: readonly string[]): boolean {
  return (
    names.some((name) => isKeyName(name) || RANK.test(name)) ||
    CROSS_VALIDATE.every((name) => names.includes(name))
  );
}

function named(by: readonly string[], names: ReadonlyMap<number, string>, isPlain = false): Rows {
  return new Set(names.values()).size > MOST ? { are: 'many', by } : { are: 'named', by, names, isPlain };
}

function areCounted(cells: readonly (number | string)[]): boolean {
  const heads = cells.map((cell) => COUNTED.exec(String(cell))?.[1]);
  const [head] = heads;
  return head !== undefined && !isFoldList(head) && heads.every((one) => one === head);
}

function candidatesOf(columns: readonly Column[]): Rows | undefined {
  const ranks = columns.filter(({ name }) => RANK.test(name));
  const tried = columns.filter(({ name }) => PARAM.test(name));
  if (ranks.length === 0 && !tried.some((column) => new Set(column.cells().values()).size > 1))
    return undefined;
  const rankings = ranks.map((column) => column.cells());
  const firsts = [...(rankings[0]?.keys() ?? [])].filter((row) =>
    rankings.every((ranks) => ranks.get(row) === 1),
  );
  // Two searches in one table have a first each; those of one search have the same score.
  const scores = columns
    .filter(({ name }) => ranks.some((rank) => rank.name.replace(RANK, 'mean_test_') === name))
    .map((column) => column.cells());
  const [best] = firsts;
  const isOne = scores.every((cells) => new Set(firsts.map((row) => cells.get(row))).size === 1);
  return { are: 'candidates', best: isOne ? best : undefined };
}
