import type { RunChange } from './changes.js';
import type { Curve, Dataset, DatasetInput, LoggedModel, Metric, Run } from './entities.js';
import { SmallMap } from './small-map.js';
import { known, type Rules } from './state.js';

/** A run's name is one of its tags too, and each follows the other. */
const NAME_TAG = 'mlflow.runName';
/** What a run has used a data set for. */
const CONTEXT_TAG = 'mlflow.data.context';

export const runRules: Rules<RunChange> = {
  'run-created'(
    state,
    { run_id, experiment_id, name, user_id, start_time, artifact_uri, tags, whole_history },
  ) {
    const { shared } = state;
    const run: Run = {
      run_id,
      experiment_id,
      name,
      user_id,
      status: 'RUNNING',
      start_time,
      artifact_uri,
      lifecycle: 'active',
      params: new SmallMap(),
      tags: new SmallMap(tags.map(({ key, value }) => [shared.text(key), shared.text(value)])),
      curves: new SmallMap(),
      ...(whole_history === undefined ? {} : { whole_history }),
      datasets: [],
      model_inputs: [],
      model_outputs: [],
    };
    run.tags.set(NAME_TAG, name);
    state.runs.set(run_id, run);
    known(state.runsOf, experiment_id).push(run);
  },
  'run-updated'(state, { run_id, status, start_time, end_time, name }) {
    const run = known(state.runs, run_id);
    if (start_time !== undefined) run.start_time = start_time;
    if (status !== undefined) run.status = status;
    if (end_time !== undefined) run.end_time = end_time;
    if (name !== undefined) rename(run, name);
  },
  'run-deleted'(state, { run_id }) {
    known(state.runs, run_id).lifecycle = 'deleted';
  },
  'run-restored'(state, { run_id }) {
    known(state.runs, run_id).lifecycle = 'active';
  },
  'run-logged'(state, { run_id, metrics = [], params = [], tags = [] }) {
    const run = known(state.runs, run_id);
    const { shared } = state;
    for (const metric of metrics) {
      addPoint(run, metric);
      addToModel(state.loggedModels.get(metric.model_id ?? '')?.metrics, run_id, metric);
    }
    for (const { key, value } of params) run.params.set(shared.text(key), shared.text(value));
    for (const { key, value } of tags) {
      if (key === NAME_TAG) rename(run, value);
      else run.tags.set(shared.text(key), shared.text(value));
    }
  },
  'run-tag-deleted'(state, { run_id, key }) {
    known(state.runs, run_id).tags.delete(key);
  },
  'run-inputs-logged'(state, { run_id, datasets, model_ids }) {
    const run = known(state.runs, run_id);
    for (const input of datasets) addDataset(run, state.shared.input(input));
    const named = state.experiments.get(run.experiment_id)?.datasets;
    for (const { dataset } of datasets) named?.set(datasetKey(dataset), dataset);
    for (const id of model_ids)
      if (!run.model_inputs.includes(id)) run.model_inputs = run.model_inputs.concat(id);
  },
  'run-datasets-set'(state, { run_id, datasets }) {
    const run = known(state.runs, run_id);
    run.datasets = datasets.map((input) => state.shared.input(input));
    const named = state.experiments.get(run.experiment_id)?.datasets;
    for (const { dataset } of datasets) named?.set(datasetKey(dataset), dataset);
  },
  'run-outputs-logged'(state, { run_id, models }) {
    const run = known(state.runs, run_id);
    for (const model of models)
      if (!run.model_outputs.some(({ model_id, step }) => model_id === model.model_id && step === model.step))
        run.model_outputs.push(model);
  },
};

function rename(run: Run, name: string): void {
  run.name = name;
  run.tags.set(NAME_TAG, name);
}

function addPoint(run: Run, point: Metric): void {
  const curve = run.curves.get(point.key);
  if (curve === undefined) {
    run.curves.set(point.key, { points: [point], latest: point });
    return;
  }
  const newest = isLater(point, curve.latest);
  if (!newest && isKnown(curve, point)) return;
  curve.points.push(point);
  curve.known?.add(identity(point));
  if (newest) curve.latest = point;
}

/** The same point of a model may be logged again, as the client does for every metric of a run when it logs a model. */
function addToModel(metrics: LoggedModel['metrics'] | undefined, run_id: string, metric: Metric): void {
  if (metrics === undefined) return;
  const { key, dataset_name, dataset_digest } = metric;
  const place = JSON.stringify([run_id, key, identity(metric), dataset_name, dataset_digest]);
  if (!metrics.has(place)) metrics.set(place, { ...metric, run_id });
}

/** Later by step, then by time, then by value, as MLflow's SQL store has it: NaN lies there as 0. */
export function isLater(one: Metric, other: Metric): boolean {
  if (one.step !== other.step) return one.step > other.step;
  if (one.timestamp !== other.timestamp) return one.timestamp > other.timestamp;
  return (one.value || 0) > (other.value || 0);
}

function isKnown(curve: Curve, point: Metric): boolean {
  curve.known ??= new Set(curve.points.map(identity));
  return curve.known.has(identity(point));
}

/** What tells a point of a curve from the others. */
export function identity({ timestamp, step, value }: Metric): string {
  return `${step} ${timestamp} ${value}`;
}

/** Whether a run has named a data set already. */
export function hasDataset(run: Run, { dataset }: DatasetInput): boolean {
  return findDataset(run, dataset) !== undefined;
}

function findDataset({ datasets }: Run, wanted: Dataset): DatasetInput | undefined {
  return datasets.find(({ dataset }) => dataset.name === wanted.name && dataset.digest === wanted.digest);
}

/** Whether a run has named a data set already, for the same use. */
export function hasUsed(run: Run, input: DatasetInput): boolean {
  const known = findDataset(run, input.dataset);
  const context = contextOf(input);
  return (
    known !== undefined &&
    (contextOf(known) === context || run.contexts?.get(datasetKey(input.dataset))?.has(context) === true)
  );
}

/** MLflow shows one use of a data set alone, the first. */
function addDataset(run: Run, input: DatasetInput): void {
  if (hasUsed(run, input)) return;
  if (!hasDataset(run, input)) {
    run.datasets = run.datasets.concat(input);
    return;
  }
  const key = datasetKey(input.dataset);
  run.contexts ??= new Map();
  const others = run.contexts.get(key);
  if (others === undefined) run.contexts.set(key, new Set([contextOf(input)]));
  else others.add(contextOf(input));
}

/** The data sets of a run, once for each use. */
export function usedDatasets({ datasets, contexts }: Run): DatasetInput[] {
  return datasets.flatMap((input) => {
    const others = contexts?.get(datasetKey(input.dataset)) ?? [];
    return [input, ...[...others].map((value) => ({ ...input, tags: [{ key: CONTEXT_TAG, value }] }))];
  });
}

/** What a run has used a data set for, in the words of its client; empty where it does not say. */
export function contextOf({ tags }: Pick<DatasetInput, 'tags'>): string {
  return tags.find(({ key }) => key === CONTEXT_TAG)?.value ?? '';
}

/** What tells data sets of an experiment apart. */
export function datasetKey({ name, digest }: Pick<Dataset, 'name' | 'digest'>): string {
  return JSON.stringify([name, digest]);
}
