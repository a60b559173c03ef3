import { type AskDeps, type AskEvent, eventAsker } from '../../../src/commands/confirm/ask.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { audienceOf } from '../../../src/core/registry/confirm/token.js';
import { createGitHub } from '../../../src/github/client.js';
import { APPROVED, MOVE, REQUEST } from '../../core/registry/confirm/support.js';
import { RecordingLog } from '../../ledger/fixtures.js';
import { userId } from '../../support/github/shapes.js';
import { type DispatchOptions, GitHubWorld, type Trigger } from '../../support/github-world.js';
import { claimsOf, makeSigningKey, signToken } from '../../support/token-service.js';

/** Who may push can write any event, and name the runs of others in it. */
let world: GitHubWorld;
beforeAll(async () => {
  world = await GitHubWorld.start();
  world.github.state.people.addCollaborator(world.repository, 'bob', 'write');
  world.github.state.people.addCollaborator(world.repository, 'erin', 'maintain');
}, 60_000);
afterEach(() => {
  expect(world.github.violations).toEqual([]);
});
afterAll(() => world.close());

function asker(changes: Partial<AskDeps> = {}): AskEvent {
  const token = world.tokens.make({ actions: 'read', contents: 'read', issues: 'read' });
  const log = new RecordingLog();
  const client = createGitHub({ token, apiUrl: world.github.url, userAgent: 'test', log });
  const repositories = [world.repository];
  const deps = { github: async () => client, repositories, policy: '.github/lineage.yml', now: Date.now };
  return eventAsker({ ...deps, ...changes });
}

const TITLE = 'promote clf orders 3 → Production';

function originOf({ runId, ref, sha, workflowPath, eventName, actor }: Trigger, as: string) {
  return {
    ...{ actor_id: String(userId(actor)), triggering_actor: as, event: eventName },
    ...{ repository: world.repository, ref, commit: sha, ci_run_id: String(runId), ci_run_attempt: 1 },
    workflow_ref: `${world.repository}/${workflowPath}@${ref}`,
  };
}

/** @param as whom it names */
async function forged(
  event: ModelEvent,
  { actor, as = actor, ...options }: DispatchOptions & { actor: string; as?: string },
): Promise<ModelEvent> {
  const trigger = await world.dispatch({ title: TITLE, ...options, actor });
  return { ...event, at: new Date().toISOString(), actor: as, by: originOf(trigger, as) };
}

const policySays = (text: string) =>
  world.push({ files: { '.github/lineage.yml': `version: 1\nstages: { Production: { ${text} } }\n` } });
const account = (login: string) => ({ login, id: String(userId(login)), type: 'User' });
/** The fields that make a move a request for it. */
const ASKS = {
  ...{
    event_id: REQUEST,
    type: 'approval-requested',
    approvals: 1,
    requesters: [account('alice')],
  },
  ...{ expires_at: '2000-01-01T00:00:00Z', review: APPROVED.review },
  change: { type: 'stage', from_stage: 'Staging', to_stage: 'Production', archive_existing: true },
};

test('the name of another is not taken for that of who started the run', async () => {
  await policySays('allowed_actors: [alice], approvals: 0, override: [alice]');
  const titled = { actor: 'mallory' };
  const changes: object[] = [{}, { override: true }, ASKS];
  for (const change of changes) {
    const made = { ...MOVE, ...change } as ModelEvent;
    const event = await forged(made, { ...titled, as: 'alice' });
    expect(await asker()(event, [event])).toMatchObject({
      state: 'contradicted',
      why: [expect.stringContaining('by `mallory`'), ...('override' in change ? [expect.anything()] : [])],
    });
    const own = await forged(made, { ...titled, actor: 'alice' });
    expect(await asker()(own, [own])).toMatchObject({ state: 'confirmed' });
  }
  // Whoever has another name now is judged by that.
  const old = await forged(MOVE, { ...titled, actor: 'alice', as: 'alice-before' });
  expect(await asker()(old, [old])).toMatchObject({ state: 'confirmed', notes: [expect.anything()] });
  // Or by the one that GitHub had signed.
  await policySays('allowed_actors: [alice-before]');
  const then = await forged(MOVE, { actor: 'alice', as: 'alice-before' });
  const proved = { ...then, ...signed(then) } as ModelEvent;
  expect(await asker({ tokens: published })(then, [then])).toMatchObject({ state: 'contradicted' });
  expect(await asker({ tokens: published })(proved, [proved])).toMatchObject({ state: 'confirmed' });
}, 60_000);

