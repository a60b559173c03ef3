import type { GitHubWorld } from '../support/github-world.js';
import { READ_ONLY } from '../support/tokens.js';
import { commentsOf } from './gate-support.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const PERMISSIONS = { contents: 'write', pull_requests: 'write' } as const;
const RUN = { run: 'true', experiment: 'clf', metrics: 'auc=0.93', comment: 'true' };
const body = () => only(commentsOf(world)).body;

test('a command’s run is shown on the pull request, with its metrics, curve and record', async () => {
  const job = await world.job(await world.pullRequest(), { permissions: PERMISSIONS });
  const curve = 'printf "step,auc\\n1,0.5\\n2,0.8\\n3,0.93\\n" > curve.csv';
  const report = await job.uses(TRACK, { ...RUN, run: curve, metrics: 'curve.csv' });
  expect(errorsOf(report)).toEqual([]);
  expect(body()).toContain('0.93');
  expect(body()).toContain('xychart-beta');
  expect(body()).toContain(report.outputs['record-url']);
  expect(body()).toMatch(/lacks `dataset_version`/);
  expect(report.log).toMatch(/Comment created: /);
}, 60_000);

test('a run of a whole job is shown when the job ends, and one that `register` ends then', async () => {
  const trigger = await world.pullRequest();
  const { run: _, ...whole } = RUN;
  const job = await world.job(trigger, { permissions: PERMISSIONS });
  await job.uses(TRACK, whole);
  await job.run('true');
  expect(commentsOf(world)).toEqual([]);
  const post = only(await job.finish());
  expect(post).toMatchObject({ outcome: 'success' });
  expect(body()).toContain('clf: FINISHED');

  const other = await world.job(trigger, { permissions: PERMISSIONS, jobName: 'other' });
  await other.uses(TRACK, { ...whole, experiment: 'other', tags: 'dataset_version=v1', model: 'm.bin' });
  await other.run('echo w > m.bin');
  const registered = await other.uses(REGISTER, { model: 'other' });
  expect(errorsOf(registered)).toEqual([]);
  expect(body()).toContain('other: FINISHED');
  await other.finish();
  expect(body()).toContain('clf: FINISHED');
}, 60_000);

test('without being asked, and where there is no pull request, nothing is written', async () => {
  const { comment: _, ...silent } = RUN;
  const pull = await world.job(await world.pullRequest(), { permissions: PERMISSIONS });
  expect(errorsOf(await pull.uses(TRACK, silent))).toEqual([]);
  const push = await world.job(await world.push(), { permissions: { contents: 'write' } });
  const report = await push.uses(TRACK, RUN);
  expect(errorsOf(report)).toEqual([]);
  expect(report.summary).not.toMatch(/comment/i);
  expect(commentsOf(world)).toEqual([]);
}, 60_000);

test('a comment that is refused changes no result: the summary names the permission', async () => {
  const trigger = await world.pullRequest();
  const job = await world.job(trigger, { permissions: { contents: 'write', pull_requests: 'read' } });
  const report = await job.uses(TRACK, RUN);
  expect(report).toMatchObject({ outcome: 'success', exitCode: 0 });
  expect(report.summary).toContain('lacks the permission `pull-requests: write`');
  expect((await readLedger(world)).runs).toHaveLength(1);
  const failing = await world.job(trigger, { permissions: { contents: 'write' }, jobName: 'failing' });
  expect(await failing.uses(TRACK, { ...RUN, run: 'exit 3' })).toMatchObject({ exitCode: 3 });
}, 60_000);

test('on a fork’s pull request, whose token cannot comment, the run is handed over all the same', async () => {
  const job = await world.job(await world.pullRequest({ fork: true }), { permissions: READ_ONLY });
  const report = await job.uses(TRACK, RUN);
  expect(report).toMatchObject({ outcome: 'success', exitCode: 0 });
  expect(report.summary).toContain('lacks the permission `pull-requests: write`');
  expect(await ledgerTip(world)).toBeUndefined();
}, 60_000);

test('four legs at once share one comment', async () => {
  const trigger = await world.pullRequest();
  const legs = [1, 2, 3, 4];
  const jobs = await Promise.all(
    legs.map((depth) => world.job(trigger, { permissions: PERMISSIONS, matrix: { depth } })),
  );
  const reports = await Promise.all(
    jobs.map((job, index) => job.uses(TRACK, { ...RUN, metrics: `auc=0.9${legs[index]}` })),
  );
  expect(reports.flatMap(errorsOf)).toEqual([]);
  for (const depth of legs) {
    expect(body()).toContain(`depth=${depth}`);
    expect(body()).toContain(`0.9${depth}`);
  }
}, 120_000);

test('a value that is neither true nor false is a fault of the input', async () => {
  const job = await world.job(await world.push());
  const report = await job.uses(TRACK, { ...RUN, comment: 'yes' });
  expect(only(errorsOf(report))).toMatch(/E_INPUT_INVALID: `comment` is `yes`/);
}, 60_000);
