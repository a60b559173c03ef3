import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Ci } from '../../../src/collect/ci/ci.js';
import { githubCi } from '../../../src/collect/ci/github.js';
import { collectCode } from '../../../src/collect/git/git.js';
import { resolvePull } from '../../../src/commands/checkout/resolve-pull.js';
import { type Confirmed, confirmSession } from '../../../src/commands/track/confirm.js';
import { recordingOf } from '../../../src/commands/track/recording.js';
import { lineageDir, type Session, type TrackRequest } from '../../../src/commands/track/session.js';
import { createGitHub } from '../../../src/github/client.js';
import { DAY, idAt, RecordingLog } from '../../ledger/fixtures.js';
import { checkOut } from '../../support/checkout.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { userId } from '../../support/github/shapes.js';
import type { Trigger } from '../../support/github-world.js';
import { type Permissions, READ_WRITE } from '../../support/tokens.js';
import { CheckoutSetup, commented, type Wanted } from '../checkout/setup.js';

let setup: CheckoutSetup;
const log = new RecordingLog();
const RUN = idAt(DAY);

beforeAll(async () => {
  setup = await CheckoutSetup.start();
}, 60_000);
afterAll(() => setup.close());

function ciOf(trigger: Trigger): Ci {
  const env = {
    GITHUB_EVENT_NAME: trigger.eventName,
    GITHUB_REPOSITORY: trigger.repository,
    GITHUB_SERVER_URL: setup.world.git.serverUrl,
    GITHUB_REF: trigger.ref,
    GITHUB_SHA: trigger.sha,
    GITHUB_ACTOR: trigger.actor,
    GITHUB_ACTOR_ID: String(userId(trigger.actor)),
    GITHUB_RUN_ID: String(trigger.runId),
    GITHUB_RUN_ATTEMPT: '1',
    GITHUB_JOB: 'train',
    RUNNER_NAME: 'one',
  };
  return githubCi({ env, event: trigger.event, matrix: { seed: 1 }, toolVersion: '1.2.3' });
}

function clientOf(permissions: Permissions) {
  const { world } = setup;
  const client = createGitHub({
    token: world.tokens.make(permissions),
    apiUrl: world.github.url,
    userAgent: 'lineage-gate/1.2.3',
    log,
    secondMs: 1,
  });
  return async () => client;
}

interface Begun {
  session: Session;
  ci: Ci;
  workspace: string;
  confirm(
    change?: (session: Session) => void,
    options?: { isProven?: boolean; ci?: Ci; permissions?: Permissions },
  ): Promise<Confirmed>;
  git(...args: string[]): Promise<unknown>;
}

/** A run that has begun in a job: its session, and what a later step makes of it. */
async function begun(trigger: Trigger, wanted: Wanted | null): Promise<Begun> {
  const { world } = setup;
  // GitHub has the workflow run as the trigger says it.
  Object.assign(world.github.state.runs.get(trigger.runId) ?? {}, { event: trigger.eventName });
  const ci = ciOf(trigger);
  const workspace = wanted === null ? path.join(world.root, 'empty') : await setup.checkOut(wanted);
  const github = clientOf(READ_WRITE);
  const temp = path.join(world.root, 'temp');
  const collected = await collectCode({ workspace, env: gitEnvironment(), ci: ci.code });
  const { code, context } = await resolvePull(collected, { ci, github });
  const request: TrackRequest = {
    ...{ experiment: 'e', run_name: null, command: null, workspace, cwd: workspace, tags: '', datasets: '' },
    ...{ params: '', metrics: '', artifacts: '', pictures: '', model: '', model_name: 'm', flavor: null },
    ...{ base_models: '', stale: 'refuse', record: 'auto', comment: false },
  };
  const session: Session = {
    run_id: RUN,
    started_at_ms: DAY,
    request,
    code,
    context,
    triggered_by: 'ci/github-actions',
    variables: [],
    lineage_dir: lineageDir(temp, RUN),
    ...recordingOf(request, { ci, inAction: true }),
    ended: false,
  };
  return {
    session,
    ci,
    workspace,
    confirm(change = () => undefined, options = {}) {
      const kept = structuredClone(session);
      change(kept);
      const own = options.ci ?? ci;
      const asked = options.permissions === undefined ? github : clientOf(options.permissions);
      const deps = { ci: own, env: gitEnvironment(), log, temp, workspace, github: asked };
      return confirmSession(kept, { runId: RUN, isProven: options.isProven ?? false }, deps);
    },
    git: (...args) => execOk('git', args, { cwd: workspace, env: gitEnvironment() }),
  };
}

