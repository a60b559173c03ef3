import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectCode } from '../../../src/collect/git/git.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import type { Trigger } from '../../support/github-world.js';
import { READ_WRITE } from '../../support/tokens.js';
import { CheckoutSetup, commented } from './setup.js';

let setup: CheckoutSetup;

beforeEach(async () => {
  setup = await CheckoutSetup.start();
}, 60_000);

afterEach(() => setup.close());

function numberOf({ pull }: Trigger): number {
  if (pull === undefined) throw new Error('no pull request');
  return pull.number;
}

const head = (trigger: Trigger) => ({ sha: trigger.headSha, ref: `refs/pull/${numberOf(trigger)}/head` });
const merge = (trigger: Trigger) => ({ sha: trigger.sha, ref: `refs/pull/${numberOf(trigger)}/merge` });

/** An event that is about no pull request, such as a schedule. */
async function started(eventName: string): Promise<Trigger> {
  const push = await setup.world.push();
  return { ...push, eventName, event: { repository: push.event.repository } };
}

describe('a comment on a pull request', () => {
  test.each([
    ['of a branch of the repository', false, 'trusted'],
    ['of a fork', true, 'fork'],
  ])('%s: its head, its number, its trust', async (_, fork, trust) => {
    const pull = await setup.world.pullRequest({ fork });
    const { code, context, warning } = await setup.begin(await commented(setup.world, pull), head(pull));
    expect(code).toMatchObject({
      repository: setup.world.repository,
      commit: pull.headSha,
      merge_commit: null,
      base_commit: pull.baseSha,
      ref: `refs/pull/${numberOf(pull)}/head`,
      dirty: false,
    });
    expect(context).toMatchObject({
      event: 'issue_comment',
      trust,
      pull_request: { number: numberOf(pull), head_ref: 'better-model', base_ref: 'main' },
    });
    expect(warning).toBeNull();
  });

  test('with the test merge checked out', async () => {
    const pull = await setup.world.pullRequest({ fork: true });
    const { code, context } = await setup.begin(await commented(setup.world, pull), merge(pull));
    expect(code).toMatchObject({ commit: pull.headSha, merge_commit: pull.sha });
    expect(context).toMatchObject({ trust: 'fork', pull_request: { number: numberOf(pull) } });
  });

  test("with the fork's own repository checked out, on a branch that is called main", async () => {
    const pull = await setup.world.pullRequest({ fork: true, branch: 'main' });
    const wanted = { sha: pull.headSha, ref: 'refs/heads/main', onBranch: true };
    const repository = pull.pull?.headRepository ?? '';
    const { code, context } = await setup.begin(await commented(setup.world, pull), {
      ...wanted,
      repository,
    });
    expect(code).toMatchObject({
      repository: setup.world.repository,
      commit: pull.headSha,
      ref: `refs/pull/${numberOf(pull)}/head`,
    });
    expect(context).toMatchObject({ trust: 'fork', pull_request: { number: numberOf(pull) } });
  });

  test('whose head has moved on: a commit of a fork stays one', async () => {
    const pull = await setup.world.pullRequest({ fork: true });
    const event = await commented(setup.world, pull);
    Object.assign(pull.pull?.head ?? {}, { sha: 'e'.repeat(40) });
    const { code, context } = await setup.begin(event, head(pull));
    expect(code).toMatchObject({ commit: pull.headSha });
    expect(context.trust).toBe('fork');
  });

  test('with the default branch checked out is about that', async () => {
    const pull = await setup.world.pullRequest({ fork: true });
    const event = await commented(setup.world, pull);
    const { requests } = setup.world.github;
    const before = requests.length;
    const { code, context } = await setup.begin(event, { sha: event.sha, ref: event.ref });
    expect(code).toMatchObject({ commit: event.sha });
    expect(context).toMatchObject({ trust: 'trusted', pull_request: null });
    expect(requests).toHaveLength(before);
  });

  test("with a commit of anybody's on a pull request of the repository is not vouched for", async () => {
    const pull = await setup.world.pullRequest();
    const event = await commented(setup.world, pull);
    const workspace = await setup.checkOut(head(pull));
    await writeFile(join(workspace, 'train.sh'), 'echo other\n');
    await execOk('git', ['commit', '-qam', 'elsewhere'], { cwd: workspace, env: gitEnvironment() });
    const ci = setup.ci(event);
    const collected = await collectCode({ workspace, env: gitEnvironment(), ci: ci.code });
    const { context, warning } = await setup.resolve(collected, ci, READ_WRITE);
    expect(context).toMatchObject({ trust: 'claimed', pull_request: { number: numberOf(pull) } });
    expect(warning).toMatch(/cannot be registered: .*GitHub knows it as no branch, tag or pull request/);
  });
});

describe.each(['workflow_dispatch', 'repository_dispatch', 'schedule', 'release', 'push'])(
  '%s with another ref checked out',
  (eventName) => {
    test('the head of a pull request of a fork', async () => {
      const pull = await setup.world.pullRequest({ fork: true });
      const { code, context } = await setup.begin(await started(eventName), head(pull));
      expect(code).toMatchObject({ commit: pull.headSha, base_commit: pull.baseSha });
      expect(context).toMatchObject({ trust: 'fork', pull_request: { number: numberOf(pull) } });
    });

    test('another branch, its tip and an older commit of it', async () => {
      const old = await setup.world.push({ branch: 'develop', files: { 'a.txt': '1' } });
      const event = await started(eventName);
      const tip = { sha: old.sha, ref: 'refs/heads/develop', onBranch: true };
      const first = await setup.begin(event, tip);
      expect(first).toMatchObject({
        code: { commit: old.sha, ref: 'refs/heads/develop' },
        context: { trust: 'trusted', pull_request: null },
      });
      await setup.world.push({ branch: 'develop', files: { 'a.txt': '2' } });
      expect((await setup.begin(event, tip)).context.trust).toBe('trusted');
    });
  },
);

