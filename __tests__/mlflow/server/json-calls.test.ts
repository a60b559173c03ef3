import { UserError } from '../../../src/core/errors.js';
import { ProtocolError } from '../../../src/mlflow/protocol/errors.js';
import type { MlflowStore } from '../../../src/mlflow/protocol/store.js';
import { emptyState } from '../../../src/mlflow/state/state.js';
import { jsonBody, startTestServer, type TestServer } from '../../support/mlflow-server.js';

let server: TestServer;

beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const CREATE = 'api/2.0/mlflow/experiments/create';

test('a call is answered from its body, and what it changed is seen by the next one', async () => {
  const made = await server.call('POST', 'experiments/create', { name: 'bikes & trams' });
  expect(made.status).toBe(200);
  const { experiment_id } = made.body as { experiment_id: string };
  const found = await server.call('GET', 'experiments/get-by-name?experiment_name=bikes+%26+trams');
  expect(found).toMatchObject({
    status: 200,
    body: { experiment: { experiment_id, name: 'bikes & trams' } },
  });
});

test('a store that cannot be opened for a reason that the user can mend is no defect', async () => {
  const busy = new UserError({ code: 'E_SERVE_BUSY', what: 'Another server has it', mend: 'Stop it' });
  const other = await startTestServer({ store: () => Promise.reject(busy) });
  expect(await other.call('GET', 'experiments/get?experiment_id=0')).toMatchObject({
    ...{ status: 500, body: { message: expect.stringContaining('cannot read what it is to answer from') } },
  });
  expect(other.logged).toEqual([]);
  await other.close();
});

test('the twin for pages answers as well', async () => {
  const response = await server.get('ajax-api/2.0/mlflow/experiments/get?experiment_id=0');
  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('application/json');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('x-frame-options')).toBe('SAMEORIGIN');
  expect(await response.json()).toMatchObject({ experiment: { name: 'Default' } });
});

test('HEAD has the head of GET', async () => {
  const response = await server.get('api/2.0/mlflow/experiments/get?experiment_id=0', { method: 'HEAD' });
  expect(response.status).toBe(200);
  expect(Number(response.headers.get('content-length'))).toBeGreaterThan(20);
  expect(await response.text()).toBe('');
});

test('a GET without a query may send its fields as a body', async () => {
  const { request } = await import('node:http');
  const body = JSON.stringify({ experiment_id: '0' });
  const status = await new Promise((resolve, reject) => {
    const sent = request(
      `${server.url}/api/2.0/mlflow/experiments/get`,
      { method: 'GET', headers: { 'content-type': 'application/json', 'content-length': body.length } },
      (response) => resolve(response.resume().statusCode),
    );
    sent.on('error', reject).end(body);
  });
  expect(status).toBe(200);
});

test.each([
  ['what is no JSON', '{"name": '],
  ['bytes that are no text', Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d])],
  ['a text of no JSON', '"name"'],
  ['null', 'null'],
])('%s is read as an empty body, whose fields are missed', async (_, body) => {
  const headers = { 'content-type': 'application/json' };
  const response = await server.get(CREATE, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({
    error_code: 'INVALID_PARAMETER_VALUE',
    message: expect.stringMatching(/^Missing value for required parameter 'name'/),
  });
});

test.each(['[1]', '5', 'true'])('JSON that is no object is refused: %s', async (body) => {
  const headers = { 'content-type': 'application/json' };
  const response = await server.get(CREATE, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining('must be an object') });
});

test('a text of JSON is decoded once more', async () => {
  const made = await server.call('POST', 'experiments/create', JSON.stringify({ name: 'old client' }));
  expect(made.status).toBe(200);
});

test('a field by the name of __proto__ changes nothing of the others', async () => {
  const headers = { 'content-type': 'application/json' };
  const body = '{"__proto__": {"name": "inherited"}}';
  const response = await server.get(CREATE, { method: 'POST', headers, body });
  expect(response.status).toBe(400);
});

test.each([
  ['text/plain', 'Content-Type must be one of'],
  ['application/x-www-form-urlencoded', 'Content-Type must be one of'],
])('a page can send %s without being asked, so it is refused', async (type, message) => {
  const headers = { 'content-type': type };
  const response = await server.get(CREATE, { method: 'POST', headers, body: '{"name":"x"}' });
  expect(response.status).toBe(400);
  expect(await response.json()).toMatchObject({ message: expect.stringContaining(message) });
});

test('the type may say its charset', async () => {
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  const response = await server.get(CREATE, { method: 'POST', headers, body: '{"name":"x"}' });
  expect(response.status).toBe(200);
});

test.each([
  ['POST', 'api/2.0/mlflow/experiments/unknown'],
  ['PUT', 'api/2.0/mlflow/experiments/create'],
  ['GET', 'api/2.0/mlflow/'],
  ['GET', ''],
  ['GET', 'static-files/main.js'],
])('%s /%s is not there, and the client is told at once', async (method, path) => {
  const response = await server.get(path, { method });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error_code: 'ENDPOINT_NOT_FOUND' });
});

test.each([
  'api/2.0/mlflow/traces',
  'api/2.0/mlflow/traces/tr-1/info',
  'ajax-api/2.0/mlflow/webhooks/1',
  'api/3.0/mlflow/traces/search',
  'api/3.0/mlflow/workspaces',
  'ajax-api/3.0/mlflow/scorers/list',
  'v1/traces',
  'gateway/proxy/x',
  'graphql',
])('/%s is said to be no part of us', async (path) => {
  const response = await server.get(path, { method: 'POST', ...jsonBody({}) });
  expect(response.status).toBe(501);
  expect(await response.json()).toMatchObject({
    error_code: 'NOT_IMPLEMENTED',
    message: expect.stringContaining('not part of Lineage Gate'),
  });
});