const headOf = ({ headSha, pull }: Trigger): Wanted => ({
  sha: headSha,
  ref: `refs/pull/${pull?.number}/head`,
});
const ownOf = ({ sha, ref }: Trigger): Wanted => ({ sha, ref });
const pullOf = (fork: boolean) => setup.world.pullRequest({ fork });

/** An event that is about no pull request, such as a schedule. */
async function started(eventName: string, more: object = {}): Promise<Trigger> {
  const push = await setup.world.push();
  return { ...push, eventName, event: { repository: push.event.repository, ...more } };
}

async function queued(): Promise<Trigger> {
  const { headSha, baseSha, pull, event, ...rest } = await pullOf(false);
  const ref = `refs/heads/gh-readonly-queue/main/pr-${pull?.number}-${baseSha}`;
  const sha = await setup.world.repo.commit({ 'q.txt': 'x' }, { branch: ref, parents: [baseSha, headSha] });
  const merge_group = { head_ref: ref, head_sha: sha, base_ref: 'refs/heads/main', base_sha: baseSha };
  const { repository } = event;
  return {
    ...rest,
    headSha,
    baseSha,
    eventName: 'merge_group',
    ref,
    sha,
    event: { merge_group, repository },
  };
}

async function afterRunOf(pull: Trigger): Promise<Trigger> {
  const { repository } = pull.event;
  const workflow_run = { id: pull.runId, head_sha: pull.headSha, head_repository: repository };
  return started('workflow_run', { workflow_run });
}

const HONEST: [string, () => Promise<[Trigger, Wanted | null]>, string][] = [
  ['a push', async () => both(await setup.world.push(), ownOf), 'trusted'],
  ['a push, nothing checked out', async () => [await setup.world.push(), null], 'trusted'],
  ['a pull request, its merge', async () => both(await pullOf(false), ownOf), 'trusted'],
  ['a pull request, its head', async () => both(await pullOf(false), headOf), 'trusted'],
  ["a fork's pull request", async () => both(await pullOf(true), ownOf), 'fork'],
  [
    'a review',
    async () => both({ ...(await pullOf(false)), eventName: 'pull_request_review' }, ownOf),
    'trusted',
  ],
  [
    'pull_request_target, the head',
    async () => {
      const pull = await pullOf(false);
      const { sha, ref } = await setup.world.push();
      return [{ ...pull, eventName: 'pull_request_target', sha, ref }, headOf(pull)];
    },
    'trusted',
  ],
  ['a merge queue', async () => both(await queued(), ownOf), 'trusted'],
  ['workflow_run', async () => both(await afterRunOf(await pullOf(false)), ownOf), 'trusted'],
  [
    'workflow_run, the head of that run',
    async () => {
      const pull = await pullOf(false);
      return [await afterRunOf(pull), headOf(pull)];
    },
    'trusted',
  ],
  ...['workflow_dispatch', 'repository_dispatch', 'schedule', 'release', 'create'].map(
    (name): [string, () => Promise<[Trigger, Wanted]>, string] => [
      name,
      async () => both(await started(name), ownOf),
      'trusted',
    ],
  ),
  [
    'a comment, the default branch',
    async () => both(await commented(setup.world, await pullOf(true)), ownOf),
    'trusted',
  ],
  ['a comment, the head of a branch', () => comment(false), 'trusted'],
  ['a comment, the head of a fork', () => comment(true), 'fork'],
  [
    "a comment, the fork's own repository",
    async () => {
      const pull = await pullOf(true);
      const repository = pull.pull?.headRepository ?? '';
      return [
        await commented(setup.world, pull),
        { sha: pull.headSha, ref: 'refs/heads/better-model', repository },
      ];
    },
    'fork',
  ],
];

