import type { ArtifactFile } from '../../collect/artifacts.js';
import type { RunPicture } from '../../collect/pictures.js';
import { datasetVersion } from '../../core/dataset-version.js';
import { describeFault, Faults } from '../../core/errors.js';
import type { Finding, RunRecord, Stored } from '../../core/generated/types.js';
import { parseKeyValues } from '../../core/key-values.js';
import { lineageTags } from '../../core/lineage-tags.js';
import type { Log } from '../../core/log.js';
import { evaluate } from '../../core/policy/evaluate.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Redactor } from '../../core/redact/redactor.js';
import { redactSeries } from '../../core/redact/run.js';
import type { SeriesPoint } from '../../core/series.js';
import type { Ledger } from '../../ledger/ledger.js';
import { matchesInTime } from '../../policy-file/in-time.js';
import type { ArtifactStore } from '../../stores/store.js';
import { uploadName } from '../../stores/upload-name.js';
import { evidenceFolder, handOver } from './evidence.js';
import { type Gathered, gather, type UploadSet } from './gather.js';
import { redactForRecord, uploadsToTell } from './redact-run.js';
import { collectEnvironment } from './run-environment.js';
import type { Session } from './session.js';
import { newRun, refreshLookUps, writeRun } from './write-run.js';

/** How a run ended. */
export interface Outcome {
  status: RunRecord['status'];
  exit_code: number | null;
  stderr_tail: string[];
  /** Milliseconds since 1970. */
  ended_at_ms: number;
  system: RunRecord['outputs']['system'];
  /** Absolute paths of the Python interpreters that were seen at work. */
  pythons: readonly string[];
  /** True when only seconds remain: what takes long is left out. */
  hurry: boolean;
}

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
}

export interface FinishedRun {
  record: RunRecord;
  /** What the policy says of the run's tags. */
  findings: Finding[];
  /** Path and commit of the record; null when it was not written. */
  written: { path: string; commit: string | null } | null;
  notRecorded: string | null;
  /** The upload that hands the record over; null when it was not. */
  evidence: Stored | null;
  /** The upload that holds the artifacts, apart from models. */
  artifactUpload: Stored | null;
  /** The run's training curves, redacted. */
  series: readonly SeriesPoint[];
  /** Pictures that were recorded with it. */
  pictures: readonly RunPicture[];
}

/**
 * Ends a run: collects, stores the bytes, writes the record. For a finished run every fault of what was to be collected
 * is an error and nothing is written; of a run that failed or was cancelled is kept what is there.
 * @throws UserError
 */
export async function finishRun(session: Session, outcome: Outcome, deps: FinishDeps): Promise<FinishedRun> {
  const faults = new Faults();
  const environment = collectEnvironment({ session, env: deps.env, pythons: outcome.pythons });
  const { secretIn } = deps.redactor;
  const gathered = await gather(session, { quick: outcome.hurry, faults, secretIn });
  const { environment: facts, notes } = await environment;
  const tags = (await faults.catch(() => tagsOf(session, gathered))) ?? {};
  if (outcome.status === 'FINISHED') faults.throwIfAny();
  for (const fault of faults.list) deps.log.warning(`Not collected: ${describeFault(fault)}`);
  for (const warning of gathered.warnings) deps.log.warning(`${warning}.`);
  for (const note of [...notes, ...gathered.notes]) deps.log.info(`Note: ${note}.`);

  const draft = assemble({ session, outcome, gathered, environment: facts, tags });
  const redacted = redactForRecord(draft, deps);
  tellCollected(redacted, gathered, deps.log);
  const told = uploadsToTell(gathered.uploads, draft.outputs.artifacts, redacted.outputs.artifacts);
  const uploads = await storeAll(session, told.sets, deps);
  const record: RunRecord = {
    ...redacted,
    outputs: {
      ...redacted.outputs,
      artifacts: withPlaces(draft.outputs.artifacts, told.sets, uploads).filter(told.isTold),
    },
  };
  const { findings } = evaluate(deps.policy, { tags: [record.tags], matches: matchesInTime() });
  const series = redactSeries(gathered.series, deps.redactor);
  const { pictures } = gathered;
  const run = await newRun(record, series, pictures);
  const written = session.not_recorded === null ? await writeRun(run, deps) : null;
  if (written?.beganDay === true && !outcome.hurry) await refreshLookUps(deps);
  const evidence = session.evidence
    ? await handOver(run, { ...deps, folder: evidenceFolder(session) })
    : null;
  if (written === null && evidence === null) {
    deps.log.warning(`The run was not recorded: ${session.not_recorded ?? ''}.`);
  }
  return {
    record,
    findings,
    written,
    notRecorded: session.not_recorded,
    evidence,
    artifactUpload: uploads.find((_, index) => told.sets[index]?.kind !== 'model') ?? null,
    series,
    pictures,
  };
}

function tagsOf(session: Session, gathered: Gathered): RunRecord['tags'] {
  return lineageTags({
    given: Object.fromEntries(parseKeyValues(session.request.tags, 'tags')),
    script: gathered.scriptTags,
    datasetVersion: datasetVersion(gathered.datasets) ?? null,
    commit: session.code?.commit ?? null,
    triggeredBy: session.triggered_by,
  });
}

interface Parts {
  session: Session;
  outcome: Outcome;
  gathered: Gathered;
  environment: RunRecord['environment'];
  tags: RunRecord['tags'];
}

function assemble({ session, outcome, gathered, environment, tags }: Parts): RunRecord {
  const { request } = session;
  return {
    schema: 'lineage-gate/run/v1',
    run_id: session.run_id,
    experiment: request.experiment,
    run_name: request.run_name,
    parent_run_id: null,
    status: outcome.status,
    started_at: new Date(session.started_at_ms).toISOString(),
    ended_at: new Date(outcome.ended_at_ms).toISOString(),
    duration_s: Math.max(0, outcome.ended_at_ms - session.started_at_ms) / 1000,
    command: {
      run: request.command?.run ?? null,
      shell: request.command?.shell ?? null,
      exit_code: outcome.exit_code,
      stderr_tail: outcome.status === 'FINISHED' ? [] : outcome.stderr_tail,
    },
    inputs: {
      datasets: gathered.datasets,
      code: session.code,
      params: gathered.params,
      seeds: gathered.seeds,
    },
    outputs: {
      metrics: gathered.metrics,
      artifacts: withPlaces(gathered.artifacts, [], []),
      models: gathered.models,
      system: outcome.system,
    },
    environment,
    context: session.context,
    tags,
  };
}

/** Uploads every set, one after the other: each is read in parallel by itself. */
async function storeAll(session: Session, sets: readonly UploadSet[], deps: FinishDeps): Promise<Stored[]> {
  if (sets.length === 0) return [];
  const store = await deps.store();
  const places: Stored[] = [];
  for (const set of sets) {
    const { label } = set;
    const name = uploadName(set.kind, label, session.run_id);
    const place = await store.put({ name, root: set.root, files: set.files });
    deps.log.info(`Stored ${set.files.length} file(s) of ${label} as ${name} (${store.type}).`);
    places.push(place);
  }
  return places;
}

/** The artifacts, each with the places of the uploads that hold its bytes. */
function withPlaces(
  artifacts: readonly ArtifactFile[],
  sets: readonly UploadSet[],
  places: readonly Stored[],
): RunRecord['outputs']['artifacts'] {
  return artifacts.map((artifact, index) => ({
    ...artifact,
    stored: places.filter((_, at) => sets[at]?.artifacts.includes(index)),
  }));
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
  if (gathered.series.length > 0) log.info(`Collected ${gathered.series.length} points of training curves.`);
}
