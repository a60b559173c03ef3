import { writeFile } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { daysOf } from '../../src/ledger/index/days.js';
import { bootstrapFiles, runPath } from '../../src/ledger/layout.js';
import type { LedgerView, NewFile, Plan } from '../../src/ledger/ledger.js';
import type { BareRepo } from '../support/bare-repo.js';
import { bareEnvironment } from '../support/exec.js';
import { adding, DAY, idAt, RecordingLog, requestsSince, runFile } from './fixtures.js';
import { Remote } from './remote.js';

const PUSH = ['GET /info/refs?service=git-receive-pack', 'POST /git-receive-pack'];
const FETCH = ['GET /info/refs?service=git-upload-pack', 'POST /git-upload-pack', 'POST /git-upload-pack'];

let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(() => remote.close());

/** All files but those that are made from others. */
async function recordsOf(repo: BareRepo): Promise<string[]> {
  return (await repo.listFiles('lineage')).filter((path) => !path.startsWith('index/'));
}

/** A repository whose ledger holds one run. */
async function ledgerWith(...files: NewFile[]) {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).write(adding(...files));
  return { repo, url };
}

test('the first write makes the branch, with 4 requests', async () => {
  const { repo, url } = await remote.repository();
  const ledger = await remote.open(url);
  const start = remote.server.requests.length;
  const file = await runFile(idAt(DAY));
  const written = await ledger.write(adding(file));
  expect(requestsSince(remote.server, start)).toEqual([...FETCH.slice(0, 2), ...PUSH]);
  expect(written).toEqual({ value: 'written', commit: await repo.resolve('refs/heads/lineage') });
  expect(await recordsOf(repo)).toEqual(['README.md', 'ledger.json', file.path]);
  const treeOf = (folder: string) => repo.resolve(`lineage:${folder}`);
  expect(await treeOf('index/day')).toBe(await treeOf('runs/2026/11/21'));
  expect(await treeOf('index/2026-11')).toBe(await treeOf('runs/2026/11'));
  expect(await repo.readFile('lineage', 'ledger.json')).toEqual(Buffer.from('{\n  "format": 1\n}\n'));
  expect(await repo.readFile('lineage', file.path)).toEqual(file.bytes);
  const [commit] = await repo.log('lineage');
  expect(commit).toMatchObject({
    parents: [],
    author: 'github-actions[bot] <bot@users.noreply.github.com>',
    message: 'run clf_orders FINISHED\n\nLineage-Run: x\n',
  });
  await repo.fsck();
});

test('a write to a ledger takes 5 requests and one push, and fetches no contents', async () => {
  const first = await runFile(idAt(DAY));
  const { repo, url } = await ledgerWith(first);
  const start = remote.server.requests.length;
  const second = await runFile(idAt(DAY + 86_400_000));
  await (await remote.open(url)).write(adding(second));
  expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...PUSH]);
  expect(await recordsOf(repo)).toEqual(['README.md', 'ledger.json', first.path, second.path]);
  expect(await repo.log('lineage')).toHaveLength(2);
  await repo.fsck();
});

test('one object writes and reads many times at once', async () => {
  const { repo, url } = await remote.repository();
  const log = new RecordingLog();
  const ledger = await remote.open(url, { log });
  const files = await Promise.all([0, 1, 2, 3, 4].map((seed) => runFile(idAt(DAY, seed))));
  // They meet in the bare repository that they share, where two fetches must not change the shallow boundary together.
  await Promise.all(files.flatMap((file) => [ledger.write(adding(file)), ledger.view()]));
  const view = await ledger.view();
  expect(await view.list('runs')).toEqual(files.map((file) => file.path));
  expect(await view.read(files.map((file) => file.path))).toEqual(
    new Map(files.map((file) => [file.path, file.bytes])),
  );
  expect(await repo.log('lineage')).toHaveLength(5);
  expect(log.lines.filter((line) => line.startsWith('reading the ledger failed'))).toEqual([]);
  await repo.fsck();
}, 60_000);

test('the same file again is written already, and no push is made', async () => {
  const file = await runFile(idAt(DAY));
  const { repo, url } = await ledgerWith(file);
  const start = remote.server.requests.length;
  const again = await (await remote.open(url)).write(adding(file));
  expect(again).toEqual({ value: 'written', commit: await repo.resolve('refs/heads/lineage') });
  expect(requestsSince(remote.server, start)).toEqual(FETCH);
  expect(await repo.log('lineage')).toHaveLength(1);
});

