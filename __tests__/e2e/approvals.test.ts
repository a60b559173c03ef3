import { resolve } from 'node:path';
import type { Issue } from '../support/github/issues.js';
import type { GitHubWorld, Trigger, WorldJobOptions } from '../support/github-world.js';
import { READ_WRITE } from '../support/tokens.js';
import { errorsOf, ledgerTip, only, REGISTER, readLedger, TRACK, useWorld } from './support.js';

const PROMOTE = resolve('promote');
const POLICY = [
  'version: 1',
  'stages:',
  '  Production: { approvals: 1, approvers: [alice, bob, "role:maintain"], environment: production, override: [bob] }',
].join('\n');

let world: GitHubWorld;
useWorld((made) => {
  world = made;
});

async function registered(bytes: string): Promise<void> {
  const job = await world.job(await world.push());
  const inputs = { run: `printf %s '${bytes}' > model.bin`, datasets: 'orders=v2.1', model: 'model.bin' };
  expect(errorsOf(await job.uses(TRACK, { ...inputs, metrics: 'val_auc=0.93' }))).toEqual([]);
  expect(errorsOf(await job.uses(REGISTER, { model: 'clf' }))).toEqual([]);
}

async function uses(inputs: Record<string, string>, trigger: Trigger, options: WorldJobOptions = {}) {
  const job = await world.job(trigger, { checkout: 'none', ...options });
  return job.uses(PROMOTE, inputs, { continueOnError: true });
}

/** Asks for a version in Production. */
async function asked(version: string, options: WorldJobOptions = {}) {
  const inputs = { model: 'clf', version, stage: 'Production', reason: 'passed the shadow test' };
  const report = await uses(inputs, await world.dispatch(), options);
  expect(errorsOf(report)).toEqual([]);
  expect(report.outputs).toMatchObject({ state: 'pending-approval', version, 'to-stage': 'Production' });
  return { report, id: report.outputs['request-id'] ?? '' };
}

function issueOf(id: string): Issue {
  const { all } = world.github.state.issues;
  return only(
    all.filter(
      ({ body, author }) =>
        author.endsWith('[bot]') && body.startsWith(`<!-- lineage-gate request ${id} -->`),
    ),
  );
}

/** Somebody comments, and the workflow of it runs. */
async function comment(issue: Issue, author: string, body: string, options: { action?: string } = {}) {
  const made = world.github.state.issues.comment(issue, author, body);
  return uses({}, await world.commented(issue, made, options));
}

/** What we answered last. */
function lastReply(issue: Issue): string {
  const { comments } = world.github.state;
  return (
    comments.filter((one) => one.number === issue.number && one.author.endsWith('[bot]')).at(-1)?.body ?? ''
  );
}

async function production(): Promise<number[]> {
  const { events } = await readLedger(world);
  return events.flatMap((event) =>
    event.type === 'stage-changed' && event.to_stage === 'Production' ? [event.version] : [],
  );
}

