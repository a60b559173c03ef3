import { GitHubWorld, type Trigger } from '../support/github-world.js';
import { gateFor, moveToStage, trainFor } from './gate-support.js';
import { errorsOf, only, REGISTER, runOf } from './support.js';

const POLICY = [
  'version: 1',
  'metrics:',
  '  auc: { required: true, higher_is_better: true, min: 0.5, max_drop: 0.01 }',
  '',
].join('\n');
const METRICS = (auc: number | string) => ({ metrics: `auc=${auc}` });

let world: GitHubWorld;

beforeEach(async () => {
  world = await GitHubWorld.start();
}, 60_000);

afterEach(async () => {
  expect(world.github.violations).toEqual([]);
  await world.close();
});

const comments = () => world.github.state.comments;
const statuses = (sha: string) => world.github.state.statuses.filter((status) => status.sha === sha);
const policy = (text = POLICY) => world.push({ files: { '.github/lineage.yml': text } });

/** A run on main, so that pull requests have something to be compared with. */
async function trainMain(auc: number): Promise<string> {
  const trigger = await policy();
  return trainFor(world, trigger, METRICS(auc));
}

async function pullWith(auc: number | string, inputs = {}): Promise<{ trigger: Trigger; run: string }> {
  const trigger = await world.pullRequest();
  return { trigger, run: await trainFor(world, trigger, { ...METRICS(auc), ...inputs }) };
}

test('a first pull request without a baseline: said in words, and it passes on what can be judged', async () => {
  await policy();
  const { trigger, run } = await pullWith(0.9);
  const report = await gateFor(world, trigger);
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  const comment = only(comments());
  expect(report.outputs['comment-url']).toContain(String(comment.id));
  expect(comment.body).toMatch(/auc/);
  expect(comment.body).toMatch(/no finished run of `clf` on `main`/i);
  expect(comment.body).toContain(run);
  expect(report.summary).toMatch(/auc/);
  expect(only(statuses(trigger.headSha))).toMatchObject({ state: 'success', context: 'lineage-gate' });
  expect(statuses(trigger.sha)).toEqual([]);
}, 120_000);

test('an improvement passes and a regression fails, against the run on main at the merge base', async () => {
  const base = await trainMain(0.8);
  const better = await pullWith(0.85);
  const passed = await gateFor(world, better.trigger);
  expect(passed.outputs['verdict']).toBe('pass');
  expect(only(comments()).body).toMatch(/at the merge base/);
  expect(only(comments()).body).toContain(base);

  const worse = await pullWith(0.7, { 'run-name': 'worse' });
  const failed = await gateFor(world, worse.trigger);
  expect(failed).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  const findings = JSON.parse(failed.outputs['findings'] ?? '') as { rule: string; model: string }[];
  expect(findings).toEqual([expect.objectContaining({ rule: 'metrics.auc.max_drop', model: 'clf' })]);
  expect(statuses(worse.trigger.headSha)[0]?.state).toBe('failure');
}, 180_000);

test('what others merged since the pull request began is no baseline, and Production comes first', async () => {
  const base = await trainMain(0.8);
  const { trigger } = await pullWith(0.82);
  const later = await world.push({ files: { 'later.txt': 'x' } });
  const after = await trainFor(world, later, METRICS(0.95));
  const report = await gateFor(world, trigger);
  expect(report.outputs['verdict']).toBe('pass');
  expect(only(comments()).body).toContain(base);
  expect(only(comments()).body).not.toContain(after);

  const job = await world.job(later);
  await job.run('echo weights > m.bin');
  const model = await trainFor(world, later, { ...METRICS(0.99), run: 'echo w > m.bin', model: 'm.bin' });
  const registered = await (await world.job(later)).uses(REGISTER, { model: 'clf', 'run-id': model });
  expect(registered.outputs['version']).toBe('1');
  await moveToStage(world, { model: 'clf', version: 1, stage: 'Production' });
  const again = await gateFor(world, trigger);
  expect(again).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(only(comments()).body).toMatch(/Production version 1/);
}, 240_000);

