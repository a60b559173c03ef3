import type { ApprovalRequestedEvent, ModelEvent } from '../../../../src/core/generated/types.js';
import { authorityFaults } from '../../../../src/core/registry/confirm/authority.js';
import type { Acting } from '../../../../src/core/registry/confirm/standing.js';
import { policy } from '../../policy/support.js';
import { APPROVED, BY, MOVE, REQUEST } from './support.js';

const rules = (Production: NonNullable<Parameters<typeof policy>[0]['stages']>['Production']) =>
  policy({ stages: { Production } });
const move = (changes: object = {}) => ({ ...MOVE, ...changes }) as ModelEvent;
const REQUESTED = {
  ...{ ...MOVE, event_id: REQUEST, type: 'approval-requested', actor: 'alice', by: BY, approvals: 1 },
  requesters: [{ login: 'alice', id: '11', type: 'User' }],
  expires_at: '2026-11-28T09:30:00Z',
  review: APPROVED.review,
  change: {
    ...{ type: 'stage', from_stage: 'Staging', to_stage: 'Production', archive_existing: true },
    ...{ manifest_digest: `sha256:${'a'.repeat(64)}`, serves: null, rollback: false },
  },
} as unknown as ApprovalRequestedEvent;

/** As GitHub says it, where the event does not lie. */
const actingOf = (event: ModelEvent) =>
  'person' in event
    ? account(event.person.login, event.person.id ?? '')
    : account(event.actor ?? '', event.by?.actor_id ?? '');
/** Nobody has asked about it, but it could start the workflow. */
const account = (login: string, id: string, changes: Partial<Acting> = {}): Acting => ({
  ...{ login, id, level: null, teams: null, hasWritten: true },
  ...changes,
});

const person = (login: string, id: string) => ({ login, id, type: 'User' });
const approval = (event_id: string, by: ReturnType<typeof person>, changes: object = {}): ModelEvent => ({
  ...{ ...APPROVED, event_id, person: by },
  ...changes,
});
const carol = person('carol', '77');
const APPROVALS = [
  approval('x', carol),
  approval('y', person('dave', '78')),
  approval('again', { ...carol, login: 'carol-now' }),
  approval('other', person('erin', '79'), { request: 'f'.repeat(32) }),
  approval('else', person('frank', '80'), { review: `sha256:${'b'.repeat(64)}` }),
];
const OTHER_REQUESTS = [
  { ...REQUESTED, event_id: 'a5'.repeat(16), requesters: [carol] },
  { ...REQUESTED, event_id: 'a6'.repeat(16), by: { ...BY, triggering_actor: 'Carol' } },
  { ...REQUESTED, event_id: 'a7'.repeat(16), change: { ...REQUESTED.change, to_stage: 'Staging' } },
] as ApprovalRequestedEvent[];
/** Who approved last moves it. */
const answer = (approvals: string[]) => move({ actor: 'dave', request: REQUEST, approvals });
const disowning = (approvals: string[] = []) =>
  move({ type: 'disowned', version: null, records: [], actor: 'dave', request: REQUEST, approvals });

