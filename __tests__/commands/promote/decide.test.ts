import { trustedStage } from '../../../src/commands/promote/confirmed.js';
import { type DecideDeps, decide } from '../../../src/commands/promote/decide.js';
import { decisionOf } from '../../../src/commands/promote/decision.js';
import type { People } from '../../../src/commands/promote/people.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import type { Level } from '../../../src/core/policy/accounts.js';
import type { Policy } from '../../../src/core/policy/policy.js';
import { digestOfEvent } from '../../../src/core/registry/disowned.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { eventPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding } from '../../ledger/fixtures.js';
import {
  type As,
  AT,
  depsOf,
  ledgerWith,
  move,
  newId,
  registerEach,
  removeLedgers,
  stages,
} from './setup.js';

afterAll(removeLedgers);

const LEVELS: Record<string, [id: string, level: Level, type?: string]> = {
  octo: ['1', 'write'],
  alice: ['2', 'write'],
  bob: ['3', 'maintain'],
  carol: ['4', 'read'],
  robot: ['5', 'admin', 'Bot'],
};

/** A repository with these people; alice and robot are in the team `@acme/ml`. */
const people: People = {
  person: async (login) => {
    const [id, , type = 'User'] = LEVELS[login] ?? [];
    return id === undefined ? null : { login, id, type };
  },
  level: async (login) => LEVELS[login]?.[1] ?? 'none',
  isIn: async (team, login) => team === '@acme/ml' && ['alice', 'robot'].includes(login),
};

const rulesWith = (rule: NonNullable<Policy['stages']>['Production']) =>
  policy({ required_tags: [], stages: { Production: { approvals: 1, ...rule } } });
const ONE = rulesWith({});

/** Asks for version 1 in Production. @returns the id of the request */
async function asked(ledger: Ledger, as: As = {}, version = '1'): Promise<string> {
  const result = await move(ledger, { version }, { rules: ONE, people, ...as });
  expect(result).toMatchObject({ state: 'pending-approval', request: { approvals: [] } });
  return result.request?.event.event_id ?? '';
}

async function answer(
  ledger: Ledger,
  {
    kind = 'approve',
    id,
    who,
    as = {},
  }: { kind?: 'approve' | 'reject' | 'cancel'; id: string; who: string; as?: As },
) {
  const none = {
    approve: '',
    reject: '',
    cancel: '',
    model: '',
    version: '',
    stage: '',
    reason: kind === 'reject' ? 'drifts' : '',
    dryRun: false,
  };
  const decision = decisionOf({ ...none, [kind]: id });
  if (decision === null) throw new Error('a request is named');
  const person = { login: who, id: LEVELS[who]?.[0] ?? null, type: LEVELS[who]?.[2] ?? 'User' };
  const deciders: DecideDeps['deciders'] = async () => [{ person, evidence: { via: 'dispatch' } }];
  return decide(decision, { ...depsOf(ledger, { rules: ONE, people, actor: who, ...as }), deciders });
}

test('a stage that needs approvals gets a request, and the version comes when the last approval does', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith({ approvals: 2 });
  const id = await asked(ledger, { rules });
  expect(await stages(ledger)).toEqual({});
  // The very same is not asked for twice.
  expect((await move(ledger, {}, { rules, people })).request?.event.event_id).toBe(id);
  const first = await answer(ledger, { id, who: 'alice', as: { rules } });
  expect(first).toMatchObject({ state: 'pending-approval', events: [{ type: 'approved' }] });
  await expect(answer(ledger, { id, who: 'alice', as: { rules } })).rejects.toThrow(
    'E_NOT_APPROVER: Request',
  );
  const second = await answer(ledger, { id, who: 'bob', as: { rules } });
  expect(second.state).toBe('done');
  expect(second.events.map(({ type }) => type)).toEqual(['approved', 'stage-changed']);
  expect(await stages(ledger)).toEqual({ 1: 'Production' });
  const { damage, requests } = foldModel(await readModel(await ledger.view(), 'clf'));
  expect(damage).toEqual([]);
  expect(requests.get(id)).toMatchObject({
    approvals: [{ person: { login: 'alice', id: '2' } }, { person: { login: 'bob', id: '3' } }],
    ended: { type: 'stage-changed', request: id },
  });
  await expect(answer(ledger, { id, who: 'bob', as: { rules } })).rejects.toThrow('E_REQUEST_CLOSED');
});

