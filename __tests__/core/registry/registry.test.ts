import fc from 'fast-check';
import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, RequestedMove } from '../../../src/core/generated/types.js';
import { type EventBody, EventChain } from '../../../src/core/registry/event-chain.js';
import { promote } from '../../../src/core/registry/promotion.js';
import { registerVersion } from '../../../src/core/registry/registration.js';
import {
  effectsOf,
  foldModel,
  type RegisteredModel,
  versionInStage,
} from '../../../src/core/registry/registry.js';
import { requestEvent } from '../../../src/core/registry/request.js';
import { candidate, eventFacts } from '../fixtures.js';

const VERDICT = { digest: sha256('policy'), verdict: 'pass' as const, findings: [] };

/** A model of so many versions, none of them moved. */
function model(count: number): RegisteredModel {
  let state: RegisteredModel = { versions: [], events: [] };
  for (let number = 1; number <= count; number += 1) {
    const { version, events } = registerVersion(candidate(sha256(`${number}`)), state, {
      aliases: [],
      facts: eventFacts(),
    });
    state = { versions: [...state.versions, version], events: [...state.events, ...events] };
  }
  return state;
}

interface Move {
  version: number;
  to: string;
  archive_existing?: boolean;
  at?: string;
}

function moved(state: RegisteredModel, { version, to, archive_existing = false, at }: Move): RegisteredModel {
  const found = state.versions[version - 1];
  if (found === undefined) throw new Error(`no version ${version}`);
  const facts = { ...eventFacts(), ...(at === undefined ? {} : { at }) };
  const event = promote(
    { version: found, to, archive_existing, reason: null, policy: VERDICT },
    state,
    facts,
  );
  return { ...state, events: [...state.events, event] };
}

test('a stage is what the events of a version say last, and of two versions in it the one that came last counts', () => {
  const none = model(2);
  expect(versionInStage(none, 'Production')).toBeUndefined();
  const both = moved(moved(none, { version: 2, to: 'Production' }), { version: 1, to: 'Production' });
  expect(versionInStage(both, 'Production')?.version).toBe(1);
  const archived = moved(both, { version: 1, to: 'Archived' });
  expect(versionInStage(archived, 'Production')?.version).toBe(2);
  expect([...foldModel(archived).stages]).toEqual([
    [2, 'Production'],
    [1, 'Archived'],
  ]);
});

test('one event brings a version in and archives those that were there', () => {
  const first = moved(model(3), { version: 1, to: 'Production' });
  const both = moved(first, { version: 2, to: 'Production' });
  const last = moved(both, { version: 3, to: 'Production', archive_existing: true });
  expect(last.events.at(-1)).toMatchObject({ type: 'stage-changed', version: 3, archived: [1, 2] });
  expect([...foldModel(last).stages]).toEqual([
    [1, 'Archived'],
    [2, 'Archived'],
    [3, 'Production'],
  ]);
});

test('an event takes effect no earlier than the one before it, so that one with a date of long ago changes no earlier answer', () => {
  const first = moved(model(2), { version: 1, to: 'Production', at: '2027-03-01T12:00:00Z' });
  const dated = moved(first, {
    version: 2,
    to: 'Production',
    archive_existing: true,
    at: '2027-02-01T00:00:00Z',
  });
  const at = (time: string) =>
    foldModel(dated, time)
      .holders.get('Production')
      ?.map(({ version }) => version);
  expect(at('2027-02-15T00:00:00Z')).toBeUndefined();
  expect(at('2027-03-01T11:59:59.999Z')).toBeUndefined();
  expect(at('2027-03-01T12:00:00Z')).toEqual([2]);
  expect(foldModel(dated).holders.get('Production')).toMatchObject([
    { version: 2, since: '2027-03-01T12:00:00Z' },
  ]);
});

test.each([
  ['from a stage that it was not in', { from_stage: 'Staging' }, /from Staging, and it was in None/],
  ['archives what was elsewhere', { archived: [2] }, /archives version 2, which was not beside it/],
  ['archives itself', { archived: [1] }, /archives version 1/],
  ['is about no version', { version: 7 }, /about version 7, which is not there/],
])('an event that %s is told and changes nothing', (_, change, why) => {
  const state = model(2);
  const event = moved(state, { version: 1, to: 'Production' }).events.at(-1);
  const forged = { ...event, ...change } as ModelEvent;
  const { stages, damage } = foldModel({ ...state, events: [...state.events, forged] });
  expect(stages.size).toBe(0);
  expect(damage).toMatchObject([{ event_id: forged.event_id, why: expect.stringMatching(why) }]);
});

