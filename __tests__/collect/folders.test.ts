import { collectDatasets } from '../../src/collect/datasets.js';
import { collectFolders } from '../../src/collect/folders.js';
import { type FileEntry, sha256 } from '../../src/core/digest.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

async function written(...paths: string[]): Promise<FileEntry[]> {
  for (const path of paths) await ws.write(path);
  return paths.map((path) => ({ path, size_bytes: Buffer.byteLength(path), digest: sha256(path) }));
}

const collect = (text: string, files: FileEntry[], cwd = '.') =>
  collectFolders({ text, place: { workspace: ws.root, cwd }, files });

test('a folder has the digest that it would have as a dataset', async () => {
  const files = await written('out/a.csv', 'out/sub/b', 'out/.DS_Store', 'out/__pycache__/x.pyc', 'output/c');
  const data = await collectDatasets({ text: 'x=1 out', workspace: ws.root, cwd: '.' }, new Faults());
  const folder = { path: 'out', digest: data[0]?.digest, files: 2, size_bytes: 18 };
  for (const line of ['out', 'out/', './out', 'out/**', 'out/**/*']) {
    expect(await collect(line, files)).toEqual([folder]);
  }
  expect(await collect('.', files, 'out')).toEqual([folder]);
});

test('other lines name no folder as a whole', async () => {
  const files = await written('out/a.csv', 'b.csv');
  for (const line of ['out/*', 'out/*.csv', 'b.csv', 'gone', '*/**', '!out', '../x', 'b.csv/**'])
    expect(await collect(line, files)).toEqual([]);
});

test('each folder once, sorted, and none without a recorded file', async () => {
  const files = await written('b/x', 'a/x');
  await ws.write('empty/x');
  expect((await collect('b\na\nb/**\nempty', files)).map(({ path }) => path)).toEqual(['a', 'b']);
});
