// A step that is killed between the record of its run and what the script registered leaves that to the next one.
import { killTree } from '../ledger/faults/process.js';
import { GitHubWorld } from '../support/github-world.js';
import type { Job, StepReport } from '../support/runner.js';
import { hooksOf, wasKilled } from './kills/killer.js';
import { errorsOf, only, REGISTER, readLedger, TRACK } from './support.js';

/** What MLflow's client sends for a run that logs a model and registers it. */
const CLIENT = `
const api = process.env.MLFLOW_TRACKING_URI + '/api/2.0/';
const call = async (route, body) => {
  const answer = await fetch(api + 'mlflow/' + route, {
    method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(answer.status + ' ' + (await answer.text()));
  return answer.json();
};
const { run } = await call('runs/create', { experiment_id: '0', start_time: Date.now() });
const { run_id, artifact_uri } = run.info;
const place = artifact_uri.replace('mlflow-artifacts:/', 'mlflow-artifacts/artifacts/') + '/model/MLmodel';
await fetch(api + place, { method: 'PUT', body: 'flavors:\\n  python_function:\\n    loader_module: x\\n' });
await call('registered-models/create', { name: 'clf' });
await call('model-versions/create', { name: 'clf', run_id, source: artifact_uri + '/model' });
await call('registered-models/alias', { name: 'clf', version: '1', alias: 'champion' });
await call('runs/update', { run_id, status: 'FINISHED', end_time: Date.now() });
`;
const INPUTS = { tags: 'dataset_version=wine_v1.0', 'mlflow-registry': 'hold' };

let world: GitHubWorld;
beforeEach(async () => {
  world = await GitHubWorld.start({ files: { 'client.mjs': CLIENT } });
  await world.artifacts();
});
afterEach(() => world.close());

/** Kills a step when it begins its second push: its run is recorded then, and nothing of the push is on its way. */
async function killed(run: (options: { onStart(pid: number): void }) => Promise<StepReport>): Promise<void> {
  const hooks = hooksOf(world.git);
  let step = 0;
  let isRecorded = false;
  hooks.set(world.repository, async (request) => {
    if (request === 'POST git-receive-pack') isRecorded = true;
    else if (isRecorded && request.endsWith('service=git-receive-pack')) await killTree(step, 'all');
  });
  const report = await run({
    onStart(pid) {
      step = pid;
    },
  });
  hooks.clear();
  expect(wasKilled(report)).toBe(true);
}

async function ended(job: Job): Promise<void> {
  expect(await readLedger(world)).toMatchObject({ runs: [{ status: 'FINISHED' }], versions: [] });
  const post = only(await job.finish());
  expect(errorsOf(post)).toEqual([]);
  const { runs, versions, events } = await readLedger(world);
  expect(runs).toHaveLength(1);
  expect(versions).toMatchObject([{ model: 'clf', version: 1, run_path: 'model' }]);
  expect(events.map(({ type }) => type)).toEqual(['registered', 'alias-set']);
}

test('with `run` it is post that registers', async () => {
  const job = await world.job(await world.push());
  await killed((options) => job.uses(TRACK, { ...INPUTS, run: 'node client.mjs' }, options));
  await ended(job);
});

test('in job mode it is post as well, where `register` was killed', async () => {
  const job = await world.job(await world.push());
  await job.uses(TRACK, INPUTS);
  await job.run('node client.mjs');
  await killed((options) => job.uses(REGISTER, { model: 'other' }, options));
  await ended(job);
});
