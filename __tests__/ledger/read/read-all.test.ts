import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { jest } from '@jest/globals';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import { runFolder, runPath, seriesPath } from '../../../src/ledger/layout.js';
import type { LedgerView } from '../../../src/ledger/ledger.js';
import { BareRepo } from '../../support/bare-repo.js';
import { adding, DAY, Folders, idAt, localLedger, requestsSince, runFile } from '../fixtures.js';
import { rawCommit } from '../index/fixtures.js';
import { Remote } from '../remote.js';

jest.setTimeout(60_000);

const MIB = 1024 * 1024;
const ONE_FETCH = ['GET /info/refs?service=git-upload-pack', 'POST /git-upload-pack'];
const folders = new Folders();
afterAll(() => folders.remove());

/** Two runs a day, oldest first. */
function idsOf(days: number): string[] {
  return Array.from({ length: 2 * days }, (_, index) =>
    idAt(DAY + Math.floor(index / 2) * 86_400_000, index),
  );
}

/** What `each` shows: paths with the length of what they hold. */
async function shown(view: LedgerView, paths: readonly string[]): Promise<(readonly [string, number])[]> {
  const seen: (readonly [string, number])[] = [];
  await view.each(paths, (path, bytes) => seen.push([path, bytes.length]));
  return seen;
}

