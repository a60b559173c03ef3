import type { Table } from './metric-beside.js';

/** Steps of the rows that fill the same columns: one program writes rows of the training between those of its evaluations. */
interface Stream {
  first: number;
  last: number;
}

interface Group {
  pass: number;
  /** Step of the row before. */
  before: number;
  /** By what the rows fill. */
  streams: Map<number, Stream>;
}

/**
 * What rows are called by the pass that they are of, where the steps begin anew, as in a loop over seeds; a training that is resumed
 * goes back to a step in between. Rows of several names have passes of their own. Undefined where there is only one.
 */
export function passesOf(table: Table, names: ReadonlyMap<number, string>): Map<number, string> | undefined {
  const { steps, size, old } = table;
  const kinds = kindsOf(table);
  const groups = new Map<string | undefined, Group>();
  const passes = new Map<number, string>();
  for (let row = old; row < size; row++) {
    const step = steps.values[row];
    if (step === undefined || steps.columns[row] === undefined) continue;
    const name = names.get(row);
    const group = groups.get(name) ?? { pass: 1, before: step, streams: new Map<number, Stream>() };
    groups.set(name, group);
    const kind = kinds[row] ?? 0;
    const { first, last } = group.streams.get(kind) ?? { first: Number.NEGATIVE_INFINITY, last: step };
    const isBack = step < last || (step === last && step < group.before);
    if (isBack && step <= first) {
      group.pass++;
      group.streams.clear();
    }
    group.streams.set(kind, { first: group.streams.get(kind)?.first ?? step, last: step });
    group.before = step;
    passes.set(row, name === undefined ? `pass_${group.pass}` : `${name}/pass_${group.pass}`);
  }
  return [...groups.values()].some(({ pass }) => pass > 1) ? passes : undefined;
}

/** By row, a number for the columns that it fills. */
function kindsOf({ columns, size }: Table): Int32Array {
  const kinds = new Int32Array(size);
  for (const [index, { rows }] of columns.entries()) {
    for (const row of rows) kinds[row] = Math.imul(kinds[row] ?? 0, 31) + index + 1;
  }
  return kinds;
}
