import type { AskEvent } from '../../../src/commands/confirm/ask.js';
import type { DecideDeps } from '../../../src/commands/promote/decide.js';
import { decisionOf } from '../../../src/commands/promote/decision.js';
import type { People } from '../../../src/commands/promote/people.js';
import { requestView } from '../../../src/commands/promote/request-view.js';
import { answerRequest } from '../../../src/commands/registry/answer.js';
import { repair, tryRepair } from '../../../src/commands/registry/repair.js';
import { UserError } from '../../../src/core/errors.js';
import type { EventOrigin, ModelEvent } from '../../../src/core/generated/types.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { versionInStage } from '../../../src/core/registry/registry.js';
import { eventPath } from '../../../src/ledger/layout.js';
import { readModelFiles } from '../../../src/ledger/read/model.js';
import { requestOf, requestsOf } from '../../../src/ledger/read/requests.js';
import { requestIssue } from '../../../src/report/promote/request-issue.js';
import { policy } from '../../core/policy/support.js';
import { Folders } from '../../ledger/fixtures.js';
import { addRecalls, recalled } from '../recalled/world.js';
import { MODEL, pathOf, RegistryWorld } from './setup.js';

const folders = new Folders();
afterAll(() => folders.remove());

const IDS: Record<string, string> = { octo: '1', alice: '2', bob: '3', carol: '4' };
const people: People = {
  person: async (login) => ({ login, id: IDS[login] ?? null, type: 'User' }),
  level: async () => 'write',
  isIn: async () => false,
};
type Rules = Parameters<typeof policy>[0];
const rulesWith = (rules: Rules) => policy({ required_tags: [], ...rules });
const ONE = rulesWith({ stages: { Production: { approvals: 1 } } });
const UNTRUE = { type: 'stage-changed', version: 2, from_stage: 'Staging', to_stage: 'None', reason: null };
const DAY_MS = 86_400_000;

let world: RegistryWorld;
beforeEach(async () => {
  world = await RegistryWorld.served(folders);
  world.people = people;
  world.rules = ONE;
});

/** @returns the id of the request */
async function asked(records: readonly string[] = []): Promise<string> {
  const result = await world.repair(records);
  expect(result).toMatchObject({ state: 'pending-approval', events: [{ type: 'approval-requested' }] });
  return result.request?.event.event_id ?? '';
}

type Kind = 'approve' | 'reject' | 'cancel';
async function answer(
  id: string,
  who: string,
  { kind = 'approve' as Kind, more = {} as Partial<DecideDeps> } = {},
) {
  const none = { approve: '', reject: '', cancel: '', model: '', version: '', stage: '' };
  const reason = kind === 'reject' ? 'it was true' : '';
  const decision = decisionOf({ ...none, [kind]: id, reason, dryRun: false });
  if (decision === null) throw new Error('a request is named');
  world.actor = who;
  const person = { login: who, id: IDS[who] ?? null, type: 'User' };
  const deciders: DecideDeps['deciders'] = async () => [{ person, evidence: { via: 'dispatch' } }];
  const answered = await answerRequest(decision, { ...world.deps(), deciders, ...more });
  if (answered.about !== 'repair') throw new Error('a repair is decided about');
  return answered.result;
}

async function refusal(work: Promise<unknown>): Promise<UserError> {
  const before = (await world.ledger.view()).commit;
  const error = await work.catch((one: unknown) => one);
  expect((await world.ledger.view()).commit).toBe(before);
  if (!(error instanceof UserError)) throw error;
  return error;
}

const serves = async () => versionInStage(await world.state(), 'Production')?.version;
const damage = async () => (await world.propose()).damage;

test('where a stage needs approvals a repair is asked for, and the last approval writes it', async () => {
  const [path = ''] = await world.forge([UNTRUE]);
  const id = await asked();
  expect(await damage()).toHaveLength(1);
  // The very same is not asked for twice.
  expect(await world.repair()).toMatchObject({
    state: 'pending-approval',
    events: [],
    request: { event: { event_id: id } },
  });
  expect((await refusal(answer(id, 'octo'))).faults).toMatchObject([
    { code: 'E_NOT_APPROVER', what: expect.stringContaining('`octo` has asked for it') },
  ]);
  expect(await answer(id, 'alice')).toMatchObject({
    state: 'done',
    records: [{ path }],
    request: { ended: {} },
  });
  const [approved, disowned] = (await world.state()).events.slice(-2);
  expect(disowned).toMatchObject({
    ...{ type: 'disowned', version: null, reason: 'nobody asked for it', records: [{ path }] },
    ...{ request: id, approvals: [approved?.event_id], actor: 'alice' },
  });
  expect(await damage()).toEqual([]);
  expect(await serves()).toBe(2);
  expect(await world.verify()).toMatchObject({ valid: true, findings: [{ rule: 'record-disowned' }] });
  world.actor = 'octo';
  expect(await world.repair()).toMatchObject({ state: 'done', events: [] });
  expect((await refusal(answer(id, 'bob'))).has('E_REQUEST_CLOSED')).toBe(true);
});

