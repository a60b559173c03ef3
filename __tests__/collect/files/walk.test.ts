import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { type WalkOptions, walk } from '../../../src/collect/files/walk.js';
import { UserError } from '../../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

const all = (more: Partial<WalkOptions> = {}) =>
  walk({
    ...{ root: join(ws.root, 'd'), within: ws.root, where: 'datasets', place: 'd' },
    ...{ enters: () => true, takes: () => true, linkCode: 'E_PATH_OUTSIDE', limit: 1_000_000 },
    ...more,
  });

/** Folders `d/1`, `d/2` …, each with two links to the next, and a file in the last. */
async function chained(folders: number): Promise<void> {
  await ws.write(`d/${folders}/f`);
  for (let at = 1; at < folders; at += 1) {
    await mkdir(join(ws.root, `d/${at}`));
    for (const name of ['a', 'b']) await symlink(`../${at + 1}`, join(ws.root, `d/${at}/${name}`), 'dir');
  }
}

if (process.platform !== 'win32') {
  test('folders to which links lead by several ways are taken by each of them', async () => {
    await chained(3);
    await symlink('..', join(ws.root, 'd/3/up'), 'dir');
    await symlink('../1', join(ws.root, 'd/3/round'), 'dir');
    const files = await all();
    expect(files.filter((path) => path.startsWith('1/')).sort()).toEqual([
      '1/a/a/f',
      '1/a/b/f',
      '1/b/a/f',
      '1/b/b/f',
    ]);
    // What leads back to where we are is not followed: `up` to `d`, `round` by way of `1` to the folder that it is in.
    expect(files.filter((path) => !path.startsWith('1/')).sort()).toEqual(['2/a/f', '2/b/f', '3/f']);
  });

  test('a link that leads nowhere is told by each way to it', async () => {
    await chained(3);
    await symlink('nowhere', join(ws.root, 'd/3/dead'));
    const error = await all().catch((error: unknown) => error);
    expect(error).toBeInstanceOf(UserError);
    const places = (error as UserError).faults.map(({ what }) => /"(d\/1\/.*)"/.exec(what)?.[1] ?? '');
    expect(places.filter((path) => path !== '').sort()).toEqual(
      ['a/a', 'a/b', 'b/a', 'b/b'].map((way) => `d/1/${way}/dead`),
    );
  });

  test('links that have more ways than anybody could go are refused in moments', async () => {
    await chained(31);
    await expect(all()).rejects.toThrow(
      /^E_FILE_TOO_LARGE: Symbolic links lead to the same folders by too many ways, as to "d\/\d+" \(datasets\)/,
    );
    await expect(all({ limit: 100 })).rejects.toThrow(/E_FILE_TOO_LARGE: There are more than 100 folders/);
  });

  test('each of many runs may have a link to the data', async () => {
    for (let at = 0; at < 1500; at += 1) await ws.write(`d/data/${at}`);
    for (let at = 0; at < 600; at += 1) {
      await mkdir(join(ws.root, `d/runs/${at}`), { recursive: true });
      await symlink('../../data', join(ws.root, `d/runs/${at}/data`), 'dir');
    }
    const files = await all({ takes: (path) => !path.startsWith('runs/') });
    expect(files).toHaveLength(1500);
  });

  test('a path that nothing can be opened by is not entered', async () => {
    const name = (letter: string) => letter.repeat(200);
    for (let at = 1; at <= 22; at += 1) {
      await mkdir(join(ws.root, `d/${at}`), { recursive: true });
      await symlink(`../${at + 1}`, join(ws.root, `d/${at}/${name('a')}`), 'dir');
    }
    await ws.write('d/23/f');
    await expect(all()).rejects.toThrow(/E_FILE_UNREADABLE: .*ENAMETOOLONG/);
  });
} else test('links to folders need a privilege', () => undefined);
