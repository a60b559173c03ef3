import type { RunPicture } from '../../collect/pictures.js';
import { type Fault, Faults, type UserError } from '../../core/errors.js';
import type { Finding, RunRecord, Stored } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { evaluate } from '../../core/policy/evaluate.js';
import { inPolicyOrder } from '../../core/policy/metric-order.js';
import type { Policy } from '../../core/policy/policy.js';
import { dataTagFindings } from '../../core/policy/rules/data-tag.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { redactSeries } from '../../core/redact/series.js';
import type { SeriesPoint } from '../../core/series.js';
import type { Ledger } from '../../ledger/ledger.js';
import {
  type RecordedRun,
  type RecordedVersion,
  recordedVersions,
} from '../../mlflow/held/recorded-versions.js';
import { matchesInTime } from '../../policy-file/in-time.js';
import type { ArtifactStore } from '../../stores/store.js';
import { firstAmendment } from './amendment/first.js';
import { assemble, type Outcome } from './assemble.js';
import { type Before, loadBefore } from './before.js';
import { completed } from './complete.js';
import { fitting } from './fitting.js';
import { type Gathered, gather } from './gather.js';
import { withMakers } from './input-makers.js';
import { chooseLogged, lineageKeys } from './mlflow/choose.js';
import { heldBefore } from './mlflow/held-before.js';
import { withLoaded } from './mlflow/ledger-registry.js';
import type { Logged } from './mlflow/opened.js';
import { type LoggedParts, recordedRun } from './mlflow/parts.js';
import { recordsOfOthers } from './mlflow/record-others.js';
import { registers } from './mlflow/registers.js';
import { tellIds, tellPassed, tellUnkept } from './mlflow/tell.js';
import { type Keep, recordRun } from './record-run.js';
import { redactForRecord } from './redact-run.js';
import { findMakers, noteMade } from './reuse.js';
import { collectEnvironment } from './run-environment.js';
import { runTags } from './run-tags.js';
import { findSent } from './sent.js';
import type { Session } from './session.js';
import { staleOutputs } from './stale.js';
import { newRun, refreshLookUps } from './write-run.js';

export interface FinishDeps {
  now(): number;
  log: Log;
  /** The command's environment. */
  env: Readonly<Record<string, string | undefined>>;
  redactor: Redactor;
  policy: Policy;
  ledger: Ledger;
  /** Asked for only when there is something to store. */
  store(): Promise<ArtifactStore>;
  /** Where a run is kept that no ledger takes. */
  keep: Keep;
  /** What there was when the run began, where this process has seen it begin. */
  before?: Before;
  /** Otherwise the digest of the file that has it, where that is known. */
  beforeDigest?: string;
  /** What the command logged with MLflow; null when it did not, or nothing of that came here. */
  logged?: Logged | null;
  /** What was changed of the run between the steps of its job. */
  tampering?: readonly Fault[];
}

export interface FinishedRun {
  record: RunRecord;
  /** What the policy says of the run's tags. */
  findings: Finding[];
  /** Path and commit of the record; null when it was not written. */
  written: { path: string; commit: string | null } | null;
  notRecorded: string | null;
  /** Why the ledger did not take the run, which is kept elsewhere; null when nothing went wrong. */
  failure: UserError | null;
  /** Folder on this machine that has the run, when nothing else has. */
  kept: string | null;
  /** The upload that hands the record over; null when it was not. */
  evidence: Stored | null;
  /** The upload that holds the artifacts, apart from models. */
  artifactUpload: Stored | null;
  /** By which it was looked at, without a verdict. */
  policy: Policy;
  /** The run's training curves, redacted. */
  series: readonly SeriesPoint[];
  /** Pictures that were recorded with it. */
  pictures: readonly RunPicture[];
  /** What the command registered with MLflow, and is to be judged now that its runs are recorded. */
  held: readonly RecordedVersion[];
}

