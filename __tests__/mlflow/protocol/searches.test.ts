import { refused, Server } from './server.js';

/** The searches as calls; the language itself has its tests in `__tests__/core/query/`. */
let server: Server;
let iris: string;
let rose: string;
beforeEach(() => {
  server = new Server();
  iris = experiment('iris', [{ key: 'team', value: 'a' }]);
  rose = experiment('rose');
});

const experiment = (name: string, tags: object[] = []): string =>
  server.call('POST experiments/create', { name, tags }).experiment_id;

describe('experiments', () => {
  const names = (raw: object = {}, method = 'POST'): string[] =>
    (server.call(`${method} experiments/search`, { max_results: 100, ...raw }).experiments ?? []).map(
      ({ name }: { name: string }) => name,
    );

  test('the newest first, or as is asked; those in sight only', () => {
    expect(names()).toEqual(['rose', 'iris']);
    expect(names({ order_by: ['name'] })).toEqual(['iris', 'rose']);
    server.call('POST experiments/delete', { experiment_id: iris });
    expect(names()).toEqual(['rose']);
    expect(names({ view_type: 'DELETED_ONLY' })).toEqual(['iris']);
    expect(names({ view_type: 'ALL', order_by: ['last_update_time'] })).toEqual(['rose', 'iris']);
    expect(names({ view_type: 3, order_by: ['name'] })).toEqual(['iris', 'rose']);
  });

  test('by name, tag, times', () => {
    expect(names({ filter: "name LIKE 'ir%'" })).toEqual(['iris']);
    expect(names({ filter: "tags.team = 'a'" })).toEqual(['iris']);
    expect(names({ filter: 'creation_time > 1000' })).toEqual(['rose']);
    expect(names({ filter: "name ILIKE '%S%' AND tags.`team` != 'b'" })).toEqual(['iris']);
  });

  test('in pages; a query asks as a body does', () => {
    const first = server.call('POST experiments/search', { max_results: 1 });
    expect(first.experiments).toHaveLength(1);
    const rest = { page_token: first.next_page_token, max_results: 1 };
    expect(names(rest, 'GET')).toEqual(['iris']);
    expect(server.call('POST experiments/search', rest)).not.toHaveProperty('next_page_token');
    expect(names({ order_by: ['name ASC'] }, 'GET')).toEqual(['iris', 'rose']);
  });

  test.each([
    [{ max_results: undefined }, "Invalid value 0 for parameter 'max_results' supplied."],
    [{ max_results: 50_001 }, "Invalid value 50001 for parameter 'max_results' supplied."],
    [{ filter: "color = 'red'" }, 'Invalid attribute'],
    [{ order_by: ['color'] }, 'Invalid'],
    [{ page_token: '!' }, 'Invalid page token'],
  ])('%j is refused', (raw, begin) => {
    expect(server.refusal('POST experiments/search', { max_results: 10, ...raw })).toEqual(
      refused('INVALID_PARAMETER_VALUE', begin),
    );
  });
});