test('a run that was started again vouches for nothing that is decided', async () => {
  await policySays('allowed_actors: [alice]');
  for (const change of [{}, ASKS]) {
    const made = { ...MOVE, ...change } as ModelEvent;
    const event = await forged(made, { actor: 'alice' });
    const run = world.github.state.runs.get(Number(event.by?.ci_run_id));
    Object.assign(run ?? {}, { attempt: 2, triggeringActor: 'mallory' });
    const by = { ...event.by, ci_run_attempt: 2, triggering_actor: 'mallory' };
    const again = { ...event, by } as ModelEvent;
    expect(await asker()(again, [again])).toMatchObject({
      state: 'contradicted',
      why: [expect.stringContaining('only the first one decides')],
    });
  }
}, 60_000);

const commented = (issue: number, id: number) => ({ via: 'comment', issue, comment_id: String(id) }) as const;

/** A request of alice, and who approves it by hand or by a comment. */
async function approvedBy(
  login: string,
  { says = `/approve ${REQUEST}`, via = 'comment' }: { says?: string; via?: 'comment' | 'dispatch' } = {},
) {
  const asked = await forged({ ...MOVE, ...ASKS } as ModelEvent, { actor: 'alice' });
  const { issues } = world.github.state;
  const issue = issues.open({ repository: world.repository, author: 'alice', title: 'x' });
  const comment = issues.comment(issue, login, says);
  const trigger =
    via === 'comment'
      ? await world.commented(issue, comment)
      : await world.dispatch({ actor: login, title: `/approve ${REQUEST}` });
  const run = world.github.state.runs.get(trigger.runId);
  const event = {
    ...{ ...APPROVED, at: new Date().toISOString(), actor: login, by: originOf(trigger, login) },
    ...{ event_id: 'a'.repeat(32), request: REQUEST, person: account(login) },
    evidence: via === 'comment' ? commented(issue.number, comment.id) : { via },
  } as ModelEvent;
  const ask = (deps: Partial<AskDeps> = {}, changed: object = {}) => {
    const one = { ...event, ...changed } as ModelEvent;
    return asker(deps)(one, [asked, one]);
  };
  return { event, ask, comment, run, issue };
}

test('who comments counts only where the policy names the account, or it may write', async () => {
  await policySays('approvals: 1');
  const puppet = await approvedBy('puppet');
  expect(await puppet.ask()).toMatchObject({ why: [expect.stringContaining('who may not write here')] });
  const bob = await approvedBy('bob');
  world.github.requests.length = 0;
  expect(await bob.ask()).toMatchObject({ state: 'confirmed' });
  const asked = world.github.requests.filter(({ path }) => /permission|comments/.test(path));
  expect(asked).toHaveLength(2);
  // Nobody else starts a workflow by hand: who did may have left since.
  const left = await approvedBy('left', { via: 'dispatch' });
  expect(await left.ask()).toMatchObject({ state: 'confirmed' });
  const bot = await approvedBy('github-actions[bot]', { via: 'dispatch' });
  expect(await bot.ask()).toMatchObject({ why: [expect.stringContaining('a Bot, and people approve')] });
  await policySays('approvals: 1, approvers: [puppet]');
  expect(await (await approvedBy('puppet')).ask()).toMatchObject({ state: 'confirmed' });
}, 60_000);

