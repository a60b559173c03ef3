import { execFileSync } from 'node:child_process';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describeArtifacts } from '../../src/collect/artifacts.js';
import { type LineageDir, prepareLineageDir, readLineageDir } from '../../src/collect/lineage-dir.js';
import { collectMetrics } from '../../src/collect/metrics.js';
import { collectParams } from '../../src/collect/params.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
let dir: string;
beforeEach(async () => {
  ws = await makeWorkspace();
  dir = join(ws.outside, 'lineage dir');
  await prepareLineageDir(dir);
});
afterEach(() => ws.remove());

const posix = process.platform === 'win32' ? test.skip : test;
const write = (path: string, content: string) => writeFile(join(dir, path), content);

/** What is in the folder; throws the faults that there were. */
async function readDir(): Promise<LineageDir> {
  const faults = new Faults();
  const found = await readLineageDir(dir, faults);
  faults.throwIfAny();
  return found;
}

test('a folder that nothing was dropped into is empty', async () => {
  await prepareLineageDir(dir);
  expect(await readDir()).toEqual({
    params: [],
    metrics: [],
    artifacts: [],
    models: [],
    tags: {},
    unknown: [],
  });
});

posix('a shell script of ten lines can use it', async () => {
  const script = `set -eu
echo '{"lr": 0.1, "seed": 7}' > "$LINEAGE_DIR/params/p.json"
echo '{"auc":0.93}' > "$LINEAGE_DIR/metrics/m.json"
printf 'step,loss\\n1,0.9\\n2,0.5\\n' > "$LINEAGE_DIR/metrics/h.csv"
mkdir "$LINEAGE_DIR/artifacts/plots"
echo png > "$LINEAGE_DIR/artifacts/plots/confusion.png"
echo weights > "$LINEAGE_DIR/models/clf.bin"
mkdir "$LINEAGE_DIR/models/net" && echo x > "$LINEAGE_DIR/models/net/MLmodel"
echo '{"team": "pricing", "gpu": true, "fold": 3}' > "$LINEAGE_DIR/tags.json"
`;
  execFileSync('sh', ['-c', script], { env: { ...process.env, LINEAGE_DIR: dir } });
  const found = await readDir();
  expect(found.tags).toEqual({ team: 'pricing', gpu: 'true', fold: '3' });
  expect(found.models).toEqual([
    { name: 'clf.bin', path: 'models/clf.bin', absolute: join(dir, 'models/clf.bin') },
    { name: 'net', path: 'models/net', absolute: join(dir, 'models/net') },
  ]);
  expect(found.artifacts).toEqual([
    { path: 'artifacts/plots/confusion.png', kind: 'picture' },
    { path: 'metrics/h.csv', kind: 'metrics' },
    { path: 'metrics/m.json', kind: 'metrics' },
    { path: 'params/p.json', kind: 'params' },
  ]);
  expect(await describeArtifacts({ root: dir }, found.artifacts)).toHaveLength(4);
  const place = { text: '', workspace: ws.root, cwd: '.' };
  const faults = new Faults();
  const { params } = await collectParams({ ...place, extraFiles: found.params }, faults);
  expect(params).toEqual({ lr: 0.1, seed: 7 });
  const { metrics } = await collectMetrics({ ...place, extraFiles: found.metrics }, faults);
  expect(faults.list).toEqual([]);
  expect(metrics).toMatchObject({ auc: { value: 0.93 }, loss: { value: 0.5, step: 2 } });
});

test('faults name the file as the script does', async () => {
  await write('metrics/m.json', '{"auc": "high"}');
  const { metrics } = await readDir();
  const faults = new Faults();
  await collectMetrics({ text: '', workspace: ws.root, cwd: '.', extraFiles: metrics }, faults);
  expect(faults.list).toMatchObject([{ code: 'E_METRIC_INVALID', where: 'LINEAGE_DIR/metrics/m.json' }]);
});

test('names that mean nothing are told, folders that were removed are empty', async () => {
  await write('metrics.json', '{}');
  await rm(join(dir, 'models'), { recursive: true });
  expect(await readDir()).toMatchObject({ unknown: ['metrics.json'], models: [] });
});

test('the folder itself removed is a fault, not nothing', async () => {
  await rm(dir, { recursive: true });
  await expect(readDir()).rejects.toMatchObject({ faults: [{ code: 'E_FILE_UNREADABLE' }] });
});

test.each([
  ['{"a": null, "b": [1], "c": {}}', 3],
  ['["a"]', 1],
  [`{"${'k'.repeat(251)}": "x"}`, 1],
])('tags.json with %s is refused', async (text, count) => {
  await write('tags.json', text);
  const faults = await readDir().catch((error) => error.faults);
  expect(faults).toHaveLength(count);
  expect(faults[0]).toMatchObject({ code: 'E_TAG_INVALID', where: 'LINEAGE_DIR/tags.json' });
});

posix('links that leave the folder are refused, wherever they are', async () => {
  await ws.write('secret.json', '{"a": "1"}');
  const secret = join(ws.root, 'secret.json');
  for (const name of ['artifacts/a.json', 'params/p.json', 'metrics/m.json', 'models/m', 'tags.json']) {
    await symlink(secret, join(dir, name));
  }
  const faults = await readDir().catch((error) => error.faults);
  expect(faults).toHaveLength(5);
  expect(new Set(faults.map(({ code }: { code: string }) => code))).toEqual(new Set(['E_ARTIFACT_SYMLINK']));
  await rm(join(dir, 'tags.json'));
  await symlink('nowhere', join(dir, 'tags.json'));
  await expect(readDir()).rejects.toThrow(/tags.json/);
});

posix('a folder that is a link out of the folder is refused', async () => {
  await rm(join(dir, 'artifacts'), { recursive: true });
  await mkdir(join(ws.outside, 'far'));
  await symlink(join(ws.outside, 'far'), join(dir, 'artifacts'));
  await expect(readDir()).rejects.toMatchObject({ faults: [{ code: 'E_ARTIFACT_SYMLINK' }] });
});

posix('what is wrong with one thing in it keeps nothing else out', async () => {
  for (const folder of ['artifacts', 'params', 'metrics', 'models']) {
    await write(`${folder}/good.json`, '{}');
    await symlink('nowhere', join(dir, folder, 'bad.json'));
  }
  await write('tags.json', '{');
  const faults = new Faults();
  const found = await readLineageDir(dir, faults);
  expect(found.artifacts.map(({ path }) => path)).toEqual([
    'artifacts/good.json',
    'metrics/good.json',
    'params/good.json',
  ]);
  expect([found.params.length, found.metrics.length]).toEqual([1, 1]);
  expect(found.models.map(({ name }) => name)).toEqual(['good.json']);
  expect(faults.list.map(({ code, what }) => [code, /bad\.json/.test(what)])).toEqual([
    ...Array.from({ length: 4 }, () => ['E_FILE_UNREADABLE', true]),
    ['E_FILE_FORMAT', false],
  ]);
});
