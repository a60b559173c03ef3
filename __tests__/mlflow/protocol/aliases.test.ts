import { refused, Server } from './server.js';

let server: Server;

beforeEach(() => {
  server = new Server();
  server.call('POST registered-models/create', { name: 'iris' });
  for (let made = 0; made < 2; made++)
    server.call('POST model-versions/create', { name: 'iris', source: 's3://bucket/model' });
});

function set(alias: string, version: string) {
  return server.watch('POST registered-models/alias', { name: 'iris', alias, version });
}

function get(alias: string) {
  return server.call('GET registered-models/alias', { name: 'iris', alias }).model_version;
}

test('an alias names one version, moves, and is told with the version and the model', () => {
  expect(set('champion', '1').body).toEqual({});
  expect(get('champion')).toMatchObject({ version: '1', aliases: ['champion'] });
  set('champion', '2');
  expect(get('champion').version).toBe('2');
  expect(
    server.call('GET model-versions/get', { name: 'iris', version: '1' }).model_version,
  ).not.toHaveProperty('aliases');
  expect(server.call('GET registered-models/get', { name: 'iris' }).registered_model.aliases).toEqual([
    { alias: 'champion', version: '2' },
  ]);
});

test('setting it where it is and deleting it where it is not change nothing', () => {
  expect(set('champion', '1').changes).toHaveLength(1);
  expect(set('champion', '1').changes).toHaveLength(0);
  const raw = { name: 'iris', alias: 'champion' };
  expect(server.watch('DELETE registered-models/alias', raw).changes).toHaveLength(1);
  expect(server.watch('DELETE registered-models/alias', raw)).toEqual({ body: {}, changes: [] });
});

test('an alias goes with the version that it names', () => {
  set('champion', '1');
  set('other', '2');
  server.call('DELETE model-versions/delete', { name: 'iris', version: '1' });
  const { aliases } = server.call('GET registered-models/get', { name: 'iris' }).registered_model;
  expect(aliases).toEqual([{ alias: 'other', version: '2' }]);
});

test('an alias that is not there is an invalid value, as MLflow has it', () => {
  expect(server.refusal('GET registered-models/alias', { name: 'iris', alias: 'none' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', 'Registered model alias none not found.'),
  );
  // Each client finds its own sentence: that of 3.17 first, then that of 2.22.
  expect(server.refusal('GET registered-models/alias', { name: 'gone', alias: 'a' })).toEqual(
    refused(
      'RESOURCE_DOES_NOT_EXIST',
      'Registered Model with name=gone not found. Registered model alias a not found.',
    ),
  );
});

test('latest in any case is the highest version of all stages', () => {
  server.call('POST model-versions/transition-stage', { name: 'iris', version: '1', stage: 'Production' });
  expect(get('LATEST').version).toBe('2');
  server.call('POST registered-models/create', { name: 'empty' });
  expect(server.refusal('GET registered-models/alias', { name: 'empty', alias: 'latest' })).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', 'Latest version not found for model empty.'),
  );
});

test.each([
  ['Latest', "'latest' alias name (case insensitive) is reserved."],
  ['v3', "Version alias name 'v3' is reserved."],
  ['V12', "Version alias name 'V12' is reserved."],
  ['', "Missing value for required parameter 'alias'."],
  [
    'a b',
    "Invalid alias name: 'a b'. Names may only contain alphanumerics, underscores (_), and dashes (-).",
  ],
  ['a\n', "Invalid alias name: 'a\n'."],
  ['a'.repeat(256), "'Registered model alias name' exceeds the maximum length of 255 characters"],
])('case %#: no alias is called %j', (alias, begin) => {
  const raw = { name: 'iris', alias, version: '1' };
  expect(server.refusal('POST registered-models/alias', raw)).toEqual(
    refused('INVALID_PARAMETER_VALUE', begin),
  );
});

test.each(['v3a', 'version', 'a'.repeat(255), 'größe-2'])('an alias may be called %s', (alias) => {
  set(alias, '1');
  expect(get(alias).version).toBe('1');
});

test.each([
  ['9', 'RESOURCE_DOES_NOT_EXIST', 'Model Version (name=iris, version=9) not found'],
  ['one', 'INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got 'one'."],
  ['1.0', 'INVALID_PARAMETER_VALUE', "Parameter 'version' must be an integer, got '1.0'."],
])('an alias cannot name version %s', (version, code, begin) => {
  const raw = { name: 'iris', alias: 'champion', version };
  expect(server.refusal('POST registered-models/alias', raw)).toEqual(refused(code, begin));
});
