import path from 'node:path';
import * as core from '@actions/core';
import { beforeDigest } from '../../commands/track/before.js';
import { beginRun } from '../../commands/track/begin.js';
import { checkRequest } from '../../commands/track/foresee.js';
import { saveSession, sessionDigest, sessionFile } from '../../commands/track/session-file.js';
import { Faults } from '../../core/errors.js';
import { askRecallsLate } from '../ask-recalls-late.js';
import { openHost } from '../host.js';
import { readInputs } from '../inputs.js';
import { STATE } from '../outside.js';
import { advisoryPolicy } from '../policy.js';
import { trackRequest } from './inputs.js';
import { takeOverJob } from './job-mlflow.js';
import { runToEnd } from './run.js';

/**
 * Main step of `track`: begins a run; with `run` it runs the command and ends the run too.
 * @returns the exit code of the step
 */
export async function track(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('track', env, faults);
  const host = await faults.catch(() => openHost(env, inputs));
  const workspace = path.resolve(env['GITHUB_WORKSPACE'] || '/');
  const request = await trackRequest(inputs, { workspace, workflow: env['GITHUB_WORKFLOW'] }, faults);
  await checkRequest(request, faults, host?.redactor);
  const policy = host && (await faults.catch(() => advisoryPolicy(host, inputs.policy)));
  faults.throwIfAny();
  if (host === undefined || policy === undefined) throw new Error('no host and no fault');

  const { session, before } = await beginRun(request, {
    ...host,
    policy,
    inAction: true,
    askRecall: askRecallsLate(host, inputs.policy),
  });
  await saveSession(sessionFile(host.temp, session.run_id), session);
  // Post finds the run by this and ends it when this step could not: it is killed, or has no command of its own.
  core.saveState('run-id', session.run_id);
  core.saveState(STATE, host.outside);
  // The runner keeps it until then, out of reach of later steps: what they do to the files is seen.
  core.saveState('started-at', String(session.started_at_ms));
  core.saveState('session', sessionDigest(session));
  core.saveState('before', beforeDigest(before));
  // A state that is not set could be set by any step, as a variable of the job.
  core.saveState('ended', 'false');
  core.setOutput('run-id', session.run_id);
  core.exportVariable('LINEAGE_RUN_ID', session.run_id);
  core.exportVariable('LINEAGE_DIR', session.lineage_dir);
  if (request.command !== null)
    return runToEnd(host, { session, before }, { policy, policyFile: inputs.policy });
  await takeOverJob(host, session);
  host.log.info('No `run` is given: the later steps of this job are recorded; the run ends with the job.');
  return 0;
}
