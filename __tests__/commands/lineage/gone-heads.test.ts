import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openRange, rootsWithin } from '../../../src/commands/lineage/commit-range.js';
import { brief, graphOf, idOf, run } from '../../core/lineage/world.js';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

let dir: string;
let origin: string;
let clone: string;
let env: Record<string, string>;
/** Ids of commits and of their trees, by what the test calls them. */
const made: Record<string, { commit: string; tree: string }> = {};

async function git(...args: string[]): Promise<string> {
  return String(await execOk('git', args, { cwd: origin, env })).trim();
}

async function note(name: string): Promise<void> {
  const [commit = '', tree = ''] = (await git('rev-parse', 'HEAD', 'HEAD^{tree}')).split('\n');
  made[name] = { commit, tree };
}

/** Commits a change of one file. */
async function commit(name: string, file: string, text: string): Promise<void> {
  await writeFile(join(origin, file), `${text}\n`);
  await git('add', '.');
  await git('commit', '-qm', name);
  await note(name);
}

async function squash(name: string, branch: string, subject: string): Promise<void> {
  await git('checkout', '-q', 'main');
  await git('merge', '-q', '--squash', branch);
  await git('commit', '-qm', subject);
  await note(name);
  await git('branch', '-qD', branch);
}

const c = (name: string) => made[name]?.commit ?? '';
const t = (name: string) => made[name]?.tree ?? '';

/** Pull requests 1 brings a bug and 3 mends it, both squashed; 2 is rebased between them. A clone has what is left of them. */
beforeAll(async () => {
  dir = await makeTempDir();
  [origin, clone] = [join(dir, 'origin'), join(dir, 'clone')];
  env = {
    ...bareEnvironment(dir),
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' },
    ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' },
  };
  await mkdir(origin);
  await git('init', '-q', '--template=', '--initial-branch=main');
  await commit('root', 'loss', 'right');
  await git('checkout', '-qb', 'one');
  await commit('draft', 'speed', 'slow');
  await commit('head 1', 'loss', 'wrong');
  await squash('bad', 'one', `${'A long subject, '.repeat(9)} and its end (#1)`);
  await git('checkout', '-qb', 'two');
  await commit('head 2', 'more', 'of it');
  await git('checkout', '-q', 'main');
  await commit('later', 'other', 'thing');
  await git('checkout', '-q', 'two');
  await git('rebase', '-q', 'main');
  await note('rebased');
  await git('checkout', '-q', 'main');
  await git('merge', '-q', '--ff-only', 'two');
  await git('branch', '-qD', 'two');
  await git('checkout', '-qb', 'three');
  await commit('head 3', 'loss', 'right again');
  await squash('fix', 'three', 'Mend it (#3)');
  await git('checkout', '-qb', 'side', c('later'));
  await commit('before its amendment', 'side', 'step');
  await git('commit', '-q', '--amend', '-m', 'amended');
  await git('checkout', '-q', 'main');
  await execOk('git', ['clone', '-q', `file://${origin}`, clone], { cwd: dir, env });
});

afterAll(() => removeDir(dir));

async function placed(runs: Parameters<typeof graphOf>[0], fix: string | null = c('fix')) {
  const range = await openRange({ bad: c('bad'), fix, repository: null }, { folder: clone, env });
  const asked = { package: null, isCommits: true };
  const { roots, commits, unplaced } = await rootsWithin(graphOf(runs, { asked }), range);
  return { roots: roots.map(brief).sort(), commits: [...commits].sort(), unplaced };
}

test('they are as the commits of the history that have their files', async () => {
  const runs = [
    run('a', { commit: c('head 1'), tree: t('head 1'), pull: 1 }),
    // What its job checked out: the head merged into what main was then.
    run('b', { commit: c('head 2'), tree: t('rebased'), merged: c('later'), pull: 2 }),
    run('c', { commit: c('head 3'), tree: t('head 3'), merged: c('rebased'), pull: 3 }),
    run('d', { commit: c('before its amendment'), tree: t('before its amendment') }),
    run('e', { commit: 'f'.repeat(40), tree: t('root') }),
  ];
  expect(await placed(runs)).toEqual({
    roots: ['a', 'b', 'd'],
    // What a recall knows these runs by.
    commits: [c('head 1'), c('later'), c('before its amendment')].sort(),
    unplaced: [],
  });
  expect((await placed(runs, null)).roots).toEqual(['a', 'b', 'c', 'd']);
});

test('what has the files of no commit is told, and whose pull request became one with the bug', async () => {
  const { roots, unplaced } = await placed([
    run('a', { commit: c('draft'), tree: t('draft'), pull: 1 }),
    run('b', { commit: c('head 2'), tree: t('head 2'), pull: 2 }),
    run('c', { commit: 'f'.repeat(40), tree: 'e'.repeat(40), pull: 3 }),
  ]);
  expect(roots).toEqual([]);
  expect(unplaced).toEqual([
    { why: 'are of commits that this clone does not have', ids: [idOf('b'), idOf('c')] },
    { why: expect.stringContaining('are of pull requests that were merged'), ids: [idOf('a')] },
  ]);
});

test('files that came back after they were mended say neither', async () => {
  const gone = run('a', { commit: 'f'.repeat(40), tree: t('rebased') });
  expect((await placed([gone])).roots).toEqual(['a']);
  await git('revert', '--no-edit', 'HEAD');
  await execOk('git', ['fetch', '-q'], { cwd: clone, env });
  expect(await placed([gone])).toMatchObject({ roots: [], unplaced: [{ ids: [idOf('a')] }] });
});

test('what is stashed is no history', async () => {
  const gone = run('a', { commit: 'f'.repeat(40), tree: t('root') });
  await execOk('git', ['rm', '-qr', '.'], { cwd: clone, env });
  await writeFile(join(clone, 'loss'), 'right\n');
  await execOk('git', ['add', '.'], { cwd: clone, env });
  await execOk('git', ['stash', '-q'], { cwd: clone, env });
  expect(String(await execOk('git', ['rev-parse', 'stash^2^{tree}'], { cwd: clone, env })).trim()).toBe(
    t('root'),
  );
  expect(await placed([gone], null)).toEqual({ roots: [], commits: [], unplaced: [] });
});
