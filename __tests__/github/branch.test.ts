import { isInBranch } from '../../src/github/branch.js';
import { BareRepo } from '../support/bare-repo.js';
import { GitCommits } from '../support/git-commits.js';
import { makeTempDir, removeDir } from '../support/temp.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r', branch: 'ml/lineage' };
const READ = { contents: 'read' } as const;

let dir: string;
let setup: Setup;
let sha: Record<'first' | 'second' | 'stranger', string>;

beforeAll(async () => {
  dir = await makeTempDir();
  const repo = await BareRepo.create(`${dir}/r.git`, 'o/r');
  const first = await repo.commit({ a: '1' }, { branch: AT.branch, parents: [] });
  const second = await repo.commit({ a: '2' }, { branch: AT.branch });
  const stranger = await repo.commit({ a: '3' }, { branch: 'other', parents: [first] });
  sha = { first, second, stranger };
  setup = await Setup.start({ commits: new GitCommits((name) => (name === 'o/r' ? repo : undefined)) });
});
afterAll(async () => {
  await setup.close();
  await removeDir(dir);
});

test('the tip takes one request, an older commit two', async () => {
  const { requests } = setup.github;
  for (const [one, count] of [
    ['second', 1],
    ['first', 2],
  ] as const) {
    const before = requests.length;
    expect(await isInBranch(setup.client(READ), { ...AT, sha: sha[one] })).toBe(true);
    expect(requests.length - before).toBe(count);
  }
});

test('a commit of another branch, and one that is not there', async () => {
  for (const one of [sha.stranger, 'f'.repeat(40)]) {
    expect(await isInBranch(setup.client(READ), { ...AT, sha: one })).toBe(false);
  }
});

test('it is not known of a branch that is not there, nor from what is no API', async () => {
  expect(await isInBranch(setup.client(READ), { ...AT, branch: 'none', sha: sha.first })).toBeNull();
  const page = async () => new Response('<html>Sign in</html>', { headers: { 'content-type': 'text/html' } });
  const client = setup.client(READ, { fetch: page });
  expect(await isInBranch(client, { ...AT, sha: sha.first })).toBeNull();
});

test('without permission it is an error', async () => {
  const asked = isInBranch(setup.client({}), { ...AT, sha: sha.first });
  expect(await faultOf(asked)).toMatchObject({ code: 'E_GITHUB_API' });
});
