import { walked } from '../../src/collect/files/walk.js';
import { collectMetrics, type MetricsInput } from '../../src/collect/metrics.js';
import { instantOf, metricOfText, metricOfValue, stepOf } from '../../src/collect/values/metric-values.js';
import { Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

/** What a run without a fault has; a fault is thrown. */
async function collectAll(text: string, more: Partial<MetricsInput> = {}) {
  const faults = new Faults();
  const found = await collectMetrics({ text, workspace: ws.root, cwd: '.', ...more }, faults);
  faults.throwIfAny();
  return found;
}

/** {@link collectAll} without the metrics' sources, which have a test of their own. */
async function collect(text: string, more: Partial<MetricsInput> = {}) {
  const found = await collectAll(text, more);
  const metrics = Object.entries(found.metrics).map(([key, { value, step, at }]) => [
    key,
    { value, step, at },
  ]);
  return { ...found, metrics: Object.fromEntries(metrics) as typeof found.metrics };
}

async function fromFile(name: string, content: string) {
  await ws.write(name, content);
  return collect(name);
}

const final = (value: number | string) => ({ value, step: null, at: null });

test('inline numbers and the words for what is none', async () => {
  const { metrics, series, files } = await collect(
    'a=0.93\nb=-1e-3\nc=NaN\nd=inf\ne=-Infinity\nf=+inf\ng=.5',
  );
  expect(metrics).toEqual({
    a: final(0.93),
    b: final(-0.001),
    c: final('NaN'),
    d: final('Infinity'),
    e: final('-Infinity'),
    f: final('Infinity'),
    g: final(0.5),
  });
  expect([series, files]).toEqual([[], []]);
});

test('JSON, YAML and TOML: nested keys, NaN as number or word, files listed', async () => {
  await ws.write('m.json', '{"val": {"auc": 0.93, "loss": NaN, "worst": "-inf"}}');
  await ws.write('m.yaml', 'f1: .nan\nn: 12345678901234567890\n');
  await ws.write('m.toml', 'acc = 1\n');
  const { metrics, series, files } = await collect('m.*');
  expect(metrics).toEqual({
    'val.auc': final(0.93),
    'val.loss': final('NaN'),
    'val.worst': final('-Infinity'),
    f1: final('NaN'),
    n: final(12345678901234567000),
    acc: final(1),
  });
  expect(series).toEqual([]);
  expect(files).toEqual(['m.json', 'm.toml', 'm.yaml']);
});

test('JSON: lists of numbers and of steps are curves, as is a list of rows', async () => {
  const { metrics, series } = await fromFile(
    'h.json',
    '{"loss": [0.9, NaN, 0.4], "auc": [{"step": 10, "value": 0.8}]}',
  );
  expect(metrics).toEqual({
    loss: { value: 0.4, step: 2, at: null },
    auc: { value: 0.8, step: 10, at: null },
  });
  expect(series).toHaveLength(4);
  const rows = await fromFile(
    'r.json',
    '[{"epoch": 0.5, "step": 1, "loss": 2}, {"epoch": 1, "step": 2, "loss": 1}]',
  );
  expect(rows.metrics).toEqual({
    epoch: { value: 1, step: 2, at: null },
    loss: { value: 1, step: 2, at: null },
  });
});

test('CSV: curves by step with times, empty cells, BOM, CRLF, padded header', async () => {
  const csv =
    '\ufeff  Epoch, train/loss , auc,timestamp\r\n0,0.9,,1700000000\r\n\r\n2,0.5,0.7,1700000000500\r\n1.0,0.6,0.6,2026-01-31 12:00:00\r\n';
  const { metrics, series } = await fromFile('h.csv', csv);
  expect(metrics).toEqual({
    'train/loss': { value: 0.5, step: 2, at: '2023-11-14T22:13:20.500Z' },
    auc: { value: 0.7, step: 2, at: '2023-11-14T22:13:20.500Z' },
  });
  expect(series).toEqual([
    { key: 'train/loss', value: 0.9, step: 0, at: '2023-11-14T22:13:20.000Z' },
    { key: 'train/loss', value: 0.5, step: 2, at: '2023-11-14T22:13:20.500Z' },
    { key: 'train/loss', value: 0.6, step: 1, at: '2026-01-31T12:00:00.000Z' },
    { key: 'auc', value: 0.7, step: 2, at: '2023-11-14T22:13:20.500Z' },
    { key: 'auc', value: 0.6, step: 1, at: '2026-01-31T12:00:00.000Z' },
  ]);
});

test('CSV without a step: one row is the metrics, several are steps; the index that pandas writes is none', async () => {
  const one = await fromFile('one.csv', 'auc,f1\n0.9,nan\n');
  expect(one.metrics).toEqual({ auc: final(0.9), f1: final('NaN') });
  expect(one.series).toEqual([]);
  const several = await fromFile('several.tsv', '\tloss\n0\t0.9\n1\t0.8\n');
  expect(several.metrics).toEqual({ loss: { value: 0.8, step: 1, at: null } });
  expect(several.series).toHaveLength(2);
});

test('CSV: a column "time" with passed seconds is a metric', async () => {
  const { metrics } = await fromFile('results.csv', 'epoch,time,map\n1,35.2,0.1\n2,70.1,0.2\n');
  expect(metrics).toEqual({
    time: { value: 70.1, step: 2, at: null },
    map: { value: 0.2, step: 2, at: null },
  });
});

test('JSON Lines: rows by step, a last row without one, and our own form', async () => {
  const rows = '{"step":1,"loss":0.9,"lr":NaN}\n{"step":2,"eval":{"auc":0.7}}\r\n\n{"test_acc":0.88}\n';
  const found = await fromFile('log.jsonl', rows);
  expect(found.metrics).toEqual({
    loss: { value: 0.9, step: 1, at: null },
    lr: { value: 'NaN', step: 1, at: null },
    'eval.auc': { value: 0.7, step: 2, at: null },
    test_acc: final(0.88),
  });
  expect(found.series.map(({ key }) => key)).toEqual(['loss', 'lr', 'eval.auc']);
  const own =
    '{"key":"a","value":1,"step":3,"at":"2026-01-31T12:00:00+02:00"}\n{"key":"a","value":"Infinity","step":3,"at":null}\n{"key":"b","value":5}\n{"key":"b","value":5}\n';
  const ours = await fromFile('own.ndjson', own);
  expect(ours.metrics).toEqual({ a: { value: 'Infinity', step: 3, at: null }, b: final(5) });
  expect(ours.series[0]).toEqual({ key: 'a', value: 1, step: 3, at: '2026-01-31T10:00:00.000Z' });
  expect(ours.series).toHaveLength(4);
});

test('the series read back as metrics gives the same points', async () => {
  const { series } = await fromFile('h.csv', 'step,a,b\n1,0.5,nan\n2,0.25,inf\n');
  const text = series.map((point) => JSON.stringify(point)).join('\n');
  expect((await fromFile('again.ndjson', text)).series).toEqual(series);
});

test('a value without a step is what the run came to, whatever the curve says', async () => {
  await ws.write('h.csv', 'step,auc\n1,0.8\n2,0.95\n');
  const { metrics, series } = await collect('h.csv\nauc=0.93');
  expect(metrics.auc).toEqual(final(0.93));
  expect(series).toHaveLength(3);
});

test('two different final values from two sources are a fault, equal ones are not', async () => {
  await ws.write('m.json', '{"auc": 0.93}');
  expect((await collect('auc=0.93\nm.json')).metrics).toEqual({ auc: final(0.93) });
  await expect(collect('auc=0.92\nm.json')).rejects.toThrow(/0.92 in metrics, line 1 and 0.93 in m.json/);
});

test('extra files count, but are not listed', async () => {
  await ws.write('dropped.json', '{"auc":0.93}\n');
  const extraFiles = [
    { absolute: walked(ws.root, 'dropped.json'), within: ws.root, shown: 'LINEAGE_DIR/metrics/dropped.json' },
  ];
  const source = 'LINEAGE_DIR/metrics/dropped.json';
  expect(await collectAll('', { extraFiles })).toEqual({
    metrics: { auc: { ...final(0.93), source } },
    series: [],
    whole: null,
    files: [],
    notes: [],
  });
});

test('150,000 points are kept as they are; of more each key keeps its share, and all of them are there for an artifact', async () => {
  const rows = (count: number) =>
    `step,a,b\n${Array.from({ length: count }, (_, i) => `${i},${i % 7},${i === 5 ? 'nan' : i % 11}`).join('\n')}\n`;
  const short = await fromFile('h.csv', rows(75_000));
  expect([short.series.length, short.whole]).toEqual([150_000, null]);
  const { metrics, series, whole } = await fromFile('h.csv', rows(75_001));
  expect(whole?.points).toBe(150_002);
  for (const key of ['a', 'b']) {
    const own = series.filter((point) => point.key === key);
    expect(own.length).toBeGreaterThan(9_990);
    expect(own.length).toBeLessThanOrEqual(10_005);
    expect([own[0]?.step, own.at(-1)?.step, metrics[key]?.step]).toEqual([0, 75_000, 75_000]);
  }
  expect(series).toContainEqual({ key: 'b', value: 'NaN', step: 5, at: null });
  let count = 0;
  for (const { key, value, step } of whole?.all ?? []) {
    if (value === (step === 5 && key === 'b' ? 'NaN' : (step ?? 0) % (key === 'a' ? 7 : 11))) count += 1;
  }
  expect(count).toBe(150_002);
}, 60_000);

test('one key can have all of the 150,000 points', async () => {
  const lines = Array.from({ length: 150_000 }, (_, i) => `{"key":"a","value":${i},"step":${i}}`);
  const { metrics, series } = await fromFile('own.ndjson', lines.join('\n'));
  expect(series).toHaveLength(150_000);
  expect(metrics.a).toEqual({ value: 149_999, step: 149_999, at: null });
}, 60_000);

test('keys that objects have by themselves are kept, but for the one that no record may hold', async () => {
  const { metrics } = await fromFile('m.json', '{"toString": 1, "constructor": 2}');
  expect(Object.keys(metrics)).toEqual(['toString', 'constructor']);
  await expect(fromFile('m.json', '{"__proto__": 1}')).rejects.toThrow(/E_METRIC_INVALID.*reserved/);
});

test.each([
  ['1', 1],
  ['1.', 1],
  ['+.5e1', 5],
  ['1e999', 'Infinity'],
  ['-nan', 'NaN'],
  ['INF', 'Infinity'],
  ['1_000', undefined],
  ['0x1', undefined],
  ['1,5', undefined],
  ['', undefined],
  ['nano', undefined],
])('the text %p as a metric is %p', (text, value) => {
  expect(metricOfText(text)).toBe(value);
});

test('values, steps and instants', () => {
  expect([metricOfValue('0.9'), metricOfValue(true), metricOfValue(null)]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
  expect([stepOf('1.0'), stepOf(-1), stepOf('0.5'), stepOf(''), stepOf(1e300)]).toEqual([
    1,
    -1,
    undefined,
    undefined,
    undefined,
  ]);
  expect(Object.is(stepOf(-0), 0)).toBe(true);
  expect(instantOf('2026-01-31')).toBe('2026-01-31T00:00:00.000Z');
  expect(instantOf('2026-01-31T12:00:00.123456')).toBe('2026-01-31T12:00:00.123Z');
  expect(instantOf('2026-01-31 12:00:00+0230')).toBe('2026-01-31T09:30:00.000Z');
  expect(instantOf(1_700_000_000)).toBe('2023-11-14T22:13:20.000Z');
  expect(instantOf(1_700_000_000_000)).toBe('2023-11-14T22:13:20.000Z');
  expect([
    instantOf(35.2),
    instantOf('soon'),
    instantOf('2026-13-01'),
    instantOf(1e300),
    instantOf(true),
  ]).toEqual(Array(5).fill(undefined));
});