/**
 * Ends a run: collects, stores the bytes, writes the record. What of a finished run could not be collected is among the problems of
 * its record; of a run that failed or was cancelled is kept what is there.
 */
export async function finishRun(session: Session, outcome: Outcome, deps: FinishDeps): Promise<FinishedRun> {
  const { log, redactor } = deps;
  const faults = new Faults();
  // Of what any run of the command began with, or may lack.
  const shared = new Faults();
  const isFinished = outcome.status === 'FINISHED';
  const environment = collectEnvironment({ session, env: deps.env, pythons: outcome.pythons });
  const wanted = lineageKeys(deps.policy);
  const logged = deps.logged ?? null;
  for (const fault of logged?.faults ?? []) shared.add(fault);
  const { main, others } = await chooseLogged(session, logged, { wanted, quick: outcome.hurry, faults });
  const gathered = await gatherAll(session, { outcome, isFinished, faults, shared, logged: main }, deps);
  for (const fault of shared.list) faults.add(fault);
  const { environment: facts, notes } = await environment;
  const tags = await runTags(session, gathered, { faults });
  const draft = assemble({ session, outcome, gathered, environment: facts, tags });
  const { record: fit, cut } = await fitting(redactForRecord(draft, deps));
  if (cut.length > 0) log.warning(`Longer than a record has room for, and cut there: ${cut.join(', ')}.`);
  const redacted = inPolicyOrder(fit, deps.policy);
  tellCollected(redacted, gathered, log);
  const { uploads } = gathered.outputs;
  const { tampering = [] } = deps;
  const { record, stored } = await completed(session, { draft, redacted, uploads, faults, tampering }, deps);
  for (const note of [...notes, ...gathered.notes]) log.info(`Note: ${redactor.text(note)}.`);
  for (const warning of gathered.warnings) log.warning(`${redactor.text(warning)}.`);
  for (const { message, mend } of dataTagFindings(record)) log.warning(`${redactor.text(message)}. ${mend}.`);
  const findings = adviceOn(record, deps.policy);
  const series = redactSeries(gathered.outputs.series, redactor);
  const amendment =
    main === null
      ? undefined
      : await firstAmendment(
          main.run,
          { draft, server: session.run_id, registers: registers(session, record, logged ?? {}) },
          deps,
        );
  const run = await newRun(record, series, { ...gathered, amendment });
  const common = {
    session,
    outcome,
    command: record,
    main: main?.run ?? null,
    given: gathered.inputs.given,
    wanted,
    shared: shared.list,
    tampering,
  };
  const beside = logged === null ? [] : await recordsOfOthers(others, { ...common, logged }, deps);
  const recorded = await recordRun(session, { run, record, beside }, deps);
  await noteMade(session, recorded.record);
  if (recorded.written?.beganDay === true && !outcome.hurry) await refreshLookUps(deps);
  const runs = recordedRuns(main, recorded.record.run_id, beside);
  if (recorded.written !== null) {
    tellIds(runs, log);
    tellPassed(logged ?? {}, runs, { request: session.request, log });
    tellUnkept(logged ?? {}, { request: session.request, log });
  }
  return {
    findings,
    ...recorded,
    held: recordedVersions(logged?.held ?? [], runs),
    notRecorded: session.not_recorded,
    artifactUpload: stored.find(({ kind }) => kind !== 'model' && kind !== 'history')?.place ?? null,
    policy: deps.policy,
    series,
    pictures: gathered.pictures,
  };
}

/** @param run_id that the command's own is recorded under */
function recordedRuns(
  main: LoggedParts | null,
  run_id: string,
  beside: readonly { as: RecordedRun }[],
): RecordedRun[] {
  const own = main === null ? [] : [recordedRun(main, run_id)];
  return [...own, ...beside.map(({ as }) => as)];
}

/**
 * The run as a killed step of this job has ended it, where it came as far as to write its record; undefined where it did not.
 * Its curves and pictures are in the ledger, and not looked at again.
 */
