import { defaultBranchPolicy } from '../../src/cli/committed-policy.js';
import type { CliHost } from '../../src/cli/host.js';
import { namedCommit } from '../../src/cli/named-commit.js';
import { Git } from '../../src/ledger/git/git.js';
import { Folders, userRepository } from '../ledger/fixtures.js';
import { execOk, gitEnvironment } from '../support/exec.js';

const folders = new Folders();
const env = gitEnvironment();
let folder: string;
let tags: string[];
let first: string;
let second: string;

const run = async (...args: string[]) =>
  (await execOk('git', args, { cwd: folder, env })).toString('utf8').trim();
const named = (text: string) => namedCommit(new Git({ folder, env }), text);

beforeEach(async () => {
  folder = await folders.make();
  await userRepository(folder, env);
  first = await run('rev-parse', 'HEAD');
  await run('commit', '--quiet', '--allow-empty', '--message', 'second');
  second = await run('rev-parse', 'HEAD');
  await run('update-ref', 'refs/remotes/origin/main', second);
  tags = [
    'v1',
    'origin/main',
    'heads/topic',
    second.slice(0, 9),
    'refs/remotes/origin/HEAD',
    'refs/heads/gone',
  ];
  await run('branch', 'topic');
  for (const tag of tags) await run('update-ref', `refs/tags/${tag}`, first);
});

afterAll(() => folders.remove());

test('a branch, and a commit by its first digits, come before a tag, which is told', async () => {
  const main = { commit: second, ref: 'refs/remotes/origin/main', other: 'refs/tags/origin/main' };
  expect(await named('origin/main')).toEqual(main);
  expect(await named('origin/main~1')).toEqual({ ...main, commit: first });
  expect(await named('heads/topic')).toMatchObject({ commit: second, ref: 'refs/heads/topic' });
  const digits = second.slice(0, 9);
  expect(await named(digits)).toEqual({ commit: second, ref: null, other: `refs/tags/${digits}` });
  expect(await named('refs/heads/gone')).toBeNull();
});

test('what else git understands is as it says', async () => {
  const plain = { commit: second, ref: null, other: null };
  for (const text of ['HEAD', '@', second, second.slice(0, 12), 'HEAD@{0}', 'v1-1-g'.concat(second)])
    expect(await named(text)).toEqual(plain);
  expect(await named('v1')).toEqual({ commit: first, ref: 'refs/tags/v1', other: null });
  expect(await named('refs/tags/origin/main')).toMatchObject({ commit: first, ref: 'refs/tags/origin/main' });
  await run('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  expect(await named('origin')).toMatchObject({ commit: second, ref: 'refs/remotes/origin/HEAD' });
  for (const text of ['nothing', 'v1..HEAD', '--all', 'HEAD:README.md', '*', ''])
    expect(await named(text)).toBeNull();
});

test('the policy of the default branch is none that a tag hands in', async () => {
  const own = {} as Awaited<ReturnType<CliHost['policy']>>;
  const host = { root: folder, env, policy: async () => own } as unknown as CliHost;
  expect(await defaultBranchPolicy(host, { policy: '.github/lineage.yml' } as never)).toBe(own);
  await run('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/remotes/origin/main');
  expect(await defaultBranchPolicy(host, { policy: '.github/lineage.yml' } as never)).not.toBe(own);
});
