import { createHash } from 'node:crypto';
import { walked } from '../../src/collect/files/walk.js';
import { collectParams, type ParamsInput, parseParamsFile, typedValue } from '../../src/collect/params.js';
import { seedsOf } from '../../src/collect/seeds.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

/** What a run without a fault has; a fault is thrown. */
async function collect(text: string, cwd = '.', more: Partial<ParamsInput> = {}) {
  const faults = new Faults();
  const found = await collectParams({ text, workspace: ws.root, cwd, ...more }, faults);
  faults.throwIfAny();
  return found;
}

test.each([
  ['true', true],
  ['false', false],
  ['0', 0],
  ['-3', -3],
  ['0.1', 0.1],
  ['1e-3', 0.001],
  ['5E5', 500_000],
  ['-2.5e+10', -2.5e10],
  ['007', '007'],
  ['3.10', '3.10'],
  ['1.0', '1.0'],
  ['1_000', '1_000'],
  ['0x10', '0x10'],
  ['.5', '.5'],
  ['+1', '+1'],
  ['-0', '-0'],
  ['1e999', '1e999'],
  ['1e-999', '1e-999'],
  ['12345678901234567890', '12345678901234567890'],
  ['0.1000000000000000055', '0.1000000000000000055'],
  ['NaN', 'NaN'],
  ['True', 'True'],
  ['', ''],
  ['1 2', '1 2'],
])('inline %p is %p', (text, value) => {
  expect(typedValue(text)).toBe(value);
});

test('inline lines and files together, from the working directory', async () => {
  await ws.write('sub/params.yaml', 'train:\n  lr: 0.1\n  layers: [1, 2]\n');
  await ws.write('sub/more.toml', 'seed = 7\n');
  const text = '# tuned by hand\r\nbatch=32\r\nurl=s3://b?x=1\r\nparams.yaml\r\n*.toml\r\n';
  const { params, files } = await collect(text, 'sub');
  expect(params).toEqual({ batch: 32, url: 's3://b?x=1', 'train.lr': 0.1, 'train.layers': '[1,2]', seed: 7 });
  expect(files).toEqual(['sub/more.toml', 'sub/params.yaml']);
});

test('a file whose name has "=" is a file', async () => {
  await ws.write('lr=0.1.json', '{"depth": 3}');
  expect(await collect('lr=0.1.json')).toEqual({ params: { depth: 3 }, files: ['lr=0.1.json'], notes: [] });
});

test('dvc.lock gives the params of its stages', async () => {
  const lock = `schema: '2.0'
stages:
  prepare:
    cmd: python prepare.py
    params:
      params.yaml:
        split: 0.2
  train:
    cmd: python train.py
    deps:
    - {path: data.csv, md5: abc, size: 12}
    params:
      params.yaml:
        split: 0.2
        train.lr: 0.1
        model: {depth: 3}
  report: {cmd: python report.py}
`;
  await ws.write('dvc.lock', lock);
  expect(await collect('dvc.lock')).toEqual({
    params: { split: 0.2, 'train.lr': 0.1, 'model.depth': 3 },
    files: ['dvc.lock'],
    notes: [],
  });
});

test('the same value from two sources is no fault; extra files are read but not listed', async () => {
  await ws.write('p.json', '{"lr": 0.001}');
  await ws.write('dropped.json', '{"extra": 1, "lr": 1e-3}');
  const extraFiles = [
    { absolute: walked(ws.root, 'dropped.json'), within: ws.root, shown: 'LINEAGE_DIR/params/dropped.json' },
  ];
  const found = await collect('lr=1e-3\np.json', '.', { extraFiles });
  expect(found).toEqual({ params: { lr: 0.001, extra: 1 }, files: ['p.json'], notes: [] });
});

test('two values are a fault that names both places', async () => {
  await ws.write('p.json', '{"lr": 0.2}');
  await expect(collect('lr=0.1\np.json')).rejects.toThrow(/"0.1" in params, line 1 and "0.2" in p.json/);
});

test('faults of lines and files come together', async () => {
  await ws.write('bad.json', '{');
  await ws.write('p.toml', '"a\\u0001" = 1');
  await expect(collect('=1\nbad.json\nmissing.yaml\np.toml')).rejects.toMatchObject({
    faults: [
      { code: 'E_PARAM_INVALID' },
      { code: 'E_PATH_MISSING', where: 'params, line 3' },
      { code: 'E_FILE_FORMAT' },
      { code: 'E_PARAM_INVALID' },
    ],
  });
  await expect(collect('bad.json\np.toml')).rejects.toMatchObject({
    faults: [{ code: 'E_FILE_FORMAT' }, { code: 'E_PARAM_INVALID' }],
  });
});

test('nothing given, nothing found', async () => {
  expect(await collect('\n# none\n')).toEqual({ params: {}, files: [], notes: [] });
});

test('seeds are the params that are named so', () => {
  const params = {
    seed: 1,
    'model.random_state': 2,
    DATA_SEED: 'x',
    'a.Random_Seed': null,
    seeds: '[1,2]',
    seedling: 3,
    'seed.path': 4,
    reseed: 5,
    'train/seed': 6,
    'conf/model/net.data_seed': 7,
    'seed/lr': 8,
  };
  expect(Object.keys(seedsOf(params))).toEqual([
    'seed',
    'model.random_state',
    'DATA_SEED',
    'a.Random_Seed',
    'seeds',
    'train/seed',
    'conf/model/net.data_seed',
  ]);
});

