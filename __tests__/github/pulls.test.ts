import { listChangedFiles, listPullsOfCommit, readPull } from '../../src/github/pulls.js';
import type { PullRequest } from '../support/github/state.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const [HEAD, BASE] = ['a'.repeat(40), 'b'.repeat(40)];
const READ = { pull_requests: 'read' } as const;

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
  setup.github.state.addRepository('fork/r', { forkOf: 'o/r' });
});
afterEach(() => setup.close());

function add(pull: Partial<PullRequest> = {}): PullRequest {
  const [base, head] = [
    { ref: 'main', sha: BASE },
    { ref: 'topic', sha: HEAD },
  ];
  return setup.github.state.addPull({ number: 7, repository: 'o/r', base, head, ...pull });
}

test('a pull request of a fork', async () => {
  add({
    headRepository: 'fork/r',
    author: 'alice',
    draft: true,
    mergeState: 'blocked',
    files: [{ path: 'a' }],
  });
  expect(await readPull(setup.client(READ), { ...AT, number: 7 })).toEqual({
    number: 7,
    state: 'open',
    isMerged: false,
    isDraft: true,
    author: 'alice',
    url: 'https://github.com/o/r/pull/7',
    head: { sha: HEAD, ref: 'topic', repository: 'fork/r' },
    base: { sha: BASE, ref: 'main', repository: 'o/r' },
    isFork: true,
    isMergeable: true,
    mergeState: 'blocked',
    changedFiles: 1,
  });
});

test('one that is merged, and of the same repository', async () => {
  add({ state: 'closed', mergedAt: '2026-01-02T03:04:05Z' });
  expect(await readPull(setup.client(READ), { ...AT, number: 7 })).toMatchObject({
    state: 'closed',
    isMerged: true,
    isFork: false,
  });
});

test('one whose fork and author were deleted since', async () => {
  add({ headRepository: 'fork/r' });
  const client = setup.client(READ, {
    fetch: async (url, init) => {
      const pull = (await (await fetch(url, init)).json()) as { head: object };
      const gone = { ...pull, user: null, head: { ...pull.head, repo: null } };
      return new Response(JSON.stringify(gone), { headers: { 'content-type': 'application/json' } });
    },
  });
  expect(await readPull(client, { ...AT, number: 7 })).toMatchObject({
    author: null,
    isFork: true,
    head: { sha: HEAD, repository: null },
  });
});

test('null for one that is not there; not without a right to read', async () => {
  expect(await readPull(setup.client(READ), { ...AT, number: 9 })).toBeNull();
  expect((await faultOf(readPull(setup.client({}), { ...AT, number: 9 })))?.mend).toContain(
    'pull-requests: read',
  );
  const token = setup.tokens.make({}, { 'o/other': READ });
  expect(await faultOf(readPull(setup.client({}, { token }), { ...AT, number: 9 }))).toMatchObject({
    code: 'E_GITHUB_API',
    mend: expect.stringContaining('pull-requests: read'),
  });
});

describe('the files that it changes', () => {
  const many = (count: number) => Array.from({ length: count }, (_, i) => ({ path: `src/${i}.py` }));
  const list = () => listChangedFiles(setup.client(READ), { ...AT, number: 7, headSha: HEAD });

  test('more than 300, with where renamed ones were', async () => {
    const renamed = { path: 'b c.py', previousPath: 'a.py', status: 'renamed' } as const;
    add({ files: [...many(449), renamed] });
    const { files, isComplete } = await list();
    expect(isComplete).toBe(true);
    expect(files).toHaveLength(450);
    expect(files.at(-1)).toEqual(renamed);
    expect(files[0]).toEqual({ path: 'src/0.py', previousPath: null, status: 'modified' });
  });

  test.each([
    [3000, true],
    [3001, false],
  ])('of %d files it says whether these are all', async (count, isComplete) => {
    add({ files: many(count) });
    const changed = await list();
    expect(changed.files).toHaveLength(3000);
    expect(changed.isComplete).toBe(isComplete);
  });

  test('they are not those of a head that has moved meanwhile', async () => {
    const pull = add({ files: many(2) });
    setup.github.before = ({ path }) => {
      if (path.endsWith('/pulls/7')) pull.head = { ref: 'topic', sha: 'c'.repeat(40) };
    };
    expect(await list()).toMatchObject({ isComplete: false });
  });

  test('none is not the same as not readable', async () => {
    expect(await faultOf(list())).toMatchObject({ code: 'E_GITHUB_API' });
    add();
    expect(await list()).toEqual({ files: [], isComplete: true });
  });
});

describe('the pull requests of a commit', () => {
  const list = (sha: string, client = setup.client(READ)) => listPullsOfCommit(client, { ...AT, sha });

  test('that is in the head of several, and that was merged', async () => {
    add();
    add({ number: 8, base: { ref: 'release', sha: BASE } });
    add({ number: 9, state: 'closed', mergedAt: '2026-01-02T03:04:05Z', mergeCommitSha: 'd'.repeat(40) });
    expect((await list(HEAD)).map((pull) => pull.number)).toEqual([7, 8, 9]);
    expect(await list('d'.repeat(40))).toMatchObject([{ number: 9, isMerged: true }]);
  });

  test('none for one that only a fork has, that is unknown or is no commit id', async () => {
    add({ headRepository: 'fork/r' });
    expect(await list(HEAD)).toEqual([]);
    expect(await list('e'.repeat(40))).toEqual([]);
    setup.github.failNext({ status: 422, body: '{"message":"No commit found for SHA: e"}' });
    expect(await list('e'.repeat(40))).toEqual([]);
    const { length } = setup.github.requests;
    expect(await list('main')).toEqual([]);
    expect(setup.github.requests).toHaveLength(length);
  });

  test('a repository that the token does not see has not none', async () => {
    const token = setup.tokens.make({}, { 'o/other': READ });
    expect(await faultOf(list(HEAD, setup.client({}, { token })))).toMatchObject({ code: 'E_GITHUB_API' });
  });
});