test('missing tag, missing metric and NaN fail, each with its own finding and mend', async () => {
  await policy();
  const trigger = await world.pullRequest();
  await trainFor(world, trigger, { tags: '', metrics: 'loss=1', params: 'variant=a' });
  await trainFor(world, trigger, { ...METRICS('NaN'), params: 'variant=b' });
  const report = await gateFor(world, trigger);
  expect(report.exitCode).toBe(1);
  const rules = (JSON.parse(report.outputs['findings'] ?? '') as { rule: string }[]).map(({ rule }) => rule);
  expect(rules).toEqual(expect.arrayContaining(['required_tags.dataset_version']));
  expect(rules.filter((rule) => rule.startsWith('metrics.auc')).length).toBeGreaterThanOrEqual(2);
  expect(only(comments()).body).toMatch(/dataset_version/);
}, 120_000);

test('a waiver lets a finding through and is shown; an expired one does not count', async () => {
  const waiver = (expires: string) =>
    `${POLICY}waivers:\n  - { rule: metrics.auc.min, reason: cold start, by: alice, expires: ${expires} }\n`;
  await policy(waiver('2999-12-31'));
  const { trigger } = await pullWith(0.4);
  const waived = await gateFor(world, trigger);
  expect(waived.outputs['verdict']).toBe('pass');
  expect(only(comments()).body).toMatch(/cold start[\s\S]*alice|alice[\s\S]*cold start/);

  await policy(waiver('2020-12-31'));
  const late = await pullWith(0.4);
  expect((await gateFor(world, late.trigger)).outputs['verdict']).toBe('fail');
}, 180_000);

test('no run for the head is a failure that says what to add; nothing touched is a pass that says so', async () => {
  await policy(`${POLICY}applies_to: ['src/**', params.yaml]\n`);
  const trigger = await world.pullRequest();
  const report = await gateFor(world, trigger);
  expect(report).toMatchObject({ exitCode: 1, outputs: { verdict: 'fail' } });
  expect(errorsOf(report).join('\n')).toContain(`No run was recorded for ${trigger.headSha}`);
  expect(only(comments()).body).toMatch(/uses: .*lineage-gate@/);

  const docs = await world.pullRequest({ branch: 'docs', files: { 'README.md': '# New words\n' } });
  const passed = await gateFor(world, docs);
  expect(passed).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(passed.summary).toMatch(/applies_to/);
}, 120_000);

test('4 matrix legs judged at once in one comment, seeds together, and a leg that was run again once', async () => {
  await policy();
  const trigger = await world.pullRequest();
  for (const seed of [1, 2, 3]) {
    await trainFor(
      world,
      trigger,
      { metrics: `auc=0.9${seed}`, params: `depth=4\nseed=${seed}` },
      { matrix: { depth: 4, seed } },
    );
  }
  for (const auc of [0.3, 0.9]) {
    await trainFor(world, trigger, { metrics: `auc=${auc}`, params: 'depth=6' }, { matrix: { depth: 6 } });
  }
  const report = await gateFor(world, trigger);
  expect(errorsOf(report)).toEqual([]);
  expect(report.outputs['verdict']).toBe('pass');
  const { body } = only(comments());
  expect(body).toMatch(/0\.92.*±.*3/);
  expect(body).toMatch(/depth=6/);
}, 180_000);

test('gates of several legs share one comment; an older run never overwrites a newer one', async () => {
  await policy();
  const { trigger } = await pullWith(0.9);
  await Promise.all([1, 2].map((leg) => gateFor(world, trigger, {}, { matrix: { leg } })));
  expect(comments()).toHaveLength(1);
  for (const leg of [1, 2]) expect(only(comments()).body).toContain(`leg=${leg}`);

  const newer = { ...trigger, runId: trigger.runId + 1000 };
  await gateFor(world, newer, {}, { matrix: { leg: 1 } });
  const before = only(comments()).body;
  await gateFor(world, trigger, {}, { matrix: { leg: 1 } });
  expect(only(comments()).body).toBe(before);
}, 180_000);