test('roles are asked for, and teams where a token reads them; what is not known does not count', async () => {
  await policySays("approvals: 1, approvers: ['role:maintain']");
  const bob = await approvedBy('bob', { via: 'dispatch' });
  expect(await bob.ask()).toMatchObject({ why: [expect.stringContaining('the policy lets role:maintain')] });
  expect(await (await approvedBy('erin')).ask()).toMatchObject({ state: 'confirmed' });
  for (const rule of ['allowed_actors', 'override']) {
    await policySays(`approvals: 0, ${rule}: ['role:maintain']`);
    const override = rule === 'override';
    const by = (actor: string) => forged({ ...MOVE, override } as ModelEvent, { actor });
    const [mallory, erin] = [await by('mallory'), await by('erin')];
    expect(await asker()(mallory, [mallory])).toMatchObject({ state: 'contradicted' });
    expect(await asker()(erin, [erin])).toMatchObject({ state: 'confirmed' });
  }
  await policySays("approvals: 1, approvers: ['@acme/ml']");
  const one = await approvedBy('bob', { via: 'dispatch' });
  expect(await one.ask()).toEqual({ state: 'unknown', why: expect.stringContaining('in @acme/ml takes') });
  expect(await one.ask({ isIn: async () => true })).toMatchObject({ state: 'confirmed' });
  expect(await one.ask({ isIn: async () => false })).toMatchObject({ state: 'contradicted' });
  // What GitHub had signed for the job was judged by it.
  const oidc = signed(one.event);
  expect(await one.ask({ tokens: published }, oidc)).toMatchObject({ state: 'confirmed' });
  expect(await one.ask({ tokens: { ...published, keysOf: async () => [] } }, oidc)).toMatchObject({
    state: 'unknown',
  });
}, 60_000);

const KEY = makeSigningKey();
const ISSUER = 'https://token.actions.githubusercontent.com';
const published = { issuer: ISSUER, keysOf: async () => [KEY.jwk] };
function signed(event: ModelEvent): object {
  const { by } = event;
  const job = {
    ...{ repository: world.repository, repositoryId: 1, actor: event.actor ?? '' },
    ...{
      actorId: Number(by?.actor_id),
      eventName: by?.event ?? '',
      ref: by?.ref ?? '',
      sha: by?.commit ?? '',
    },
    ...{ workflowPath: '.github/workflows/promote.yml', runId: Number(by?.ci_run_id), runAttempt: 1 },
  };
  const claims = claimsOf(job, { issuer: ISSUER, audience: audienceOf(event) });
  return { oidc: { token: signToken(claims, KEY), key: KEY.jwk } };
}

type Approval = Awaited<ReturnType<typeof approvedBy>>;
test.each<[string, (made: Approval) => object | undefined, RegExp]>([
  [
    'edited since',
    ({ comment }) => void world.github.state.issues.editComment(comment, `/approve ${REQUEST} `),
    /which was edited/,
  ],
  ['deleted', ({ comment }) => void remove(comment), /not there any more/],
  [
    'on another issue',
    ({ comment }) => ({ evidence: commented(1234, comment.id) }),
    /stands on another issue/,
  ],
  ['of another', ({ issue }) => ({ evidence: commented(issue.number, other(issue)) }), /somebody else wrote/],
  [
    'for something else',
    ({ comment }) => void Object.assign(comment, { body: 'fine' }),
    /says something else/,
  ],
  [
    'that was refused',
    ({ run }) => void Object.assign(run ?? {}, { conclusion: 'failure' }),
    /answers it failed/,
  ],
  [
    'passed over',
    ({ run }) => void Object.assign(run ?? {}, { conclusion: 'skipped' }),
    /ended with `skipped`/,
  ],
])(
  'a comment %s approves nothing',
  async (_, change, said) => {
    await policySays('approvals: 1, approvers: [bob]');
    const made = await approvedBy('bob');
    expect(await made.ask()).toMatchObject({ state: 'confirmed' });
    const answer = await made.ask({}, change(made) ?? {});
    expect(answer.state).not.toBe('confirmed');
    expect(answer.state === 'confirmed' ? '' : [answer.why].flat().join('; ')).toMatch(said);
  },
  60_000,
);

function remove(comment: Approval['comment']): void {
  const { comments } = world.github.state;
  comments.splice(comments.indexOf(comment), 1);
}

function other(issue: Approval['issue']): number {
  return world.github.state.issues.comment(issue, 'mallory', `/approve ${REQUEST}`).id;
}

