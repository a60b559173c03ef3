import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from '../../collect/process/runner-process.js';
import { type JobSetup, serveJob } from '../../commands/track/mlflow/job/serve.js';
import { idMaker } from '../../core/ids.js';
import type { Log } from '../../core/log.js';

/** The process that answers MLflow's client for the later steps of a job. @returns its exit code, when it has ended */
export async function mlflowServer(): Promise<number> {
  const setup = await new Promise<JobSetup>((resolve) => process.once('message', resolve));
  await serveJob(setup, {
    log: NOBODY,
    now: Date.now,
    elapsed: () => performance.now(),
    newId: idMaker(Date.now, () => randomBytes(16)),
    sleep,
    isAlive,
    ready: (server) => process.send?.(server, () => process.disconnect()),
  });
  return 0;
}

/** Nobody reads what it prints; what is lost is told to whoever ends it. */
const NOBODY: Log = { info() {}, warning() {}, debug() {}, group() {} };
