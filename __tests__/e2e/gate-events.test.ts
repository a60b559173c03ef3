import type { GitHubWorld, Trigger } from '../support/github-world.js';
import { commentsOf, GATE_PERMISSIONS, gateFor, pushPolicy, record, statusesOf } from './gate-support.js';
import { errorsOf, only, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

/** A merge queue asks about the pull request merged into its base. */
async function queueOf(trigger: Trigger): Promise<Trigger> {
  const number = trigger.pull?.number ?? 0;
  const head_ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${trigger.baseSha}`;
  const sha = await world.repo.commit(
    { 'queued.txt': 'x' },
    { branch: head_ref, parents: [trigger.baseSha, trigger.headSha] },
  );
  const merge_group = { head_ref, head_sha: sha, base_ref: 'refs/heads/main', base_sha: trigger.baseSha };
  const { repository, sender } = trigger.event;
  const event = { action: 'checks_requested', merge_group, repository, sender };
  const { pull: _, ...rest } = trigger;
  return {
    ...rest,
    eventName: 'merge_group',
    ref: head_ref,
    headRef: '',
    baseRef: '',
    sha,
    event,
    runId: world.github.state.nextId(),
  };
}

/** A workflow on the default branch that begins when another one has finished. */
async function finishedRunOf(trigger: Trigger): Promise<Trigger> {
  const { state } = world.github;
  const run = state.runs.get(trigger.runId);
  if (run === undefined) throw new Error('no workflow run');
  run.status = 'completed';
  const sha = (await world.repo.resolve('refs/heads/main')) ?? '';
  const { repository, sender } = trigger.event;
  const workflow_run = { id: run.id, head_sha: run.headSha, head_repository: repository };
  const { pull: _, ...rest } = trigger;
  return {
    ...rest,
    eventName: 'workflow_run',
    event: { action: 'completed', workflow_run, repository, sender },
    ref: 'refs/heads/main',
    sha,
    headRef: '',
    baseRef: '',
    runId: state.nextId(),
  };
}

async function pullWith(auc: number): Promise<{ trigger: Trigger; run: string }> {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  const [run = ''] = await record(world, [{ commit: trigger.headSha, metrics: { auc } }]);
  return { trigger, run };
}

test('in a merge queue the run of the pull request’s head is judged, and the queue’s commit gets the status', async () => {
  const { trigger, run } = await pullWith(0.9);
  const queue = await queueOf(trigger);
  const report = await gateFor(world, queue);
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(report.summary).toContain(run);
  expect(report.summary).toContain(`The merge queue's commit \`${queue.sha.slice(0, 7)}\``);
  expect(report.summary).toContain(`its head \`${trigger.headSha.slice(0, 7)}\``);
  expect(only(statusesOf(world, queue.sha)).state).toBe('success');
  expect(statusesOf(world, trigger.headSha)).toEqual([]);
}, 120_000);

test('in a merge queue a run of the queue’s own commit comes first', async () => {
  const { trigger } = await pullWith(0.9);
  const queue = await queueOf(trigger);
  const [own = ''] = await record(world, [{ commit: queue.sha, metrics: { auc: 0.1 } }]);
  const report = await gateFor(world, queue);
  expect(report.outputs['verdict']).toBe('fail');
  expect(report.summary).toContain(own);
}, 120_000);

test('a finished workflow run is judged by its head, with comment and status on its pull request', async () => {
  const { trigger, run } = await pullWith(0.9);
  const after = await finishedRunOf(trigger);
  const report = await gateFor(world, after);
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(only(commentsOf(world)).body).toContain(run);
  expect(only(statusesOf(world, trigger.headSha)).state).toBe('success');
  expect(statusesOf(world, after.sha)).toEqual([]);

  const { actions: _, ...permissions } = GATE_PERMISSIONS;
  const refused = await gateFor(world, after, {}, { permissions });
  expect(refused.exitCode).toBe(1);
  expect(errorsOf(refused).join('\n')).toMatch(/actions: read/);
}, 120_000);

test('a finished workflow run that left no record: its lost jobs are named', async () => {
  await pushPolicy(world);
  const trigger = await world.pullRequest();
  world.github.state.addJob({ runId: trigger.runId, name: 'train', conclusion: 'failure' });
  const report = await gateFor(world, await finishedRunOf(trigger));
  expect(report.outputs['verdict']).toBe('fail');
  expect(only(commentsOf(world)).body).toContain('`train`');
}, 120_000);

test('a push is judged against what its branch held before, and no comment is written', async () => {
  const before = await pushPolicy(world);
  await record(world, [{ commit: before.sha, ref: 'refs/heads/main', metrics: { auc: 0.9 } }]);
  const push = await world.push({ files: { 'params.yaml': 'learning_rate: 0.9\n' } });
  await record(world, [{ commit: push.sha, ref: 'refs/heads/main', metrics: { auc: 0.8 } }]);
  const report = await gateFor(world, push);
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail', 'comment-url': '' } });
  expect(report.summary).toMatch(/run of `\w{7}` on `main` before this commit/);
  expect(report.summary).toMatch(/fell from 0\.9 to 0\.8/);
  expect(commentsOf(world)).toEqual([]);
  expect(only(statusesOf(world, push.sha)).state).toBe('failure');
}, 120_000);
