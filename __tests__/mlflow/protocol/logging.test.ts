import { refused, Server } from './server.js';

let server: Server;
let run_id: string;
beforeEach(() => {
  server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'iris' });
  run_id = server.call('POST runs/create', { experiment_id, run_name: 'a' }).run.info.run_id;
});

const data = () => server.call('GET runs/get', { run_id }).run.data;
const log = (raw: object) => server.call('POST runs/log-batch', { run_id, ...raw });
const refusal = (raw: object) => server.refusal('POST runs/log-batch', { run_id, ...raw });
const many = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));
const metrics = (count: number) =>
  many(count, (index) => ({ key: `m${index}`, value: 1, timestamp: 1, step: 0 }));
const pairs = (count: number) => many(count, (index) => ({ key: `k${index}`, value: 'v' }));
const NAMED = { key: 'mlflow.runName', value: 'a' };

test('a batch logs metrics, params and tags together, in one change', () => {
  const raw = { run_id, metrics: metrics(1), params: pairs(1), tags: pairs(2) };
  const { body, changes } = server.watch('POST runs/log-batch', raw);
  expect(body).toEqual({});
  expect(changes).toHaveLength(1);
  expect(data()).toEqual({ metrics: metrics(1), params: pairs(1), tags: [NAMED, ...pairs(2)] });
});

test('an empty batch is fine', () => {
  expect(log({})).toEqual({});
  expect(log({ metrics: [], params: [], tags: [] })).toEqual({});
});

describe('a batch', () => {
  test.each([
    [{ metrics: metrics(1000) }, 1000],
    [{ params: pairs(100) }, 100],
    [{ tags: pairs(100) }, 100],
    [{ metrics: metrics(800), params: pairs(100), tags: pairs(100) }, 1000],
  ])('may be so large (%#)', (raw, count) => {
    log(raw);
    const { metrics: points = [], params = [], tags } = data();
    expect(points.length + params.length + tags.length - 1).toBe(count);
  });

  test.each([
    [{ metrics: metrics(1001) }, 'can contain at most 1000 metrics. Got 1001 metrics.'],
    [{ params: pairs(101) }, 'can contain at most 100 params. Got 101 params.'],
    [{ tags: pairs(101) }, 'can contain at most 100 tags. Got 101 tags.'],
    [
      { metrics: metrics(801), params: pairs(100), tags: pairs(100) },
      'can contain at most 1000 metrics, params, and tags. Got 1001 metrics, params, and tags.',
    ],
  ])('may be no larger (%#)', (raw, told) => {
    expect(refusal(raw)).toEqual(
      refused('INVALID_PARAMETER_VALUE', `A batch logging request ${told} Please split up`),
    );
    expect(data()).toEqual({ tags: [NAMED] });
  });

  test.each([
    [{ metrics: [{ value: 1, timestamp: 1 }] }, 'metrics[0].key'],
    [{ metrics: [...metrics(1), { key: 'a', timestamp: 1 }] }, 'metrics[1].value'],
    [{ metrics: [{ key: 'a', value: 1 }] }, 'metrics[0].timestamp'],
    [{ params: [{ value: 'v' }] }, 'params[0].key'],
    [{ tags: [{ key: '', value: 'v' }] }, 'tags[0].key'],
  ])('lacks %#', (raw, field) => {
    expect(refusal(raw)).toEqual(
      refused('INVALID_PARAMETER_VALUE', `Missing value for required parameter '${field}'.`),
    );
  });

  test.each([
    [
      { metrics: [...metrics(1), { key: 'a#b', value: 1, timestamp: 1 }] },
      'Invalid value "a#b" for parameter',
    ],
    [{ metrics: [...metrics(1), { key: 'a', value: 1, timestamp: -1 }] }, 'Invalid value -1 for parameter'],
    [
      { params: [...pairs(1), { key: '../b', value: 'v' }] },
      'Invalid value "../b" for parameter \'params[1].key\'',
    ],
    [
      { tags: [...pairs(1), { key: 'k'.repeat(251), value: 'v' }] },
      "'tags[1].key' exceeds the maximum length",
    ],
    [
      { params: [...pairs(2), { key: 'k0', value: 'v' }] },
      "Duplicate parameter keys have been submitted: ['k0'].",
    ],
    [{ params: [...pairs(2), { key: 'old', value: '2' }] }, 'Changing param values is not allowed.'],
  ])('is all or nothing: one bad item keeps all others out (%#)', (raw, begin) => {
    log({ params: [{ key: 'old', value: '1' }] });
    const before = data();
    expect(refusal({ metrics: metrics(1), params: pairs(1), tags: pairs(1), ...raw })).toEqual(
      refused('INVALID_PARAMETER_VALUE', begin),
    );
    expect(data()).toEqual(before);
  });

  test('names every param that it would change, with both values', () => {
    log({
      params: [
        { key: 'a', value: '1' },
        { key: 'b', value: "it's" },
        { key: 'c', value: '3' },
      ],
    });
    const { message } = refusal({
      params: [
        { key: 'a', value: '2' },
        { key: 'b', value: '' },
        { key: 'c', value: '3' },
      ],
    });
    expect(message).toContain(
      `'[{'key': 'a', 'old_value': '1', 'new_value': '2'}, {'key': 'b', 'old_value': "it's", 'new_value': ''}]'` +
        ` for run ID='${run_id}'`,
    );
  });

  test('an id that can be none is told so, before its contents are looked at', () => {
    const raw = { run_id: 'a/b', metrics: [{ key: '#', value: 1, timestamp: 1 }] };
    expect(server.refusal('POST runs/log-batch', raw)).toEqual(
      refused('INVALID_PARAMETER_VALUE', `Invalid value "a/b" for parameter 'run_id' supplied.`),
    );
  });
});

