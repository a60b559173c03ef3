import { resolve } from 'node:path';
import type { RecallEvent, RecalledEvent } from '../../../src/core/generated/types.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { CLI } from '../../cli/user-repo.js';
import { bareEnvironment, exec } from '../../support/exec.js';
import type { Issue } from '../../support/github/issues.js';
import type { GitHubWorld, Trigger } from '../../support/github-world.js';
import type { StepReport } from '../../support/runner.js';
import { clone } from '../by-hand.js';
import { errorsOf, GATE, only, REGISTER, readLedger, TRACK, useWorld } from '../support.js';

const PROMOTE = resolve('promote');
const RECALL = resolve('recall');
const POLICY = [
  'version: 1',
  'metrics:',
  '  val_auc: { required: true, higher_is_better: true, min: 0.8, max_drop: 0.02, baseline: Production }',
  'stages:',
  '  Production: { approvals: 1, approvers: [alice, bob] }',
  '',
].join('\n');
const LEAK = 'dataset:orders@v2';

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

/** Records a run on a version of the orders with a metric, and gives its job. */
async function trained(trigger: Trigger, data: string, auc: string) {
  const job = await world.job(trigger);
  const run = `printf %s '${data} ${auc}' > model.bin; mkdir -p in; printf %s '${data}' > in/orders.csv`;
  const inputs = { experiment: 'clf', datasets: `orders=${data} in/orders.csv`, model: 'model.bin' };
  expect(errorsOf(await job.uses(TRACK, { ...inputs, run, metrics: `val_auc=${auc}` }))).toEqual([]);
  return job;
}

/** A version of `clf` trained on main. */
async function registered(data: string, auc: string): Promise<StepReport> {
  const job = await trained(await world.push({ files: { [`in/orders.csv`]: data } }), data, auc);
  return job.uses(REGISTER, { model: 'clf' }, { continueOnError: true });
}

interface Started {
  actor?: string;
  title?: string;
  workflow?: string;
}

async function started(action: string, inputs: Record<string, string>, as: Started = {}) {
  const { actor = 'octocat', title = 'promote', workflow = 'promote.yml' } = as;
  const trigger = await world.dispatch({ actor, title, workflowPath: `.github/workflows/${workflow}` });
  const job = await world.job(trigger, { checkout: 'none' });
  return job.uses(action, inputs, { continueOnError: true });
}

const asked = (version: string) =>
  started(PROMOTE, { model: 'clf', version, stage: 'Production', reason: 'better' });

const approved = (id: string | undefined, actor = 'alice') =>
  started(PROMOTE, { approve: id ?? '' }, { actor, title: 'approve' });

async function promoted(version: string): Promise<void> {
  const request = await asked(version);
  expect(request.outputs).toMatchObject({ state: 'pending-approval' });
  const done = await approved(request.outputs['request-id']);
  expect(errorsOf(done)).toEqual([]);
  expect(done.outputs).toMatchObject({ state: 'done', version });
}

function recall(inputs: Record<string, string>, actor = 'octocat'): Promise<StepReport> {
  const isTry = inputs['dry-run'] === 'true' ? 'try ' : '';
  const what = inputs['clear'] === undefined ? `recall ${LEAK}` : `clear recall ${inputs['clear']}`;
  return started(RECALL, inputs, { actor, title: `${isTry}${what}`, workflow: 'recall.yml' });
}

async function production(): Promise<number[]> {
  const { events, versions } = await readLedger(world);
  return (foldModel({ events, versions }).holders.get('Production') ?? []).map(({ version }) => version);
}

async function recalls(): Promise<RecallEvent[]> {
  const { files } = await readLedger(world);
  return [...files].flatMap(([path, bytes]) =>
    path.startsWith('recalls/') ? [JSON.parse(bytes.toString()) as RecallEvent] : [],
  );
}

function issueOf(id: string): Issue {
  const begin = `<!-- lineage-gate recall ${id} -->`;
  return only(world.github.state.issues.all.filter(({ body }) => body.startsWith(begin)));
}