test('probes', async () => {
  expect(await (await server.get('health')).text()).toBe('OK');
  expect(await (await server.get('version')).text()).toMatch(/^\d+\.\d+\.\d+$/);
  expect(await (await server.get('api/3.0/mlflow/server-info')).json()).toEqual({
    store_type: null,
    workspaces_enabled: false,
    trace_archival_enabled: false,
    multipart_uploads_enabled: false,
    multipart_downloads_enabled: false,
    presigned_upload_run_id_supported: false,
    presigned_upload_model_id_supported: false,
    features_enabled: { gateway: false },
  });
});

test('other methods are answered, too', async () => {
  const options = await server.get(CREATE, { method: 'OPTIONS' });
  expect([options.status, options.headers.get('access-control-allow-origin')]).toEqual([200, null]);
  const other = await server.get(CREATE, { method: 'PROPFIND' });
  expect(other.status).toBe(405);
  expect(other.headers.get('allow')).toContain('PATCH');
});

test.each([
  ['9.0', "Invalid value 9.0 for parameter 'name' supplied:  Hint: Value was of type 'float'."],
  ['9', "Invalid value 9 for parameter 'name' supplied:  Hint: Value was of type 'int'."],
  ['-1E2', "Invalid value -100.0 for parameter 'name'"],
  ['1e16', "Invalid value 1e+16 for parameter 'name'"],
  ['2.5', "Invalid value 2.5 for parameter 'name'"],
  ['["9.0", 9.0, {"b": 1, "a": 2.0}]', `Invalid value ["9.0",9.0,{"a":2.0,"b":1}] for parameter 'name'`],
])('a number is shown as it was sent: %s', async (sent, begin) => {
  const init = { headers: { 'content-type': 'application/json' }, body: `{"name": ${sent}}` };
  const response = await server.get(CREATE, { method: 'POST', ...init });
  const { message } = (await response.json()) as { message: string };
  expect(message.slice(0, begin.length)).toBe(begin);
});

test('a whole float is a number as well', async () => {
  const { body } = await server.call('POST', 'runs/create', { experiment_id: '0' });
  const { run_id } = (body as { run: { info: { run_id: string } } }).run.info;
  const sent = `{"run_id": "${run_id}", "key": "k", "value": 1.0, "timestamp": 2.0, "step": [3.0]}`;
  const init = { headers: { 'content-type': 'application/json' }, body: sent };
  const response = await server.get('api/2.0/mlflow/runs/log-metric', { method: 'POST', ...init });
  expect(await response.json()).toMatchObject({
    message: expect.stringMatching(/^Invalid value \[3\.0\] for parameter 'step' supplied/),
  });
});

test('what is refused in a long body is told as in a short one', async () => {
  const { body } = await server.call('POST', 'runs/create', { experiment_id: '0' });
  const { run_id } = (body as { run: { info: { run_id: string } } }).run.info;
  const dataset = { name: 'd', digest: '1', source_type: 's', source: 's', profile: 'a\n'.repeat(9_000_000) };
  const refused = await server.call('POST', 'runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  expect(refused.body).toMatchObject({
    message: expect.stringMatching(/^'profile' exceeds the maximum length of 16777215/),
  });
});

describe('a store', () => {
  const withStore = async (store: () => MlflowStore | Promise<MlflowStore>, storePatience?: number) => {
    await server.close();
    server = await startTestServer({ store, storePatience });
  };
  const ready = (run: MlflowStore['run']): MlflowStore => ({ state: emptyState(), run });

  test('that is not there yet is waited for', async () => {
    const { promise, resolve } = withResolvers<MlflowStore>();
    await withStore(() => promise, 60_000);
    const early = server.get('api/2.0/mlflow/experiments/get?experiment_id=0');
    expect((await server.get('health')).status).toBe(200);
    resolve(ready(async () => ({})));
    expect((await early).status).toBe(200);
  });

  test('that takes too long: clients are told to come again, and probes are answered', async () => {
    const { promise, resolve } = withResolvers<MlflowStore>();
    await withStore(() => promise, 1);
    const early = await server.get('api/2.0/mlflow/experiments/get?experiment_id=0');
    expect([early.status, early.headers.get('retry-after')]).toEqual([503, '1']);
    expect((await server.get('health')).status).toBe(200);
    resolve(ready(async () => ({})));
    await promise;
    expect((await server.get('api/2.0/mlflow/experiments/get?experiment_id=0')).status).toBe(200);
  });

  test('that cannot be opened says why', async () => {
    await withStore(() => Promise.reject(new ProtocolError('RESOURCE_CONFLICT', 'the ledger is broken')));
    const { status, body } = await server.call('GET', 'experiments/get?experiment_id=0');
    expect([status, body]).toEqual([
      409,
      { error_code: 'RESOURCE_CONFLICT', message: 'the ledger is broken' },
    ]);
    expect(server.logged).toEqual([]);
  });

  test('with a defect: the client hears little, the log all of it in one line of ASCII', async () => {
    await withStore(() => ready(() => Promise.reject(new TypeError('odd \u001b[31m\u009b\ntext'))));
    const { status, body } = await server.call('GET', 'experiments/get?experiment_id=0');
    expect(status).toBe(500);
    expect(JSON.stringify(body)).not.toContain('odd');
    expect(server.logged).toHaveLength(1);
    expect(server.logged[0]).toMatch(/^[\x20-\x7e]*TypeError: odd [\x20-\x7e]*json-calls/);
  });
});

function withResolvers<T>(): { promise: Promise<T>; resolve(value: T): void } {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
