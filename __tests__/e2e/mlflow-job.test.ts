import { access, readFile, readlink } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { listPids } from '../../src/collect/process/linux-proc.js';
import { GitHubWorld } from '../support/github-world.js';
import { pythonWith } from '../support/python.js';
import type { Job, StepReport } from '../support/runner.js';
import { AUTOLOG, FLUENT } from './mlflow-scripts.js';
import { errorsOf, only, REGISTER, readLedger, TRACK } from './support.js';

// The first run installs mlflow and scikit-learn.
jest.setTimeout(900_000);

/** What a client sends for a run with one metric; its arguments are the name, the value, and whether the run ends. */
const CLIENT = `
const [, , name, value, end] = process.argv;
const call = async (route, body) => {
  const answer = await fetch(process.env.MLFLOW_TRACKING_URI + '/api/2.0/mlflow/' + route, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
  return answer.json();
};
const { run } = await call('runs/create', { experiment_id: '0', start_time: Date.now(), run_name: name });
const { run_id } = run.info;
await call('runs/log-metric', { run_id, key: 'auc', value: Number(value), timestamp: Date.now(), step: 0 });
if (end) await call('runs/update', { run_id, status: 'FINISHED', end_time: Date.now() });
`;

const VERSIONS = { tags: 'dataset_version=wine_v1.0' };

let world: GitHubWorld;

beforeAll(async () => {
  world = await GitHubWorld.start({
    files: { 'client.mjs': CLIENT, 'fluent.py': FLUENT, 'autolog.py': AUTOLOG },
  });
});

afterAll(async () => {
  await world.close();
});

async function newJob(env: Record<string, string> = {}): Promise<Job> {
  return world.job(await world.push(), { env });
}

function logs(name: string, value: number, end = 'end'): string {
  return `node client.mjs ${name} ${value} ${end}`;
}

function folderOf(job: Job, begun: StepReport): string {
  return path.join(job.temp, 'lineage-gate', begun.outputs['run-id'] ?? '', 'mlflow');
}

/** The process that serves a job: it stands in the folder that it keeps things in. */
async function serverOf(job: Job, begun: StepReport): Promise<number> {
  const found = await Promise.all(
    listPids().map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => '');
      return cwd === folderOf(job, begun) ? [pid] : [];
    }),
  );
  return only(found.flat());
}

async function recordOf(report: StepReport) {
  const { runs } = await readLedger(world);
  return only(runs.filter(({ run_id }) => run_id === report.outputs['run-id']));
}

async function gone(condition: () => Promise<unknown>): Promise<void> {
  for (const until = performance.now() + 60_000; ; await sleep(100)) {
    const isThere = await condition().then(
      () => true,
      () => false,
    );
    if (!isThere) return;
    if (performance.now() > until) throw new Error('it is still there');
  }
}

test('what later steps log is the run of the job, and nothing of the server stays', async () => {
  const job = await newJob({ MLFLOW_RUN_ID: 'of an outer run' });
  const begun = await job.uses(TRACK, VERSIONS);
  expect(begun.displayLog).toContain('the later steps do not get MLFLOW_RUN_ID');
  const uri = begun.env['MLFLOW_TRACKING_URI'] ?? '';
  expect(begun.displayLog).not.toContain(uri.split('/').at(-1));
  expect(begun.env).toMatchObject({ MLFLOW_RUN_ID: '' });
  // A store of the script's own has no experiment of ours.
  expect(begun.env).not.toHaveProperty('MLFLOW_EXPERIMENT_ID');
  const pid = await serverOf(job, begun);
  if (process.platform === 'linux') {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8');
    expect(environment.split('\0').map((line) => line.split('=')[0])).not.toContain('INPUT_TOKEN');
    expect(environment).not.toMatch(/TOKEN|SECRET/i);
  }
  await job.run(logs('first', 0.8));
  const post = only(await job.finish());
  expect(errorsOf(post)).toEqual([]);
  expect(await recordOf(post)).toMatchObject({
    ...{ status: 'FINISHED', run_name: 'first', tags: { dataset_version: 'wine_v1.0' } },
    outputs: { metrics: { auc: { value: 0.8, source: 'mlflow' } } },
  });
  await expect(access(folderOf(job, begun))).rejects.toThrow('ENOENT');
  await expect(fetch(`${uri}/health`)).rejects.toThrow('fetch failed');
  await gone(() => access(`/proc/${pid}`));
});

test('a server that something kills loses nothing that it had answered, and the run is not whole', async () => {
  const job = await newJob();
  const begun = await job.uses(TRACK, VERSIONS);
  await job.run(logs('first', 0.7));
  process.kill(await serverOf(job, begun), 'SIGKILL');
  const late = await job.run(logs('second', 0.9), { continueOnError: true });
  expect(late.outcome).toBe('failure');
  const post = only(await job.finish());
  expect(errorsOf(post).join()).toMatch(/E_MLFLOW_SERVER.*was gone before the run ended/);
  expect(await recordOf(post)).toMatchObject({
    ...{ status: 'FINISHED', run_name: 'first', problems: [{ code: 'E_MLFLOW_SERVER' }] },
    outputs: { metrics: { auc: { value: 0.7 } } },
  });
});

