import { refused, Server } from './server.js';

let server: Server;
let experiment_id: string;
beforeEach(() => {
  server = new Server();
  ({ experiment_id } = server.call('POST experiments/create', { name: 'iris' }));
});

const create = (raw: object = {}) => server.call('POST logged-models', { experiment_id, ...raw }).model;
const get = (id: string, raw: Record<string, unknown> = {}) =>
  server.call(`GET logged-models/${id}`, raw).model;

test('a model is made, pending, and is ready when it is told to be', () => {
  const params = [{ key: 'lr', value: '0.1' }];
  const tags = [{ key: 'k', value: 'v' }];
  const model = create({ name: 'clf', model_type: 'agent', source_run_id: 'r1', params, tags });
  const { model_id } = model.info;
  expect(model_id).toMatch(/^m-[0-9a-f]{32}$/);
  expect(model).toEqual({
    info: {
      ...{ model_id, experiment_id, name: 'clf', model_type: 'agent', source_run_id: 'r1', tags },
      creation_timestamp_ms: 2000,
      last_updated_timestamp_ms: 2000,
      artifact_uri: `mlflow-artifacts:/${experiment_id}/models/${model_id}/artifacts`,
      status: 'LOGGED_MODEL_PENDING',
    },
    data: { params },
  });
  const ready = server.call(`PATCH logged-models/${model_id}`, {
    model_id,
    status: 'LOGGED_MODEL_READY',
  }).model;
  expect(ready.info).toEqual({
    ...model.info,
    status: 'LOGGED_MODEL_READY',
    last_updated_timestamp_ms: 3000,
  });
  expect(get(model_id)).toEqual(ready);
  server.call(`PATCH logged-models/${model_id}`, { status: 3 });
  expect(get(model_id).info.status).toBe('LOGGED_MODEL_UPLOAD_FAILED');
});

test('names are no keys: two models may share one, and without one it is made', () => {
  const [one, other] = [create({ name: 'clf' }), create({ name: 'clf' })];
  expect(one.info.model_id).not.toBe(other.info.model_id);
  expect(create().info.name).toMatch(/^[a-z]+-[a-z]+-\d+$/);
  expect(create({ name: '' }).info).toMatchObject({ model_type: '', source_run_id: '' });
});

test.each(['a/b', 'a:b', 'a.b', '100%', 'a"b', "a'b"])('%j is no name', (name) => {
  expect(server.refusal('POST logged-models', { experiment_id, name })).toEqual(
    refused('INVALID_PARAMETER_VALUE', 'Invalid model name ('),
  );
});

test.each([
  [{}, "Missing value for required parameter 'status'."],
  [{ status: 'READY' }, 'Unknown status of a logged model.'],
  [{ status: 9 }, 'Unknown status of a logged model.'],
])('%j is no end of a model', (raw, begin) => {
  const { model_id } = create().info;
  const refusal = server.refusal(`PATCH logged-models/${model_id}`, raw);
  expect(refusal.code).toBe('INVALID_PARAMETER_VALUE');
  if (!('status' in raw) || typeof raw.status === 'string') expect(refusal.message).toContain(begin);
  expect(get(model_id).info.status).toBe('LOGGED_MODEL_PENDING');
});

test('tags and params are added, and a tag is taken away', () => {
  const { model_id } = create({ name: 'clf', tags: [{ key: 'a', value: '1' }] }).info;
  const tags = [
    { key: 'a', value: '2' },
    { key: 'b/c', value: '' },
  ];
  expect(server.call(`PATCH logged-models/${model_id}/tags`, { tags })).toEqual({});
  expect(get(model_id).info.tags).toEqual(tags);
  server.call(`DELETE logged-models/${model_id}/tags/${encodeURIComponent('b/c')}`);
  expect(get(model_id).info.tags).toEqual([{ key: 'a', value: '2' }]);
  expect(server.refusal(`DELETE logged-models/${model_id}/tags/b`)).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', `No tag with key 'b' found for model with ID '${model_id}'.`),
  );
  const params = [{ key: 'p', value: '1' }];
  expect(server.call(`POST logged-models/${model_id}/params`, { params })).toEqual({});
  expect(get(model_id).data).toEqual({ params });
});

test('a metric that names the model is one of it too, each once for its run and dataset', () => {
  const { model_id } = create({ name: 'clf' }).info;
  const { run_id } = server.call('POST runs/create', { experiment_id }).run.info;
  const point = { key: 'auc', value: 0.5, timestamp: 1, step: 2 };
  server.call('POST runs/log-metric', { run_id, ...point });
  expect(get(model_id).data).toEqual({});
  // What a client does with the metrics of a run when it logs a model: the same points, with the model.
  server.call('POST runs/log-batch', {
    run_id,
    metrics: [
      { ...point, model_id },
      { ...point, model_id },
    ],
  });
  for (const dataset_name of ['d', 'e', 'd'])
    server.call('POST runs/log-metric', { run_id, ...point, model_id, dataset_name, dataset_digest: 'x' });
  server.call('POST runs/log-metric', { run_id, ...point, model_id, value: 'NaN' });
  server.call('POST runs/log-metric', { run_id, ...point, model_id: 'm-none' });
  expect(get(model_id).data.metrics).toEqual([
    { ...point, model_id, run_id },
    { ...point, model_id, run_id, dataset_name: 'd', dataset_digest: 'x' },
    { ...point, model_id, run_id, dataset_name: 'e', dataset_digest: 'x' },
    { ...point, model_id, run_id, value: 'NaN' },
  ]);
  const history = server.call('GET metrics/get-history', { run_id, metric_key: 'auc' }).metrics;
  expect(history).toHaveLength(2);
});

test('a deleted model is gone unless it is asked for', () => {
  const { model_id } = create({ name: 'clf' }).info;
  expect(server.call(`DELETE logged-models/${model_id}`)).toEqual({});
  expect(server.refusal(`GET logged-models/${model_id}`)).toEqual(
    refused('RESOURCE_DOES_NOT_EXIST', `Logged model with ID '${model_id}' not found.`),
  );
  expect(get(model_id, { allow_deleted: true }).info.model_id).toBe(model_id);
  expect(server.call('POST logged-models/search', { experiment_ids: [experiment_id] })).toEqual({});
});

test('every call about a model that is not there says so', () => {
  for (const [call, raw] of [
    ['GET logged-models/m-1', {}],
    ['GET logged-models/m-1', { allow_deleted: true }],
    ['PATCH logged-models/m-1', { status: 'LOGGED_MODEL_READY' }],
    ['DELETE logged-models/m-1', {}],
    ['POST logged-models/m-1/params', { params: [] }],
    ['PATCH logged-models/m-1/tags', { tags: [] }],
    ['DELETE logged-models/m-1/tags/k', {}],
  ] as const)
    expect([call, server.refusal(call, raw)]).toEqual([
      call,
      refused('RESOURCE_DOES_NOT_EXIST', "Logged model with ID 'm-1' not found."),
    ]);
});
