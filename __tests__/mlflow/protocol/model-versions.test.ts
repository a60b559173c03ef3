import { refused, Server } from './server.js';

let server: Server;

beforeEach(() => {
  server = new Server('ada');
  server.call('POST registered-models/create', { name: 'iris' });
});

function create(more: object = {}) {
  const raw = { name: 'iris', source: 's3://bucket/model', ...more };
  return server.call('POST model-versions/create', raw).model_version;
}

function get(version: string) {
  return server.call('GET model-versions/get', { name: 'iris', version }).model_version;
}

function move(version: string, stage: string, archive_existing_versions?: boolean) {
  const raw = { name: 'iris', version, stage, archive_existing_versions };
  return server.call('POST model-versions/transition-stage', raw).model_version;
}

test('a version is made, ready at once, in no stage', () => {
  const tags = [
    { key: 'k', value: '1' },
    { key: 'k', value: '2' },
  ];
  const made = create({ tags, run_link: 'https://ci/1', description: 'First', run_id: 'r1' });
  expect(made).toEqual({
    name: 'iris',
    version: '1',
    creation_timestamp: 2000,
    last_updated_timestamp: 2000,
    user_id: 'ada',
    current_stage: 'None',
    description: 'First',
    source: 's3://bucket/model',
    run_id: 'r1',
    status: 'READY',
    run_link: 'https://ci/1',
    tags: [{ key: 'k', value: '2' }],
    workspace: 'default',
  });
  expect(get('1')).toEqual(made);
  expect(create().version).toBe('2');
  expect(server.call('GET registered-models/get', { name: 'iris' }).registered_model).toMatchObject({
    last_updated_timestamp: 4000,
  });
});

