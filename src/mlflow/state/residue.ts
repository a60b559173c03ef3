import { isDeepStrictEqual } from 'node:util';
import type { Change } from './changes.js';
import type { LoggedModel, Metric, Run } from './entities.js';

/** A change with the time that it was made at, in milliseconds since 1970. */
export type TimedChange = Change & { at: number };

/**
 * What has to be changed of a run as its record alone shows it, so that it is the run that clients know.
 * @param shown the run as it is made of its record
 * @param models those that were logged by the run, and others
 * @param points of its metrics that its record has no words for
 */
export function residue(
  run: Run,
  shown: Run,
  { models, points }: { models: Iterable<LoggedModel>; points: readonly Metric[] },
): TimedChange[] {
  const { run_id } = run;
  const at = Number(run.end_time ?? run.start_time);
  const changes: TimedChange[] = [];
  for (const model of models) if (model.source_run_id === run_id) changes.push(...modelChanges(model));
  const params = missing(run.params, shown.params);
  const tags = missing(run.tags, shown.tags);
  if (params.length + tags.length + points.length > 0)
    changes.push({ type: 'run-logged', at, run_id, params, tags, metrics: [...points] });
  for (const key of shown.tags.keys())
    if (!run.tags.has(key)) changes.push({ type: 'run-tag-deleted', at, run_id, key });
  changes.push(...inputChanges(run, shown, at));
  if (run.model_outputs.length > 0)
    changes.push({ type: 'run-outputs-logged', at, run_id, models: [...run.model_outputs] });
  changes.push({
    type: 'run-updated',
    at,
    run_id,
    status: run.status,
    name: run.name,
    experiment_id: run.experiment_id,
    ...(run.start_time === shown.start_time ? {} : { start_time: run.start_time }),
    ...(run.end_time === undefined ? {} : { end_time: run.end_time }),
  });
  if (run.lifecycle === 'deleted') changes.push({ type: 'run-deleted', at, run_id });
  return changes;
}

function inputChanges(run: Run, shown: Run, at: number): TimedChange[] {
  const { run_id } = run;
  const [datasets, model_ids] = [[...run.datasets], [...run.model_inputs]];
  // Data sets that are shown already would stay as they are.
  if (shown.datasets.length > 0 && !isDeepStrictEqual(shown.datasets, datasets))
    return [
      { type: 'run-datasets-set', at, run_id, datasets },
      ...(model_ids.length === 0
        ? []
        : [{ type: 'run-inputs-logged' as const, at, run_id, datasets: [], model_ids }]),
    ];
  const isShown = shown.datasets.length > 0 || datasets.length === 0;
  if (isShown && model_ids.length === 0) return [];
  return [{ type: 'run-inputs-logged', at, run_id, datasets: isShown ? [] : datasets, model_ids }];
}

/** All that makes a logged model, but for its metrics, which runs log. */
export function modelChanges(model: LoggedModel): TimedChange[] {
  const { model_id, experiment_id, name, artifact_uri, model_type, source_run_id } = model;
  const [params, tags] = [model.params, model.tags].map((map) =>
    [...map].map(([key, value]) => ({ key, value })),
  );
  const changes: TimedChange[] = [
    {
      type: 'logged-model-created',
      at: model.created,
      model_id,
      experiment_id,
      name,
      artifact_uri,
      model_type,
      source_run_id,
      params: params ?? [],
      tags: tags ?? [],
    },
  ];
  const at = model.updated;
  if (model.status !== 'LOGGED_MODEL_PENDING')
    changes.push({ type: 'logged-model-finalized', at, model_id, status: model.status });
  if (model.lifecycle === 'deleted') changes.push({ type: 'logged-model-deleted', at, model_id });
  return changes;
}

function missing(
  wanted: ReadonlyMap<string, string>,
  shown: ReadonlyMap<string, string>,
): { key: string; value: string }[] {
  return [...wanted].flatMap(([key, value]) => (shown.get(key) === value ? [] : [{ key, value }]));
}
