import { sha256 } from '../../../../src/core/digest.js';
import type { ModelEvent } from '../../../../src/core/generated/types.js';
import { canonicalJson } from '../../../../src/core/json.js';
import { confirmEvent, type WholeOrigin } from '../../../../src/core/registry/confirm/confirm.js';
import { attemptOfToken, judgeToken } from '../../../../src/core/registry/confirm/judge-token.js';
import {
  audienceOf,
  isOfIssuer,
  issuerOf,
  keysIn,
  readToken,
  type TokenClaims,
} from '../../../../src/core/registry/confirm/token.js';
import { claimsOf, makeSigningKey, signToken } from '../../../support/token-service.js';
import { APPROVED, AROUND, BY, COMMIT, MOVE, REQUEST } from './support.js';

const ISSUER = 'https://token.actions.githubusercontent.com';
const KEY = makeSigningKey('k1');
const WHOLE = BY as WholeOrigin;
const JOB = {
  ...{ repository: 'o/r', repositoryId: 5, actor: 'alice', actorId: 11, eventName: 'workflow_dispatch' },
  ...{ ref: 'refs/heads/main', sha: COMMIT, workflowPath: '.github/workflows/promote.yml' },
  ...{ runId: 77, runAttempt: 1 },
};
const AT = Date.parse('2026-11-21T09:30:20Z');

/** The claims of an event's own run. */
function claims(event: ModelEvent = MOVE) {
  return claimsOf(JOB, { issuer: ISSUER, audience: audienceOf(event), at: AT });
}

function judged(
  changes: Record<string, unknown> = {},
  { event = MOVE, key = KEY, by = WHOLE }: { event?: ModelEvent; key?: typeof KEY; by?: WholeOrigin } = {},
) {
  const token = signToken({ ...claims(event), ...changes }, key);
  return judgeToken({ ...event, oidc: { token, key: KEY.jwk } }, by, ISSUER);
}

test('the audience is the digest of the event without its token', () => {
  const token = { token: 'a.b.c', key: KEY.jwk };
  expect(audienceOf(MOVE)).toBe(`lineage-gate:${sha256(canonicalJson(MOVE))}`);
  expect(audienceOf({ ...MOVE, oidc: token })).toBe(audienceOf(MOVE));
  expect(audienceOf({ ...MOVE, version: 4 } as ModelEvent)).not.toBe(audienceOf(MOVE));
});

test('a token of the very event fits, and there may be none', () => {
  expect(judgeToken(MOVE, WHOLE, ISSUER)).toBeNull();
  expect(judged()).toMatchObject({ state: 'fits', key: KEY.jwk, claims: { run_id: '77' } });
  expect(judged({ iss: `${ISSUER}/octo-inc` })).toMatchObject({ state: 'fits' });
});

const second = (text: string) => Date.parse(text) / 1000;

test.each<[string, Record<string, unknown>, RegExp]>([
  ['audience', { aud: `lineage-gate:${sha256('x')}` }, /was made for something else/],
  ['issuer', { iss: 'https://evil.example' }, /token of `https:\/\/evil.example`/],
  ['issuer that begins alike', { iss: `${ISSUER}.evil.example` }, /those of its server are of/],
  ['run', { run_id: '78' }, /names the workflow run `77`, and its token is of `78`/],
  ['attempt', { run_attempt: '2' }, /the attempt `1`.*`2`/],
  ['account', { actor_id: '66' }, /the account `11`.*`66`/],
  ['repository', { repository: 'o/fork' }, /the repository `o\/r`.*`o\/fork`/],
  ['workflow', { workflow_ref: 'o/r/.github/workflows/x.yml@refs/heads/main' }, /the workflow .*x\.yml/],
  ['ref', { ref: 'refs/heads/evil' }, /the ref .*evil/],
  ['commit', { sha: 'd'.repeat(40) }, /the commit .*d{40}/],
  ['event', { event_name: 'push' }, /the event .*push/],
  ['later token', { iat: second('2026-11-21T10:30:01Z') }, /is of 2026-11-21T09:30:00Z, and its token is of/],
  ['earlier token', { exp: second('2026-11-21T09:24:59Z') }, /and its token is of/],
  ['time that there is not', { iat: Number.MAX_SAFE_INTEGER }, /a token that is none/],
  ['number', { run_id: 77 }, /a token that is none/],
])('a token with another %s speaks against the event', (_, changes, why) => {
  expect(judged(changes)).toEqual({ state: 'contradicted', why: [expect.stringMatching(why)] });
});

