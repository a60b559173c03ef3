// A run of more points than a ledger keeps, logged to a server and shown by another one.
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Served } from '../../../src/commands/serve/serve.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { seriesPath } from '../../../src/ledger/layout.js';
import { readRun } from '../../../src/ledger/read/records.js';
import { call, content, put, ServeSetup } from './setup.js';

const BATCHES = 151;
const SIZE = 1000;
const ALL = BATCHES * SIZE;

let setup: ServeSetup;
let run_id: string;
let model_id: string;
let record: RunRecord;
let other: Served;
/** As the server shows it that the run was logged to. */
let before: { values: number[]; auc: object[]; run: object; model: object };

beforeAll(async () => {
  setup = await ServeSetup.start();
  const served = setup.open(setup.folder);
  ({ run_id } = (
    await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now })
  ).run.info);
  const sent = { experiment_id: '0', name: 'm', source_run_id: run_id };
  ({ model_id } = (await call(served, 'POST logged-models', sent)).model.info);
  for (let batch = 0; batch < BATCHES; batch++) await log(served, batch);
  await call(served, 'POST runs/log-metric', {
    ...{ run_id, model_id, key: 'auc', value: 0.9, step: 5, timestamp: 1000 },
  });
  await put(served, `0/${run_id}/artifacts/notes.txt`, 'hello');
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  before = await shown(served);
  await served.close();
  record = await readRun(await setup.fetch.ledger.view(), run_id);
}, 120_000);
afterAll(() => setup.close());

/** The loss falls, but for one spike that no evenly spaced point is on. */
async function log(served: Served, batch: number): Promise<void> {
  const metrics = Array.from({ length: SIZE }, (_, index) => {
    const step = batch * SIZE + index;
    return { key: 'loss', value: step === 77_777 ? 500 : 1 / (1 + step), step, timestamp: 1000 + step };
  });
  await call(served, 'POST runs/log-batch', { run_id, metrics });
}

async function history(
  served: Served,
  metric_key: string,
  more: object = {},
): Promise<{ step: number; value: number }[]> {
  return (await call(served, 'GET metrics/get-history', { run_id, metric_key, ...more })).metrics;
}

async function shown(served: Served): Promise<typeof before> {
  const values = (await history(served, 'loss')).map(({ value }) => value);
  const { run } = await call(served, 'GET runs/get', { run_id });
  const { model } = await call(served, `GET logged-models/${model_id}`);
  return { values, auc: await history(served, 'auc'), run, model };
}

test('the record says so, and the ledger keeps the ends, the extremes and evenly spaced points', async () => {
  expect(record.problems).toBeUndefined();
  const view = await setup.fetch.ledger.view();
  const bytes = (await view.read([seriesPath(run_id)])).get(seriesPath(run_id));
  const points = String(bytes)
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const steps = points.filter(({ key }) => key === 'loss').map(({ step }) => step);
  expect(record.outputs.history).toEqual({
    ...{ notice: 'history-thinned', points: ALL + 1, kept: points.length },
    artifact: 'metrics-history.ndjson.gz',
  });
  expect(steps).toEqual(expect.arrayContaining([0, 77_777, ALL - 1]));
  expect(steps.length).toBeLessThanOrEqual(10_004);
  const gaps = steps.slice(1).map((step, place) => step - steps[place]);
  expect(Math.max(...gaps)).toBe(Math.ceil(ALL / 10_000));
  expect(record.outputs.metrics['loss']).toMatchObject({ step: ALL - 1 });
  const stored = record.outputs.artifacts.find(({ path }) => path === 'metrics-history.ndjson.gz');
  expect(stored).toMatchObject({ kind: 'metrics', stored: [{ type: 'local' }] });
  expect(await readdir(setup.temp)).toEqual([]);
});

test('another server shows all of it, and of its files those alone that were logged', async () => {
  other = setup.open(join(setup.fetch.root, 'other'));
  expect(before.values).toHaveLength(ALL);
  expect(await shown(other)).toEqual(before);
  const page = await history(other, 'loss', { max_results: 1000 });
  expect(page.map(({ value }) => value)).toEqual(before.values.slice(0, 1000));
  const bulk = { run_id, metric_key: 'loss', max_results: 78_000 };
  const { metrics } = await call(other, 'GET metrics/get-history-bulk', { ...bulk, run_id: [run_id] });
  expect(metrics).toHaveLength(25_000);
  const interval = { run_ids: [run_id], metric_key: 'loss', start_step: 77_700, end_step: 77_800 };
  const sampled = await call(other, 'GET metrics/get-history-bulk-interval', interval);
  expect(sampled.metrics).toHaveLength(101);
  expect((await other.artifacts.list(`0/${run_id}/artifacts`)).map(({ name }) => name)).toEqual([
    'notes.txt',
  ]);
  expect(await content(other, `0/${run_id}/artifacts/notes.txt`)).toBe('hello');
});

test('what is logged to it later is shown with the rest', async () => {
  await call(other, 'POST runs/log-metric', {
    run_id,
    key: 'loss',
    value: 7,
    step: ALL,
    timestamp: 9_999_999,
  });
  const points = await history(other, 'loss');
  expect([points.length, points.at(-1)?.value]).toEqual([ALL + 1, 7]);
});

test('where the artifact cannot be brought that is told, and what the ledger keeps is shown', async () => {
  await rm(setup.fetch.store, { recursive: true });
  const served = setup.open();
  const lines = setup.fetch.log.lines.length;
  for (let time = 0; time < 2; time++)
    expect((await history(served, 'loss')).length).toBe((record.outputs.history?.kept ?? 0) - 1);
  const told = setup.fetch.log.lines.slice(lines).filter((line) => line.includes('cannot be read'));
  expect(told).toHaveLength(1);
  expect(told[0]).toContain(run_id);
});
