import { resolve } from 'node:path';
import { jest } from '@jest/globals';
import { runPath } from '../../src/ledger/layout.js';
import { encodeRecord } from '../../src/ledger/read/records.js';
import { CLI } from '../cli/user-repo.js';
import { idAt, runRecord } from '../ledger/fixtures.js';
import { exec, gitEnvironment } from '../support/exec.js';
import { GitHubWorld, type Trigger, type WorldJobOptions } from '../support/github-world.js';
import type { StepReport } from '../support/runner.js';
import type { Permissions } from '../support/tokens.js';
import { clone } from './by-hand.js';
import { finished } from './finished.js';
import { APP, applyRulesets, appToken } from './locked-app.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, TRAINING } from './support.js';

jest.setTimeout(240_000);

const PUBLISH = resolve('publish');
const PROMOTE = resolve('promote');
const RECALL = resolve('recall');
const LOCKED_POLICY = 'version: 1\nledger: { parking: false }\nmetrics: { val_auc: { min: 0.5 } }\n';
/** What a job gets with `permissions: write-all`: more does not help. */
const ALL: Permissions = {
  ...{ actions: 'write', checks: 'write', contents: 'write', deployments: 'write' },
  ...{ issues: 'write', pull_requests: 'write', statuses: 'write' },
};

let world: GitHubWorld;

beforeEach(async () => {
  world = await GitHubWorld.start();
  await world.artifacts();
}, 60_000);

afterEach(async () => {
  expect(world.github.violations).toEqual([]);
  await world.close();
});

async function uses(
  action: string,
  { trigger, inputs, ...options }: WorldJobOptions & { trigger: Trigger; inputs: Record<string, string> },
): Promise<StepReport> {
  const job = await world.job(trigger, { checkout: 'none', permissions: {}, ...options });
  return job.uses(action, inputs, { continueOnError: true });
}

async function train(trigger: Trigger, inputs: Record<string, string>, permissions: Permissions) {
  const job = await world.job(trigger, { permissions });
  return job.uses(TRACK, { ...TRAINING, ...inputs }, { continueOnError: true });
}

const inbox = async () =>
  Object.keys(await world.repo.refs()).filter((ref) => ref.startsWith('refs/lineage/'));

async function expectValid(): Promise<void> {
  const { folder, git } = await clone(world);
  await git('branch', 'lineage', 'origin/lineage');
  const env = { ...gitEnvironment(), HOME: world.root };
  const verified = await exec(process.execPath, [CLI, 'verify', '--strict'], { cwd: folder, env });
  expect(verified.stdout.toString()).toMatch(/, valid\.\n$/);
  expect(verified.code).toBe(0);
}

function expectRuleNamed(report: StepReport, rule: string): void {
  expect(report).toMatchObject({ outcome: 'failure', exitCode: 1 });
  const message = errorsOf(report).join('\n');
  expect(message).toMatch(/E_LEDGER_PROTECTED: .*GH013/);
  expect(message).toContain(rule);
}

test('locked: a model goes the whole way with the token of the App, and with no other', async () => {
  await applyRulesets(world, 'open.json', 'locked.json');
  const push = await world.push({ files: { '.github/lineage.yml': LOCKED_POLICY } });
  const tracked = await train(push, { record: 'evidence' }, { contents: 'read' });
  expect(errorsOf(tracked)).toEqual([]);
  const runId = tracked.outputs['run-id'] ?? '';
  expect(await ledgerTip(world)).toBeUndefined();

  const after = await finished(world, push);
  const refusedPublish = await uses(PUBLISH, { trigger: after, inputs: {}, permissions: ALL });
  expectRuleNamed(refusedPublish, 'creations being restricted');
  const token = appToken(world, 'locked-publish.yml');
  const published = await uses(PUBLISH, { trigger: after, inputs: { token } });
  expect(errorsOf(published)).toEqual([]);
  expect(published.outputs).toMatchObject({ verdict: 'pass', 'run-ids': JSON.stringify([runId]) });
  expect(only((await readLedger(world)).runs)).toMatchObject({ context: { trust: 'trusted' } });

  const model = { model: 'clf', 'run-id': runId };
  const refusedRegister = await uses(REGISTER, { trigger: after, inputs: model, permissions: ALL });
  expectRuleNamed(refusedRegister, 'Cannot update this protected ref');
  const registered = await uses(REGISTER, { trigger: after, inputs: { ...model, token } });
  expect(errorsOf(registered)).toEqual([]);
  expect(registered.outputs).toMatchObject({ version: '1', verdict: 'pass' });

  const move = { model: 'clf', version: '1', stage: 'Production', reason: 'passed the shadow test' };
  const byHand = await world.dispatch();
  const refusedPromote = await uses(PROMOTE, { trigger: byHand, inputs: move, permissions: ALL });
  expectRuleNamed(refusedPromote, 'Cannot update this protected ref');
  const promoting = { ...move, token: appToken(world, 'locked-promote.yml') };
  const promoted = await uses(PROMOTE, { trigger: byHand, inputs: promoting });
  expect(errorsOf(promoted)).toEqual([]);
  expect(promoted.displayLog).not.toContain('##[warning]');
  expect(promoted.outputs).toMatchObject({ state: 'done', 'to-stage': 'Production' });
  expect(only(world.github.state.dispatches)).toBeDefined();

  const what = `run:${runId}`;
  const workflowPath = '.github/workflows/locked-recall.yml';
  const started = await world.dispatch({ title: `recall ${what}`, workflowPath });
  const bad = { what, reason: 'leaks' };
  const refusedRecall = await uses(RECALL, { trigger: started, inputs: bad, permissions: ALL });
  expectRuleNamed(refusedRecall, 'Cannot update this protected ref');
  const recalling = { ...bad, token: appToken(world, 'locked-recall.yml') };
  const recalled = await uses(RECALL, { trigger: started, inputs: recalling });
  expect(errorsOf(recalled)).toEqual([]);
  expect(recalled.displayLog).not.toContain('##[warning]');
  expect(recalled.outputs).toMatchObject({
    state: 'recalled',
    'issue-url': expect.stringContaining('/issues/'),
  });
  expect(
    only(world.github.state.issues.all.filter(({ labels }) => labels.includes('lineage-recall'))).author,
  ).toBe(APP);

  expect(await inbox()).toEqual([]);
  await expectValid();
});

