import { join } from 'node:path';
import type { Served } from '../../../src/commands/serve/serve.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { runPath, seriesPath } from '../../../src/ledger/layout.js';
import { adding, DAY, idAt, runFile } from '../../ledger/fixtures.js';
import { wrappedRun } from '../../support/first-amendment.js';
import { call, ServeSetup } from './setup.js';
import { shownRuns, watched } from './watched.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

/** Records a run that began so many seconds behind the first ones, with a curve. */
async function runAfter(seconds: number, changes: Partial<RunRecord> = {}): Promise<string> {
  const id = idAt(DAY + seconds * 1000, seconds + 500);
  const started_at = new Date(DAY + seconds * 1000).toISOString();
  const series = {
    path: seriesPath(id),
    bytes: Buffer.from('{"key":"loss","value":2,"step":1,"at":null}\n'),
  };
  await setup.fetch.ledger.write(adding(await runFile(id, { started_at, ...changes }), series));
  return id;
}

/** Records a run of a wrapped command that has said something of its experiment. */
async function wrappedAfter(seconds: number): Promise<string> {
  const id = idAt(DAY + seconds * 1000, seconds + 700);
  const [started_at, ended_at] = [0, 1].map((more) => new Date(DAY + (seconds + more) * 1000).toISOString());
  const { run } = await wrappedRun(
    id,
    [{ type: 'experiment-tag-set', experiment_id: '7', key: 'team', value: 'fraud' }],
    { experiment_id: '7', record: { experiment: 'orders', started_at, ended_at } },
  );
  await setup.fetch.ledger.append([run]);
  return id;
}

/** What others do with a server of their own, which then ends. */
async function others(work: (served: Served) => Promise<unknown>): Promise<void> {
  const served = setup.open(join(setup.fetch.root, 'others'));
  await work(served);
  await served.close();
}

async function logged(served: Served, name: string): Promise<string> {
  const { experiment_id } = await call(served, 'POST experiments/create', { name });
  const { run } = await call(served, 'POST runs/create', { experiment_id, start_time: setup.now });
  const { run_id } = run.info;
  await call(served, 'POST runs/log-metric', { run_id, key: 'loss', value: 1, timestamp: 1, step: 1 });
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  return run_id;
}

const experimentOf = async (served: Served, experiment_name: string): Promise<string> =>
  (await call(served, 'GET experiments/get-by-name', { experiment_name })).experiment.experiment_id;

/** What may be done to a ledger meanwhile, and whether all of it has to be read again for it. */
const STEPS: [string, (first: string) => Promise<unknown>, boolean][] = [
  ['a run of a known experiment', () => runAfter(5), false],
  ['a run of a new experiment', () => runAfter(5, { experiment: 'new' }), false],
  ['a run that began before all others', () => runAfter(-90_000), true],
  ['a run that says something new of its experiment', () => wrappedAfter(5), true],
  ['a run of a client', () => others((served) => logged(served, 'client')), false],
  [
    'a tag of a recorded run',
    (run_id) => others((served) => call(served, 'POST runs/set-tag', { run_id, key: 'k', value: 'v' })),
    false,
  ],
  [
    'a renamed experiment',
    () =>
      others(async (served) => {
        const experiment_id = await experimentOf(served, 'old');
        await call(served, 'POST experiments/update', { experiment_id, new_name: 'renamed' });
      }),
    true,
  ],
  [
    'a deleted experiment',
    () =>
      others(async (served) => {
        const experiment_id = await experimentOf(served, 'clf_orders');
        await call(served, 'POST experiments/delete', { experiment_id });
      }),
    true,
  ],
];

describe.each([['that only reads'], ['that is writable']])('a server %s', (kind) => {
  test.each(STEPS)('shows %s as one that begins now', async (_, step, isAnew) => {
    const first = await setup.record();
    await runAfter(1);
    await others((served) => logged(served, 'old'));
    const { ledger, read } = watched(setup.fetch.ledger);
    const served = setup.open(kind === 'that is writable' ? setup.folder : null, ledger);
    const before = await shownRuns(served);
    read.length = 0;
    await step(first);
    setup.wait();
    const after = await shownRuns(served);
    expect(after).not.toEqual(before);
    expect(after).toEqual(await shownRuns(setup.open()));
    expect(read.includes(runPath(first))).toBe(isAnew);
    // What comes next is put behind it.
    read.length = 0;
    const next = await runAfter(9, { experiment: 'next' });
    setup.wait();
    expect(await shownRuns(served)).toEqual(await shownRuns(setup.open()));
    expect(read).toEqual([runPath(next), seriesPath(next)]);
  });
});

test('what waits in a writable server stays, and is recorded with what others have written meanwhile', async () => {
  const first = await setup.record();
  const { ledger, read } = watched(setup.fetch.ledger);
  const served = setup.open(setup.folder, ledger);
  const own = await logged(served, 'own');
  await call(served, 'POST runs/set-tag', { run_id: first, key: 'mine', value: '1' });
  read.length = 0;
  await runAfter(5);
  setup.wait();
  expect(JSON.stringify(await shownRuns(served))).toContain(own);
  expect(read).not.toContain(runPath(first));
  // Of what waits here others have said something, too.
  await others((other) => call(other, 'POST runs/set-tag', { run_id: first, key: 'theirs', value: '2' }));
  setup.wait();
  expect((await call(served, 'GET runs/get', { run_id: first })).run.data.tags).toEqual(
    expect.arrayContaining([
      { key: 'mine', value: '1' },
      { key: 'theirs', value: '2' },
    ]),
  );
  expect(read).toContain(runPath(first));
  const before = await shownRuns(served);
  await served.close();
  expect(await shownRuns(setup.open())).toEqual(before);
});
