import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { openRange, rootsWithin } from '../../../src/commands/lineage/commit-range.js';
import type { UserError } from '../../../src/core/errors.js';
import { brief, graphOf, run } from '../../core/lineage/world.js';
import { bareEnvironment, execOk } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

let dir: string;
let repo: string;
let env: Record<string, string>;
/** Ids of commits by what the test calls them. */
const made: Record<string, string> = {};

async function git(...args: string[]): Promise<string> {
  return String(await execOk('git', args, { cwd: repo, env })).trim();
}

async function commit(name: string, ...parents: string[]): Promise<void> {
  const tree = await git('hash-object', '-t', 'tree', '-w', '/dev/null');
  const flags = parents.flatMap((parent) => ['-p', made[parent] ?? '']);
  made[name] = await git('commit-tree', tree, ...flags, '-m', name);
}

/** `root` – `bad` – `later` – `fix`; `side` is beside the bug and `merged` brings it there; nobody mended `branch`. */
beforeAll(async () => {
  dir = await makeTempDir();
  repo = join(dir, 'repo');
  env = {
    ...bareEnvironment(dir),
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@example.com' },
    ...{ GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@example.com' },
  };
  await mkdir(repo);
  await git('init', '-q', '--template=');
  await commit('root');
  await commit('bad', 'root');
  await commit('later', 'bad');
  await commit('fix', 'later');
  await commit('side', 'root');
  await commit('merged', 'side', 'later');
  await commit('mended', 'merged', 'fix');
  await commit('branch', 'bad');
  await git('update-ref', 'refs/heads/main', made['mended'] ?? '');
});

afterAll(() => removeDir(dir));

const NAMES = ['root', 'bad', 'later', 'fix', 'side', 'merged', 'mended', 'branch'];

async function within(bad: string, fix: string | null, repository: string | null = null) {
  const runs = NAMES.map((name, at) => run(String.fromCharCode(97 + at), { commit: made[name] ?? '' }));
  const elsewhere = run('z', { commit: 'f'.repeat(40) });
  const odd = run('y', { commit: 'HEAD' });
  const range = await openRange({ bad, fix, repository }, { folder: repo, env });
  const { roots, unplaced } = await rootsWithin(graphOf([...runs, elsewhere, odd]), range);
  const names = roots.map((node) => NAMES[brief(node).charCodeAt(0) - 97]);
  return { names, unplaced: unplaced.flatMap(({ ids }) => ids).length };
}

const id = (name: string) => made[name] ?? '';

test('what has the bad commit and not the one that mended it, on all branches', async () => {
  expect(await within(id('bad'), id('fix'))).toEqual({
    names: ['bad', 'later', 'merged', 'branch'],
    unplaced: 2,
  });
  const all = ['bad', 'later', 'fix', 'merged', 'mended', 'branch'];
  expect(await within(id('bad').slice(0, 12), null)).toEqual({ names: all, unplaced: 2 });
});

test('of a ledger of several repositories, the runs of one are meant where it is named', async () => {
  const all = await within(id('bad'), id('fix'));
  expect(await within(id('bad'), id('fix'), 'OCTO/clf')).toEqual(all);
  // Nor is it told of the others that this clone does not have their commits.
  expect(await within(id('bad'), id('fix'), 'octo/other')).toEqual({ names: [], unplaced: 0 });
});

test('a replaced commit hides nothing', async () => {
  await git('replace', id('bad'), id('side'));
  try {
    expect((await within(id('bad'), id('fix'))).names).toContain('branch');
    expect((await within(id('root'), null)).names).toEqual(NAMES);
  } finally {
    await git('replace', '-d', id('bad'));
  }
});

async function refused(bad: string, fix: string | null, folder = repo) {
  const error: UserError = await openRange({ bad, fix, repository: null }, { folder, env }).then(
    () => {
      throw new Error('it was answered');
    },
    (reason) => reason,
  );
  return error.faults[0];
}

test('without the history nothing is answered', async () => {
  const shallow = join(dir, 'shallow');
  await git('clone', '-q', '--depth=1', '--branch=main', `file://${repo}`, shallow);
  expect(await refused(id('mended'), null, shallow)).toMatchObject({
    code: 'E_LINEAGE_HISTORY',
    what: 'This clone has a part of the history only',
  });
  expect(await refused(id('bad'), null, dir)).toMatchObject({ what: 'There is no repository here' });
  expect(await refused('f'.repeat(40), null)).toMatchObject({
    what: `This clone has no commit that begins with ${'f'.repeat(40)}`,
  });
  expect(await refused(id('bad'), '0'.repeat(40))).toMatchObject({ code: 'E_LINEAGE_HISTORY' });
});

test('the two the wrong way round are no answer of nothing', async () => {
  expect(await refused(id('fix'), id('bad'))).toMatchObject({
    code: 'E_INPUT_INVALID',
    mend: 'Write the commit that broke it first: `commit:BAD..FIX`',
  });
  expect(await refused(id('bad'), id('bad'))).toMatchObject({ code: 'E_INPUT_INVALID' });
});