test.each([
  ['octo', {}, 'has asked for it'],
  ['robot', {}, 'is a Bot, and people approve'],
  ['carol', {}, 'may not write in this repository'],
  ['nobody', {}, 'may not write in this repository'],
  ['alice', { approvers: ['bob'] }, 'the policy names bob'],
  ['alice', { approvers: ['role:maintain'] }, 'the policy names role:maintain'],
  ['bob', { approvers: ['@acme/ml'] }, 'the policy names @acme/ml'],
  ['alice', { allowed_actors: ['octo', 'bob'] }, 'the policy names octo, bob'],
])('%s may not approve under %j', async (who, rule, why) => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith(rule);
  const id = await asked(ledger, { rules });
  const { commit } = await ledger.view();
  await expect(answer(ledger, { id, who, as: { rules } })).rejects.toThrow(why);
  expect((await ledger.view()).commit).toBe(commit);
});

test.each([
  ['alice', { approvers: ['ALICE'] }],
  ['bob', { approvers: ['role:maintain'] }],
  ['alice', { approvers: ['@Acme/ML'] }],
  ['octo', { approver_not_requester: false }],
])('%s may approve under %j', async (who, rule) => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith(rule);
  const id = await asked(ledger, { rules });
  expect((await answer(ledger, { id, who, as: { rules } })).state).toBe('done');
});

test('who started the job again has asked, too, and behind a bot those who trained the version', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  const again = await asked(ledger, { triggering_actor: 'alice' });
  await expect(answer(ledger, { id: again, who: 'alice' })).rejects.toThrow('has asked for it');
  const byBot = await asked(ledger, { actor: 'robot' }, '2');
  const { requests } = foldModel(await readModel(await ledger.view(), 'clf'));
  const trained = requests.get(byBot)?.event.requesters.map(({ login }) => login);
  expect(trained).toEqual(['robot', 'octocat']);
});

test('a request expires by the ledger where a clock is behind it, and nothing that is damage is written', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith({ expires_after: '2h' });
  const id = await asked(ledger, { rules });
  // Somebody whose clock is a day ahead.
  const at = '2026-11-23T00:00:00Z';
  await move(ledger, { stage: 'Staging' }, { rules, people, at });
  await expect(answer(ledger, { id, who: 'alice', as: { rules } })).rejects.toThrow(/E_REQUEST_CLOSED/);
  const next = await asked(ledger, { rules });
  expect(next).not.toBe(id);
  expect(await answer(ledger, { id: next, who: 'alice', as: { rules } })).toMatchObject({ state: 'done' });
  expect(foldModel(await readModel(await ledger.view(), 'clf')).damage).toEqual([]);
}, 30_000);

test('a request that has expired, was rejected or was cancelled is dead', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith({ expires_after: '2h' });
  const late = { rules, at: new Date(Date.parse(AT) + 2 * 3_600_000).toISOString() };
  const first = await asked(ledger, { rules });
  await expect(answer(ledger, { id: first, who: 'alice', as: late })).rejects.toThrow(
    /E_REQUEST_CLOSED.*expired/,
  );
  const second = await asked(ledger, late);
  expect(second).not.toBe(first);
  expect((await answer(ledger, { kind: 'reject', id: second, who: 'alice', as: late })).state).toBe(
    'rejected',
  );
  await expect(answer(ledger, { id: second, who: 'bob', as: late })).rejects.toThrow('was rejected');
  const third = await asked(ledger, late);
  await expect(answer(ledger, { kind: 'cancel', id: third, who: 'alice', as: late })).rejects.toThrow(
    'alice has not asked for it, and only who asked may cancel it',
  );
  expect((await answer(ledger, { kind: 'cancel', id: third, who: 'octo', as: late })).state).toBe(
    'cancelled',
  );
  expect(await stages(ledger)).toEqual({});
});

