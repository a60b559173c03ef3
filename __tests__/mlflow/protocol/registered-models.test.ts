import { refused, Server } from './server.js';

const PROMPT = { key: 'mlflow.prompt.is_prompt', value: 'true' };
let server: Server;

beforeEach(() => {
  server = new Server('ada');
});

function create(name: string, more: object = {}): void {
  server.call('POST registered-models/create', { name, ...more });
}

function version(name: string, stage?: string): void {
  const { model_version } = server.call('POST model-versions/create', { name, source: 's3://bucket/model' });
  if (stage !== undefined)
    server.call('POST model-versions/transition-stage', { name, version: model_version.version, stage });
}

function get(name: string) {
  return server.call('GET registered-models/get', { name }).registered_model;
}

test('a model is made with its tags, of which the last of a key counts', () => {
  const tags = [{ key: 'k', value: '1' }, { key: 'j' }, { key: 'k', value: '2' }];
  const answer = server.call('POST registered-models/create', { name: 'iris', tags, description: 'Flowers' });
  expect(answer).toEqual({
    registered_model: {
      name: 'iris',
      creation_timestamp: 1000,
      last_updated_timestamp: 1000,
      description: 'Flowers',
      tags: [
        { key: 'k', value: '2' },
        { key: 'j', value: '' },
      ],
      workspace: 'default',
    },
  });
  expect(server.call('GET registered-models/get', { name: 'iris' })).toEqual(answer);
});

test('a name is taken once, and prompts share it with models', () => {
  create('iris');
  create('greeting', { tags: [PROMPT] });
  const again = (raw: object) =>
    server.refusal('POST registered-models/create', raw as Record<string, unknown>);
  expect(again({ name: 'iris' })).toEqual(
    refused('RESOURCE_ALREADY_EXISTS', 'Registered Model (name=iris) already exists.'),
  );
  expect(again({ name: 'greeting', tags: [PROMPT] })).toEqual(
    refused('RESOURCE_ALREADY_EXISTS', 'Prompt (name=greeting) already exists.'),
  );
  expect(again({ name: 'iris', tags: [PROMPT] })).toEqual(
    refused(
      'RESOURCE_ALREADY_EXISTS',
      "Tried to create a prompt with name 'iris', but the name is already taken by a registered model.",
    ),
  );
  expect(again({ name: 'greeting' })).toEqual(
    refused(
      'RESOURCE_ALREADY_EXISTS',
      "Tried to create a registered model with name 'greeting', but the name is already taken by a prompt.",
    ),
  );
});

test.each([
  ['', "Missing value for required parameter 'name'. See the API docs"],
  [' ', "Missing value for required parameter 'name'."],
  ['a/b', "Invalid model name 'a/b'. Names cannot contain '/' or ':'."],
  ['a:b', "Invalid model name 'a:b'. Names cannot contain '/' or ':'."],
  ['..', `Invalid value ".." for parameter 'name' supplied: Names may be treated as files`],
  [3, "Invalid value 3 for parameter 'name' supplied:  Hint: Value was of type 'int'."],
])('nothing is called %j', (name, begin) => {
  const expected = refused('INVALID_PARAMETER_VALUE', begin);
  expect(server.refusal('POST registered-models/create', { name })).toEqual(expected);
  if (typeof name === 'string')
    expect(server.refusal('DELETE registered-models/delete', { name })).toEqual(expected);
});

test('every call about a model that is not there says so', () => {
  const expected = refused('RESOURCE_DOES_NOT_EXIST', 'Registered Model with name=none not found');
  const calls: [string, object?][] = [
    ['GET registered-models/get'],
    ['PATCH registered-models/update', { description: 'x' }],
    ['POST registered-models/rename', { new_name: 'other' }],
    ['DELETE registered-models/delete'],
    ['POST registered-models/get-latest-versions', { stages: ['No such'] }],
    ['GET registered-models/get-latest-versions'],
    ['POST registered-models/set-tag', { key: 'k', value: 'v' }],
    ['DELETE registered-models/delete-tag', { key: 'k' }],
    ['GET registered-models/alias', { alias: 'champion' }],
    ['DELETE registered-models/alias', { alias: 'champion' }],
    ['POST model-versions/create', { source: 's3://bucket/model' }],
  ];
  for (const [call, raw] of calls) expect(server.refusal(call, { name: 'none', ...raw })).toEqual(expected);
});

