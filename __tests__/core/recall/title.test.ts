import type { ModelEvent, RecallEvent } from '../../../src/core/generated/types.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { baselessFaults } from '../../../src/core/recall/baseless.js';
import { clearDeadBecause, foldRecalls } from '../../../src/core/recall/recall.js';
import { parseRecallReference } from '../../../src/core/recall/reference.js';
import { recalledTitleFaults, recallTitle } from '../../../src/core/recall/title.js';
import { confirmEvent } from '../../../src/core/registry/confirm/confirm.js';
import { liftedReason, rollbackReason } from '../../../src/core/registry/confirm/recall-title.js';
import {
  approvedEvent,
  cancelledEvent,
  clearedEvent,
  freshId,
  recalledEvent,
  rejectedEvent,
  requestedEvent,
} from '../../commands/recalled/events.js';
import { AROUND, ATTEMPT, MOVE } from '../registry/confirm/support.js';

const ID = 'a1'.repeat(16);
const OTHER = 'b2'.repeat(16);

test.each([
  ['recall dataset:orders@v2.1', { decision: 'recall', what: 'dataset:orders@v2.1' }],
  [`clear recall ${ID}`, { decision: 'clear', ids: [ID] }],
  [`clear recall ${ID}, ${OTHER.toUpperCase()}`, { decision: 'clear', ids: [ID, OTHER] }],
  [`clear recall 01A2b3,${ID}`, { decision: 'clear', ids: ['01a2b3', ID] }],
  ['clear recall 01a', null],
  ['try recall dataset:orders@v2.1', { decision: 'try' }],
  [`try clear recall ${ID}`, { decision: 'try' }],
  ['recall', null],
  ['clear recall x', null],
  ['promote clf 3 → Production', null],
])('the title `%s` of a workflow run', (title, read) => {
  expect(recallTitle(title)).toEqual(read);
});

test.each([
  ['dataset:orders@v2.1', true],
  ['dataset:octo/clf:orders@v2.1', true],
  ['dataset:octo/other:orders@v2.1', false],
  ['dataset:orders@v2.2', false],
  ['run:0123', false],
  ['dataset:orders@=v2.1', false],
  ['dataset:orders@>v2.0', false],
  // What cannot be read says nothing, and takes no recall away.
  ['dataset:orders', true],
  ['whatever', true],
])('a title that names %s, of a recall of orders@v2.1 of octo/clf: %s', (what, isSame) => {
  const event = recalledEvent();
  if (event.what.kind === 'dataset') event.what.repository = 'octo/clf';
  expect(recalledTitleFaults(event, what)).toHaveLength(isSame ? 0 : 1);
});

test('a title means a version that looks like a range, or has an `@`, too', () => {
  const faults = (what: string, name: string, version: string) => {
    const event = recalledEvent();
    if (event.what.kind === 'dataset') Object.assign(event.what, { name, version, repository: 'octo/clf' });
    return recalledTitleFaults(event, what).length;
  };
  expect(faults('dataset:orders@=v1', 'orders', '=v1')).toBe(0);
  expect(faults('dataset:orders@v1@rc', 'orders', 'v1@rc')).toBe(0);
  expect(faults('dataset:octo/clf:orders@v1@rc', 'orders', 'v1@rc')).toBe(0);
  expect(faults('dataset:orders@v1@rc', 'orders', 'rc')).toBe(1);
});

