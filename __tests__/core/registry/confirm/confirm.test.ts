import type { EventOrigin, ModelEvent } from '../../../../src/core/generated/types.js';
import type { AttemptFacts, Surroundings } from '../../../../src/core/registry/confirm/attempt.js';
import { confirmEvent } from '../../../../src/core/registry/confirm/confirm.js';
import { ALIAS, APPROVED, AROUND, ATTEMPT, BY, MOVE, REQUEST } from './support.js';

interface Case {
  event?: ModelEvent;
  by?: Partial<EventOrigin>;
  attempt?: Partial<AttemptFacts> | null;
  around?: Partial<Surroundings>;
}

function confirm({ event = MOVE, by = {}, attempt = {}, around = {} }: Case) {
  const facts = attempt === null ? null : { ...ATTEMPT, ...attempt };
  return confirmEvent({ ...event, by: { ...BY, ...by } }, facts, { ...AROUND, ...around });
}

const MALLORY = { login: 'mallory', id: '66' };
const COMMENT = {
  by: { event: 'issue_comment' },
  attempt: { event: 'issue_comment', displayTitle: `/approve ${REQUEST}` },
};

test('what GitHub says as the event does is confirmed, and its conclusion is told', () => {
  expect(confirm({})).toEqual({ state: 'confirmed', notes: [], conclusion: 'success' });
  expect(confirm({ attempt: { conclusion: 'failure' } })).toMatchObject({ conclusion: 'failure' });
  expect(confirm({ event: APPROVED, attempt: { displayTitle: 'x' } })).toMatchObject({ state: 'confirmed' });
});

test.each<[string, Case, RegExp]>([
  ['actor', { by: { actor_id: '12' } }, /names account `12` .* was `alice` \(11\)/],
  [
    're-run',
    { attempt: { triggeringActor: MALLORY } },
    /names `alice` as who started this attempt.*`mallory`/,
  ],
  ['re-run of another', { by: { triggering_actor: 'bob' } }, /names `bob` as who started this attempt/],
  ['attempt', { by: { ci_run_attempt: 2 } }, /attempt 2 of its run, and only the first one decides/],
  ['event', { by: { event: 'push' } }, /names the event `push`, and it was `workflow_dispatch`/],
  ['kind', { by: { event: 'push' }, attempt: { event: 'push' } }, /that `push` started/],
  ['schedule', { by: { event: 'schedule' }, attempt: { event: 'schedule' } }, /that `schedule` started/],
  ['commit', { by: { commit: 'd'.repeat(40) } }, /names the commit `d{40}`, and it was `c{40}`/],
  ['branch', { around: { reviewed: false } }, /commit c{40}, which is not on `main`/],
  ['ref', { by: { ref: 'refs/heads/evil' } }, /names the ref `refs\/heads\/evil`, and it was `main`/],
  [
    'file',
    { by: { workflow_ref: 'o/r/.github/workflows/x.yml@main' } },
    /file `.github\/workflows\/x.yml`, and/,
  ],
  ['policy', { around: { workflows: ['.github/workflows/p.yml'] } }, /`registry_workflows` .* does not name/],
  ['early', { attempt: { startedAt: '2026-11-21T09:35:01Z' } }, /is of 2026-11-21T09:30:00Z.*began at/],
  ['late', { attempt: { updatedAt: '2026-11-21T09:24:59Z' } }, /ended at 2026-11-21T09:24:59Z/],
  ['model', { attempt: { displayTitle: 'promote clf 3 → Production' } }, /the model `clf orders`.*`clf`/],
  ['version', { attempt: { displayTitle: 'promote clf orders 2 → Production' } }, /the version `3`.*`2`/],
  [
    'stage',
    { attempt: { displayTitle: 'promote clf orders 3 → Staging' } },
    /the stage `Production`.*`Staging`/,
  ],
  [
    'decision',
    { attempt: { displayTitle: 'reject clf orders 3 → Production' } },
    /its workflow run was to reject/,
  ],
])('%s differs', (_, one, said) => {
  expect(confirm(one)).toEqual({ state: 'contradicted', why: [expect.stringMatching(said)] });
});

