import fc from 'fast-check';
import { decoded, isPlain } from '../../../src/mlflow/protocol/uris.js';
import { refused, Server } from './server.js';

let server: Server;
/** Two runs, the model that each has logged, and where they lie. */
let run: string;
let root: string;
let other: string;
let model: string;
let modelRoot: string;

beforeEach(() => {
  server = new Server();
  [run, root] = startRun('mlflow-artifacts:/1');
  [other] = startRun('mlflow-artifacts:/2');
  [model, modelRoot] = logModel();
  server.call('POST registered-models/create', { name: 'iris' });
});

function startRun(artifact_location: string): [id: string, root: string] {
  const { experiment_id } = server.call('POST experiments/create', {
    name: artifact_location,
    artifact_location,
  });
  const { info } = server.call('POST runs/create', { experiment_id }).run;
  return [info.run_id, info.artifact_uri];
}

function logModel(): [id: string, root: string] {
  const { experiment_id } = server.call('GET runs/get', { run_id: run }).run.info;
  const raw = { experiment_id, name: 'model', source_run_id: run };
  const { info } = server.call('POST logged-models', raw).model;
  return [info.model_id, info.artifact_uri];
}

function create(source: string, ids: object = {}) {
  return server.call('POST model-versions/create', { name: 'iris', source, ...ids }).model_version;
}

function storage(version: string): string {
  return server.call('GET model-versions/get-download-uri', { name: 'iris', version }).artifact_uri;
}

function refusal(source: string, ids: object = {}) {
  return server.refusal('POST model-versions/create', { name: 'iris', source, ...ids });
}

function no(source: string, rest: string): object {
  return refused('INVALID_PARAMETER_VALUE', `Invalid model version source: '${source}'. ${rest}`);
}

const NOT_PLAIN = 'If supplying a source as an http, https, local file path';
const NOT_OF_RUN = 'The run_id request parameter must identify the resource that contains the source.';
const NOT_OF_MODEL = 'The model_id request parameter must identify the resource that contains the source.';
const NOT_LOCAL = 'To use a local path as a model version source, the run_id request parameter has to be';

test.each([
  's3://bucket/model',
  'S3://bucket//a///b/',
  'gs://bucket/a..b',
  'dbfs:/a/b',
  's3://bucket/a b',
  's3://bucket/ä%20b',
  'wasbs://container@account.blob.core.windows.net/a',
])('%s is nobody else’s to check, whatever the run', (source) => {
  expect(create(source)).toMatchObject({ source, run_id: '' });
  const { version } = create(source, { run_id: 'elsewhere' });
  expect(storage(version)).toBe(source);
});

test.each([
  ['s3://bucket', NOT_PLAIN],
  ['gs://bucket/a/../b', NOT_PLAIN],
  ['gs://bucket/a/%2e%2e/b', NOT_PLAIN],
  ['gs://bucket/a/%252E%252e/b', NOT_PLAIN],
  ['gs://bucket/a%2f..%2fb', NOT_PLAIN],
  ['gs://bucket/a%5c..%5cb', NOT_PLAIN],
  ['s3://bucket/a%00b', NOT_PLAIN],
  ['s3://bucket/a\0b', NOT_PLAIN],
  ['s3://bucket/./a', NOT_PLAIN],
  [`s3://bucket/%${'25'.repeat(20)}2e`, NOT_PLAIN],
  ['models:x', NOT_PLAIN],
  ['runs:/', NOT_PLAIN],
  ['model', NOT_LOCAL],
  ['./model', NOT_LOCAL],
  ['/', NOT_LOCAL],
  ['/etc/passwd', NOT_LOCAL],
  ['file:///etc/passwd', NOT_LOCAL],
  ['file://host/etc/passwd', NOT_LOCAL],
  ['C:\\Windows', NOT_LOCAL],
  ['mlflow-artifacts:/1', NOT_OF_RUN],
])('case %#: %j is refused', (source, rest) => {
  expect(refusal(source)).toEqual(no(source, rest));
});

test('files of the server lie in the run that is named', () => {
  expect(create(root, { run_id: run }).run_id).toBe(run);
  expect(create(`${root}/model`, { run_id: run }).run_id).toBe(run);
  expect(create(root.replace(':/', ':///'), { run_id: run }).run_id).toBe(run);
  for (const [source, ids] of [
    [root, {}],
    [root, { run_id: other }],
    [root, { run_id: 'none' }],
    [`${root}x`, { run_id: run }],
    [root.replace(':/', '://host/'), { run_id: run }],
    [root.replace('mlflow-artifacts:', 'https://host/api/2.0/mlflow-artifacts/artifacts'), { run_id: run }],
  ] as const)
    expect(refusal(source, ids)).toEqual(no(source, NOT_OF_RUN));
  expect(refusal(`${root}/../x`, { run_id: run })).toEqual(no(`${root}/../x`, NOT_PLAIN));
});

