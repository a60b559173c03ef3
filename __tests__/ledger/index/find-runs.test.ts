import { jest } from '@jest/globals';
import { UserError } from '../../../src/core/errors.js';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import { runPath } from '../../../src/ledger/layout.js';
import { adding, Folders, idAt, modelVersion, RecordingLog } from '../fixtures.js';
import { add, at, found, HOUR, ledgerOf, scanned, someRun } from './fixtures.js';

jest.setTimeout(60_000);

const folders = new Folders();
const log = new RecordingLog();
const COMMIT = '3f2a91c0d4e5f60718293a4b5c6d7e8f90a1b2c3';
const SIBLING = `3f2a91cf${'0'.repeat(32)}`;

afterAll(() => folders.remove());

/** Ten runs on three days: what the tests ask for, and what could be taken for it. */
async function tenRuns() {
  const runs = [
    someRun({ time: at(3, 1), seed: 0, commit: COMMIT, data: [['orders', 'v1']] }),
    someRun({ time: at(3, 2), seed: 1, commit: SIBLING, data: [['orders', 'v2']] }),
    someRun({ time: at(3, 3), seed: 2, experiment: 'other', tags: { team: 'growth' } }),
    someRun({
      time: at(4, 1),
      seed: 3,
      data: [
        ['orders', 'v1'],
        ['users', 'v1'],
      ],
    }),
    someRun({ time: at(4, 2), seed: 4, commit: COMMIT, tags: { team: 'growth', tier: '1' } }),
    someRun({ time: at(4, 3), seed: 5, data: [['orders=v1', 'x']] }),
    someRun({ time: at(6, 1), seed: 6, experiment: 'other', data: [['orders', 'v1']] }),
    someRun({ time: at(6, 2), seed: 7, tags: { team: 'search' } }),
    someRun({ time: at(6, 3), seed: 8, commit: 'not a sha', tags: { team: 'growth' } }),
    someRun({ time: at(6, 4), seed: 9 }),
  ];
  return { ...(await ledgerOf(folders, runs)), ids: runs.map((run) => run.run_id) };
}

describe.each([false, true])('with an index: %s', (hasIndex) => {
  let ten: Awaited<ReturnType<typeof tenRuns>>;
  beforeAll(async () => {
    ten = await tenRuns();
    if (hasIndex) await reindex(ten.ledger, { log });
  });
  const seeds = async (query: Parameters<typeof found>[1]) =>
    (await found(ten.ledger, query)).map((id) => ten.ids.indexOf(id));

  test('all runs, newest first, and as many as asked for', async () => {
    expect(await seeds({})).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1, 0]);
    expect(await seeds({ limit: 3 })).toEqual([9, 8, 7]);
    expect(await seeds({ experiment: 'clf_orders', limit: 4 })).toEqual([9, 8, 7, 5]);
  });

  test('oldest first, and as many as asked for', async () => {
    expect(await seeds({ oldest: true, limit: 3 })).toEqual([0, 1, 2]);
    expect(await seeds({ oldest: true, dataset: { name: 'orders', version: 'v1' } })).toEqual([0, 3, 6]);
    expect(await seeds({ oldest: true, dataset: { name: 'orders' }, limit: 2 })).toEqual([0, 1]);
  });

  test('by a dataset and its version', async () => {
    expect(await seeds({ dataset: { name: 'orders', version: 'v1' } })).toEqual([6, 3, 0]);
    expect(await seeds({ dataset: { name: 'orders' } })).toEqual([6, 3, 1, 0]);
    expect(await seeds({ dataset: [{ name: 'orders' }, { name: 'users', version: 'v1' }] })).toEqual([3]);
    expect(await seeds({ dataset: { name: 'orders', version: 'v9' } })).toEqual([]);
  });

  test('by a commit, whole or its beginning', async () => {
    expect(await seeds({ commit: COMMIT })).toEqual([4, 0]);
    expect(await seeds({ commit: '3F2A91C' })).toEqual([4, 1, 0]);
    expect(await seeds({ commit: SIBLING.slice(0, 8) })).toEqual([1]);
  });

  test('by any of several commits, alone and with more', async () => {
    const commits = [COMMIT, SIBLING, 'e'.repeat(40)];
    expect(await seeds({ commits })).toEqual([4, 1, 0]);
    expect(await seeds({ commits, limit: 2 })).toEqual([4, 1]);
    expect(await seeds({ commits, tag: { key: 'team', value: 'growth' } })).toEqual([4]);
    expect(await seeds({ commits: [SIBLING], commit: COMMIT })).toEqual([]);
  });

  test('by tags, experiment and time together', async () => {
    expect(await seeds({ tag: { key: 'team', value: 'growth' } })).toEqual([8, 4, 2]);
    expect(
      await seeds({
        tag: [
          { key: 'team', value: 'growth' },
          { key: 'tier', value: '1' },
        ],
      }),
    ).toEqual([4]);
    expect(await seeds({ tag: { key: 'team', value: 'growth' }, since: '2026-11-04' })).toEqual([8, 4]);
    expect(await seeds({ since: '2026-11-04', until: '2026-11-04' })).toEqual([5, 4, 3]);
    expect(await seeds({ since: '2026-11-04T02:00:00Z', until: '2026-11-06T01:00:00Z' })).toEqual([6, 5, 4]);
    expect(await seeds({ experiment: 'other', dataset: { name: 'orders' } })).toEqual([6]);
  });

  test('a faulty query is refused', async () => {
    const view = await ten.ledger.view();
    await expect(findRuns(view, { commit: 'main', since: 'today' })).rejects.toMatchObject({
      faults: [{ where: 'commit' }, { where: 'since' }],
    });
  });
});

