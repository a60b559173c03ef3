import { UserError } from '../../src/core/errors.js';
import type { ModelContents } from '../../src/core/manifest.js';
import { mlmodel } from '../../src/formats/mlmodel.js';
import { breathe, hostileTexts } from '../support/hostile-texts.js';

const SKLEARN = `artifact_path: model
flavors:
  python_function:
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.sklearn
    model_path: model.pkl
    predict_fn: predict
    python_version: 3.11.7
  sklearn:
    code: null
    pickled_model: model.pkl
    serialization_format: cloudpickle
    sklearn_version: 1.9.1
mlflow_version: 3.17.2
run_id: 0f1e2d3c4b5a69788796a5b4c3d2e1f0
signature:
  inputs: '[{"type": "double", "name": "sepal length (cm)", "required": true}]'
  outputs: '[{"type": "tensor", "tensor-spec": {"dtype": "int64", "shape": [-1]}}]'
  params: null
utc_time_created: '2026-11-21 06:20:00.040687'
`;

function model(files: Record<string, string>, flavor: string | null = null): ModelContents {
  return {
    place: 'out/model',
    paths: Object.keys(files),
    flavor,
    async text(path) {
      const text = files[path];
      if (text === undefined) throw new Error(`${path} was read but is not there`);
      return text;
    },
  };
}

async function faultOf(files: Record<string, string>, flavor: string | null = null) {
  try {
    await mlmodel.read(model(files, flavor));
  } catch (error) {
    if (error instanceof UserError) return error.faults[0];
    throw error;
  }
  throw new Error('It should have failed');
}

test('flavors, signature and framework as MLflow writes them', async () => {
  expect(await mlmodel.read(model({ MLmodel: SKLEARN, 'model.pkl': '' }))).toEqual({
    format: 'mlmodel',
    flavors: {
      python_function: {
        env: { conda: 'conda.yaml', virtualenv: 'python_env.yaml' },
        loader_module: 'mlflow.sklearn',
        model_path: 'model.pkl',
        predict_fn: 'predict',
        python_version: '3.11.7',
      },
      sklearn: {
        code: null,
        pickled_model: 'model.pkl',
        serialization_format: 'cloudpickle',
        sklearn_version: '1.9.1',
      },
    },
    signature: {
      inputs: [{ type: 'double', name: 'sepal length (cm)', required: true }],
      outputs: [{ type: 'tensor', 'tensor-spec': { dtype: 'int64', shape: [-1] } }],
      params: null,
    },
    dependencies: [],
    framework: { name: 'sklearn', version: '1.9.1' },
  });
});

test('only a folder with MLmodel at its top is one', () => {
  expect(mlmodel.detect(['MLmodel', 'model.pkl'])).toBe(true);
  expect(mlmodel.detect(['inner/MLmodel', 'mlmodel', 'MLmodel.bak'])).toBe(false);
});

const REQUIREMENTS = [
  '# made by hand',
  'mlflow==3.17.2',
  '',
  '  pandas>=2,<3  # frames',
  '-r more.txt',
  '--extra-index-url https://user:secret@packages.invalid/simple',
  'torch @ https://packages.invalid/torch.whl#sha256=abc',
  'numpy==2.1.0 \\',
  '    --hash=sha256:0123',
  "scipy==1.15; python_version >= '3.10'",
].join('\r\n');

test('requirements without comments and options', async () => {
  const facts = await mlmodel.read(model({ MLmodel: SKLEARN, 'requirements.txt': REQUIREMENTS }));
  expect(facts.dependencies).toEqual([
    'mlflow==3.17.2',
    'pandas>=2,<3',
    'torch @ https://packages.invalid/torch.whl#sha256=abc',
    'numpy==2.1.0',
    "scipy==1.15; python_version >= '3.10'",
  ]);
});

test('the pip part of conda.yaml stands in for requirements.txt', async () => {
  const conda =
    'channels: [conda-forge]\ndependencies:\n- python=3.11\n- pip:\n  - mlflow==3.17.2\n  - scikit-learn==1.9.1\n';
  const files = { MLmodel: SKLEARN, 'conda.yaml': conda };
  expect((await mlmodel.read(model(files))).dependencies).toEqual(['mlflow==3.17.2', 'scikit-learn==1.9.1']);
  expect((await mlmodel.read(model({ ...files, 'requirements.txt': 'numpy' }))).dependencies).toEqual([
    'numpy',
  ]);
});