test('what would happen now must be what was asked for: else the request dies, and says why', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  const id = await asked(ledger);
  const other = await asked(ledger, {}, '2');
  expect((await answer(ledger, { id: other, who: 'alice' })).state).toBe('done');
  const result = await answer(ledger, { id, who: 'bob' });
  expect(result).toMatchObject({ state: 'refused', events: [{ type: 'refused', request: id }] });
  expect(result.judgement.findings).toMatchObject([
    { rule: 'stages.Production.review', message: expect.stringContaining('version 2 is in Production now') },
  ]);
  expect(await stages(ledger)).toEqual({ 2: 'Production' });
  const again = await asked(ledger);
  const rules = policy({ required_tags: [], metrics: { val_auc: { min: 0.95 } }, stages: ONE.stages });
  const judged = await answer(ledger, { id: again, who: 'bob', as: { rules } });
  expect(judged.judgement.findings.map(({ rule }) => rule)).toEqual([
    'metrics.val_auc.min',
    'stages.Production.review',
  ]);
  expect(await stages(ledger)).toEqual({ 2: 'Production' });
});

test('a later attempt of a workflow run writes nothing: it answers what the first one did, or says to start anew', async () => {
  const ledger = await ledgerWith([0.9]);
  const run = (ci_run_id: string, ci_run_attempt: number) => ({
    ...{ actor_id: '1', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r', ref: null },
    ...{ commit: null, workflow_ref: null, ci_run_id, ci_run_attempt },
  });
  const id = await asked(ledger, { by: run('77', 1) });
  const { commit } = await ledger.view();
  const again = await move(ledger, {}, { rules: ONE, people, by: run('77', 2) });
  expect(again).toMatchObject({
    state: 'pending-approval',
    events: [],
    standing: { event: { event_id: id } },
  });
  await expect(answer(ledger, { id, who: 'alice', as: { by: run('78', 2) } })).rejects.toThrow(
    'E_RERUN: This is attempt 2 of the workflow run, and only the first one writes to the registry',
  );
  expect((await ledger.view()).commit).toBe(commit);
  await answer(ledger, { id, who: 'alice', as: { by: run('79', 1) } });
  const done = await answer(ledger, { id, who: 'alice', as: { by: run('79', 2) } });
  expect(done).toMatchObject({ state: 'done', events: [], standing: { event: { type: 'stage-changed' } } });
});

test('an endpoint that was asked for is written with the last approval', async () => {
  const ledger = await ledgerWith([0.9]);
  const result = await move(ledger, { endpoint: 'scoring' }, { rules: ONE, people });
  const id = result.request?.event.event_id ?? '';
  expect(result.endpoint).toBeNull();
  const done = await answer(ledger, { id, who: 'alice' });
  expect(done).toMatchObject({
    state: 'done',
    endpoint: { name: 'scoring', event: { type: 'deployed', version: 1 } },
  });
});

test('an endpoint that the approval could not write is refused before anybody is asked', async () => {
  const ledger = await ledgerWith([0.9]);
  await move(ledger, { stage: 'Staging', endpoint: 'prod' }, { people });
  const { commit } = await ledger.view();
  for (const dryRun of [true, false])
    await expect(move(ledger, { endpoint: 'PROD', dryRun }, { rules: ONE, people })).rejects.toThrow(
      'There is an endpoint `prod`, which differs from `PROD` only in upper and lower case',
    );
  expect((await ledger.view()).commit).toBe(commit);
});

test('who asked does not approve, whomever a request names that was written past the registry', async () => {
  const ledger = await ledgerWith([0.9]);
  const by = {
    ...{ actor_id: '1', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r', ref: null },
    ...{ commit: null, workflow_ref: null, ci_run_id: '77', ci_run_attempt: 1 },
  };
  const own: People = { ...people, person: async () => ({ login: 'bob', id: '3', type: 'User' }) };
  const id = await asked(ledger, { by, people: own });
  const { requests } = foldModel(await readModel(await ledger.view(), 'clf'));
  expect(requests.get(id)?.event.requesters.map(({ login }) => login)).not.toContain('bob');
  await expect(answer(ledger, { id, who: 'octo' })).rejects.toThrow('has asked for it');
});

test('an id of no request, and one of something else than was said', async () => {
  const ledger = await ledgerWith([0.9]);
  const id = await asked(ledger);
  await expect(
    answer(ledger, { id: id.replace(/.$/, id.endsWith('0') ? '1' : '0'), who: 'alice' }),
  ).rejects.toThrow('E_REQUEST_NOT_FOUND');
  const texts = { approve: id, reject: '', cancel: '', reason: '', dryRun: false };
  const decision = decisionOf({ ...texts, model: 'other', version: '7', stage: 'Staging' });
  if (decision === null) throw new Error('a request is named');
  const deps = { ...depsOf(ledger, { rules: ONE, people }), deciders: async () => [] };
  const error = await decide(decision, deps).catch((thrown: Error) => thrown);
  for (const name of ['model clf', 'version 1', 'stage Production'])
    expect(String(error)).toContain(`is about ${name}, and`);
  expect(() => decisionOf({ ...texts, reject: id, approve: '7', model: '', version: '', stage: '' })).toThrow(
    /`approve` and `reject` are given.*which is no id of a request/s,
  );
});

test('a rejection needs a reason, an approval none', () => {
  const none = { approve: '', reject: '', cancel: '', model: '', version: '', stage: '', dryRun: false };
  const id = newId();
  expect(() => decisionOf({ ...none, reject: id, reason: ' ' })).toThrow(
    /E_INPUT_MISSING.*`\/reject ID why`/,
  );
  expect(decisionOf({ ...none, reject: id, reason: 'drifts' })).toMatchObject({ reason: 'drifts' });
  expect(decisionOf({ ...none, approve: id, reason: '' })).toMatchObject({ kind: 'approve' });
});

test('override moves a version at once, for whom the policy lets, and is marked', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith({ override: ['alice'] });
  const refused = await move(ledger, { override: true }, { rules, people });
  expect(refused.judgement.findings).toMatchObject([{ rule: 'stages.Production.override' }]);
  const done = await move(ledger, { override: true }, { rules, people, actor: 'alice' });
  expect(done).toMatchObject({ state: 'done', events: [{ type: 'stage-changed', override: true }] });
});

test('an approval does not count any more once who gave it may not write', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith({ approvals: 2 });
  const id = await asked(ledger, { rules });
  await answer(ledger, { id, who: 'alice', as: { rules } });
  const level: People['level'] = async (login) => (login === 'alice' ? 'read' : people.level(login));
  const left = await answer(ledger, { id, who: 'bob', as: { rules, people: { ...people, level } } });
  expect(left).toMatchObject({ state: 'pending-approval', events: [{ type: 'approved' }] });
  expect(await stages(ledger)).toEqual({});
});