describe('runs', () => {
  const run = (experiment_id: string, run_name: string, start_time: number): string =>
    server.call('POST runs/create', { experiment_id, run_name, start_time, user_id: 'ada' }).run.info.run_id;
  const names = (raw: object = {}): string[] =>
    (server.call('POST runs/search', { experiment_ids: [iris, rose], ...raw }).runs ?? []).map(
      ({ info }: { info: { run_name: string } }) => info.run_name,
    );
  let a: string;
  let b: string;
  let c: string;
  beforeEach(() => {
    a = run(iris, 'a', 1);
    b = run(iris, 'b', 2);
    c = run(rose, 'c', 3);
  });

  test('of the experiments that are named, the newest first', () => {
    expect(names()).toEqual(['c', 'b', 'a']);
    expect(names({ experiment_ids: [iris, iris] })).toEqual(['b', 'a']);
    expect(names({ experiment_ids: ['7'] })).toEqual([]);
    expect(names({ experiment_ids: [] })).toEqual([]);
    expect(names({ order_by: ['start_time ASC'], max_results: 2 })).toEqual(['a', 'b']);
  });

  test('those in sight only', () => {
    server.call('POST runs/delete', { run_id: b });
    expect(names()).toEqual(['c', 'a']);
    expect(names({ run_view_type: 'DELETED_ONLY' })).toEqual(['b']);
    expect(names({ run_view_type: 'ALL' })).toEqual(['c', 'b', 'a']);
  });

  test('by what is known of them', () => {
    const log = (run_id: string, raw: object) => server.call('POST runs/log-batch', { run_id, ...raw });
    const metric = (value: unknown, step: number) => ({ key: 'val loss', value, timestamp: 1, step });
    log(a, { metrics: [metric(0.1, 1), metric(0.9, 2)], params: [{ key: 'lr', value: '0.1' }] });
    log(b, { metrics: [metric(0.5, 1)], tags: [{ key: 'mlflow.user', value: 'bob' }] });
    log(c, { metrics: [metric('NaN', 1)] });
    const dataset = { name: 'd', digest: 'x', source_type: '', source: '' };
    const tags = [{ key: 'mlflow.data.context', value: 'train' }];
    server.call('POST runs/log-inputs', { run_id: b, datasets: [{ tags, dataset }] });
    server.call('POST runs/update', { run_id: a, status: 'FAILED', end_time: 50 });

    const found = (filter: string) => names({ filter }).toSorted().join('');
    // The latest value counts, and what a run lacks is false.
    expect(found('metrics.`val loss` > 0.6')).toBe('a');
    expect(found('metrics.`val loss` <= 0.5')).toBe('b');
    expect(found('metrics.other != 1')).toBe('');
    expect(found("params.lr = '0.1'")).toBe('a');
    expect(found("params.lr != '0.2'")).toBe('a');
    expect(found("tags.mlflow.user = 'bob'")).toBe('b');
    expect(found("tags.`mlflow.runName` = 'c'")).toBe('c');
    expect(found("status = 'FAILED' AND end_time > 10")).toBe('a');
    expect(found("attributes.run_name ILIKE 'B'")).toBe('b');
    expect(found(`run_id IN ('${a}', '${c}')`)).toBe('ac');
    expect(found("user_id = 'ada' and start_time >= 2")).toBe('bc');
    expect(found(`artifact_uri = 'mlflow-artifacts:/${iris}/${a}/artifacts'`)).toBe('a');
    expect(found("dataset.name = 'd' AND dataset.digest = 'x' AND dataset.context = 'train'")).toBe('b');
    expect(found("dataset.context = 'eval'")).toBe('');
    // NaN comes behind all numbers, what has none behind that.
    run(iris, 'none', 0);
    expect(names({ order_by: ['metrics.`val loss` DESC'] })).toEqual(['a', 'b', 'c', 'none']);
    expect(names({ order_by: ['metrics.`val loss` ASC'] })).toEqual(['b', 'a', 'c', 'none']);
  });

  test('in pages that together are all', () => {
    const pages: string[] = [];
    let page_token: string | undefined;
    do {
      const answer = server.call('POST runs/search', {
        experiment_ids: [iris, rose],
        max_results: 2,
        page_token,
      });
      pages.push(answer.runs.map((one: { info: { run_name: string } }) => one.info.run_name).join(''));
      page_token = answer.next_page_token;
    } while (page_token !== undefined);
    expect(pages).toEqual(['cb', 'a']);
  });

  test.each([
    [{ experiment_ids: ['x'] }, "Invalid experiment ID 'x'."],
    [{ max_results: 0 }, "Invalid value 0 for parameter 'max_results' supplied."],
    [{ max_results: 50_001 }, "Invalid value 50001 for parameter 'max_results' supplied:  Hint"],
    [{ filter: "params.a = 'b' OR params.a = 'c'" }, 'Invalid clause'],
    [{ filter: 'params.a = 1' }, ''],
    [{ order_by: ['a b c'] }, 'Invalid'],
    [{ page_token: 'x' }, 'Invalid page token'],
  ])('%j is refused', (raw, begin) => {
    expect(server.refusal('POST runs/search', { experiment_ids: [iris], ...raw })).toEqual(
      refused('INVALID_PARAMETER_VALUE', begin),
    );
  });
});

