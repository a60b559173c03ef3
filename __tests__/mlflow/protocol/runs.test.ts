import { refused, Server } from './server.js';

let server: Server;
let experiment_id: string;
beforeEach(() => {
  server = new Server();
  ({ experiment_id } = server.call('POST experiments/create', { name: 'iris' }));
});

const create = (raw: object = {}) => server.call('POST runs/create', { experiment_id, ...raw }).run;
const get = (run_id: string) => server.call('GET runs/get', { run_id }).run;
const tagsOf = (run_id: string): Record<string, string> =>
  Object.fromEntries(
    (get(run_id).data.tags ?? []).map(({ key, value }: Record<string, string>) => [key, value]),
  );

test('a run is made, open, with its tags and where its artifacts go', () => {
  const tags = [
    { key: 'mlflow.user', value: 'ada' },
    { key: 'k', value: '1' },
    { key: 'k', value: '2' },
  ];
  const run = create({ user_id: 'ada', start_time: 5, run_name: 'first', tags });
  const { run_id } = run.info;
  expect(run).toEqual({
    info: {
      run_id,
      run_uuid: run_id,
      run_name: 'first',
      experiment_id,
      user_id: 'ada',
      status: 'RUNNING',
      start_time: 5,
      artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
      lifecycle_stage: 'active',
    },
    data: {
      tags: [
        { key: 'mlflow.user', value: 'ada' },
        { key: 'k', value: '2' },
        { key: 'mlflow.runName', value: 'first' },
      ],
    },
    inputs: {},
  });
  expect(run_id).toMatch(/^[0-9a-f]{32}$/);
  const old = { ...run, outputs: {} };
  expect(get(run_id)).toEqual(old);
  expect(server.call('GET runs/get', { run_uuid: run_id }).run).toEqual(old);
});

test('artifacts go below the location of the experiment', () => {
  const other = server.call('POST experiments/create', { name: 'o', artifact_location: 's3://b/x/' });
  const { info } = server.call('POST runs/create', other).run;
  expect(info.artifact_uri).toBe(`s3://b/x/${info.run_id}/artifacts`);
});

test('whoever names no experiment logs to experiment 0', () => {
  expect(server.refusal('POST runs/create')).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', 'No Experiment with id=0 exists'),
  );
  server.apply({
    type: 'experiment-created',
    experiment_id: '0',
    name: 'Default',
    artifact_location: 'mlflow-artifacts:/0',
    tags: [],
  });
  expect(server.call('POST runs/create').run.info.experiment_id).toBe('0');
});