describe('on a server', () => {
  let remote: Remote;

  beforeAll(async () => {
    remote = await Remote.start();
  });
  afterAll(() => remote.close());

  const cold = async (url: string) => (await remote.open(url)).view();

  async function ledgerOf(ids: readonly string[]) {
    const { repo, url } = await remote.repository();
    const files = await Promise.all(ids.map((id) => runFile(id)));
    const [first = '', , third = ''] = ids;
    const others = [
      { path: seriesPath(first), bytes: Buffer.from('{}\n') },
      { path: `${runFolder(third)}/roc.png`, bytes: Buffer.from('a picture') },
    ];
    await (await remote.open(url)).write(adding(...files, ...others));
    return { repo, url, files };
  }

  test('all runs of many days come with one fetch, and those that are parked among them', async () => {
    const ids = idsOf(45);
    const { repo, url } = await ledgerOf(ids);
    const parked = [idAt(DAY + 3_600_000, 900), idAt(DAY + 60 * 86_400_000, 901)];
    for (const id of parked) {
      const { bytes } = await runFile(id);
      await repo.commit({ [`${id}.json`]: bytes }, { branch: `refs/lineage/inbox/${id}` });
    }
    const newest = [...ids, ...parked].sort().reverse();
    const ways: ((view: LedgerView) => Promise<string[]>)[] = [
      async (view) => (await findRuns(view)).map((run) => run.run_id),
      async (view) => (await findRuns(view, { since: '2026-11-21' })).map((run) => run.run_id),
      // There is no index that could tell where they are.
      async (view) => (await findRuns(view, { experiment: 'clf_orders' })).map((run) => run.run_id),
    ];
    for (const all of ways) {
      const view = await cold(url);
      const start = remote.server.requests.length;
      expect(await all(view)).toEqual(newest);
      expect(requestsSince(remote.server, start)).toEqual(ONE_FETCH);
      expect(await all(view)).toEqual(newest);
      expect(remote.server.requests.length).toBe(start + ONE_FETCH.length);
    }
  });

  test('folders that are here do not hide that some of their records are not', async () => {
    const ids = idsOf(4);
    const { url } = await ledgerOf(ids);
    const view = await cold(url);
    const paths = await view.list('runs');
    await view.read([runPath(ids[1] ?? '')]);
    const start = remote.server.requests.length;
    await view.bring(['runs', 'runs/2026/11/22', 'models/none']);
    expect(requestsSince(remote.server, start)).toEqual(ONE_FETCH);
    const records = paths.filter((path) => path.endsWith('.json'));
    expect((await view.read(records)).size).toBe(ids.length);
    await view.bring(['runs']);
    expect(remote.server.requests.length).toBe(start + ONE_FETCH.length);
    expect((await view.read(paths)).size).toBe(ids.length + 2);
  });

  test('pictures and training curves stay where they are until they are asked for', async () => {
    const id = idAt(DAY);
    const { url } = await remote.repository();
    const large = [`${runFolder(id)}/roc.png`, seriesPath(id)].map((path) => ({
      path,
      bytes: randomBytes(MIB / 4),
    }));
    await (await remote.open(url)).write(adding(await runFile(id), ...large));
    const view = await cold(url);
    const start = remote.server.requests.length;
    expect(await findRuns(view)).toHaveLength(1);
    expect(requestsSince(remote.server, start)).toEqual(ONE_FETCH);
    expect(remote.server.requests.slice(start).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(
      32_000,
    );
    const paths = large.map(({ path }) => path);
    expect([...(await view.read(paths)).values()]).toEqual(large.map(({ bytes }) => bytes));
  });

  test('a record that is unusually large comes with a request of its own', async () => {
    const id = idAt(DAY);
    const { url } = await remote.repository();
    const notes = [0, 1, 2, 3, 4, 5, 6, 7].map((at) => [`note${at}`, randomBytes(2_400).toString('hex')]);
    const tags: Record<string, string> = Object.fromEntries(notes);
    await (await remote.open(url)).write(adding(await runFile(id, { tags })));
    expect(await findRuns(await cold(url))).toMatchObject([{ run_id: id, tags }]);
  });

  test('contents that are not here are brought with one fetch, and each is shown once and in its turn', async () => {
    const ids = idsOf(3);
    const { url, files } = await ledgerOf(ids);
    const view = await cold(url);
    const paths = files.map((file) => file.path).reverse();
    const [first = '', second = '', , , fifth = ''] = paths;
    await view.list('runs');
    await view.read([first, fifth]);
    const start = remote.server.requests.length;
    const wanted = [first, second, 'runs/2020/01/01/none.json', ...paths];
    expect(await shown(view, wanted)).toEqual(paths.map((path) => [path, files[0]?.bytes.length]));
    expect(requestsSince(remote.server, start)).toEqual(ONE_FETCH);
  });
});

describe('one after the other', () => {
  async function ledgerOf(ids: readonly string[]) {
    const folder = await folders.make();
    const repo = await BareRepo.create(folder, 'octo/all');
    const ledger = localLedger(folder);
    const files = await Promise.all(ids.map((id) => runFile(id)));
    await ledger.write(adding(...files));
    return { repo, files, view: () => ledger.view() };
  }

  /** Paths of the records that are shown, newest first, before what is wrong is met. */
  async function shownBefore(view: LedgerView, message: string): Promise<string[]> {
    const seen: string[] = [];
    const paths = (await view.list('runs')).reverse();
    await expect(view.each(paths, (path) => seen.push(path))).rejects.toThrow(message);
    await expect(findRuns(view)).rejects.toThrow(message);
    return seen;
  }

  test('a record of more than 16 MiB is an error that names it, and nothing is shown after it', async () => {
    const ids = idsOf(6);
    const { repo, view } = await ledgerOf(ids);
    const path = runPath(ids[4] ?? '');
    await repo.commit({ [path]: Buffer.alloc(16 * MIB + 1, 32) }, { branch: 'lineage' });
    const message = `E_LEDGER_RECORD_INVALID: ${path} has 16777217 bytes and 16777216 is the most`;
    expect(await shownBefore(await view(), message)).toEqual(ids.slice(5).reverse().map(runPath));
  });

  test('a record whose content is lost is an error that names it, and none is passed over', async () => {
    const ids = idsOf(6);
    const { repo, view } = await ledgerOf(ids);
    const path = runPath(ids[7] ?? '');
    const object = (await repo.resolve(`lineage:${path}`)) ?? '';
    await rm(`${repo.dir}/objects/${object.slice(0, 2)}/${object.slice(2)}`);
    const message = `E_LEDGER_RECORD_INVALID: ${path} has no content in this repository`;
    expect(await shownBefore(await view(), message)).toEqual(ids.slice(8).reverse().map(runPath));
  });

  test('what is no plain file is an error before anything is shown', async () => {
    const { files, view } = await ledgerOf(idsOf(1));
    const paths = [...files.map((file) => file.path), 'runs/2026'];
    await expect(shown(await view(), paths)).rejects.toThrow('runs/2026 is a folder where a file belongs');
    await expect(shown(await view(), ['../x'])).rejects.toThrow('is no ledger path');
  });

  test('what throws while it is shown something is shown no more', async () => {
    const { files, view } = await ledgerOf(idsOf(2));
    const paths = files.map((file) => file.path);
    let count = 0;
    const failing = (await view()).each(paths, () => {
      count += 1;
      if (count === 2) throw new RangeError('enough');
    });
    await expect(failing).rejects.toThrow(RangeError);
    expect(count).toBe(2);
  });

  test('more than may be read at once is shown, in little memory', async () => {
    const { repo, view } = await ledgerOf(idsOf(1));
    const content = Buffer.alloc(16 * MIB, 'x');
    const paths = Array.from({ length: 34 }, (_, index) => seriesPath(idAt(DAY, index)));
    const id = (await repo.git(['hash-object', '-w', '--stdin'], content)).toString().trim();
    await rawCommit(
      repo.dir,
      paths.map((path) => `M 100644 ${id} ${path}\n`),
    );
    await expect((await view()).read(paths)).rejects.toThrow('E_LEDGER_OVERSIZE');
    let most = 0;
    let count = 0;
    const before = process.memoryUsage().arrayBuffers;
    await (await view()).each(paths, (_, bytes) => {
      count += bytes.equals(content) ? 1 : 0;
      most = Math.max(most, process.memoryUsage().arrayBuffers - before);
    });
    expect(count).toBe(34);
    expect(most).toBeLessThan(256 * MIB);
  });
});
