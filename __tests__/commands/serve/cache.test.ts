import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Served } from '../../../src/commands/serve/serve.js';
import { KeptTexts } from '../../../src/ledger/index/kept-texts.js';
import { AMENDMENTS, dayFolder, runPath, seriesPath } from '../../../src/ledger/layout.js';
import { adding, DAY, idAt, runFile } from '../../ledger/fixtures.js';
import { call, ServeSetup } from './setup.js';
import { shownRuns, watched } from './watched.js';

const A_DAY = 86_400_000;
const POINT = '{"key":"loss","value":"NaN","step":1,"at":null}\n';

let setup: ServeSetup;
let folder: string;
let drafts = 0;
beforeEach(async () => {
  setup = await ServeSetup.start();
  folder = join(setup.temp, 'cache');
  setup.cache = (form) =>
    new KeptTexts({ folder: join(folder, form), unique: () => `${++drafts}`, log: setup.fetch.log });
});
afterEach(() => setup.close());

/** A run with a curve, so many days before the others. */
async function runBefore(days: number, seed = 1): Promise<string> {
  const id = idAt(DAY - days * A_DAY - seed, seed);
  const series = { path: seriesPath(id), bytes: Buffer.from(POINT) };
  await setup.fetch.ledger.write(adding(await runFile(id), series));
  return id;
}

/** What a server that begins now shows, and what it reads for it. */
async function begun(): Promise<{ all: unknown[]; read: string[] }> {
  const { ledger, read } = watched(setup.fetch.ledger);
  return { all: await shownRuns(setup.open(null, ledger)), read };
}

const kept = async (form = 'runs-2'): Promise<string[]> =>
  (await readdir(join(folder, form))).map((name) => join(folder, form, name));

test('what was read of a day is not read again, and shows the same; nobody else can read it', async () => {
  const ids = [await runBefore(2), await runBefore(1), await setup.record()];
  const first = await begun();
  expect(first.read.filter((path) => path.endsWith('.json')).sort()).toEqual(ids.map(runPath).sort());
  const again = await begun();
  expect(again.read).toEqual([]);
  expect(again.all).toEqual(first.all);
  expect(JSON.stringify(again.all)).toContain('"NaN"');
  expect(await kept()).toHaveLength(3);
  if (process.platform !== 'win32')
    for (const file of await kept()) expect((await stat(file)).mode & 0o777).toBe(0o600);
});

test('amendments are kept as well', async () => {
  const run_id = await setup.record();
  const served = setup.open(setup.folder);
  await call(served, 'POST runs/set-tag', { run_id, key: 'note', value: 'later' });
  await call(served, 'POST runs/log-metric', { run_id, key: 'loss', value: 'NaN', timestamp: 1, step: 7 });
  await served.close();
  const first = await begun();
  expect(first.read.filter((path) => path.startsWith('amendments/'))).toHaveLength(1);
  expect(JSON.stringify(first.all)).toContain('later');
  const again = await begun();
  expect(again).toEqual({ all: first.all, read: [] });
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut short', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => Buffer.alloc(0)],
  ['changed', (bytes) => Buffer.from(bytes.toString().replace('FINISHED', 'FAILED'))],
])('a file that is %s is made again, and is never taken for none', async (_, spoil) => {
  await runBefore(1);
  await setup.record();
  const first = await begun();
  for (const file of await kept()) await writeFile(file, spoil(await readFile(file)));
  const again = await begun();
  expect(again).toEqual({ all: first.all, read: first.read });
  expect(await begun()).toEqual({ all: first.all, read: [] });
});

test('a day with what cannot be read is not kept: it is told by every server', async () => {
  await runBefore(1);
  const bad = idAt(DAY - 5, 5);
  await setup.fetch.ledger.write(adding({ path: runPath(bad), bytes: Buffer.from('no JSON') }));
  for (let times = 1; times <= 2; times++) {
    await begun();
    expect(setup.fetch.log.lines.filter((line) => line.includes(runPath(bad)))).toHaveLength(times);
  }
});

test('amendments in the folder of no day, or of another one, are told by every server and not shown', async () => {
  const run_id = await setup.record();
  const served = setup.open(setup.folder);
  await call(served, 'POST runs/set-tag', { run_id, key: 'note', value: 'misplaced' });
  await served.close();
  const { ledger, log } = setup.fetch;
  const view = await ledger.view();
  const [[own = '', bytes = Buffer.alloc(0)] = []] = await view.read(await view.list(AMENDMENTS));
  const name = own.slice(own.lastIndexOf('/'));
  const reader = setup.open();
  const before = await shownRuns(reader);
  const strays = [`amendments${name}`, 'amendments/2026/11/late.json', 'amendments/late/01/02/x.json'];
  const misplaced = `amendments/2026/11/01${name}`;
  const told = [`amendments${name}`, 'amendments/2026/11/late.json', 'amendments/late'];
  const check = async (server: Served) => {
    log.lines.length = 0;
    expect(await shownRuns(server)).toEqual(before);
    for (const path of told)
      expect(log.lines.filter((line) => line.includes(`The record ${path} lies`))).toHaveLength(1);
    expect(log.lines).toHaveLength(told.length);
  };
  // One that reads on tells what is new.
  await ledger.write(adding(...strays.map((path) => ({ path, bytes }))));
  setup.wait();
  await check(reader);
  await ledger.write(adding({ path: misplaced, bytes }));
  told.push(misplaced);
  for (const _ of [1, 2]) await check(setup.open());
});

test('a folder that was copied to another day has no runs there, whichever was read first', async () => {
  const id = await runBefore(2);
  const [from, to] = [id, idAt(DAY - A_DAY, 3)].map(dayFolder);
  const files = await setup.fetch.ledger.view().then((view) => view.read([runPath(id), seriesPath(id)]));
  const copies = [...files].map(([path, bytes]) => ({ path: path.replace(from ?? '', to ?? ''), bytes }));
  await setup.fetch.ledger.write(adding(...copies));
  const first = await begun();
  expect(first.all.filter((one) => JSON.stringify(one).includes(`"run_id":"${id}"`))).toHaveLength(1);
  expect((await begun()).all).toEqual(first.all);
});
