import { clearRequestOf } from '../../../src/commands/recall/request.js';
import { rollBack } from '../../../src/commands/recall/rollback.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import type { RecallEvent, RecalledEvent, RunRecord } from '../../../src/core/generated/types.js';
import type { Confirmation } from '../../../src/core/registry/confirm/attempt.js';
import { rollbackReason } from '../../../src/core/registry/confirm/recall-title.js';
import { foldModel } from '../../../src/core/registry/registry.js';
import { recallPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding, datasetOf } from '../../ledger/fixtures.js';
import { depsOf, move, registerEach } from '../promote/setup.js';
import { approvedEvent, freshId, recalledEvent } from '../recalled/events.js';
import {
  cleared,
  digest,
  emptyLedger,
  folders,
  openIds,
  recallDeps,
  recalled,
  standing,
  train,
} from './setup.js';

afterAll(() => folders.remove());

async function withRecall(): Promise<{ ledger: Ledger; id: string }> {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const { event } = await recalled(ledger, 'dataset:orders@v2.1');
  return { ledger, id: event.event_id };
}

const rules = (clear: object, more: object = {}) => policy({ recall: { clear, ...more } });

test('one asks and another approves, and who asked does not', async () => {
  const { ledger, id } = await withRecall();
  const asked = await cleared(ledger, id, { actor: 'alice' });
  expect(asked).toMatchObject({
    state: 'pending-approval',
    approvers: null,
    events: [{ type: 'clear-requested' }],
  });
  expect(await openIds(ledger)).toEqual([id]);
  expect(await cleared(ledger, id, { actor: 'Alice' })).toMatchObject({
    state: 'pending-approval',
    events: [],
  });
  expect((await cleared(ledger, id, { actor: 'bob' }, true)).state).toBe('done');
  expect(await openIds(ledger)).toEqual([id]);
  const done = await cleared(ledger, id, { actor: 'bob' });
  expect(done).toMatchObject({
    state: 'done',
    events: [
      { type: 'clear-approved' },
      { type: 'cleared', recalls: [id], request: asked.request?.event.event_id },
    ],
  });
  expect(await openIds(ledger)).toEqual([]);
  expect(await cleared(ledger, id, { actor: 'carol' })).toMatchObject({ state: 'done', events: [] });
});

test('a request lasts as long as one for the strictest stage, and then one asks anew', async () => {
  const { ledger, id } = await withRecall();
  const hours = policy({ stages: { Production: { approvals: 1, expires_after: '2h' } } });
  const later = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
  const by = (actor: string, minutes: number, dryRun = false) =>
    cleared(ledger, id, { actor, rules: hours, at: later(minutes) }, dryRun);
  const { events, request: first } = await by('alice', 0);
  const [asked] = events;
  expect(asked).toMatchObject({ type: 'clear-requested' });
  const lasts = (event: typeof asked) =>
    event !== undefined && 'expires_at' in event
      ? Date.parse(event.expires_at ?? '') - Date.parse(event.at)
      : 0;
  expect(lasts(asked)).toBe(2 * 3_600_000);
  expect((await by('bob', 60, true)).state).toBe('done');
  const again = await by('bob', 180);
  expect(again).toMatchObject({ state: 'pending-approval', events: [{ type: 'clear-requested' }] });
  expect(again.request?.event.event_id).not.toBe(first?.event.event_id);
  expect((await by('alice', 200)).state).toBe('done');
});

test('as many approve as the policy asks for, of those whom it names', async () => {
  const { ledger, id } = await withRecall();
  const two = rules({ approvals: 2, approvers: ['bob', 'carol', 'dave'] }, { allowed_actors: ['alice'] });
  const by = (actor: string) => cleared(ledger, id, { actor, rules: two });
  await expect(by('mallory')).rejects.toThrow(/E_RECALL_NOT_ALLOWED.*ask to lift a recall/);
  await by('alice');
  expect(await by('bob')).toMatchObject({ state: 'pending-approval', request: { approvals: [{}] } });
  expect(await by('bob')).toMatchObject({ events: [] });
  // Who may approve by now counts, and nobody else.
  const later = rules({ approvals: 2, approvers: ['carol', 'dave'] });
  expect((await cleared(ledger, id, { actor: 'carol', rules: later })).state).toBe('pending-approval');
  await expect(cleared(ledger, id, { actor: 'erin', rules: later })).rejects.toThrow(/E_NOT_APPROVER/);
  expect((await cleared(ledger, id, { actor: 'dave', rules: later })).state).toBe('done');
});

