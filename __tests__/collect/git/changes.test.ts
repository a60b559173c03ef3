import { chmod, mkdir, readFile, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectCode } from '../../../src/collect/git/git.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const HIDDEN = 'the work tree has changes that git status does not show';

let dir: string;
let repo: string;

beforeEach(async () => {
  dir = await makeTempDir('lineage-gate-changes-');
  repo = join(dir, 'repo');
});

afterEach(() => removeDir(dir));

async function git(args: readonly string[], cwd = repo): Promise<string> {
  return (await execOk('git', args, { cwd, env: gitEnvironment() })).toString().trim();
}

async function write(files: Record<string, string>, root = repo): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

async function makeRepo(files: Record<string, string>, at = repo): Promise<void> {
  await mkdir(at, { recursive: true });
  await git(['init', '-q', '-b', 'main', '--template='], at);
  await write(files, at);
  await git(['add', '-A'], at);
  await git(['commit', '-q', '-m', 'first'], at);
}

/** Makes every file older than the index, or else git would look at it again by itself. */
async function age(): Promise<void> {
  const later = Date.now() / 1000 + 3600;
  await utimes(join(repo, '.git/index'), later, later);
}

async function state(env: NodeJS.ProcessEnv = process.env) {
  const { code, notes } = await collectCode({ workspace: repo, env, ci: null });
  return { dirty: code?.dirty, notes };
}

describe('an index that says of a changed file what the commit has', () => {
  test.each(['train.py', 'a "b".py', ...(process.platform === 'win32' ? [] : ['"x\ny\r'])])(
    '%j',
    async (name) => {
      await makeRepo({ [name]: 'print(1)\n', 'other.py': 'print(1)\n' });
      await write({ [name]: 'print("changed")\n', '.git/info/attributes': '* filter=x\n' });
      await git(['-c', 'filter.x.clean=echo "print(1)"', 'add', '-A']);
      await rm(join(repo, '.git/info/attributes'));
      await age();
      expect(await git(['diff', 'HEAD'])).toBe('');
      const index = await readFile(join(repo, '.git/index'));
      expect(await state()).toEqual({ dirty: true, notes: [HIDDEN] });
      expect(await readFile(join(repo, '.git/index'))).toEqual(index);
    },
  );

  test('in the second that the index was written in, where another file is to be passed over', async () => {
    await makeRepo({ 'train.py': 'print(1)\n', 'other.py': 'print(1)\n' });
    await git(['update-index', '--skip-worktree', 'other.py']);
    await write({ 'train.py': 'print(2)\n' });
    // A copy of the index is of another second then.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
    expect(await state()).toMatchObject({ dirty: true });
  });

  test('where git is to assume of every file that it is unchanged', async () => {
    await makeRepo({ 'train.py': 'print(1)\n' });
    await git(['config', 'core.ignoreStat', 'true']);
    await rm(join(repo, 'train.py'));
    await git(['checkout', '-q', 'train.py']);
    await write({ 'train.py': 'print(2)\n' });
    expect(await state()).toEqual({ dirty: true, notes: [HIDDEN] });
  });

  test.each(['--assume-unchanged', '--skip-worktree'])('where a file is gone: %s', async (flag) => {
    await makeRepo({ 'train.py': 'print(1)\n' });
    await git(['update-index', flag, 'train.py']);
    await rm(join(repo, 'train.py'));
    expect(await git(['status', '--porcelain'])).toBe('');
    expect(await state()).toEqual({ dirty: true, notes: [HIDDEN] });
  });

  test('where the folder has a line feed in its name', async () => {
    if (process.platform === 'win32') return;
    repo = join(dir, 'a\nb');
    await makeRepo({ 'train.py': 'print(1)\n' });
    await git(['update-index', '--assume-unchanged', 'train.py']);
    await write({ 'train.py': 'print(2)\n' });
    expect(await state()).toEqual({ dirty: true, notes: [HIDDEN] });
  });
});

