import { commandEnvironment } from '../../collect/command/command-environment.js';
import type { Outcome } from '../../commands/track/assemble.js';
import type { Begun } from '../../commands/track/begin.js';
import { runScript } from '../../commands/track/command.js';
import { type FinishedRun, finishRun } from '../../commands/track/finish.js';
import { processSignals } from '../../commands/track/process-signals.js';
import { saveSession, sessionFile } from '../../commands/track/session.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Host } from '../host.js';
import { reportError } from '../report-error.js';
import { commentOnRun } from './comment.js';
import { reportRun, reportTroubles } from './report.js';

/** Runs the session's command and ends the run. @returns the exit code of the step */
export async function runToEnd(host: Host, { session, before }: Begun, policy: Policy): Promise<number> {
  const env = commandEnvironment(host.env, {
    runId: session.run_id,
    dir: session.lineage_dir,
    inAction: true,
  });
  const { stdout, stderr } = process;
  let outcome: Outcome | undefined;
  let finished: FinishedRun | undefined;
  try {
    const options = {
      stdout,
      stderr,
      env,
      ownGroup: true,
      now: host.now,
      elapsed: host.elapsed,
      signals: processSignals({ hangUp: true }),
    };
    outcome = await runScript(session, options);
    const deps = { ...host, env, policy, before, keep: { kind: 'evidence' } as const };
    finished = await finishRun(session, outcome, deps);
    await reportRun(host, finished);
  } catch (error) {
    if (outcome === undefined) throw error;
    await reportError(error, {
      redactor: host.redactor,
      title: 'Nothing was recorded',
      note: endOf(outcome),
    });
    // The command's own exit code says more about the training than that its record failed.
    return outcome.exit_code || 1;
  } finally {
    // Post ends only what this step could not come to the end of.
    const recorded_as = finished?.record.run_id ?? session.run_id;
    await saveSession(sessionFile(host.temp, session.run_id), { ...session, ended: true, recorded_as });
  }
  // After a cancellation only seconds remain, and the record is safe.
  if (outcome.status !== 'KILLED') await commentOnRun(host, session, finished);
  const troubles = await reportTroubles(host, finished);
  // The command's own exit code says more about the training than that its record failed.
  return (outcome.exit_code ?? 0) || troubles;
}

/** Hours of training may stand behind an error of ours; nobody should take it for theirs. */
function endOf({ status, exit_code }: Outcome): string {
  return status === 'FINISHED'
    ? 'The command itself ended well; only its run was not recorded.'
    : `The command itself ended with exit code ${exit_code}, and its run was not recorded.`;
}