test('150 older comments and somebody else’s with our marker: ours is found, theirs is left alone', async () => {
  await policy();
  const { trigger } = await pullWith(0.9);
  await gateFor(world, trigger);
  const own = only(comments());
  const number = trigger.pull?.number ?? 0;
  for (let index = 0; index < 150; index += 1) {
    world.github.state.addComment({
      repository: world.repository,
      number,
      author: 'octocat',
      body: `${index}`,
    });
  }
  const planted = world.github.state.addComment({
    repository: world.repository,
    number,
    author: 'mallory',
    body: own.body,
  });
  world.github.state.comments.sort((a, b) => (a.id === own.id ? 1 : b.id === own.id ? -1 : a.id - b.id));
  await trainFor(world, trigger, { metrics: 'auc=0.91', params: 'depth=9' });
  await gateFor(world, trigger);
  expect(comments()).toHaveLength(152);
  expect(comments().find(({ id }) => id === planted.id)?.body).toBe(planted.body);
  expect(comments().find(({ id }) => id === own.id)?.body).toMatch(/0\.91/);
}, 120_000);

test('a token that may only read: the verdict stands, and the summary names the missing permissions', async () => {
  await policy();
  const { trigger } = await pullWith(0.9);
  const permissions = { contents: 'read', pull_requests: 'read' } as const;
  const report = await gateFor(world, trigger, {}, { permissions });
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass', 'comment-url': '' } });
  expect(report.summary).toMatch(/pull-requests: write/);
  expect(report.summary).toMatch(/statuses: write/);
  expect(comments()).toEqual([]);
}, 120_000);

test('in a merge queue the run of the pull request’s head is judged, and the queue’s commit gets the status', async () => {
  await policy();
  const { trigger, run } = await pullWith(0.9);
  const number = trigger.pull?.number ?? 0;
  const head_ref = `refs/heads/gh-readonly-queue/main/pr-${number}-${trigger.baseSha}`;
  const queue = { ...trigger, eventName: 'merge_group', ref: head_ref, headRef: '', baseRef: '' };
  const sha = await world.repo.commit(
    { 'queued.txt': 'x' },
    { branch: head_ref, parents: [trigger.baseSha, trigger.headSha] },
  );
  const merge_group = { head_ref, head_sha: sha, base_ref: 'refs/heads/main', base_sha: trigger.baseSha };
  const { repository, sender } = trigger.event;
  const event = { action: 'checks_requested', merge_group, repository, sender };
  const report = await gateFor(world, { ...queue, sha, event, pull: undefined } as Trigger);
  expect(errorsOf(report)).toEqual([]);
  expect(report).toMatchObject({ exitCode: 0, outputs: { verdict: 'pass' } });
  expect(report.summary).toContain(run);
  expect(only(statuses(sha)).state).toBe('success');
  expect((await runOf(world, run)).inputs.code?.commit).toBe(trigger.headSha);
}, 120_000);

test('hostile text in every field of a run does nothing in the comment', async () => {
  await policy();
  const evil = '@octocat <img src=x> [x](http://evil.example) <!-- lineage-gate:comment --> | `';
  const { trigger } = await pullWith(0.9, {
    experiment: evil,
    'run-name': evil,
    params: `a=${evil}`,
    tags: `dataset_version=${evil}`,
  });
  await gateFor(world, trigger);
  const { body } = only(comments());
  expect(body).not.toMatch(/(?<![\w`\u200b])@octocat/);
  expect(body).not.toContain('<img');
  expect(body).not.toMatch(/\]\(http:\/\/evil/);
}, 120_000);

test('malformed inputs are told all at once, and nothing is written', async () => {
  await policy();
  const trigger = await world.pullRequest();
  const report = await gateFor(world, trigger, { comment: 'maybe', status: 'on', 'run-ids': 'x, y' });
  expect(report.exitCode).toBe(1);
  expect(errorsOf(report)).toHaveLength(4);
  expect(comments()).toEqual([]);
}, 60_000);
