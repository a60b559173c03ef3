import type { ApprovalRequestedEvent, ModelEvent } from '../../../../src/core/generated/types.js';
import { authorityFaults } from '../../../../src/core/registry/confirm/authority.js';
import { policy } from '../../policy/support.js';
import { APPROVED, BY, MOVE, REQUEST } from './support.js';

const rules = (Production: NonNullable<Parameters<typeof policy>[0]['stages']>['Production']) =>
  policy({ stages: { Production } });
const move = (changes: object = {}) => ({ ...MOVE, ...changes }) as ModelEvent;
const REQUESTED = {
  ...{ ...MOVE, event_id: REQUEST, type: 'approval-requested', actor: 'alice', by: BY, approvals: 1 },
  change: {
    ...{ type: 'stage', from_stage: 'Staging', to_stage: 'Production', archive_existing: true },
    ...{ manifest_digest: `sha256:${'a'.repeat(64)}`, serves: null, rollback: false },
  },
} as unknown as ApprovalRequestedEvent;

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
  ['one approval twice', move({ approvals: ['x', 'x'] }), { approvals: 2 }, /rests on 1 approval/],
  ['enough', move({ approvals: ['x', 'y'] }), { approvals: 2 }, null],
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
])('%s', (_, event, rule, said) => {
  const other = { login: 'carol', id: '77', type: 'User' };
  const event_ = event === APPROVED ? { ...APPROVED, person: other } : event;
  const before = move({ event_id: 'a'.repeat(32) });
  const faults = authorityFaults(event_, [before, REQUESTED, event_], rules(rule));
  if (said === null) expect(faults).toEqual([]);
  else expect(faults[0]).toMatch(said);
});
