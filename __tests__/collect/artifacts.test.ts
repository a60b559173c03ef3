import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type ArtifactFile,
  type ArtifactsInput,
  collectArtifacts,
  describeArtifacts,
  kindOfPath,
  mergeArtifacts,
} from '../../src/collect/artifacts.js';
import { sha256 } from '../../src/core/digest.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

/** The artifacts, or the faults that there were. */
async function collect(text: string, more: Partial<ArtifactsInput> = {}): Promise<ArtifactFile[]> {
  const faults = new Faults();
  const found = await collectArtifacts({ text, workspace: ws.root, cwd: '.', ...more }, faults);
  faults.throwIfAny();
  return found;
}

test('files with size, digest and kind, sorted; every params file, the model not', async () => {
  await ws.write('params.yaml', 'a: 1\n');
  await ws.write('out/metrics.json', '{}');
  await ws.write('out/confusion.PNG', 'png');
  await ws.write('out/model/model.pkl', 'weights');
  await ws.write('out/model.txt', 'not the model');
  const found = await collect('out', {
    exclude: ['out/model'],
    paramFiles: ['params.yaml'],
    metricFiles: ['out/metrics.json'],
  });
  expect(found).toEqual([
    { path: 'out/confusion.PNG', size_bytes: 3, digest: sha256('png'), kind: 'picture' },
    { path: 'out/metrics.json', size_bytes: 2, digest: sha256('{}'), kind: 'metrics' },
    { path: 'out/model.txt', size_bytes: 13, digest: sha256('not the model'), kind: 'report' },
    { path: 'params.yaml', size_bytes: 5, digest: sha256('a: 1\n'), kind: 'params' },
  ]);
});

test('only what was named: nothing given, only the params files', async () => {
  await ws.write('p.json', '{}');
  await ws.write('x.png');
  expect((await collect('', { paramFiles: ['p.json'] })).map(({ path }) => path)).toEqual(['p.json']);
});

test('what one pattern does not find keeps nothing else out', async () => {
  await ws.write('a.png');
  const faults = new Faults();
  const input = { text: '*.svg\n*.png', workspace: ws.root, cwd: '.' };
  expect((await collectArtifacts(input, faults)).map(({ path }) => path)).toEqual(['a.png']);
  expect(faults.list.map(({ code }) => code)).toEqual(['E_ARTIFACT_NONE']);
});

test('every pattern that matches nothing is named', async () => {
  await ws.write('a.png');
  await expect(collect('*.svg\n*.png\nreports/')).rejects.toMatchObject({
    faults: [
      { code: 'E_ARTIFACT_NONE', where: 'artifacts, line 1', what: expect.stringContaining('"*.svg"') },
      { code: 'E_ARTIFACT_NONE', where: 'artifacts, line 3', what: expect.stringContaining('"reports/"') },
    ],
  });
});

const posix = process.platform === 'win32' ? test.skip : test;

posix('names that an artifact cannot have are all named', async () => {
  for (const name of ['a:b', 'c"d', 'e<f', 'g|h', 'i*j', 'k?l', 'm\nn', 'o\\p', 'fine (1) [x].txt', 'ünï']) {
    await ws.write(`out/${name}`);
  }
  const faults = await collect('out').catch((error) => error.faults);
  expect(faults).toHaveLength(8);
  expect(new Set(faults.map(({ code }: { code: string }) => code))).toEqual(new Set(['E_PATH_NAME']));
  expect(await collect('out/fine*\nout/ü*')).toHaveLength(2);
});

posix('a link that leaves the workspace is refused by name', async () => {
  await ws.write('out/a.txt');
  await symlink('/etc/hostname', join(ws.root, 'out/host.txt'));
  await expect(collect('out/*.txt')).rejects.toMatchObject({
    faults: [{ code: 'E_ARTIFACT_SYMLINK', what: expect.stringContaining('"out/host.txt"') }],
  });
});

posix('what is wrong with single files keeps no other out, and each of twenty is named', async () => {
  await ws.write('out/a.txt');
  await mkdir(join(ws.root, 'odd'));
  await ws.write('odd/fine.txt');
  for (let made = 0; made < 25; made += 1) await symlink('nowhere', join(ws.root, `odd/${made}.txt`));
  const faults = new Faults();
  const input = { text: 'out/**\nodd/*', workspace: ws.root, cwd: '.' };
  const found = await collectArtifacts(input, faults);
  expect(found.map(({ path }) => path)).toEqual(['odd/fine.txt', 'out/a.txt']);
  expect(faults.list).toHaveLength(21);
  expect(faults.list[0]?.what).toMatch(/^The symbolic link "odd\/\d+\.txt" leads to nothing$/);
  expect(faults.list[20]?.what).toMatch(/^Of 5 more files: The symbolic link /);
});

test('300 artifacts', async () => {
  for (let i = 0; i < 300; i++) await ws.write(`out/${i}.bin`);
  expect(await collect('out/**')).toHaveLength(300);
});

test('more files than a record holds are refused before any is read', async () => {
  const files = Array.from({ length: 20_001 }, (_, i) => ({ path: `${i}`, kind: 'file' as const }));
  await expect(describeArtifacts({ root: ws.root }, files)).rejects.toMatchObject({
    faults: [{ code: 'E_FILE_TOO_LARGE' }],
  });
});

test('lists of two folders join; the same path with other bytes is a fault', () => {
  const a = { path: 'artifacts/a', size_bytes: 1, digest: sha256('a'), kind: 'file' as const };
  const b = { ...a, path: 'artifacts/B' };
  expect(mergeArtifacts([a], [b, a])).toEqual([b, a]);
  expect(() => mergeArtifacts([a], [{ ...a, digest: sha256('other') }])).toThrow(/E_PATH_NAME/);
});

test.each([
  ['a/b.svg', 'picture'],
  ['report.HTML', 'report'],
  ['x.tar.gz', 'file'],
  ['data.parquet', 'data'],
  ['png', 'file'],
  ['.png', 'file'],
])('%s is of kind %s', (path, kind) => {
  expect(kindOfPath(path)).toBe(kind);
});

(process.platform === 'linux' ? test : test.skip)(
  'a name that is not UTF-8 is shown escaped, where a pattern takes it',
  async () => {
    await mkdir(join(ws.root, 'out'));
    await ws.write('plots/a.png');
    await writeFile(Buffer.concat([Buffer.from(`${ws.root}/out/caf`), Buffer.from([0xe9])]), 'x');
    await expect(collect('out')).rejects.toMatchObject({
      faults: [{ code: 'E_PATH_NAME', what: 'The file name "out/caf\\xe9" is not valid UTF-8' }],
    });
    expect(await collect('plots')).toHaveLength(1);
    const faults = new Faults();
    const input = { text: 'out\nplots', workspace: ws.root, cwd: '.' };
    expect(await collectArtifacts(input, faults)).toMatchObject([{ path: 'plots/a.png' }]);
    expect(faults.list.map(({ code }) => code)).toEqual(['E_PATH_NAME']);
  },
);