test('a request is reviewed in an issue, and whom the policy names approves it by the workflow', async () => {
  const { people } = world.github.state;
  await world.push({ files: { '.github/lineage.yml': POLICY } });
  people.addCollaborator(world.repository, 'octocat', 'admin');
  people.addCollaborator(world.repository, 'alice', 'write');
  people.addCollaborator(world.repository, 'bob', 'write');
  people.addCollaborator(world.repository, 'carol', 'write');
  await registered('one');
  await registered('two');

  const { id, report } = await asked('1');
  const issue = issueOf(id);
  expect(report.outputs['issue-url']).toMatch(new RegExp(`/issues/${issue.number}$`));
  expect(report.summary).toContain('⏳ clf version 1 waits for approvals to go to Production');
  expect(issue).toMatchObject({
    state: 'open',
    locked: true,
    labels: ['lineage-approval'],
    assignees: ['alice', 'bob'],
  });
  expect(issue.body).toMatch(
    /Asked by `octocat` \(\[workflow run\]\(\S+\/actions\/runs\/\d+\S*\)\): passed the shadow test/,
  );
  expect(issue.body).toContain('**0 of 1** approval(s)');
  // Who asks again gets the same request and the same issue.
  const same = await asked('1');
  expect(same.id).toBe(id);
  expect(same.report.summary).toMatch(/Was asked for already at \S+ by `octocat`: passed the shadow test/);

  const tip = await ledgerTip(world);
  for (const [actor, why] of [
    ['octocat', '`octocat` has asked for it'],
    ['carol', '`carol` may not approve'],
    ['mallory', '`mallory` may not write in this repository'],
  ]) {
    const refused = await uses({ approve: id }, await world.dispatch({ actor }));
    expect(refused.outcome).toBe('failure');
    expect(errorsOf(refused).join('\n')).toContain(`E_NOT_APPROVER: Request ${id}: ${why}`);
  }
  const foreign = await uses({ cancel: id }, await world.dispatch({ actor: 'alice' }));
  expect(errorsOf(foreign).join('\n')).toMatch(/only who asked may cancel it \(request\)\. Let who asked/);
  expect(foreign.summary).toContain('## ⛔ Nothing was cancelled');
  const empty = await uses({ approve: '' }, await world.dispatch({ actor: 'alice' }));
  expect(errorsOf(empty).join('\n')).toMatch(/`model` is empty, and so are `approve`, `reject` and `cancel`/);
  const again = await uses({ approve: id }, await world.dispatch({ actor: 'alice' }), { runAttempt: 2 });
  expect(errorsOf(again).join('\n')).toContain('E_RERUN');
  await world.push({ branch: 'weak', files: { '.github/lineage.yml': 'version: 1\n' } });
  const elsewhere = await uses({ approve: id }, await world.dispatch({ actor: 'alice', branch: 'weak' }), {});
  expect(elsewhere.outputs).toMatchObject({ state: 'refused' });
  expect(await production()).toEqual([]);
  expect(await ledgerTip(world)).not.toBe(tip);
  expect(issueOf(id)).toMatchObject({ state: 'closed', stateReason: 'not_planned' });

  const second = await asked('1');
  const done = await uses(
    { approve: second.id, reason: 'looks right' },
    await world.dispatch({ actor: 'alice' }),
  );
  expect(errorsOf(done)).toEqual([]);
  expect(done.outputs).toMatchObject({ state: 'done', version: '1', 'request-id': second.id });
  expect(done.summary).toContain(
    'Asked by `octocat`: passed the shadow test\n\nApproved by `alice`: looks right',
  );
  expect(await production()).toEqual([1]);
  const ended = issueOf(second.id);
  expect(ended).toMatchObject({ state: 'closed', stateReason: 'completed' });
  expect(ended.body).toMatch(/`alice` approved at .*looks right/);
  const { events } = await readLedger(world);
  expect(events.at(-2)).toMatchObject({
    ...{ type: 'approved', request: second.id, evidence: { via: 'dispatch' } },
    person: { login: 'alice', id: people.account('alice').id.toString(), type: 'User' },
  });
  expect(events.at(-1)).toMatchObject({
    type: 'stage-changed',
    request: second.id,
    approvals: [events.at(-2)?.event_id],
  });
}, 300_000);

