import { walked } from '../../src/collect/files/walk.js';
import { collectParams, type ParamsInput, typedValue } from '../../src/collect/params.js';
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
    { absolute: walked(ws.root, 'dropped.json'), shown: 'LINEAGE_DIR/params/dropped.json' },
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
    faults: [{ code: 'E_PARAM_INVALID' }, { code: 'E_PATH_MISSING', where: 'params, line 3' }],
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
  };
  expect(Object.keys(seedsOf(params))).toEqual([
    'seed',
    'model.random_state',
    'DATA_SEED',
    'a.Random_Seed',
    'seeds',
  ]);
});
