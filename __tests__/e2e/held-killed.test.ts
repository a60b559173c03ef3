// A step that is killed between the record of its run and what the script registered leaves that to the next one.
import { killTree } from '../ledger/faults/process.js';
import { GitHubWorld } from '../support/github-world.js';
import { HELD_CLIENT } from '../support/held-client.js';
import type { Job, StepReport } from '../support/runner.js';
import { hooksOf, wasKilled } from './kills/killer.js';
import { errorsOf, only, REGISTER, readLedger, TRACK } from './support.js';

const INPUTS = { tags: 'dataset_version=wine_v1.0', 'mlflow-registry': 'hold' };

let world: GitHubWorld;
beforeEach(async () => {
  world = await GitHubWorld.start({ files: { 'client.mjs': HELD_CLIENT } });
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
