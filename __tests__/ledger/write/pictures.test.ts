import { listPictures } from '../../../src/commands/gate/pictures.js';
import { newRun } from '../../../src/commands/track/write-run.js';
import { runFolder, runPath, seriesPath } from '../../../src/ledger/layout.js';
import type { NewRun } from '../../../src/ledger/ledger.js';
import type { BareRepo } from '../../support/bare-repo.js';
import { pngOf } from '../../support/pictures.js';
import { DAY, idAt, requestsSince, runRecord } from '../fixtures.js';
import { Remote } from '../remote.js';
import { verifyIn } from '../verify/support.js';

let remote: Remote;
beforeAll(async () => {
  remote = await Remote.start();
});
afterAll(() => remote.close());

const PICTURES = [
  { name: 'loss%20curve.png', bytes: pngOf(1) },
  { name: 'roc.png', bytes: pngOf(2) },
];
const record = (seed: number) => runRecord(idAt(DAY, seed));
const withPictures = (seed: number): Promise<NewRun> => newRun(record(seed), [], { pictures: PICTURES });
const pathsOf = (seed: number) => PICTURES.map(({ name }) => `${runFolder(idAt(DAY, seed))}/${name}`);

/** Leaves a run parked, as a writer does that loses a race, parks and is killed. */
async function parkAndDie(repo: BareRepo, url: string, run: NewRun): Promise<void> {
  let moved = false;
  remote.server.before = async ({ method, path }) => {
    if (moved || method !== 'GET' || !path.includes('service=git-receive-pack')) return;
    moved = true;
    await repo.commit({}, { branch: 'lineage' });
  };
  const sleep = () => Promise.reject(new Error('killed'));
  await expect((await remote.open(url, { sleep })).append([run])).rejects.toThrow('killed');
  remote.server.before = undefined;
}

test('pictures are written with their run by one push, and read back; the ledger is valid', async () => {
  const { repo, url } = await remote.repository();
  const ledger = await remote.open(url);
  await ledger.append([await newRun(record(1), [])]);
  const start = remote.server.requests.length;
  const { commit } = await ledger.append([await withPictures(2)]);
  const requests = requestsSince(remote.server, start);
  expect(requests).toHaveLength(5);
  expect(requests.filter((one) => one === 'POST /git-receive-pack')).toHaveLength(1);
  expect(await repo.resolve('refs/heads/lineage')).toBe(commit);

  const view = await (await remote.open(url)).view();
  expect(await view.list(runFolder(idAt(DAY, 2)))).toEqual(pathsOf(2));
  const files = await view.read(pathsOf(2));
  expect([...files.values()]).toEqual(PICTURES.map(({ bytes }) => bytes));
  expect(await verifyIn(repo.dir)).toMatchObject({ valid: true, records: 2 });
});

test('the same pictures give the same bytes: appending them again writes nothing', async () => {
  const { url } = await remote.repository();
  const { commit } = await (await remote.open(url)).append([await withPictures(1)]);
  expect((await (await remote.open(url)).append([await withPictures(1)])).commit).toBe(commit);
});

test('a parked run takes its pictures along when another writer adds it; until then none are listed', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await newRun(record(1), [])]);
  await parkAndDie(repo, url, await withPictures(2));

  const parked = await (await remote.open(url)).view();
  expect(parked.parked).toContain(runPath(idAt(DAY, 2)));
  expect(await listPictures(parked, [record(2)])).toEqual(new Map());

  await (await remote.open(url)).append([await newRun(record(3), [])]);
  const view = await (await remote.open(url)).view();
  expect(view.parked).toEqual([]);
  expect(await listPictures(view, [record(2)])).toEqual(new Map([[idAt(DAY, 2), pathsOf(2)]]));
  for (const [index, path] of pathsOf(2).entries())
    expect(await repo.readFile('lineage', path)).toEqual(PICTURES[index]?.bytes);
  await repo.fsck();
  expect(await verifyIn(repo.dir)).toMatchObject({ valid: true, records: 3 });
});

test('listing the pictures of many runs takes one request, and none where none has any', async () => {
  const { url } = await remote.repository();
  const seeds = Array.from({ length: 10 }, (_, index) => index + 1);
  await (await remote.open(url)).append(await Promise.all(seeds.map(withPictures)));
  await (await remote.open(url)).append([await newRun(record(11), [])]);
  const view = await (await remote.open(url)).view();
  await view.read([runPath(idAt(DAY, 1)), seriesPath(idAt(DAY, 1))]);
  const start = remote.server.requests.length;
  expect(await listPictures(view, [record(11)])).toEqual(new Map());
  expect(requestsSince(remote.server, start)).toEqual([]);
  const found = await listPictures(view, seeds.map(record));
  expect([...found.values()]).toEqual(seeds.map(pathsOf));
  const requests = requestsSince(remote.server, start);
  expect(requests.filter((one) => one.startsWith('POST')).length).toBeLessThanOrEqual(1);
});

test('what else lies in the folder of a run is not shown, and no more than four', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).append([await newRun(record(1), [])]);
  const folder = runFolder(idAt(DAY, 1));
  const names = [
    'a.svg',
    'b.html',
    'c.PNG',
    'd%41.png',
    'sub/e.png',
    '.png',
    'f.png',
    'g.gif',
    'h.jpg',
    'i.webp',
    'j.png',
  ];
  await repo.commit(Object.fromEntries(names.map((name) => [`${folder}/${name}`, 'x'])), {
    branch: 'lineage',
  });
  const found = await listPictures(await (await remote.open(url)).view(), [record(1)]);
  expect([...found.values()].flat()).toEqual(
    ['f.png', 'g.gif', 'h.jpg', 'i.webp'].map((name) => `${folder}/${name}`),
  );
});