test('titles of recalls of other kinds are held against what was recalled', () => {
  const faults = (what: string, of: object) =>
    recalledTitleFaults(recalledEvent({ what: of as never }), what).length;
  expect(faults('commit:ABCD..beef', { kind: 'commit', asked: 'abcd..beef', commits: [] })).toBe(0);
  expect(faults('commit:abcd..', { kind: 'commit', asked: 'abcd', commits: [] })).toBe(0);
  const [bad, fix] = ['abcd'.padEnd(40, '1'), 'beef'.padEnd(40, '2')];
  expect(faults('commit:abcd..beef', { kind: 'commit', asked: `${bad}..${fix}`, commits: [] })).toBe(0);
  expect(faults('commit:abcd..beef3', { kind: 'commit', asked: `${bad}..${fix}`, commits: [] })).toBe(1);
  expect(faults('commit:abcd', { kind: 'commit', asked: `${bad}..${fix}`, commits: [] })).toBe(1);
  expect(faults('commit:abcd..beef', { kind: 'commit', asked: '..', commits: [] })).toBe(1);
  expect(faults('commit:=abcd', { kind: 'commit', asked: `=${bad}`, commits: [] })).toBe(0);
  expect(faults('commit:=abcd', { kind: 'commit', asked: 'abcd', commits: [] })).toBe(1);
  const owned = { kind: 'commit', asked: 'abcd', repository: 'octo/clf', commits: [] };
  expect(faults('commit:OCTO/clf@abcd', owned)).toBe(0);
  expect(faults('commit:octo/other@abcd', owned)).toBe(1);
  expect(faults('run:abcd', { kind: 'run', run_id: `abcd${'0'.repeat(28)}` })).toBe(0);
  expect(faults('package:Num.Py >=1.2, <2', { kind: 'package', name: 'num-py', range: '>=1.2,<2' })).toBe(0);
  expect(faults('package:numpy==1', { kind: 'package', name: 'numpy', range: '==2' })).toBe(1);
});

test.each([
  ['commit:ABCD', { kind: 'commits', asked: 'abcd', bad: 'abcd', fix: null, repository: null }],
  ['commit:abcd..', { kind: 'commits', asked: 'abcd', bad: 'abcd', fix: null, repository: null }],
  ['commit:= abcd ', { kind: 'commit', asked: '=abcd', commit: 'abcd', repository: null }],
  ['commit:o/r@=ABCD', { kind: 'commit', asked: '=abcd', commit: 'abcd', repository: 'o/r' }],
  ['commit:o/r@abcd..', { kind: 'commits', asked: 'abcd', bad: 'abcd', fix: null, repository: 'o/r' }],
  [
    'dataset:acme/clf:orders@v2.1',
    {
      ...{ kind: 'dataset', name: 'acme/clf:orders', version: 'v2.1' },
      asked: parseReference('dataset:acme/clf:orders@v2.1'),
    },
  ],
  [
    'dataset:a@b@=v1',
    { kind: 'dataset', name: 'a@b', version: '=v1', asked: parseReference('dataset:a@b@=v1') },
  ],
  ['runs:/ABCD', { kind: 'run', digits: 'abcd' }],
])('what is asked for by %s', (text, reference) => {
  expect(parseRecallReference(text)).toEqual(reference);
});

/** A rollback of the run of a recall, or what a run that lifts one ends. */
test.each<[string, string, object, boolean]>([
  ['a rollback', 'recall dataset:orders@v2.1', { rollback: true, reason: rollbackReason(ID) }, true],
  ['a promotion', 'recall dataset:orders@v2.1', { reason: rollbackReason(ID) }, false],
  ['a rollback for another reason', 'recall run:0123', { rollback: true, reason: 'because' }, false],
  ['a rollback of a try', 'try recall run:0123', { rollback: true, reason: rollbackReason(ID) }, false],
  [
    'the end of a request',
    `clear recall ${ID}`,
    { type: 'cancelled', request: OTHER, reason: liftedReason(ID) },
    true,
  ],
  [
    'the end of a request, by first digits,',
    `clear recall ${ID.slice(0, 8)}`,
    { type: 'cancelled', request: OTHER, reason: liftedReason(ID) },
    true,
  ],
  [
    'the end for another recall',
    `clear recall ${ID}`,
    { type: 'cancelled', reason: liftedReason(OTHER) },
    false,
  ],
  ['a promotion by who lifts', `clear recall ${ID}`, {}, false],
])('%s by a run that is called `%s`', (_what, displayTitle, changes, isConfirmed) => {
  const event = { ...MOVE, ...changes } as ModelEvent;
  const answer = confirmEvent(event, { ...ATTEMPT, displayTitle }, AROUND);
  expect(answer.state).toBe(isConfirmed ? 'confirmed' : 'contradicted');
});

