import { assemble } from './assemble.js';
import { fitting } from './fitting.js';
import type { Session, TrackRequest } from './session.js';

const TEXTS = [
  'experiment',
  'workspace',
  'cwd',
  'tags',
  'datasets',
  'params',
  'metrics',
  'artifacts',
  'pictures',
  'model',
  'model_name',
  'base_models',
  'main_run',
] as const satisfies readonly (keyof TrackRequest)[];

/**
 * Whether a value has the shape that we write, and gives a record that the ledger takes: any program of the job can write to its file.
 */
export async function isSession(value: unknown): Promise<boolean> {
  if (!isFields(value) || !isFields(value['request']) || !isFields(value['context'])) return false;
  const { request } = value;
  const isWhole =
    TEXTS.every((name) => typeof request[name] === 'string') &&
    isTextOrNull(request['flavor']) &&
    ['refuse', 'allow'].includes(String(request['stale'])) &&
    ['auto', 'ledger', 'evidence', 'none'].includes(String(request['record'])) &&
    ['auto', 'off'].includes(String(request['mlflow'])) &&
    ['refuse', 'hold'].includes(String(request['mlflow_registry'])) &&
    typeof request['comment'] === 'boolean' &&
    typeof request['experiment_named'] === 'boolean' &&
    isCommand(request['command']) &&
    isTime(value['started_at_ms']) &&
    (value['started_elapsed_ms'] === undefined || isTime(value['started_elapsed_ms'])) &&
    typeof value['triggered_by'] === 'string' &&
    typeof value['lineage_dir'] === 'string' &&
    isTextOrNull(value['not_recorded']) &&
    typeof value['evidence'] === 'boolean' &&
    typeof value['ended'] === 'boolean';
  if (!isWhole) return false;
  const { run } = await import('../../core/generated/validators.js');
  return run((await fitting(emptyRecord(value as unknown as Session))).record);
}

/** What the session alone says, in a record of a run that read and left nothing. */
function emptyRecord(session: Session): object {
  return assemble({
    session,
    outcome: {
      status: 'FINISHED',
      exit_code: null,
      stderr_tail: [],
      ended: { at_ms: session.started_at_ms },
      system: { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null },
      pythons: null,
      hurry: true,
    },
    gathered: {
      inputs: {
        datasets: [],
        given: [],
        also_named: [],
        base_models: [],
        params: {},
        changed: [],
        param_files: [],
        notes: [],
      },
      seeds: {},
      outputs: {
        metrics: {},
        metric_files: [],
        history: null,
        artifacts: [],
        models: [],
        folders: [],
        uploads: [],
        series: [],
        notes: [],
      },
      scriptTags: {},
      run_name: null,
      experiment: null,
      pictures: [],
      notes: [],
      warnings: [],
    },
    environment: {
      os: 'any',
      arch: 'any',
      cpu: { model: null, cores: 1 },
      memory_bytes: 0,
      gpus: [],
      python: null,
      lockfiles: [],
    },
    tags: {},
  });
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}

function isCommand(value: unknown): boolean {
  return (
    value === null || (isFields(value) && typeof value['run'] === 'string' && isTextOrNull(value['shell']))
  );
}

/** Milliseconds that a `Date` can hold. */
function isTime(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) <= 8.64e15;
}
