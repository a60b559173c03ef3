import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { exec, execOk, gitEnvironment } from '../support/exec.js';
import { node24 } from '../support/node24.js';
import { makeTempDir, removeDir } from '../support/temp.js';

let folder: string;
let program: string;

beforeEach(async () => {
  folder = await makeTempDir();
  program = join(folder, 'tools');
  await cp(resolve('dist'), join(program, 'dist'), { recursive: true });
});
afterEach(() => removeDir(folder));

/** Starts the program of that folder. */
const start = (node: string) =>
  exec(node, [join(program, 'dist/cli/index.js'), '--version'], { cwd: folder, env: gitEnvironment() });

test('what was compiled is kept beside the program, and changes no work tree that has it', async () => {
  const node = await node24();
  if (node === undefined) return;
  const git = (...args: string[]) => execOk('git', args, { cwd: folder, env: gitEnvironment() });
  await git('init', '-q');
  await git('add', '.');
  await git('commit', '-q', '-m', 'tools');
  const first = await start(node);
  expect(first).toMatchObject({ code: 0, stderr: '' });
  const kept = await readdir(join(program, '.cache/compile'), { recursive: true });
  const chunks = (await readdir(join(program, 'dist/bundle'))).filter((name) => name.endsWith('.js'));
  const compiled = kept.filter((name) => name !== '.gitignore');
  // A folder of this version of Node, and a file for a chunk at least; not one for each chunk that is there.
  expect(compiled.length).toBeGreaterThan(1);
  expect(compiled.length).toBeLessThan(chunks.length);
  expect((await git('status', '--porcelain')).toString()).toBe('');
  expect(await start(node)).toEqual(first);
});

test('where nothing can be kept the program runs all the same', async () => {
  await writeFile(join(program, '.cache'), 'a file');
  const node = await node24();
  for (const one of [node, process.execPath]) {
    if (one === undefined) continue;
    expect(await start(one)).toMatchObject({ code: 0, stderr: '' });
  }
  expect(await readFile(join(program, '.cache'), 'utf8')).toBe('a file');
});
