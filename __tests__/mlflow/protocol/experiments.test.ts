import { refused, Server } from './server.js';

let server: Server;
beforeEach(() => {
  server = new Server();
});

const create = (name: string, more: object = {}): string =>
  server.call('POST experiments/create', { name, ...more }).experiment_id;
const get = (experiment_id: string) => server.call('GET experiments/get', { experiment_id }).experiment;
const byName = (experiment_name: string) =>
  server.call('GET experiments/get-by-name', { experiment_name }).experiment;

test('an experiment is made, and is found by its id and its name', () => {
  const tags = [
    { key: 'team', value: 'a' },
    { key: 'team', value: 'b' },
    { key: 'empty', value: '' },
  ];
  const id = create('iris', { tags });
  expect(get(id)).toEqual({
    experiment_id: id,
    name: 'iris',
    artifact_location: `mlflow-artifacts:/${id}`,
    lifecycle_stage: 'active',
    creation_time: 1000,
    last_update_time: 1000,
    tags: [
      { key: 'team', value: 'b' },
      { key: 'empty', value: '' },
    ],
    workspace: 'default',
  });
  expect(byName('iris')).toEqual(get(id));
});

test('its artifacts lie where it says, or below the server', () => {
  const place = (artifact_location: string) =>
    get(create(artifact_location, { artifact_location })).artifact_location;
  expect(place('s3://bucket/a')).toBe('s3://bucket/a');
  expect(place('file:///tmp/x')).toBe('file:///tmp/x');
  expect(place('s3://bucket/a?x=1')).toBe('s3://bucket/a?x=1');
  expect(
    server.refusal('POST experiments/create', { name: 'x', artifact_location: 's3://bucket/a#b' }),
  ).toEqual(refused('INVALID_PARAMETER_VALUE', "'artifact_location' URL can't include fragments or params."));
});

test('a name is taken once, by a deleted experiment too, and the refusal says by which', () => {
  const id = create('iris');
  const again = () => server.refusal('POST experiments/create', { name: 'iris' });
  expect(again()).toEqual(
    refused('RESOURCE_ALREADY_EXISTS', `Experiment(name=iris) already exists. Its id is ${id}.`),
  );
  server.call('POST experiments/delete', { experiment_id: id });
  expect(again().message).toContain(`restore it (id ${id})`);
  const other = create('other');
  expect(server.refusal('POST experiments/update', { experiment_id: other, new_name: 'iris' })).toEqual(
    refused('RESOURCE_ALREADY_EXISTS', 'Experiment(name=iris) already exists.'),
  );
});

test('a name has 500 characters at most, however many units they take', () => {
  create('😀'.repeat(500));
  expect(server.refusal('POST experiments/create', { name: 'a'.repeat(501) })).toEqual(
    refused('INVALID_PARAMETER_VALUE', "'name' exceeds the maximum length of 500 characters"),
  );
  const id = create('iris');
  expect(
    server.refusal('POST experiments/update', { experiment_id: id, new_name: '😀'.repeat(501) }),
  ).toEqual(refused('INVALID_PARAMETER_VALUE', "'name' exceeds"));
});

test('renamed, it is found under the new name alone', () => {
  const id = create('iris');
  expect(server.call('POST experiments/update', { experiment_id: id, new_name: 'rose' })).toEqual({});
  expect(byName('rose')).toMatchObject({ experiment_id: id, last_update_time: 2000, creation_time: 1000 });
  expect(server.refusal('GET experiments/get-by-name', { experiment_name: 'iris' })).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', "Could not find experiment with name 'iris'"),
  );
  // Its own name is no other's.
  server.call('POST experiments/update', { experiment_id: id, new_name: 'rose' });
});

test('its runs go and come with it; while it is deleted nothing is logged, and it is still read', () => {
  const id = create('iris');
  const { run_id } = server.call('POST runs/create', { experiment_id: id }).run.info;
  const stage = () => server.call('GET runs/get', { run_id }).run.info.lifecycle_stage;
  expect(server.call('POST experiments/delete', { experiment_id: id })).toEqual({});
  expect(get(id)).toMatchObject({ lifecycle_stage: 'deleted', last_update_time: 3000 });
  expect(byName('iris').lifecycle_stage).toBe('deleted');
  expect(stage()).toBe('deleted');
  for (const [call, raw] of [
    ['POST runs/create', {}],
    ['POST experiments/set-experiment-tag', { key: 'k', value: 'v' }],
    ['POST experiments/delete-experiment-tag', { key: 'k' }],
    ['POST logged-models', { name: 'm' }],
  ] as const)
    expect(server.refusal(call, { experiment_id: id, ...raw })).toEqual(
      refused(
        'INVALID_PARAMETER_VALUE',
        `The experiment ${id} must be in the 'active' state. Current state is deleted.`,
      ),
    );
  expect(server.refusal('POST experiments/update', { experiment_id: id, new_name: 'x' })).toEqual(
    refused('INVALID_PARAMETER_VALUE', 'Cannot rename a non-active experiment'),
  );
  expect(server.refusal('POST experiments/delete', { experiment_id: id })).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`),
  );
  server.call('POST experiments/restore', { experiment_id: id });
  expect(stage()).toBe('active');
  expect(server.refusal('POST experiments/restore', { experiment_id: id })).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', `No Experiment with id=${id} exists`),
  );
});

test('tags are set, overwritten and taken away', () => {
  const id = create('iris');
  const set = (key: string, value?: string) =>
    server.call('POST experiments/set-experiment-tag', { experiment_id: id, key, value });
  set('k', 'a');
  set('k', 'b');
  set('empty');
  expect(get(id).tags).toEqual([
    { key: 'k', value: 'b' },
    { key: 'empty', value: '' },
  ]);
  server.call('POST experiments/delete-experiment-tag', { experiment_id: id, key: 'k' });
  expect(get(id).tags).toEqual([{ key: 'empty', value: '' }]);
  expect(server.refusal('POST experiments/delete-experiment-tag', { experiment_id: id, key: 'k' })).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', `No tag with name: k in experiment with id ${id}`),
  );
});

test.each([
  [{ key: 'k'.repeat(251), value: 'v' }, "'key' exceeds the maximum length of 250 characters"],
  [{ key: 'k', value: 'v'.repeat(20_001) }, "'value' exceeds the maximum length of 20000 characters"],
  [{ key: 'a,b', value: 'v' }, 'Invalid value "a,b" for parameter \'key\' supplied: Names may only contain'],
])('a tag of an experiment that is out of bounds is refused, not cut (%#)', (tag, begin) => {
  const id = create('iris');
  for (const [call, raw] of [
    ['POST experiments/set-experiment-tag', { experiment_id: id, ...tag }],
    ['POST experiments/create', { name: 'other', tags: [tag] }],
  ] as const)
    expect(server.refusal(call, raw)).toEqual(refused('INVALID_PARAMETER_VALUE', begin));
});

test.each([
  ['7', 'RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=7 exists'],
  ['seven', 'INVALID_PARAMETER_VALUE', "Invalid experiment ID 'seven'."],
  ['', 'INVALID_PARAMETER_VALUE', "Missing value for required parameter 'experiment_id'."],
])('there is no experiment %j', (experiment_id, code, begin) => {
  for (const call of ['GET experiments/get', 'POST experiments/delete', 'POST experiments/restore'])
    expect(server.refusal(call, { experiment_id })).toEqual(refused(code, begin));
});