test('all that differs is told', () => {
  const answer = confirm({
    by: { actor_id: '12', event: 'push' },
    attempt: { path: '.github/workflows/other.yml', event: 'push' },
    around: { reviewed: false },
  });
  expect(answer).toMatchObject({ state: 'contradicted', why: { length: 4 } });
});

test.each<[string, Case, RegExp]>([
  ['no run', { attempt: null }, /attempt 1 of workflow run `77`, which there is not, or which was deleted/],
  ['no account', { attempt: { actor: null } }, /whose account was deleted/],
  ['no commit', { around: { reviewed: null } }, /a commit that GitHub does not know/],
  ['no ids', { by: { actor_id: null, commit: null } }, /does not say its actor_id, commit/],
])('nobody can tell: %s', (_, one, why) => {
  expect(confirm(one)).toEqual({ state: 'unknown', why: expect.stringMatching(why) });
});

test('an event of a laptop is not known to GitHub', () => {
  const { by: _, ...event } = MOVE;
  expect(confirmEvent(event, ATTEMPT, AROUND)).toEqual({
    state: 'unknown',
    why: 'was written on a laptop: GitHub knows nothing of it',
  });
});

test('registrations and aliases come from any event, branch and file, but from the run that they name', () => {
  const pull = { event: 'pull_request' };
  const around = { reviewed: false, workflows: ['.github/workflows/p.yml'] };
  expect(confirm({ event: ALIAS, by: pull, attempt: pull, around })).toMatchObject({ state: 'confirmed' });
  expect(confirm({ event: ALIAS, by: pull, around })).toMatchObject({ state: 'contradicted' });
  const disowned: ModelEvent = {
    ...MOVE,
    type: 'disowned',
    version: null,
    records: [],
    reason: 'x',
  } as never;
  expect(confirm({ event: disowned, by: pull, attempt: pull })).toMatchObject({ state: 'contradicted' });
});

test('an attempt that still runs has no end yet', () => {
  const running = { conclusion: null, updatedAt: '2026-11-21T09:20:00Z', startedAt: '2026-11-21T09:19:00Z' };
  expect(confirm({ attempt: running })).toMatchObject({ state: 'confirmed', conclusion: null });
  const now = Date.parse('2026-11-21T09:24:00Z');
  expect(confirm({ attempt: running, around: { now } })).toMatchObject({ state: 'contradicted' });
});

test('a name that has changed is told, and the number counts', () => {
  const renamed = { login: 'alicia', id: '11' };
  expect(confirm({ attempt: { actor: renamed, triggeringActor: renamed } })).toMatchObject({
    state: 'confirmed',
    notes: [expect.stringMatching(/account 11.*`alice`.*`alicia` now/)],
  });
  const own = { ...APPROVED, person: { login: 'bob', id: '11', type: 'User' } };
  expect(confirm({ event: own, attempt: { displayTitle: 'x' } })).toMatchObject({
    state: 'confirmed',
    notes: [expect.anything(), expect.stringMatching(/account 11.*`bob`.*`alice` now/)],
  });
  // Somebody else's number under the name that the event has.
  const stolen = { login: 'alice', id: '12' };
  expect(confirm({ attempt: { actor: stolen, triggeringActor: stolen } })).toMatchObject({
    state: 'contradicted',
  });
});

test('a title of another form is said not to be checked; one that names a stage or an alias names no version', () => {
  expect(confirm({ attempt: { displayTitle: 'Promote' } })).toMatchObject({
    state: 'confirmed',
    notes: [expect.stringMatching(/title/)],
  });
  for (const version of ['latest', '@champion', 'Staging']) {
    const displayTitle = `promote clf orders ${version} → production`;
    expect(confirm({ attempt: { displayTitle } })).toMatchObject({ state: 'confirmed', notes: [] });
  }
});