function both(trigger: Trigger, wanted: (trigger: Trigger) => Wanted): [Trigger, Wanted] {
  return [trigger, wanted(trigger)];
}

async function comment(fork: boolean): Promise<[Trigger, Wanted]> {
  const pull = await pullOf(fork);
  return [await commented(setup.world, pull), headOf(pull)];
}

test.each(HONEST)(
  '%s: the session of an honest job says what every later step sees',
  async (_, make, trust) => {
    const { session, confirm } = await begun(...(await make()));
    expect(session.context.trust).toBe(trust);
    for (const isProven of [false, true]) {
      const confirmed = await confirm(undefined, { isProven });
      expect(confirmed).toEqual({ session, faults: [] });
    }
  },
);

test('a later step of another version of this tool, and a token that may not ask', async () => {
  const run = await begun(await setup.world.push(), null);
  const ci = { ...run.ci, context: { ...run.ci.context, tool_version: '2.0.0' } };
  expect(await run.confirm(undefined, { ci })).toEqual({ session: run.session, faults: [] });
  expect(await run.confirm(undefined, { permissions: { contents: 'read' } })).toMatchObject({ faults: [] });
  expect(log.lines.join('\n')).toContain('GitHub does not confirm what this step knows of its job');
});

describe('a work tree in which something else lies by now', () => {
  test('a commit that the training made changes nothing', async () => {
    const run = await begun(...both(await setup.world.push(), ownOf));
    await run.git('commit', '-q', '--allow-empty', '-m', 'results');
    expect(await run.confirm()).toEqual({ session: run.session, faults: [] });
  });

  test.each([false, true])(
    'code of a fork makes the run that of a fork; session proven: %s',
    async (isProven) => {
      const pull = await pullOf(true);
      const run = await begun(...both(await started('schedule'), ownOf));
      await run.git('remote', 'remove', 'origin');
      const url = setup.world.git.url(setup.world.repository);
      const token = setup.world.tokens.make({ contents: 'read' });
      await checkOut(run.workspace, { url, token, ...headOf(pull) });
      const { session, faults } = await run.confirm(undefined, { isProven });
      expect(faults).toEqual([]);
      expect(session).toMatchObject({
        code: { commit: run.session.code?.commit },
        context: { trust: 'fork' },
      });
    },
  );

  test('another commit than the one of a comment: nobody vouches for it, and nobody is accused', async () => {
    const run = await begun(...(await comment(false)));
    await run.git('checkout', '-q', '--detach');
    await run.git('commit', '-q', '--allow-empty', '-m', 'results');
    const { session, faults } = await run.confirm();
    expect(faults).toEqual([]);
    expect(session.context.trust).toBe('claimed');
    expect(session.code?.commit).toBe(run.session.code?.commit);
    // The runner has kept the digest of what was written.
    expect(await run.confirm(undefined, { isProven: true })).toEqual({ session: run.session, faults: [] });
  });

  test('nothing: the folder is gone', async () => {
    const run = await begun(...both(await setup.world.push(), ownOf));
    run.session.request.cwd = path.join(run.workspace, 'gone');
    expect(await run.confirm()).toEqual({ session: run.session, faults: [] });
    await rm(run.workspace, { recursive: true });
    expect(await run.confirm()).toEqual({ session: run.session, faults: [] });
  });
});

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
    const run = await begun(...both(await pullOf(true), ownOf));
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
  const run = await begun(await setup.world.push(), null);
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
  const run = await begun(...(await comment(true)));
  const { session, faults } = await run.confirm(change);
  expect(faults.map(({ what }) => what).join('\n')).toMatch(said);
  expect(session.context.trust).toBe('tampered');
});
