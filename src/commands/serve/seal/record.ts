import { asText } from '../../../collect/ci/ci.js';
import type { Problem, RunRecord } from '../../../core/generated/types.js';
import { isAnyRunId } from '../../../core/ids.js';
import { fittingTags, isTooLong, keyProblem } from '../../../core/key-values.js';
import { LOGGED_DATA } from '../../../core/lineage/data-tags.js';
import { loggedDataTag } from '../../../core/logged-data.js';
import { thinnedNote } from '../../../core/long-history.js';
import { emptyContext, UNKNOWN_ENVIRONMENT } from '../../../core/nothing-known.js';
import { TOOL_VERSION } from '../../../core/version.js';
import type { Run } from '../../../mlflow/state/entities.js';
import { isPoint, LAST_TIME } from '../../track/mlflow/parts.js';
import type { SealedFiles } from './files.js';
import { type SealedHistory, told } from './history.js';
import { saidData, saidLineage } from './lineage.js';

/** Characters of the command that a record holds. */
const LONGEST_SOURCE = 4000;
const MOST_PROBLEMS = 200;

/**
 * A run as a ledger keeps it. What of it a record has no words for is no part of this.
 * @param run one that has ended @param experiment its name
 * @param wanted keys of the lineage tags
 */
export function sealedRecord(
  run: Run,
  experiment: string,
  { files, history, wanted }: { files: SealedFiles; history: SealedHistory; wanted: readonly string[] },
): RunRecord {
  const latest = [...run.curves.values()].map((curve) => curve.latest).filter(isPoint);
  const [started, ended] = spanOf(run);
  const { tags, problems } = tagsOf(run, wanted);
  const all = [...problems, ...files.problems].slice(0, MOST_PROBLEMS);
  return {
    schema: 'lineage-gate/run/v1',
    run_id: run.run_id,
    experiment,
    run_name: keyProblem(run.name) === undefined ? run.name : null,
    parent_run_id: parentOf(run),
    ...(all.length === 0 ? {} : { problems: all }),
    status: run.status === 'FAILED' || run.status === 'KILLED' ? run.status : 'FINISHED',
    started_at: new Date(started).toISOString(),
    ended_at: new Date(ended).toISOString(),
    duration_s: (ended - started) / 1000,
    command: { run: sourceOf(run), shell: null, exit_code: null, stderr_tail: [] },
    // What the client says of its code and data are claims, and stand in its tags.
    inputs: {
      datasets: [],
      code: null,
      params: Object.fromEntries([...run.params].filter(([key]) => keyProblem(key) === undefined)),
      seeds: {},
    },
    outputs: {
      metrics: Object.fromEntries(latest.map((point) => [point.key, { ...told(point), source: 'mlflow' }])),
      artifacts: files.artifacts,
      models: files.models,
      ...(history.whole === null
        ? {}
        : { history: thinnedNote(history.whole, history.series, files.history) }),
      system: { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null },
    },
    environment: UNKNOWN_ENVIRONMENT,
    context: contextOf(run),
    tags,
  };
}

/** What the record of a run that goes on would say by now, but for its files. */
export function openRecord(run: Run, experiment: string, wanted: readonly string[]): RunRecord {
  const files = { artifacts: [], models: [], history: null, problems: [] };
  const history = { series: [], whole: null, left: [] };
  return sealedRecord(run, experiment, { files, history, wanted });
}

function spanOf({ start_time, end_time = start_time }: Run): [number, number] {
  const started = Math.min(Math.max(Number(start_time), 0), LAST_TIME);
  return [started, Math.min(Math.max(Number(end_time), started), LAST_TIME)];
}

function parentOf({ tags }: Run): string | null {
  const parent = tags.get('mlflow.parentRunId') ?? '';
  return isAnyRunId(parent) ? parent : null;
}

function sourceOf({ tags }: Run): string | null {
  const source = tags.get('mlflow.source.name') ?? '';
  return source === '' ? null : source.slice(0, LONGEST_SOURCE);
}

function tagsOf(
  run: Run,
  wanted: readonly string[],
): { tags: Record<string, string>; problems: readonly Problem[] } {
  const told = [...saidLineage(run, wanted), ...run.tags].filter(
    ([key, value]) => keyProblem(key) === undefined && !isTooLong(value) && key !== 'triggered_by',
  );
  const data = loggedDataTag(saidData(run), {
    version: new Map(told).get('dataset_version'),
    own: run.tags.get(LOGGED_DATA),
  });
  const others = told.filter(([key]) => key !== LOGGED_DATA);
  const tags = fittingTags([['triggered_by', 'mlflow-client'], ...data.tag, ...others]);
  return { tags: Object.fromEntries(tags), problems: data.problems };
}

function contextOf({ user_id }: Run): RunRecord['context'] {
  return { ...emptyContext(TOOL_VERSION), actor: asText(user_id), trust: 'claimed' };
}