test.each<[string, ModelEvent, Parameters<typeof rules>[0], RegExp | null]>([
  ['who may', move(), { allowed_actors: ['Alice'] }, null],
  [
    'who may not',
    move(),
    { allowed_actors: ['bob'] },
    /was asked for by `alice`, and the policy lets bob ask/,
  ],
  ['a team, of which nobody can tell', move(), { allowed_actors: ['@acme/ml'] }, null],
  ['no approval', move(), { approvals: 2 }, /rests on 0 approval\(s\), and the policy asks for 2/],
  ['one approval twice', answer(['x', 'x']), { approvals: 2 }, /rests on 1 approval/],
  ['two approvals of one person', answer(['x', 'again']), { approvals: 2 }, /rests on 1 approval/],
  ['approvals that there are not', answer(['x', 'made up']), { approvals: 2 }, /rests on 1 approval/],
  ['approvals of another request', answer(['x', 'other']), { approvals: 2 }, /rests on 1 approval/],
  ['approvals of another review', answer(['x', 'else']), { approvals: 2 }, /rests on 1 approval/],
  ['approvals, and no request', move({ approvals: ['x', 'y'] }), { approvals: 2 }, /rests on 0 approval/],
  ['enough', answer(['x', 'y']), { approvals: 2 }, null],
  ['a disowning without approvals', disowning(), { approvals: 1 }, /rests on 0 approval/],
  ['a disowning with approvals of a move', disowning(['made up']), { approvals: 1 }, /rests on 0 approval/],
  ['a disowning that was approved', disowning(['x']), { approvals: 1, allowed_actors: ['alice'] }, null],
  ['a rollback', move({ rollback: true }), { approvals: 2, rollback: { approvals: 0 } }, null],
  [
    'a rollback to what the stage never held',
    move({ rollback: true, version: 9 }),
    { approvals: 2, rollback: { approvals: 0 } },
    /rests on 0 approval/,
  ],
  ['an override of who may', move({ override: true }), { approvals: 1, override: ['alice'] }, null],
  [
    'an override of another',
    move({ override: true }),
    { approvals: 1, override: ['bob'] },
    /may not do without/,
  ],
  ['an answer to who may', move({ actor: 'bob', request: REQUEST }), { allowed_actors: ['alice'] }, null],
  ['an approval of another', APPROVED, { approvals: 1 }, null],
  ['an approval of whom nobody lists', APPROVED, { approvals: 1, approvers: ['bob'] }, /lets bob approve/],
  [
    'an approval by another environment of another run',
    {
      ...{ ...APPROVED, person: { login: 'carol', id: '77', type: 'User' } },
      by: { ...BY, ci_run_id: '78' },
      evidence: { via: 'environment', environment: 'docs' },
    } as ModelEvent,
    { approvals: 1, environment: 'production' },
    /the environment `docs`, and the policy names `production`/,
  ],
  [
    'a disowning by whom the policy lets not',
    { ...MOVE, type: 'disowned', version: null, records: [], reason: 'x' } as unknown as ModelEvent,
    { allowed_actors: ['bob'] },
    /lets bob ask/,
  ],
  [
    'an approval of who asked',
    { ...APPROVED, person: { login: 'alice', id: BY.actor_id, type: 'User' } } as ModelEvent,
    { approvals: 1 },
    /approves what `alice` had asked for/,
  ],
  ['a request of who may not', REQUESTED, { allowed_actors: ['bob'] }, /was asked for by `alice`/],
  [
    'an approval of who is named as asking',
    { ...APPROVED, request: 'a5'.repeat(16) } as ModelEvent,
    { approvals: 1 },
    /approves what `carol` had asked for/,
  ],
  [
    'an approval of who had started it again',
    { ...APPROVED, request: 'a6'.repeat(16) } as ModelEvent,
    { approvals: 1 },
    /approves what `carol` had asked for/,
  ],
  [
    'an answer to a request for another stage',
    move({ actor: 'bob', request: 'a7'.repeat(16) }),
    { allowed_actors: ['alice'] },
    /was asked for by `bob`/,
  ],
])('%s', (_, event, rule, said) => {
  const other = { login: 'carol', id: '77', type: 'User' };
  const isOther = event.type === 'approved' && event.person === APPROVED.person;
  const event_ = isOther ? { ...event, person: other } : event;
  const before = move({ event_id: 'a'.repeat(32) });
  const disowns = { change: { type: 'disown', records: [] } } as object;
  const request = event_.type === 'disowned' ? { ...REQUESTED, ...disowns } : REQUESTED;
  const events = [before, request, ...OTHER_REQUESTS, ...APPROVALS, event_];
  const acting = actingOf(event_);
  const { faults } = authorityFaults(event_, rules(rule), { events, acting, wasThere: event_.version === 3 });
  if (said === null) expect(faults).toEqual([]);
  else expect(faults[0]).toMatch(said);
});

const RECORDS = [{ path: 'x', digest: 'y' }] as const;
const ASKS_TO_DISOWN = {
  ...{ ...REQUESTED, version: null, change: { type: 'disown', records: [...RECORDS] } },
} as ModelEvent;
const STRICT = policy({
  stages: {
    Staging: { approvals: 1, approvers: ['erin'] },
    Production: { approvals: 2, approvers: ['carol', 'alice'], allowed_actors: ['alice'] },
  },
});
test.each<[string, ModelEvent, RegExp | null]>([
  ['an approver of the strictest stage', approval('z', carol), null],
  ['one of another stage', approval('z', person('erin', '79')), /lets carol, alice approve/],
  ['who asked', approval('z', person('alice', BY.actor_id ?? '')), /approves what `alice` had asked for/],
  ['a request of who may not ask for Production', { ...ASKS_TO_DISOWN, actor: 'mallory' }, /lets alice ask/],
])('of a repair the strictest stage says who may: %s', (_, event, said) => {
  const around = { events: [ASKS_TO_DISOWN, event], acting: actingOf(event), wasThere: false };
  const [first = null] = authorityFaults(event, STRICT, around).faults;
  if (said === null) expect(first).toBeNull();
  else expect(first).toMatch(said);
});

test.each<[string, ModelEvent, RegExp]>([
  ['a move', move({ actor: 'alice' }), /was asked for by `mallory`/],
  ['a request', { ...REQUESTED, event_id: '9'.repeat(32) }, /was asked for by `mallory`/],
  ['a move without approvals', move({ actor: 'alice', override: true }), /`mallory` may not do without/],
  ['a disowning', move({ type: 'disowned', version: null, records: [] }), /was asked for by `mallory`/],
  ['an approval', approval('z', { ...carol, id: '66' }), /is of `mallory`, and the policy lets carol/],
])('%s is held against the login that GitHub says, not against its own', (_, event, said) => {
  const acting = account('mallory', '66');
  const rule = { allowed_actors: ['alice'], approvers: ['carol'], override: ['alice'] };
  const around = { events: [REQUESTED, event], acting, wasThere: false };
  const { faults } = authorityFaults(event, rules(rule), around);
  expect(faults.join('; ')).toMatch(said);
});

const RENAMED = { type: 'model-renamed', version: null, from: 'lax', to: 'clf_orders', reason: null };
test.each(['lax', 'clf_orders'])('a rename to other rules does not count, by its half in `%s`', (model) => {
  const event = move({ ...RENAMED, model, counterpart: 'c'.repeat(32) });
  const around = { events: [event], acting: actingOf(event), wasThere: false };
  const strict = policy({ models: { 'clf_*': { metrics: { auc: { min: 0.9 } } } } });
  expect(authorityFaults(event, strict, around).faults).toEqual([
    'renames `lax` to `clf_orders`, for which the policy has other rules',
  ]);
  const same = policy({ metrics: { auc: { min: 0.9 } } });
  expect(authorityFaults(event, same, around).faults).toEqual([]);
});
