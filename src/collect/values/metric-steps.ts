import type { Column } from './metric-column.js';
import { stepOf } from './metric-values.js';

/** The finest first: where a row has several, the others are metrics. */
const STEPS = [
  ...['step', '_step', 'global_step', 'global step', 'trainer/global_step'],
  ...['iteration', 'iter', 'training_iteration'],
  ...['total_timesteps', 'time/total_timesteps', 'timesteps_total', 'timesteps', 'episode', 'round', 'epoch'],
];
/** Names that are the step where they only grow, and else a metric, such as the time steps of one episode. */
const MAYBE_STEPS = ['timesteps', 'episode', 'round'];
/** What counts within a step: `batch_idx`, `local_step`, …; not `n_batches`, and not `batch_size`. */
const COUNTER =
  /^(?!n_|num|total|max)(?:.*[^a-z])?(?:(?:mini)?batch|iter|iteration|it|i|step|update|progress)s?(?:[ _-]?(?:id|idx|index|no|nr|num|number))?$/i;

export interface RowSteps {
  /** By row; none where a row has no step. */
  values: number[];
  /** The column that says it. */
  columns: (Column | undefined)[];
  /** What tells rows of one step apart that follow each other. */
  counters: readonly Column[];
  /** Rows that cannot be placed. */
  missing: Set<number>;
}

/** Which column says the step may differ by row: one program writes `step` while training and `epoch` at each evaluation. */
export function stepsOf(columns: readonly Column[]): RowSteps & { first: Column | undefined } {
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
  const counters = columns.filter(
    (column) => candidates.includes(column) || (COUNTER.test(column.name) && column.isWhole),
  );
  const steps: RowSteps = { values: [], columns: [], counters, missing: new Set() };
  for (const column of ordered) {
    for (const [index, row] of column.rows.entries()) {
      if (steps.columns[row] !== undefined) continue;
      steps.columns[row] = column;
      steps.values[row] = stepOf(column.values[index]) ?? Number.NaN;
    }
  }
  return { ...steps, first: ordered[0] };
}

/** A row without a step between those that have one is of the step before it; what stands at either end is of the whole run. */
export function fillBetween({ values, columns }: RowSteps, size: number): void {
  let last = size - 1;
  while (last >= 0 && columns[last] === undefined) last--;
  for (let row = 1; row < last; row++) {
    if (columns[row] !== undefined || columns[row - 1] === undefined) continue;
    columns[row] = columns[row - 1];
    values[row] = values[row - 1] ?? Number.NaN;
  }
}