test('a request stands behind what is true, also where what is forged wins', async () => {
  const { events } = await world.state();
  const alias = { type: 'alias-set', alias: 'evil' };
  const forged = await world.forge(
    [alias, { ...alias, alias: 'e2' }, { ...alias, alias: 'e3' }],
    events.at(-2),
  );
  expect(await serves()).toBeUndefined();
  const id = await asked(forged);
  expect(await serves()).toBeUndefined();
  const { standing } = requestsOf(await readModelFiles(await world.ledger.view(), MODEL));
  expect(standing).toMatchObject([{ request: { event: { event_id: id } } }]);
  expect(await answer(id, 'alice')).toMatchObject({ state: 'done' });
  expect(await damage()).toEqual([]);
  expect(await serves()).toBe(2);
});

test('a forged `disowned` that takes a true event away is disowned with approvals as well', async () => {
  const [move] = (await world.state()).events.slice(-1);
  const records = [{ path: pathOf(move as ModelEvent), digest: digestOfEvent(move as ModelEvent) }];
  const [path = ''] = await world.forge([{ type: 'disowned', version: null, records, reason: 'x' }]);
  expect(await serves()).toBeUndefined();
  const id = await asked([path]);
  expect(await answer(id, 'alice')).toMatchObject({ state: 'done' });
  expect(await serves()).toBe(2);
});

test('the strictest stage says how many approve, and who', async () => {
  world.rules = rulesWith({
    stages: {
      Staging: { approvals: 1, approvers: ['carol'] },
      Production: { approvals: 2, approvers: ['alice', 'bob'] },
    },
  });
  await world.forge([UNTRUE]);
  const id = await asked();
  expect(String(await refusal(answer(id, 'carol')))).toContain('`carol` may not approve');
  expect(await answer(id, 'alice')).toMatchObject({
    state: 'pending-approval',
    events: [{ type: 'approved' }],
  });
  expect(String(await refusal(answer(id, 'alice')))).toContain('alice has approved it already');
  expect(await answer(id, 'bob')).toMatchObject({ state: 'done' });
});

test('what was approved has to be what is done', async () => {
  const dies = async (change: () => Promise<unknown>, said: RegExp) => {
    const id = await asked((await world.propose()).records.map(({ path }) => path));
    await change();
    const died = await answer(id, 'alice');
    expect(died).toMatchObject({ state: 'refused', events: [{ type: 'refused', request: id }] });
    expect(died.findings.map(({ message }) => message).join()).toMatch(said);
    expect((await refusal(answer(id, 'bob'))).has('E_REQUEST_CLOSED')).toBe(true);
    world.actor = 'octo';
    world.rules = ONE;
  };
  await world.forge([UNTRUE]);
  await dies(
    () => world.forge([UNTRUE]),
    /moves version 2 from Staging, and it was in Production, also without/,
  );
  await dies(async () => {
    world.rules = rulesWith({ stages: { Production: { approvals: 1, approvers: ['alice'] } } });
  }, /the policy is another one/);
  await dies(async () => {
    world.rules = rulesWith({ stages: { Production: { approvals: 1, allowed_actors: ['alice'] } } });
  }, /`octo` asks, and only alice may disown/);
  await dies(async () => {
    const { records } = await world.propose();
    const named = records.map(({ path, digest }) => ({ path, digest }));
    await world.forge([{ type: 'disowned', version: null, records: named, reason: 'x' }]);
  }, /is disowned by [0-9a-f]{32} already/);
});

test('a request that has expired, or was rejected or taken back, is over', async () => {
  await world.forge([UNTRUE]);
  const id = await asked();
  const facts = { ...world.facts(), at: new Date(Date.now() + 8 * DAY_MS).toISOString() };
  const late = await refusal(answer(id, 'alice', { more: { facts } }));
  expect(late.faults).toMatchObject([{ code: 'E_REQUEST_CLOSED', what: expect.stringContaining('expired') }]);
  expect((await refusal(answer(id, 'alice', { kind: 'cancel' }))).has('E_NOT_APPROVER')).toBe(true);
  expect(await answer(id, 'octo', { kind: 'cancel' })).toMatchObject({ state: 'cancelled' });
  world.actor = 'octo';
  const second = await asked();
  expect(second).not.toBe(id);
  expect(await answer(second, 'alice', { kind: 'reject' })).toMatchObject({ state: 'rejected' });
  expect((await refusal(answer(second, 'bob'))).has('E_REQUEST_CLOSED')).toBe(true);
  expect(await damage()).toHaveLength(1);
});

