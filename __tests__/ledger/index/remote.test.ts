import { createHash } from 'node:crypto';
import { jest } from '@jest/globals';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { adding, RecordingLog, requestsSince, runFile } from '../fixtures.js';
import { Remote } from '../remote.js';
import { at, filesOf, HOUR, someRun } from './fixtures.js';

jest.setTimeout(60_000);

const log = new RecordingLog();
let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(() => remote.close());

async function cold(url: string) {
  const folder = await remote.folders.make();
  return { folder, ledger: await remote.open(url, { folder }) };
}

/** Twenty days of November with ten runs each; one run a week has the rare dataset. */
async function months() {
  const { repo, url } = await remote.repository();
  const runs = Array.from({ length: 200 }, (_, seed) =>
    someRun({
      time: at(1 + Math.floor(seed / 10)) + seed * HOUR * 0.01,
      seed,
      data: [['orders', seed % 70 === 5 ? 'v99' : `v${seed % 7}`]],
      commit: createHash('sha1').update(`${seed}`).digest('hex'),
    }),
  );
  const { ledger } = await cold(url);
  await ledger.write(adding(...(await filesOf(runs))));
  return { repo, url, runs };
}

/** How many contents a store got. */
async function blobsIn(folder: string): Promise<number> {
  const args = ['-C', `${folder}/thin.git`, 'cat-file', '--batch-all-objects', '--batch-check=%(objecttype)'];
  const types = (await execOk('git', args, { env: gitEnvironment() })).toString().split('\n');
  return types.filter((type) => type === 'blob').length;
}

async function lookCold(url: string) {
  const { ledger, folder } = await cold(url);
  const start = remote.server.requests.length;
  const view = await ledger.view();
  const open = remote.server.requests.length - start;
  const runs = await findRuns(view, { dataset: { name: 'orders', version: 'v99' } }, { log });
  const requests = requestsSince(remote.server, start + open).length;
  return { requests, ids: runs.map((run) => run.run_id), blobs: await blobsIn(folder) };
}

test('a cold look-up asks three times and brings the records of the answer alone', async () => {
  const { url, runs } = await months();
  const wanted = runs.filter((run) => run.inputs.datasets[0]?.version === 'v99').map((run) => run.run_id);
  const without = await lookCold(url);
  expect(without.ids).toEqual(wanted.reverse());
  expect(without.blobs).toBeGreaterThan(200);

  await reindex((await cold(url)).ledger, { log });
  const indexed = await lookCold(url);
  // The index, the folders of the days, the records: two requests each.
  expect(indexed).toMatchObject({ requests: 6, ids: wanted });
  expect(indexed.blobs).toBeLessThan(20);

  // A run that came late makes one day be read whole, with no more requests.
  const late = someRun({ time: at(2, 1), seed: 900, data: [['orders', 'v99']] });
  await (await cold(url)).ledger.write(adding(await runFile(late.run_id, late)));
  const after = await lookCold(url);
  expect(after.requests).toBe(6);
  expect(after.ids.sort()).toEqual([...wanted, late.run_id].sort());
  expect(after.blobs).toBeLessThan(40);
});

test('settling asks nothing when no day is settled, once when all are indexed, three times and a push otherwise', async () => {
  const { url } = await months();
  const settle = async (today: string) => {
    const { ledger, folder } = await cold(url);
    const start = remote.server.requests.length;
    await ledger.view();
    const open = remote.server.requests.length - start;
    const { days } = await indexSettledDays(ledger, { today, atLeast: 100, log });
    return { days: days.length, requests: remote.server.requests.length - start - 2 * open, folder };
  };
  expect(await settle('2026-11-02')).toMatchObject({ days: 0, requests: 0 });
  // Too few: the folders are looked at, and no record is brought.
  const few = await settle('2026-11-06');
  expect(few).toMatchObject({ days: 0, requests: 2 });
  expect(await blobsIn(few.folder)).toBeLessThan(5);
  expect(await settle('2026-11-30')).toMatchObject({ days: 20, requests: 2 + 2 + 2 });
  expect(await settle('2026-11-30')).toMatchObject({ days: 0, requests: 2 });
});

test('a run that is parked is found, and by the query alone', async () => {
  const { repo, url } = await months();
  await reindex((await cold(url)).ledger, { log });
  const parked = [
    // It sorts before a run of the answer, whose position it must not change.
    someRun({ time: at(8, 1), seed: 800, data: [['orders', 'v99']] }),
    someRun({ time: at(28, 1), seed: 801, data: [['orders', 'v99']] }),
    someRun({ time: at(28, 1), seed: 802 }),
  ];
  for (const run of parked) {
    const { bytes } = await runFile(run.run_id, run);
    await repo.commit(
      { [`${run.run_id}.json`]: bytes },
      { branch: `refs/lineage/inbox/${run.run_id}`, date: 1_795_000_000 },
    );
  }
  const { ledger } = await cold(url);
  const query = { dataset: { name: 'orders', version: 'v99' } };
  const ids = (await findRuns(await ledger.view(), query, { log })).map((run) => run.run_id);
  expect(ids).toHaveLength(5);
  expect(ids[0]).toBe(parked[1]?.run_id);
  expect(ids).toContain(parked[0]?.run_id);
  const late = await findRuns(await ledger.view(), { ...query, since: '2026-11-28' });
  expect(late.map((run) => run.run_id)).toEqual([parked[1]?.run_id]);
  const day = await findRuns(await ledger.view(), { since: '2026-11-28', limit: 1 });
  expect(day.map((run) => run.run_id)).toEqual([parked[2]?.run_id]);
});