test('a recall is open until one that counts lifts it, in whatever order they are read', () => {
  const [recall, other] = [recalledEvent(), recalledEvent()];
  const asks = requestedEvent([recall.event_id], 'alice');
  const approves = approvedEvent(asks.event_id, 'bob');
  const clears = clearedEvent([recall.event_id], asks, [approves]);
  const all = [clears, approves, other, asks, recall];
  const { open, cleared, requests } = foldRecalls(all);
  expect(open).toEqual([other]);
  expect(cleared.get(recall.event_id)).toEqual({ recall, by: clears });
  expect(requests.get(asks.event_id)).toEqual({
    event: asks,
    approvals: [approves],
    ends: [],
    answered: clears,
  });
  const without = foldRecalls(all, new Set([clears.event_id]));
  expect(without.open).toHaveLength(2);
  expect(without.requests.get(asks.event_id)?.answered).toBeNull();
  // What lifts nothing answers no request.
  const forged = clearedEvent([freshId()], asks, []);
  expect(foldRecalls([asks, recall, forged]).requests.get(asks.event_id)?.answered).toBeNull();
});

test('who approves by a name and by the number of the same account approves once', () => {
  const recall = recalledEvent();
  const asks = { ...requestedEvent([recall.event_id], 'alice'), approvals: 2 };
  const byNumber = approvedEvent(asks.event_id, 'bob');
  const byName = {
    ...approvedEvent(asks.event_id, 'bob'),
    person: { ...byNumber.person, id: null, login: 'Bob' },
  };
  const clears = clearedEvent([recall.event_id], asks, [byNumber, byName]);
  expect(baselessFaults(clears, [recall, asks, byNumber, byName, clears])).toEqual([
    'rests on several approvals of one person',
    'rests on 1 approval(s), and 2 were needed',
  ]);
});

test('a request to lift recalls ends by itself, and what answers it from then on lifts nothing', () => {
  const recall = recalledEvent();
  const [in_time, end] = ['2026-11-21T00:00:00Z', '2026-11-21T00:00:01Z'];
  const asks = { ...requestedEvent([recall.event_id], 'alice'), expires_at: end };
  const dead = (event: typeof asks | Omit<typeof asks, 'expires_at'>, now: string) => {
    const state = foldRecalls([recall, event]);
    const request = state.requests.get(event.event_id);
    return request === undefined ? 'no request' : clearDeadBecause(request, state, now);
  };
  expect(dead(asks, in_time)).toBeUndefined();
  expect(dead(asks, end)).toBe(`expired at ${end}`);
  const { expires_at: _, ...older } = asks;
  expect(dead(older, '2036-01-01T00:00:00Z')).toBeUndefined();
  const approves = { ...approvedEvent(asks.event_id, 'bob'), at: in_time };
  const lifted = (at: string) =>
    baselessFaults({ ...clearedEvent([], asks, [approves]), at }, [asks, approves]).filter((why) =>
      why.includes('expired'),
    );
  expect(lifted(in_time)).toEqual([]);
  expect(lifted(end)).toEqual([`answers the request ${asks.event_id}, which had expired`]);
});

test('an end of a request answers it as long as nothing has lifted what it is about, whichever came first', () => {
  const recall = recalledEvent();
  const asks = requestedEvent([recall.event_id], 'alice');
  const approves = approvedEvent(asks.event_id, 'bob');
  const clears = clearedEvent([recall.event_id], asks, [approves]);
  const rejects = rejectedEvent(asks.event_id, 'bob');
  const cancels = { ...cancelledEvent(asks.event_id), event_id: freshId(1000) };
  const answered = (...events: RecallEvent[]) => {
    const state = foldRecalls([recall, asks, ...events]);
    const request = state.requests.get(asks.event_id);
    if (request === undefined) throw new Error('no request');
    return [request.answered?.type, clearDeadBecause(request, state, recall.at)?.split(' at ')[0]];
  };
  expect(answered()).toEqual([undefined, undefined]);
  expect(answered(cancels, rejects)).toEqual(['clear-rejected', 'was rejected']);
  expect(answered(cancels)).toEqual(['clear-cancelled', 'was cancelled']);
  expect(answered(rejects, approves, clears)).toEqual(['cleared', 'was approved, and lifted them']);
  const other = clearedEvent([recall.event_id], null, []);
  expect(answered(other)).toEqual([undefined, 'is about what was lifted']);
});
