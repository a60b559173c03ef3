import { lstat, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../core/digest.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import { runPath } from '../../ledger/layout.js';
import type { Ledger, NewRun } from '../../ledger/ledger.js';
import { runDecoder } from '../../ledger/read/records.js';
import type { Session } from './session.js';

/** What an earlier step of this job was about to write when it was killed: it may have been written. */
export interface Sent {
  run_id: string;
  /** `sha256:<hex>` of the record. */
  digest: string;
}

/** A record on the ledger. */
export interface OnLedger {
  record: RunRecord;
  path: string;
  /** Null when it is parked. */
  commit: string | null;
}

/** Beside what the run's scripts drop. */
function sentFile(session: Session): string {
  return path.join(path.dirname(session.lineage_dir), 'sent');
}

/** Notes what is about to be written, for a step that comes after this one has been killed. No record waits for the note. */
export async function noteSent(session: Session, run: NewRun, { log }: { log: Log }): Promise<void> {
  const file = sentFile(session);
  try {
    // The training can have put anything there, such as a pipe that nobody reads.
    await rm(file, { recursive: true, force: true });
    await writeFile(file, `${run.run_id} ${digestOf(run)}\n`, { flag: 'wx' });
  } catch (error) {
    log.debug(`it was not noted that a record is about to be written: ${(error as Error).message}`);
  }
}

/** @returns null when nothing was about to be written */
export async function readSent(session: Session): Promise<Sent | null> {
  const file = sentFile(session);
  const stats = await lstat(file).catch(() => null);
  if (stats?.isFile() !== true || stats.size > 200) return null;
  const text = await readFile(file, 'utf8').catch(() => '');
  const [run_id = '', digest = ''] = text.trim().split(' ');
  return isId(run_id) ? { run_id, digest } : null;
}

/**
 * The record of this very run that an earlier step has written; null when it has not. The note alone proves nothing, since the training
 * can write one: the record has to be this run's, of this job.
 */
export async function findSent(
  session: Session,
  sent: Sent,
  { ledger }: { ledger: Ledger },
): Promise<OnLedger | null> {
  const view = await ledger.view();
  const at = runPath(sent.run_id);
  const bytes = (await view.read([at])).get(at);
  if (bytes === undefined || sha256(bytes) !== sent.digest) return null;
  const record = (await runDecoder())(at, bytes);
  const isOwn =
    [record.run_id, record.evidence_id].includes(session.run_id) &&
    (['ci_run_id', 'ci_run_attempt', 'job'] as const).every(
      (field) => record.context[field] === session.context[field],
    );
  return isOwn ? { record, path: at, commit: view.parked.includes(at) ? null : view.commit } : null;
}

function digestOf(run: NewRun): string {
  const record = run.files.find((file) => file.path === runPath(run.run_id));
  if (record === undefined) throw new Error(`run ${run.run_id} has no record`);
  return sha256(record.bytes);
}
