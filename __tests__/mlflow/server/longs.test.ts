import { startTestServer, type TestServer } from '../../support/mlflow-server.js';

let server: TestServer;
let run_id: string;
beforeAll(async () => {
  server = await startTestServer();
  const { body } = await server.call('POST', 'runs/create', { experiment_id: '0', start_time: 1 });
  run_id = (body as { run: { info: { run_id: string } } }).run.info.run_id;
});
afterAll(() => server.close());

/** Numbers as texts, since those of JavaScript are what this is about. */
async function sent(route: string, json: string): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  return (await server.get(`api/2.0/mlflow/${route}`, { method: 'POST', headers, body: json })).status;
}

async function told(route: string, query: Record<string, string>): Promise<string> {
  return (await server.get(`api/2.0/mlflow/${route}?${new URLSearchParams({ run_id, ...query })}`)).text();
}

// As `mlflow server` answers them.
test.each([
  ['9007199254740993', '9007199254740993'],
  ['"9007199254740993"', '9007199254740993'],
  ['"+9007199254740993"', '9007199254740993'],
  ['9223372036854775807', '9223372036854775807'],
  ['-9223372036854775808', '-9223372036854775808'],
  ['-9007199254740993', '-9007199254740993'],
  // What is a float was rounded by whoever wrote it.
  ['9007199254740993.0', '9007199254740992'],
  ['1e18', '1000000000000000000'],
  // Beyond 64 bits the field is passed over.
  ['9223372036854775808', '0'],
  ['12345678901234567890123', '0'],
])('a step that is sent as %s is told as %s', async (step, expected) => {
  const key = `k${step.replace(/[^\w.-]/g, '_')}`;
  const metric = `"key":"${key}","value":0.12345678901234567,"timestamp":9007199254740995,"step":${step}`;
  expect(await sent('runs/log-metric', `{"run_id":"${run_id}",${metric}}`)).toBe(200);
  const history = await told('metrics/get-history', { metric_key: key });
  expect(history).toContain(`"timestamp":9007199254740995,"step":${expected}}`);
  expect(await told('runs/get', {})).toContain(`"timestamp":9007199254740995,"step":${expected}}`);
});

test('of a batch each number is exact, they are in order, and the greatest step is the latest', async () => {
  const steps = ['9007199254740995', '3', '9007199254740994', '9007199254740993'];
  const metrics = steps.map((step, at) => `{"key":"many","value":${at},"timestamp":7,"step":${step}}`);
  expect(await sent('runs/log-batch', `{"run_id":"${run_id}","metrics":[${metrics.join()}]}`)).toBe(200);
  const history = await told('metrics/get-history', { metric_key: 'many' });
  const told_steps = [...history.matchAll(/"step":(\d+)/g)].map(([, step]) => step);
  expect(told_steps).toEqual(['3', '9007199254740993', '9007199254740994', '9007199254740995']);
  expect(await told('runs/get', {})).toContain(
    '{"key":"many","value":0,"timestamp":7,"step":9007199254740995}',
  );
  const within = { metric_key: 'many', start_step: '9007199254740994', end_step: '9007199254740994' };
  const sampled = await told('metrics/get-history-bulk-interval', { run_ids: run_id, ...within });
  expect([...sampled.matchAll(/"step":(\d+)/g)].map(([, step]) => step)).toEqual(['9007199254740994']);
});

test('the times of a run are exact, whatever they are, and runs are sorted and found by them', async () => {
  const { body } = await server.call('POST', 'experiments/create', { name: 'long times' });
  const { experiment_id } = body as { experiment_id: string };
  const [early, late] = ['9007199254740993', '"9007199254740995"'];
  for (const start of [late, early]) {
    const fields = `"experiment_id":"${experiment_id}","start_time":${start},"run_name":"at ${start.replaceAll('"', '')}"`;
    expect(await sent('runs/create', `{${fields}}`)).toBe(200);
  }
  const search = async (more: string) => {
    const headers = { 'content-type': 'application/json' };
    const asked = `{"experiment_ids":["${experiment_id}"],${more}}`;
    const answer = await server.get('api/2.0/mlflow/runs/search', { method: 'POST', headers, body: asked });
    return [...(await answer.text()).matchAll(/"start_time":(\d+)/g)].map(([, at]) => at);
  };
  expect(await search('"order_by":["start_time"]')).toEqual(['9007199254740993', '9007199254740995']);
  expect(await search('"filter":"attributes.start_time = 9007199254740993"')).toEqual(['9007199254740993']);
  expect(await search('"filter":"attributes.start_time > 9007199254740993"')).toEqual(['9007199254740995']);
  const end = `{"run_id":"${run_id}","status":"FINISHED","end_time":9223372036854775807}`;
  expect(await sent('runs/update', end)).toBe(200);
  expect(await told('runs/get', {})).toContain('"end_time":9223372036854775807');
});

test('a text with many digits stays a text, and a long number is none', async () => {
  const tag = (value: string) => `{"run_id":"${run_id}","key":"digits","value":${value}}`;
  expect(await sent('runs/set-tag', tag('"[ 9007199254740993 ]"'))).toBe(200);
  expect(await told('runs/get', {})).toContain('"value":"[ 9007199254740993 ]"');
  expect(await sent('runs/set-tag', tag('9007199254740993'))).toBe(400);
});
