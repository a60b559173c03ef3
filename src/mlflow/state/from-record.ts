import type { RunRecord } from '../../core/generated/types.js';
import type { SeriesPoint } from '../../core/series.js';
import { isLogged } from '../../core/trust.js';
import type { RunChange } from './changes.js';
import type { DatasetInput, KeyValue, Metric } from './entities.js';
import { pythonText } from './python-value.js';
import { storedValue } from './stored-value.js';

/** Digits of a digest that MLflow has room for. */
const DIGEST_DIGITS = 36;

const APART = /-m-[0-9a-f]{32}$/;

/** What of a record MLflow's API shows, and nothing else of it. */
export interface ShownRecord
  extends Pick<
    RunRecord,
    'run_id' | 'experiment' | 'run_name' | 'parent_run_id' | 'status' | 'started_at' | 'ended_at' | 'tags'
  > {
  command: Pick<RunRecord['command'], 'run'>;
  inputs: Pick<RunRecord['inputs'], 'datasets' | 'params'> & {
    code: Pick<NonNullable<RunRecord['inputs']['code']>, 'commit'> | null;
  };
  outputs: Pick<RunRecord['outputs'], 'metrics' | 'history'> & { apart?: readonly string[] };
  context: Pick<RunRecord['context'], 'actor' | 'trust' | 'event' | 'ci_run_id'>;
}

export function shownPart({ inputs, outputs, context, command, ...run }: RunRecord): ShownRecord {
  const { run_id, experiment, run_name, parent_run_id, status, started_at, ended_at, tags } = run;
  const { datasets, params, code } = inputs;
  const { actor, trust, event, ci_run_id } = context;
  const apart = modelsApart(outputs);
  return {
    run_id,
    experiment,
    run_name,
    parent_run_id,
    status,
    started_at,
    ended_at,
    tags,
    command: { run: command.run },
    inputs: { datasets, params, code: code === null ? null : { commit: code.commit } },
    outputs: {
      metrics: outputs.metrics,
      ...(outputs.history === undefined ? {} : { history: outputs.history }),
      ...(apart.length === 0 ? {} : { apart }),
    },
    context: { actor, trust, event, ci_run_id },
  };
}

/** Paths of logged models whose names something else of their run has. */
export function modelsApart({ models }: Pick<RunRecord['outputs'], 'models'>): string[] {
  return models.map(({ path }) => path).filter((path) => APART.test(path));
}

/**
 * What would have been called for a run that a ledger has, whoever recorded it.
 * @param series points of its history; the metrics of the record are its last
 */
export function recordChanges(
  run: ShownRecord,
  experiment_id: string,
  series: readonly SeriesPoint[],
): RunChange[] {
  const { run_id } = run;
  const whole = run.outputs.history?.artifact ?? null;
  const start_time = Date.parse(run.started_at);
  const end_time = Date.parse(run.ended_at);
  const recorded = Object.entries(run.outputs.metrics).map(([key, metric]) => ({ key, ...metric }));
  return [
    {
      type: 'run-created',
      run_id,
      experiment_id,
      name: run.run_name ?? run_id.slice(0, 8),
      user_id: run.context.actor ?? '',
      start_time,
      artifact_uri: `mlflow-artifacts:/${runFiles(experiment_id, run_id)}`,
      tags: tagsOf(run),
      ...(whole === null ? {} : { whole_history: whole }),
    },
    {
      type: 'run-logged',
      run_id,
      params: Object.entries(run.inputs.params).map(([key, value]) => ({ key, value: pythonText(value) })),
      metrics: [...series, ...recorded].map((point) => metricOf(point, end_time)),
    },
    {
      type: 'run-inputs-logged',
      run_id,
      datasets: run.inputs.datasets.map(datasetOf),
      model_ids: [],
    },
    // Of what a client has logged the amendment says when it ended, if it did.
    { type: 'run-updated', run_id, status: run.status, ...(isLogged(run) ? {} : { end_time }) },
  ];
}

/** Where the files of a recorded run stand among the artifacts of the server. */
export function runFiles(experiment_id: string, run_id: string): string {
  return `${experiment_id}/${run_id}/artifacts`;
}

/** Its own tags, and what MLflow's client would have told by tags. */
function tagsOf(run: ShownRecord): KeyValue[] {
  const { code } = run.inputs;
  const told: Record<string, string | null | undefined> = {
    'mlflow.user': run.context.actor,
    'mlflow.source.name': run.command.run,
    'mlflow.source.git.commit': code?.commit,
    'mlflow.parentRunId': run.parent_run_id,
    ...run.tags,
  };
  return Object.entries(told).flatMap(([key, value]) => (value == null ? [] : [{ key, value }]));
}

/** A point of a record or its series. @param ended when the run did, in milliseconds since 1970: the time of a point that has none */
export function metricOf(
  { key, value, step, at, model_id, dataset, dataset_digest }: SeriesPoint,
  ended: number,
): Metric {
  return {
    key,
    value: storedValue(Number(value)),
    step: step ?? 0,
    timestamp: at === null ? ended : Date.parse(at),
    ...(model_id === undefined ? {} : { model_id }),
    ...(dataset === undefined || dataset_digest === undefined
      ? {}
      : { dataset_name: dataset, dataset_digest }),
  };
}

function datasetOf({
  name,
  version,
  role = 'train',
  digest,
  digests,
  path,
  source,
}: RunRecord['inputs']['datasets'][number]): DatasetInput {
  const own = digest?.slice('sha256:'.length) ?? version;
  return {
    tags: [
      { key: 'mlflow.data.context', value: role },
      { key: 'version', value: version },
    ],
    dataset: {
      name,
      digest: digests?.['mlflow'] ?? own.slice(0, DIGEST_DIGITS),
      source_type: 'local',
      source: JSON.stringify({ uri: path ?? (typeof source === 'string' ? source : source?.path) ?? name }),
    },
  };
}