test('update sets the description, and takes it away where none is sent', () => {
  create('iris');
  const { registered_model } = server.call('PATCH registered-models/update', {
    name: 'iris',
    description: 'x',
  });
  expect(registered_model).toMatchObject({ description: 'x', last_updated_timestamp: 2000 });
  server.call('PATCH registered-models/update', { name: 'iris' });
  expect(get('iris')).not.toHaveProperty('description');
});

test('a renamed model keeps its versions, tags, aliases and numbers', () => {
  create('iris', { tags: [{ key: 'k', value: 'v' }] });
  version('iris');
  version('iris');
  server.call('POST registered-models/alias', { name: 'iris', alias: 'champion', version: '1' });
  server.call('DELETE model-versions/delete', { name: 'iris', version: '2' });
  const { registered_model } = server.call('POST registered-models/rename', {
    name: 'iris',
    new_name: 'lily',
  });
  expect(registered_model).toMatchObject({
    name: 'lily',
    latest_versions: [{ name: 'lily', version: '1', aliases: ['champion'] }],
    tags: [{ key: 'k', value: 'v' }],
  });
  expect(server.state.models.has('iris')).toBe(false);
  version('lily');
  expect([...(server.state.models.get('lily')?.versions.keys() ?? [])]).toEqual([1, 3]);
  create('iris');
  version('iris');
  expect([...(server.state.models.get('iris')?.versions.keys() ?? [])]).toEqual([3]);
});

