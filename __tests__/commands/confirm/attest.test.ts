import { attester } from '../../../src/commands/confirm/attest.js';
import type { ModelEvent } from '../../../src/core/generated/types.js';
import { audienceOf } from '../../../src/core/registry/confirm/token.js';
import { BY, COMMIT, MOVE } from '../../core/registry/confirm/support.js';
import { RecordingLog } from '../../ledger/fixtures.js';
import { claimsOf, makeSigningKey, signToken } from '../../support/token-service.js';

const ISSUER = 'https://token.actions.githubusercontent.com';
const KEY = makeSigningKey();
const JOB = {
  ...{ repository: 'o/r', repositoryId: 5, actor: 'alice', actorId: 11, eventName: 'workflow_dispatch' },
  ...{ ref: 'refs/heads/main', sha: COMMIT, workflowPath: '.github/workflows/promote.yml' },
  ...{ runId: 77, runAttempt: 1 },
};

/** How two events come out, and what was said. */
async function attested(
  changes: Record<string, unknown>,
  { keys = [KEY.jwk], event = MOVE as ModelEvent } = {},
) {
  const log = new RecordingLog();
  let asked = 0;
  const token = async (audience: string) => {
    asked += 1;
    const claims = claimsOf(JOB, { issuer: ISSUER, audience, at: Date.parse(MOVE.at) });
    return signToken({ ...claims, ...changes }, KEY);
  };
  const attest = attester({ token, keysOf: async () => keys, issuer: ISSUER, log });
  const events = [await attest(event), await attest({ ...event, event_id: 'f'.repeat(32) })];
  return { events, warnings: log.lines, asked };
}

test('each event gets a token of its own, with the key that signed it and nothing more of it', async () => {
  const { events, warnings } = await attested({});
  expect(warnings).toEqual([]);
  expect(events.map((event) => event.oidc?.key)).toEqual([KEY.jwk, KEY.jwk]);
  expect(new Set(events.map(audienceOf)).size).toBe(2);
});

test.each<[string, Record<string, unknown>, object, RegExp]>([
  ['of another server', { iss: 'https://evil.example' }, {}, /is none of this server/],
  ['by a key that nobody publishes', {}, { keys: [] }, /key of the token is not published/],
  ['of another run', { run_id: '1' }, {}, /it names the workflow run `77`, and its token is of `1`/],
  [
    'of a job that does not say its run',
    {},
    { event: { ...MOVE, by: { ...BY, ci_run_id: null } } },
    /ci_run_id/,
  ],
])('a token %s is not kept, which is said once', async (_, changes, more, why) => {
  const { events, warnings, asked } = await attested(changes, more);
  expect(events.map(({ oidc }) => oidc)).toEqual([undefined, undefined]);
  expect(warnings).toEqual([expect.stringMatching(why)]);
  expect(asked).toBeLessThanOrEqual(1);
});