test('a forged approval in the name of somebody takes no true one away', async () => {
  const { ledger, id } = await withRecall();
  const two = rules({ approvals: 2, approvers: ['bob', 'carol'] });
  const { request } = await cleared(ledger, id, { actor: 'alice', rules: two });
  const forged = approvedEvent(request?.event.event_id ?? '', 'bob');
  const nobodyFor = async (one: RecallEvent): Promise<Confirmation> =>
    one.event_id === forged.event_id
      ? { state: 'unknown', why: 'names no run' }
      : { state: 'confirmed', notes: [], conclusion: null };
  const person = { login: 'bob', id: null, type: null };
  const bytes = await encodeRecord('recallEvent', { ...forged, person });
  await ledger.write(adding({ path: recallPath(forged.event_id), bytes }));
  const asked = { rules: two, ask: nobodyFor };
  expect(await cleared(ledger, id, { actor: 'bob', ...asked })).toMatchObject({ state: 'pending-approval' });
  const done = await cleared(ledger, id, { actor: 'carol', ...asked });
  expect(done).toMatchObject({ state: 'done', events: [{ type: 'clear-approved' }, { type: 'cleared' }] });
}, 60_000);

test('without approvals whoever could approve lifts it at once, and where the policy lets them, who asked approves', async () => {
  const { ledger, id } = await withRecall();
  const other = (await recalled(ledger, 'dataset:orders@v2.1', { onlyName: true })).event.event_id;
  const none = rules({ approvals: 0, approvers: ['bob'] });
  await expect(cleared(ledger, id, { actor: 'alice', rules: none })).rejects.toThrow(/E_NOT_APPROVER/);
  expect(await cleared(ledger, id, { actor: 'bob', rules: none })).toMatchObject({
    state: 'done',
    events: [{ type: 'cleared', request: null, approvals: [] }],
  });
  expect(await openIds(ledger)).toEqual([other]);
  const own = { actor: 'bob', rules: rules({ approver_not_requester: false }) };
  expect((await cleared(ledger, other, own)).state).toBe('pending-approval');
  expect((await cleared(ledger, other, own)).state).toBe('done');
});

test('by default the approvers of the strictest stage approve', async () => {
  const { ledger, id } = await withRecall();
  const stages = {
    Production: { approvals: 1, approvers: ['bob'] },
    Staging: { approvals: 2, approvers: ['carol'] },
  };
  const as = (actor: string) => ({ actor, rules: policy({ stages }) });
  await cleared(ledger, id, as('alice'));
  await expect(cleared(ledger, id, as('bob'))).rejects.toThrow(/E_NOT_APPROVER.*the policy names carol/);
  expect((await cleared(ledger, id, as('carol'))).state).toBe('done');
});

test('several are lifted together, and a request for other ones is another request', async () => {
  const { ledger, id } = await withRecall();
  const other = (await recalled(ledger, 'package:numpy==1.26.0')).event.event_id;
  await cleared(ledger, id, { actor: 'alice' });
  expect(await cleared(ledger, `${other}, ${id}`, { actor: 'bob' })).toMatchObject({
    events: [{ type: 'clear-requested', recalls: [id, other].sort() }],
  });
  expect((await cleared(ledger, `${id} ${other}`, { actor: 'carol' })).state).toBe('done');
  expect(await openIds(ledger)).toEqual([]);
});

test('lifting one cancels the rollbacks that wait for it, no others, and moves nothing back', async () => {
  const { ledger, id } = await withRecall();
  await registerEach(ledger, [0.9, 0.9, 0.9]);
  for (const version of ['1', '2', '3']) await move(ledger, { version });
  const asks = policy({ required_tags: [], stages: { Production: { approvals: 1 } } });
  const back = async (reason: string) =>
    (
      await move(
        ledger,
        { version: '', rollback: true, reason },
        { rules: asks, at: new Date().toISOString() },
      )
    ).request?.event.event_id ?? '';
  const own = await back(rollbackReason(id));
  const others = [
    await move(ledger, { version: '1', reason: 'else' }, { rules: asks, at: new Date().toISOString() }),
  ];
  await cleared(ledger, id, { actor: 'alice' });
  const done = await cleared(ledger, id, { actor: 'bob' });
  expect(done.cancelled).toMatchObject([{ request: own, model: 'clf', reason: `recall ${id} is cleared` }]);
  const { requests, holders, damage } = foldModel(await readModel(await ledger.view(), 'clf'));
  expect(requests.get(own)?.ended?.type).toBe('cancelled');
  expect(requests.get(others[0]?.request?.event.event_id ?? '')?.ended).toBeUndefined();
  expect(holders.get('Production')?.map(({ version }) => version)).toEqual([3]);
  expect(damage).toEqual([]);
});