describe('what is no change', () => {
  test.each([
    ['line ends that the commit has, and that git would write otherwise', '* text\n', 'a\r\n'],
    ['line ends that a checkout makes', '* text eol=crlf\n', 'a\n'],
    ['what a filter makes', '* filter=lower\n', 'a\n'],
  ])('%s', async (_, attributes, content) => {
    await makeRepo({ 'a.txt': content });
    await git(['config', 'filter.lower.clean', 'tr A-Z a-z']);
    await git(['config', 'filter.lower.smudge', 'tr a-z A-Z']);
    await write({ '.gitattributes': attributes });
    await git(['add', '.gitattributes']);
    await git(['commit', '-q', '-m', 'attributes']);
    await rm(join(repo, 'a.txt'));
    await git(['checkout', '-q', 'a.txt']);
    await age();
    const clean = await state();
    await write({ 'a.txt': `${content}more\n` });
    expect([clean, await state()]).toEqual([
      { dirty: false, notes: [] },
      { dirty: true, notes: [] },
    ]);
  });

  test('a link', async () => {
    if (process.platform === 'win32') return;
    await makeRepo({ 'a.txt': 'a\n' });
    await symlink('a.txt', join(repo, 'link'));
    await git(['add', '-A']);
    await git(['commit', '-q', '-m', 'link']);
    expect(await state()).toEqual({ dirty: false, notes: [] });
  });
});

describe('a submodule', () => {
  beforeEach(async () => {
    await makeRepo({ 'lib.py': '1\n' }, join(dir, 'part'));
    await makeRepo({ 'train.py': '1\n' });
    const add = ['submodule', '--quiet', 'add', join(dir, 'part'), 'part'];
    await git(['-c', 'protocol.file.allow=always', ...add]);
    await git(['commit', '-q', '-m', 'with a submodule']);
  });

  test.each([
    ['update-index', '--assume-unchanged', 'lib.py'],
    ['update-index', '--skip-worktree', 'lib.py'],
    ['config', 'core.worktree', '../../../../honest'],
  ])('in which a change is hidden: %s %s', async (...args) => {
    await git(['clone', '-q', join(dir, 'part'), join(dir, 'honest')], dir);
    await git(args, join(repo, 'part'));
    expect(await state()).toEqual({ dirty: false, notes: [] });
    await write({ 'part/lib.py': '2\n' });
    expect(await git(['status', '--porcelain'])).toBe('');
    const { dirty, notes } = await state();
    expect({ dirty, notes }).toEqual({ dirty: true, notes: expect.arrayContaining([HIDDEN]) });
  });

  test('that is not checked out, and in whose place other files lie', async () => {
    await git(['submodule', '-q', 'deinit', '-f', 'part']);
    expect(await state()).toEqual({ dirty: false, notes: [] });
    await write({ 'part/lib.py': '2\n' });
    const note = 'submodule part: files lie in its place, and it is not checked out';
    expect(await state()).toEqual({ dirty: true, notes: [note, HIDDEN] });
  });

  test('that git cannot read', async () => {
    await rename(join(repo, '.git/modules/part/objects'), join(dir, 'objects'));
    const { dirty, notes } = await state();
    expect(dirty).toBeNull();
    expect(notes.join()).toContain('submodules and untracked files were not looked at');
  });
});

describe('nobody knows', () => {
  test('where git fails to make an index of our own', async () => {
    if (process.platform === 'win32') return;
    await makeRepo({ 'train.py': '1\n' });
    await git(['update-index', '--assume-unchanged', 'train.py']);
    const real = (await execOk('sh', ['-c', 'command -v git'])).toString().trim();
    await write(
      { 'bin/git': `#!/bin/sh\ncase "$*" in *update-index*) exit 3;; esac\nexec '${real}' "$@"\n` },
      dir,
    );
    await chmod(join(dir, 'bin/git'), 0o755);
    const { dirty, notes } = await state({ ...process.env, PATH: `${join(dir, 'bin')}:${process.env.PATH}` });
    expect(dirty).toBeNull();
    expect(notes).toEqual([expect.stringContaining('is dirty is not known, since git update-index failed')]);
  });

  test.each(['../../elsewhere', '../..'])('where the repository has its work tree in %s', async (place) => {
    await makeRepo({ 'train.py': '1\n' });
    await git(['config', 'core.worktree', place]);
    await write({ 'elsewhere/train.py': '1\n', 'train.py': '1\n' }, dir);
    const { dirty, notes } = await state();
    expect(dirty).toBeNull();
    expect(notes).toEqual([expect.stringContaining('core.worktree')]);
  });
});