test.each([
  ['xgboost', 'xgb_version: 2.1.0', '', { name: 'xgboost', version: '2.1.0' }],
  ['spark', 'pyspark_version: 3.5.1', '', { name: 'spark', version: '3.5.1' }],
  ['custom', 'custom_version: 1.10', '', { name: 'custom', version: '1.10' }],
  [
    'tensorflow',
    'saved_model_dir: tf2model',
    'tensorflow==2.19.0; x',
    { name: 'tensorflow', version: '2.19.0' },
  ],
  ['tensorflow', 'saved_model_dir: tf2model', 'numpy', { name: 'tensorflow', version: null }],
  ['python_function', 'loader_module: mlflow.pyfunc.model', 'torch==2', null],
])('framework of a model with the flavor %s and %s', async (flavor, line, requirements, framework) => {
  const files = { MLmodel: `flavors:\n  ${flavor}:\n    ${line}\n`, 'requirements.txt': requirements };
  expect((await mlmodel.read(model(files))).framework).toEqual(framework);
});

test('NaN in a signature and a byte order of its own', async () => {
  const MLmodel = `flavors: {f: {x: .nan}}\r\nsignature:\r\n  params: '[{"name": "NaN", "default": NaN, "low": -Infinity}]'\r\n`;
  const facts = await mlmodel.read(model({ MLmodel }));
  expect(facts.signature?.params).toEqual([{ name: 'NaN', default: 'NaN', low: '-Infinity' }]);
  expect(facts.flavors).toEqual({ f: { x: 'NaN' } });
});

test('shared parts that PyYAML writes as aliases', async () => {
  const MLmodel = 'flavors:\n  a: &id001\n    k: [1, 2]\n  b: *id001\n';
  expect((await mlmodel.read(model({ MLmodel }))).flavors).toEqual({ a: { k: [1, 2] }, b: { k: [1, 2] } });
});

test('a key named like a prototype is only a key', async () => {
  const facts = await mlmodel.read(model({ MLmodel: 'flavors:\n  f:\n    __proto__: {polluted: yes}\n' }));
  expect(Object.keys(facts.flavors['f'] ?? {})).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});

test('a flavor that the model does not declare is refused', async () => {
  expect(await faultOf({ MLmodel: SKLEARN }, 'pytorch')).toMatchObject({
    code: 'E_INPUT_INVALID',
    what: 'The model does not declare the flavor "pytorch", but python_function, sklearn',
  });
  expect((await mlmodel.read(model({ MLmodel: SKLEARN }, 'sklearn'))).format).toBe('mlmodel');
});

const BOMB = `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefghij'
  .split('')
  .map((name, index) => `${name}: &${name} [${Array(10).fill(`*${'abcdefghi'[index]}`)}]\n`)
  .join('')}flavors: {f: {k: *j}}\n`;

test.each([
  ['not YAML', 'flavors:\n  sklearn: {\n', 3, 'not valid YAML'],
  ['a duplicate key', 'flavors: {a: {}}\nx: 1\nx: 2\n', 3, 'not valid YAML'],
  ['empty', '', 1, 'not a YAML mapping'],
  ['a list', '- flavors\n', 1, 'not a YAML mapping'],
  ['no flavors', 'mlflow_version: 3\n', 1, 'declares no flavors'],
  ['flavors as a list', 'x: 1\nflavors: [sklearn]\n', 2, 'declares no flavors'],
  ['a flavor as text', 'flavors:\n  sklearn: yes\n', 2, 'not a mapping'],
  ['a signature that is no JSON', `${SKLEARN.replace('"double"', '"double')}`, 19, 'inputs of the signature'],
  ['a signature as text', 'flavors: {a: {}}\nsignature: none\n', 2, 'not a mapping'],
  ['aliases of aliases', BOMB, 11, 'too often'],
  ['brackets only', `flavors: ${'['.repeat(200_000)}`, 1, 'nested too deeply'],
  ['dashes only', `flavors:\n  ${'- '.repeat(2000)}x\n`, 2, 'nested too deeply'],
  ['two documents', 'flavors: {a: {}}\n---\nflavors: {}\n', 2, 'more than one YAML document'],
  ['deep nesting', `flavors: {f: ${'{a: '.repeat(80)}1${'}'.repeat(80)}}`, 1, 'too deep'],
])('MLmodel with %s is told with its line', async (_, MLmodel, line, what) => {
  const fault = await faultOf({ MLmodel });
  expect(fault).toMatchObject({ code: 'E_FILE_FORMAT', where: `out/model/MLmodel, line ${line}` });
  expect(fault?.what).toContain(what);
});

