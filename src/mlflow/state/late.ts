import type { Change, RunChange } from './changes.js';
import type { Run } from './entities.js';
import { hasDataset, identity } from './runs.js';

/** A tag of a run of which a client has said something behind its record. */
export const AMENDED = 'lineage.amended';
/** What it comes from, and who made it: said by the record, or by nobody. */
const OF_LINEAGE =
  /^(dataset_version|git_commit|triggered_by|lineage\..*|mlflow\.(user|runName|runId|parentRunId|source\..*))$/;
/** What people write about a run is no fact of it. */
const NOTE = 'mlflow.note.content';

type Of<T extends RunChange['type']> = Extract<RunChange, { type: T }>;

/**
 * Facts of a recorded run that a change would make others, each with its kind. How a run ended is none of them: a client that goes on
 * with one says so in passing, and is not believed.
 */
export function contradicted(run: Run, change: Change): string[] {
  switch (change.type) {
    case 'run-logged':
      return [
        ...(change.tags ?? [])
          .filter(({ key, value }) => isFixedTag(run, key, value))
          .map(({ key }) => `tag ${key}`),
        ...(change.params ?? [])
          .filter(({ key, value }) => isFixedParam(run, key, value))
          .map(({ key }) => `param ${key}`),
        ...(change.metrics ?? [])
          .filter((point) => isFixedMetric(run, point))
          .map(({ key }) => `metric ${key}`),
      ];
    case 'run-tag-deleted':
      return run.tags.has(change.key) && isFixedTag(run, change.key, undefined) ? [`tag ${change.key}`] : [];
    case 'run-updated':
      return change.name === undefined || change.name === run.name ? [] : ['name'];
    case 'run-inputs-logged':
      return inputsOf(run, change);
    case 'run-outputs-logged':
      return ['outputs'];
    case 'run-datasets-set':
      return ['data sets'];
    default:
      return [];
  }
}

/** What of a change a recorded run takes; undefined for nothing. */
export function behindRecord(run: Run, change: RunChange): RunChange | undefined {
  switch (change.type) {
    case 'run-logged': {
      const { tags = [], params = [], metrics = [] } = change;
      const left = {
        tags: tags.filter(({ key, value }) => !isFixedTag(run, key, value)),
        params: params.filter(({ key, value }) => !isFixedParam(run, key, value)),
        metrics: metrics.filter((point) => !isFixedMetric(run, point)),
      };
      const isEmpty = Object.values(left).every((list) => list.length === 0);
      return isEmpty ? undefined : { ...change, ...left };
    }
    case 'run-updated':
      return undefined;
    default:
      return contradicted(run, change).length === 0 ? change : undefined;
  }
}

/** Takes note of what a change has said, and marks the run. */
export function noteLate(run: Run, change: RunChange): void {
  run.late ??= new Set();
  if (change.type === 'run-logged') {
    for (const { key } of change.tags ?? []) run.late.add(`tag ${key}`);
    for (const { key } of change.params ?? []) run.late.add(`param ${key}`);
    for (const { key } of change.metrics ?? []) run.late.add(`metric ${key}`);
  }
  run.tags.set(AMENDED, 'yes');
}

function isFixedTag(run: Run, key: string, value: string | undefined): boolean {
  if (run.tags.get(key) === value || key === NOTE) return false;
  return OF_LINEAGE.test(key) || (run.tags.has(key) && !isLate(run, `tag ${key}`));
}

function isFixedParam(run: Run, key: string, value: string): boolean {
  if (run.params.get(key) === value) return false;
  return OF_LINEAGE.test(key) || (run.params.has(key) && !isLate(run, `param ${key}`));
}

function isFixedMetric(run: Run, point: Parameters<typeof identity>[0] & { key: string }): boolean {
  const curve = run.curves.get(point.key);
  if (curve === undefined || isLate(run, `metric ${point.key}`)) return false;
  const own = identity(point);
  return !curve.points.some((one) => identity(one) === own);
}

function inputsOf(run: Run, { datasets, model_ids }: Of<'run-inputs-logged'>): string[] {
  return [
    ...(datasets.every((input) => hasDataset(run, input)) ? [] : ['data sets']),
    ...(model_ids.every((id) => run.model_inputs.includes(id)) ? [] : ['input models']),
  ];
}

function isLate({ late }: Run, fact: string): boolean {
  return late?.has(fact) === true;
}
