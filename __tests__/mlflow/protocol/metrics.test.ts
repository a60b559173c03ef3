import { refused, Server } from './server.js';

interface Point {
  value: number | string;
  timestamp: number;
  step?: number;
}

let server: Server;
let run_id: string;
beforeEach(() => {
  server = new Server();
  const { experiment_id } = server.call('POST experiments/create', { name: 'iris' });
  run_id = server.call('POST runs/create', { experiment_id }).run.info.run_id;
});

const log = (...points: Point[]) => {
  for (const point of points) server.call('POST runs/log-metric', { run_id, key: 'loss', ...point });
};
const batch = (...points: Point[]) =>
  server.call('POST runs/log-batch', { run_id, metrics: points.map((point) => ({ key: 'loss', ...point })) });
const ask = (raw: object = {}) =>
  server.call('GET metrics/get-history', { run_id, metric_key: 'loss', ...raw });
/** `step@time=value` of each point. */
const history = (raw: object = {}): string[] =>
  (ask(raw).metrics ?? []).map(
    ({ step, timestamp, value }: Record<string, unknown>) => `${step}@${timestamp}=${value}`,
  );
const latest = (): unknown => {
  const [metric] = server.call('GET runs/get', { run_id }).run.data.metrics;
  return `${metric.step}@${metric.timestamp}=${metric.value}`;
};

test('a point has a step, or 0', () => {
  log({ value: 0.5, timestamp: 7 });
  expect(ask()).toEqual({ metrics: [{ key: 'loss', value: 0.5, timestamp: 7, step: 0 }] });
});

describe('the history', () => {
  test('is by time, then step, then value, however the points came', () => {
    log({ value: 1, timestamp: 5, step: 2 }, { value: 2, timestamp: 3, step: 9 });
    batch(
      { value: 4, timestamp: 5, step: 1 },
      { value: 3, timestamp: 5, step: 1 },
      { value: 9, timestamp: 0, step: -4 },
    );
    expect(history()).toEqual(['-4@0=9', '9@3=2', '1@5=3', '1@5=4', '2@5=1']);
  });

  test('has each point once, however often it is logged, and with whatever model', () => {
    const point = { value: 1, timestamp: 1, step: 1 };
    log(point, point, { ...point, step: 2 });
    batch(point, { ...point, step: 2 }, { ...point, value: 0 }, { ...point, timestamp: 2 });
    server.call('POST runs/log-metric', { run_id, key: 'loss', ...point, model_id: 'm-1' });
    expect(history()).toEqual(['1@1=0', '1@1=1', '2@1=1', '1@2=1']);
  });

  test('knows NaN from 0, and keeps it once', () => {
    log({ value: 'NaN', timestamp: 1 }, { value: 0, timestamp: 1 }, { value: 'NaN', timestamp: 1 });
    expect(history().sort()).toEqual(['0@1=0', '0@1=NaN']);
  });

  test('holds infinities at the largest number that there is, as the store of MLflow does', () => {
    log({ value: 'Infinity', timestamp: 1 }, { value: '-Infinity', timestamp: 2 });
    expect(history()).toEqual([`0@1=${Number.MAX_VALUE}`, `0@2=-${Number.MAX_VALUE}`]);
    // Beyond what a number can hold.
    server.call('POST runs/log-metric', { run_id, key: 'big', value: '1e999', timestamp: 1 });
    expect(ask({ metric_key: 'big' }).metrics[0].value).toBe(Number.MAX_VALUE);
  });

  test('is paged', () => {
    batch(...Array.from({ length: 5 }, (_, step) => ({ value: step, timestamp: 9 - step, step })));
    const pages: string[][] = [];
    let token: string | undefined;
    do {
      const raw = { max_results: 2, ...(token !== undefined && { page_token: token }) };
      pages.push(history(raw));
      token = ask(raw).next_page_token;
    } while (token !== undefined);
    expect(pages).toEqual([['4@5=4', '3@6=3'], ['2@7=2', '1@8=1'], ['0@9=0']]);
    expect(ask({ max_results: 5 })).not.toHaveProperty('next_page_token');
    expect(history({ max_results: 25_000 })).toHaveLength(5);
  });

  test.each([
    [{ max_results: 0 }, "Invalid value 0 for parameter 'max_results' supplied."],
    [{ max_results: -1 }, "Invalid value -1 for parameter 'max_results' supplied."],
    [{ page_token: 'x' }, 'Invalid page token, could not base64-decode'],
    [{ page_token: btoa('{"offset":-1}') }, 'Invalid page token, parsed value='],
  ])('%j is refused', (raw, begin) => {
    log({ value: 1, timestamp: 1 });
    expect(server.refusal('GET metrics/get-history', { run_id, metric_key: 'loss', ...raw })).toEqual(
      refused('INVALID_PARAMETER_VALUE', begin),
    );
  });

  test('of a metric or run that is not there is empty', () => {
    expect(ask({ metric_key: 'none' })).toEqual({});
    expect(ask({ run_id: 'none' })).toEqual({});
    expect(server.call('GET metrics/get-history', { run_uuid: run_id, metric_key: 'none' })).toEqual({});
  });
});

