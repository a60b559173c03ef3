// The amendment that belongs to a run's record goes wherever the run goes.
import { newRun } from '../../../src/commands/track/write-run.js';
import { firstAmendmentId } from '../../../src/core/ids.js';
import { amendmentName, firstAmendmentPath, runFileName, runPath } from '../../../src/ledger/layout.js';
import type { NewRun } from '../../../src/ledger/ledger.js';
import { wrappedRun } from '../../support/first-amendment.js';
import { MADE } from '../../support/logged.js';
import { idAt, requestsSince, runRecord } from '../fixtures.js';
import { Remote } from '../remote.js';
import { verifyIn } from '../verify/support.js';

let remote: Remote;
beforeAll(async () => {
  remote = await Remote.start();
});
afterAll(() => remote.close());

const idOf = (seed: number) => idAt(MADE, seed);
const amended = async (seed: number) => (await wrappedRun(idOf(seed))).run;
const plain = (seed: number) => newRun(runRecord(idOf(seed)), []);

test('it is written with the record by one push, and no request more on the next one', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await plain(1)]);
  const ledger = await remote.open(url);
  const start = remote.server.requests.length;
  await ledger.append([await amended(2)]);
  const requests = requestsSince(remote.server, start);
  expect(requests.filter((one) => one === 'POST /git-receive-pack')).toHaveLength(1);
  expect(requests.length).toBeLessThanOrEqual(6);
  expect((await repo.listFiles('lineage', 'amendments')).sort()).toEqual([firstAmendmentPath(idOf(2))]);
  expect(await verifyIn(repo.dir)).toMatchObject({ valid: true, records: 3 });
});

/** The files of a run as they are parked. */
function parkedFiles({ run_id, files }: NewRun): Record<string, string> {
  return Object.fromEntries(files.map(({ path, bytes }) => [runFileName(run_id, path), bytes.toString()]));
}

test('a parked run is read with it, and takes it along when another writer adds the run', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await plain(1)]);
  const run = await amended(2);
  await repo.commit(parkedFiles(run), { branch: `refs/lineage/inbox/${run.run_id}` });
  const parked = await (await remote.open(url)).view();
  expect(parked.parked).toEqual([firstAmendmentPath(run.run_id), runPath(run.run_id)]);
  expect([...(await parked.read([firstAmendmentPath(run.run_id)])).values()]).toEqual([run.files[1]?.bytes]);
  await (await remote.open(url)).append([await plain(3)]);
  expect(await repo.readFile('lineage', firstAmendmentPath(run.run_id))).toEqual(run.files[1]?.bytes);
  expect(await verifyIn(repo.dir)).toMatchObject({ valid: true, records: 4 });
});

const NAME = amendmentName(idOf(2));

test.each<
  [string, (files: Record<string, string>) => Record<string, string> | Promise<Record<string, string>>]
>([
  [
    'that of another run',
    async () => ({ [NAME]: parkedFiles(await amended(3))[amendmentName(idOf(3))] ?? '' }),
  ],
  [
    'that of another run',
    (files) => ({
      [NAME]: files[NAME]?.replaceAll(firstAmendmentId(idOf(2)), firstAmendmentId(idOf(3))) ?? '',
    }),
  ],
  ['not JSON', () => ({ [NAME]: 'x\n' })],
  ['an amendment without its run', (files) => ({ [NAME]: files[NAME] ?? '', [`${idOf(2)}.json`]: '' })],
])('what is parked as its amendment and is %s is not added', async (_, spoil) => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await plain(1)]);
  const files = parkedFiles(await amended(2));
  await repo.commit({ ...files, ...(await spoil(files)) }, { branch: `refs/lineage/inbox/${idOf(2)}` });
  expect((await (await remote.open(url)).view()).parked).toEqual([]);
  await (await remote.open(url)).append([await plain(4)]);
  expect(await repo.listFiles('lineage', 'amendments')).toEqual([]);
  expect(await verifyIn(repo.dir)).toMatchObject({ valid: true, records: 2 });
});

test('one that comes later, or without its run, is found', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await plain(1)]);
  const late = (await amended(1)).files[1];
  const lost = (await amended(2)).files[1];
  const files = [late, lost].map((file) => [file?.path ?? '', file?.bytes.toString() ?? '']);
  await repo.commit(Object.fromEntries(files), { branch: 'lineage' });
  const { findings } = await verifyIn(repo.dir);
  const ofThem = findings.filter(({ path }) => path?.startsWith('amendments/'));
  expect(ofThem.map(({ rule, path }) => [rule, path]).sort()).toEqual([
    ['file-late', firstAmendmentPath(idOf(1))],
    ['file-without-run', firstAmendmentPath(idOf(2))],
  ]);
});