test('a second step without `run`, and one with it, take over what is logged from then on, and fight over nothing', async () => {
  const job = await newJob();
  const one = await job.uses(TRACK, VERSIONS);
  await job.run(logs('of-one', 0.1));
  const two = await job.uses(TRACK, { ...VERSIONS, experiment: 'other' });
  expect(two.displayLog).not.toContain('MLFLOW_TRACKING_URI is set');
  await job.run(logs('of-two', 0.2));
  const wrapped = await job.uses(TRACK, { ...VERSIONS, run: logs('wrapped', 0.3) });
  expect(errorsOf(wrapped)).toEqual([]);
  // The server of the job is not asked for its runs by the step that has a command.
  const [ofTwo, ofOne] = (await job.finish()).filter(({ outputs }) => outputs['run-id'] !== undefined);
  const names = await Promise.all(
    [one, two, wrapped].map(async (report) => {
      const { run_name, experiment } = await recordOf(report);
      return [run_name, experiment];
    }),
  );
  expect(names).toEqual([
    ['of-one', 'train'],
    ['of-two', 'other'],
    ['wrapped', 'train'],
  ]);
  expect([ofTwo, ofOne].map((report) => report && errorsOf(report))).toEqual([[], []]);
});

test("a server of the user's own stays, and `mlflow: off` leaves all alone", async () => {
  const own = await newJob({ MLFLOW_TRACKING_URI: 'http://mlflow.example' });
  const begun = await own.uses(TRACK, VERSIONS);
  expect(begun.displayLog).toContain('MLFLOW_TRACKING_URI is set');
  const off = await newJob();
  const other = await off.uses(TRACK, { ...VERSIONS, mlflow: 'off' });
  for (const report of [begun, other])
    expect(Object.keys(report.env).sort()).toEqual(['LINEAGE_DIR', 'LINEAGE_RUN_ID']);
  for (const job of [own, off]) expect(errorsOf(only(await job.finish()))).toEqual([]);
});

test('where no post step comes, the server ends with the folder that the runner empties between jobs', async () => {
  const job = await newJob();
  const begun = await job.uses(TRACK, VERSIONS);
  const pid = await serverOf(job, begun);
  await job.run('rm -rf "$RUNNER_TEMP/lineage-gate"');
  await gone(() => access(`/proc/${pid}`));
});

describe('with the real client', () => {
  let python: string | undefined;

  beforeAll(async () => {
    python = await pythonWith(['mlflow', 'scikit-learn']);
  });

  async function trainingJob(trigger: Awaited<ReturnType<GitHubWorld['push']>>): Promise<Job> {
    const job = await world.job(trigger);
    await job.run('echo "$FOLDER" >> "$GITHUB_PATH"', { env: { FOLDER: path.dirname(python ?? '') } });
    return job;
  }

  test("an unmodified script on a pull request's merge checkout, and `register` ends its run", async () => {
    if (python === undefined) return;
    const trigger = await world.pullRequest({ files: { 'more.txt': 'x' } });
    const job = await trainingJob(trigger);
    await job.uses(TRACK);
    await job.run('python fluent.py');
    const registered = await job.uses(REGISTER, { model: 'wine' });
    expect(errorsOf(registered)).toEqual([]);
    expect(registered.env).toMatchObject({ MLFLOW_TRACKING_URI: '' });
    expect(errorsOf(only(await job.finish()))).toEqual([]);
    const { runs, versions } = await readLedger(world);
    const version = only(versions);
    const run = only(runs.filter(({ run_id }) => run_id === version.run_id));
    expect(run).toMatchObject({
      ...{ experiment: 'wine_quality', run_name: 'logistic', status: 'FINISHED' },
      tags: { dataset_version: 'wine_v1.0', git_commit: trigger.headSha },
      outputs: { metrics: { loss: { value: 0.25, step: 2 } }, models: [{ path: 'model' }] },
    });
    expect(run).not.toHaveProperty('problems');
  });

  test('autolog on a push', async () => {
    if (python === undefined) return;
    const trigger = await world.push();
    const job = await trainingJob(trigger);
    await job.uses(TRACK);
    await job.run('python autolog.py');
    const post = only(await job.finish());
    expect(errorsOf(post)).toEqual([]);
    const run = await recordOf(post);
    expect(run.tags).toMatchObject({ dataset_version: 'wine_v1.1', git_commit: trigger.sha });
    expect(run).not.toHaveProperty('problems');
    expect(run.inputs.params).toMatchObject({ n_estimators: 20 });
    expect(only(run.outputs.models).manifest.signature?.outputs).toBeDefined();
  });
});
