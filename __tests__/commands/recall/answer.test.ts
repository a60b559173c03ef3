import { decisionOf } from '../../../src/commands/promote/decision.js';
import { answerClear } from '../../../src/commands/recall/answer.js';
import { openRecalls } from '../../../src/commands/recalled/open-recalls.js';
import type { RecallEvent } from '../../../src/core/generated/types.js';
import type { Confirmation } from '../../../src/core/registry/confirm/attempt.js';
import { eventPath, recallPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { adding, RecordingLog } from '../../ledger/fixtures.js';
import { registerEach } from '../promote/setup.js';
import { freshId, rejectedEvent } from '../recalled/events.js';
import {
  cleared,
  emptyLedger,
  folders,
  openIds,
  type RecallAs,
  recallDeps,
  recalled,
  train,
} from './setup.js';

afterAll(() => folders.remove());

type Kind = 'approve' | 'reject' | 'cancel';

async function asking(as: RecallAs = { actor: 'alice' }) {
  const ledger = await emptyLedger();
  await train(ledger, 1, { reads: [{}] });
  const { event } = await recalled(ledger, 'dataset:orders@v2.1');
  const { request } = await cleared(ledger, event.event_id, as);
  return { ledger, recall: event.event_id, request: request?.event.event_id ?? '' };
}

function answer(
  ledger: Ledger,
  kind: Kind,
  { id, as = {}, ...more }: { id: string; as?: RecallAs; reason?: string; model?: string; dryRun?: boolean },
) {
  const none = { approve: '', reject: '', cancel: '', model: '', version: '', stage: '' };
  const texts = { ...none, [kind]: id, reason: 'because', dryRun: false, ...more };
  const decision = decisionOf(texts);
  if (decision === null) throw new Error('no decision');
  return answerClear(decision, recallDeps(ledger, as));
}

test('nobody answers a request that has expired', async () => {
  const { ledger, request } = await asking();
  const at = new Date(Date.now() + 8 * 86_400_000).toISOString();
  for (const kind of ['approve', 'reject', 'cancel'] as const)
    await expect(answer(ledger, kind, { id: request, as: { actor: 'bob', at } })).rejects.toThrow(
      /E_REQUEST_CLOSED: The request \w+ expired at /,
    );
});

test('nobody answers a request of a time that does not exist, or that expires at none', async () => {
  const { ledger, recall } = await asking();
  const odd = '2026-99-99T99:99:99Z';
  const { requests } = (await openRecalls(await ledger.view(), { log: new RecordingLog() })).state;
  const [asked] = [...requests.values()];
  for (const changes of [{ at: odd }, { expires_at: odd }]) {
    const event = { ...asked?.event, event_id: freshId(), ...changes } as RecallEvent;
    await ledger.write(
      adding({ path: recallPath(event.event_id), bytes: await encodeRecord('recallEvent', event) }),
    );
    await expect(answer(ledger, 'approve', { id: event.event_id, as: { actor: 'bob' } })).rejects.toThrow(
      /E_REQUEST_NOT_FOUND: .* time that does not exist/,
    );
  }
  expect(await openIds(ledger)).toEqual([recall]);
});

test('who may approve rejects a request, and then it is over: the next one asks anew', async () => {
  const { ledger, recall, request } = await asking();
  const own = answer(ledger, 'reject', { id: request, as: { actor: 'alice' } });
  await expect(own).rejects.toThrow(/E_NOT_APPROVER.*has asked for it/);
  const dry = await answer(ledger, 'reject', { id: request, as: { actor: 'bob' }, dryRun: true });
  expect(dry).toMatchObject({ state: 'rejected', commit: null });
  const done = await answer(ledger, 'reject', { id: request, as: { actor: 'bob' } });
  expect(done).toMatchObject({
    state: 'rejected',
    recalls: [{ event_id: recall }],
    events: [{ type: 'clear-rejected', request, person: { login: 'bob' }, reason: 'because' }],
  });
  for (const kind of ['approve', 'reject', 'cancel'] as const)
    await expect(answer(ledger, kind, { id: request, as: { actor: 'bob' } })).rejects.toThrow(
      /E_REQUEST_CLOSED: The request \w{32} was rejected at .* by bob/,
    );
  // Who would have approved asks anew.
  expect(await cleared(ledger, recall, { actor: 'bob' })).toMatchObject({
    state: 'pending-approval',
    events: [{ type: 'clear-requested' }],
  });
  expect(await openIds(ledger)).toEqual([recall]);
});

test('only those whom the policy names reject', async () => {
  const { ledger, request } = await asking();
  const rules = policy({ recall: { clear: { approvers: ['carol'] } } });
  const by = (actor: string) => answer(ledger, 'reject', { id: request, as: { actor, rules } });
  await expect(by('bob')).rejects.toThrow(/E_NOT_APPROVER.*the policy names carol/);
  expect((await by('carol')).state).toBe('rejected');
});

test('who asked cancels, nobody else does', async () => {
  const { ledger, request } = await asking();
  const by = (actor: string) => answer(ledger, 'cancel', { id: request, as: { actor }, reason: '' });
  await expect(by('bob')).rejects.toThrow(/E_NOT_APPROVER.*only who asked may cancel it/);
  expect(await by('Alice')).toMatchObject({
    state: 'cancelled',
    events: [{ type: 'clear-cancelled', request, reason: null }],
  });
  await expect(by('alice')).rejects.toThrow(/E_REQUEST_CLOSED: .* was cancelled at/);
});

test('a request is approved by its id, and that very one', async () => {
  const { ledger, recall, request } = await asking();
  const as = { actor: 'bob' };
  await expect(answer(ledger, 'approve', { id: request, as, reason: '' })).rejects.toThrow(
    /E_INPUT_MISSING: `reason` is empty/,
  );
  expect(await answer(ledger, 'approve', { id: request, as })).toMatchObject({
    state: 'done',
    events: [
      { type: 'clear-approved', request },
      { type: 'cleared', request, recalls: [recall] },
    ],
  });
  expect(await openIds(ledger)).toEqual([]);
  await expect(answer(ledger, 'reject', { id: request, as })).rejects.toThrow(
    /E_REQUEST_CLOSED: .* was approved, and lifted them at/,
  );
});

test('in a workflow a request is approved by the one that lifts recalls, since its title names these', async () => {
  const { ledger, request } = await asking();
  const by = { actor_id: '2', triggering_actor: 'bob', event: 'workflow_dispatch' };
  const where = { repository: 'o/r', ref: null, commit: null, ci_run_id: '5', ci_run_attempt: 1 };
  const as = { actor: 'bob', by: { ...by, ...where, workflow_ref: null } } as RecallAs;
  await expect(answer(ledger, 'approve', { id: request, as })).rejects.toThrow(
    /E_INPUT_INVALID: .*is approved by the workflow that lifts them.*recall\.yml/s,
  );
});

test('what a request is not about, or is no request, is told', async () => {
  const { ledger, recall, request } = await asking();
  const as = { actor: 'bob' };
  await expect(answer(ledger, 'reject', { id: request, as, model: 'clf' })).rejects.toThrow(
    /E_INPUT_INVALID: The request \w+ is to lift recalls, and about no model/,
  );
  await expect(answer(ledger, 'reject', { id: recall, as })).rejects.toThrow(
    /E_REQUEST_NOT_FOUND: \w+ is an event of a recall, and no request/,
  );
  // Whoever may push can give a request of a recall the id of one of a model, so that another one is rejected than was read.
  await registerEach(ledger, [0.9]);
  const [first] = (await readModel(await ledger.view(), 'clf')).events;
  if (first === undefined) throw new Error('no event');
  const bytes = await encodeRecord('modelEvent', { ...first, event_id: request });
  await ledger.write(adding({ path: eventPath('clf', request), bytes }));
  await expect(answer(ledger, 'reject', { id: request, as })).rejects.toThrow(
    /E_REQUEST_NOT_FOUND: \w+ is an event of `clf` and of a recall/,
  );
});

test('an end counts unless GitHub contradicts it, and lifts nothing that is lifted back', async () => {
  const { ledger, recall, request } = await asking();
  const forged = rejectedEvent(request, 'bob');
  const bytes = await encodeRecord('recallEvent', forged);
  await ledger.write(adding({ path: recallPath(forged.event_id), bytes }));
  const saying = (state: 'unknown' | 'contradicted') => async (event: RecallEvent) => {
    const answers: Confirmation[] = [
      { state: 'confirmed', notes: [], conclusion: null },
      state === 'unknown' ? { state, why: 'names no run' } : { state, why: ['is of nobody'] },
    ];
    return answers[event.event_id === forged.event_id ? 1 : 0] as Confirmation;
  };
  const as = (state: 'unknown' | 'contradicted') => ({ actor: 'carol', ask: saying(state) });
  await expect(answer(ledger, 'reject', { id: request, as: as('unknown') })).rejects.toThrow(
    /E_REQUEST_CLOSED/,
  );
  const dry = { id: request, as: as('contradicted'), dryRun: true };
  expect((await answer(ledger, 'reject', dry)).state).toBe('rejected');
  expect((await cleared(ledger, recall, as('contradicted'), true)).state).toBe('done');
  expect(await cleared(ledger, recall, as('contradicted'))).toMatchObject({
    state: 'done',
    events: [{ request }, { request }],
  });
  expect(await openIds(ledger)).toEqual([]);
});
