import { type Confirmed, confirmSession } from '../../commands/track/confirm.js';
import { recordedAs, requireRecorded, type Session } from '../../commands/track/session.js';
import { loadSession, sessionFile } from '../../commands/track/session-file.js';
import type { Policy } from '../../core/policy/policy.js';
import { readRun } from '../../ledger/read/records.js';
import type { Host } from '../host.js';
import { commentOnRun } from '../track/comment.js';
import { endWithJob, statusOfJob } from '../track/end-job.js';
import { setRunOutputs } from '../track/report.js';
import { summaryOf } from '../track/summary.js';

/** A run of this job, as it lies there and as far as this step can confirm it. */
export interface OwnRun extends Confirmed {
  kept: Session;
}

/**
 * The run of this job that is to be registered; undefined when it is of another job.
 * @throws UserError E_RUN_TAMPERED when what lies in its place is no session
 */
export async function sessionOf(host: Host, runId: string): Promise<OwnRun | undefined> {
  const kept = await loadSession(sessionFile(host.temp, runId));
  if (kept === undefined) return undefined;
  // Of one that has ended the record on the ledger counts.
  if (kept.ended) return { kept, session: kept, faults: [] };
  // No later step has the digest that the runner keeps for post.
  return { kept, ...(await confirmSession(kept, { runId, isProven: false }, host)) };
}

/**
 * Commit of the base branch that a run's pull request goes into, where the event does not say it: a comment or a dispatch has made the run.
 * @throws UserError as reading the record of a run does that has ended
 */
export async function baseOf(host: Host, own: OwnRun | undefined): Promise<string | null> {
  const base = own?.session.code?.base_commit ?? null;
  if (own === undefined || base === null || host.ci.code?.base_commit != null) return null;
  if (!own.kept.ended) return base;
  const record = await readRun(await host.ledger.view(), recordedAs(own.kept));
  return record.inputs.code?.base_commit ?? null;
}

/**
 * Ends a run that still goes on: what is registered must be recorded first.
 * @returns the id that the run is recorded under, and what the job summary is to say of it; null where an earlier step or job has ended it
 */
export async function endRun(
  host: Host,
  own: OwnRun | undefined,
  { runId, jobStatus, policy }: { runId: string; jobStatus: string; policy: Policy },
): Promise<{ runId: string; summary: string | null }> {
  if (own === undefined) return { runId, summary: null };
  const { session, kept } = own;
  requireRecorded(session);
  if (kept.ended) return { runId: recordedAs(kept), summary: null };
  const finished = await endWithJob(host, { ...own, status: statusOfJob(jobStatus), policy });
  setRunOutputs(host, finished);
  const summary = await summaryOf(host, finished);
  await commentOnRun(host, session, finished);
  return { runId: finished.record.run_id, summary };
}