test('an approval names its request as the title does, and is of who GitHub says', () => {
  const titled = (request: string) => ({
    displayTitle: `approve clf orders 3 → Production (request ${request})`,
  });
  expect(confirm({ event: APPROVED, attempt: titled(REQUEST.slice(0, 8)) })).toMatchObject({
    state: 'confirmed',
  });
  expect(confirm({ event: APPROVED, attempt: titled('ffff') })).toMatchObject({
    why: [expect.stringMatching(/the request/)],
  });
  expect(confirm({ event: APPROVED })).toMatchObject({ why: [expect.stringMatching(/was to promote/)] });
});

test('a request has an id of its model, since people answer it by that alone', () => {
  const other = { ...ASKS_TO_MOVE, model: 'payments' } as ModelEvent;
  const displayTitle = 'promote payments 3 → Production';
  expect(confirm({ event: other, attempt: { displayTitle } })).toMatchObject({
    why: ['has an id that is none of a request for `payments`'],
  });
});

test('a run for `latest` moves the version that was the newest then, and a rollback whichever', () => {
  const titled = { displayTitle: 'promote clf orders latest → Production' };
  const answer = (event: ModelEvent, newest: number) =>
    confirmEvent(event, { ...ATTEMPT, ...titled }, { ...AROUND, newest });
  expect(answer(MOVE, 3)).toMatchObject({ state: 'confirmed' });
  expect(answer(MOVE, 4)).toMatchObject({
    why: [expect.stringContaining('the title of its workflow run names `4`')],
  });
  expect(answer({ ...MOVE, rollback: true }, 4)).toMatchObject({ state: 'confirmed' });
});

test('an answer names its request alone, by a comment or by hand, and nothing but that request is answered', () => {
  const displayTitle = `/approve ${REQUEST}`;
  expect(confirm({ event: APPROVED, attempt: { displayTitle } })).toMatchObject({ state: 'confirmed' });
  // As the comment may be written.
  const loose = { displayTitle: `/approve  ${REQUEST.toUpperCase()}` };
  expect(confirm({ event: APPROVED, attempt: loose })).toMatchObject({ state: 'confirmed' });
  const other = { displayTitle: `/approve ${'0'.repeat(32)} looks right` };
  expect(confirm({ event: APPROVED, attempt: other })).toMatchObject({
    why: [expect.stringMatching(/the request/)],
  });
  const rejects = { displayTitle: `/reject ${REQUEST}` };
  expect(confirm({ event: APPROVED, attempt: rejects })).toMatchObject({
    why: [expect.stringMatching(/was to reject/)],
  });
  // A move that answers no request does not come from a run that was to answer one.
  expect(confirm({ attempt: { displayTitle } })).toMatchObject({
    why: [expect.stringMatching(/the request `none`/)],
  });
});

const DISOWNED = {
  ...{ ...MOVE, type: 'disowned', version: null, reason: 'x' },
  records: [{ path: 'x', digest: 'y' }],
} as unknown as ModelEvent;
const ASKS_TO_DISOWN = {
  ...DISOWNED,
  ...{ type: 'approval-requested', event_id: REQUEST },
  change: { type: 'disown' },
} as unknown as ModelEvent;
const ASKS_TO_MOVE = {
  ...MOVE,
  ...{ type: 'approval-requested', event_id: REQUEST },
  change: { type: 'stage' },
} as unknown as ModelEvent;

