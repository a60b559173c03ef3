// Ways round the gate that somebody found who may push branches: each turned it green.
import { checkOut } from '../support/checkout.js';
import { pullRequestEvent } from '../support/github/events.js';
import type { GitHubWorld } from '../support/github-world.js';
import { gateFor, pushPolicy, record, rulesOf, statusesOf, trainFor } from './gate-support.js';
import { TRACK, useFreshWorld } from './support.js';

let world: GitHubWorld;
useFreshWorld((made) => {
  world = made;
});

/** A workflow of a branch of its own that checks out main and trains there. */
async function trainOnMain(main: string, inputs: Record<string, string>): Promise<void> {
  const evil = await world.push({ branch: 'evil', files: { 'evil.txt': 'x' } });
  const job = await world.job(evil, { checkout: 'none' });
  const token = world.tokens.make({ contents: 'read' });
  const from = { url: world.git.url(world.repository), sha: main, ref: 'refs/heads/main', token };
  await checkOut(job.workspace, { ...from, onBranch: true });
  const common = { run: 'true', experiment: 'clf', tags: 'dataset_version=orders_v1.0' };
  await job.uses(TRACK, { ...common, ...inputs }, { continueOnError: true });
}

test("a run that another branch's workflow makes of main's commit is no baseline beside main's own", async () => {
  const push = await pushPolicy(world);
  await trainFor(world, push, { metrics: 'auc=0.95' });
  const pull = await world.pullRequest();
  await trainFor(world, pull, { metrics: 'auc=0.55' });
  await trainOnMain(push.sha, { metrics: 'auc=0.55' });
  const report = await gateFor(world, pull);
  expect(report.outputs['verdict']).toBe('fail');
  expect(rulesOf(report)).toContain('metrics.auc.max_drop');
}, 60_000);

test('a run that failed under a new name opens no way for that name', async () => {
  const push = await pushPolicy(world);
  await trainFor(world, push, { metrics: 'auc=0.95' });
  const pull = await world.pullRequest();
  await trainFor(world, pull, { metrics: 'auc=0.55', experiment: 'clf2' });
  await trainOnMain(push.sha, { run: 'exit 1', experiment: 'clf2' });
  const report = await gateFor(world, pull);
  expect(report.outputs['verdict']).toBe('fail');
  expect(rulesOf(report)).toContain('baseline.missing');
}, 60_000);

test('nor do many that failed, which hide the names that the branch has', async () => {
  const first = await pushPolicy(world);
  await record(world, [{ commit: first.sha, ref: 'refs/heads/main', metrics: { auc: 0.95 } }]);
  const push = await world.push({ files: { 'more.txt': 'x' } });
  const failed = { commit: push.sha, ref: 'refs/heads/main', status: 'FAILED' } as const;
  await record(
    world,
    Array.from({ length: 210 }, () => failed),
  );
  const pull = await world.pullRequest();
  await trainFor(world, pull, { metrics: 'auc=0.55', experiment: 'clf2' });
  const report = await gateFor(world, pull);
  expect(report.outputs['verdict']).toBe('fail');
  expect(rulesOf(report)).toContain('baseline.missing');
}, 60_000);

test('a second pull request with the same head, into a branch with a weaker policy, does not turn the first one green', async () => {
  const { sha } = await pushPolicy(world);
  await record(world, [{ commit: sha, ref: 'refs/heads/main', metrics: { auc: 0.95 } }]);
  const first = await world.pullRequest();
  await record(world, [{ commit: first.headSha, metrics: { auc: 0.1 } }]);
  expect((await gateFor(world, first)).outputs['verdict']).toBe('fail');
  const weak = await world.push({ branch: 'weak', files: { '.github/lineage.yml': 'version: 1\n' } });
  const { state, url } = world.github;
  if (first.pull === undefined) throw new Error('no pull request');
  const pull = { ...first.pull, number: 99, base: { ref: 'weak', sha: weak.sha } };
  state.addPull(pull);
  await world.repo.updateRef('refs/pull/99/head', first.headSha);
  const { id, runNumber } = state.addRun({
    repository: world.repository,
    headSha: first.headSha,
    event: 'pull_request',
  });
  const second = {
    ...{
      ...first,
      pull,
      runId: id,
      runNumber,
      ref: 'refs/pull/99/merge',
      baseRef: 'weak',
      baseSha: weak.sha,
    },
    event: pullRequestEvent({ state, apiUrl: url }, { pull, actor: 'octocat', action: 'opened' }),
  };
  const report = await gateFor(world, second);
  expect(report.outputs['verdict']).toBe('pass');
  expect(report.summary).toContain('pull request 7 into main too');
  expect(statusesOf(world, first.headSha).map((status) => status.state)).toEqual(['failure']);
}, 60_000);
