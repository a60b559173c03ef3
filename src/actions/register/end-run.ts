import type { AskRecall } from '../../commands/recalled/open-recalls.js';
import { type Confirmed, confirmSession } from '../../commands/track/confirm.js';
import { isOfSession } from '../../commands/track/sent.js';
import { recordedAs, requireRecorded, type Session } from '../../commands/track/session.js';
import { loadSession, sessionFile } from '../../commands/track/session-file.js';
import { tampered } from '../../commands/track/tampered.js';
import type { Fault } from '../../core/errors.js';
import type { Policy } from '../../core/policy/policy.js';
import { readRun } from '../../ledger/read/records.js';
import type { Host } from '../host.js';
import { commentOnRun } from '../track/comment.js';
import { endWithJob, registerHeldOf, statusOfJob } from '../track/end-job.js';
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
  if (kept.ended) return { kept, session: kept, faults: await recordedElsewhere(host, runId, kept) };
  // No later step has the digest that the runner keeps for post.
  return { kept, ...(await confirmSession(kept, { runId, isProven: false }, host)) };
}

/** A file says under which other id a run is recorded, and any step can write it: the record itself has to say so too. */
async function recordedElsewhere(host: Host, runId: string, kept: Session): Promise<Fault[]> {
  const id = recordedAs(kept);
  if (id === runId) return [];
  const record = await readRun(await host.ledger.view(), id);
  if (isOfSession(record, { run_id: runId, context: host.ci.context })) return [];
  const what = `What is kept of run ${runId} says that it is recorded as ${id}, which is another run`;
  return [tampered(what, `run ${runId}`)];
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
 * @returns the id that the run is recorded under, what the job summary is to say of it (null where an earlier step or job has ended it),
 * and the exit code of what its scripts registered
 */
export async function endRun(
  host: Host,
  own: OwnRun | undefined,
  {
    runId,
    jobStatus,
    policy,
    askRecall,
  }: { runId: string; jobStatus: string; policy: Policy; askRecall: AskRecall },
): Promise<{ runId: string; summary: string | null; held: number }> {
  if (own === undefined) return { runId, summary: null, held: 0 };
  const { session, kept } = own;
  requireRecorded(session);
  if (kept.ended) return { runId: recordedAs(kept), summary: null, held: 0 };
  const finished = await endWithJob(host, { ...own, status: statusOfJob(jobStatus), policy });
  setRunOutputs(host, finished);
  const summary = await summaryOf(host, finished);
  await commentOnRun(host, session, finished);
  const judging = { ...host, askRecall };
  const held = await registerHeldOf(judging, { run: own, finished }, async () => policy);
  return { runId: finished.record.run_id, summary, held };
}
