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
  expect(errors).toEqual([
    'E_INPUT_UNKNOWN: There is no input `metric` (input metric). Did you mean `metrics`? Correct it in the workflow, or remove it.',
    'E_INPUT_INVALID: `ledger-repository` is `models` (input ledger-repository). Write it as `owner/name`.',
    'E_PATH_OUTSIDE: `working-directory` lies outside the workspace (input working-directory). Give a folder within the workspace.',
    'E_INPUT_INVALID: `record` is `always` (input record). Use one of `auto`, `ledger`, `none`.',
    'E_TAG_INVALID: "owner" has no "=" (tags, line 1). Write the line as key=value.',
    'E_DATASET_INVALID: "orders" has no "=" (datasets, line 1). Write the line as name=version, or name=version path.',
  ]);
  expect(report.summary).toContain('- `E_INPUT_UNKNOWN` There is no input `metric` (input metric).');
  expect((await readLedger(world)).commit).toBeUndefined();
  expect(world.github.violations).toEqual([]);
}, 60_000);
