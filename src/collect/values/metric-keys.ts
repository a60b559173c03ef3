import { Beside, type Table } from './metric-beside.js';
import type { Column } from './metric-column.js';

const NUMBERED = '(?:[ _-]?(?:id|ids|idx|index|no|nr|num|number|name))?$';
/** `fold`, `cv`, `cv_fold`, `fold_id`, `split`, `split_index`, … */
const FOLD = new RegExp(`^(?:(?:cv|k|outer|inner)[ _-]?)?(?:folds?|splits?)${NUMBERED}|^cv$`, 'i');
/** Like folds, these are never steps of one training, even where no step comes twice. */
const TRIAL = new RegExp(`^trials?${NUMBERED}`, 'i');
/** What trainings and measurements are repeated over; these may also be said of the rows of one training. */
const REPEATED = [
  ...['seed', 'random[ _-]?state', 'trial', 'run', 'rep', 'repeat', 'repetition', 'replicate', 'restart'],
  ...['model', 'estimator', 'algo', 'algorithm', 'method', 'learner', 'member', 'agent', 'variant'],
  ...['config', 'configuration', 'candidate', 'experiment', 'job', 'client', 'worker', 'rank'],
  ...['class', 'task', 'env', 'dataset', 'subject', 'site'],
];
const KEY = new RegExp(`^(?:random[ _-]?)?(?:${REPEATED.join('|')})s?${NUMBERED}`, 'i');

/** Whether a column of this name tells apart what is no step of one training. */
export function isKeyName(name: string): boolean {
  return FOLD.test(name) || KEY.test(name);
}

export function isFold(name: string): boolean {
  return FOLD.test(name);
}

/** The columns that tell rows of several things apart, in the order of the table, and whether rows of one thing stand beside each other all the same. */
export function keysOf(table: Table): { keys: readonly Column[]; areBeside: boolean } {
  const rows = new Beside(table);
  const found = new Set(keysAmong(rows, table));
  const keys = table.columns.filter((column) => found.has(column));
  return { keys, areBeside: rows.areBeside(keys) };
}

function keysAmong(rows: Beside, table: Table): Column[] {
  const columns = table.columns.filter((column) => !column.isTime);
  const named = columns.filter(
    (column) => isKeyName(column.name) && isWholeOrText(column) && differs(column),
  );
  const always =
    named.find(({ name }) => FOLD.test(name)) ??
    (rows.haveSteps ? named.find(({ name }) => TRIAL.test(name)) : undefined);
  const keys = always === undefined ? [] : [always];
  for (const column of named) if (rows.areBeside(keys) && rows.refines(keys, column)) keys.push(column);
  // Of a table without a step and without such a name nothing says that it is no curve.
  if (!rows.areBeside(keys) || (!rows.haveSteps && keys.length === 0)) return keys;
  const labels = columns.filter((column) => !keys.includes(column) && rows.isLabel(column));
  const factors = columns.filter((column) => !keys.includes(column) && rows.isFactor(keys, column));
  const one =
    labels.find((column) => rows.areUnique([...keys, column])) ??
    factors.find((column) => !rows.areBeside([...keys, column]));
  if (one !== undefined) return [...keys, one];
  const all = [...keys];
  for (const column of [...labels, ...factors]) if (rows.refines(all, column)) all.push(column);
  return rows.areUnique(all) ? all : keys;
}

/** Measures such as `cv`, the coefficient of variation, are called like keys. */
function isWholeOrText({ values }: Column): boolean {
  return values.every((value) => Number.isInteger(value));
}

function differs(column: Column): boolean {
  return new Set(column.cells().values()).size > 1;
}

/** What rows are called by their keys; none for a row in which all of them are empty. */
export function namesBy(
  keys: readonly { name: string; cells: ReadonlyMap<number, number | string> }[],
  size: number,
): Map<number, string> {
  const names = new Map<number, string>();
  if (keys.length === 0) return names;
  for (let row = 0; row < size; row++) {
    const parts = keys.flatMap(({ name, cells }) => {
      const cell = cells.get(row);
      return cell === undefined ? [] : [typeof cell === 'number' ? `${name}_${cell}` : cell];
    });
    if (parts.length > 0) names.set(row, parts.join('/'));
  }
  return names;
}
