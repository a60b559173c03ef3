import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import {
  chmod,
  chown,
  mkdir,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CiCode } from '../../../src/collect/ci/ci.js';
import { type CodeSource, collectCode } from '../../../src/collect/git/git.js';
import { exec, execOk, gitEnvironment } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);

let dir: string;
let repo: string;

beforeEach(async () => {
  dir = await makeTempDir('lineage-gate-git ü ');
  repo = join(dir, 'repo');
});

afterEach(() => removeDir(dir));

async function git(args: readonly string[], cwd = repo): Promise<string> {
  return (await execOk('git', args, { cwd, env: gitEnvironment() })).toString().trim();
}

async function write(files: Record<string, string | Uint8Array>, root = repo): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

async function makeRepo(
  files: Record<string, string> = { 'train.py': 'print(1)\n' },
  at = repo,
): Promise<string> {
  await mkdir(at, { recursive: true });
  await git(['init', '-q', '-b', 'main', '--template='], at);
  await write(files, at);
  return commit('first', at);
}

async function commit(message: string, at = repo): Promise<string> {
  await git(['add', '-A'], at);
  await git(['commit', '-q', '--allow-empty', '-m', message], at);
  return git(['rev-parse', 'HEAD'], at);
}

/** Pairs as GIT_CONFIG_KEY_n and GIT_CONFIG_VALUE_n. */
function numbered(...pairs: string[]): Record<string, string> {
  return Object.fromEntries(
    pairs.map((text, at) => [`GIT_CONFIG_${at % 2 === 0 ? 'KEY' : 'VALUE'}_${Math.floor(at / 2)}`, text]),
  );
}

function collect(more: Partial<CodeSource> = {}) {
  return collectCode({ workspace: repo, env: process.env, ci: null, ...more });
}

/** What the documentation promises: anyone gets the same digest with this command. */
async function digestByHand(cwd = repo, base = 'HEAD'): Promise<string> {
  const flags = ['--binary', '--full-index', '--no-ext-diff', '--no-color', '--no-textconv'];
  const result = await execOk('git', ['diff', base, ...flags], { cwd, env: gitEnvironment() });
  return `sha256:${createHash('sha256').update(result).digest('hex')}`;
}

function event(more: Partial<CiCode> = {}): CiCode {
  return {
    repository: 'o/r',
    server_url: 'https://github.com',
    ref: 'refs/heads/main',
    commit: A,
    merge_commit: null,
    base_commit: null,
    also: [],
    ...more,
  };
}

