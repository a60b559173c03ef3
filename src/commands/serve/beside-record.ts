import type { DatasetInput, Metric, Run } from '../../mlflow/state/entities.js';
import type { TimedChange } from '../../mlflow/state/residue.js';
import { isLater } from '../../mlflow/state/runs.js';
import { saidDataset } from '../track/mlflow/datasets.js';
import { runNameOf } from '../track/mlflow/parts.js';

/** What a client says in its own words beside those of the record: what it ran by, and what it calls the run. */
const OF_CLIENT = /^mlflow\.(source\.(name|type)|runName)$/;
const OF_SOURCE = 'mlflow.source.';
/** These are the record's alone. */
const OF_LINEAGE = /^(dataset_version$|git_commit$|triggered_by$|lineage\.)/;

/**
 * What counts of a change in the amendment that came with a record. Whoever may push can write that one, too, and nothing here tells
 * when it came: it adds to what was recorded, and says nothing otherwise.
 * @param run one that was seen being made
 * @returns undefined for nothing
 */
export function besideRecord(run: Run, change: TimedChange): TimedChange | undefined {
  switch (change.type) {
    case 'run-logged': {
      const { tags = [], params = [], metrics = [] } = change;
      return {
        ...change,
        tags: tags.filter(({ key, value }) => isTagBeside(run, key, value)),
        params: params.filter(({ key, value }) => isSameOrNew(run, { map: 'params', key, value })),
        metrics: metrics.filter((point) => isPointBeside(run, point)),
      };
    }
    case 'run-tag-deleted':
      return change.key.startsWith(OF_SOURCE) ? change : undefined;
    case 'run-updated': {
      const { name, status: _, experiment_id: __, ...times } = change;
      const isSpelled = name !== undefined && (runNameOf({ name } as never) ?? run.name) === run.name;
      return { ...times, ...(isSpelled ? { name } : {}) };
    }
    case 'run-inputs-logged':
      // All data sets that a client names are in its record.
      return { ...change, datasets: [] };
    case 'run-datasets-set':
      return isSameData(run.datasets, change.datasets) ? change : undefined;
    default:
      return change;
  }
}

function isTagBeside(run: Run, key: string, value: string): boolean {
  if (OF_CLIENT.test(key)) return true;
  return isSameOrNew(run, { map: 'tags', key, value }) && (run.tags.has(key) || !OF_LINEAGE.test(key));
}

function isSameOrNew(
  run: Run,
  { map, key, value }: { map: 'tags' | 'params'; key: string; value: string },
): boolean {
  const late = run.late?.has(`${map === 'tags' ? 'tag' : 'param'} ${key}`) === true;
  return late || !run[map].has(key) || run[map].get(key) === value;
}

/** The value that a record has for a metric stays its last one. */
function isPointBeside({ curves, late }: Run, point: Metric): boolean {
  const curve = curves.get(point.key);
  return curve === undefined || late?.has(`metric ${point.key}`) === true || !isLater(point, curve.latest);
}

/** Whether these are the data sets of the record in the words of a client, all of them and no others. */
function isSameData(recorded: readonly DatasetInput[], said: readonly DatasetInput[]): boolean {
  return (
    said.every((input) => recorded.some((one) => isSame(one, input))) &&
    recorded.every((one) => said.some((input) => isSame(one, input)))
  );
}

function isSame(recorded: DatasetInput, said: DatasetInput): boolean {
  const { name } = saidDataset(said);
  const [is, own] = [recorded.dataset.name, versionsOf(recorded)];
  return (
    recorded.dataset.digest === said.dataset.digest &&
    is === name &&
    versionsOf(said).every((version) => own.includes(version))
  );
}

function versionsOf({ tags }: DatasetInput): string[] {
  return tags.filter(({ key }) => key === 'version').map(({ value }) => value);
}
