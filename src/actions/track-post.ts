import { loadSession, sessionFile } from '../commands/session.js';
import { Faults } from '../core/errors.js';
import { endWithJob, statusOfJob } from './end-job.js';
import { openHost } from './host.js';
import { readInputs } from './inputs.js';
import { advisoryPolicy } from './policy.js';
import { reportRun } from './track-report.js';

/**
 * Post step of `track`: ends the run when nothing else has. That is the normal way without `run`; with `run` it means
 * that the main step was killed before it could.
 */
export async function trackPost(env: NodeJS.ProcessEnv): Promise<number> {
  const runId = env['STATE_run-id'] ?? '';
  if (runId === '') return 0;
  const faults = new Faults();
  const inputs = readInputs('track', env, faults);
  faults.throwIfAny();
  const host = await openHost(env, inputs);
  const session = await loadSession(sessionFile(host.temp, runId));
  if (session === undefined || session.ended) return 0;
  const status = statusOfJob(inputs['job-status']);
  const wasKilled = session.request.command !== null && status === 'FINISHED';
  const finished = await endWithJob(host, {
    session,
    status: wasKilled ? 'KILLED' : status,
    policy: await advisoryPolicy(host, inputs.policy),
  });
  await reportRun(host, finished);
  return 0;
}