export async function endedBefore(
  session: Session,
  deps: Pick<FinishDeps, 'ledger' | 'log' | 'policy' | 'logged'>,
): Promise<FinishedRun | undefined> {
  if (session.not_recorded !== null) return undefined;
  const sent = await findSent(session, deps);
  if (sent === null) return undefined;
  const { record, path, commit } = sent;
  deps.log.info(`Run ${session.run_id} is recorded already as ${path}, by a step that was killed after it.`);
  return {
    record,
    findings: adviceOn(record, deps.policy),
    written: { path, commit },
    notRecorded: null,
    failure: null,
    kept: null,
    evidence: null,
    artifactUpload: null,
    policy: deps.policy,
    series: [],
    pictures: [],
    // Whoever has written the record has come no further.
    held: await heldBefore(session, { logged: deps.logged ?? null, record }, deps.ledger),
  };
}

function adviceOn({ tags }: RunRecord, policy: Policy): Finding[] {
  return evaluate(policy, { tags: [tags], matches: matchesInTime() }).findings;
}

async function gatherAll(
  session: Session,
  {
    outcome,
    isFinished,
    faults,
    shared,
    logged,
  }: { outcome: Outcome; isFinished: boolean; faults: Faults; shared: Faults; logged: LoggedParts | null },
  deps: FinishDeps,
): Promise<Gathered> {
  const before = deps.before ?? (await loadBefore(session, shared, deps.beforeDigest));
  const gathered = await gather(session, {
    before,
    stale: await staleOutputs(session, before, deps.env),
    isFinished,
    quick: outcome.hurry,
    faults,
    shared,
    logged,
    secretIn: deps.redactor.secretIn,
    ...(outcome.hurry ? {} : { withMakers: (inputs) => withMakers(inputs, session, deps) }),
    makers: (origin) => findMakers(session, origin, { ...deps, job: session.triggered_by !== 'local' }),
  });
  const { inputs } = gathered;
  const base_models = withLoaded(inputs.base_models, deps.logged?.loaded);
  return { ...gathered, inputs: { ...inputs, base_models } };
}

function tellCollected(record: RunRecord, gathered: Gathered, log: Log): void {
  const count = (number: number, what: string) =>
    number === 0 ? [] : [`${number} ${what}${number === 1 ? '' : 's'}`];
  const found = [
    ...count(Object.keys(record.inputs.params).length, 'param'),
    ...count(Object.keys(record.outputs.metrics).length, 'metric'),
    ...count(record.inputs.datasets.length, 'dataset'),
    ...count(record.outputs.models.length, 'model'),
    ...count(record.outputs.artifacts.length - record.outputs.models.length, 'artifact'),
    ...count(gathered.pictures.length, 'picture'),
  ];
  log.info(`Collected ${found.length === 0 ? 'no params, metrics, datasets or files' : found.join(', ')}.`);
  log.group('Details of the run', [
    ...Object.entries(record.tags).map(([key, value]) => `tag ${key} = ${value}`),
    ...Object.entries(record.inputs.params).map(([key, value]) => `param ${key} = ${String(value)}`),
    ...Object.entries(record.outputs.metrics).map(([key, metric]) => `metric ${key} = ${metric.value}`),
    ...record.inputs.datasets.map(
      (data) => `dataset ${data.name} ${data.version} ${data.digest ?? '(no digest)'}`,
    ),
    ...record.outputs.models.map((model) => `model ${model.path} ${model.manifest.digest}`),
    ...record.outputs.artifacts.slice(0, 500).map((file) => `artifact ${file.path} ${file.digest}`),
    ...gathered.pictures.map(({ name, bytes }) => `picture ${name} ${bytes.length} bytes`),
  ]);
  if (gathered.outputs.series.length > 0)
    log.info(`Collected ${gathered.outputs.series.length} points of training curves.`);
}