test('a comment decides only when it is new, unchanged, on the own issue with our text, and of whom the policy names', async () => {
  const { id } = await asked('2');
  const issue = issueOf(id);
  const { issues } = world.github.state;
  const tip = await ledgerTip(world);
  const nothing = async (report: Awaited<ReturnType<typeof comment>>, why: string) => {
    // A green run would vouch for the decision that it did not take.
    expect(report.outcome).toBe('failure');
    expect(lastReply(issue)).toContain(why);
    expect(await ledgerTip(world)).toBe(tip);
  };
  await nothing(await comment(issue, 'octocat', `/approve ${id}`), 'has asked for it');
  await nothing(await comment(issue, 'carol', `/approve ${id}`), 'may not approve');
  await nothing(await comment(issue, 'alice', `/approve ${id}\nbut wait`), 'not of the form');
  await nothing(
    await comment(issue, 'alice', `/approve ${id}`, { action: 'edited' }),
    'only a new comment counts',
  );
  await nothing(
    await comment(issue, 'alice', `/approve ${'0'.repeat(12)}7${'0'.repeat(3)}8${'0'.repeat(15)}`),
    'is no event of any model',
  );

  const edited = issues.comment(issue, 'carol', '/approve nothing');
  const trigger = await world.commented(issue, edited);
  issues.editComment(edited, `/approve ${id}`);
  await nothing(await uses({}, trigger), 'was edited');

  const { body } = issue;
  issue.body = body.replace('version 2', 'version 3');
  await nothing(
    await comment(issue, 'alice', `/approve ${id}`),
    `The text of issue ${issue.number} is not that of request`,
  );
  issue.body = body;
  const other = issues.open({
    repository: world.repository,
    author: 'carol',
    title: 'x',
    body,
    labels: ['bug'],
  });
  const elsewhere = await comment(other, 'alice', `/approve ${id}`);
  expect(lastReply(other)).toContain('is none of a request');
  expect(elsewhere.outcome).toBe('failure');
  const chat = await comment(issue, 'alice', 'I will look at it');
  expect(chat.outcome).toBe('success');
  expect(await ledgerTip(world)).toBe(tip);

  const rejected = await comment(issue, 'bob', `/reject ${id} drifts ::error::x @everyone`);
  expect(errorsOf(rejected)).toEqual([]);
  expect(rejected.outputs).toMatchObject({ state: 'rejected' });
  expect(issueOf(id)).toMatchObject({ state: 'closed', stateReason: 'not_planned' });
  expect(issueOf(id).body).not.toContain('@everyone');

  const next = await asked('2');
  const approved = await comment(issueOf(next.id), 'alice', `/approve ${next.id}`);
  expect(errorsOf(approved)).toEqual([]);
  expect(approved.outputs).toMatchObject({ state: 'done', version: '2' });
  expect(await production()).toEqual([1, 2]);
  const { events } = await readLedger(world);
  expect(events.at(-2)).toMatchObject({
    ...{ type: 'approved', person: { login: 'alice' } },
    evidence: { via: 'comment', issue: issueOf(next.id).number, comment_id: expect.stringMatching(/^\d+$/) },
  });
}, 300_000);

test('who let the second job into the environment approves, and none who asked or whom the policy does not name', async () => {
  const trigger = await world.dispatch();
  const inputs = { model: 'clf', version: '1', stage: 'Production', reason: 'back' };
  const id = (await uses(inputs, trigger)).outputs['request-id'] ?? '';
  const nobody = await uses({ approve: id }, trigger);
  expect(errorsOf(nobody).join('\n')).toContain('Nobody is known to decide');
  const { state } = world.github;
  const environments = ['Production'];
  const review = state.addRunApproval({ runId: trigger.runId, environments, user: 'octocat' });
  const own = await uses({ approve: id }, trigger);
  expect(errorsOf(own).join('\n')).toContain('`octocat` has asked for it');
  review.user = 'alice';
  const done = await uses({ approve: id }, trigger);
  expect(errorsOf(done)).toEqual([]);
  expect(done.outputs).toMatchObject({ state: 'done', version: '1' });
  const { events } = await readLedger(world);
  expect(events.at(-2)).toMatchObject({
    ...{ type: 'approved', person: { login: 'alice' } },
    evidence: { via: 'environment', environment: 'Production' },
  });
}, 300_000);

test('where no issue can be written the request stands all the same, and the log says how it is approved', async () => {
  const permissions = { ...READ_WRITE, issues: 'read' as const };
  const { id, report } = await asked('2', { permissions });
  expect(report.outputs['issue-url']).toBe('');
  expect(report.stdout).toContain('the job lacks the permission `issues: write`');
  expect(report.stdout).toContain(`approve: ${id}`);
  const cancelled = await uses({ cancel: id }, await world.dispatch(), { permissions });
  expect(cancelled.outputs).toMatchObject({ state: 'cancelled' });
  const override = { model: 'clf', version: '2', stage: 'Production', reason: 'outage', override: 'true' };
  const refused = await uses(override, await world.dispatch({ actor: 'alice' }));
  expect(refused.outputs).toMatchObject({ state: 'refused' });
  const moved = await uses(override, await world.dispatch({ actor: 'bob' }));
  expect(moved.outputs).toMatchObject({ state: 'done' });
  const back = { model: 'clf', stage: 'Production', rollback: 'true', reason: 'still out' };
  expect((await uses(back, await world.dispatch())).outputs).toMatchObject({
    state: 'pending-approval',
    version: '1',
  });
}, 300_000);
