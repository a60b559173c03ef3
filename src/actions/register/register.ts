import * as core from '@actions/core';
import { redactRequest } from '../../commands/register/redact-request.js';
import { register } from '../../commands/register/register.js';
import { loadSession, requireRecorded, sessionFile } from '../../commands/track/session.js';
import { Faults } from '../../core/errors.js';
import { openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { jobPolicy } from '../policy.js';
import { commentOnRun } from '../track/comment.js';
import { endWithJob, statusOfJob } from '../track/end-job.js';
import { reportRun } from '../track/report.js';
import { baseBranch, registerRequest } from './inputs.js';
import { reportRegistration } from './report.js';

/**
 * The `register` action. A run that still goes on in this job ends here: what is registered must be recorded first.
 * @returns the exit code of the step
 */
export async function registerAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('register', env, faults);
  const asked = await faults.catch(() => registerRequest(inputs, env));
  const host = await faults.catch(() => openHost(env, inputs));
  const session = host && asked && (await loadSession(sessionFile(host.temp, asked.run_id)));
  // Of a run that a comment or a dispatch has made of a pull request: the base that it goes into, as on its own events.
  const base = session?.code?.base_commit ?? null;
  const policy = host && (await faults.catch(() => jobPolicy(host, inputs.policy, base)));
  faults.throwIfAny();
  if (asked === undefined || host === undefined || policy === undefined)
    throw new Error('no request and no fault');
  const request = redactRequest(asked, host);

  if (session !== undefined) requireRecorded(session);
  if (session !== undefined && !session.ended) {
    const status = statusOfJob(inputs['job-status']);
    const finished = await endWithJob(host, { session, status, policy });
    await reportRun(host, finished);
    await commentOnRun(host, session, finished);
  }
  const result = await register(request, {
    ...host,
    policy,
    branch: baseBranch(host.ci),
    facts: {
      at: new Date(host.now()).toISOString(),
      actor: host.ci.context.actor,
      ci_run_url: host.ci.context.ci_run_url,
      newId: host.newId,
    },
  });
  await reportRegistration(host, request, result);
  if (result.verdict === 'pass') return 0;
  core.setFailed(
    `${request.model} was not registered: ${result.findings.length} finding(s), nothing was written.`,
  );
  return 1;
}
