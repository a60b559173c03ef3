import { findPullOfQueue, findPullsOfRun, parseQueueRef } from '../../src/github/find-pull.js';
import type { PullRequest } from '../support/github/state.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const [HEAD, BASE] = ['a'.repeat(40), 'b'.repeat(40)];
const READ = { pull_requests: 'read' } as const;

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
  for (const name of ['alice/r', 'mallory/r']) setup.github.state.addRepository(name, { forkOf: 'o/r' });
});
afterEach(() => setup.close());

function add(pull: Partial<PullRequest> = {}): PullRequest {
  const [base, head] = [
    { ref: 'main', sha: BASE },
    { ref: 'topic', sha: HEAD },
  ];
  return setup.github.state.addPull({ number: 7, repository: 'o/r', base, head, ...pull });
}

describe('of a workflow run', () => {
  const RUN = { ...AT, headSha: HEAD, headBranch: 'topic', headRepository: 'o/r' };
  const find = async (run: Partial<typeof RUN> & { claimed?: number[] } = {}) =>
    (await findPullsOfRun(setup.client(READ), { ...RUN, ...run })).map((pull) => pull.number);

  test('in the same repository, and in a fork', async () => {
    add();
    add({ number: 8, headRepository: 'alice/r' });
    expect(await find()).toEqual([7]);
    expect(await find({ headRepository: 'alice/r' })).toEqual([8]);
  });

  test('not one whose head is another commit, branch or repository, whatever is claimed', async () => {
    add({ head: { ref: 'topic', sha: 'c'.repeat(40) } });
    add({ number: 8, headRepository: 'mallory/r' });
    add({ number: 9, headRepository: 'mallory/r', head: { ref: 'topic', sha: 'd'.repeat(40) } });
    add({ number: 10, headRepository: 'alice/r', head: { ref: 'topic', sha: 'e'.repeat(40) } });
    expect(await find({ headRepository: 'alice/r', claimed: [7, 8, 9, 10, 11, -1, 0.5] })).toEqual([]);
  });

  test('what is claimed is found without the branch, once it is checked', async () => {
    add({ headRepository: 'alice/r' });
    const run = { ...RUN, headRepository: 'alice/r', headBranch: null };
    expect(await findPullsOfRun(setup.client(READ), run)).toEqual([]);
    expect(await findPullsOfRun(setup.client(READ), { ...run, claimed: [7] })).toMatchObject([{ number: 7 }]);
  });

  test('by the commit where there is no branch', async () => {
    add();
    const run = { ...RUN, headBranch: null };
    expect(await findPullsOfRun(setup.client(READ), run)).toMatchObject([{ number: 7 }]);
  });

  test('open ones come first, then merged ones', async () => {
    add({ number: 3, state: 'closed' });
    add({ number: 4, state: 'closed', mergedAt: '2026-01-02T03:04:05Z' });
    add({ number: 6, base: { ref: 'release', sha: BASE } });
    add({ number: 5 });
    expect(await find()).toEqual([5, 6, 4, 3]);
  });

  test('none where the fork is gone, and no end of claims is not followed', async () => {
    expect(await findPullsOfRun(setup.client(READ), { ...RUN, headRepository: null })).toEqual([]);
    expect(setup.github.requests).toEqual([]);
    await find({ claimed: Array.from({ length: 500 }, (_, i) => i + 100) });
    expect(setup.github.requests.length).toBeLessThan(30);
  });

  test('no right to read is not none', async () => {
    expect(await faultOf(findPullsOfRun(setup.client({}), RUN))).toMatchObject({ code: 'E_GITHUB_API' });
  });
});

describe('of a merge queue', () => {
  test.each([
    [`gh-readonly-queue/main/pr-7-${BASE}`, { base: 'main', number: 7, sha: BASE }],
    [
      `refs/heads/gh-readonly-queue/release/1.x/pr-12-${BASE}`,
      { base: 'release/1.x', number: 12, sha: BASE },
    ],
    [`gh-readonly-queue/main/pr-1-${BASE}/pr-2-${BASE}`, { base: `main/pr-1-${BASE}`, number: 2, sha: BASE }],
    ['refs/heads/main', null],
    ['gh-readonly-queue/main/pr-7', null],
    [`x/gh-readonly-queue/main/pr-7-${BASE}`, null],
    [`gh-readonly-queue/main/pr-7-${BASE}\n`, null],
  ])('%j is read', (ref, expected) => {
    expect(parseQueueRef(ref)).toEqual(expected);
  });

  test('is the open pull request into that branch', async () => {
    add();
    const find = (headRef: string) => findPullOfQueue(setup.client(READ), { ...AT, headRef });
    expect(await find(`gh-readonly-queue/main/pr-7-${BASE}`)).toMatchObject({ number: 7 });
    expect(await find(`gh-readonly-queue/release/pr-7-${BASE}`)).toBeNull();
    expect(await find(`gh-readonly-queue/main/pr-8-${BASE}`)).toBeNull();
    expect(await find(`gh-readonly-queue/main/pr-1-${BASE}/pr-7-${BASE}`)).toBeNull();
    expect(await find('main')).toBeNull();
  });

  test('not one that was closed', async () => {
    add({ state: 'closed' });
    const headRef = `gh-readonly-queue/main/pr-7-${BASE}`;
    expect(await findPullOfQueue(setup.client(READ), { ...AT, headRef })).toBeNull();
  });
});