test('other content at the same path is an error, and nothing is written', async () => {
  const id = idAt(DAY);
  const { repo, url } = await ledgerWith(await runFile(id));
  const tip = await repo.resolve('refs/heads/lineage');
  const ledger = await remote.open(url);
  const other = await runFile(idAt(DAY, 1));
  const changed = await runFile(id, { experiment: 'other' });
  await expect(ledger.write(adding(other, changed))).rejects.toThrow(`E_LEDGER_RECORD_EXISTS`);
  expect(await repo.resolve('refs/heads/lineage')).toBe(tip);
});

test('a plan without files writes nothing and answers', async () => {
  const { repo, url } = await remote.repository();
  const plan = (view: LedgerView): Plan<string | null> => ({
    files: [],
    message: { subject: '', trailers: [] },
    value: view.commit,
  });
  expect(await (await remote.open(url)).write(plan)).toEqual({ value: null, commit: null });
  expect(await repo.refs()).toEqual({});
});

test('a ledger that does not exist reads as empty', async () => {
  const { url } = await remote.repository();
  const view = await (await remote.open(url)).view();
  expect(view.commit).toBeNull();
  expect(await view.list('runs')).toEqual([]);
  expect(await view.read([runPath(idAt(DAY))])).toEqual(new Map());
});

test('many files are read with one fetch for folders and one for contents, and again with none', async () => {
  const files = await Promise.all(
    Array.from({ length: 30 }, (_, seed) => runFile(idAt(DAY + seed * 80_000_000, seed))),
  );
  const { repo, url } = await ledgerWith(...files);
  const view = await (await remote.open(url)).view();
  const start = remote.server.requests.length;
  const paths = await view.list('runs');
  const found = await view.read([...paths, 'runs/2020/01/01/none.json', 'models/x/versions/1.json']);
  expect(found).toEqual(new Map(files.map((file) => [file.path, file.bytes])));
  expect(requestsSince(remote.server, start)).toEqual([...FETCH.slice(0, 2), ...FETCH.slice(0, 2)]);
  await view.read(paths);
  expect(remote.server.requests.length).toBe(start + 4);
  expect(await repo.log('lineage')).toHaveLength(1);
});

test('folders that are brought whole are listed and read without a request', async () => {
  const days = [0, 1, 2, 3].map((day) => DAY + day * 86_400_000);
  const files = await Promise.all(days.flatMap((day) => [runFile(idAt(day, 1)), runFile(idAt(day, 2))]));
  const { url } = await ledgerWith(...files);
  const view = await (await remote.open(url)).view();
  expect([...(await view.subfolders('runs/2026/11')).keys()]).toEqual(['21', '22', '23', '24']);
  const start = remote.server.requests.length;
  await view.bring(['runs/2026/11/22', 'runs/2026/11/23', 'runs/2020/01/01']);
  const paths = [...(await view.list('runs/2026/11/22')), ...(await view.list('runs/2026/11/23'))];
  expect((await view.read(paths)).size).toBe(4);
  expect(requestsSince(remote.server, start)).toEqual(FETCH.slice(0, 2));
});