test('a request to move a version is not decided about while its model is damaged', async () => {
  const { request } = await world.promote('1', 'Production');
  await world.forge([UNTRUE]);
  const error = await refusal(answer(request?.event.event_id ?? '', 'alice'));
  expect(error.has('E_MODEL_DAMAGED')).toBe(true);
});

test('a proposal says what it would take, and writes nothing', async () => {
  const [path] = await world.forge([UNTRUE]);
  const before = (await world.ledger.view()).commit;
  const tried = { state: 'pending-approval', records: [{ path }], events: [], request: null, earlier: [] };
  expect(await tryRepair({ model: MODEL, records: [] }, world.deps())).toMatchObject(tried);
  world.rules = rulesWith({ stages: { Production: { allowed_actors: ['alice'] } } });
  expect(await tryRepair({ model: MODEL, records: [] }, world.deps())).toMatchObject({
    ...{ state: 'refused', findings: [{ rule: 'stages.Production.allowed_actors' }] },
  });
  expect((await world.ledger.view()).commit).toBe(before);
});

test('a request names no more than its issue shows, each record with its why, and says what is left', async () => {
  const paths = Array.from({ length: 150 }, () => eventPath(MODEL, world.newId()));
  await world.write(Object.fromEntries(paths.map((path, at) => [path, `junk ${at}`])));
  const dry = await tryRepair({ model: MODEL, records: [] }, world.deps());
  expect(dry).toMatchObject({ state: 'pending-approval', left: 50 });
  expect(dry.records).toHaveLength(100);
  const { left, request } = await world.repair();
  if (request === null) throw new Error('nothing was asked for');
  const view = await world.ledger.view();
  const urls = { server: 'https://github.com', repository: 'o/r' };
  const issue = requestIssue(await requestView(request, { view, state: await world.state() }, urls));
  expect(left).toBe(50);
  expect(issue.match(/\| `models\/clf\/events\/[0-9a-f]+\.json` \| is not JSON \|/g)).toHaveLength(100);
  expect(issue).toContain('A request names 100 records at most: if more are left, ask again');
  expect(issue).not.toContain('in the record');

  const done = await answer(request.event.event_id, 'alice');
  expect(done).toMatchObject({ state: 'done', left: 50 });
  world.actor = 'octo';
  const rest = await world.repair();
  expect(rest).toMatchObject({ state: 'pending-approval', left: 0 });
  expect(rest.records).toHaveLength(50);
  await answer(rest.request?.event.event_id ?? '', 'alice');
  expect(await damage()).toEqual([]);
});

test('a repair is asked for, and approved, from the default branch', async () => {
  await world.forge([UNTRUE]);
  const job = { ref: 'refs/heads/evil', default_branch: 'main' };
  const asking = { model: MODEL, records: [], reason: 'x' };
  const before = (await world.ledger.view()).commit;
  expect(await repair(asking, { ...world.deps(), job })).toMatchObject({
    ...{ state: 'refused', events: [] },
    findings: [{ message: 'The workflow runs from `refs/heads/evil`, and repairs come from main' }],
  });
  expect((await world.ledger.view()).commit).toBe(before);
  expect(await answer(await asked(), 'alice', { more: { job } })).toMatchObject({ state: 'refused' });
});

const CONFIRMED = { state: 'confirmed', notes: [], conclusion: 'success' } as const;

/** GitHub knows of no event but those. */
const knowing =
  (...types: ModelEvent['type'][]): AskEvent =>
  async ({ type }) =>
    types.includes(type) ? CONFIRMED : { state: 'contradicted', why: ['names mallory'] };

test('a request or an approval that GitHub does not confirm is none', async () => {
  await world.forge([UNTRUE]);
  const id = await asked();
  const none = await refusal(answer(id, 'alice', { more: { ask: knowing() } }));
  expect(none.has('E_EVENT_UNCONFIRMED')).toBe(true);
  const two = rulesWith({ stages: { Production: { approvals: 2 } } });
  world.rules = two;
  world.actor = 'octo';
  const of2 = await asked();
  await answer(of2, 'alice');
  const more = { ask: knowing('approval-requested') };
  expect(await answer(of2, 'bob', { more })).toMatchObject({ state: 'pending-approval' });
  expect(
    await answer(of2, 'carol', { more: { ask: knowing('approval-requested', 'approved') } }),
  ).toMatchObject({
    state: 'done',
  });
});