test('files of a logged model are those of the model that is named, and its run is taken over', () => {
  const made = create(`${modelRoot}/sub`, { model_id: model });
  expect(made).toMatchObject({ run_id: run, model_id: model });
  expect(storage(made.version)).toBe(`${modelRoot}/sub`);
  expect(create(modelRoot, { model_id: model, run_id: run }).run_id).toBe(run);
  expect(refusal(modelRoot, { model_id: 'm-none' })).toEqual(no(modelRoot, NOT_OF_MODEL));
  expect(refusal(`${root}/model`, { model_id: model, run_id: run })).toEqual(
    no(`${root}/model`, NOT_OF_MODEL),
  );
});

test('local files lie in the run that is named', () => {
  const [local] = startRun('file:///data/runs');
  const [, localRoot] = [local, server.call('GET runs/get', { run_id: local }).run.info.artifact_uri];
  const plain = localRoot.replace('file://', '');
  expect(create(`${localRoot}/model`, { run_id: local }).run_id).toBe(local);
  expect(create(`${plain}/model`, { run_id: local }).source).toBe(`${plain}/model`);
  for (const source of ['/data/runs', `${plain}x`, '/etc/passwd'])
    expect(refusal(source, { run_id: local })).toEqual(no(source, NOT_LOCAL));
  expect(refusal(`${plain}/../x`, { run_id: local })).toEqual(no(`${plain}/../x`, NOT_LOCAL));
  expect(refusal(plain, { run_id: run })).toEqual(no(plain, NOT_LOCAL));
  for (const source of [plain, 'model', `${plain}/../x`])
    expect(refusal(source, { run_id: 'none' })).toEqual(no(source, NOT_OF_RUN));
});

test('a path of Windows lies in its run as a URI does', () => {
  const [local] = startRun('file:///C:/data');
  const { artifact_uri } = server.call('GET runs/get', { run_id: local }).run.info;
  const plain = artifact_uri.replace('file:///', '').replaceAll('/', '\\');
  expect(create(`${plain}\\model`, { run_id: local }).run_id).toBe(local);
  expect(refusal(`${plain}\\..\\x`, { run_id: local })).toEqual(no(`${plain}\\..\\x`, NOT_LOCAL));
});

test('what a run URI names is the run that is named', () => {
  const source = `runs:/${run}/model`;
  const { version } = create(source, { run_id: run });
  expect(storage(version)).toBe(source);
  for (const ids of [{}, { run_id: other }]) expect(refusal(source, ids)).toEqual(no(source, NOT_OF_RUN));
  expect(refusal(source, { run_id: run, model_id: model })).toEqual(no(source, NOT_OF_MODEL));
  expect(refusal(`runs://${run}/model`, { run_id: run })).toEqual(no(`runs://${run}/model`, NOT_OF_RUN));
});

test('of runs that are not here it may name two', () => {
  const source = 'runs:/elsewhere/model';
  expect(create(source, { run_id: 'another' })).toMatchObject({ source, run_id: 'another' });
  expect(create(source).run_id).toBe('');
  expect(refusal(source, { run_id: run })).toEqual(no(source, NOT_OF_RUN));
  expect(refusal(source, { model_id: model })).toEqual(no(source, NOT_OF_MODEL));
  expect(refusal('runs://elsewhere/model')).toEqual(no('runs://elsewhere/model', NOT_OF_RUN));
});

test('a version of a logged model is loaded from its files, and the model knows it', () => {
  const source = `models:/${model}`;
  const made = create(source, { model_id: model });
  expect(made).toMatchObject({ version: '1', source, run_id: run, model_id: model });
  expect(storage('1')).toBe(modelRoot);
  create(source, { model_id: model, run_id: run });
  expect(server.state.loggedModels.get(model)?.tags.get('mlflow.modelVersions')).toBe(
    '[{"name": "iris", "version": 1}, {"name": "iris", "version": 2}]',
  );
});

test('a logged model is not said to be of another run', () => {
  const { experiment_id } = server.call('GET runs/get', { run_id: run }).run.info;
  const { model: alone } = server.call('POST logged-models', { experiment_id, name: 'alone' });
  const { model_id } = alone.info;
  for (const source of [`models:/${model}`, modelRoot, 's3://bucket/model'])
    expect(refusal(source, { model_id: model, run_id: other }).message).toContain(
      `Logged model ${model} is of run ${run}, and not of run ${other}.`,
    );
  const { message } = refusal(`models:/${model_id}`, { model_id, run_id: other });
  expect(message).toContain(`Logged model ${model_id} was logged without a run`);
});

test('the model’s list of versions begins anew where somebody has made it something else', () => {
  const tags = [{ key: 'mlflow.modelVersions', value: '{not json' }];
  server.apply({ type: 'logged-model-tags-set', model_id: model, tags });
  create('s3://bucket/model', { model_id: model });
  expect(server.state.loggedModels.get(model)?.tags.get('mlflow.modelVersions')).toBe(
    '[{"name": "iris", "version": 1}]',
  );
});