test('a folder of ours that is kept follows the branch: the second look brings only what is new', async () => {
  const files = await Promise.all(Array.from({ length: 200 }, (_, seed) => runFile(idAt(DAY, seed))));
  const { url } = await ledgerWith(...files);
  const folder = await remote.folders.make();
  const seen = await (await remote.open(url, { folder })).view();
  await seen.read(await seen.list('runs'));
  const late = await runFile(idAt(DAY, 999));
  await (await remote.open(url)).write(adding(late));
  const start = remote.server.requests.length;
  const view = await (await remote.open(url, { folder })).view();
  const paths = await view.list('runs');
  expect(paths).toHaveLength(201);
  expect((await view.read(paths)).get(late.path)).toEqual(late.bytes);
  expect(requestsSince(remote.server, start)).toEqual([...FETCH, ...FETCH.slice(0, 2)]);
  expect(remote.server.requests.slice(start).reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThan(40_000);
});

test('which days there are is known from the first look, however many months there are', async () => {
  const days = [0, 1, 40, 41, 400].map((day) => DAY - day * 86_400_000);
  const { url } = await ledgerWith(...(await Promise.all(days.map((day) => runFile(idAt(day))))));
  const view = await (await remote.open(url)).view();
  const start = remote.server.requests.length;
  const found = await daysOf(view);
  expect([...found.keys()]).toEqual(['2026-11-21', '2026-11-20', '2026-10-12', '2026-10-11', '2025-10-17']);
  expect(requestsSince(remote.server, start)).toEqual([]);
});

test.each(['the same ledger', 'another one'])(
  'a lock of a command that was killed is not in the way of %s',
  async (which) => {
    const { url } = await ledgerWith(await runFile(idAt(DAY)));
    const folder = await remote.folders.make();
    const sleep = async () => undefined;
    const ledger = await remote.open(url, { folder, sleep });
    await ledger.view();
    await (await remote.open(url)).write(adding(await runFile(idAt(DAY, 1))));
    for (const name of ['config.lock', 'shallow.lock', 'refs/lineage-ledger/tip.lock'])
      await writeFile(join(folder, 'thin.git', name), '');
    const next = which === 'another one' ? await remote.open(url, { folder, sleep }) : ledger;
    expect(await (await next.view()).list('runs')).toHaveLength(2);
  },
);

test('the mark takes one look at the refs, and is another one with each commit and each run that is parked', async () => {
  const { repo, url } = await remote.repository();
  const ledger = await remote.open(url);
  expect(await ledger.mark()).toBe('');
  await ledger.write(adding(await runFile(idAt(DAY))));
  const tip = (await repo.resolve('refs/heads/lineage')) ?? '';
  const start = remote.server.requests.length;
  expect(await ledger.mark()).toBe(tip);
  expect(requestsSince(remote.server, start)).toEqual(FETCH.slice(0, 2));
  const id = idAt(DAY, 7);
  await repo.updateRef(`refs/lineage/inbox/${id}`, tip);
  expect(await ledger.mark()).toBe(`${tip} ${id}`);
  expect(await (await remote.open(url, { parking: () => false })).mark()).toBe(tip);
});

test('the folder of ours may be named from the working folder', async () => {
  const { url } = await ledgerWith(await runFile(idAt(DAY)));
  const folder = relative(process.cwd(), await remote.folders.make());
  const ledger = await remote.open(url, { folder, env: bareEnvironment(resolve(folder)) });
  expect(await (await ledger.view()).list('runs')).toHaveLength(1);
});

test('a view goes on showing its own commit', async () => {
  const first = await runFile(idAt(DAY));
  const { url } = await ledgerWith(first);
  const ledger = await remote.open(url);
  const view = await ledger.view();
  await (await remote.open(url)).write(adding(await runFile(idAt(DAY, 1))));
  await ledger.view();
  expect(await view.list('runs')).toEqual([first.path]);
});

test.each(['ml/lineage', 'lignée', "it's-a-branch", 'a%b', 'a;b', '$(x)'])('branch %j', async (branch) => {
  const { repo, url } = await remote.repository();
  const files = [await runFile(idAt(DAY)), await runFile(idAt(DAY, 1))] as const;
  for (const file of files) await (await remote.open(url, { branch })).write(adding(file));
  expect(Object.keys(await repo.refs())).toEqual([`refs/heads/${branch}`]);
  expect(await repo.listFiles(`refs/heads/${branch}`, 'runs')).toEqual(files.map((file) => file.path));
});

test.each(['', 'a b', 'refs/heads/x', 'a..b', '/a', 'a/', 'a.lock', '.a', 'a~1', 'a:b', '@', 'a\nb'])(
  '%j is no branch',
  async (branch) => {
    const { url } = await remote.repository();
    await expect(remote.open(url, { branch })).rejects.toThrow('E_INPUT_INVALID');
  },
);

test('the rest of the repository stays as it was', async () => {
  const { repo, url } = await remote.repository();
  await repo.commit({ 'train.py': 'print(1)\n' });
  const main = await repo.resolve('refs/heads/main');
  await (await remote.open(url)).write(adding(await runFile(idAt(DAY))));
  expect(Object.keys(await repo.refs())).toEqual(['refs/heads/lineage', 'refs/heads/main']);
  expect(await repo.resolve('refs/heads/main')).toBe(main);
});

describe('servers that serve less', () => {
  test.each([
    ['know no filters', [['uploadpack.allowFilter', 'false']]],
    ['refuse filters', [['uploadpackfilter.allow', 'false']]],
  ])('that %s', async (_, config) => {
    const first = await runFile(idAt(DAY));
    const { repo, url } = await ledgerWith(first);
    for (const [key = '', value = ''] of config) await repo.git(['config', key, value]);
    const ledger = await remote.open(url);
    const second = await runFile(idAt(DAY, 1));
    await ledger.write(adding(second));
    const view = await ledger.view();
    expect(await view.read([first.path, second.path])).toEqual(
      new Map([first, second].map((file) => [file.path, file.bytes])),
    );
    await repo.fsck();
  });
});

test('checkWritable makes one request and leaves nothing behind', async () => {
  const { repo, url } = await ledgerWith();
  await (await remote.open(url)).write(adding(await runFile(idAt(DAY))));
  const before = await repo.refs();
  const start = remote.server.requests.length;
  await (await remote.open(url)).checkWritable();
  expect(requestsSince(remote.server, start)).toEqual([PUSH[0]]);
  expect(await repo.refs()).toEqual(before);
});

test('the first commit holds what a ledger needs, and no more', () => {
  expect(bootstrapFiles().map((file) => file.path)).toEqual(['README.md', 'ledger.json']);
});
