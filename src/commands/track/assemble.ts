import { recordPath } from '../../collect/files/paths.js';
import type { SeenPython } from '../../collect/process/process-stats.js';
import { type Moment, spanOf } from '../../core/clock.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Gathered } from './gather.js';
import type { Session } from './session.js';
import { withPlaces } from './uploads.js';

/** How a run ended. */
export interface Outcome {
  status: RunRecord['status'];
  exit_code: number | null;
  stderr_tail: string[];
  ended: Moment;
  system: RunRecord['outputs']['system'];
  /** The Python interpreters that were seen at work; null where none was, and one may have worked. */
  pythons: readonly SeenPython[] | null;
  /** True when only seconds remain: what takes long is left out. */
  hurry: boolean;
}

export interface Parts {
  session: Session;
  outcome: Outcome;
  gathered: Gathered;
  environment: RunRecord['environment'];
  tags: RunRecord['tags'];
}

/** The record of a run whose bytes are stored nowhere yet. */
export function assemble({ session, outcome, gathered, environment, tags }: Parts): RunRecord {
  const { request } = session;
  const { inputs, outputs } = gathered;
  const began = { at_ms: session.started_at_ms, elapsed_ms: session.started_elapsed_ms };
  const { ended_at_ms, duration_ms } = spanOf(began, outcome.ended);
  return {
    schema: 'lineage-gate/run/v1',
    run_id: session.run_id,
    experiment: (request.experiment_named ? null : gathered.experiment) ?? request.experiment,
    run_name: request.run_name ?? gathered.run_name,
    parent_run_id: null,
    status: outcome.status,
    started_at: new Date(session.started_at_ms).toISOString(),
    ended_at: new Date(ended_at_ms).toISOString(),
    duration_s: Math.round(duration_ms) / 1000,
    command: {
      run: request.command?.run ?? null,
      shell: request.command?.shell ?? null,
      working_directory: recordPath(request.workspace, request.cwd),
      variables: session.variables,
      exit_code: outcome.exit_code,
      stderr_tail: outcome.status === 'FINISHED' ? [] : outcome.stderr_tail,
    },
    inputs: {
      datasets: inputs.datasets,
      ...(inputs.base_models.length === 0 ? {} : { models: inputs.base_models }),
      code: session.code,
      params: inputs.params,
      seeds: gathered.seeds,
      ...(inputs.changed.length === 0 ? {} : { changed: inputs.changed }),
    },
    outputs: {
      metrics: outputs.metrics,
      ...(outputs.metric_files.length === 0 ? {} : { metric_files: outputs.metric_files }),
      artifacts: withPlaces(outputs.artifacts, []),
      models: outputs.models,
      ...(outputs.folders.length === 0 ? {} : { folders: outputs.folders }),
      ...(outputs.history === null ? {} : { history: outputs.history }),
      system: outcome.system,
    },
    environment,
    context: session.context,
    tags,
  };
}