describe('its name', () => {
  test('is its tag mlflow.runName, whichever of the two is given', () => {
    const named = create({ run_name: 'a' }).info.run_id;
    const tagged = create({ tags: [{ key: 'mlflow.runName', value: 'b' }] }).info.run_id;
    const both = create({ run_name: 'c', tags: [{ key: 'mlflow.runName', value: 'c' }] }).info.run_id;
    for (const [run_id, name] of [
      [named, 'a'],
      [tagged, 'b'],
      [both, 'c'],
    ]) {
      expect(get(run_id).info.run_name).toBe(name);
      expect(tagsOf(run_id)).toEqual({ 'mlflow.runName': name });
    }
    expect(
      server.refusal('POST runs/create', {
        experiment_id,
        run_name: 'a',
        tags: [{ key: 'mlflow.runName', value: 'b' }],
      }),
    ).toEqual(refused('INVALID_PARAMETER_VALUE', "Both 'run_name' argument and 'mlflow.runName' tag"));
  });

  test('is made where none is given', () => {
    const { info } = create();
    expect(info.run_name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
    expect(tagsOf(info.run_id)).toEqual({ 'mlflow.runName': info.run_name });
  });

  test.each([
    ['POST runs/update', { run_name: 'new' }],
    ['POST runs/set-tag', { key: 'mlflow.runName', value: 'new' }],
    ['POST runs/log-batch', { tags: [{ key: 'mlflow.runName', value: 'new' }] }],
  ])('%s changes it, and its tag with it', (call, raw) => {
    const { run_id } = create({ run_name: 'old' }).info;
    server.call(call, { run_id, ...raw });
    expect(get(run_id).info.run_name).toBe('new');
    expect(tagsOf(run_id)).toEqual({ 'mlflow.runName': 'new' });
  });

  test.each([
    ['POST runs/update', { run_name: '' }],
    ['POST runs/set-tag', { key: 'mlflow.runName', value: '' }],
    ['POST runs/log-batch', { tags: [{ key: 'mlflow.runName', value: '' }] }],
  ])('%s with an empty one leaves it', (call, raw) => {
    const { run_id } = create({ run_name: 'old' }).info;
    server.call(call, { run_id, ...raw });
    expect(get(run_id).info.run_name).toBe('old');
    expect(tagsOf(run_id)).toEqual({ 'mlflow.runName': 'old' });
  });
});

describe('update', () => {
  test('ends a run and answers with its info alone', () => {
    const { run_id } = create({ run_name: 'a' }).info;
    const answer = server.call('POST runs/update', { run_id, status: 'FAILED', end_time: 9 });
    expect(answer).toEqual({
      run_info: { ...get(run_id).info, status: 'FAILED', end_time: 9, run_name: 'a' },
    });
    // A client that goes on with a run sends its old end again.
    server.call('POST runs/update', { run_id, status: 'RUNNING', end_time: 9 });
    expect(get(run_id).info).toMatchObject({ status: 'RUNNING', end_time: 9 });
  });

  test.each([
    [1, 'RUNNING'],
    [2, 'SCHEDULED'],
    [3, 'FINISHED'],
    [4, 'FAILED'],
    [5, 'KILLED'],
    ['NONE', 'RUNNING'],
  ])('status %j is %s', (status, expected) => {
    const { run_id } = create().info;
    server.call('POST runs/update', { run_id, status });
    expect(get(run_id).info.status).toBe(expected);
  });
});

describe('a deleted run', () => {
  test('is read, and takes nothing until it is restored', () => {
    const { run_id } = create({ run_name: 'a' }).info;
    expect(server.call('POST runs/delete', { run_id })).toEqual({});
    expect(get(run_id).info.lifecycle_stage).toBe('deleted');
    for (const [call, raw] of [
      ['POST runs/update', { status: 'FINISHED' }],
      ['POST runs/set-tag', { key: 'k', value: 'v' }],
      ['POST runs/delete-tag', { key: 'mlflow.runName' }],
      ['POST runs/log-metric', { key: 'k', value: 1, timestamp: 1 }],
      ['POST runs/log-parameter', { key: 'k', value: 'v' }],
      ['POST runs/log-batch', {}],
      ['POST runs/log-inputs', {}],
      ['POST runs/outputs', { models: [{ model_id: 'm', step: 0 }] }],
    ] as const)
      expect(server.refusal(call, { run_id, ...raw })).toEqual(
        refused(
          'INVALID_PARAMETER_VALUE',
          `The run ${run_id} must be in the 'active' state. Current state is deleted.`,
        ),
      );
    server.call('POST runs/delete', { run_id });
    server.call('POST runs/restore', { run_id });
    server.call('POST runs/update', { run_id, status: 'FINISHED' });
    expect(get(run_id).info).toMatchObject({ lifecycle_stage: 'active', status: 'FINISHED' });
  });
});

describe('tags', () => {
  test('are set, overwritten and taken away', () => {
    const { run_id } = create({ run_name: 'a' }).info;
    for (const value of ['1', '2']) server.call('POST runs/set-tag', { run_id, key: 'k', value });
    server.call('POST runs/set-tag', { run_id, key: 'empty' });
    expect(tagsOf(run_id)).toEqual({ 'mlflow.runName': 'a', k: '2', empty: '' });
    server.call('POST runs/delete-tag', { run_id, key: 'k' });
    expect(tagsOf(run_id)).toEqual({ 'mlflow.runName': 'a', empty: '' });
    expect(server.refusal('POST runs/delete-tag', { run_id, key: 'k' })).toEqual(
      refused('RESOURCE_DOES_NOT_EXIST', `No tag with name: k in run with id ${run_id}`),
    );
  });

  test('have 8000 characters, and what is longer is cut between characters', () => {
    const { run_id } = create().info;
    server.call('POST runs/set-tag', { run_id, key: 'long', value: '😀'.repeat(8001) });
    server.call('POST runs/set-tag', { run_id, key: 'full', value: '😀'.repeat(8000) });
    expect(tagsOf(run_id)).toMatchObject({ long: '😀'.repeat(8000), full: '😀'.repeat(8000) });
  });
});

test('every call about a run that is not there says so', () => {
  for (const [call, raw] of [
    ['GET runs/get', {}],
    ['POST runs/update', { status: 'FINISHED' }],
    ['POST runs/delete', {}],
    ['POST runs/restore', {}],
    ['POST runs/set-tag', { key: 'k', value: 'v' }],
    ['POST runs/delete-tag', { key: 'k' }],
    ['POST runs/log-metric', { key: 'k', value: 1, timestamp: 1 }],
    ['POST runs/log-parameter', { key: 'k', value: 'v' }],
    ['POST runs/log-batch', {}],
    ['POST runs/log-inputs', {}],
    ['POST runs/outputs', { models: [{ model_id: 'm' }] }],
  ] as const) {
    const [, route] = call.split(' ');
    expect([route, server.refusal(call, { run_id: 'none', ...raw })]).toEqual([
      route,
      refused('RESOURCE_DOES_NOT_EXIST', 'Run with id=none not found'),
    ]);
    expect([route, server.refusal(call, raw)]).toEqual([
      route,
      refused('INVALID_PARAMETER_VALUE', "Missing value for required parameter 'run_id'."),
    ]);
  }
});
