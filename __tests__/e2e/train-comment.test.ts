import { commented } from '../commands/checkout/setup.js';
import { checkOut } from '../support/checkout.js';
import type { GitHubWorld, Trigger } from '../support/github-world.js';
import type { Job } from '../support/runner.js';
import { type Permissions, READ_WRITE } from '../support/tokens.js';
import { commentsOf, GATE_PERMISSIONS, pushPolicy, statusesOf } from './gate-support.js';
import { errorsOf, GATE, only, REGISTER, readLedger, TRACK, TRAINING, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

const PERMISSIONS: Permissions = { ...READ_WRITE, ...GATE_PERMISSIONS, contents: 'write' };

/** The job of a comment on a pull request that has checked out its head. */
async function jobOf(pull: Trigger, permissions = PERMISSIONS): Promise<Job> {
  const job = await world.job(await commented(world, pull), { checkout: 'none', permissions });
  const token = world.tokens.make({ contents: 'read' });
  const ref = `refs/pull/${pull.pull?.number}/head`;
  await checkOut(job.workspace, { url: world.git.url(world.repository), sha: pull.headSha, ref, token });
  return job;
}

test.each([
  ['a fork', true, 'fork'],
  ['a branch', false, 'trusted'],
])(
  '/train on a pull request of %s',
  async (_, fork, trust) => {
    const { sha: main } = await pushPolicy(world, 'version: 1\nmetrics:\n  val_auc: { min: 0.9 }\n');
    const pull = await world.pullRequest({ fork });
    const job = await jobOf(pull);
    const tracked = await job.uses(TRACK, { ...TRAINING, comment: 'true' });
    const [record] = (await readLedger(world)).runs;
    expect(record?.inputs.code).toMatchObject({ commit: pull.headSha, base_commit: pull.baseSha });
    expect(record?.context).toMatchObject({
      event: 'issue_comment',
      trust,
      pull_request: { number: pull.pull?.number },
    });
    expect(record?.tags['git_commit']).toBe(pull.headSha);
    expect(only(commentsOf(world))).toMatchObject({ number: pull.pull?.number });
    const gate = await job.uses(GATE, {}, { continueOnError: true });
    expect(gate.outputs['verdict']).toBe('pass');
    expect(only(statusesOf(world, pull.headSha))).toMatchObject({ state: 'success' });
    expect(statusesOf(world, main)).toEqual([]);
    const registered = await job.uses(
      REGISTER,
      { model: 'clf', 'run-id': tracked.outputs['run-id'] ?? '' },
      { continueOnError: true },
    );
    if (fork) expect(only(errorsOf(registered))).toMatch(/E_RUN_UNTRUSTED/);
    else expect(registered.outputs['version']).toBe('1');
  },
  120_000,
);

test('without the permission to ask, nobody vouches for the commit', async () => {
  const pull = await world.pullRequest({ fork: true });
  const job = await jobOf(pull, { contents: 'write' });
  const report = await job.uses(TRACK, TRAINING);
  const [record] = (await readLedger(world)).runs;
  expect(record?.context.trust).toBe('claimed');
  expect(report.log).toMatch(/cannot be registered: .*pull request/);
  const registered = await job.uses(REGISTER, { model: 'clf' }, { continueOnError: true });
  expect(only(errorsOf(registered))).toMatch(/E_RUN_UNTRUSTED.*pull-requests: read/);
}, 120_000);

test("a policy that the pull request's own branch weakens is not the one that registers", async () => {
  await pushPolicy(world, 'version: 1\nmetrics:\n  val_auc: { min: 0.99 }\n');
  const weak = { '.github/lineage.yml': 'version: 1\nmetrics:\n  val_auc: { min: 0.1 }\n' };
  const job = await jobOf(await world.pullRequest({ files: weak }));
  await job.uses(TRACK, TRAINING);
  const registered = await job.uses(REGISTER, { model: 'clf' }, { continueOnError: true });
  expect(registered.outputs['verdict']).toBe('fail');
}, 120_000);

test('/train of a whole job: what `register` and post see by themselves is what the run began with', async () => {
  const pull = await world.pullRequest();
  const { run: _, ...wholeJob } = TRAINING;
  const job = await jobOf(pull);
  await job.uses(TRACK, wholeJob);
  await job.run('sh train.sh');
  const registered = await job.uses(REGISTER, { model: 'clf' });
  expect(errorsOf(registered)).toEqual([]);
  expect(registered.outputs['version']).toBe('1');
  const other = await jobOf(pull);
  await other.uses(TRACK, wholeJob);
  await other.run('sh train.sh');
  const posts = [...(await job.finish()), ...(await other.finish())];
  for (const post of posts) expect(post).toMatchObject({ outcome: 'success', annotations: [] });
  const { runs } = await readLedger(world);
  expect(runs.map(({ context }) => context.trust)).toEqual(['trusted', 'trusted']);
  for (const { inputs } of runs)
    expect(inputs.code).toMatchObject({ commit: pull.headSha, base_commit: pull.baseSha });
}, 120_000);
