import type { Curve, DatasetInput, LoggedModel, Metric, Run, RunStatus } from '../state/entities.js';
import { DEFAULT_NAME } from '../state/experiments.js';
import type { Long } from '../state/long.js';
import { onlyOfModels } from '../state/measured.js';
import { usedDatasets } from '../state/runs.js';
import type { State } from '../state/state.js';

/** What a client logged to one run. Times are milliseconds since 1970. */
export interface LoggedRun {
  run_id: string;
  name: string;
  /** Null where the client named none. */
  experiment: string | null;
  /** What the client said of that. */
  experiment_tags: ReadonlyMap<string, string>;
  /** What the client said of which run it is a part; any text. */
  parent: string | null;
  status: RunStatus;
  start_time: Long;
  end_time: Long | null;
  params: ReadonlyMap<string, string>;
  tags: ReadonlyMap<string, string>;
  curves: ReadonlyMap<string, Curve>;
  /** Points of these curves that were logged for logged models as well. */
  model_points(): readonly Metric[];
  /** Once for each use. */
  datasets: readonly DatasetInput[];
  /** URI of the folder that its files lie in. */
  files: string;
  /** Those with an id of their own, in the order that they were made in. */
  models: readonly LoggedModelFiles[];
  /** The same as the client's server has it. */
  run: Run;
  /** All that were made in it, those that were deleted too. */
  logged_models: readonly LoggedModel[];
  /** Whether it was made and nothing was logged to it, as the ranks of a distributed training do; files aside. */
  isIdle: boolean;
}

export interface LoggedModelFiles {
  model_id: string;
  name: string;
  /** URI of the folder that its files lie in. */
  files: string;
  /** Whether all of them have come. */
  isReady: boolean;
  /** Whether its bytes lie elsewhere, as its client said: it was logged for what is known of it. */
  isExternal: boolean;
}

/** Where the client says of which run a run is a part. */
export const PARENT_TAG = 'mlflow.parentRunId';
const SYSTEM_METRICS = 'system/';
const OF_CLIENT = 'mlflow.';

/**
 * The runs that clients made and did not delete, in the order that they were made in. A model that was logged outside of a run is one of
 * the run before it, since a program's runs have what it made in common; where there is none, of a run that stands for the program.
 * @param own id of such a run
 */
export function loggedRuns(state: State, own: string): LoggedRun[] {
  const made = [...state.runs.values()].filter(({ lifecycle }) => lifecycle === 'active');
  const outside = [...state.loggedModels.values()].filter(({ source_run_id }) => source_run_id === '');
  const runs = made.length > 0 || outside.every(isDeleted) ? made : [runOfModels(own, outside)];
  const homes = new Map(outside.map((model) => [model, homeOf(model, runs)]));
  return runs.map((run) => {
    const logged_models = [...state.loggedModels.values()].filter(
      (model) => (homes.get(model)?.run_id ?? model.source_run_id) === run.run_id,
    );
    const models = modelFiles(logged_models);
    const experiment = state.experiments.get(run.experiment_id);
    const { run_id, name, status, start_time, end_time = null, artifact_uri } = run;
    const { params, tags, curves } = run;
    return {
      run,
      logged_models,
      run_id,
      name,
      status,
      start_time,
      end_time,
      params,
      tags,
      curves,
      datasets: usedDatasets(run),
      models,
      experiment: experiment === undefined || experiment.name === DEFAULT_NAME ? null : experiment.name,
      experiment_tags: experiment?.tags ?? new Map(),
      parent: tags.get(PARENT_TAG) ?? null,
      model_points: () => onlyOfModels(run, state.loggedModels.values()),
      files: artifact_uri,
      isIdle: isIdle(run) && models.length === 0,
    };
  });
}

function isDeleted({ lifecycle }: LoggedModel): boolean {
  return lifecycle === 'deleted';
}

/** The last run that had begun and is a part of no other, or else the first one. */
function homeOf({ created }: LoggedModel, runs: readonly Run[]): Run | undefined {
  const ids = new Set(runs.map(({ run_id }) => run_id));
  const whole = runs.filter(({ tags }) => !ids.has(tags.get(PARENT_TAG) ?? ''));
  return whole.findLast(({ start_time }) => start_time <= created) ?? whole[0] ?? runs[0];
}

function runOfModels(run_id: string, models: readonly LoggedModel[]): Run {
  const experiment_id = models[0]?.experiment_id ?? '0';
  return {
    run_id,
    experiment_id,
    name: '',
    user_id: '',
    status: 'FINISHED',
    start_time: Math.min(...models.map(({ created }) => created)),
    end_time: Math.max(...models.map(({ updated }) => updated)),
    artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
    lifecycle: 'active',
    params: new Map(),
    tags: new Map(),
    curves: new Map(),
    datasets: [],
    model_inputs: [],
    model_outputs: [],
  };
}

/** Whether the client has none of a model's bytes: it says what it was told of it. */
export function isExternal({ tags }: Pick<LoggedModel, 'tags'>): boolean {
  return tags.get('mlflow.model.isExternal') === 'true';
}

function modelFiles(models: readonly LoggedModel[]): LoggedModelFiles[] {
  return models
    .filter(({ lifecycle }) => lifecycle === 'active')
    .map(({ model_id, name, artifact_uri, status, tags }) => ({
      model_id,
      name,
      files: artifact_uri,
      isReady: status === 'LOGGED_MODEL_READY',
      isExternal: isExternal({ tags }),
    }));
}

function isIdle({ params, datasets, curves, tags, model_inputs, model_outputs }: Run): boolean {
  return (
    params.size + datasets.length + model_inputs.length + model_outputs.length === 0 &&
    [...curves.keys()].every((key) => key.startsWith(SYSTEM_METRICS)) &&
    [...tags.keys()].every((key) => key.startsWith(OF_CLIENT))
  );
}