test('an older commit of the default branch, and a tag', async () => {
  const old = await setup.world.push({ files: { 'a.txt': '1' } });
  const event = await (async () => {
    await setup.world.push({ files: { 'a.txt': '2' } });
    return started('workflow_dispatch');
  })();
  const { context, code } = await setup.begin(event, { sha: old.sha, ref: 'refs/tags/v1' });
  expect(code).toMatchObject({ commit: old.sha });
  expect(context.trust).toBe('trusted');
});

test('the head of a branch with an open pull request keeps its branch, and has the number', async () => {
  const pull = await setup.world.pullRequest({ branch: 'develop' });
  const wanted = { sha: pull.headSha, ref: 'refs/heads/develop', onBranch: true };
  const { code, context } = await setup.begin(await started('schedule'), wanted);
  expect(code).toMatchObject({ ref: 'refs/heads/develop', base_commit: pull.baseSha });
  expect(context).toMatchObject({ trust: 'trusted', pull_request: { number: numberOf(pull) } });
});

test("Dependabot's pull request is not the repository's own, whoever comments on it", async () => {
  const pull = await setup.world.pullRequest({ actor: 'dependabot[bot]' });
  const { context } = await setup.begin(await commented(setup.world, pull), head(pull));
  expect(context.trust).toBe('fork');
});

test('a clone of another repository: a fork of this one, and one that is none', async () => {
  const pull = await setup.world.pullRequest({ fork: true });
  const event = await started('workflow_dispatch');
  const fork = pull.pull?.headRepository ?? '';
  await setup.world.git.repo(fork).commit({ 'x.txt': '1' }, { branch: 'other' });
  const tip = await setup.world.git.repo(fork).resolve('refs/heads/other');
  const of = (repository: string, sha = '') => ({ sha, ref: 'refs/heads/main', repository });
  expect((await setup.begin(event, of(fork, tip))).context.trust).toBe('fork');
  const lib = await setup.world.git.createRepo('octo/lib', { files: { 'a.py': '1\n' } });
  const sha = await lib.resolve('refs/heads/main');
  // Nobody can be asked for a repository that the token does not see.
  expect((await setup.begin(event, of('octo/lib', sha))).context.trust).toBe('claimed');
  setup.world.github.state.addRepository('octo/lib');
  const { context, code } = await setup.begin(event, of('octo/lib', sha));
  expect(code).toMatchObject({ repository: 'octo/lib', commit: sha });
  expect(context.trust).toBe('trusted');
});

describe('without an answer', () => {
  test('nothing is taken on trust but the own commit of the event', async () => {
    const pull = await setup.world.pullRequest({ fork: true });
    const event = await commented(setup.world, pull);
    const own = { sha: event.sha, ref: event.ref };
    for (const permissions of [null, {}] as const) {
      const { context, code, warning } = await setup.begin(event, head(pull), permissions);
      expect(code).toMatchObject({ commit: pull.headSha });
      expect(context).toMatchObject({ trust: 'claimed', pull_request: null });
      expect(warning).toMatch(/is not trusted and cannot be registered/);
      expect((await setup.begin(event, own, permissions)).context.trust).toBe('trusted');
    }
  });

  test('a branch is one without the permission for pull requests', async () => {
    const other = await setup.world.push({ branch: 'develop', files: { 'a.txt': '1' } });
    const wanted = { sha: other.sha, ref: 'refs/heads/develop' };
    const { context } = await setup.begin(await started('schedule'), wanted, { contents: 'read' });
    expect(context.trust).toBe('trusted');
  });

  test('a server that fails', async () => {
    const pull = await setup.world.pullRequest({ fork: true });
    const event = await commented(setup.world, pull);
    setup.world.github.failNext({ status: 503, times: 100 });
    const { context } = await setup.begin(event, head(pull));
    expect(context.trust).toBe('claimed');
  });
});

test('what lowered the trust of the event stays', async () => {
  const pull = await setup.world.pullRequest({ fork: true });
  const wanted = { sha: pull.baseSha, ref: 'refs/heads/main' };
  const { code, context } = await setup.begin(pull, wanted);
  expect(code).toMatchObject({ commit: pull.baseSha });
  expect(context).toMatchObject({ trust: 'fork', pull_request: { number: numberOf(pull) } });
});

test('names of a work tree that ask another question count for nothing', async () => {
  const pull = await setup.world.pullRequest({ fork: true });
  const event = await started('workflow_dispatch');
  const workspace = await setup.checkOut(head(pull));
  for (const name of [pull.headSha, pull.headSha.slice(0, 12), `HEAD`]) {
    await execOk('git', ['update-ref', `refs/heads/${name}`, 'HEAD'], {
      cwd: workspace,
      env: gitEnvironment(),
    });
  }
  Object.assign(pull.pull ?? {}, { state: 'closed' });
  const ci = setup.ci(event);
  const collected = await collectCode({ workspace, env: gitEnvironment(), ci: ci.code });
  expect((await setup.resolve(collected, ci, READ_WRITE)).context.trust).toBe('claimed');
});
