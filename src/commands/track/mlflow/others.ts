import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { prepareLineageDir } from '../../../collect/lineage-dir.js';
import { type Fault, Faults } from '../../../core/errors.js';
import type { RunRecord } from '../../../core/generated/types.js';
import { isAnyRunId } from '../../../core/ids.js';
import type { SeriesPoint } from '../../../core/series.js';
import type { RecordedRun } from '../../../mlflow/held/recorded-versions.js';
import type { LoggedRun } from '../../../mlflow/logged/logged-runs.js';
import { assemble, type Outcome } from '../assemble.js';
import { type Gathered, gather } from '../gather.js';
import { NO_MAKERS } from '../reuse.js';
import { runTags } from '../run-tags.js';
import type { Session } from '../session.js';
import type { UploadSet } from '../uploads.js';
import { named, partsOf } from './choose.js';
import type { Logged } from './opened.js';
import { experimentOf, isTime, recordedRun } from './parts.js';
import { recordedId } from './recorded-id.js';

/** What the record of every other run has in common with that of the command's own. */
export interface Common {
  session: Session;
  outcome: Outcome;
  logged: Logged;
  /** The record of the command's own run. */
  command: RunRecord;
  /** Which of the logged runs that is; null where none could be chosen. */
  main: LoggedRun | null;
  /** Data sets that the command was given. */
  given: Gathered['inputs']['given'];
  wanted: readonly string[];
  /** What is wrong with what any run of the command began with, or may lack. */
  shared: readonly Fault[];
  /** What was changed of the command's run while it went on. */
  tampering: readonly Fault[];
  /** Why a name that is no part of the record cannot be told; undefined when it can. */
  secretIn(name: string): string | undefined;
}

/** A run that the command made beside the one that its record is of. */
export interface OtherRun {
  /** As the session of a run of its own. */
  session: Session;
  record: RunRecord;
  series: readonly SeriesPoint[];
  uploads: readonly UploadSet[];
  faults: Faults;
  as: RecordedRun;
}

/** What is recorded of a run as one of its own: what was logged to it, and of the command code, environment and context. */
export async function otherRun(run: LoggedRun, common: Common): Promise<OtherRun> {
  const { logged, outcome, command, wanted, secretIn } = common;
  const faults = new Faults();
  const session = await ownSession(run, common);
  const isFinished = statusOf(run, command) === 'FINISHED';
  // Of one that did not finish the log would say them again.
  if (isFinished) for (const fault of [...failed(command), ...common.shared]) faults.add(fault);
  const parts = await partsOf(run, { logged, wanted, quick: outcome.hurry, faults });
  const gathered = await gather(session, {
    before: { looks: {}, unseen: [], params: {}, data: {}, models: {}, head: null },
    stale: { named: NOTHING_NAMED, files: new Set(), isAll: false },
    isFinished,
    quick: outcome.hurry,
    faults,
    shared: faults,
    secretIn,
    makers: async () => NO_MAKERS,
    logged: named(parts, session.run_id, common),
    given: common.given,
  });
  const draft = assemble({
    session,
    outcome,
    gathered,
    environment: command.environment,
    // Of its data a run that says nothing has what the command's own run has.
    tags: await runTags(session, gathered, { faults, otherwise: command.tags['dataset_version'] ?? null }),
  });
  return {
    session,
    record: { ...draft, ...ownFields(run, common), outputs: { ...draft.outputs, system: NO_SYSTEM } },
    series: gathered.outputs.series,
    uploads: gathered.outputs.uploads,
    faults,
    as: recordedRun(parts, session.run_id),
  };
}

const NOTHING_NAMED = { metrics: [], model: [], artifacts: [], pictures: [], unseen: [] };
const NO_SYSTEM = { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null };

/** A session whose inputs name nothing, since they name what the command's own run has. */
async function ownSession(run: LoggedRun, common: Common): Promise<Session> {
  const { session, logged } = common;
  const run_id = recordedId(run.run_id, common);
  const nothing = {
    params: '',
    metrics: '',
    artifacts: '',
    pictures: '',
    model: '',
    base_models: '',
    datasets: '',
  };
  const lineage_dir = path.join(path.dirname(logged.folder), 'empty');
  await mkdir(lineage_dir, { recursive: true });
  await prepareLineageDir(lineage_dir);
  return { ...session, run_id, lineage_dir, request: { ...session.request, ...nothing, run_name: null } };
}

/** What of the record is said by the client, or by what the run is of the command. */
function ownFields(run: LoggedRun, common: Common): Partial<RunRecord> {
  const { command, logged } = common;
  const [began, ended] = [Date.parse(command.started_at), Date.parse(command.ended_at)];
  const from = isTime(run.start_time) ? Number(run.start_time) : began;
  const to = run.end_time !== null && isTime(run.end_time) ? Number(run.end_time) : ended;
  const parent = run.parent;
  const isKnown = logged.runs.some(({ run_id }) => run_id === parent);
  const status = statusOf(run, command);
  return {
    experiment: experimentIn(run, common),
    parent_run_id:
      parent === null ? null : isKnown ? recordedId(parent, common) : isAnyRunId(parent) ? parent : null,
    status,
    started_at: new Date(from).toISOString(),
    ended_at: new Date(Math.max(from, to)).toISOString(),
    duration_s: Math.max(0, to - from) / 1000,
    command: { ...command.command, stderr_tail: status === 'FINISHED' ? [] : command.command.stderr_tail },
    context: { ...command.context, command_run: command.run_id },
  };
}

/** Runs of one experiment for the client are of one experiment here, whatever the user calls it. */
function experimentIn(run: LoggedRun, { command, session, main }: Common): string {
  if (run.experiment === (main?.experiment ?? null)) return command.experiment;
  return experimentOf(run) ?? session.request.experiment;
}

/** What the client said; of a run that it left open, what became of the command. */
function statusOf({ status }: LoggedRun, command: RunRecord): RunRecord['status'] {
  return status === 'RUNNING' || status === 'SCHEDULED' ? command.status : status;
}

/** A run that its client calls finished has what was there before the command failed. */
function failed({ run_id, status, command: { exit_code } }: RunRecord): Fault[] {
  if (status === 'FINISHED') return [];
  const how = exit_code === null ? `is ${status}` : `ended with exit code ${exit_code}`;
  return [
    {
      code: 'E_COMMAND_FAILED',
      what: `The run says that it has finished, and its command ${how}`,
      where: `run ${run_id}`,
      mend: 'Look at the log of the training step, mend it and run it again',
    },
  ];
}