test('what could be collected is returned beside the faults', async () => {
  await ws.write('good.json', '{"lr": 0.1, "bad\\u0001": 1}');
  await ws.write('bad.json', '{');
  const faults = new Faults();
  const text = 'seed=7\nbad.json\n../outside.json\nmissing.yaml\ngood.json';
  const { params } = await collectParams({ text, workspace: ws.root, cwd: '.' }, faults);
  expect(params).toEqual({ seed: 7, lr: 0.1 });
  expect(faults.list.map(({ code }) => code).sort()).toEqual([
    'E_FILE_FORMAT',
    'E_PARAM_INVALID',
    'E_PATH_OUTSIDE',
  ]);
});

test('params of two files that differ are told apart by their paths, those that agree stay one', async () => {
  await ws.write('conf/model.yaml', 'lr: 0.1\nname: resnet\ndepth: 3\n');
  await ws.write('conf/data.yaml', 'lr: 1e-1\nname: cifar\nsplit: 0.2\n');
  expect((await collect('conf/*.yaml')).params).toEqual({
    lr: 0.1,
    'data/name': 'cifar',
    'model/name': 'resnet',
    depth: 3,
    split: 0.2,
  });
});

test('two stages of a dvc.lock that differ are told apart; schema 1.0 has them at the top', async () => {
  const stage = (lr: number) => `
  cmd: python train.py
  deps:
  - {path: data.csv, md5: '0'}
  params:
    params.yaml: {train.lr: ${lr}, seed: 7}
`;
  await ws.write('dvc.lock', `small:${stage(0.1)}large:${stage(0.2)}`);
  expect((await collect('dvc.lock')).params).toEqual({
    'small/train.lr': 0.1,
    'large/train.lr': 0.2,
    seed: 7,
  });
  await ws.write('dvc.lock', `train:${stage(0.1)}`);
  expect((await collect('dvc.lock')).params).toEqual({ 'train.lr': 0.1, seed: 7 });
});

test('what the run wrote wins over a file that it may have read, and a note says so', async () => {
  await ws.write('params.yaml', 'lr: 0.1\nseed: 7\n');
  await ws.write('dropped.json', '{"lr": 0.05, "seed": 7}');
  const shown = 'LINEAGE_DIR/params/dropped.json';
  const extraFiles = [{ absolute: walked(ws.root, 'dropped.json'), within: ws.root, shown }];
  const { params, notes } = await collect('params.yaml', '.', { extraFiles });
  expect(params).toEqual({ lr: 0.05, seed: 7 });
  expect(notes).toEqual([expect.stringContaining('"lr" ("0.1" in params.yaml, "0.05" in LINEAGE_DIR')]);
  await expect(collect('lr=0.1', '.', { extraFiles })).rejects.toThrow(/E_PARAM_INVALID.*two values/);
});

test('the same number or truth value spelled otherwise is no second value', async () => {
  await ws.write('p.json', '{"lr": 0.1}');
  expect((await collect('lr=0.10\np.json')).params).toEqual({ lr: '0.10' });
  await ws.write('q.json', '{"deep": true}');
  expect((await collect('deep=True\nq.json')).params).toEqual({ deep: 'True' });
});

test('a file that is skipped is neither read nor missing, and bytes that are known are taken for it', async () => {
  await ws.write('a.json', '{"lr": 0.1}');
  await ws.write('b.json', 'broken');
  const skip = ({ shown }: { shown: string }) => shown === 'b.json';
  expect(await collect('a.json\nb.json', '.', { skip })).toEqual({
    params: { lr: 0.1 },
    files: ['a.json'],
    notes: [],
  });
  const read = async ({ shown }: { shown: string }) =>
    shown === 'b.json' ? new TextEncoder().encode('{"seed": 7}') : undefined;
  expect((await collect('a.json\nb.json', '.', { read })).params).toEqual({ lr: 0.1, seed: 7 });
});

test('a params file can be checked before the training', async () => {
  const file = { absolute: walked(ws.root, 'p.json'), within: ws.root, shown: 'p.json' };
  const parse = (text: string) => parseParamsFile(file, new TextEncoder().encode(text));
  expect(await parse('{"lr": 0.1}')).toMatchObject({ origins: [{ params: { lr: 0.1 } }], notes: [] });
  await expect(parse('{"a\\u0001": 1, "b\\u0001": 1}')).rejects.toMatchObject({
    faults: [{ code: 'E_PARAM_INVALID' }, { code: 'E_PARAM_INVALID' }],
  });
  await expect(parse('{')).rejects.toMatchObject({ faults: [{ code: 'E_FILE_FORMAT' }] });
});

test('long lists, long texts and label maps are digests with a length, and the rest counts', async () => {
  const labels = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [index, `L${index}`]));
  const backwards = Object.fromEntries(Object.entries(labels).map(([id, label]) => [label, Number(id)]));
  const config = { hidden: 768, id2label: labels, label2id: backwards, mel: Array(9000).fill(0.001) };
  await ws.write('config.json', JSON.stringify({ ...config, template: 'x'.repeat(9000) }));
  const { params } = await collect('config.json');
  expect(Object.keys(params)).toEqual(['hidden', 'id2label', 'label2id', 'mel', 'template']);
  const sha256 = createHash('sha256').update('x'.repeat(9000)).digest('hex');
  expect(params.template).toBe(`sha256:${sha256} (9000 characters)`);
  expect(params.mel).toMatch(/^sha256:[0-9a-f]{64} \(9000 entries\)$/);
  expect(params.id2label).toMatch(/^sha256:[0-9a-f]{64} \(3000 entries\)$/);
  // The order that a map was written in is not its content.
  const reversed = Object.fromEntries(Object.entries(backwards).reverse());
  await ws.write('config.json', JSON.stringify({ ...config, label2id: reversed }));
  expect((await collect('config.json')).params.label2id).toBe(params.label2id);
});