async function withTwo(datasets: RunRecord['inputs']['datasets'] = []) {
  const ledger = await emptyLedger();
  await registerEach(ledger, [0.9, 0.9], { datasets });
  for (const version of ['1', '2']) await move(ledger, { version });
  const { versions } = await readModel(await ledger.view(), 'clf');
  const rules = policy({ required_tags: [], stages: { Production: { approvals: 1 } } });
  const first = (await recalled(ledger, `run:${versions[1]?.run_id}`, { severity: 'low' })).event;
  const deps = () => depsOf(ledger, { rules, at: new Date().toISOString() });
  const back = async (recall: RecalledEvent) =>
    (await rollBack(recall, { affected: [{ model: 'clf', version: 2 }], dry_run: false }, deps()))[0];
  const waits = (await back(first))?.result?.request?.event.event_id ?? '';
  const lift = async ({ event_id }: RecalledEvent) => {
    await cleared(ledger, event_id, { actor: 'alice' });
    return (await cleared(ledger, event_id, { actor: 'bob' })).cancelled;
  };
  return { ledger, run: versions[1]?.run_id, first, back, waits, lift };
}

test('a rollback that waits for another open recall as well stays, and is told there, until that one is lifted', async () => {
  const { ledger, run, first, back, waits, lift } = await withTwo();
  const { event: second } = await recalled(ledger, `run:${run}`, { severity: 'critical' });
  expect(await back(second)).toMatchObject({ state: 'pending-approval', result: { asked_already: true } });
  const told = async () => (await standing(ledger, second)).moves;
  const became = expect.stringMatching(`^waits .*; its reason is .${rollbackReason(first.event_id)}.$`);
  expect(await told()).toEqual([{ event: expect.objectContaining({ event_id: waits }), became }]);
  expect(await lift(first)).toEqual([]);
  expect(await told()).toHaveLength(1);
  expect(await lift(second)).toMatchObject([
    { request: waits, reason: `recall ${second.event_id} is cleared` },
  ]);
  expect(await told()).toEqual([]);
});

test('a rollback waits for no recall that refuses what it goes back to as well', async () => {
  const { ledger, first, waits, lift } = await withTwo([datasetOf('orders', 'v2.1', digest('a'))]);
  const { event: both } = await recalled(ledger, 'dataset:orders@v2.1');
  expect((await standing(ledger, both)).moves).toEqual([]);
  expect(await lift(first)).toMatchObject([{ request: waits }]);
});

test('first digits are enough where one recall alone has them, and else all that do are listed', async () => {
  const { ledger, id } = await withRecall();
  const twin = recalledEvent({ event_id: `${id.slice(0, 31)}${id.endsWith('0') ? '1' : '0'}` });
  expect(await cleared(ledger, id.slice(0, 6).toUpperCase(), { actor: 'alice' }, true)).toMatchObject({
    events: [{ type: 'clear-requested', recalls: [id] }],
  });
  const bytes = await encodeRecord('recallEvent', twin);
  await ledger.write(adding({ path: recallPath(twin.event_id), bytes }));
  const both = [id, twin.event_id].sort().map((one) => `${one} \\("dataset:orders@v2.1"\\)`);
  await expect(cleared(ledger, id.slice(0, 20), { actor: 'alice' })).rejects.toThrow(
    new RegExp(
      `E_INPUT_INVALID: Several recalls begin with "${id.slice(0, 20)}": ${both.join(', ')} \\(input clear\\)`,
    ),
  );
  expect((await cleared(ledger, id, { actor: 'alice' })).state).toBe('pending-approval');
  expect(() => clearRequestOf({ clear: 'abc', reason: 'x', dryRun: false })).toThrow(/`clear` is "abc"/);
});

test('what is not there, or cannot be lifted, is told for each', async () => {
  const { ledger, id } = await withRecall();
  const broken = freshId();
  await ledger.write(adding({ path: recallPath(broken), bytes: Buffer.from('{}') }));
  const none = freshId();
  await expect(cleared(ledger, [none, broken, id].join(), { actor: 'alice' })).rejects.toThrow(
    /E_RECALL_NOT_FOUND: (?:There is no recall|The recall)[\s\S]*E_RECALL_NOT_FOUND/,
  );
  expect(() => clearRequestOf({ clear: 'x', reason: '', dryRun: false })).toThrow(
    /`clear` is "x"[\s\S]*`reason` is empty[\s\S]*may be lifted/,
  );
  expect(() => clearRequestOf({ clear: ' , ', reason: 'x', dryRun: false })).toThrow(/names no recall/);
});

test('a request or an approval that GitHub does not confirm lifts nothing', async () => {
  const { ledger, id } = await withRecall();
  await cleared(ledger, id, { actor: 'mallory' });
  const unknown = async () => ({ state: 'unknown', why: 'was written on a laptop' }) as const;
  const asked = await cleared(ledger, id, { actor: 'alice', ask: unknown });
  expect(asked).toMatchObject({ events: [{ type: 'clear-requested', actor: 'alice' }] });
  await cleared(ledger, id, { actor: 'bob' });
  // On a ledger that GitHub knows of, what a laptop lifted is not lifted.
  const log = recallDeps(ledger).log;
  const found = await openRecalls(await ledger.view(), { ask: unknown, log });
  expect(found.open.map(({ event_id }) => event_id)).toEqual([id]);
  expect(log.lines.join()).toMatch(/does not count: it was written on a laptop/);
});