test('locked: no training loses its run to the rule, and none is parked', async () => {
  await applyRulesets(world, 'open.json', 'locked.json');
  const push = await world.push({ files: { '.github/lineage.yml': LOCKED_POLICY } });
  const early = await train(push, {}, { contents: 'read' });
  expect(errorsOf(early).join('\n')).toMatch(/E_LEDGER_PERMISSION: .*`record: evidence`/);
  expect(early.stdout).not.toContain('trained on');
  const auto = await train(push, {}, ALL);
  expectRuleNamed(auto, 'creations being restricted');
  expect(auto.displayLog).toMatch(/it is handed over as evidence, and `publish` records it/);
  const after = await finished(world, push);
  const token = appToken(world, 'locked-publish.yml');
  expect(errorsOf(await uses(PUBLISH, { trigger: after, inputs: { token } }))).toEqual([]);

  const next = await world.push({ files: { 'params.yaml': 'seed: 4\n' } });
  const direct = await train(next, { record: 'ledger' }, ALL);
  expectRuleNamed(direct, 'Cannot update this protected ref');
  expect(errorsOf(direct).join('\n')).toContain('docs/set-ups.md');
  expect(await inbox()).toEqual([]);
  const published = await uses(PUBLISH, { trigger: await finished(world, next), inputs: { token } });
  expect(errorsOf(published)).toEqual([]);
  const ids = [auto, direct].map(({ outputs }) => outputs['run-id']);
  expect((await readLedger(world)).runs.map(({ run_id }) => run_id)).toEqual(ids);
  await expectValid();
});

test('locked: what somebody pushes is refused, also under the name of main, and what lies beside the branch is left alone', async () => {
  await applyRulesets(world, 'open.json', 'locked.json', 'locked-tags.json');
  const push = await world.push({ files: { '.github/lineage.yml': LOCKED_POLICY } });
  const mallory = await clone(world);
  await mallory.commit({ 'runs/x.json': '{}' });
  expect(await mallory.push('HEAD:refs/heads/lineage')).toContain('creations being restricted');

  const token = appToken(world, 'locked-publish.yml');
  await train(push, { record: 'evidence' }, { contents: 'read' });
  await uses(PUBLISH, { trigger: await finished(world, push), inputs: { token } });
  const tip = await ledgerTip(world);
  expect(tip).toBeDefined();
  await mallory.onLedger();
  await mallory.commit({ 'runs/x.json': '{}' });
  expect(await mallory.push('HEAD:refs/heads/lineage')).toContain('Cannot update this protected ref');
  expect(await mallory.push('HEAD:refs/tags/main')).toContain('creations being restricted');
  expect(await mallory.push('HEAD:refs/tags/lineage')).toContain('creations being restricted');
  for (const one of [mallory, await clone(world, { login: APP })]) {
    expect(await one.push('+main:refs/heads/lineage')).toContain('Cannot force-push to this branch');
    expect(await one.push(':refs/heads/lineage')).toContain('Cannot delete this protected ref');
  }
  expect(await ledgerTip(world)).toBe(tip);

  const id = idAt(Date.now(), 7);
  const record = await encodeRecord('run', runRecord(id));
  await world.repo.commit({ [`${id}.json`]: record }, { branch: `refs/lineage/inbox/${id}` });
  const next = await world.push({ files: { 'params.yaml': 'seed: 4\n' } });
  const tracked = await train(next, { record: 'evidence' }, { contents: 'read' });
  const published = await uses(PUBLISH, { trigger: await finished(world, next), inputs: { token } });
  expect(published.outputs['run-ids']).toBe(JSON.stringify([tracked.outputs['run-id']]));
  const { runs } = await readLedger(world);
  expect(runs).toHaveLength(2);
  expect(runs.map(({ run_id }) => run_id)).not.toContain(id);
  expect(await inbox()).toEqual([`refs/lineage/inbox/${id}`]);
  const model = { model: 'clf', 'run-id': id };
  const refused = await uses(REGISTER, { trigger: await finished(world, next), inputs: { ...model, token } });
  expect(errorsOf(refused).join('\n')).toContain('E_RUN_NOT_FOUND');
  await expectValid();
});