test('a request dies once its version has moved since', async () => {
  const ledger = await ledgerWith([0.9]);
  const id = await asked(ledger);
  await move(ledger, { stage: 'Staging' }, { rules: ONE, people });
  const result = await answer(ledger, { id, who: 'alice' });
  expect(result).toMatchObject({ state: 'refused', events: [{ type: 'refused' }] });
  expect(result.judgement.findings).toMatchObject([
    { message: expect.stringContaining('version 1 is in Staging now, and was in None') },
  ]);
});

test('a later attempt answers for what its own step asks, and not for another step of the run', async () => {
  const ledger = await ledgerWith([0.9, 0.9]);
  const run = (ci_run_attempt: number) => ({
    ...{ actor_id: '1', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r', ref: null },
    ...{ commit: null, workflow_ref: null, ci_run_id: '77', ci_run_attempt },
  });
  await move(ledger, { stage: 'Staging' }, { people, by: run(1) });
  expect(await move(ledger, { stage: 'Staging' }, { people, by: run(2) })).toMatchObject({ state: 'done' });
  await expect(move(ledger, { stage: 'Production' }, { people, by: run(2) })).rejects.toThrow('E_RERUN');
  await expect(move(ledger, { version: '2', stage: 'Staging' }, { people, by: run(2) })).rejects.toThrow(
    'E_RERUN',
  );
});

test('a request lasts no longer than the policy lets one last now, whatever it says itself', async () => {
  const ledger = await ledgerWith([0.9]);
  const id = await asked(ledger);
  const rules = rulesWith({ expires_after: '2h' });
  const at = (hours: number) => new Date(Date.parse(AT) + hours * 3_600_000).toISOString();
  await expect(answer(ledger, { id, who: 'alice', as: { rules, at: at(3) } })).rejects.toThrow(
    /E_REQUEST_CLOSED.*expired/,
  );
  expect(await answer(ledger, { id, who: 'alice', as: { rules, at: at(1) } })).toMatchObject({
    state: 'refused',
  });
});

test('an id that is an event of two models names neither: somebody has put it there', async () => {
  const ledger = await ledgerWith([0.9]);
  const id = await asked(ledger);
  await registerEach(ledger, [0.9], { name: 'other', firstRun: 2000 });
  const { events } = await readModel(await ledger.view(), 'clf');
  const request = events.find(({ event_id }) => event_id === id) as ModelEvent;
  const last = (await readModel(await ledger.view(), 'other')).events.at(-1) as ModelEvent;
  const copy = { ...request, model: 'other', previous: digestOfEvent(last) };
  await ledger.write(adding({ path: eventPath('other', id), bytes: Buffer.from(canonicalJson(copy)) }));
  const { commit } = await ledger.view();
  await expect(answer(ledger, { id, who: 'alice' })).rejects.toThrow(
    `E_REQUEST_NOT_FOUND: ${id} is an event of \`clf\` and of \`other\``,
  );
  expect((await ledger.view()).commit).toBe(commit);
});

test('a request that somebody pushed the end of is not told to be over: the event is named, and how it is disowned', async () => {
  const ledger = await ledgerWith([0.9]);
  const id = await asked(ledger);
  await answer(ledger, { kind: 'cancel', id, who: 'octo' });
  const ask: As['ask'] = async ({ type }) =>
    type === 'cancelled'
      ? { state: 'unknown', why: 'names no workflow run' }
      : { state: 'confirmed', notes: [], conclusion: 'success' };
  await expect(answer(ledger, { id, who: 'alice', as: { ask } })).rejects.toThrow(
    /E_EVENT_UNCONFIRMED: The record models\/clf\/events\/\w+\.json names no workflow run.*disowned by a workflow/,
  );
  await expect(answer(ledger, { id, who: 'alice' })).rejects.toThrow('was cancelled');
});

test('a request that GitHub does not confirm is handed to nobody: the promotion asks for its own', async () => {
  const ledger = await ledgerWith([0.9]);
  const pushed = await asked(ledger);
  const ask: As['ask'] = async ({ event_id }) =>
    event_id === pushed
      ? { state: 'contradicted', why: ['names a run of somebody else'] }
      : { state: 'confirmed', notes: [], conclusion: 'success' };
  const own = await asked(ledger, { ask });
  expect(own).not.toBe(pushed);
  expect(await asked(ledger, { ask })).toBe(own);
});

test('a later attempt does not answer by an event that names its run and that GitHub does not confirm', async () => {
  const ledger = await ledgerWith([0.9]);
  const run = (ci_run_attempt: number) => ({
    ...{ actor_id: '1', triggering_actor: 'octo', event: 'workflow_dispatch', repository: 'o/r', ref: null },
    ...{ commit: null, workflow_ref: null, ci_run_id: '77', ci_run_attempt },
  });
  await move(ledger, { stage: 'Staging' }, { people, by: run(1) });
  const ask: As['ask'] = async () => ({ state: 'contradicted', why: ['is of another run'] });
  await expect(move(ledger, { stage: 'Staging' }, { people, by: run(2), ask })).rejects.toThrow('E_RERUN');
});

test('an approval that somebody pushed in the name of another does not keep that one from approving', async () => {
  const ledger = await ledgerWith([0.9]);
  const rules = rulesWith({ approvals: 2 });
  const id = await asked(ledger, { rules });
  const pushed = await answer(ledger, { id, who: 'alice', as: { rules } });
  const forged = pushed.events[0]?.event_id;
  const ask: As['ask'] = async ({ event_id }) =>
    event_id === forged
      ? { state: 'contradicted', why: ['names a run of somebody else'] }
      : { state: 'confirmed', notes: [], conclusion: 'success' };
  const as = { rules, ask };
  expect(await answer(ledger, { id, who: 'alice', as })).toMatchObject({ state: 'pending-approval' });
  await expect(answer(ledger, { id, who: 'alice', as })).rejects.toThrow('alice has approved it already');
  expect(await answer(ledger, { id, who: 'bob', as })).toMatchObject({ state: 'done' });
  const state = await readModel(await ledger.view(), 'clf');
  expect(foldModel(state).damage).toEqual([]);
});

test('of many forged requests for the very same only the newest few are asked about, and the promotion asks for its own', async () => {
  const ledger = await ledgerWith([0.9]);
  const first = await asked(ledger);
  const { events } = await readModel(await ledger.view(), 'clf');
  const last = events.at(-1);
  if (last?.type !== 'approval-requested') throw new Error('the request is the last event');
  const forged: ModelEvent[] = [last];
  for (let made = 0; made < 20; made += 1) {
    const previous = digestOfEvent(forged.at(-1) as ModelEvent);
    forged.push({ ...last, event_id: newId(), previous });
  }
  await ledger.write(
    adding(
      ...forged.slice(1).map((event) => ({
        path: eventPath('clf', event.event_id),
        bytes: Buffer.from(canonicalJson(event)),
      })),
    ),
  );
  const isForged = new Set(forged.map(({ event_id }) => event_id));
  let contradicted = 0;
  const ask: As['ask'] = async ({ event_id }) => {
    if (!isForged.has(event_id)) return { state: 'confirmed', notes: [], conclusion: 'success' };
    contradicted += 1;
    return { state: 'contradicted', why: ['names a run of somebody else'] };
  };
  const own = await asked(ledger, { ask });
  expect(own).not.toBe(first);
  expect(contradicted).toBe(5);
  expect(await asked(ledger, { ask })).toBe(own);
});

test('a stage that rests on a request or an approval which is not confirmed is not the one that it is judged in', async () => {
  const ledger = await ledgerWith([0.9]);
  await answer(ledger, { id: await asked(ledger), who: 'alice' });
  const state = await readModel(await ledger.view(), 'clf');
  const stageBut = (untrue: string) => {
    const ask: NonNullable<As['ask']> = async ({ type }) =>
      type === untrue ? { state: 'unknown', why: 'x' } : { state: 'confirmed', notes: [], conclusion: null };
    return trustedStage({ version: 1 }, state, depsOf(ledger, { ask }));
  };
  expect(await stageBut('registered')).toBe('Production');
  for (const untrue of ['stage-changed', 'approval-requested', 'approved'])
    expect(await stageBut(untrue)).toBe('None');
});