test('a logged model must be named, and be there', () => {
  const source = `models:/${model}`;
  for (const ids of [{}, { run_id: run }, { model_id: 'm-other' }])
    expect(refusal(source, ids)).toEqual(no(source, NOT_OF_MODEL));
  const gone = refused('RESOURCE_DOES_NOT_EXIST', "Logged model with ID 'm-none' not found.");
  expect(refusal('models:/m-none', { model_id: 'm-none' })).toEqual(gone);
  expect(refusal('s3://bucket/model', { model_id: 'm-none' })).toEqual(gone);
  server.apply({ type: 'logged-model-deleted', model_id: model });
  expect(refusal(source, { model_id: model }).code).toBe('RESOURCE_DOES_NOT_EXIST');
});

test('a copy of a version has its files, its run and its model', () => {
  create(`models:/${model}`, { model_id: model });
  server.call('POST registered-models/create', { name: 'prod' });
  server.call('POST registered-models/alias', { name: 'iris', alias: 'best', version: '1' });
  server.call('POST model-versions/transition-stage', { name: 'iris', version: '1', stage: 'Staging' });
  for (const suffix of ['/1', '/01', '/latest', '/staging', '@best', '@latest']) {
    const raw = { name: 'prod', source: `models:/iris${suffix}` };
    const { model_version } = server.call('POST model-versions/create', raw);
    expect(model_version).toMatchObject({ source: 'models:/iris/1', run_id: run, model_id: model });
    const { artifact_uri } = server.call('GET model-versions/get-download-uri', model_version);
    expect(artifact_uri).toBe(modelRoot);
  }
  const same = { name: 'prod', source: 'models:/iris/1', run_id: run, model_id: model };
  expect(server.call('POST model-versions/create', same).model_version.version).toBe('7');
  server.apply({ type: 'logged-model-deleted', model_id: model });
  const last = server.watch('POST model-versions/create', same);
  expect(last.changes.map(({ type }) => type)).toEqual(['version-created']);
});

test('a copy is not said to come from another run or model', () => {
  create(`models:/${model}`, { model_id: model });
  for (const ids of [{ run_id: other }, { run_id: '' }, { model_id: '' }, { model_id: 'm-other' }])
    expect(refusal('models:/iris/1', ids)).toEqual(
      no('models:/iris/1', 'The run_id and model_id request parameters must match the referenced model'),
    );
});

test.each([
  ['models:/none/1', 'RESOURCE_DOES_NOT_EXIST', 'Registered Model with name=none not found'],
  ['models:/iris/9', 'RESOURCE_DOES_NOT_EXIST', 'Model Version (name=iris, version=9) not found'],
  ['models:/iris/latest', 'RESOURCE_DOES_NOT_EXIST', "No versions of model with name 'iris' found"],
  [
    'models:/iris/production',
    'RESOURCE_DOES_NOT_EXIST',
    "No versions of model with name 'iris' and stage 'production' found",
  ],
  ['models:/iris/live', 'INVALID_PARAMETER_VALUE', 'Invalid Model Version stage: live.'],
  ['models:/iris@none', 'INVALID_PARAMETER_VALUE', 'Registered model alias none not found.'],
  ['models:/iris@', 'INVALID_PARAMETER_VALUE', "Invalid model version source: 'models:/iris@'."],
  ['models:/iris/', 'INVALID_PARAMETER_VALUE', "Invalid model version source: 'models:/iris/'."],
  ['models:/a/b/c', 'INVALID_PARAMETER_VALUE', "Invalid model version source: 'models:/a/b/c'."],
  [
    'models://host/iris/1',
    'INVALID_PARAMETER_VALUE',
    "Invalid model version source: 'models://host/iris/1'. Registered model sources must use the active",
  ],
])('%s is no version', (source, code, begin) => {
  expect(refusal(source)).toEqual(refused(code, begin));
});

test('the source is looked at before the model, and an unknown model says so', () => {
  const raw = { name: 'none', source: 's3://bucket/../model' };
  expect(server.refusal('POST model-versions/create', raw).code).toBe('INVALID_PARAMETER_VALUE');
});

test('however often two dots are encoded, they are found', () => {
  const dots = fc.nat({ max: 5 }).map((layers) => {
    let text = '..';
    for (let layer = 0; layer < layers; layer++)
      text = text.replace(/[.%]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
    return text;
  });
  const part = fc.constantFrom('a', 'b c', '%41', 'ä');
  fc.assert(
    fc.property(fc.array(part), dots, fc.array(part), (before, up, after) => {
      expect(isPlain(['s3://bucket', ...before, up, ...after].join('/'))).toBe(false);
      expect(isPlain(['s3://bucket', 'x', ...before, ...after].join('/'))).toBe(true);
    }),
  );
});

test('what is decoded once more stays as it is', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const inner = decoded(text);
      if (inner !== undefined) expect(decoded(inner)).toBe(inner);
    }),
  );
  expect(decoded('%E4%FF')).toBe('\ufffd\ufffd');
  expect(decoded(`%${'25'.repeat(7)}41`)).toBe('A');
  expect(decoded(`%${'25'.repeat(20)}41`)).toBeUndefined();
});