test('a broken conda.yaml and a giant list of requirements are told', async () => {
  expect(await faultOf({ MLmodel: SKLEARN, 'conda.yaml': 'dependencies: 5' })).toMatchObject({
    where: 'out/model/conda.yaml, line 1',
  });
  expect(await faultOf({ MLmodel: SKLEARN, 'requirements.txt': 'a\n'.repeat(5001) })).toMatchObject({
    code: 'E_FILE_FORMAT',
    what: 'It lists 5001 requirements, at most 5000 are recorded',
  });
  expect(await faultOf({ MLmodel: SKLEARN, 'requirements.txt': 'a'.repeat(501) })).toMatchObject({
    where: 'out/model/requirements.txt',
  });
});

describe('what only says when and by which run', () => {
  const left = (text: string, path = 'MLmodel') => mlmodel.timeless?.(path, async () => text);

  test('is left out, and all else stays as it is spelled', async () => {
    const text = await left(SKLEARN);
    expect(text).not.toMatch(/artifact_path|run_id|utc_time_created/);
    expect(text?.split('\n')).toEqual(
      SKLEARN.split('\n').filter((line) => !/^(?:artifact_path|run_id|utc_time_created):/.test(line)),
    );
  });

  test('in whatever folder of the model it lies', async () => {
    expect(await left('model_uuid: 1\nflavors: {a: {}}\n', 'artifacts/inner/MLmodel')).toBe(
      'flavors: {a: {}}\n',
    );
    expect(await left('model_uuid: 1\n', 'notMLmodel')).toBeUndefined();
  });

  test('values of several lines, and where an artifact came from', async () => {
    const saved = (run: string) => `flavors:
  python_function:
    artifacts:
      weights:
        path: artifacts/w.bin
        uri: /tmp/${run}/w.bin
    python_version: 3.11.7
metadata:
  run_id: ours
model_id: "m-${run}
  ${run}"
model_uuid: ${run}
`;
    expect(await left(saved('one'))).toBe(await left(saved('another')));
    // Under other keys the words are the user's own.
    expect(await left(saved('one'))).toContain('run_id: ours');
    expect(await left(saved('one').replace('3.11.7', '3.11.8'))).not.toBe(await left(saved('one')));
  });
});

describe('files that were made to take long are read or refused in moments', () => {
  const FLAVORS = 'flavors: {sklearn: {}}\n';
  const texts = hostileTexts(300_000);
  const many = (line: (index: number) => string) =>
    Array.from({ length: 20_000 }, (_, index) => line(index)).join('');
  const refusedOrRead = async (files: Record<string, string>) => {
    await breathe();
    const error = await mlmodel.read(model(files)).catch((caught: unknown) => caught);
    if (error instanceof Error && !(error instanceof UserError)) throw error;
  };

  test('requirements', async () => {
    for (const text of [...texts, `a${'\t'.repeat(300_000)}-\t--hash`])
      await refusedOrRead({ MLmodel: FLAVORS, 'requirements.txt': `numpy==1.26.0\n${text}` });
  });

  test('a signature', async () => {
    for (const text of texts)
      for (const begin of ['', '"', '['])
        await refusedOrRead({ MLmodel: `${FLAVORS}signature: {inputs: ${JSON.stringify(begin + text)}}\n` });
  });

  test('the file itself', async () => {
    for (const text of texts) await refusedOrRead({ MLmodel: FLAVORS + text });
    await refusedOrRead({ MLmodel: FLAVORS + many((index) => `k${index}: 1\n`).repeat(3) });
  });

  test('where very many artifacts came from', async () => {
    const artifacts = many((index) => `      k${index}:\n        uri: ${'x'.repeat(20)}\n`);
    const text = `flavors:\n  a:\n    artifacts:\n${artifacts}`;
    const rest = await mlmodel.timeless?.('m/MLmodel', async () => text);
    await breathe();
    expect(rest).toContain('k19999:');
    expect(rest).not.toContain('uri');
  });
});