test('every call about a version that is not there says so, whether the model is or not', () => {
  create();
  const calls: [string, object?][] = [
    ['GET model-versions/get'],
    ['PATCH model-versions/update', { description: 'x' }],
    ['POST model-versions/transition-stage', { stage: 'Staging' }],
    ['DELETE model-versions/delete'],
    ['GET model-versions/get-download-uri'],
    ['POST model-versions/set-tag', { key: 'k', value: 'v' }],
    ['DELETE model-versions/delete-tag', { key: 'k' }],
    ['POST registered-models/alias', { alias: 'champion' }],
  ];
  for (const [call, raw] of calls) {
    for (const [name, version] of [
      ['iris', '7'],
      ['none', '1'],
    ])
      expect(server.refusal(call, { name, version, ...raw })).toEqual(
        refused('RESOURCE_DOES_NOT_EXIST', `Model Version (name=${name}, version=${version}) not found`),
      );
    expect(server.refusal(call, { name: 'iris', version: 'x', ...raw })).toEqual(
      refused('INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got 'x'."),
    );
    expect(server.refusal(call, { name: 'a/b', version: '1', ...raw })).toEqual(
      refused('INVALID_PARAMETER_VALUE', "Invalid model name 'a/b'. Names cannot contain '/' or ':'."),
    );
  }
});

test.each([
  ['POST model-versions/create', { name: 'iris' }, 'source'],
  ['POST model-versions/create', { source: 's3://bucket/model' }, 'name'],
  ['GET model-versions/get', { name: 'iris' }, 'version'],
  ['POST model-versions/transition-stage', { name: 'iris', version: '1' }, 'stage'],
  ['POST model-versions/set-tag', { name: 'iris', version: '1' }, 'key'],
])('%s %j wants more', (call, raw, field) => {
  expect(server.refusal(call, raw)).toEqual(
    refused('INVALID_PARAMETER_VALUE', `Missing value for required parameter '${field}'. See the API docs`),
  );
});

test('where the files lie is asked without a version, and refused as MLflow does', () => {
  expect(server.refusal('GET model-versions/get-download-uri', { name: 'iris' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got ''."),
  );
  expect(server.refusal('GET model-versions/get-download-uri')).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Missing value for required parameter 'name'."),
  );
});

test('update sets the description of the version alone', () => {
  create();
  const raw = { name: 'iris', version: '1', description: 'x' };
  const { model_version } = server.call('PATCH model-versions/update', raw);
  expect(model_version).toMatchObject({ description: 'x', last_updated_timestamp: 3000 });
  const { registered_model } = server.call('GET registered-models/get', { name: 'iris' });
  expect(registered_model).toMatchObject({ last_updated_timestamp: 2000 });
  expect(registered_model).not.toHaveProperty('description');
});

test('a stage is named in any case, and takes several versions unless others are archived', () => {
  create();
  create();
  create();
  expect(move('1', 'production').current_stage).toBe('Production');
  expect(move('2', 'PRODUCTION', false)).toMatchObject({ version: '2', current_stage: 'Production' });
  expect(get('1').current_stage).toBe('Production');
  expect(move('3', 'Production', true).current_stage).toBe('Production');
  expect([get('1'), get('2'), get('3')].map((one) => one.current_stage)).toEqual([
    'Archived',
    'Archived',
    'Production',
  ]);
  expect(get('1').last_updated_timestamp).toBe(get('3').last_updated_timestamp);
  const again = { name: 'iris', version: '3', stage: 'Production', archive_existing_versions: true };
  expect(server.watch('POST model-versions/transition-stage', again).changes).toEqual([
    { type: 'stage-changed', model: 'iris', version: 3, to: 'Production', archived: [] },
  ]);
  expect(move('3', 'none').current_stage).toBe('None');
});

test('only versions of an active stage are archived', () => {
  create();
  for (const stage of ['none', 'Archived'])
    expect(
      server.refusal('POST model-versions/transition-stage', {
        ...{ name: 'iris', version: '1', stage, archive_existing_versions: true },
      }),
    ).toEqual(
      refused(
        'INVALID_PARAMETER_VALUE',
        `Model version transition cannot archive existing model versions because '${stage}' is not an Active stage. Valid stages are ['Staging', 'Production']`,
      ),
    );
  expect(move('1', 'staging', true).current_stage).toBe('Staging');
});

test('a stage that there is not is refused before the version is looked for', () => {
  const raw = { name: 'iris', version: '9', stage: 'live' };
  expect(server.refusal('POST model-versions/transition-stage', raw)).toEqual(
    refused('INVALID_PARAMETER_VALUE', 'Invalid Model Version stage: live. Value must be one of None,'),
  );
});

test('a version is deleted in whatever stage it is, and only once', () => {
  create();
  move('1', 'Production');
  expect(server.call('DELETE model-versions/delete', { name: 'iris', version: '1' })).toEqual({});
  expect(server.refusal('DELETE model-versions/delete', { name: 'iris', version: '1' })).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', 'Model Version (name=iris, version=1) not found'),
  );
  expect(server.call('POST registered-models/get-latest-versions', { name: 'iris' })).toEqual({});
});

test('tags of a version are set, overwritten and deleted, and what changes nothing is no change', () => {
  create();
  const tag = { name: 'iris', version: '1', key: 'team', value: 'blue' };
  expect(server.watch('POST model-versions/set-tag', tag).changes).toHaveLength(1);
  expect(server.watch('POST model-versions/set-tag', tag).changes).toHaveLength(0);
  server.call('POST model-versions/set-tag', { ...tag, value: undefined });
  expect(get('1')).toMatchObject({ tags: [{ key: 'team', value: '' }], last_updated_timestamp: 2000 });
  expect(server.watch('DELETE model-versions/delete-tag', tag).changes).toHaveLength(1);
  expect(server.watch('DELETE model-versions/delete-tag', tag)).toEqual({ body: {}, changes: [] });
});

test('a prompt is a model whose versions have a placeholder for their source', () => {
  const tags = [
    { key: 'mlflow.prompt.is_prompt', value: 'True' },
    { key: 'mlflow.prompt.text', value: 'Hello {{name}}' },
  ];
  server.call('POST registered-models/create', { name: 'greeting', tags: tags.slice(0, 1) });
  const raw = { name: 'greeting', source: 'prompt-template', tags };
  expect(server.call('POST model-versions/create', raw).model_version).toMatchObject({ version: '1', tags });
  expect(server.refusal('POST model-versions/create', { ...raw, source: 's3://bucket/model' })).toEqual(
    refused(
      'INVALID_PARAMETER_VALUE',
      "Invalid prompt source: 's3://bucket/model'. Prompt sources must use an MLflow placeholder.",
    ),
  );
  expect(server.refusal('POST model-versions/create', { name: 'iris', source: 'prompt-template' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Invalid model version source: 'prompt-template'."),
  );
  expect(
    server.refusal('POST model-versions/create', { name: 'iris', source: 'models:/greeting/1' }),
  ).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Invalid model version source: 'models:/greeting/1'. Prompt versions"),
  );
});
