import { loadSession, requireRecorded, sessionFile } from '../../commands/track/session.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Host } from '../host.js';
import { commentOnRun } from '../track/comment.js';
import { endWithJob, statusOfJob } from '../track/end-job.js';
import { setRunOutputs } from '../track/report.js';
import { summaryOf } from '../track/summary.js';

type Session = NonNullable<Awaited<ReturnType<typeof loadSession>>>;

/** The run of this job that is to be registered; undefined when it is of another job. */
export function sessionOf(host: Host, runId: string): Promise<Session | undefined> {
  return loadSession(sessionFile(host.temp, runId));
}

/**
 * Ends a run that still goes on: what is registered must be recorded first.
 * @returns the id that the run is recorded under, and what the job summary is to say of it; null where an earlier step or job has ended it
 */
export async function endRun(
  host: Host,
  session: Session | undefined,
  { runId, jobStatus, policy }: { runId: string; jobStatus: string; policy: Policy },
): Promise<{ runId: string; summary: string | null }> {
  if (session === undefined) return { runId, summary: null };
  requireRecorded(session);
  if (session.ended) return { runId: session.recorded_as ?? runId, summary: null };
  const finished = await endWithJob(host, { session, status: statusOfJob(jobStatus), policy });
  setRunOutputs(host, finished);
  const summary = await summaryOf(host, finished);
  await commentOnRun(host, session, finished);
  return { runId: finished.record.run_id, summary };
}