test('locked: pull requests are commented on and judged as the App, and a request is approved under its issue', async () => {
  await applyRulesets(world, 'open.json', 'locked.json');
  const stages = 'stages: { Production: { approvals: 1, approvers: [alice] } }\n';
  const push = await world.push({ files: { '.github/lineage.yml': LOCKED_POLICY + stages } });
  world.github.state.people.addCollaborator(world.repository, 'alice', 'write');
  const token = appToken(world, 'locked-publish.yml');
  for (const fork of [false, true]) {
    const pull = await world.pullRequest({ fork, branch: `change-${fork}` });
    await train(pull, { record: 'evidence' }, { contents: 'read' });
    const after = await finished(world, pull);
    for (let round = 0; round < 2; round += 1)
      expect(errorsOf(await uses(PUBLISH, { trigger: after, inputs: { token } }))).toEqual([]);
    const { comments, statuses } = world.github.state;
    expect(only(comments.filter(({ number }) => number === pull.pull?.number)).author).toBe(APP);
    const states = statuses.filter(({ sha }) => sha === pull.headSha).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['success']));
  }

  const tracked = await train(push, { record: 'evidence' }, { contents: 'read' });
  const after = await finished(world, push);
  await uses(PUBLISH, { trigger: after, inputs: { token } });
  const model = { model: 'clf', 'run-id': tracked.outputs['run-id'] ?? '' };
  expect(errorsOf(await uses(REGISTER, { trigger: after, inputs: { ...model, token } }))).toEqual([]);
  const move = { model: 'clf', stage: 'Production', reason: 'passed the shadow test' };
  const asking = { ...move, token: appToken(world, 'locked-promote.yml') };
  const asked = await uses(PROMOTE, { trigger: await world.dispatch(), inputs: asking });
  expect(errorsOf(asked)).toEqual([]);
  expect(asked.outputs).toMatchObject({ state: 'pending-approval' });
  const { issues } = world.github.state;
  const issue = only(issues.all.filter(({ author }) => author === APP));
  const made = issues.comment(issue, 'alice', `/approve ${asked.outputs['request-id']}`);
  const deciding = { token: appToken(world, 'locked-approve.yml') };
  const done = await uses(PROMOTE, { trigger: await world.commented(issue, made), inputs: deciding });
  expect(errorsOf(done)).toEqual([]);
  expect(done.outputs).toMatchObject({ state: 'done', 'to-stage': 'Production' });
  expect(done.displayLog).not.toContain('##[warning]');
  await expectValid();
});

test('open: nothing can be taken away, and whoever may push can add', async () => {
  await applyRulesets(world, 'open.json');
  const first = await train(await world.push(), {}, { contents: 'write' });
  expect(errorsOf(first)).toEqual([]);
  const mallory = await clone(world);
  for (const one of [mallory, await clone(world, { login: 'github-actions[bot]' })]) {
    expect(await one.push('+main:refs/heads/lineage')).toContain('Cannot force-push to this branch');
    expect(await one.push(':refs/heads/lineage')).toContain('Cannot delete this protected ref');
  }
  await mallory.onLedger();
  const id = idAt(Date.now(), 7);
  const now = new Date().toISOString();
  const forged = runRecord(id, { started_at: now, ended_at: now, duration_s: 0 });
  await mallory.commit({ [runPath(id)]: await encodeRecord('run', forged) });
  expect(await mallory.push('HEAD:refs/heads/lineage')).toBe('');
  const last = await train(await world.push(), {}, { contents: 'write' });
  expect(errorsOf(last)).toEqual([]);
  const ids = [first.outputs['run-id'], id, last.outputs['run-id']];
  expect(new Set((await readLedger(world)).runs.map(({ run_id }) => run_id))).toEqual(new Set(ids));
  // The forged run is as valid as any: only GitHub can say that it has no such workflow run.
  await expectValid();
});
