import * as core from '@actions/core';
import { redactRequest } from '../../commands/register/redact-request.js';
import { register } from '../../commands/register/register.js';
import { Faults, UserError } from '../../core/errors.js';
import { askRecallsLate } from '../ask-recalls-late.js';
import { baseBranch } from '../base-branch.js';
import { eventFacts } from '../event-facts.js';
import { openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { jobPolicy } from '../policy.js';
import { addSummary, reportError } from '../report-error.js';
import { baseOf, endRun, sessionOf } from './end-run.js';
import { registerRequest } from './inputs.js';
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
  const own = host && asked && (await faults.catch(() => sessionOf(host, asked.run_id)));
  const base = (host && (await faults.catch(() => baseOf(host, own)))) ?? null;
  const policy = host && (await faults.catch(() => jobPolicy(host, inputs.policy, base)));
  faults.throwIfAny();
  if (asked === undefined || host === undefined || policy === undefined)
    throw new Error('no request and no fault');
  const told = redactRequest(asked, host);
  const askRecall = askRecallsLate(host, inputs.policy);
  const about = { runId: told.run_id, jobStatus: inputs['job-status'], policy, askRecall };
  const { runId, summary: below, held } = await endRun(host, own, about);
  const request = { ...told, run_id: runId };
  const { ci_run_id, ci_run_attempt } = host.ci.context;
  const facts = eventFacts(host);
  // Any step can set the variable that stands in for the input.
  const ofAttempt = inputs['run-id'] === '' ? { ci_run_id, ci_run_attempt } : undefined;
  try {
    if (own !== undefined && own.faults.length > 0) throw new UserError(own.faults);
    const deps = { ...host, policy, branch: baseBranch(host.ci), facts, ofAttempt, askRecall };
    const result = await register(request, deps);
    await reportRegistration(host, { request, result, policy, below });
    if (result.verdict === 'pass') return held;
    const { length } = result.findings;
    core.setFailed(`${request.model} was not registered: ${length} finding(s), nothing was written.`);
  } catch (error) {
    await reportError(error, { redactor: host.redactor, title: 'Nothing was registered' });
    if (below !== null) await addSummary(below);
  }
  return 1;
}