test('a rollback is one to what the stage held by what GitHub confirms, and of those who may approve', async () => {
  await policySays('approvals: 1, approvers: [bob], rollback: { approvals: 0 }');
  const back = { ...MOVE, event_id: 'b'.repeat(32), rollback: true } as ModelEvent;
  const { by: _, ...laptop } = MOVE;
  const mallory = await forged(back, { actor: 'mallory' });
  const bob = await forged(back, { actor: 'bob' });
  const rests = { why: [expect.stringContaining('rests on 0 approval(s)')] };
  expect(await asker()(bob, [laptop, bob])).toMatchObject(rests);
  await policySays('approvals: 0');
  const before = await forged({ ...MOVE, event_id: 'd'.repeat(32) }, { actor: 'alice' });
  await policySays('approvals: 1, approvers: [bob], rollback: { approvals: 0 }');
  expect(await asker()(bob, [before, bob])).toMatchObject({ state: 'confirmed' });
  expect(await asker()(mallory, [before, mallory])).toMatchObject({
    why: [expect.stringContaining('is of `mallory`, and the policy lets bob approve')],
  });
}, 60_000);

test('a request lasts no longer than the policy lets one', async () => {
  await policySays('approvals: 1, expires_after: 1h');
  const lasting = async (hours: number) => {
    const expires_at = new Date(Date.now() + hours * 3_600_000).toISOString();
    const event = await forged({ ...MOVE, ...ASKS, expires_at } as ModelEvent, { actor: 'alice' });
    return asker()(event, [event]);
  };
  expect(await lasting(1)).toMatchObject({ state: 'confirmed' });
  expect(await lasting(3)).toMatchObject({ why: [expect.stringContaining('longer than the policy')] });
}, 60_000);

test('a run of before vouches under the policy of then for nothing that was put behind later events', async () => {
  await policySays('approvals: 0');
  const old = await forged(MOVE, { actor: 'mallory' });
  await policySays('approvals: 0, allowed_actors: [alice]');
  const other = { ...MOVE, event_id: 'a'.repeat(32), to_stage: 'Archived' } as ModelEvent;
  const recent = await forged(other, { actor: 'alice', title: 'x' });
  const hours = (event: ModelEvent, number: number) =>
    ({ ...event, at: new Date(Date.parse(event.at) + number * 3_600_000).toISOString() }) as ModelEvent;
  // It was written when its run was: nothing later stands before it.
  expect(await asker()(old, [old, recent])).toMatchObject({ state: 'confirmed' });
  const now = hours(recent, 2);
  const run = world.github.state.runs.get(Number(recent.by?.ci_run_id));
  Object.assign(run ?? {}, { updatedAt: now.at });
  expect(await asker()(now, [now])).toMatchObject({ state: 'confirmed' });
  expect(await asker()(old, [now, old])).toMatchObject({
    state: 'contradicted',
    why: [expect.stringContaining('was asked for by `mallory`')],
  });
  // What nobody confirms makes nothing late.
  const laptop = { ...now, by: undefined } as unknown as ModelEvent;
  expect(await asker()(old, [laptop, old])).toMatchObject({ state: 'confirmed' });
}, 60_000);

test('a policy of then that cannot be read lets nobody do more, and stops nothing', async () => {
  await world.push({
    files: { '.github/lineage.yml': 'version: 1\nstages: { Production: { nonsense: 1 } }\n' },
  });
  const old = await forged(MOVE, { actor: 'mallory' });
  await policySays('allowed_actors: [alice]');
  expect(await asker()(old, [old])).toMatchObject({ state: 'contradicted' });
}, 60_000);

test('what is not true itself makes no true event of the same run a copy', async () => {
  await policySays('approvals: 0, allowed_actors: [alice]');
  const own = await forged(MOVE, { actor: 'alice' });
  const rival = { ...own, event_id: 'a'.repeat(32), override: true } as ModelEvent;
  expect(await asker()(rival, [rival, own])).toMatchObject({ state: 'contradicted' });
  expect(await asker()(own, [rival, own])).toMatchObject({ state: 'confirmed' });
  expect(await asker()(own, [{ ...own, event_id: 'b'.repeat(32) } as ModelEvent, own])).toMatchObject({
    why: [expect.stringContaining('had written event')],
  });
}, 60_000);

test('many rollbacks of one run are each judged once', async () => {
  await policySays('allowed_actors: [alice]');
  const first = await forged({ ...MOVE, rollback: true } as ModelEvent, { actor: 'mallory' });
  const all = Array.from({ length: 60 }, (_, index) => ({
    ...first,
    event_id: index.toString(16).padStart(32, '0'),
  })) as ModelEvent[];
  const last = all.at(-1) as ModelEvent;
  expect(await asker()(last, all)).toMatchObject({ state: 'contradicted' });
}, 60_000);
