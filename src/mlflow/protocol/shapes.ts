import type {
  DatasetInput,
  Experiment,
  LoggedModel,
  Metric,
  ModelVersion,
  RegisteredModel,
  Run,
} from '../state/entities.js';
import { pairs } from './pairs.js';
import { wireLong } from './wire-long.js';

/** How what we know is written on the wire. An empty list and what is not set are left out, an empty text is not. */

export function experimentShape(experiment: Experiment): object {
  return {
    experiment_id: experiment.experiment_id,
    name: experiment.name,
    artifact_location: experiment.artifact_location,
    lifecycle_stage: experiment.lifecycle,
    last_update_time: experiment.updated,
    creation_time: experiment.created,
    tags: listed(pairs(experiment.tags)),
    workspace: WORKSPACE,
  };
}

export function runInfoShape(run: Run): object {
  return {
    run_uuid: run.run_id,
    run_id: run.run_id,
    run_name: run.name,
    experiment_id: run.experiment_id,
    user_id: run.user_id,
    status: run.status,
    start_time: wireLong(run.start_time),
    // 0 is kept, sorted by, and not told.
    end_time: run.end_time ? wireLong(run.end_time) : undefined,
    artifact_uri: run.artifact_uri,
    lifecycle_stage: run.lifecycle,
  };
}

export function runShape(run: Run): object {
  const metrics = [...run.curves.values()].map(({ latest }) => metricShape(latest));
  return {
    info: runInfoShape(run),
    data: { metrics: listed(metrics), params: listed(pairs(run.params)), tags: listed(pairs(run.tags)) },
    inputs: {
      model_inputs: listed(run.model_inputs.map((model_id) => ({ model_id }))),
      dataset_inputs: listed(run.datasets.map(datasetShape)),
    },
    outputs: { model_outputs: listed(run.model_outputs) },
  };
}

/** Of the run's own curve: which model or data set a point was measured of is told by the model. */
export function metricShape({ key, value, timestamp, step }: Metric): object {
  return { key, value: numberText(value), timestamp: wireLong(timestamp), step: wireLong(step) };
}

function datasetShape({ tags, dataset }: DatasetInput): object {
  return { tags: listed(tags), dataset };
}

export function loggedModelShape(model: LoggedModel): object {
  return {
    info: {
      model_id: model.model_id,
      experiment_id: model.experiment_id,
      name: model.name,
      creation_timestamp_ms: model.created,
      last_updated_timestamp_ms: model.updated,
      artifact_uri: model.artifact_uri,
      status: model.status,
      model_type: model.model_type,
      source_run_id: model.source_run_id,
      tags: listed(pairs(model.tags)),
    },
    data: {
      params: listed(pairs(model.params)),
      metrics: listed(
        [...model.metrics.values()].map(
          ({ key, value, timestamp, step, model_id, dataset_name, dataset_digest, run_id }) => ({
            ...metricShape({ key, value, timestamp, step }),
            model_id,
            dataset_name,
            dataset_digest,
            run_id,
          }),
        ),
      ),
    },
  };
}

export function modelShape(model: RegisteredModel, latest: readonly ModelVersion[]): object {
  return {
    name: model.name,
    creation_timestamp: model.created,
    last_updated_timestamp: model.updated,
    description: optional(model.description),
    latest_versions: listed(latest.map((version) => versionShape(version, model))),
    tags: listed(pairs(model.tags)),
    aliases: listed(sortedAliases(model).map(([alias, version]) => ({ alias, version: String(version) }))),
    workspace: WORKSPACE,
  };
}

export function versionShape(version: ModelVersion, model: RegisteredModel): object {
  const aliases = sortedAliases(model)
    .filter(([, named]) => named === version.version)
    .map(([alias]) => alias);
  return {
    name: model.name,
    version: String(version.version),
    creation_timestamp: version.created,
    last_updated_timestamp: version.updated,
    user_id: optional(version.user_id),
    current_stage: version.stage,
    description: version.description,
    source: version.source,
    run_id: version.run_id,
    status: version.registration === 'refused' ? 'FAILED_REGISTRATION' : 'READY',
    status_message: version.status_message,
    run_link: version.run_link,
    model_id: optional(version.model_id),
    tags: listed(pairs(version.tags)),
    aliases: listed(aliases),
    workspace: WORKSPACE,
  };
}

function sortedAliases({ aliases }: RegisteredModel): [alias: string, version: number][] {
  return [...aliases].sort(([one], [other]) => (one < other ? -1 : 1));
}

/** There is one, and newer clients are told so. */
const WORKSPACE = 'default';

/** JSON has no NaN and no infinities: clients take their names. */
export function numberText(value: number): number | string {
  return Number.isFinite(value) ? value : String(value);
}

export function listed<T>(items: readonly T[]): readonly T[] | undefined {
  return items.length === 0 ? undefined : items;
}

function optional(text: string): string | undefined {
  return text === '' ? undefined : text;
}
