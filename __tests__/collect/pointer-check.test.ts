import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { checkPointers } from '../../src/collect/pointer-check.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${'a'.repeat(64)}\nsize 4\n`;

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

const check = (...paths: string[]) =>
  checkPointers(
    paths.map((path, index) => ({ path, where: `datasets, line ${index + 1}` })),
    { workspace: ws.root, cwd: '.' },
  );

test('pointers are told for what is there already, files and files of folders', async () => {
  await ws.write('a.csv', LFS);
  await ws.write('d/sub/b.csv', LFS);
  await ws.write('d/c.csv', 'data');
  await ws.write('d/gone.csv.dvc', 'outs:\n- md5: abc\n  path: gone.csv\n');
  await ws.write('d/c.csv.dvc', 'outs:\n- md5: abc\n  path: c.csv\n');
  expect((await check('a.csv', 'd', 'd/c.csv')).map(({ code, where, what }) => [code, where, what])).toEqual([
    ['E_POINTER_FILE', 'datasets, line 1', expect.stringContaining('"a.csv" is a Git LFS pointer')],
    ['E_POINTER_FILE', 'datasets, line 2', expect.stringContaining('"d/gone.csv.dvc" is a DVC pointer')],
    ['E_POINTER_FILE', 'datasets, line 2', expect.stringContaining('"d/sub/b.csv" is a Git LFS pointer')],
  ]);
});

test('what is missing, outside or broken is no fault here', async () => {
  await ws.write('d/x', 'x');
  if (process.platform !== 'win32') await symlink('nowhere', join(ws.root, 'd/dead'));
  expect(await check('gone', '../outside', 'd', '')).toEqual([]);
});

test('a folder of thousands of pointers gives a message that can be read', async () => {
  for (let index = 0; index < 50; index++) await ws.write(`d/${index}`, LFS);
  expect(await check('d')).toHaveLength(20);
});