test.each<[string, ModelEvent, string, RegExp | null]>([
  ['a repair disowns', DISOWNED, 'repair clf orders', null],
  ['a repair asks for one', ASKS_TO_DISOWN, 'repair clf orders', null],
  ['an answer disowns', { ...DISOWNED, request: REQUEST } as ModelEvent, `/approve ${REQUEST}`, null],
  ['a repair of another model does not', DISOWNED, 'repair clf', /about the model `clf orders`/],
  [
    'a model that is called like a promotion',
    DISOWNED,
    'repair clf orders 3 → Production',
    /about the model `clf orders`/,
  ],
  ['a promotion does not', DISOWNED, 'promote clf orders 3 → Production', /its workflow run was to promote/],
  ['a proposal does not', DISOWNED, 'try to repair clf orders', /which decides nothing/],
  ['an alias does not', DISOWNED, 'alias clf orders 3 → champion', /which decides nothing/],
  ['an alias moves nothing', MOVE, 'alias clf orders 3 → Production', /which decides nothing/],
  ['a repair moves nothing', MOVE, 'repair clf orders', /its workflow run was to repair/],
  ['nor asks for a move', ASKS_TO_MOVE, 'repair clf orders', /its workflow run was to repair/],
  [
    'a promotion asks for none',
    ASKS_TO_DISOWN,
    'promote clf orders 3 → Production',
    /its workflow run was to promote/,
  ],
])('of a repair the title tells: %s', (_, event, displayTitle, said) => {
  const answer = confirm({ event, attempt: { displayTitle }, around: { stage: null } });
  if (said === null) expect(answer).toMatchObject({ state: 'confirmed', notes: [] });
  else expect(answer).toMatchObject({ state: 'contradicted', why: [expect.stringMatching(said)] });
});

test.each<[string, Partial<typeof APPROVED>, Case, RegExp | null]>([
  ['another', { person: { login: 'bob', id: '12', type: 'User' } }, {}, /decides for `bob`, and `alice`/],
  ['nobody', { person: { login: 'bob', id: null, type: null } }, {}, /whose number/],
  ['a laptop', { evidence: { via: 'local' } }, {}, /as on a laptop/],
  ['a comment', { evidence: { via: 'comment' } }, COMMENT, null],
  [
    'a comment that was none',
    { evidence: { via: 'comment' } },
    {},
    /by a comment, and its run was started by `workflow_dispatch`/,
  ],
  [
    'a comment on something else',
    { evidence: { via: 'comment' } },
    { ...COMMENT, attempt: { ...COMMENT.attempt, displayTitle: 'thanks, fine' } },
    /which decides nothing/,
  ],
  [
    'a comment that was looked at again',
    { evidence: { via: 'comment' } },
    {
      by: { ...COMMENT.by, triggering_actor: 'mallory' },
      attempt: { ...COMMENT.attempt, triggeringActor: MALLORY },
    },
    null,
  ],
  ['no reviewer', { evidence: { via: 'environment', environment: 'prod' } }, {}, /the environment `prod`/],
  [
    'a reviewer of another environment',
    { evidence: { via: 'environment', environment: 'prod' } },
    { around: { reviewers: [{ login: 'alice', id: '11', environment: 'test' }] } },
    /the environment `prod`/,
  ],
  [
    'a reviewer',
    { evidence: { via: 'environment', environment: 'prod' } },
    { around: { reviewers: [{ login: 'alice', id: '11', environment: 'prod' }] } },
    null,
  ],
  [
    'a reviewer of a repair, by the run that asked',
    { version: null, evidence: { via: 'environment', environment: 'prod' } },
    {
      around: { stage: null, reviewers: [{ login: 'alice', id: '11', environment: 'prod' }] },
      attempt: { displayTitle: 'repair clf orders' },
    },
    null,
  ],
])('who approved: %s', (_, changes, { attempt = {}, ...one }, said) => {
  const titled = { displayTitle: 'x', ...attempt };
  const answer = confirm({ ...one, event: { ...APPROVED, ...changes }, attempt: titled });
  if (said === null) expect(answer).toMatchObject({ state: 'confirmed' });
  else expect(answer).toEqual({ state: 'contradicted', why: [expect.stringMatching(said)] });
});
