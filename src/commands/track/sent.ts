import { appendFile, lstat, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import { isId } from '../../core/ids.js';
import type { Log } from '../../core/log.js';
import { runPath } from '../../ledger/layout.js';
import type { Ledger, NewRun } from '../../ledger/ledger.js';
import { runDecoder } from '../../ledger/read/records.js';
import type { Session } from './session.js';

/** A record on the ledger. */
export interface OnLedger {
  record: RunRecord;
  path: string;
  /** Null while it is parked. */
  commit: string | null;
}

/** Bytes: a line for each record that was about to be written, which are few. */
const LARGEST_NOTE = 4096;

/** Beside what the run's scripts drop. */
function sentFile(session: Session): string {
  return path.join(path.dirname(session.lineage_dir), 'sent');
}

/**
 * Notes which record is about to be written: a step that is killed may have written it all the same, and whoever ends the run then knows
 * it by its bytes. No record waits for the note.
 */
export async function noteSent(session: Session, run: NewRun, { log }: { log: Log }): Promise<void> {
  const file = sentFile(session);
  try {
    // The training can have put anything there, such as a pipe that nobody reads.
    if (!(await isNote(file))) await rm(file, { recursive: true, force: true });
    await appendFile(file, `${run.run_id} ${digestOf(run)}\n`);
  } catch (error) {
    log.debug(`it was not noted that a record is about to be written: ${(error as Error).message}`);
  }
}

/**
 * The record of this very run that an earlier step has written, on the branch or parked; null when it has not, or the ledger cannot be
 * read: then writing the run says why. The note alone proves nothing, since the training can write one.
 */
export async function findSent(
  session: Session,
  { ledger, log }: { ledger: Ledger; log: Log },
): Promise<OnLedger | null> {
  const sent = await readSent(session);
  if (sent.size === 0) return null;
  try {
    const view = await ledger.view();
    const files = await view.read([...sent.keys()].map(runPath));
    const decode = await runDecoder();
    for (const [id, digests] of sent) {
      const at = runPath(id);
      const bytes = files.get(at);
      if (bytes === undefined || !digests.has(sha256(bytes))) continue;
      const record = decode(at, bytes);
      if (isOfSession(record, session))
        return { record, path: at, commit: view.parked.includes(at) ? null : view.commit };
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.debug(`whether the run is recorded already cannot be read: ${error.message}`);
  }
  return null;
}

/** Whether a record says that it is of this run and this job. */
export function isOfSession(
  record: RunRecord,
  { run_id, context }: Pick<Session, 'run_id' | 'context'>,
): boolean {
  return (
    [record.run_id, record.evidence_id].includes(run_id) &&
    (['ci_run_id', 'ci_run_attempt', 'job'] as const).every(
      (field) => record.context[field] === context[field],
    )
  );
}

/** Run ids that a record was about to be written under, each with the digests of these. */
async function readSent(session: Session): Promise<Map<string, Set<string>>> {
  const file = sentFile(session);
  const text = (await isNote(file)) ? await readFile(file, 'utf8').catch(() => '') : '';
  const sent = new Map<string, Set<string>>();
  for (const line of text.split('\n')) {
    const [id = '', digest = ''] = line.split(' ');
    if (isId(id)) sent.set(id, (sent.get(id) ?? new Set()).add(digest));
  }
  return sent;
}

async function isNote(file: string): Promise<boolean> {
  const stats = await lstat(file).catch(() => null);
  return stats?.isFile() === true && stats.size <= LARGEST_NOTE;
}

function digestOf(run: NewRun): string {
  const record = run.files.find((file) => file.path === runPath(run.run_id));
  if (record === undefined) throw new Error(`run ${run.run_id} has no record`);
  return sha256(record.bytes);
}