test('a model is not renamed to a name that is taken or none, but to its own', () => {
  create('iris');
  create('lily');
  version('iris');
  const rename = { name: 'iris', new_name: 'lily' };
  expect(server.refusal('POST registered-models/rename', rename)).toEqual(
    refused('RESOURCE_ALREADY_EXISTS', 'Registered Model (name=lily) already exists.'),
  );
  expect(server.refusal('POST registered-models/rename', { name: 'iris', new_name: ' ' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Missing value for required parameter 'new_name'."),
  );
  expect(server.refusal('POST registered-models/rename', { name: 'iris', new_name: 'a/b' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Invalid model name 'a/b'. Names cannot contain '/' or ':'."),
  );
  const same = server.call('POST registered-models/rename', { name: 'iris', new_name: 'iris' });
  expect(same.registered_model).toMatchObject({ name: 'iris', latest_versions: [{ version: '1' }] });
});

test('a number is never given twice, also after the model was deleted', () => {
  create('iris');
  version('iris');
  version('iris');
  server.call('DELETE model-versions/delete', { name: 'iris', version: '2' });
  version('iris');
  expect(get('iris').latest_versions).toMatchObject([{ version: '3' }]);
  server.call('DELETE registered-models/delete', { name: 'iris' });
  create('iris');
  expect(get('iris')).not.toHaveProperty('latest_versions');
  version('iris');
  expect(get('iris').latest_versions).toMatchObject([{ version: '4' }]);
});

test('a name keeps its numbers for the model that is renamed to it', () => {
  create('lily');
  for (let made = 0; made < 3; made++) version('lily');
  server.call('DELETE registered-models/delete', { name: 'lily' });
  create('iris');
  version('iris');
  server.call('POST registered-models/rename', { name: 'iris', new_name: 'lily' });
  version('lily');
  expect(get('lily').latest_versions).toMatchObject([{ version: '4' }]);
});

test('latest versions are the highest of each stage', () => {
  create('iris');
  version('iris', 'Production');
  version('iris');
  version('iris', 'Production');
  version('iris', 'Archived');
  const numbers = (stages: unknown, method = 'POST') =>
    server
      .call(`${method} registered-models/get-latest-versions`, { name: 'iris', stages })
      .model_versions?.map((one: { version: string; current_stage: string }) => [
        one.current_stage,
        one.version,
      ]);
  const all = [
    ['Production', '3'],
    ['None', '2'],
    ['Archived', '4'],
  ];
  expect(numbers([])).toEqual(all);
  expect(numbers(undefined)).toEqual(all);
  expect(numbers(['production', 'NONE'])).toEqual(all.slice(0, 2));
  expect(numbers(['Staging'])).toBeUndefined();
  expect(numbers('production', 'GET')).toEqual(all.slice(0, 1));
  expect(numbers(['production', 'archived'], 'GET')).toEqual([all[0], all[2]]);
  expect(
    server.refusal('POST registered-models/get-latest-versions', { name: 'iris', stages: ['Live'] }),
  ).toEqual(
    refused(
      'INVALID_PARAMETER_VALUE',
      'Invalid Model Version stage: Live. Value must be one of None, Staging, Production, Archived.',
    ),
  );
});

test('tags are set, overwritten and deleted, and what changes nothing is no change', () => {
  create('iris');
  const tag = { name: 'iris', key: 'team', value: 'blue' };
  expect(server.watch('POST registered-models/set-tag', tag).changes).toHaveLength(1);
  expect(server.watch('POST registered-models/set-tag', tag).changes).toHaveLength(0);
  server.call('POST registered-models/set-tag', { name: 'iris', key: 'team', value: 'red' });
  expect(get('iris')).toMatchObject({ tags: [{ key: 'team', value: 'red' }], last_updated_timestamp: 1000 });
  expect(server.watch('DELETE registered-models/delete-tag', tag).changes).toHaveLength(1);
  expect(server.watch('DELETE registered-models/delete-tag', tag)).toEqual({ body: {}, changes: [] });
  expect(get('iris')).not.toHaveProperty('tags');
});

test.each([
  [{ key: 'a@b' }, `Invalid value "a@b" for parameter 'key' supplied: Names may only contain alphanumerics`],
  [{ key: '../a' }, `Invalid value "../a" for parameter 'key' supplied: Names may be treated as files`],
  [{ key: 'k'.repeat(251) }, "'key' exceeds the maximum length of 250 characters"],
  [{ key: 'k', value: 'v'.repeat(100_001) }, "'value' exceeds the maximum length of 100000 characters"],
  [
    { key: 'mlflow.prompt.text', value: 'v'.repeat(100_001) },
    'Prompt text exceeds max length of 100000 characters.',
  ],
])('case %#: a tag that cannot be is refused wherever it is set', (tag, begin) => {
  create('iris');
  version('iris');
  const expected = refused('INVALID_PARAMETER_VALUE', begin);
  const target = { name: 'iris', version: '1' };
  expect(server.refusal('POST registered-models/set-tag', { ...target, ...tag })).toEqual(expected);
  expect(server.refusal('POST model-versions/set-tag', { ...target, ...tag })).toEqual(expected);
  expect(server.refusal('POST registered-models/create', { name: 'lily', tags: [tag] })).toEqual(expected);
  const made = { name: 'iris', source: 's3://bucket/model', tags: [tag] };
  expect(server.refusal('POST model-versions/create', made)).toEqual(expected);
});

test('a tag as long as it may be is taken', () => {
  create('iris', { tags: [{ key: 'k'.repeat(250), value: '🌷'.repeat(100_000) }] });
  expect(get('iris').tags[0].value).toHaveLength(200_000);
});

test.each([[[1]], [[null]], [[{ key: 1 }]], [[{ key: 'k', value: 1 }]], ['k']].map((tags) => [tags]))(
  'case %#: tags that cannot be read are not lost in silence',
  ([tags]) => {
    expect(server.refusal('POST registered-models/create', { name: 'iris', tags })).toEqual(
      refused(
        'INVALID_PARAMETER_VALUE',
        `Invalid value ${JSON.stringify(tags)} for parameter 'tags' supplied: `,
      ),
    );
  },
);
