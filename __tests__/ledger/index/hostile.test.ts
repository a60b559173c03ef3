import { jest } from '@jest/globals';
import { shardOf } from '../../../src/core/facts.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import { daysPath, LARGEST_PART, shardPath } from '../../../src/ledger/index/segment.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { Folders, RecordingLog } from '../fixtures.js';
import { at, found, indexOf, ledgerOf, rawCommit, scanned, setIndex, someRun, treeOf } from './fixtures.js';

/*
 * Whoever may push to the branch may write any index. Whatever it holds, a look-up ends, and it finds what a reader of all
 * records finds.
 */
jest.setTimeout(60_000);

const folders = new Folders();
const FACT = 'experiment=clf_orders';
const DAYS = daysPath(1);
const PART = shardPath(shardOf(FACT), 1);

let folder: string;
let ledger: Ledger;
let honest: Map<string, Buffer>;
let tree: string;

beforeAll(async () => {
  const runs = [3, 3, 4, 5].map((day, seed) =>
    someRun({ time: at(day, seed), seed, experiment: seed === 1 ? 'other' : 'clf_orders' }),
  );
  ({ ledger, folder } = await ledgerOf(folders, runs));
  await reindex(ledger, { log: new RecordingLog() });
  honest = await indexOf(ledger);
  tree = await treeOf(ledger, 3);
});

afterAll(() => folders.remove());

async function expectRight(warning: RegExp | undefined): Promise<void> {
  const log = new RecordingLog();
  const answer = await found(ledger, { experiment: 'clf_orders' }, log);
  expect(answer).toEqual(await scanned(ledger, (run) => run.experiment === 'clf_orders'));
  if (warning === undefined) expect(log.lines).toEqual([]);
  else expect(log.lines.join('\n')).toMatch(warning);
}

const deep = `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`;
const fact = (byDay: string) => `{"${FACT}": ${byDay}}`;
const onDay = (positions: string) =>
  fact(`{"2026-11-03": ${positions}, "2026-11-04": "0", "2026-11-05": "0"}`);

test('as it is, it is used without a word', async () => {
  await expectRight(undefined);
});

test.each<[string, string, string | Buffer]>([
  ['no JSON', PART, '{"'],
  ['empty', PART, ''],
  ['no UTF-8', PART, Buffer.from([0x7b, 0xff, 0x7d])],
  ['an array', PART, '[]'],
  ['null', PART, 'null'],
  ['deep nesting', PART, fact(deep)],
  ['deep nesting at the top', PART, '['.repeat(1_000_000)],
  ['more than is ever written', PART, `${' '.repeat(LARGEST_PART)}{}`],
  ['more than any file may have', PART, Buffer.alloc(16 * 1024 * 1024 - 1, 0x20)],
  ['positions that are no text', PART, onDay('7')],
  ['positions that are a list', PART, onDay('[0]')],
  ['positions out of order', PART, onDay('"1,0"')],
  ['negative positions', PART, onDay('"-1"')],
  ['a range without end', PART, onDay('"0-999999999"')],
  ['positions beyond the day', PART, onDay('"0-9999999"')],
  ['one position beyond the day', PART, onDay('"2"')],
  ['a fact that is a text', PART, fact('"0"')],
  ['a day that is none', PART, fact('{"2026-11-03\\u001b": "0"}')],
  ['__proto__ for a day', PART, fact('{"__proto__": "0"}')],
  ['days: no JSON', DAYS, 'x'],
  ['days: an array', DAYS, '["2026-11-03"]'],
  ['days: a tree that is a number', DAYS, '{"2026-11-03": 1}'],
  ['days: a tree that is a revision', DAYS, '{"2026-11-03": "HEAD"}'],
  ['days: an option for git', DAYS, '{"2026-11-03": "--upload-pack=touch x"}'],
  ['days: __proto__', DAYS, '{"__proto__": {"2026-11-03": "x"}}'],
  ['days: a path', DAYS, `{"../../models": "${'a'.repeat(40)}"}`],
])('%s', async (_, path, bytes) => {
  await setIndex(folder, new Map([...honest, [path, Buffer.from(bytes)]]));
  await expectRight(/damaged|records of 2026-11-03 that are not there/);
});

test.each<[string, () => string]>([
  ['a day of another content', () => `{"2026-11-03": "${'a'.repeat(40)}"}`],
  ['days that are not there', () => `{"1999-01-01": "${tree}", "2026-13-45": "${tree}"}`],
  ['the same folder for another day', () => `{"2026-11-04": "${tree}"}`],
  ['no days', () => '{}'],
])('%s: nothing to complain about, and nothing to use', async (_, text) => {
  await setIndex(folder, new Map([...honest, [DAYS, Buffer.from(text())]]));
  await expectRight(undefined);
});

test('a shard that is missing is not one without facts', async () => {
  await setIndex(folder, new Map([...honest].filter(([path]) => path !== PART)));
  await expectRight(/damaged/);
});

test('an older segment does not stand in for a newer one that is damaged', async () => {
  const newer = [...honest].map(([path, bytes]) => [path.replace('/1.json', '/2.json'), bytes] as const);
  const broken = shardPath(shardOf(FACT), 2);
  await setIndex(folder, new Map([...honest, ...newer, [broken, Buffer.from('[]')]]));
  await expectRight(/2\.json.* damaged/);
});

test.each<[string, string, string, RegExp | undefined]>([
  ['a link for a file', '120000', DAYS, /cannot be read/],
  ['a submodule for a folder', '160000', 'index/segments/days', undefined],
  ['a file for a folder', '100644', 'index/segments/days', undefined],
  ['a link for the index', '120000', 'index', /cannot be read/],
  ['a link for a shard', '120000', PART, /cannot be read/],
])('%s', async (_, mode, path, warning) => {
  await setIndex(folder, honest);
  const change =
    mode === '160000' ? `M 160000 ${tree} ${path}\n` : `M ${mode} inline ${path}\ndata 6\nledger\n`;
  await rawCommit(folder, [`D ${path}\n`, change]);
  await expectRight(warning);
  const log = new RecordingLog();
  const settled = await indexSettledDays(ledger, { today: '2026-11-05', atLeast: 99, log });
  expect(settled.days).toEqual([]);
});

test('an index of a ledger without runs goes when it is made anew, and nothing else does', async () => {
  const one = await ledgerOf(folders);
  const model = { path: 'models/clf/versions/1.json', bytes: Buffer.from('{}\n') };
  await one.ledger.write(() => ({ files: [model], message: { subject: 'm', trailers: [] }, value: null }));
  await setIndex(one.folder, new Map([[DAYS, Buffer.from('{}\n')]]));
  expect(await reindex(one.ledger, { log: new RecordingLog() })).toMatchObject({
    commit: expect.any(String),
  });
  const view = await one.ledger.view();
  expect(await view.list('index')).toEqual([]);
  expect(await view.read([model.path])).toEqual(new Map([[model.path, model.bytes]]));
});
