import { mkdir, symlink, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { collectLockfiles } from '../../src/collect/lockfiles.js';
import { sha256 } from '../../src/core/digest.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const posix = process.platform !== 'win32';
let dir: string;
let workspace: string;

beforeEach(async () => {
  dir = await makeTempDir('lineage-gate-lock ü ');
  workspace = join(dir, 'work');
  await mkdir(join(workspace, 'sub'), { recursive: true });
});

afterEach(() => removeDir(dir));

const write = (path: string, text = path) => writeFile(join(workspace, path), text);

test('files of the workspace and of the working directory, sorted, each once', async () => {
  const names = [
    'uv.lock',
    'requirements.txt',
    'requirements-dev ü.txt',
    'sub/poetry.lock',
    'renv.lock',
    'environment.yml',
  ];
  for (const name of names) await write(name);
  for (const name of ['pyproject.toml', 'requirements.in', 'train.py', 'uv.lock.bak', 'sub/notes.txt'])
    await write(name);
  await mkdir(join(workspace, 'go.sum'));
  const { lockfiles, notes } = await collectLockfiles(workspace, join(workspace, 'sub'));
  expect(notes).toEqual([]);
  expect(lockfiles).toEqual([...names].sort().map((path) => ({ path, digest: sha256(path) })));
  expect((await collectLockfiles(workspace)).lockfiles).toHaveLength(names.length - 1);
});

test('an empty file counts', async () => {
  await write('requirements.txt', '');
  expect((await collectLockfiles(workspace)).lockfiles).toEqual([
    { path: 'requirements.txt', digest: sha256('') },
  ]);
});

test('a working directory outside the workspace is not looked at', async () => {
  await writeFile(join(dir, 'uv.lock'), 'x');
  expect(await collectLockfiles(workspace, dir)).toEqual({ lockfiles: [], notes: [] });
});

test('a folder that does not exist is said, not passed over', async () => {
  const { notes } = await collectLockfiles(workspace, join(workspace, 'gone'));
  expect(notes).toEqual(['a folder could not be searched for lock files (ENOENT)']);
});

test('links within the workspace are followed, links out of it and broken ones are not', async () => {
  if (!posix) return;
  await write('sub/uv.lock');
  await writeFile(join(dir, 'secret'), 'secret');
  await symlink('sub/uv.lock', join(workspace, 'uv.lock'));
  await symlink(join(dir, 'secret'), join(workspace, 'poetry.lock'));
  await symlink('nowhere', join(workspace, 'pdm.lock'));
  const { lockfiles, notes } = await collectLockfiles(workspace);
  expect(lockfiles).toEqual([{ path: 'uv.lock', digest: sha256('sub/uv.lock') }]);
  expect(notes.sort()).toEqual([
    'the lock file "pdm.lock" was left out: it cannot be read (ENOENT)',
    'the lock file "poetry.lock" was left out: it is a link out of the workspace',
  ]);
});

test('a workspace that is a link itself', async () => {
  if (!posix) return;
  await write('uv.lock');
  await symlink(workspace, join(dir, 'link'));
  expect((await collectLockfiles(join(dir, 'link'))).lockfiles).toHaveLength(1);
});

test('a file that is too large or has a control character in its name is left out and said', async () => {
  await write('Cargo.lock', '');
  await truncate(join(workspace, 'Cargo.lock'), 33 * 1024 * 1024);
  if (posix) await write('requirements\n.txt');
  const { lockfiles, notes } = await collectLockfiles(workspace);
  expect(lockfiles).toEqual([]);
  expect(notes).toHaveLength(posix ? 2 : 1);
  expect(notes.join()).toContain('"Cargo.lock" was left out: it is larger than 32 MiB');
  expect(notes.every((note) => !note.includes('\n'))).toBe(true);
});
