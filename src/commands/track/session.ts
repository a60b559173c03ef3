import path from 'node:path';
import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';

export type RecordMode = 'auto' | 'ledger' | 'evidence' | 'none';

/** What a user asked to be tracked. Texts are as given; they are parsed when the run begins and again when it ends. */
export interface TrackRequest {
  experiment: string;
  /** Whether the user named it; else a script's own name for it counts. */
  experiment_named: boolean;
  run_name: string | null;
  /** Null when the run wraps the later steps of a job. */
  command: { run: string; shell: string | null } | null;
  /** Absolute folder. Nothing outside it is collected. */
  workspace: string;
  /** Absolute folder within the workspace that relative paths start from. */
  cwd: string;
  tags: string;
  datasets: string;
  params: string;
  metrics: string;
  artifacts: string;
  pictures: string;
  model: string;
  model_name: string;
  flavor: string | null;
  /** Base and evaluated models, one a line. */
  base_models: string;
  /** What becomes of outputs that the run did not write and of which no maker is known. */
  stale: 'refuse' | 'allow';
  record: RecordMode;
  /** Whether what the command says to MLflow is recorded. */
  mlflow: 'auto' | 'off';
  /** What becomes of models that the command registers with MLflow: they wait for the record of their run, or are refused. */
  mlflow_registry: 'refuse' | 'hold';
  /** Which of the runs that the command makes with MLflow is this one: `only`, `first`, `last`, `max:KEY` or `min:KEY`. */
  main_run: string;
  /** Whether the run is shown in a comment on the pull request, if there is one. */
  comment: boolean;
}

/** A run between its beginning and its end. Holds no secret: in job mode it lies in a file between the steps. */
export interface Session {
  run_id: string;
  /** Milliseconds since 1970. */
  started_at_ms: number;
  /** By the machine's own clock, which its other processes read as well. */
  started_elapsed_ms?: number;
  request: TrackRequest;
  /** As they were when the run began: training may change the work tree. */
  code: RunRecord['inputs']['code'];
  context: RunRecord['context'];
  triggered_by: string;
  /** Names of the variables that the job or step has of its own. */
  variables: string[];
  /** The folder that scripts drop files in, `LINEAGE_DIR`. */
  lineage_dir: string;
  /** Why no record will be written to the ledger; null when one will. */
  not_recorded: string | null;
  /** Whether the record is handed over as a workflow artifact instead. */
  evidence: boolean;
  /** Set once the run has ended. */
  ended: boolean;
  /** The id that it is recorded under, once it is: another one where something else had taken its own. */
  recorded_as?: string;
}

/** The id that the record of a run has, or will have. */
export function recordedAs({ run_id, recorded_as }: Session): string {
  return recorded_as ?? run_id;
}

/** The folder that scripts drop files in. */
export function lineageDir(temp: string, runId: string): string {
  return path.join(temp, 'lineage-gate', runId, 'files');
}

/** @throws UserError when the run of this job has no record, so that nothing of it can be registered */
export function requireRecorded(session: Session): void {
  if (session.not_recorded === null) return;
  const isForeign = session.context.trust === 'fork';
  throw new UserError({
    code: isForeign ? 'E_RUN_UNTRUSTED' : 'E_RUN_NOT_FOUND',
    what: `Run ${session.run_id} was not recorded: ${session.not_recorded}`,
    where: `run ${session.run_id}`,
    mend: isForeign
      ? 'Merge the change and register the run of the merged commit'
      : 'Leave `record` of the track step at `auto`',
  });
}
