import * as core from '@actions/core';
import { commandEnvironment } from '../collect/command-environment.js';
import { processSignals } from '../commands/process-signals.js';
import { type Session, saveSession, sessionFile } from '../commands/session.js';
import { beginRun } from '../commands/track-begin.js';
import { runScript } from '../commands/track-command.js';
import { finishRun } from '../commands/track-finish.js';
import { Faults } from '../core/errors.js';
import { openHost } from './host.js';
import { readInputs } from './inputs.js';
import { jobPolicy } from './policy.js';
import { reportError } from './report-error.js';
import { trackRequest } from './track-inputs.js';
import { reportRun } from './track-report.js';

/**
 * Main step of `track`: begins a run; with `run` it runs the command and ends the run too.
 * @returns the exit code of the step
 */
export async function track(env: NodeJS.ProcessEnv): Promise<number> {
  const faults = new Faults();
  const inputs = readInputs('track', env, faults);
  const host = await faults.catch(() => openHost(env, inputs));
  const workspace = host?.workspace ?? '/';
  const request = trackRequest(inputs, { workspace, workflow: env['GITHUB_WORKFLOW'] }, faults);
  const policy = host && (await faults.catch(() => jobPolicy(host, inputs.policy)));
  faults.throwIfAny();
  if (host === undefined || policy === undefined) throw new Error('no host and no fault');

  const begun = await beginRun(request, { ...host, inAction: true });
  const save = (session: Session) => saveSession(sessionFile(host.temp, session.run_id), session);
  await save(begun);
  // Post finds the run by this and ends it when this step could not: it is killed, or has no command of its own.
  core.saveState('run-id', begun.run_id);
  core.setOutput('run-id', begun.run_id);
  core.exportVariable('LINEAGE_RUN_ID', begun.run_id);
  core.exportVariable('LINEAGE_DIR', begun.lineage_dir);
  if (request.command === null) {
    host.log.info(
      'No `run` is given: the later steps of this job are recorded, and the run ends with the job.',
    );
    return 0;
  }

  const commandEnv = commandEnvironment(env, { runId: begun.run_id, dir: begun.lineage_dir, inAction: true });
  const { stdout, stderr } = process;
  const outcome = await runScript(begun, {
    ...host,
    stdout,
    stderr,
    env: commandEnv,
    ownGroup: true,
    signals: processSignals(),
  });
  try {
    const finished = await finishRun(begun, outcome, { ...host, env: commandEnv, policy });
    await reportRun(host, finished);
  } catch (error) {
    // The command's own exit code says more about the training than that its record failed.
    if (outcome.exit_code === 0) throw error;
    await reportError(error, host.redactor);
  } finally {
    await save({ ...begun, ended: true });
  }
  return outcome.exit_code ?? 0;
}
