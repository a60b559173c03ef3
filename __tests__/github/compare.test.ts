import { compareCommits, isAncestor } from '../../src/github/compare.js';
import { BareRepo } from '../support/bare-repo.js';
import { GitCommits } from '../support/git-commits.js';
import { makeTempDir, removeDir } from '../support/temp.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const READ = { contents: 'read' } as const;
const UNKNOWN = 'f'.repeat(40);

let dir: string;
let setup: Setup;
/** root ← first ← second (main), first ← topic, and one of another history. */
let sha: Record<'root' | 'first' | 'second' | 'topic' | 'stranger', string>;

beforeAll(async () => {
  dir = await makeTempDir();
  const repo = await BareRepo.create(`${dir}/r.git`, 'o/r');
  const root = await repo.commit({ a: '0' });
  const first = await repo.commit({ a: '1' });
  const second = await repo.commit({ a: '2' });
  const topic = await repo.commit({ b: '1' }, { branch: 'topic', parents: [first] });
  const stranger = await repo.commit({ c: '1' }, { branch: 'lineage', parents: [] });
  sha = { root, first, second, topic, stranger };
});
afterAll(() => removeDir(dir));

beforeEach(async () => {
  const repo = await BareRepo.create(`${dir}/r.git`, 'o/r');
  setup = await Setup.start({ commits: new GitCommits((name) => (name === 'o/r' ? repo : undefined)) });
});
afterEach(() => setup.close());

test('the merge base of two branches, and how far each has gone', async () => {
  const client = setup.client(READ);
  expect(await compareCommits(client, { ...AT, base: sha.second, head: sha.topic })).toEqual({
    mergeBase: sha.first,
    ahead: 1,
    behind: 1,
  });
  expect(await compareCommits(client, { ...AT, base: sha.root, head: sha.second })).toEqual({
    mergeBase: sha.root,
    ahead: 2,
    behind: 0,
  });
});

test('histories that share nothing', async () => {
  const pair = { ...AT, base: sha.second, head: sha.stranger };
  expect(await compareCommits(setup.client(READ), pair)).toEqual({
    mergeBase: null,
    ahead: null,
    behind: null,
  });
});

test('which commit comes before which', async () => {
  const client = setup.client(READ);
  const before = (ancestor: string, descendant: string) =>
    isAncestor(client, { ...AT, ancestor, descendant });
  expect(await before(sha.root, sha.topic)).toBe(true);
  expect(await before(sha.topic, sha.topic)).toBe(true);
  expect(await before(sha.topic, sha.root)).toBe(false);
  expect(await before(sha.second, sha.topic)).toBe(false);
  expect(await before(sha.stranger, sha.topic)).toBe(false);
  expect(await before(UNKNOWN, sha.topic)).toBeNull();
});

test('null for a commit that is not there', async () => {
  const client = setup.client(READ);
  expect(await compareCommits(client, { ...AT, base: UNKNOWN, head: sha.topic })).toBeNull();
  expect(await compareCommits(client, { ...AT, base: sha.topic, head: UNKNOWN })).toBeNull();
});

test.each(['main', 'HEAD~1', '', 'o:topic', `${'a'.repeat(40)}...main`])(
  'a name that is no commit id is not even asked for (%j)',
  async (name) => {
    expect(await compareCommits(setup.client(READ), { ...AT, base: name, head: sha.topic })).toBeNull();
    expect(setup.github.requests).toEqual([]);
  },
);

test('a repository that the token does not see is no unknown commit, nor is a missing permission or an outage', async () => {
  const range = { ...AT, base: sha.root, head: sha.topic };
  const token = setup.tokens.make({}, { 'o/other': READ });
  const blind = setup.client({}, { token });
  expect(await faultOf(compareCommits(blind, range))).toMatchObject({
    code: 'E_GITHUB_API',
    mend: expect.stringContaining('`contents: read`'),
  });
  expect((await faultOf(compareCommits(setup.client({}), range)))?.mend).toContain('`contents: read`');
  setup.github.failNext({ status: 503, times: 4 });
  expect(await faultOf(compareCommits(setup.client(READ), range))).toMatchObject({ code: 'E_GITHUB_API' });
});
