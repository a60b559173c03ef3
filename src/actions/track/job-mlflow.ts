import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import * as core from '@actions/core';
import { commandEnvironment } from '../../collect/command/command-environment.js';
import { runnerProcess } from '../../collect/process/runner-process.js';
import { beginJobTracking } from '../../commands/track/mlflow/job/job.js';
import type { JobServer, JobSetup } from '../../commands/track/mlflow/job/serve.js';
import type { Session } from '../../commands/track/session.js';
import { namesInUse } from '../../ledger/read/names-in-use.js';
import type { Env, Host } from '../host.js';

/** Has what the later steps of the job say to MLflow come to a server of ours, which outlives this step. */
export async function takeOverJob(host: Host, session: Session): Promise<void> {
  const { env, log } = host;
  const secret = () => randomBytes(24).toString('hex');
  const seen = commandEnvironment(env, { runId: session.run_id, dir: session.lineage_dir, inAction: true });
  const variables = await beginJobTracking(session, seen, {
    log,
    secrets: { tracking: secret(), control: secret() },
    worker: await runnerProcess(process.ppid, env),
    mask: core.setSecret,
    models: async () => namesInUse(await host.ledger.view()),
    start: (setup) => startServer(setup, env),
  });
  for (const [name, value] of variables) core.exportVariable(name, value);
}

/**
 * What the server's process gets of the environment: later steps can read it there. By its own variable the runner finds what its job
 * has left behind.
 */
const NEEDED = ['RUNNER_TRACKING_ID', 'SystemRoot', 'SystemDrive', 'TEMP', 'TMP', 'TMPDIR'];
/** Milliseconds that it may take to start, on a machine that is busy. */
const PATIENCE = 30_000;

function startServer(setup: JobSetup, env: Env): Promise<JobServer> {
  const own = Object.fromEntries(
    NEEDED.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]]])),
  );
  const entry = path.join(path.dirname(process.argv[1] ?? ''), 'mlflow.js');
  const child = spawn(process.execPath, [entry], {
    cwd: setup.folder,
    env: own,
    // What it held open of this step's output would keep the runner waiting for its end.
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: true,
    windowsHide: true,
  });
  return new Promise<JobServer>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('it does not answer')), PATIENCE);
    child.once('error', reject);
    child.once('exit', (code, signal) => reject(new Error(`it ended with ${code ?? signal}`)));
    child.once('message', (server: JobServer) => {
      clearTimeout(late);
      resolve(server);
    });
    child.send(setup, (error) => error !== null && reject(error));
  }).finally(() => {
    if (child.connected) child.disconnect();
    child.unref();
  });
}
