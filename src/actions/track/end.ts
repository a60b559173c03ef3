import type { Session } from '../../commands/track/session.js';
import { Faults } from '../../core/errors.js';
import { type Env, openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { outsideOfState } from '../outside.js';
import { advisoryPolicy } from '../policy.js';
import { commentOnRun } from './comment.js';
import { endWithJob, statusOfJob } from './end-job.js';
import { reportRun, reportTroubles } from './report.js';

/** Ends, with its job, a run that no earlier step has ended. @returns the exit code of the step */
export async function endTrackedRun(env: Env, session: Session): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('track', env, faults);
  faults.throwIfAny();
  const host = await openHost(env, inputs, outsideOfState(env));
  const status = statusOfJob(inputs['job-status']);
  const wasKilled = session.request.command !== null && status === 'FINISHED';
  const finished = await endWithJob(host, {
    session,
    status: wasKilled ? 'KILLED' : status,
    policy: await advisoryPolicy(host, inputs.policy),
  });
  await reportRun(host, finished);
  await commentOnRun(host, session, finished);
  return reportTroubles(host, finished);
}