describe('logged models', () => {
  const model = (raw: object, experiment_id = iris): string =>
    server.call('POST logged-models', { experiment_id, ...raw }).model.info.model_id;
  const names = (raw: object = {}): string[] =>
    (server.call('POST logged-models/search', { experiment_ids: [iris], ...raw }).models ?? []).map(
      ({ info }: { info: { name: string } }) => info.name,
    );
  let run_id: string;
  const measure = (model_id: string, value: unknown, more: object = {}) =>
    server.call('POST runs/log-metric', {
      run_id,
      key: 'auc',
      value,
      timestamp: 1,
      step: 0,
      model_id,
      ...more,
    });
  beforeEach(() => {
    run_id = server.call('POST runs/create', { experiment_id: iris }).run.info.run_id;
  });

  test('of the experiments that are named, by what is known of them', () => {
    const a = model({
      name: 'a',
      model_type: 'agent',
      source_run_id: run_id,
      params: [{ key: 'p', value: '1' }],
    });
    const b = model({ name: 'b', tags: [{ key: 't', value: 'x' }] });
    model({ name: 'other' }, rose);
    server.call(`PATCH logged-models/${b}`, { status: 'LOGGED_MODEL_READY' });
    expect(names()).toEqual(['b', 'a']);
    expect(names({ max_results: 0 })).toEqual(['b', 'a']);
    expect(names({ max_results: 1 })).toEqual(['b']);
    expect(names({ experiment_ids: [iris, rose] })).toHaveLength(3);
    const found = (filter: string) => names({ filter }).join('');
    expect(found("name='a'")).toBe('a');
    expect(found(`model_id = '${a}'`)).toBe('a');
    expect(found(`source_run_id = '${run_id}'`)).toBe('a');
    expect(found("model_type = 'agent' AND params.p = '1'")).toBe('a');
    expect(found("tags.t LIKE '%'")).toBe('b');
    expect(found("status = 'READY'")).toBe('b');
    expect(found("status = 'LOGGED_MODEL_READY'")).toBe('b');
    expect(names({ order_by: [{ field_name: 'name' }] })).toEqual(['a', 'b']);
    expect(names({ order_by: [{ field_name: 'name', ascending: false }] })).toEqual(['b', 'a']);
  });

  test('by metrics, of one dataset where it is named', () => {
    const [a, b] = [model({ name: 'a' }), model({ name: 'b' })];
    measure(a, 0.9, { dataset_name: 'train', dataset_digest: '1' });
    measure(a, 0.1, { dataset_name: 'test', dataset_digest: '2' });
    measure(b, 0.5, { dataset_name: 'test', dataset_digest: '3' });
    const on = (dataset_name: string, dataset_digest?: string) => ({
      datasets: [{ dataset_name, dataset_digest }],
    });
    expect(names({ filter: 'metrics.auc > 0.6' })).toEqual(['a']);
    expect(names({ filter: 'metrics.auc > 0.6', ...on('test') })).toEqual([]);
    expect(names({ filter: 'metrics.auc < 0.6', ...on('test', '2') })).toEqual(['a']);
    const by = { field_name: 'metrics.auc', ascending: false };
    expect(names({ order_by: [{ ...by, dataset_name: 'test' }] })).toEqual(['b', 'a']);
    expect(names({ order_by: [{ ...by, dataset_name: 'train' }] })).toEqual(['a', 'b']);
  });

  test.each([
    [{ experiment_ids: null }, "Missing value for required parameter 'experiment_ids'."],
    [{ datasets: [{ dataset_digest: 'x' }] }, '`dataset_name` in the `datasets` clause must be specified.'],
    [
      { order_by: [{ field_name: 'params.x' }] },
      'Invalid order by field name: params.x. Only metrics are supported.',
    ],
    [{ filter: "color = 'x'" }, ''],
    [{ max_results: 50_001 }, ''],
  ])('%j is refused', (raw, begin) => {
    const refusal = { experiment_ids: [iris], ...raw };
    expect(server.refusal('POST logged-models/search', refusal)).toEqual(
      refused('INVALID_PARAMETER_VALUE', begin),
    );
  });
});
