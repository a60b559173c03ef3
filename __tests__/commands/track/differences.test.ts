import type { Session } from '../../../src/commands/track/session.js';
import { DAY, idAt } from '../../ledger/fixtures.js';
import { CheckoutSetup } from '../checkout/setup.js';
import { begun, both, comment, ownOf, RUN } from './confirm-setup.js';

let setup: CheckoutSetup;

beforeAll(async () => {
  setup = await CheckoutSetup.start();
}, 60_000);
afterAll(() => setup.close());

const OTHER = 'c'.repeat(40);
const CHANGES: [string, (session: Session) => void][] = [
  ['actor', ({ context }) => Object.assign(context, { actor: 'x' })],
  ['actor_id', ({ context }) => Object.assign(context, { actor_id: null })],
  ['triggering_actor', ({ context }) => Object.assign(context, { triggering_actor: 'x' })],
  ['event', ({ context }) => Object.assign(context, { event: 'push' })],
  ['workflow', ({ context }) => Object.assign(context, { workflow: 'x' })],
  ['workflow_ref', ({ context }) => Object.assign(context, { workflow_ref: 'o/r/w.yml@refs/heads/main' })],
  ['job', ({ context }) => Object.assign(context, { job: 'x' })],
  ['ci_run_id', ({ context }) => Object.assign(context, { ci_run_id: '1' })],
  ['ci_run_attempt', ({ context }) => Object.assign(context, { ci_run_attempt: 2 })],
  ['ci_run_url', ({ context }) => Object.assign(context, { ci_run_url: null })],
  ['matrix', ({ context }) => Object.assign(context, { matrix: { seed: 2 } })],
  ['runner', ({ context }) => Object.assign(context, { runner: null })],
  ['trust', ({ context }) => Object.assign(context, { trust: 'trusted' })],
  ['pull_request', ({ context }) => Object.assign(context, { pull_request: null })],
  ['commit', ({ code }) => Object.assign(code ?? {}, { commit: OTHER })],
  ['repository', ({ code }) => Object.assign(code ?? {}, { repository: 'a/b' })],
  ['base_commit', ({ code }) => Object.assign(code ?? {}, { base_commit: OTHER })],
  ['ref', ({ code }) => Object.assign(code ?? {}, { ref: 'refs/heads/main' })],
  ['commit', (session) => Object.assign(session, { code: null })],
  ['run_id', (session) => Object.assign(session, { run_id: idAt(DAY, 2) })],
  ['working_directory', ({ request }) => Object.assign(request, { cwd: '/' })],
  ['triggered_by', (session) => Object.assign(session, { triggered_by: 'local' })],
  ['evidence', (session) => Object.assign(session, { evidence: false })],
];

test.each(CHANGES)(
  'another `%s` is an error that names both, and the record says what is true',
  async (fact, change) => {
    const run = await begun(setup, ...both(await setup.world.pullRequest({ fork: true }), ownOf));
    const { session, faults } = await run.confirm(change);
    const said = faults.map(({ code, what, where }) => `${code} ${what} ${where}`);
    expect(said).toContainEqual(
      expect.stringMatching(
        new RegExp(
          `^E_RUN_TAMPERED \`${fact}\` is .* in the session of the run and .* in this job run ${RUN}$`,
        ),
      ),
    );
    expect(session).toEqual({ ...run.session, context: { ...run.session.context, trust: 'tampered' } });
  },
);

test('values of others are one short line', async () => {
  const run = await begun(setup, await setup.world.push(), null);
  const { faults } = await run.confirm(({ context }) =>
    Object.assign(context, { job: `\n::error::\`${'x'.repeat(5000)}` }),
  );
  expect(faults[0]?.what.length).toBeLessThan(400);
  expect(faults[0]?.what).not.toMatch(/\n/);
});

test.each<[string, (session: Session) => void, RegExp]>([
  ['repository', ({ code }) => Object.assign(code ?? {}, { repository: 'a/b' }), /`repository` is `a\/b`/],
  ['trust', ({ context }) => Object.assign(context, { trust: 'trusted' }), /`trust` is `trusted` .* `fork`/],
  [
    'number',
    ({ context }) => Object.assign(context.pull_request ?? {}, { number: 999 }),
    /`pull_request.number` is `999`/,
  ],
])('of a comment on a pull request of a fork, another %s', async (_, change, said) => {
  const run = await begun(setup, ...(await comment(setup, true)));
  const { session, faults } = await run.confirm(change);
  expect(faults.map(({ what }) => what).join('\n')).toMatch(said);
  expect(session.context.trust).toBe('tampered');
});
