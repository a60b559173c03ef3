import { randomBytes } from 'node:crypto';
import * as core from '@actions/core';
import { commandEnvironment } from '../../collect/command/command-environment.js';
import type { Outcome } from '../../commands/track/assemble.js';
import type { Begun } from '../../commands/track/begin.js';
import { runScript } from '../../commands/track/command.js';
import { type FinishedRun, finishRun } from '../../commands/track/finish.js';
import type { OpenedRegistry } from '../../commands/track/mlflow/ledger-registry.js';
import { beginTracking } from '../../commands/track/mlflow/tracking.js';
import { processSignals } from '../../commands/track/process-signals.js';
import type { Session } from '../../commands/track/session.js';
import { saveSession, sessionFile } from '../../commands/track/session-file.js';
import type { Policy } from '../../core/policy/policy.js';
import { namesInUse } from '../../ledger/read/names-in-use.js';
import { askOf } from '../ask-events.js';
import { askRecallsLate } from '../ask-recalls-late.js';
import { type Host, proxiedFetch } from '../host.js';
import { jobPolicy } from '../policy.js';
import { reportError } from '../report-error.js';
import { commentOnRun } from './comment.js';
import { registerHeldVersions } from './held.js';
import { reportRun, reportTroubles } from './report.js';

/** Runs the session's command and ends the run. @returns the exit code of the step */
export async function runToEnd(
  host: Host,
  { session, before }: Begun,
  { policy, policyFile }: { policy: Policy /** Path in the repository. */; policyFile: string },
): Promise<number> {
  const env = commandEnvironment(host.env, {
    runId: session.run_id,
    dir: session.lineage_dir,
    inAction: true,
  });
  const { stdout, stderr } = process;
  // Of what was made before the command nothing is used after it, since the command can have written to it.
  const after = { ...host, ledger: host.openLedger() };
  let outcome: Outcome | undefined;
  let finished: FinishedRun | undefined;
  const mlflow = await beginTracking(session, env, {
    ...host,
    secret: randomBytes(24).toString('hex'),
    mask: core.setSecret,
    registry: () => openedRegistry(host, policyFile),
    models: async () => namesInUse(await host.ledger.view()),
  });
  const close = async (ended: FinishedRun | undefined) => {
    await mlflow.remove();
    await tellPost(host, { ...session, recorded_as: ended?.record.run_id ?? session.run_id });
  };
  try {
    const options = {
      stdout,
      stderr,
      env: mlflow.env,
      ownGroup: true,
      now: host.now,
      elapsed: host.elapsed,
      signals: processSignals({ hangUp: true }),
    };
    outcome = await runScript(session, options);
    const logged = await mlflow.end({ hurry: outcome.hurry });
    const deps = { ...after, env, policy, before, logged, keep: { kind: 'evidence' } as const };
    finished = await finishRun(session, outcome, deps);
    await reportRun(after, finished);
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
    // Until what the command registered is judged, a step that is killed leaves it to post.
    if (finished === undefined || finished.held.length === 0) await close(finished);
  }
  // After a cancellation only seconds remain, and the record is safe.
  if (outcome.status !== 'KILLED') await commentOnRun(after, session, finished);
  const base = session.code?.base_commit ?? null;
  const judging = { ...after, askRecall: askRecallsLate(after, policyFile) };
  const held = await registerHeldVersions(judging, finished, () => jobPolicy(after, policyFile, base));
  if (finished.held.length > 0) await close(finished);
  const troubles = await reportTroubles(after, finished);
  // The command's own exit code says more about the training than that its record failed.
  return (outcome.exit_code ?? 0) || troubles || held;
}

/** The registry of the ledger, for a script that reads it: what of stages and aliases GitHub does not confirm is not shown. */
async function openedRegistry(host: Host, policyFile: string): Promise<OpenedRegistry> {
  const [{ openRegistry }, { registryVerifier }, { githubSource }] = await Promise.all([
    import('../../commands/serve/open-registry.js'),
    import('../../commands/serve/verify-registry.js'),
    import('../../commands/fetch/github-source.js'),
  ]);
  const { serverUrl, github, log, temp, now } = host;
  return openRegistry({
    log,
    temp,
    now,
    ledger: host.openLedger(),
    sources: [githubSource({ serverUrl, github, fetch: proxiedFetch })],
    verifier: registryVerifier(() => askOf(host, policyFile)),
  });
}

/** Post ends only what this step could not come to the end of. By the file alone a later step could have it ended once more. */
async function tellPost(host: Host, session: Session): Promise<void> {
  await saveSession(sessionFile(host.temp, session.run_id), { ...session, ended: true });
  try {
    core.saveState('ended', 'true');
  } catch (error) {
    // The training may have removed the runner's file; then post looks for the record on the ledger.
    host.log.debug(`post is not told that the run has ended: ${(error as Error).message}`);
  }
}

/** Hours of training may stand behind an error of ours; nobody should take it for theirs. */
function endOf({ status, exit_code }: Outcome): string {
  return status === 'FINISHED'
    ? 'The command itself ended well; only its run was not recorded.'
    : `The command itself ended with exit code ${exit_code}, and its run was not recorded.`;
}
