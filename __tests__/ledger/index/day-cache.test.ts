import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { openDayCache } from '../../../src/ledger/index/day-cache.js';
import { findRuns } from '../../../src/ledger/index/find-runs.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import type { Ledger, LedgerView } from '../../../src/ledger/ledger.js';
import { Folders, RecordingLog } from '../fixtures.js';
import { add, at, ledgerOf, lyingSegment, scanned, setIndex, someRun, treeOf } from './fixtures.js';

jest.setTimeout(60_000);

const folders = new Folders();
const asRoot = process.getuid?.() === 0;
let made = 0;

afterAll(() => folders.remove());

/** Counts the records that are read through it. */
function counting(view: LedgerView): { view: LedgerView; read: () => number } {
  let count = 0;
  const counted: LedgerView = {
    commit: view.commit,
    parked: view.parked,
    list: (folder) => view.list(folder),
    subfolders: (folder) => view.subfolders(folder),
    look: (folder) => view.look(folder),
    names: (folder) => view.names(folder),
    open: (wanted) => view.open(wanted),
    bring: (wanted) => view.bring(wanted),
    has: (paths) => view.has(paths),
    read: async (paths) => {
      const files = await view.read(paths);
      count += [...files.keys()].filter((path) => path.startsWith('runs/')).length;
      return files;
    },
    each: (paths, visit) =>
      view.each(paths, (path, bytes) => {
        if (path.startsWith('runs/')) count += 1;
        visit(path, bytes);
      }),
  };
  return { view: counted, read: () => count };
}

function cacheIn(folder: string, log = new RecordingLog()) {
  return openDayCache({ folder, unique: () => `${process.pid}-${made++}`, log });
}

/** Runs of experiment `rare`, and how many records were read for it. */
async function look(ledger: Ledger, folder: string, log = new RecordingLog()) {
  const { view, read } = counting(await ledger.view());
  const runs = await findRuns(view, { experiment: 'rare' }, { cache: cacheIn(folder, log), log });
  expect(runs.map((run) => run.run_id)).toEqual(await scanned(ledger, (run) => run.experiment === 'rare'));
  return read();
}

async function someLedger() {
  const runs = [3, 3, 3, 4, 4, 5].map((day, seed) =>
    someRun({ time: at(day, seed), seed, experiment: seed === 4 ? 'rare' : 'clf_orders' }),
  );
  return ledgerOf(folders, runs);
}

test('the second look-up reads the records of the answer alone, and one after an append those of that day', async () => {
  const { ledger } = await someLedger();
  const folder = join(await folders.make(), 'made', 'when', 'needed');
  expect(await look(ledger, folder)).toBe(6);
  expect(await look(ledger, folder)).toBe(1);
  await add(ledger, someRun({ time: at(3, 9), seed: 9, experiment: 'rare' }));
  expect(await look(ledger, folder)).toBe(1 + 4);
  expect(await look(ledger, folder)).toBe(2);
});

test.each<[string, (bytes: Buffer) => Buffer]>([
  ['cut short', (bytes) => bytes.subarray(0, bytes.length / 2)],
  ['empty', () => Buffer.alloc(0)],
  ['without its facts', (bytes) => Buffer.from(bytes.toString().replaceAll('experiment', 'EXPERIMENT'))],
  ['of another program', () => Buffer.from('SQLite format 3\0')],
])('a file that is %s is made again', async (_, spoil) => {
  const { ledger } = await someLedger();
  const folder = await folders.make();
  await look(ledger, folder);
  const files = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith('.json'));
  expect(files).toHaveLength(3);
  for (const name of files) await writeFile(join(folder, name), spoil(await readFile(join(folder, name))));
  expect(await look(ledger, folder)).toBe(6);
  expect(await look(ledger, folder)).toBe(1);
});

test('positions beyond a day are no answer', async () => {
  const { ledger } = await someLedger();
  const folder = await folders.make();
  const cache = cacheIn(folder);
  const tree = await treeOf(ledger, 4);
  await cache.keep(new Map([['2026-11-04', { tree, count: 9, facts: new Map([['experiment=rare', [8]]]) }]]));
  await look(ledger, folder);
});

test('a folder that cannot be written is said for those who ask, and nothing else', async () => {
  const { ledger } = await someLedger();
  const folder = await folders.make();
  await writeFile(join(folder, 'file'), '');
  const log = new RecordingLog();
  expect(await look(ledger, join(folder, 'file'), log)).toBe(6);
  expect(log.lines.join('\n')).toMatch(/could not write the cache of the ledger/);
});

(asRoot || process.platform === 'win32' ? test.skip : test)(
  'a folder without rights is no error',
  async () => {
    const { ledger } = await someLedger();
    const folder = join(await folders.make(), 'cache');
    await mkdir(folder);
    await chmod(folder, 0o500);
    expect(await look(ledger, folder)).toBe(6);
  },
);

test('many look-ups at once share a cache', async () => {
  const { ledger } = await someLedger();
  const folder = await folders.make();
  await Promise.all(Array.from({ length: 8 }, () => look(ledger, folder)));
  expect(await look(ledger, folder)).toBe(1);
  const left = await readdir(folder, { recursive: true });
  expect(left.filter((name) => /[0-9a-f]\.json/.test(name))).toHaveLength(3);
});

test('days that are on the branch no more go once there are many', async () => {
  const { ledger } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0, experiment: 'rare' })]);
  const folder = await folders.make();
  const files = async () => (await readdir(join(folder, 'days-4'))).length;
  await look(ledger, folder);
  await add(ledger, someRun({ time: at(3), seed: 1 }));
  await look(ledger, folder);
  expect(await files()).toBe(2);
  await add(ledger, someRun({ time: at(3), seed: 2 }));
  await look(ledger, folder);
  expect(await files()).toBe(1);
  expect(await look(ledger, folder)).toBe(1);
});

test('what was read here is believed before an index that others wrote', async () => {
  const { ledger, folder: repository } = await someLedger();
  const folder = await folders.make();
  await look(ledger, folder);
  const tree = await treeOf(ledger, 4);
  await setIndex(repository, lyingSegment(1, { '2026-11-04': { tree, facts: {} } }));
  expect(await look(ledger, folder)).toBe(1);
});

test('days that an index has are not read for the cache', async () => {
  const { ledger } = await someLedger();
  await reindex(ledger, { log: new RecordingLog() });
  const folder = await folders.make();
  expect(await look(ledger, folder)).toBe(1);
});
