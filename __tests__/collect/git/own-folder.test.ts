import { mkdir, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { whyNotOwn } from '../../../src/collect/git/own-folder.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onPosix = process.platform === 'win32' ? test.skip : test;

let base: string;
let root: string;
const env = gitEnvironment();
const git = (...args: string[]) => execOk('git', args, { cwd: root, env });
const ask = () => whyNotOwn(root, ['.lineage/unsent', '.lineage/mlflow'], env);
const why = async () => (await ask())?.why ?? null;

beforeEach(async () => {
  base = await makeTempDir('lineage-gate-own-');
  root = path.join(base, 'repo');
  await execOk('git', ['init', '-q', '--template=', root], { env });
});
afterEach(() => removeDir(base));

async function file(name: string): Promise<void> {
  await mkdir(path.dirname(path.join(root, name)), { recursive: true });
  await writeFile(path.join(root, name), 'x');
}

test('what nobody has added to the index is this machine’s own, as is what is not there', async () => {
  expect(await why()).toBeNull();
  await file('.lineage/unsent/a.json');
  await file('other/.lineage/unsent/a.json');
  await git('add', '-f', 'other');
  expect(await why()).toBeNull();
});

test.each([
  ['.lineage/mlflow/spool.ndjson', '.lineage/mlflow'],
  ['.lineage/unsent/id/id.json', '.lineage/unsent'],
  ['.LINEAGE/Unsent/id/id.json', '.lineage/unsent'],
  ['.lineage', '.lineage/unsent'],
])('a tracked %s makes %s a part of the commit', async (name, place) => {
  await file(name);
  await git('add', '-f', name);
  expect(await why()).toBe(`${place} is a part of the checked-out commit`);
});

test('a file beside the places is none of them', async () => {
  await file('.lineage/unsent.txt');
  await git('add', '-f', '.lineage');
  expect(await why()).toBeNull();
});

onPosix.each([
  ['.lineage', 'docs/cache'],
  ['.lineage', '../elsewhere'],
  ['.lineage/mlflow', '../docs/cache'],
])('a tracked link %s to %s is not believed, nor what is below it', async (name, target) => {
  await file('docs/cache/unsent/a.json');
  await mkdir(path.join(base, 'elsewhere'));
  if (name.includes('/')) await mkdir(path.join(root, '.lineage'));
  await symlink(target, path.join(root, name));
  await git('add', '-f', name);
  expect(await why()).not.toBeNull();
});

onPosix(
  'a link of the user’s own leads out of the work tree, and not to what may have come with a commit',
  async () => {
    await file('docs/cache/unsent/a.json');
    await symlink('docs/cache', path.join(root, '.lineage'));
    expect(await why()).toBe('.lineage is a link to another place in the work tree');
    await execOk('rm', [path.join(root, '.lineage')], { env });
    await mkdir(path.join(base, 'disk'));
    await symlink(path.join(base, 'disk'), path.join(root, '.lineage'));
    expect(await why()).toBeNull();
  },
);

test('a submodule in its place came with the commit', async () => {
  await execOk('git', ['init', '-q', '--template=', path.join(root, '.lineage')], { env });
  const as = ['-c', 'user.name=a', '-c', 'user.email=a@b.c'];
  await git('-C', '.lineage', ...as, 'commit', '-q', '--allow-empty', '-m', 'x');
  await git('add', '-f', '.lineage');
  await file('.lineage/unsent/a.json');
  expect(await why()).toBe('.lineage/unsent is a part of the checked-out commit');
});

test('where git cannot say, nothing is believed', async () => {
  await writeFile(path.join(root, '.git', 'index'), 'none');
  expect(await ask()).toEqual({ why: expect.stringContaining('git does not say'), isKnown: false });
});