test('all that differs is named at once', () => {
  expect(judged({ aud: 'x', run_id: '1', ref: 'r' })).toMatchObject({ why: { length: 3 } });
});

test('how late and how early a token may be is fixed', () => {
  expect(judged({ iat: second('2026-11-21T10:30:00Z') })).toMatchObject({ state: 'fits' });
  expect(judged({ exp: second('2026-11-21T09:25:00Z') })).toMatchObject({ state: 'fits' });
});

test('the signature is by the key beside the token', () => {
  const not = { state: 'contradicted', why: [expect.stringMatching(/not signed by the key beside it/)] };
  expect(judged({}, { key: makeSigningKey('k1') })).toEqual(not);
  const token = signToken(claims(), KEY);
  const other = { ...MOVE, oidc: { token, key: { ...KEY.jwk, kid: 'k2' } } };
  expect(judgeToken(other, WHOLE, ISSUER)).toEqual(not);
  const broken = { ...MOVE, oidc: { token, key: { ...KEY.jwk, n: '-' } } };
  expect(judgeToken(broken, WHOLE, ISSUER)).toEqual(not);
});

test.each([
  ['no token', 'x'],
  ['no JSON', 'eA.eA.eA'],
  ['no object', 'MQ.bnVsbA.eA'],
  ['another algorithm', `${Buffer.from('{"alg":"none","kid":"k1"}').toString('base64url')}.e30.`],
])('%s is read as none', (_, token) => {
  expect(readToken(token)).toBeNull();
});

test('an issuer belongs to its server alone', () => {
  expect(issuerOf('https://github.com')).toBe(ISSUER);
  expect(issuerOf('https://octocorp.ghe.com')).toBe('https://token.actions.octocorp.ghe.com');
  expect(issuerOf('https://git.example.org:8443')).toBe('https://git.example.org:8443/_services/token');
  expect(issuerOf('https://github.com.evil.example')).toBe('https://github.com.evil.example/_services/token');
  expect(isOfIssuer(`${ISSUER}/octo-inc`, ISSUER)).toBe(true);
  for (const iss of [
    `${ISSUER}/`,
    `${ISSUER}/a/b`,
    `${ISSUER}/..`,
    `${ISSUER}@evil.example`,
    `${ISSUER}/a?b`,
  ])
    expect(isOfIssuer(iss, ISSUER)).toBe(false);
});

test('keys are taken from a document of any shape', () => {
  const { jwk } = KEY;
  expect(keysIn({ keys: [{ ...jwk, use: 'sig', d: 'never' }, null, 1, { kty: 'EC', kid: 'x' }] })).toEqual([
    jwk,
  ]);
  for (const document of [undefined, null, [], 'x', { keys: {} }]) expect(keysIn(document)).toEqual([]);
});

describe('in the place of a run that is gone', () => {
  const facts = (changes: Record<string, unknown> = {}) =>
    attemptOfToken({ ...claims(), ...changes } as unknown as TokenClaims);
  const confirmed = (event: ModelEvent, changes: Record<string, unknown> = {}) => {
    const attempt = facts(changes);
    if (typeof attempt === 'string') throw new Error(attempt);
    const by = { ...BY, event: attempt.event };
    return confirmEvent({ ...event, by }, attempt, AROUND);
  };

  test('it says what the run would', () => {
    expect(confirmed(MOVE)).toEqual({ state: 'confirmed', notes: [], conclusion: null });
    expect(confirmed(APPROVED)).toMatchObject({ state: 'confirmed' });
    const evidence = { via: 'comment', issue: 1, comment_id: '2', comment_at: MOVE.at } as const;
    const event = { ...APPROVED, request: REQUEST, evidence };
    expect(confirmed(event, { event_name: 'issue_comment' })).toMatchObject({ state: 'confirmed' });
  });

  test('what the run would not confirm, it does not', () => {
    expect(confirmed(MOVE, { event_name: 'push' })).toMatchObject({
      why: [expect.stringMatching(/that `push` started/)],
    });
    const bob = { login: 'bob', id: '12', type: 'User' } as const;
    expect(confirmed({ ...APPROVED, person: bob })).toMatchObject({
      why: [expect.stringMatching(/decides for `bob`, and `alice` had started it/)],
    });
  });

  test('who started a run again is in no token', () => {
    expect(facts({ run_attempt: '2' })).toMatch(/does not say who started the run again/);
  });
});
