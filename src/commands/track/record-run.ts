import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { UserError } from '../../core/errors.js';
import type { RunRecord, Stored } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { Ledger, NewRun } from '../../ledger/ledger.js';
import type { ArtifactStore } from '../../stores/store.js';
import { evidenceFolder, handOver, runFiles } from './evidence.js';
import { findSent, noteSent } from './sent.js';
import type { Session } from './session.js';
import { type OwnRun, ofOtherId, takenText, underOtherId, writeRun } from './write-run.js';

/** Where a run is kept that the ledger does not take. */
export type Keep =
  /** As evidence, for `publish`; and if that fails too, in the runner's temp folder. */
  | { kind: 'evidence' }
  /** In a folder of the repository, for the next command. */
  | { kind: 'folder'; path: string /** Where nothing can be written there. */; other: string };

export interface Recorded {
  /** As it is recorded, which is under another id where something else had taken its own. */
  record: RunRecord;
  written: { path: string; commit: string | null; beganDay?: boolean } | null;
  evidence: Stored | null;
  /** Absolute folder on this machine, when neither ledger nor artifact has the run. */
  kept: string | null;
  failure: UserError | null;
}

/** A run, and those that its command made beside it. */
export interface WithOthers extends OwnRun {
  beside: readonly OwnRun[];
}

interface Deps {
  ledger: Ledger;
  log: Log;
  keep: Keep;
  now(): number;
  store(): Promise<ArtifactStore>;
  /** What there was when the run began, where this process has seen it begin: then no step before it has written the record. */
  before?: unknown;
}

/** Records a run where its session says, and never loses it: what the ledger does not take is kept elsewhere. */
export async function recordRun(session: Session, own: WithOthers, deps: Deps): Promise<Recorded> {
  const none: Recorded = { record: own.record, written: null, evidence: null, kept: null, failure: null };
  if (session.not_recorded === null) return { ...none, ...(await write(session, own, deps)) };
  if (session.evidence) {
    const kept = await orKept(session, own.run, deps);
    for (const { run } of own.beside) await orKept(session, run, deps);
    return { ...none, ...kept };
  }
  deps.log.warning(`The run was not recorded: ${session.not_recorded}.`);
  return none;
}

/** Writes a run to the ledger once: not again where an earlier step has, and under another id where something else has its own. */
async function write(session: Session, own: WithOthers, deps: Deps): Promise<Partial<Recorded>> {
  let { run, record, beside } = own;
  for (let isTaken = false; ; isTaken = true) {
    await noteSent(session, run, deps);
    try {
      return { record, written: await writeRun(run, { ...deps, beside: beside.map((one) => one.run) }) };
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (isTaken || !error.has('E_LEDGER_RECORD_EXISTS')) {
        const failure = lateFailure(error, session, deps);
        const kept = await keepElsewhere(session, run, { ...deps, failure });
        for (const one of beside) await keepElsewhere(session, one.run, { ...deps, failure });
        return { record, ...kept };
      }
      // What a killed step has sent can arrive while its run is ended.
      const known = deps.before === undefined ? await findSent(session, deps) : null;
      if (known !== null)
        return { record: known.record, written: { path: known.path, commit: known.commit } };
      ({ run, record } = await underOtherId(own));
      beside = await Promise.all(own.beside.map((one) => ofOtherId(one, own.run.run_id, run.run_id)));
      deps.log.warning(takenText(own.run.run_id, run.run_id));
    }
  }
}

async function keepElsewhere(
  session: Session,
  run: NewRun,
  deps: Deps & { failure: UserError },
): Promise<Partial<Recorded>> {
  const { keep, failure, log } = deps;
  if (keep.kind === 'evidence') {
    const kept = await orKept(session, run, deps);
    if (kept.evidence !== null) {
      log.warning(
        `The ledger did not take run ${run.run_id}; it is handed over as evidence, and \`publish\` records it: docs/publish.md.`,
      );
    }
    return { ...kept, failure: kept.failure ?? failure };
  }
  let folder: string;
  try {
    folder = await keepIn([keep.path, keep.other], run);
  } catch (error) {
    const { code, path: place } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    log.warning(`Run ${run.run_id} could not be kept for later either: ${code} at ${place ?? keep.other}.`);
    return { failure };
  }
  const next = folder.startsWith(keep.path)
    ? 'and the next command records it'
    : `move it to ${keep.path}, and the next command records it`;
  log.warning(`The ledger did not take run ${run.run_id}; it is kept in ${folder}, ${next}.`);
  return { kept: folder, failure };
}

/** Hands a run over, or else keeps it as files, so that hours of training are not lost for an upload. */
async function orKept(session: Session, run: NewRun, deps: Deps): Promise<Partial<Recorded>> {
  const folder = evidenceFolder(session);
  try {
    return { evidence: await handOver(run, { ...deps, folder }) };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    await writeFiles(folder, runFiles(run));
    deps.log.warning(
      `Run ${run.run_id} could not be handed over; its files are kept in ${folder} on this runner.`,
    );
    return { kept: folder, failure: error };
  }
}

/** Writes a run's files to the first folder that takes them. @returns the run's own folder in it */
async function keepIn(places: readonly string[], run: NewRun): Promise<string> {
  let failed: unknown;
  for (const place of places) {
    const folder = path.join(place, run.run_id);
    try {
      // Under its name only once it is whole: a full disk leaves halves.
      await writeFiles(`${folder}.new`, runFiles(run));
      await rename(`${folder}.new`, folder);
      return folder;
    } catch (error) {
      failed ??= error;
      await rm(`${folder}.new`, { recursive: true, force: true }).catch(() => undefined);
    }
  }
  throw failed;
}

async function writeFiles(folder: string, files: readonly { name: string; bytes: Buffer }[]): Promise<void> {
  for (const { name, bytes } of files) {
    const file = path.join(folder, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** The ledger could be written when the run began: what has changed meanwhile is most often the token's age. */
function lateFailure(error: UserError, session: Session, { keep, now }: Deps): UserError {
  const isRefused = ['E_LEDGER_AUTH', 'E_LEDGER_PERMISSION', 'E_LEDGER_NOT_FOUND'] as const;
  if (keep.kind !== 'evidence' || !isRefused.some((code) => error.has(code))) return error;
  const hours = ((now() - session.started_at_ms) / 3_600_000).toFixed(1);
  const why = `the ledger could be written when the run began, ${hours} h ago; an app's token lives 1 h, the job's own 24 h`;
  const mend = `Run \`publish\` later to record the evidence of this run. For long trainings use \`record: evidence\` and a job with \`publish\` behind it`;
  return new UserError(
    error.faults.map((fault) => ({
      ...fault,
      what: `${fault.what} (${why})`,
      mend: `${mend}. If a rule of the repository was changed meanwhile: ${fault.mend}`,
    })),
    { cause: error },
  );
}
