import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDatasets } from '../../src/collect/dataset-lines.js';
import { collectDatasets } from '../../src/collect/datasets.js';
import { sha256 } from '../../src/core/digest.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

const posix = process.platform === 'win32' ? test.skip : test;
const collect = (text: string, options: { cwd?: string; quick?: boolean } = {}) =>
  collectDatasets({ text, workspace: ws.root, cwd: '.', ...options });

test('lines: name, version and a path with spaces', () => {
  expect(parseDatasets('orders=v2.1\r\n# c\n a=1\tdata/my file.csv \nb=x=y data')).toMatchObject([
    { name: 'orders', version: 'v2.1', path: null, line: 1 },
    { name: 'a', version: '1', path: 'data/my file.csv', line: 3 },
    { name: 'b', version: 'x=y', path: 'data', line: 4 },
  ]);
});

test('an empty version, as of an unset variable, does not make the path the version', () => {
  expect(() => parseDatasets('orders= data/orders.csv')).toThrow(/no version/);
});

test('a file has its own digest, a folder that of its list', async () => {
  await ws.write('data/a b.csv', 'x,y\n');
  await ws.write('data/sub/.hidden', 'h');
  await ws.write('data/.git/config', 'secret');
  const list = [`${sha256('h').slice(7)} 1 sub/.hidden\n`, `${sha256('x,y\n').slice(7)} 4 a b.csv\n`].sort(
    (one, other) => (one.slice(67) < other.slice(67) ? -1 : 1),
  );
  expect(await collect('one=1 a b.csv\nall=2 .\nnone=3', { cwd: 'data' })).toEqual([
    {
      name: 'one',
      version: '1',
      path: 'data/a b.csv',
      digest: sha256('x,y\n'),
      size_bytes: 4,
      source: 'path',
    },
    { name: 'all', version: '2', path: 'data', digest: sha256(list.join('')), size_bytes: 5, source: 'path' },
    { name: 'none', version: '3', path: null, digest: null, size_bytes: null, source: null },
  ]);
});

test('an empty folder and an empty file are data too', async () => {
  await mkdir(join(ws.root, 'empty'));
  await ws.write('zero', '');
  expect(await collect('a=1 empty\nb=1 zero')).toMatchObject([
    { digest: sha256(''), size_bytes: 0 },
    { digest: sha256(''), size_bytes: 0 },
  ]);
});

test('the digest of a folder changes with a name and with a byte, not with the order of writing', async () => {
  await ws.write('one/a', '1');
  await ws.write('one/b', '2');
  await ws.write('two/b', '2');
  await ws.write('two/a', '1');
  await ws.write('three/a', '1');
  await ws.write('three/c', '2');
  const [one, two, three] = await collect('x=1 one\ny=1 two\nz=1 three');
  expect(one?.digest).toBe(two?.digest);
  expect(one?.digest).not.toBe(three?.digest);
  expect(one?.size_bytes).toBe(three?.size_bytes);
});

test('quick reads nothing, but still refuses a path outside', async () => {
  expect(await collect('a=1 not/there', { quick: true })).toEqual([
    { name: 'a', version: '1', path: 'not/there', digest: null, size_bytes: null, source: 'path' },
  ]);
  await expect(collect('a=1 ../outside', { quick: true })).rejects.toMatchObject({
    faults: [{ code: 'E_PATH_OUTSIDE' }],
  });
});

posix('links: inside the workspace they are followed, out of it refused', async () => {
  await ws.write('real/a', '1');
  await symlink('real', join(ws.root, 'link'));
  await symlink(ws.outside, join(ws.root, 'stray'));
  await symlink('a', join(ws.root, 'real/again'));
  const [direct, linked] = await collect('x=1 real\ny=1 link');
  expect(linked).toMatchObject({ path: 'link', digest: direct?.digest, size_bytes: 2 });
  await expect(collect('z=1 stray')).rejects.toMatchObject({ faults: [{ code: 'E_PATH_OUTSIDE' }] });
  // What leads out of the folder is not the folder's, even if it stays in the workspace.
  await ws.write('elsewhere', 'x');
  await symlink('../elsewhere', join(ws.root, 'real/out'));
  await expect(collect('x=1 real')).rejects.toThrow(/"out" leads out/);
});

posix('names that could forge a list are refused', async () => {
  await ws.write('data/a\nb', 'x');
  await expect(collect('x=1 data')).rejects.toMatchObject({ faults: [{ code: 'E_PATH_NAME' }] });
});
