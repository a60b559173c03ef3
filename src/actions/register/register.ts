import * as core from '@actions/core';
import { redactRequest } from '../../commands/register/redact-request.js';
import { register } from '../../commands/register/register.js';
import { Faults } from '../../core/errors.js';
import { openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { jobPolicy } from '../policy.js';
import { addSummary, reportError } from '../report-error.js';
import { endRun, sessionOf } from './end-run.js';
import { baseBranch, registerRequest } from './inputs.js';
import { reportRegistration } from './report.js';

/**
 * The `register` action. A run that still goes on in this job ends here. In the job summary it comes after what this step is about.
 * @returns the exit code of the step
 */
export async function registerAction(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('register', env, faults);
  const asked = await faults.catch(() => registerRequest(inputs, env));
  const host = await faults.catch(() => openHost(env, inputs));
  const session = host && asked && (await sessionOf(host, asked.run_id));
  // Of a run that a comment or a dispatch has made of a pull request: the base that it goes into, as on its own events.
  const base = session?.code?.base_commit ?? null;
  const policy = host && (await faults.catch(() => jobPolicy(host, inputs.policy, base)));
  faults.throwIfAny();
  if (asked === undefined || host === undefined || policy === undefined)
    throw new Error('no request and no fault');
  const told = redactRequest(asked, host);
  const about = { runId: told.run_id, jobStatus: inputs['job-status'], policy };
  const { runId, summary: below } = await endRun(host, session, about);
  const request = { ...told, run_id: runId };
  const { actor, ci_run_url } = host.ci.context;
  const facts = { at: new Date(host.now()).toISOString(), actor, ci_run_url, newId: host.newId };
  try {
    const result = await register(request, { ...host, policy, branch: baseBranch(host.ci), facts });
    await reportRegistration(host, { request, result, policy, below });
    if (result.verdict === 'pass') return 0;
    const { length } = result.findings;
    core.setFailed(`${request.model} was not registered: ${length} finding(s), nothing was written.`);
  } catch (error) {
    await reportError(error, { redactor: host.redactor, title: 'Nothing was registered' });
    if (below !== null) await addSummary(below);
  }
  return 1;
}