test('a leak: recalled, what comes from it refused, rolled back, trained anew, and lifted by two', async () => {
  const { people } = world.github.state;
  people.addCollaborator(world.repository, 'octocat', 'admin');
  for (const login of ['alice', 'bob']) people.addCollaborator(world.repository, login, 'write');
  await world.push({ files: { '.github/lineage.yml': POLICY } });

  // An honest model, and a better one that has seen its labels.
  await registered('v1', '0.90');
  await promoted('1');
  await registered('v2', '0.99');
  await promoted('2');
  await registered('v2', '0.991');
  const waiting = await asked('3');
  expect(await production()).toEqual([2]);

  const tried = await recall({ what: LEAK, reason: 'labels leak', rollback: 'true', 'dry-run': 'true' });
  expect(errorsOf(tried)).toEqual([]);
  expect(tried.outputs).toMatchObject({ state: 'recalled', 'event-id': '', 'issue-url': '' });
  expect(tried.summary).toMatch(/would be recalled; nothing was written/);
  expect(JSON.parse(tried.outputs['rollbacks'] ?? '')).toMatchObject([{ state: 'would', version: 2, to: 1 }]);
  expect(await recalls()).toEqual([]);

  const made = await recall({ what: LEAK, reason: 'labels leak', severity: 'high', rollback: 'true' });
  expect(errorsOf(made)).toEqual([]);
  const id = made.outputs['event-id'] ?? '';
  expect(only(await recalls())).toMatchObject({
    ...{ event_id: id, type: 'recalled', actor: 'octocat', severity: 'high' },
    what: { name: 'orders', version: 'v2' },
  } satisfies Partial<Record<keyof RecalledEvent, unknown>>);
  expect(JSON.parse(made.outputs['affected'] ?? '')).toMatchObject({
    versions: [
      { uri: 'models:/clf/2', holds: ['Production'] },
      { uri: 'models:/clf/3', holds: [] },
    ],
  });
  const [rollback] = JSON.parse(made.outputs['rollbacks'] ?? '');
  expect(rollback).toMatchObject({ stage: 'Production', version: 2, state: 'pending-approval', to: 1 });
  const issue = issueOf(id);
  expect(made.outputs['issue-url']).toMatch(new RegExp(`/issues/${issue.number}$`));
  expect(issue).toMatchObject({
    state: 'open',
    labels: ['lineage-recall'],
    title: 'Recalled: dataset:orders@v2',
  });
  expect(issue.body).toContain('`models:/clf/2` `Production`: `lineage-gate rollback clf Production');

  // The same again adds nothing.
  const again = await recall({ what: LEAK, reason: 'labels leak', rollback: 'true' });
  expect(again.outputs).toMatchObject({ state: 'already-recalled', 'event-id': id });
  expect(JSON.parse(again.outputs['rollbacks'] ?? '')).toMatchObject([
    { state: 'pending-approval', request_id: rollback.request_id, event_id: null },
  ]);
  expect(await recalls()).toHaveLength(1);

  // What waits is not approved, what comes from it is neither registered nor promoted.
  const late = await approved(waiting.outputs['request-id']);
  expect(errorsOf(late).join('\n')).toMatch(/recalled/);
  expect((await asked('3')).outputs).toMatchObject({ state: 'refused' });
  const leaky = await registered('v2', '0.992');
  expect(errorsOf(leaky).join('\n')).toMatch(/recalled/);
  const laptop = await clone(world, { login: 'octocat' });
  await laptop.git('fetch', '-q', 'origin', 'lineage:lineage');
  const alias = await exec(process.execPath, [CLI, 'models', 'alias', 'clf', 'champion', '2'], {
    ...{ cwd: laptop.folder, env: bareEnvironment(world.root) },
  });
  expect(alias.stderr).toMatch(/^E_RECALLED: clf version 2: .*dataset `orders@v2`/);
  expect(await production()).toEqual([2]);

  // What serves is no baseline any more: the honest retrain is compared with the one before.
  const pull = await world.pullRequest({ files: { 'in/orders.csv': 'v3' } });
  const training = await trained(pull, 'v3', '0.91');
  const gate = await training.uses(GATE, {}, { continueOnError: true });
  expect(errorsOf(gate)).toEqual([]);
  expect(gate.outputs).toMatchObject({ verdict: 'pass' });
  expect(gate.summary).toMatch(/version 1 of `clf`/);

  const back = await approved(rollback.request_id, 'bob');
  expect(errorsOf(back)).toEqual([]);
  expect(await production()).toEqual([1]);
  expect(issueOf(id).body).toMatch(/### What was done\n\n.*request [0-9a-f]{32}/);
  expect(issueOf(id).body).not.toContain('### Still in use');

  expect(errorsOf(await registered('v3', '0.91'))).toEqual([]);
  await promoted('4');
  expect(await production()).toEqual([4]);

  const asking = await recall({ clear: id, reason: 'the labels were fine' });
  expect(errorsOf(asking)).toEqual([]);
  expect(asking.outputs).toMatchObject({ state: 'pending-approval' });
  const own = await recall({ clear: id, reason: 'I am sure' });
  expect(own.outputs['state']).not.toBe('cleared');
  expect((await asked('3')).outputs).toMatchObject({ state: 'refused' });
  const done = await recall({ clear: id, reason: 'checked' }, 'alice');
  expect(errorsOf(done)).toEqual([]);
  expect(done.outputs).toMatchObject({ state: 'cleared' });
  expect(issueOf(id)).toMatchObject({ state: 'closed', stateReason: 'completed' });
  expect(issueOf(id).body).toMatch(/Cleared at .* by `alice`/);
  expect(await production()).toEqual([4]);
  expect((await asked('3')).outputs).toMatchObject({ state: 'pending-approval' });
}, 300_000);