describe('the latest', () => {
  test.each<[string, Point[], string]>([
    [
      'has the greatest step, though another came later',
      [
        { value: 1, timestamp: 1, step: 5 },
        { value: 2, timestamp: 9, step: 4 },
      ],
      '5@1=1',
    ],
    [
      'then the greatest time',
      [
        { value: 1, timestamp: 9, step: 5 },
        { value: 2, timestamp: 8, step: 5 },
      ],
      '5@9=1',
    ],
    [
      'then the greatest value',
      [
        { value: 2, timestamp: 9, step: 5 },
        { value: 1, timestamp: 9, step: 5 },
      ],
      '5@9=2',
    ],
    [
      'NaN lies where 0 does: above what is negative',
      [
        { value: 'NaN', timestamp: 9, step: 5 },
        { value: -1, timestamp: 9, step: 5 },
      ],
      '5@9=NaN',
    ],
    [
      'and below what is positive',
      [
        { value: 'NaN', timestamp: 9, step: 5 },
        { value: 1, timestamp: 9, step: 5 },
      ],
      '5@9=1',
    ],
    [
      'a step may be negative',
      [
        { value: 1, timestamp: 1, step: -1 },
        { value: 2, timestamp: 2, step: -2 },
      ],
      '-1@1=1',
    ],
  ])('%s', (_, points, expected) => {
    for (const order of [points, points.toReversed()]) {
      beforeEachRun();
      log(...order);
      expect(latest()).toBe(expected);
      beforeEachRun();
      batch(...order);
      expect(latest()).toBe(expected);
    }
  });

  function beforeEachRun(): void {
    run_id = server.call('POST runs/create', { experiment_id: [...server.state.experiments.keys()][0] }).run
      .info.run_id;
  }
});

test.each([
  [{ value: 1, timestamp: 1 }, "Missing value for required parameter 'key'."],
  [{ key: 'k', timestamp: 1 }, "Missing value for required parameter 'value'."],
  [{ key: 'k', value: 1 }, "Missing value for required parameter 'timestamp'."],
  [{ key: 'k', value: 'much', timestamp: 1 }, 'Invalid value "much" for parameter \'value\' supplied'],
  [
    { key: 'k', value: 1, timestamp: -1 },
    "Invalid value -1 for parameter 'timestamp' supplied: metric 'k' (value=1.0).",
  ],
  [
    { key: 'k', value: 'NaN', timestamp: -1 },
    "Invalid value -1 for parameter 'timestamp' supplied: metric 'k' (value=nan).",
  ],
  [
    { key: 'k'.repeat(251), value: 1, timestamp: 1 },
    "'Metric name' exceeds the maximum length of 250 characters",
  ],
  [{ key: 'a//b', value: 1, timestamp: 1 }, 'Invalid value "a//b" for parameter \'name\' supplied'],
])('a metric that is none is refused (%#)', (raw, begin) => {
  expect(server.refusal('POST runs/log-metric', { run_id, ...raw })).toEqual(
    refused('INVALID_PARAMETER_VALUE', begin),
  );
});

describe('of many runs', () => {
  const CALL = 'GET metrics/get-history-bulk';
  test('each point tells its run, and the runs come by their ids', () => {
    const other = server.call('POST runs/create', { experiment_id: [...server.state.experiments.keys()][0] })
      .run.info.run_id;
    log({ value: 2, timestamp: 2 }, { value: 'NaN', timestamp: 1 });
    server.call('POST runs/log-metric', { run_id: other, key: 'loss', value: 3, timestamp: 3 });
    const point = (id: string, timestamp: number, value: unknown) => ({
      ...{ key: 'loss', value, timestamp, step: 0, run_id: id },
    });
    const all = [point(run_id, 1, 'NaN'), point(run_id, 2, 2), point(other, 3, 3)];
    const raw = { run_id: [other, run_id, other, 'none'], metric_key: 'loss' };
    expect(server.call(CALL, raw)).toEqual({ metrics: all });
    expect(server.call(CALL, { ...raw, max_results: 2 })).toEqual({ metrics: all.slice(0, 2) });
    expect(server.call(CALL, { run_id: 'none', metric_key: 'loss' })).toEqual({ metrics: [] });
  });

  test.each([
    [{ metric_key: 'loss' }, 'GetMetricHistoryBulk request must specify at least one run_id.'],
    [{ run_id: 'a' }, 'GetMetricHistoryBulk request must specify a metric_key.'],
    [
      { run_id: Array(101).fill('a'), metric_key: 'loss' },
      'GetMetricHistoryBulk request cannot specify more than 100',
    ],
  ])('%# is refused', (raw, begin) => {
    expect(server.refusal(CALL, raw)).toEqual(refused('INVALID_PARAMETER_VALUE', begin));
  });
});
