import { rm } from 'node:fs/promises';
import * as core from '@actions/core';
import { commandEnvironment } from '../../collect/command/command-environment.js';
import type { Outcome } from '../../commands/track/assemble.js';
import type { Confirmed } from '../../commands/track/confirm.js';
import { endedBefore, type FinishedRun, finishRun } from '../../commands/track/finish.js';
import { unsetVariables } from '../../commands/track/mlflow/environment.js';
import { endJobTracking } from '../../commands/track/mlflow/job/job.js';
import { trackingFolder } from '../../commands/track/mlflow/place.js';
import type { Session } from '../../commands/track/session.js';
import { saveSession, sessionFile } from '../../commands/track/session-file.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Host } from '../host.js';
import { registerHeldVersions } from './held.js';

/** What `job.status` means for a run that ends with its job. */
export function statusOfJob(jobStatus: string): Outcome['status'] {
  if (jobStatus === 'cancelled') return 'KILLED';
  return jobStatus === 'failure' ? 'FAILED' : 'FINISHED';
}

export interface EndedRun extends Confirmed {
  /** The session as it lay there: post knows it by its digest. */
  kept: Session;
  status: Outcome['status'];
  policy: Policy;
  /** Of what there was when the run began, where it is known. */
  beforeDigest?: string;
}

/**
 * Ends a run that no command of ours ended: one that wraps the later steps of the job, or whose main step was killed.
 * Nobody watched its processes, so their use of the system is unknown.
 */
export async function endWithJob(host: Host, run: EndedRun): Promise<FinishedRun> {
  const { session, status, policy, faults: tampering, beforeDigest } = run;
  const env = commandEnvironment(host.env, {
    runId: session.run_id,
    dir: session.lineage_dir,
    inAction: true,
  });
  const outcome: Outcome = {
    status,
    exit_code: null,
    stderr_tail: [],
    ended: { at_ms: host.now(), elapsed_ms: host.elapsed() },
    system: { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null },
    pythons: null,
    hurry: false,
  };
  const { logged, url } = await endJobTracking(session, { hurry: status === 'KILLED', log: host.log });
  const unset = url === null ? [] : unsetVariables(host.env, url);
  for (const [name, value] of unset) core.exportVariable(name, value);
  const finished =
    (await endedBefore(session, { ...host, policy, logged })) ??
    (await finishRun(session, outcome, {
      ...host,
      env,
      policy,
      keep: { kind: 'evidence' },
      tampering,
      beforeDigest,
      logged,
    }));
  // Until what its scripts registered is judged, a step that is killed leaves it to the next one.
  if (finished.held.length === 0) await close(host, run, finished);
  return finished;
}

/**
 * Registers what the scripts of a run registered; only then the run is over.
 * @param policy that judges in this job, asked only where there is something to judge
 * @returns 1 when something was refused, which is told
 */
export async function registerHeldOf(
  host: Parameters<typeof registerHeldVersions>[0],
  { run, finished }: { run: Pick<EndedRun, 'session' | 'kept'>; finished: FinishedRun },
  policy: () => Promise<Policy>,
): Promise<number> {
  if (finished.held.length === 0) return 0;
  const held = await registerHeldVersions(host, finished, policy);
  await close(host, run, finished);
  return held;
}

async function close(
  host: Host,
  { session, kept }: Pick<EndedRun, 'session' | 'kept'>,
  { record }: FinishedRun,
): Promise<void> {
  await rm(trackingFolder(session), { recursive: true, force: true }).catch(() => {});
  const ended = { ...kept, ended: true, recorded_as: record.run_id };
  await saveSession(sessionFile(host.temp, session.run_id), ended);
}
