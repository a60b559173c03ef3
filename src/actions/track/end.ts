import { access } from 'node:fs/promises';
import path from 'node:path';
import { confirmSession } from '../../commands/track/confirm.js';
import { evidenceFolder } from '../../commands/track/evidence.js';
import { recordingOf } from '../../commands/track/recording.js';
import { isOfSession } from '../../commands/track/sent.js';
import { recordedAs, type Session } from '../../commands/track/session.js';
import { type Fault, Faults, UserError } from '../../core/errors.js';
import { readRun } from '../../ledger/read/records.js';
import { askRecallsLate } from '../ask-recalls-late.js';
import { type Env, type Host, openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { outsideOfState } from '../outside.js';
import { advisoryPolicy, jobPolicy } from '../policy.js';
import { reportError } from '../report-error.js';
import { commentOnRun } from './comment.js';
import { endWithJob, registerHeldOf, statusOfJob } from './end-job.js';
import { keptSession } from './kept.js';
import { reportRun, reportTroubles } from './report.js';

/** Ends, with its job, a run that no earlier step has ended. @returns the exit code of the step */
export async function endTrackedRun(env: Env, runId: string): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('track', env, faults);
  faults.throwIfAny();
  const host = await openHost(env, inputs, outsideOfState(env));
  const policy = await advisoryPolicy(host, inputs.policy);
  const { session: kept, isProven, faults: known } = await keptSession(host, inputs, runId);
  const isThere = await isRecorded(host, runId, kept);
  if (isThere && kept.ended && known.length === 0) return 0;
  const confirmed = await confirmSession(kept, { runId, isProven, known }, host);
  if (isThere && confirmed.faults.length > 0)
    return tell(host, `Run ${runId} is recorded, and was changed while it went on`, confirmed.faults);
  if (
    kept.ended &&
    (await exists(path.join(evidenceFolder(confirmed.session), `${recordedAs(kept)}.json`)))
  ) {
    return tell(host, `Run ${runId} is not on the ledger`, [...confirmed.faults, handedOver(runId)]);
  }
  const status = statusOfJob(inputs['job-status']);
  const wasKilled = inputs.run !== '' && status === 'FINISHED';
  const finished = await endWithJob(host, {
    ...confirmed,
    kept,
    status: wasKilled ? 'KILLED' : status,
    policy,
    beforeDigest: env['STATE_before'],
  });
  await reportRun(host, finished);
  await commentOnRun(host, confirmed.session, finished);
  const base = confirmed.session.code?.base_commit ?? null;
  const run = { session: confirmed.session, kept };
  const judging = { ...host, askRecall: askRecallsLate(host, inputs.policy) };
  const held = await registerHeldOf(judging, { run, finished }, () => jobPolicy(host, inputs.policy, base));
  return (await reportTroubles(host, finished)) || held;
}

/** Whether `register` has recorded the run: that a file says so is no proof. */
async function isRecorded(host: Host, runId: string, kept: Session): Promise<boolean> {
  const { ci } = host;
  if (recordingOf(kept.request, { ci, inAction: true }).not_recorded !== null) return false;
  try {
    const record = await readRun(await host.ledger.view(), recordedAs(kept));
    return isOfSession(record, { run_id: runId, context: ci.context });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Whoever writes the record will say it.
    host.log.debug(`no record of the run can be read: ${error.message}`);
    return false;
  }
}

async function tell(host: Host, title: string, faults: readonly Fault[]): Promise<number> {
  await reportError(new UserError(faults), { redactor: host.redactor, title });
  return 1;
}

function handedOver(runId: string): Fault {
  return {
    code: 'E_RUN_NOT_FOUND',
    what: 'The run has ended, and the ledger does not have it',
    where: `run ${runId}`,
    mend: 'Where `register` could not write it, it was handed over as evidence: run `publish`. Else find the step that wrote so into the temp folder',
  };
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