test('by the digest of a model, and by the run that it is a part of', async () => {
  const { manifest } = modelVersion('m', 1);
  const plain = someRun({ time: at(3), seed: 0 });
  const outputs = { ...plain.outputs, models: [{ path: 'm', manifest }] };
  const made = { ...someRun({ time: at(3), seed: 1 }), outputs };
  const { ledger } = await ledgerOf(folders, [plain, made]);
  expect(await found(ledger, { model_digest: manifest.digest })).toEqual([made.run_id]);
  expect(await found(ledger, { parent: plain.run_id })).toEqual([]);
});

test('a run that began on the day before the one its id was made on is found by its own time', async () => {
  const run = someRun({ time: at(4, 0), seed: 0 });
  const early = { ...run, started_at: new Date(at(4, 0) - HOUR).toISOString() };
  const { ledger } = await ledgerOf(folders, [early]);
  expect(await found(ledger, { until: '2026-11-03' })).toEqual([run.run_id]);
  expect(await found(ledger, { since: '2026-11-04' })).toEqual([]);
});

test('a ledger that is not there yet holds no runs', async () => {
  const { ledger } = await ledgerOf(folders);
  expect(await found(ledger, { dataset: { name: 'orders' } })).toEqual([]);
});

test('a record that cannot be read stops the look-up with its path, with an index too', async () => {
  const { ledger } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
  const path = runPath(idAt(at(4)));
  await ledger.write(adding({ path, bytes: Buffer.from('{}\n') }));
  const made = await reindex(ledger, { log });
  expect(made).toMatchObject({ days: 1, records: 1, unreadable: [{ day: '2026-11-04' }] });
  const error = await found(ledger, { experiment: 'other' }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UserError);
  expect(error).toMatchObject({ faults: [{ code: 'E_LEDGER_RECORD_INVALID', where: path }] });
});

test('as many as asked for are read, and no more', async () => {
  const good = someRun({ time: at(4), seed: 0 });
  const { ledger } = await ledgerOf(folders, [good]);
  await ledger.write(adding({ path: runPath(idAt(at(3))), bytes: Buffer.from('broken') }));
  expect(await found(ledger, { limit: 1 })).toEqual([good.run_id]);
  expect(await found(ledger, { limit: 0 })).toEqual([]);
  await expect(found(ledger, { limit: 2 })).rejects.toThrow('E_LEDGER_RECORD_INVALID');
});

test('a record that came late to a day that has been indexed is found', async () => {
  const query = { experiment: 'clf_orders' };
  const { ledger } = await tenRuns();
  await reindex(ledger, { log });
  await add(ledger, someRun({ time: at(3, 0), seed: 20 }), someRun({ time: at(3, 23), seed: 21 }));
  expect(await found(ledger, query)).toEqual(await scanned(ledger, (run) => run.experiment === 'clf_orders'));
});

test('series and pictures do not count among the records', async () => {
  const { ledger } = await ledgerOf(folders);
  const runs = [0, 1, 2].map((seed) => someRun({ time: at(3), seed, experiment: `e${seed}` }));
  await add(ledger, ...runs);
  const extra = (id: string) => [
    { path: runPath(id).replace('.json', '.series.ndjson'), bytes: Buffer.from('{}\n') },
    { path: runPath(id).replace('.json', '/a/plot.png'), bytes: Buffer.from('png') },
    { path: runPath(id).replace('.json', `/${id}.json`), bytes: Buffer.from('{}') },
  ];
  await ledger.write(adding(...runs.flatMap((run) => extra(run.run_id))));
  await reindex(ledger, { log });
  for (const run of runs) expect(await found(ledger, { experiment: run.experiment })).toEqual([run.run_id]);
});
