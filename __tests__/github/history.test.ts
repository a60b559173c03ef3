import { FirstParentLine, type HistoryQuery } from '../../src/github/history.js';
import type { Refused } from '../../src/github/refused.js';
import { BareRepo } from '../support/bare-repo.js';
import { GitCommits } from '../support/git-commits.js';
import { makeTempDir, removeDir } from '../support/temp.js';
import { Setup } from './setup.js';

const READ = { contents: 'read', pull_requests: 'read' } as const;

let dir: string;
let repo: BareRepo;
let setup: Setup;
/** Commits of main, the newest first: 350 of them, of which the newest merges a side branch of two. */
let main: string[];
let side: string;

beforeAll(async () => {
  dir = await makeTempDir();
  repo = await BareRepo.create(`${dir}/r.git`, 'o/r');
  const commits = Array.from({ length: 349 }, (_, index) => commitText(index));
  await repo.git(['fast-import', '--quiet'], commits.join(''));
  const tip = (await repo.resolve('refs/heads/main')) ?? '';
  const first = await repo.commit({ side: '1' }, { branch: 'side', parents: [tip] });
  side = await repo.commit({ side: '2' }, { branch: 'side' });
  await repo.commit({ side: '2' }, { parents: [tip, side] });
  expect(first).toBeDefined();
  const out = await repo.git(['rev-list', '--first-parent', 'refs/heads/main']);
  main = out.toString().trim().split('\n');
}, 60_000);
afterAll(() => removeDir(dir));

function commitText(index: number): string {
  const person = `octo <octo@users.noreply.github.com> ${1_700_000_000 + index} +0000`;
  return `commit refs/heads/main\ncommitter ${person}\ndata 1\n.\nM 100644 inline f\ndata 6\n${String(index).padStart(6, '0')}\n`;
}

beforeEach(async () => {
  setup = await Setup.start({ commits: new GitCommits((name) => (name === 'o/r' ? repo : undefined)) });
});
afterEach(() => setup.close());

function asked(more: Partial<HistoryQuery> = {}): HistoryQuery {
  const [from = ''] = main;
  return { owner: 'o', repo: 'r', from, head: from, branch: 'main', ...more };
}

async function read(permissions: Parameters<Setup['client']>[0], more: Partial<HistoryQuery> = {}) {
  return FirstParentLine.read(setup.client(permissions), asked(more));
}

function lineOf(read: FirstParentLine | Refused): FirstParentLine {
  if ('done' in read) throw new Error(read.fault.what);
  return read;
}

test('the line of first parents goes past what was merged, a request for a hundred commits, and three at most', async () => {
  const line = lineOf(await read(READ));
  expect(setup.github.requests).toHaveLength(1);
  const [merge, next] = [await line.at(0), await line.at(1)];
  expect(merge).toMatchObject({ sha: main[0], parents: [main[1], side] });
  expect(next?.sha).toBe(main[1]);
  expect(next?.tree).toBe(await repo.resolve(`${main[1]}^{tree}`));
  // The two commits of the side branch are among the first hundred.
  expect(line.known).toBe(98);
  expect(setup.github.requests).toHaveLength(1);
  const all = await Promise.all([line.at(297), line.at(150), line.at(298)]);
  expect(all.map((commit) => commit?.sha)).toEqual([main[297], main[150], undefined]);
  expect(setup.github.requests).toHaveLength(3);
  expect(line.isWhole).toBe(false);
});

test('where a later page cannot be had, the line ends there', async () => {
  const line = lineOf(await read(READ));
  setup.github.failNext({ status: 403, body: '{"message":"Resource not accessible by integration"}' });
  expect(await line.at(150)).toBeUndefined();
  expect((await line.at(97))?.sha).toBe(main[97]);
  expect(line.isWhole).toBe(false);
});

test('a short line is read to its end, and not behind it', async () => {
  const line = lineOf(await read(READ, { from: main.at(-5) ?? '' }));
  expect(await line.at(5)).toBeUndefined();
  expect((await line.at(4))?.parents).toEqual([]);
  expect(line.isWhole).toBe(true);
  expect(setup.github.requests).toHaveLength(1);
});

test('pull requests that were merged as a commit, the judged commits, and where the branch is', async () => {
  const [tip = '', before = ''] = main;
  const merged = { mergedAt: '2026-11-20T00:00:00Z', mergeCommitSha: tip, mergedCommits: [tip] };
  const base = { ref: 'main', sha: before };
  const head = { ref: 'side', sha: side };
  setup.github.state.addPull({ number: 41, repository: 'o/r', base, head, state: 'closed', ...merged });
  setup.github.state.addPull({ number: 42, repository: 'o/r', base, head });
  const line = lineOf(await read(READ));
  expect((await line.at(0))?.pulls).toEqual([{ number: 41, base: 'main', head: side, mergedAs: tip }]);
  expect((await line.at(1))?.pulls).toEqual([]);
  expect(line.tip).toBe(tip);
  expect(line.lacksPulls).toBe(false);
  const push = lineOf(await read(READ, { from: before }));
  expect(push.head.map(({ sha }) => sha)).toEqual([tip]);
});

test('without the permission for pull requests all else is told', async () => {
  const line = lineOf(await read({ contents: 'read' }));
  expect(line.lacksPulls).toBe(true);
  expect(await line.at(1)).toMatchObject({ sha: main[1], pulls: [] });
});

test.each([
  ['no permission', {}, undefined],
  ['no GraphQL', READ, { status: 404, body: '{"message":"Not Found"}' }],
  ['another kind of no GraphQL', READ, { status: 405, body: '{"message":"x"}', times: 4 }],
  ['no such field', READ, { status: 200, body: '{"errors":[{"type":"x","message":"no field"}]}' }],
])('%s is said and no failure', async (_, permissions, fault) => {
  if (fault !== undefined)
    setup.github.failNext({ ...fault, headers: { 'content-type': 'application/json' } });
  const answer = await read(permissions);
  expect(answer).toMatchObject({ done: 'refused', fault: { code: 'E_GITHUB_API' } });
});
