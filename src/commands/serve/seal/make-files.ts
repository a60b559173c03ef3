import type { KeptDigests } from '../../../collect/files/kept-digests.js';
import { sha256 } from '../../../core/digest.js';
import type { Log } from '../../../core/log.js';
import type { Policy } from '../../../core/policy/policy.js';
import { quoted } from '../../../core/printable.js';
import type { Redactor } from '../../../core/redact/redactor.js';
import { redactSeries } from '../../../core/redact/series.js';
import { amendmentPath } from '../../../ledger/layout.js';
import type { CommitMessage, NewFile } from '../../../ledger/ledger.js';
import { encodeRecord } from '../../../ledger/read/records.js';
import type { Run } from '../../../mlflow/state/entities.js';
import { modelsApart } from '../../../mlflow/state/from-record.js';
import type { TimedChange } from '../../../mlflow/state/residue.js';
import type { State } from '../../../mlflow/state/state.js';
import { type Subject, subjectKey } from '../../../mlflow/state/subject.js';
import type { ArtifactStore } from '../../../stores/store.js';
import { amendmentOf, beginning, ownLocation } from '../../track/amendment/amendment.js';
import { redactChanges } from '../../track/amendment/redact.js';
import { soundChanges } from '../../track/amendment/sound.js';
import { lineageKeys } from '../../track/mlflow/choose.js';
import { newRun } from '../../track/write-run.js';
import { sealLoggedModel } from './logged-model.js';
import { sealRun } from './seal-run.js';

export interface MakeDeps {
  store(): Promise<ArtifactStore>;
  redactor: Redactor;
  /** What asks for tags. Left out: nothing does. */
  judgedBy?(): Promise<Policy | undefined>;
  log: Log;
  now(): number;
  newId(): string;
  /** Absolute folder that `mlflow-artifacts:/` URIs count from. */
  artifacts: string;
  /** Of the files there. */
  kept: KeptDigests;
  /** Absolute folder that may be filled. */
  temp: string;
}

/** What of a subject is in the spool and not in the ledger. */
export interface Pending {
  subject: Subject;
  /** Those that an amendment is to hold; none of a run without a record, of which only its state counts. */
  changes: { number: number; change: TimedChange }[];
  /** Number of the last of them. */
  through: number;
  /** When the last of them was made, in milliseconds since 1970. */
  at: number;
}

/** What was written of a subject. */
export interface Written {
  key: string;
  through: number;
  /** Of its newest amendment; null where it has none. */
  digest: string | null;
  /** Id of the run whose record it is. */
  run: string | null;
  /** Of that: paths of logged models whose names something else of it has. */
  apart?: readonly string[];
}

export interface Made {
  files: readonly NewFile[];
  told: Written;
}

interface About {
  /** One that has ended and has no record yet; undefined: all is said by an amendment. */
  run: Run | undefined;
  state: State;
  /** Name of the spool. */
  server: string;
  /** Digest of the newest amendment of the subject. */
  previous: string | null;
}

const LONGEST_ACTOR = 500;

/** The record and the amendment that say what is pending of a subject. @throws Error where a ledger cannot hold it */
export async function makeFiles(
  { subject, changes: pending, through }: Pending,
  { run, state, server, previous }: About,
  deps: MakeDeps,
): Promise<Made> {
  const { newId, now, redactor, log } = deps;
  const sealed = run === undefined ? undefined : await seal(run, state, deps);
  const part = sealed === undefined ? beginning(pending) : { changes: sealed.residue, through };
  const facts = {
    event_id: newId(),
    at: new Date(now()).toISOString(),
    actor: redactor.replace(run?.user_id ?? '').text.slice(0, LONGEST_ACTOR) || null,
    previous,
    through: { server, number: part.through },
  };
  const model =
    'model_id' in subject && previous === null ? state.loggedModels.get(subject.model_id) : undefined;
  if (model !== undefined) {
    const file = await sealLoggedModel(model, { ...facts, through: { server, number: through } }, deps);
    return { files: [file], told: { key: model.model_id, through, run: null, digest: sha256(file.bytes) } };
  }
  for (const change of part.changes) tellLocation(change, log);
  const said = redactChanges(part.changes, redactor);
  const changes = await soundChanges(subject, said, { facts, log });
  const about = { key: subjectKey(subject), through: part.through, run: run?.run_id ?? null };
  const of = sealed === undefined ? about : { ...about, apart: sealed.apart };
  if (changes.length === 0) return { files: sealed?.files ?? [], told: { ...of, digest: previous } };
  const amendment = amendmentOf(subject, changes, facts);
  const bytes = await encodeRecord('amendment', amendment);
  const files = [...(sealed?.files ?? []), { path: amendmentPath(amendment.event_id), bytes }];
  return { files, told: { ...of, digest: sha256(bytes) } };
}

/** A place of its own is this server's alone: from a ledger it is not believed. */
function tellLocation(change: TimedChange, log: Log): void {
  if (change.type !== 'experiment-created') return;
  const { name, artifact_location, experiment_id } = change;
  if (artifact_location !== ownLocation(experiment_id))
    log.warning(
      `The experiment ${quoted(name)} keeps its files at ${quoted(artifact_location)} for as long as this server goes on; the next one keeps those of new runs itself.`,
    );
}

/** @param subjects how many there is something of */
export function messageOf(runs: readonly string[], subjects: number): CommitMessage {
  const [run] = runs;
  const subject =
    runs.length === 1
      ? `run ${run} by an MLflow client`
      : runs.length > 1
        ? `${runs.length} runs by MLflow clients`
        : `${subjects} amendment(s) by MLflow clients`;
  return { subject, trailers: runs.map((id): [string, string] => ['Lineage-Run', id]) };
}

/** @throws Error where a ledger cannot hold it */
async function seal(
  run: Run,
  state: State,
  { store, artifacts: folder, kept, temp, redactor, judgedBy, log }: MakeDeps,
): Promise<{ files: readonly NewFile[]; residue: readonly TimedChange[]; apart: readonly string[] }> {
  // A run is recorded whatever becomes of the policy: who registers is told of that.
  const policy = await judgedBy?.().catch(() => undefined);
  const wanted = lineageKeys(policy ?? { required_tags: [] });
  const sealed = await sealRun(run, state, {
    folder,
    kept,
    temp,
    redactor,
    wanted,
    log,
    store: await store(),
  });
  const { files } = await newRun(sealed.record, redactSeries(sealed.series, redactor));
  return { files, residue: sealed.residue, apart: modelsApart(sealed.record.outputs) };
}