describe('on a laptop', () => {
  test('a clean branch', async () => {
    const head = await makeRepo();
    await git(['remote', 'add', 'origin', 'https://me:secret@example.org/o/r.git']);
    expect(await collect()).toEqual({
      code: {
        repository: 'https://example.org/o/r.git',
        commit: head,
        tree: await git(['rev-parse', 'HEAD^{tree}']),
        ref: 'refs/heads/main',
        merge_commit: null,
        base_commit: null,
        dirty: false,
        diff_digest: null,
        untracked_files: 0,
      },
      other: null,
      notes: [],
    });
  });

  test('a depth-1 clone, its HEAD detached', async () => {
    await makeRepo();
    await write({ 'train.py': 'print(2)\n' });
    const head = await commit('second');
    const url = pathToFileURL(repo).href;
    await git(['clone', '-q', '--depth=1', url, join(dir, 'clone')], dir);
    await git(['checkout', '-q', '--detach'], join(dir, 'clone'));
    const { code, notes } = await collect({ workspace: join(dir, 'clone') });
    expect(code).toMatchObject({ commit: head, ref: null, repository: url, dirty: false });
    expect(notes).toEqual([]);
  });

  test('a changed file, with the digest that `git diff HEAD` gives', async () => {
    const head = await makeRepo({ 'train.py': 'print(1)\n', 'data.bin': 'x', 'gone.txt': 'y' });
    await write({ 'train.py': 'print("ä")\n', 'data.bin': Buffer.from([0, 1, 2, 255]) });
    await rm(join(repo, 'gone.txt'));
    const { code } = await collect();
    expect(code).toMatchObject({ commit: head, dirty: true, untracked_files: 0 });
    expect(code?.diff_digest).toBe(await digestByHand());
  });

  test.each([
    ['assumed to be unchanged', ['update-index', '--assume-unchanged', 'sub/ä b.py']],
    ['to be passed over', ['update-index', '--skip-worktree', 'sub/ä b.py']],
  ])('a changed file that git was told is %s', async (_, args) => {
    await makeRepo({ 'train.py': 'print(1)\n', 'sub/ä b.py': 'print(2)\n' });
    await git(args);
    expect((await collect()).code).toMatchObject({ dirty: false });
    await write({ 'sub/ä b.py': 'print(3)\n' });
    const index = await readFile(join(repo, '.git/index'));
    expect(await git(['status', '--porcelain'])).toBe('');
    const { code, notes } = await collect();
    expect(notes).toEqual(['the work tree has changes that git status does not show']);
    expect(await readFile(join(repo, '.git/index'))).toEqual(index);
    await git(['update-index', '--no-assume-unchanged', 'sub/ä b.py']);
    await git(['update-index', '--no-skip-worktree', 'sub/ä b.py']);
    expect(code).toMatchObject({ dirty: true, diff_digest: await digestByHand(), untracked_files: 0 });
  });

  test('what a sparse checkout leaves out is no change', async () => {
    await makeRepo({ 'a/a.txt': 'a\n', 'b/b.txt': 'b\n' });
    await git(['sparse-checkout', 'set', 'a']);
    expect((await collect()).code).toMatchObject({ dirty: false, untracked_files: 0 });
    await write({ 'a/a.txt': 'c\n' });
    expect((await collect()).code).toMatchObject({ dirty: true, diff_digest: await digestByHand() });
  });

  test('a change that leaves the size and the time as they were, for a git that looks at nothing else', async () => {
    await makeRepo({ 'train.py': 'print(1)\n' });
    await git(['config', 'core.checkStat', 'minimal']);
    await git(['config', 'core.trustctime', 'false']);
    await utimes(join(repo, 'train.py'), 1_700_000_000, 1_700_000_000);
    await git(['update-index', '--refresh']);
    // Nobody can set the time of a file's last change, and git compares whole seconds of it.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    await write({ 'train.py': 'print(2)\n' });
    await utimes(join(repo, 'train.py'), 1_700_000_000, 1_700_000_000);
    expect(await git(['status', '--porcelain'])).toBe('');
    expect((await collect()).code).toMatchObject({ dirty: true });
  });

  test('a replaced tree is not what the commit has', async () => {
    await makeRepo({ 'train.py': 'print(1)\n' });
    const tree = await git(['rev-parse', 'HEAD^{tree}']);
    await write({ 'train.py': 'print(2)\n' });
    await git(['add', '-A']);
    await git(['replace', tree, await git(['write-tree'])]);
    expect(await git(['diff', 'HEAD', '--stat'])).toBe('');
    expect((await collect()).code).toMatchObject({ tree, dirty: true });
  });

  test('a change that is staged only, and a rename', async () => {
    await makeRepo({ 'a.txt': 'one\n'.repeat(50) });
    await git(['mv', 'a.txt', 'b c.txt']);
    await write({ 'new.txt': 'new\n' });
    await git(['add', 'new.txt']);
    const { code } = await collect();
    expect(code).toMatchObject({ dirty: true, diff_digest: await digestByHand(), untracked_files: 0 });
  });

  test('a file that was only touched is clean, and beside a real change it leaves no trace in the digest', async () => {
    await makeRepo({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    await utimes(join(repo, 'a.txt'), 1, 1);
    expect((await collect()).code).toMatchObject({ dirty: false });
    await write({ 'b.txt': 'c\n' });
    await utimes(join(repo, 'a.txt'), 2, 2);
    const digest = (await collect()).code?.diff_digest;
    await git(['update-index', '-q', '--refresh']).catch(() => undefined);
    expect(digest).toBe(await digestByHand());
  });

  test('the digest does not depend on how the user likes diffs', async () => {
    await makeRepo({ 'a.txt': `${'x\n'.repeat(30)}`, 'b.txt': 'b\n' });
    await write({ 'a.txt': `${'x\n'.repeat(15)}y\n${'x\n'.repeat(15)}` });
    await git(['mv', 'b.txt', 'ü.txt']);
    const expected = await digestByHand();
    await write({ order: 'ü*\n' }, dir);
    for (const [key, value] of [
      ['diff.noprefix', 'true'],
      ['diff.mnemonicPrefix', 'true'],
      ['diff.context', '9'],
      ['diff.interHunkContext', '5'],
      ['diff.algorithm', 'patience'],
      ['diff.renames', 'false'],
      ['diff.orderFile', join(dir, 'order')],
      ['diff.relative', 'true'],
      ['diff.suppressBlankEmpty', 'true'],
      ['core.quotePath', 'false'],
      ['core.abbrev', '5'],
      ['color.ui', 'always'],
    ] as const) {
      await git(['config', key, value]);
    }
    await mkdir(join(repo, 'sub'));
    expect((await collect()).code?.diff_digest).toBe(expected);
  });

  test('a diff larger than what is kept of any output', async () => {
    await makeRepo({ big: 'x' });
    await writeFile(join(repo, 'big'), 'line of a big file\n'.repeat(3_000_000));
    expect((await collect()).code?.diff_digest).toBe(await digestByHand());
  }, 60_000);

  test('untracked files with odd names are counted, ignored ones and our own folder are not', async () => {
    await makeRepo({ '.gitignore': '*.log\n' });
    const names = ['-rf', 'a b', "it's", 'ü', '# branch.head x', '1 x', '.lineage.txt', 'a/.lineagex'];
    if (process.platform !== 'win32') names.push('new\nline', 'quote"', '? tab\t');
    await write(
      Object.fromEntries([...names, 'x.log', '.lineage/runs/1.json', 'deep/.lineage/x'].map((n) => [n, ''])),
    );
    expect((await collect()).code).toMatchObject({
      dirty: false,
      untracked_files: names.length,
      ref: 'refs/heads/main',
    });
  });

  test('a branch with an odd name', async () => {
    await makeRepo();
    await git(['checkout', '-q', '-b', 'feature/ü-"x"']);
    expect((await collect()).code?.ref).toBe('refs/heads/feature/ü-"x"');
  });

  test('a branch without commits: dirty by what is staged', async () => {
    await mkdir(repo);
    await git(['init', '-q', '-b', 'main', '--template=']);
    expect((await collect()).code).toMatchObject({ commit: null, ref: 'refs/heads/main', dirty: false });
    await write({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    await git(['add', 'a.txt']);
    const empty = await git(['hash-object', '-t', 'tree', '--stdin']);
    expect((await collect()).code).toMatchObject({
      commit: null,
      dirty: true,
      diff_digest: await digestByHand(repo, empty),
      untracked_files: 1,
    });
  });

  test('a repository with SHA-256 ids', async () => {
    await mkdir(repo);
    await git(['init', '-q', '--object-format=sha256', '--template=']);
    const head = await commit('first');
    expect(head).toHaveLength(64);
    expect((await collect()).code?.commit).toBe(head);
  });

  test('a linked work tree has its own branch and state', async () => {
    await makeRepo();
    await git(['worktree', 'add', '-q', '-b', 'other', join(dir, 'linked')]);
    await write({ 'train.py': 'changed\n' }, join(dir, 'linked'));
    expect((await collect({ workspace: join(dir, 'linked') })).code).toMatchObject({
      ref: 'refs/heads/other',
      dirty: true,
    });
    expect((await collect()).code).toMatchObject({ ref: 'refs/heads/main', dirty: false });
  });

  test('a subfolder answers for the whole repository', async () => {
    const head = await makeRepo({ 'sub/train.py': '1\n', 'conf.yaml': 'a: 1\n' });
    await write({ 'conf.yaml': 'a: 2\n', 'stray.txt': '' });
    const { code } = await collect({ workspace: join(repo, 'sub') });
    expect(code).toMatchObject({ commit: head, dirty: true, untracked_files: 1 });
    expect(code?.diff_digest).toBe(await digestByHand());
  });

  test('a submodule: another commit in it is dirty, untracked files in it are not', async () => {
    const part = join(dir, 'part');
    await makeRepo({ 'lib.py': '1\n' }, part);
    await makeRepo();
    await git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', part, 'part']);
    await commit('with a submodule');
    await write({ 'part/junk.txt': '' });
    expect((await collect()).code).toMatchObject({ dirty: false, untracked_files: 0 });
    await write({ 'part/lib.py': '2\n' });
    expect((await collect()).code).toMatchObject({ dirty: true, diff_digest: await digestByHand() });
    await commit('inner', join(repo, 'part'));
    expect((await collect()).code).toMatchObject({ dirty: true, diff_digest: await digestByHand() });
  });

  test('a broken submodule does not hide the rest', async () => {
    const part = join(dir, 'part');
    await makeRepo({ 'lib.py': '1\n' }, part);
    await makeRepo();
    await git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', part, 'part']);
    const head = await commit('with a submodule');
    await rename(join(repo, '.git/modules/part/objects'), join(dir, 'objects'));
    await write({ 'part/lib.py': '2\n', 'train.py': 'changed\n' });
    const { code, notes } = await collect();
    expect(code).toMatchObject({ commit: head, ref: 'refs/heads/main', dirty: true, untracked_files: null });
    expect(notes.join()).toContain('submodules and untracked files were not looked at');
  });

  test('no repository', async () => {
    await mkdir(repo);
    const notes = ['the workspace holds no git repository'];
    expect(await collect()).toEqual({ code: null, other: null, notes });
  });

  test('no git program', async () => {
    await makeRepo();
    const { code, notes } = await collect({ env: { PATH: dir } });
    expect(code).toBeNull();
    expect(notes).toEqual([expect.stringContaining('git could not be started')]);
  });

  test('a bare repository has a commit and no work tree', async () => {
    const head = await makeRepo();
    await git(['clone', '-q', '--bare', repo, join(dir, 'bare')], dir);
    const { code, notes } = await collect({ workspace: join(dir, 'bare') });
    expect(code).toMatchObject({ commit: head, dirty: null, untracked_files: null });
    expect(notes).toEqual([expect.stringContaining('must be run in a work tree')]);
  });
});

describe('what the surroundings may not do', () => {
  test('variables of git that were inherited do not lead elsewhere', async () => {
    const head = await makeRepo();
    await makeRepo({ 'x.txt': 'x' }, join(dir, 'other'));
    const env = {
      ...process.env,
      GIT_DIR: join(dir, 'other/.git'),
      GIT_WORK_TREE: join(dir, 'other'),
      GIT_INDEX_FILE: join(dir, 'index'),
      GIT_EXTERNAL_DIFF: '/no/such/program',
      GIT_CEILING_DIRECTORIES: dir,
      LANGUAGE: 'de',
      LC_ALL: 'de_DE.UTF-8',
    };
    await write({ 'train.py': 'changed\n' });
    expect((await collect({ env })).code).toMatchObject({
      commit: head,
      dirty: true,
      diff_digest: await digestByHand(),
    });
  });

  test('no byte of the repository changes', async () => {
    await makeRepo({ 'a.txt': 'a\n', 'b.txt': 'b\n' });
    await utimes(join(repo, 'a.txt'), 1, 1);
    await write({ 'b.txt': 'changed\n' });
    const index = await readFile(join(repo, '.git/index'));
    await collect();
    expect(await readFile(join(repo, '.git/index'))).toEqual(index);
    expect(existsSync(join(repo, '.git/index.lock'))).toBe(false);
  });

  test('programs that the repository names are not run', async () => {
    if (process.platform === 'win32') return;
    const part = join(dir, 'part');
    await makeRepo({ 'lib.py': '1\n' }, part);
    await makeRepo({ '.gitattributes': '*.py diff=evil\n', 'train.py': '1\n' });
    await git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', part, 'part']);
    await commit('with a submodule');
    const marker = join(dir, 'ran');
    const script = join(dir, 'evil.sh');
    await writeFile(script, `#!/bin/sh\ntouch '${marker}'\ncat "$1"\n`);
    await chmod(script, 0o755);
    const hooks = join(dir, 'hooks');
    await mkdir(hooks);
    for (const name of ['post-index-change', 'post-checkout', 'pre-commit', 'fsmonitor-watchman']) {
      await symlink(script, join(hooks, name));
    }
    const evil = `'${script}'`;
    for (const where of [repo, join(repo, 'part')]) {
      await git(['config', 'core.fsmonitor', evil], where);
      await git(['config', 'core.hooksPath', hooks], where);
      await git(['config', 'core.pager', evil], where);
      await git(['config', 'pager.diff', evil], where);
      await git(['config', 'diff.external', evil], where);
      await git(['config', 'diff.evil.command', evil], where);
      await git(['config', 'diff.evil.textconv', evil], where);
    }
    await write({ 'train.py': '2\n', 'part/lib.py': '2\n', 'new.txt': '' });
    // The trap must be able to snap, or else the test shows nothing.
    await exec('git', ['diff', 'HEAD'], { cwd: repo, env: gitEnvironment() });
    expect(existsSync(marker)).toBe(true);
    await rm(marker);
    const { code, notes } = await collect();
    expect(code).toMatchObject({ dirty: true, untracked_files: 1 });
    expect(notes).toEqual([]);
    expect(existsSync(marker)).toBe(false);
  });

  test("the user's own configuration counts, from wherever git takes it, and ours wins", async () => {
    const places: Record<string, string>[] = [
      {
        GIT_CONFIG_COUNT: '2',
        ...numbered('core.excludesFile', join(dir, 'ignore'), 'core.fsmonitor', 'evil'),
      },
      { GIT_CONFIG_PARAMETERS: `'core.excludesFile'='${join(dir, 'ignore')}' 'core.fsmonitor=evil'` },
      { GIT_CONFIG_GLOBAL: join(dir, 'config') },
      { GIT_CONFIG_SYSTEM: join(dir, 'config'), GIT_CONFIG_NOSYSTEM: '0' },
    ];
    await makeRepo();
    await write({ ignore: '*.tmp\n', config: `[core]\n\texcludesFile = "${join(dir, 'ignore')}"\n` }, dir);
    await write({ 'a.tmp': '', 'b.txt': '' });
    for (const place of places) {
      const env = { ...gitEnvironment(), ...place };
      expect(await collect({ env })).toMatchObject({ code: { dirty: false, untracked_files: 1 }, notes: [] });
    }
  });

  test('a partial clone is not filled from the network', async () => {
    const head = await makeRepo({ 'a.txt': 'one\n', 'big/b.txt': 'two\n' });
    await git(['config', 'uploadpack.allowFilter', 'true']);
    const clone = join(dir, 'clone');
    const options = ['-q', '--filter=blob:none', '--sparse'];
    await git(['clone', ...options, pathToFileURL(repo).href, clone], dir);
    await git(['rm', '-q', '--cached', '--sparse', 'big/b.txt'], clone);
    const packs = await readdir(join(clone, '.git/objects/pack'));
    const { code, notes } = await collect({ workspace: clone });
    expect(code).toMatchObject({ commit: head, dirty: true, diff_digest: null });
    expect(notes).toEqual([expect.stringContaining('the diff has no digest')]);
    expect(await readdir(join(clone, '.git/objects/pack'))).toEqual(packs);
  });

  test('a checkout that another user owns, as in a container job', async () => {
    if (process.getuid?.() !== 0) return;
    const head = await makeRepo();
    await mkdir(join(repo, 'sub'));
    for (const path of ['', '.git', 'sub', 'train.py']) await chown(join(repo, path), 12345, 12345);
    const distrust = await exec('git', ['status'], { cwd: repo, env: gitEnvironment() });
    expect(distrust.stderr).toContain('dubious ownership');
    expect(await collect()).toMatchObject({
      code: { commit: head, dirty: false },
      notes: [],
    });
    // Only what was named is trusted: a repository above it, which someone else may have planted, is not.
    const above = await collect({ workspace: join(repo, 'sub') });
    expect(above.code).toBeNull();
    const words = `The repository belongs to another user.*git config --global --add safe.directory '${repo}'`;
    expect(above.notes).toEqual([expect.stringMatching(words)]);
    // Where the user trusts it, we do.
    const env = { ...gitEnvironment(), GIT_CONFIG_COUNT: '1', ...numbered('safe.directory', repo) };
    const trusting = await collect({ workspace: join(repo, 'sub'), env });
    expect(trusting.code).toMatchObject({ commit: head });
  });
});

describe('a training in a submodule', () => {
  /** A repository `repo` with another one at `libs/ml`, in which another one lies at `deep`. */
  async function nested() {
    for (const name of ['ml', 'deep']) await makeRepo({ [`src/${name}.py`]: '1\n' }, join(dir, name));
    const add = ['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add'];
    await git([...add, join(dir, 'deep'), 'deep'], join(dir, 'ml'));
    await commit('with deep', join(dir, 'ml'));
    await makeRepo();
    await git([...add, join(dir, 'ml'), 'libs/ml']);
    const head = await commit('with ml');
    const ml = join(repo, 'libs/ml');
    await git(['-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'update', '--init'], ml);
    return { head, ml, deep: join(ml, 'deep') };
  }
  const of = async (folder: string) => ({
    commit: await git(['rev-parse', 'HEAD'], folder),
    tree: await git(['rev-parse', 'HEAD^{tree}'], folder),
  });

  test('records the pushed commit and its own, wherever in it the command runs', async () => {
    const { head, ml } = await nested();
    await git(['remote', 'set-url', 'origin', 'https://x:secret@github.com/o/ml.git'], ml);
    const ci = event({ commit: head });
    for (const directory of [ml, join(ml, 'src')]) {
      const { code, other, notes } = await collect({ directory, ci });
      expect(code).toMatchObject({
        repository: 'o/r',
        ...(await of(repo)),
        ref: 'refs/heads/main',
        dirty: false,
      });
      expect(code?.submodule).toEqual({
        path: 'libs/ml',
        repository: 'o/ml',
        ...(await of(ml)),
        dirty: false,
      });
      expect(other).toBeNull();
      expect(notes).toEqual([]);
    }
    expect((await collect({ ci })).code?.submodule).toBeUndefined();
  });

  test('on a laptop that stands in the submodule', async () => {
    const { head, ml } = await nested();
    const { code } = await collect({ workspace: ml });
    expect(code).toMatchObject({
      commit: head,
      submodule: { path: 'libs/ml', commit: (await of(ml)).commit },
    });
  });

  test('that lies in a submodule: the outermost is what was pushed', async () => {
    const { head, deep } = await nested();
    const { code } = await collect({ directory: deep, ci: event({ commit: head }) });
    expect(code).toMatchObject({ commit: head, submodule: { path: 'libs/ml/deep', ...(await of(deep)) } });
  });

  test('with changes, or at another commit than the pushed one says, is dirty', async () => {
    const { head, ml } = await nested();
    await write({ 'src/ml.py': '2\n' }, ml);
    const ci = event({ commit: head });
    const changed = await collect({ directory: ml, ci });
    expect(changed.code).toMatchObject({ commit: head, dirty: true, submodule: { dirty: true } });
    const inner = await commit('not pushed', ml);
    const moved = await collect({ directory: ml, ci });
    expect(moved.code).toMatchObject({
      commit: head,
      dirty: true,
      submodule: { commit: inner, dirty: false },
    });
  });

  test('with another user as the owner, as in a container job', async () => {
    if (process.getuid?.() !== 0) return;
    const { head, ml } = await nested();
    await execOk('chown', ['-R', '12345', repo]);
    const { code } = await collect({ directory: join(ml, 'src'), ci: event({ commit: head }) });
    expect(code).toMatchObject({ commit: head, dirty: false, submodule: { path: 'libs/ml' } });
  });

  test('a repository that merely lies in another one is no submodule', async () => {
    await makeRepo();
    const head = await makeRepo({ 'x.py': '1\n' }, join(repo, 'inner'));
    const { code } = await collect({ directory: join(repo, 'inner') });
    expect(code?.commit).toBe(head);
    expect(code?.submodule).toBeUndefined();
  });
});

describe('in CI', () => {
  const merged = async () => {
    const base = await makeRepo();
    await git(['checkout', '-q', '-b', 'topic']);
    await write({ 'new.py': '1\n' });
    const head = await commit('topic');
    await git(['checkout', '-q', '--detach', base]);
    await git(['merge', '-q', '--no-ff', '-m', 'merge', 'topic']);
    return { base, head, merge: await git(['rev-parse', 'HEAD']) };
  };
  const pull = ({ base, head, merge }: { base: string; head: string; merge: string }) =>
    event({ commit: head, merge_commit: merge, base_commit: base, ref: 'refs/pull/7/merge' });

  test('no checkout: the event tells the commit, and a repository above the workspace is not taken for it', async () => {
    await makeRepo();
    await mkdir(join(repo, 'work'));
    const ci = event({ merge_commit: B, base_commit: B });
    const { code, notes } = await collect({ workspace: join(repo, 'work'), ci });
    expect(code).toEqual({
      repository: 'o/r',
      commit: A,
      tree: null,
      ref: 'refs/heads/main',
      merge_commit: B,
      base_commit: B,
      dirty: null,
      diff_digest: null,
      untracked_files: null,
    });
    expect(notes).toEqual(['the workspace holds no git repository']);
  });

  test('a push', async () => {
    const head = await makeRepo();
    await git(['checkout', '-q', '--detach']);
    await git(['remote', 'add', 'origin', 'https://github.com/o/r']);
    const { code, notes } = await collect({ ci: event({ commit: head }) });
    expect(code).toMatchObject({
      repository: 'o/r',
      commit: head,
      ref: 'refs/heads/main',
      merge_commit: null,
    });
    expect(notes).toEqual([]);
  });

  test('a pull request whose merge commit is checked out at depth 1 records its head', async () => {
    const commits = await merged();
    await git(['branch', 'merge-result']);
    const clone = join(dir, 'clone');
    await git(['clone', '-q', '--depth=1', '-b', 'merge-result', pathToFileURL(repo).href, clone], dir);
    await git(['checkout', '-q', '--detach'], clone);
    await git(['remote', 'set-url', 'origin', 'https://github.com/o/r'], clone);
    const { code, notes } = await collect({ workspace: clone, ci: pull(commits) });
    expect(code).toMatchObject({
      commit: commits.head,
      merge_commit: commits.merge,
      base_commit: commits.base,
      ref: 'refs/pull/7/merge',
      dirty: false,
    });
    expect(notes).toEqual([]);
    // The merge ref has moved on since the event: still a merge of the same head.
    const later = await collect({ workspace: clone, ci: { ...pull(commits), merge_commit: B } });
    expect(later.code).toMatchObject({ commit: commits.head, merge_commit: commits.merge });
    expect(later.notes).toEqual([]);
  });

  test('a pull request whose head is checked out has no merge commit', async () => {
    const commits = await merged();
    await git(['checkout', '-q', 'topic']);
    const { code, notes } = await collect({ ci: pull(commits) });
    expect(code).toMatchObject({ commit: commits.head, merge_commit: null, base_commit: commits.base });
    expect(notes).toEqual([]);
  });

  test('a pull request with something else checked out records that, and says so', async () => {
    const commits = await merged();
    await git(['checkout', '-q', 'main']);
    const { code, notes } = await collect({ ci: pull(commits) });
    expect(code).toMatchObject({ commit: commits.base, merge_commit: null, ref: 'refs/heads/main' });
    expect(notes).toEqual([`the work tree is at ${commits.base} while the event is about ${commits.head}`]);
  });

  test('a commit that the event is about as well needs no note', async () => {
    const head = await makeRepo();
    const { code, notes } = await collect({ ci: event({ also: [head] }) });
    expect(code).toMatchObject({ commit: head, ref: 'refs/heads/main' });
    expect(notes).toEqual([]);
  });

  test('a clone of another repository is recorded as what it is', async () => {
    const head = await makeRepo();
    await git(['remote', 'add', 'origin', 'https://token@github.com/other/models.git']);
    const { code, notes } = await collect({ ci: event({ base_commit: B, merge_commit: B }) });
    expect(code).toMatchObject({
      repository: 'other/models',
      commit: head,
      ref: 'refs/heads/main',
      merge_commit: null,
      base_commit: null,
    });
    expect(notes).toEqual(['the work tree is a clone of other/models while the event is about o/r']);
  });

  test('a checkout in a folder of the workspace is found from the working directory', async () => {
    const head = await makeRepo({ 'src/train.py': '1\n' });
    const { code } = await collect({
      workspace: dir,
      directory: join(repo, 'src'),
      ci: event({ commit: head }),
    });
    expect(code).toMatchObject({ repository: 'o/r', commit: head });
  });

  test('a checkout on a branch without commits', async () => {
    await mkdir(repo);
    await git(['init', '-q', '-b', 'gh', '--template=']);
    const { code, notes } = await collect({ ci: event() });
    expect(code).toMatchObject({ repository: 'o/r', commit: null });
    expect(notes).toEqual([`the work tree is on a branch without commits while the event is about ${A}`]);
  });
});