test('whatever is promoted, nothing is damaged, at most one version serves, and no later event changes an earlier answer', () => {
  const move = fc.record({
    version: fc.integer({ min: 1, max: 4 }),
    to: fc.constantFrom('None', 'Staging', 'Production', 'Archived'),
    day: fc.integer({ min: 1, max: 28 }),
  });
  fc.assert(
    fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
      let state = model(4);
      const answers: [string, unknown][] = [];
      for (const { version, to, day } of moves) {
        const at = `2099-01-${String(day).padStart(2, '0')}T00:00:00Z`;
        state = moved(state, { version, to, archive_existing: to === 'Production', at });
        const { damage, holders } = foldModel(state);
        expect(damage).toEqual([]);
        expect(holders.get('Production')?.length ?? 0).toBeLessThanOrEqual(1);
        // A time before all that can still come: what is appended takes effect no earlier than this event.
        const before = new Date(Date.parse(latest(state)) - 1).toISOString();
        answers.push([before, [...foldModel(state, before).stages]]);
        for (const [time, answer] of answers) expect([...foldModel(state, time).stages]).toEqual(answer);
      }
    }),
    { numRuns: 200 },
  );
});

function latest({ events }: RegisteredModel): string {
  return events.map(({ at }) => at).reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a));
}

test('an event of a time that does not exist is damage, and shifts no other', () => {
  const first = moved(model(2), { version: 1, to: 'Production', at: '2027-03-01T12:00:00Z' });
  const forged = moved(first, { version: 2, to: 'Production', at: '2026-99-99T99:99:99Z' });
  const last = moved(forged, { version: 1, to: 'Staging', at: '2027-03-02T12:00:00Z' });
  expect(
    effectsOf(last)
      .slice(-2)
      .map(({ effect }) => effect),
  ).toEqual(['2027-03-01T12:00:00Z', '2027-03-02T12:00:00Z']);
  const { damage, stages } = foldModel(last);
  expect(damage).toEqual([
    {
      event_id: forged.events.at(-1)?.event_id,
      why: 'has a time that does not exist (2026-99-99T99:99:99Z)',
    },
  ]);
  expect([...stages]).toEqual([[1, 'Staging']]);
});

const PERSON = { login: 'alice', id: '2', type: 'User' };

/** A model whose version 1 is asked for in Production, and a chain that goes on behind that. */
function asked(needed: number) {
  const state = model(1);
  const [version] = state.versions;
  if (version === undefined) throw new Error('there is no version');
  const facts = eventFacts(1000);
  const promotion = { version, to: 'Production', archive_existing: false, reason: null, policy: VERDICT };
  const expires_at = '2099-01-01T00:00:00Z';
  const more = { needed, requesters: [PERSON] as [typeof PERSON], endpoint: null, expires_at };
  const request = requestEvent({ ...promotion, ...more }, state, facts);
  if (request.type !== 'approval-requested') throw new Error('it asks for nothing');
  const chain = new EventChain([...state.events, request], facts);
  const approve = (person: typeof PERSON) => {
    const body = { type: 'approved' as const, request: request.event_id, review: request.review, person };
    return chain.add(version, { ...body, evidence: { via: 'local' }, reason: null });
  };
  const all = () => ({ ...state, events: [...state.events, request, ...chain.added] });
  const { manifest_digest: _, serves: __, ...change } = request.change as RequestedMove;
  const move = (approvals: string[]) =>
    chain.add(version, {
      ...{ type: 'stage-changed', from_stage: change.from_stage, to_stage: change.to_stage, reason: null },
      ...{ policy: VERDICT, request: request.event_id, approvals },
    } as EventBody);
  return { request: request.event_id, approve, move, all };
}

test('a second approval of the same person is no damage, since the first may be forged, and does not count twice', () => {
  const { request, approve, move, all } = asked(2);
  const ids = [approve(PERSON), approve({ ...PERSON, login: 'Alice-again' })].map(({ event_id }) => event_id);
  expect(foldModel(all()).damage).toEqual([]);
  expect(foldModel(all()).requests.get(request)?.approvals).toHaveLength(2);
  const early = move(ids);
  expect(foldModel(all()).damage).toEqual([
    { event_id: early.event_id, why: 'rests on 1 approval(s), and 2 were needed' },
  ]);
  const other = approve({ login: 'bob', id: '3', type: 'User' });
  move([ids[1] ?? '', other.event_id]);
  expect(foldModel(all()).damage).toHaveLength(1);
  expect(versionInStage(all(), 'Production')?.version).toBe(1);
});

test('thousands of approvals of one request are not looked at anew for each of them', () => {
  const { request, approve, all } = asked(2);
  const first = approve(PERSON);
  let reads = 0;
  const get = () => {
    reads += 1;
    return PERSON;
  };
  const many = Array.from({ length: 2_000 }, (_, index) =>
    Object.defineProperty(
      { ...first, event_id: index.toString(16).padStart(32, '0') },
      ...(['person', { get, enumerable: true }] as const),
    ),
  );
  const { requests } = foldModel({ ...all(), events: [...all().events, ...many] });
  expect(requests.get(request)?.approvals).toHaveLength(2_001);
  expect(reads).toBeLessThan(10 * many.length);
});