describe('params', () => {
  const param = (key: string, value?: string) =>
    server.call('POST runs/log-parameter', { run_id, key, value });

  test('are written once; the same value again is fine', () => {
    param('lr', '0.1');
    param('lr', '0.1');
    log({ params: [{ key: 'lr', value: '0.1' }] });
    expect(server.refusal('POST runs/log-parameter', { run_id, key: 'lr', value: '0.2' })).toEqual(
      refused(
        'INVALID_PARAMETER_VALUE',
        "Changing param values is not allowed. Param with key='lr' was already logged with value='0.1' " +
          `for run ID='${run_id}'. Attempted logging new value '0.2'.`,
      ),
    );
    expect(data().params).toEqual([{ key: 'lr', value: '0.1' }]);
  });

  test('an empty value is one, and no other may follow it', () => {
    param('none');
    param('none', '');
    expect(data().params).toEqual([{ key: 'none', value: '' }]);
    expect(server.refusal('POST runs/log-parameter', { run_id, key: 'none', value: 'x' }).code).toBe(
      'INVALID_PARAMETER_VALUE',
    );
    expect(refusal({ params: [{ key: 'none', value: 'x' }] }).code).toBe('INVALID_PARAMETER_VALUE');
  });

  test('have 6000 characters; what is longer is cut, and the same long value again is the same', () => {
    const long = '😀'.repeat(6001);
    param('long', long);
    param('long', long);
    log({ params: [{ key: 'long', value: long }] });
    expect(data().params).toEqual([{ key: 'long', value: '😀'.repeat(6000) }]);
  });
});

test('tags of a batch are cut as a single tag is, and the last of several of one key counts', () => {
  const long = { key: 'long', value: 'é'.repeat(8001) };
  log({ tags: [long, { key: 'k', value: '1' }, { key: 'k', value: '2' }] });
  expect(data().tags).toEqual([NAMED, { ...long, value: 'é'.repeat(8000) }, { key: 'k', value: '2' }]);
});

describe('a model that an older client logs', () => {
  const model = (more: object = {}) => ({
    run_id,
    artifact_path: 'model',
    utc_time_created: '2026-01-01 00:00:00.000000',
    model_uuid: 'u',
    flavors: { sklearn: { code: null, config: 'secret' }, python_function: 'x' },
    signature: { inputs: '[]' },
    ...more,
  });
  const send = (value: unknown) =>
    server.call('POST runs/log-model', {
      run_id,
      model_json: typeof value === 'string' ? value : JSON.stringify(value),
    });
  const refuse = (model_json: string) => server.refusal('POST runs/log-model', { run_id, model_json });
  const history = () =>
    JSON.parse(
      data().tags.find(({ key }: { key: string }) => key === 'mlflow.log-model.history')?.value ?? 'null',
    );

  test('is added to a list in a tag of the run, without what is none of its history', () => {
    send(model());
    send(model({ artifact_path: 'second' }));
    const kept = {
      run_id,
      artifact_path: 'model',
      utc_time_created: '2026-01-01 00:00:00.000000',
      model_uuid: 'u',
      flavors: { sklearn: { code: null }, python_function: 'x' },
    };
    expect(history()).toEqual([kept, { ...kept, artifact_path: 'second' }]);
  });

  test('is not cut, however long the list', () => {
    for (let index = 0; index < 40; index++) send(model({ artifact_path: `${index}`.repeat(200) }));
    expect(history()).toHaveLength(40);
  });

  test.each(['no JSON', '{"a":', ''])('%j is refused', (text) => {
    expect(refuse(text).code).toBe('INVALID_PARAMETER_VALUE');
  });

  test.each([
    [{}, "{'artifact_path', 'flavors', 'run_id', 'utc_time_created'}"],
    [{ artifact_path: 'a', flavors: {}, run_id: 'r' }, "{'utc_time_created'}"],
    [null, "{'artifact_path', 'flavors', 'run_id', 'utc_time_created'}"],
    [[1], "{'artifact_path', 'flavors', 'run_id', 'utc_time_created'}"],
    ['text', "{'artifact_path', 'flavors', 'run_id', 'utc_time_created'}"],
  ])('%j lacks fields', (value, fields) => {
    expect(refuse(JSON.stringify(value))).toEqual(
      refused('INVALID_PARAMETER_VALUE', `Model json is missing mandatory fields: ${fields}`),
    );
  });

  test.each(['none', '{}', '"x"'])(
    'a tag of that name that is no list (%s) is no reason to fail',
    (value) => {
      server.call('POST runs/set-tag', { run_id, key: 'mlflow.log-model.history', value });
      send(model());
      expect(history()).toHaveLength(1);
    },
  );

  test('flavors that are none are no reason to fail either', () => {
    send(model({ flavors: null }));
    expect(history()[0].flavors).toEqual({});
  });
});
