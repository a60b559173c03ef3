import { rm } from 'node:fs/promises';
import path from 'node:path';
import { checkOut } from '../../support/checkout.js';
import type { Trigger } from '../../support/github-world.js';
import { CheckoutSetup, commented, type Wanted } from '../checkout/setup.js';
import { begun, both, comment, headOf, ownOf } from './confirm-setup.js';

let setup: CheckoutSetup;

beforeAll(async () => {
  setup = await CheckoutSetup.start();
}, 60_000);
afterAll(() => setup.close());

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
  ['a comment, the head of a branch', () => comment(setup, false), 'trusted'],
  ['a comment, the head of a fork', () => comment(setup, true), 'fork'],
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

test.each(HONEST)(
  '%s: the session of an honest job says what every later step sees',
  async (_, make, trust) => {
    const { session, confirm } = await begun(setup, ...(await make()));
    expect(session.context.trust).toBe(trust);
    for (const isProven of [false, true]) {
      const confirmed = await confirm(undefined, { isProven });
      expect(confirmed).toEqual({ session, faults: [] });
    }
  },
);

test('a later step of another version of this tool, and a token that may not ask', async () => {
  const run = await begun(setup, await setup.world.push(), null);
  const ci = { ...run.ci, context: { ...run.ci.context, tool_version: '2.0.0' } };
  expect(await run.confirm(undefined, { ci })).toEqual({ session: run.session, faults: [] });
  expect(await run.confirm(undefined, { permissions: { contents: 'read' } })).toMatchObject({ faults: [] });
  expect(setup.log.lines.join('\n')).toContain('GitHub does not confirm what this step knows of its job');
});

describe('a work tree in which something else lies by now', () => {
  test('a commit that the training made changes nothing', async () => {
    const run = await begun(setup, ...both(await setup.world.push(), ownOf));
    await run.git('commit', '-q', '--allow-empty', '-m', 'results');
    expect(await run.confirm()).toEqual({ session: run.session, faults: [] });
  });

  test.each([false, true])(
    'code of a fork makes the run that of a fork; session proven: %s',
    async (isProven) => {
      const pull = await pullOf(true);
      const run = await begun(setup, ...both(await started('schedule'), ownOf));
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
    const run = await begun(setup, ...(await comment(setup, false)));
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
    const run = await begun(setup, ...both(await setup.world.push(), ownOf));
    run.session.request.cwd = path.join(run.workspace, 'gone');
    expect(await run.confirm()).toEqual({ session: run.session, faults: [] });
    await rm(run.workspace, { recursive: true });
    expect(await run.confirm()).toEqual({ session: run.session, faults: [] });
  });
});
