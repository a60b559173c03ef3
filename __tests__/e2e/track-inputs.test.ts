import { GitHubWorld } from '../support/github-world.js';
import { readLedger, TRACK, TRAINING } from './support.js';

let world: GitHubWorld;

beforeAll(async () => {
  world = await GitHubWorld.start();
}, 60_000);

afterAll(async () => {
  await world.close();
});

test('the faults of all inputs are told in one go, before anything has begun', async () => {
  const job = await world.job(await world.push(), { artifacts: false });
  const report = await job.uses(TRACK, {
    ...TRAINING,
    metric: 'out/metrics.json',
    record: 'always',
    tags: 'owner',
    datasets: 'orders',
    'working-directory': '../elsewhere',
    'ledger-repository': 'models',
  });
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1, outputs: {} });
  const errors = report.annotations.filter(({ level }) => level === 'error').map(({ message }) => message);
  expect(errors.map((message) => /^(E_\w+): .* \((.+?)\)\. /.exec(message)?.slice(1).join(' '))).toEqual([
    'E_INPUT_UNKNOWN input metric',
    'E_INPUT_INVALID input ledger-repository',
    'E_PATH_OUTSIDE input working-directory',
    'E_INPUT_INVALID input record',
    'E_TAG_INVALID tags, line 1',
    'E_DATASET_INVALID datasets, line 1',
  ]);
  expect(report.summary).toContain('- `E_INPUT_UNKNOWN` There is no input `metric` (input metric).');
  expect((await readLedger(world)).commit).toBeUndefined();
  expect(world.github.violations).toEqual([]);
}, 60_000);
