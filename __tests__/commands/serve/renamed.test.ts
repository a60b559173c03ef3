import { setTimeout } from 'node:timers/promises';
import type { Served } from '../../../src/commands/serve/serve.js';
import { adding, DAY, idAt, runFile } from '../../ledger/fixtures.js';
import { call, ServeSetup } from './setup.js';

let setup: ServeSetup;
let runs: number;
beforeEach(async () => {
  setup = await ServeSetup.start();
  runs = 0;
});
afterEach(() => setup.close());

const MINUTE = 60_000;

/** Records a run that began so many minutes after the first ones. The record says its experiment by a name alone. */
async function record(experiment: string, minutes: number): Promise<string> {
  const start = DAY + minutes * MINUTE;
  const id = idAt(start, ++runs);
  const started_at = new Date(start).toISOString();
  await setup.fetch.ledger.write(adding(await runFile(id, { experiment, started_at })));
  return id;
}

/** Renames an experiment so many minutes after the first runs. @returns its id */
async function renameOn(served: Served, [from, to]: [string, string], minutes: number): Promise<string> {
  setup.now = DAY + minutes * MINUTE;
  const { experiment } = await call(served, 'GET experiments/get-by-name', { experiment_name: from });
  const { experiment_id } = experiment;
  await call(served, 'POST experiments/update', { experiment_id, new_name: to });
  return experiment_id;
}

/** The same on a server of its own, so that it is in the ledger. */
async function rename(from: string, to: string, minutes: number): Promise<string> {
  const served = setup.open(setup.folder);
  const experiment_id = await renameOn(served, [from, to], minutes);
  await served.close();
  return experiment_id;
}

/** The runs of each experiment, by the name that it has. */
async function shown(served: Served): Promise<Record<string, string[]>> {
  const { experiments } = await call(served, 'POST experiments/search', { max_results: 99 });
  const told: Record<string, string[]> = {};
  for (const { name } of experiments) {
    const { experiment } = await call(served, 'GET experiments/get-by-name', { experiment_name: name });
    const asked = { experiment_ids: [experiment.experiment_id], order_by: ['start_time'] };
    const { runs: found = [] } = await call(served, 'POST runs/search', asked);
    told[name] = found.map(({ info }: { info: { run_id: string } }) => info.run_id);
  }
  return told;
}

test('an experiment that only records have made keeps its new name when the ledger is read again', async () => {
  const first = await record('clf_orders', 0);
  const experiment_id = await rename('clf_orders', 'orders', 60);
  const served = setup.open();
  expect(await shown(served)).toEqual({ Default: [], orders: [first] });
  const { experiment } = await call(served, 'GET experiments/get', { experiment_id });
  expect(experiment).toMatchObject({ name: 'orders', last_update_time: DAY + 60 * MINUTE });
  expect(setup.fetch.log.lines).toEqual([]);
});

test('a run is in the experiment that had its name when it began, whoever reads the ledger and when', async () => {
  const first = await record('clf_orders', 0);
  const reader = setup.open();
  await shown(reader);
  await rename('clf_orders', 'orders', 60);
  const writer = setup.open(setup.folder);
  await shown(writer);
  const late = await record('clf_orders', 30);
  const other = await record('clf_orders', 90);
  const same = await record('orders', 95);
  const all = { Default: [], orders: [first, late, same], clf_orders: [other] };
  setup.wait();
  for (const server of [reader, writer, setup.open()]) expect(await shown(server)).toEqual(all);
});

test('renamed twice, with its names given to others', async () => {
  const a = await record('a', 0);
  const b = await record('b', 1);
  await rename('a', 'between', 60);
  const between = await record('between', 70);
  await rename('between', 'c', 80);
  await rename('b', 'a', 90);
  const named = await record('a', 100);
  const again = await record('between', 110);
  expect(await shown(setup.open())).toEqual({
    ...{ Default: [], c: [a, between], a: [b, named], between: [again] },
  });
});

test('Default, too', async () => {
  const run = await record('Default', 0);
  expect(await rename('Default', 'first', 60)).toBe('0');
  expect(await shown(setup.open())).toEqual({ first: [run] });
});

test('what a server has renamed itself and not written yet has the runs that began before', async () => {
  const first = await record('clf_orders', 0);
  const served = setup.open(setup.folder);
  await renameOn(served, ['clf_orders', 'orders'], 60);
  const late = await record('clf_orders', 30);
  setup.wait();
  expect(await shown(served)).toEqual({ Default: [], orders: [first, late] });
  await served.close();
  expect(await shown(setup.open())).toEqual({ Default: [], orders: [first, late] });
});

test('what a server has renamed itself and written has the runs that began under any of its names', async () => {
  const first = await record('a', 0);
  const served = setup.open(setup.folder);
  await renameOn(served, ['a', 'between'], 60);
  await renameOn(served, ['between', 'c'], 80);
  setup.now = DAY + 90 * MINUTE;
  const { ledger } = setup.fetch;
  while ((await (await ledger.view()).list('amendments')).length === 0) await setTimeout(50);
  const late = await record('between', 70);
  setup.wait();
  const all = { Default: [], c: [first, late] };
  for (const server of [served, setup.open()]) expect(await shown(server)).toEqual(all);
});

test('of an experiment without a run nothing is shown, and the log says so', async () => {
  await record('clf_orders', 0);
  await rename('clf_orders', 'orders', 60);
  const { ledger, log } = setup.fetch;
  const view = await ledger.view();
  const amendments = await view.read(await view.list('amendments'));
  const only = await ServeSetup.start();
  try {
    await only.fetch.ledger.write(adding(...[...amendments].map(([path, bytes]) => ({ path, bytes }))));
    expect(await shown(only.open())).toEqual({ Default: [] });
    expect(only.fetch.log.lines).toEqual([expect.stringContaining('cannot be applied')]);
    expect(log.lines).toEqual([]);
  } finally {
    await only.close();
  }
});