test('a workflow run that is started again writes nothing', async () => {
  await world.forge([UNTRUE]);
  const attempt = (ci_run_attempt: number) => {
    const by = { ci_run_id: '77', ci_run_attempt, actor_id: '1', triggering_actor: 'octo' };
    const origin = { event: null, repository: 'o/r', ref: null, commit: null, workflow_ref: null };
    const facts = { ...world.facts(), by: { ...origin, ...by } as EventOrigin };
    return repair({ model: MODEL, records: [], reason: 'x' }, { ...world.deps(), facts });
  };
  expect((await refusal(attempt(2))).has('E_RERUN')).toBe(true);
  const first = await attempt(1);
  const again = await attempt(2);
  expect(again).toMatchObject({ state: 'pending-approval', events: [], request: { event: first.events[0] } });
  world.rules = rulesWith({});
  expect(await attempt(1)).toMatchObject({ state: 'done', events: [{ type: 'disowned' }] });
  expect(await attempt(2)).toMatchObject({ state: 'done', events: [] });
});

test('of many forged requests for the same only the newest few are asked about, and the newest of all are listed', async () => {
  await world.forge([UNTRUE]);
  const id = await asked();
  const files = await readModelFiles(await world.ledger.view(), MODEL);
  const { event } = requestOf(files, id)?.request ?? {};
  const { event_id: _, at: __, previous: ___, ...body } = event as ModelEvent;
  const forged = new Set(await world.forge(Array(60).fill(body), event));
  let others = 0;
  const ask: AskEvent = async (one) => {
    if (one.event_id === id || !forged.has(pathOf(one))) return CONFIRMED;
    others += 1;
    return { state: 'contradicted', why: ['names mallory'] };
  };
  world.actor = 'octo';
  const asking = { model: MODEL, records: [pathOf(files.events.at(-2)?.event as ModelEvent)], reason: 'x' };
  const own = await repair(asking, { ...world.deps(), ask });
  expect(own).toMatchObject({ state: 'pending-approval', events: [{ type: 'approval-requested' }] });
  expect(others).toBe(5);
  expect(await repair(asking, { ...world.deps(), ask })).toMatchObject({ events: [], request: own.request });
  const { standing, passedOver } = requestsOf(await readModelFiles(await world.ledger.view(), MODEL));
  expect(passedOver).toBe(42);
  expect(standing).toHaveLength(20);
  expect(standing.at(-1)?.request.event).toEqual(own.request?.event);
});

test('an event of a far day is named where a request is made or decided about, and is repaired', async () => {
  const { request } = await world.promote('1', 'Production');
  const id = request?.event.event_id ?? '';
  const [path = ''] = await world.forge([{ type: 'alias-set', alias: 'far', at: '9999-12-31T23:59:59Z' }]);
  const named = { code: 'E_MODEL_DAMAGED', where: path, what: expect.stringContaining('9999-12-31') };
  expect((await refusal(answer(id, 'alice'))).faults).toMatchObject([named]);
  world.actor = 'octo';
  expect((await refusal(world.promote('1', 'Production'))).faults).toMatchObject([named]);
  const [other = ''] = await world.forge([UNTRUE]);
  expect((await refusal(world.repair([other]))).faults).toMatchObject([named]);
  expect(await world.propose()).toMatchObject({
    damage: [{ path: other }, { path }],
    records: [{ path }, { path: other }],
  });
  const repairing = await asked();
  expect(await answer(repairing, 'alice')).toMatchObject({
    state: 'done',
    records: [{ path }, { path: other }],
  });
  expect(await world.propose()).toMatchObject({ damage: [], records: [] });
});

test('a request to disown is not called expired by an event of a far day', async () => {
  const [other = ''] = await world.forge([UNTRUE]);
  const id = await asked([other]);
  const [path = ''] = await world.forge([{ type: 'alias-set', alias: 'far', at: '9999-12-31T23:59:59Z' }]);
  expect((await refusal(answer(id, 'alice'))).faults).toMatchObject([
    { code: 'E_MODEL_DAMAGED', where: path },
  ]);
});

test('a request that would give a version Production back which is recalled by now is refused, and over', async () => {
  const { versions } = await world.state();
  const { run_id = '' } = versions.find(({ version }) => version === 2) ?? {};
  world.rules = rulesWith({});
  const moved = await world.promote('1', 'Production');
  world.rules = ONE;
  const id = await asked(moved.events.map(({ event_id }) => eventPath(MODEL, event_id)));
  await addRecalls(world.ledger, recalled({ kind: 'run', run_id }));
  expect(await answer(id, 'alice')).toMatchObject({
    state: 'refused',
    findings: [{ rule: 'recalled' }],
    events: [{ type: 'refused' }],
  });
  expect(versionInStage(await world.state(), 'Production')).toMatchObject({ version: 1 });
});
