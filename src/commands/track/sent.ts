import { appendFile, readFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '../../core/digest.js';
import { UserError } from '../../core/errors.js';
import type { RunRecord } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { runPath } from '../../ledger/layout.js';
import type { Ledger, NewRun } from '../../ledger/ledger.js';
import { runDecoder } from '../../ledger/read/records.js';
import type { Session } from './session.js';

/** A record that an earlier step has written, before it was killed. */
export interface Sent {
  record: RunRecord;
  path: string;
  /** Null while it is parked. */
  commit: string | null;
}

interface Deps {
  ledger: Ledger;
  log: Log;
}

/**
 * Says which record is about to be written: a step that is killed may have written it all the same, and whoever ends the run then
 * knows it by its bytes. A record that somebody else has put at its path is another one.
 */
export async function noteSent(session: Session, run: NewRun): Promise<void> {
  const record = run.files.find((file) => file.path === runPath(run.run_id));
  if (record !== undefined) await appendFile(sentFile(session), `${sha256(record.bytes)}\n`);
}

/**
 * The record of a run that a killed step of this job has written, on the branch or parked; undefined when there is none, or the ledger
 * cannot be read: then writing the run says why.
 */
export async function findSent(session: Session, { ledger, log }: Deps): Promise<Sent | undefined> {
  const digests = (await readFile(sentFile(session), 'utf8').catch(orEmpty)).split('\n');
  if (digests.length === 1) return undefined;
  try {
    const place = runPath(session.run_id);
    const view = await ledger.view();
    const bytes = (await view.read([place])).get(place);
    if (bytes === undefined || !digests.includes(sha256(bytes))) return undefined;
    const decode = await runDecoder();
    const commit = view.parked.includes(place) ? null : view.commit;
    return { record: decode(place, bytes), path: place, commit };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.debug(`whether the run is recorded already cannot be read: ${error.message}`);
    return undefined;
  }
}

function orEmpty(error: NodeJS.ErrnoException): string {
  if (error.code === 'ENOENT') return '';
  throw error;
}

/** Beside what the scripts drop; a line for each record. */
function sentFile(session: Session): string {
  return path.join(path.dirname(session.lineage_dir), 'sent');
}
