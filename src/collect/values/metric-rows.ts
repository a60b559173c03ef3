import { shown } from '../../core/key-values.js';
import { instantOf } from './metric-values.js';

/** What the names of columns and the cells of a table say of its rows: most are steps of a training, and these are not. */

/** `fold`, `cv`, `cv_fold`, `fold_id`, `split`, `split_index`, … */
const FOLD =
  /^(?:(?:cv|k|outer|inner)[ _-]?)?(?:folds?|splits?)(?:[ _-]?(?:id|ids|idx|index|no|nr|num|number|name))?$|^cv$/i;
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

const ONE_VALUE = 'write what is to be judged, such as the mean, as one value (`accuracy=0.9`)';

/** The index of a frame, which has no name. */
export const INDEX = '\u0000index';

/** A column as its cells tell of it. */
export interface RowCells {
  name: string;
  /** Number or text by row; none for an empty cell, or for one that is neither. */
  cells(): ReadonlyMap<number, number | string>;
}

export type Rows =
  /** Each row is of the thing that its name says, and those without a name of the run. */
  | { are: 'named'; by: string; names: ReadonlyMap<number, string> }
  /** What a search tried: `best` is what it came to, where it says so. */
  | { are: 'candidates'; best: number | undefined }
  /** More than a record should name. */
  | { are: 'many'; by: string };

/** @param hasStep whether a column says the step @returns undefined for rows that are steps, or one row that is all the run came to */
export function rowsOf(
  columns: readonly RowCells[],
  { size, hasStep }: { size: number; hasStep: boolean },
): Rows | undefined {
  if (size < 2) return undefined;
  for (const column of columns) {
    if (!FOLD.test(column.name)) continue;
    const cells = column.cells();
    const isMeasured = [...cells.values()].some(
      (cell) => typeof cell === 'number' && !Number.isInteger(cell),
    );
    if (!isMeasured && new Set(cells.values()).size > 1)
      return named(column.name, namesOf(cells, column.name));
  }
  if (hasStep) return undefined;
  const names = new Set(columns.map(({ name }) => name));
  if (CROSS_VALIDATE.every((name) => names.has(name))) return folds(size);
  const candidates = candidatesOf(columns);
  if (candidates !== undefined) return candidates;
  if (size > MOST) return undefined;
  return namedByFirst(columns, size);
}

/** A table of models, classes or the like has their names in its index, or in its first column. */
function namedByFirst(columns: readonly RowCells[], size: number): Rows | undefined {
  const index = columns.find(({ name }) => name === INDEX)?.cells() ?? new Map<number, number | string>();
  const isIndex = [...index.values()].some(isName);
  const first = columns.find(({ name }) => isIndex === (name === INDEX));
  const cells = first?.cells() ?? index;
  const all = [...cells.values()];
  if (first === undefined || all.length < size || new Set(all).size < size || areCounted(all))
    return undefined;
  // Classes may be numbers beside what is said of all of them; a column of values has texts where one is missing.
  return isIndex || all.every(isName) ? named(first.name, namesOf(cells, 'row')) : undefined;
}

function isName(cell: number | string): boolean {
  return typeof cell === 'string' && /\p{L}/u.test(cell) && instantOf(cell) === undefined;
}

/** Steps of rows that no column gives one: those of one name count from 0, and a row alone is final values. */
export function stepsWithin(rows: Rows, size: number): number[] {
  if (rows.are !== 'named') return [];
  const counts = new Map<string | undefined, number>();
  const steps = Array.from({ length: size }, (_, row) => {
    const step = counts.get(rows.names.get(row)) ?? 0;
    counts.set(rows.names.get(row), step + 1);
    return step;
  });
  return steps.map((step, row) => (counts.get(rows.names.get(row)) === 1 ? Number.NaN : step));
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
      ? `The rows of ${where} are what a search tried, and it ranks none first: none of them is a metric; ${ONE_VALUE}`
      : `The rows of ${where} are what a search tried: the metrics are those of the row that it ranks first`;
  const are = `The rows of ${where} are no steps, ${rows.by === INDEX ? 'they have names' : `${shown(rows.by)} tells them apart`}`;
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
    names.some((name) => FOLD.test(name) || RANK.test(name)) ||
    CROSS_VALIDATE.every((name) => names.includes(name))
  );
}

function folds(size: number): Rows {
  const cells = new Map(Array.from({ length: Math.min(size, MOST + 1) }, (_, row) => [row, row] as const));
  return named('fold', namesOf(cells, 'fold'));
}

function named(by: string, names: ReadonlyMap<number, string>): Rows {
  return new Set(names.values()).size > MOST ? { are: 'many', by } : { are: 'named', by, names };
}

function namesOf(cells: ReadonlyMap<number, number | string>, by: string): Map<number, string> {
  return new Map([...cells].map(([row, cell]) => [row, typeof cell === 'number' ? `${by}_${cell}` : cell]));
}

function areCounted(cells: readonly (number | string)[]): boolean {
  const heads = cells.map((cell) => COUNTED.exec(String(cell))?.[1]);
  const [head] = heads;
  return head !== undefined && !isFoldList(head) && heads.every((one) => one === head);
}

function candidatesOf(columns: readonly RowCells[]): Rows | undefined {
  const ranks = columns.filter(({ name }) => RANK.test(name)).map(({ cells }) => cells());
  const tried = columns.filter(({ name }) => PARAM.test(name));
  if (ranks.length === 0 && !tried.some(({ cells }) => new Set(cells().values()).size > 1)) return undefined;
  const [first, ...others] = ranks;
  const best = [...(first ?? [])].find(
    ([row, rank]) => rank === 1 && others.every((ranking) => ranking.get(row) === 1),
  );
  return { are: 'candidates', best: best?.[0] };
}
