import type { GitHubWorld } from '../support/github-world.js';
import { TRAINING_REPO } from '../support/training-repo.js';
import { commentsOf, findingsOf, gateFor, POLICY, pushPolicy, statusesOf, trainFor } from './gate-support.js';
import { errorsOf, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

const DATA = 'data/orders.csv';
const UNIX = String(TRAINING_REPO[DATA]);
const INPUTS = {
  datasets: `orders=v2.1 ${DATA}`,
  tags: 'dataset_version=orders_v2.1',
  metrics: 'auc=0.9',
};

test('data with other line ends under the same version: the gate fails and says so, and register refuses it on main', async () => {
  const first = await trainFor(world, await pushPolicy(world), INPUTS);
  const trigger = await world.pullRequest({ files: { [DATA]: UNIX.replaceAll('\n', '\r\n') } });
  await trainFor(world, trigger, INPUTS);
  const { runs } = await readLedger(world);
  const [before, now] = runs.map(({ inputs }) => inputs.datasets[0]);
  expect(before?.digests).toBeUndefined();
  expect(now?.digests).toEqual({ 'text-lf': before?.digest });

  const report = await gateFor(world, trigger);
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  const finding = only(findingsOf(report));
  expect(finding).toMatchObject({ rule: 'datasets.immutable', severity: 'error', subject: 'orders=v2.1' });
  expect(finding.message).toContain(`in run ${first} (\`main\``);
  expect(finding.message).toContain('only line ends differ');
  const { body } = only(commentsOf(world));
  expect(body).toContain('compared across different data');
  expect(body).toContain('only line ends differ');
  expect(report.summary).toContain('compared across different data');
  expect(only(statusesOf(world, trigger.headSha)).description).toBe(
    'clf does not pass: the dataset orders=v2.1 has other content than before (compared across different data)',
  );

  const job = await world.job(await world.push({ files: { [DATA]: `${UNIX}4,0\n` } }));
  const tracked = await job.uses(TRACK, {
    ...{ run: 'echo w > m.bin', model: 'm.bin', experiment: 'clf' },
    ...INPUTS,
  });
  expect(errorsOf(tracked)).toEqual([]);
  const refused = await job.uses(REGISTER, { model: 'clf' });
  expect(refused).toMatchObject({ outcome: 'failure', outputs: { verdict: 'fail' } });
  expect(refused.summary).toMatch(/The dataset `orders=v2\.1` .*what differs is `data\/orders\.csv`/);
  expect((await readLedger(world)).versions).toEqual([]);
}, 180_000);

test('with a version of its own the changed data passes, and the headline says that it was compared across it', async () => {
  await trainFor(world, await pushPolicy(world, POLICY), { ...INPUTS, datasets: `users=v1 ${DATA}` });
  const trigger = await world.pullRequest({ branch: 'renamed', files: { [DATA]: `${UNIX}5,0\n` } });
  await trainFor(world, trigger, { ...INPUTS, datasets: `users=v2 ${DATA}` });
  const report = await gateFor(world, trigger);
  expect(findingsOf(report)).toEqual([]);
  expect(only(statusesOf(world, trigger.headSha))).toMatchObject({
    state: 'success',
    description: 'clf passes (compared across different data)',
  });
}, 180_000);
