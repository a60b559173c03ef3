import { jest } from '@jest/globals';
import { shardOf } from '../../../src/core/facts.js';
import { checkIndex } from '../../../src/ledger/index/check.js';
import { FactFinder } from '../../../src/ledger/index/find-facts.js';
import { makeSegments } from '../../../src/ledger/index/make-segments.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import {
  ALL_SEGMENTS,
  LARGEST_PART,
  LINEAGE_SEGMENTS,
  LINK_SEGMENTS,
  MAKER_SEGMENTS,
  PACKAGE_SEGMENTS,
  type SegmentsFolder,
  SHARDS,
  SUBMODULE_SEGMENTS,
  shardPath,
  WALK_SEGMENTS,
} from '../../../src/ledger/index/segment.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import { runPath } from '../../../src/ledger/layout.js';
import { execOk, gitEnvironment } from '../../support/exec.js';
import { adding, Folders, idAt, RecordingLog } from '../fixtures.js';
import {
  add,
  at,
  found,
  HOUR,
  indexJson,
  indexOf,
  ledgerOf,
  lyingSegment,
  rawCommit,
  setIndex,
  someRun,
  treeOf,
} from './fixtures.js';

jest.setTimeout(60_000);

const folders = new Folders();
const log = new RecordingLog();
const FACT = 'experiment=clf_orders';
const SHARD = shardOf(FACT);

afterAll(() => folders.remove());

const settle = (ledger: Parameters<typeof indexSettledDays>[0], day: number, atLeast = 3) =>
  indexSettledDays(ledger, { today: `2026-11-${String(day).padStart(2, '0')}`, atLeast, log });

const check = async (ledger: Parameters<typeof reindex>[0]) => checkIndex(await ledger.view());

async function subject(folder: string): Promise<string> {
  const answer = await execOk('git', ['-C', folder, 'log', '-1', '--format=%an|%B', 'lineage'], {
    env: gitEnvironment(),
  });
  return answer.toString().trim();
}

async function treeIn(folder: string, path: string): Promise<string> {
  const answer = await execOk('git', ['-C', folder, 'rev-parse', `lineage:${path}`], {
    env: gitEnvironment(),
  });
  return answer.toString().trim();
}

describe('indexSettledDays', () => {
  test('waits until days before yesterday hold enough runs, then writes one segment', async () => {
    const run = (day: number, seed: number) => someRun({ time: at(day), seed });
    const { ledger, folder } = await ledgerOf(folders, [run(3, 0), run(3, 1), run(4, 2), run(5, 3)]);
    const { commit } = await ledger.view();
    // On the 5th only the 3rd is settled.
    expect(await settle(ledger, 5)).toEqual({ days: [], records: 0 });
    expect((await ledger.view()).commit).toBe(commit);
    expect(await settle(ledger, 6)).toEqual({ days: ['2026-11-03', '2026-11-04'], records: 3 });
    expect(await subject(folder)).toBe('github-actions[bot]|index: runs of 2 days');
    expect(await indexJson(ledger, 'days/1.json')).toEqual({
      '2026-11-03': await treeOf(ledger, 3),
      '2026-11-04': await treeOf(ledger, 4),
    });
    expect(await indexJson(ledger, `${SHARD}/1.json`)).toMatchObject({
      [FACT]: { '2026-11-03': '0-1', '2026-11-04': '0' },
    });
    expect((await indexOf(ledger)).size).toBe(SHARDS.length + 1);
    const after = (await ledger.view()).commit;
    expect(await settle(ledger, 6, 1)).toEqual({ days: [], records: 0 });
    expect((await ledger.view()).commit).toBe(after);
  });

  test('a day that changed is in the next segment, and the others are not', async () => {
    const { ledger } = await ledgerOf(folders, [
      someRun({ time: at(3), seed: 0 }),
      someRun({ time: at(4), seed: 1 }),
    ]);
    await settle(ledger, 9, 1);
    await add(ledger, someRun({ time: at(3, 5), seed: 2 }));
    expect(await settle(ledger, 9, 2)).toEqual({ days: ['2026-11-03'], records: 2 });
    expect(await indexJson(ledger, 'days/2.json')).toEqual({ '2026-11-03': await treeOf(ledger, 3) });
    expect(await indexJson(ledger, `${SHARD}/2.json`)).toMatchObject({ [FACT]: { '2026-11-03': '0-1' } });
    expect(await check(ledger)).toEqual({
      problems: [],
      days: 2,
      covered: 2,
      segments: 2 * ALL_SEGMENTS.length,
    });
  });

  test('an index that is older than the look-ups of lineage has none of them yet, and gets them', async () => {
    const { ledger, folder } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
    await settle(ledger, 9, 1);
    const older = await indexOf(ledger);
    const lineage = async () => {
      const view = await ledger.view();
      return view.read(await view.list(LINEAGE_SEGMENTS));
    };
    const made = await lineage();
    expect(String(made.get(shardPath(shardOf('gap=silent'), 1, LINEAGE_SEGMENTS)))).toContain('"gap=silent"');
    await setIndex(folder, older);
    expect(await check(ledger)).toEqual({ problems: [], days: 1, covered: 0, segments: 1 });
    expect(await settle(ledger, 9, 1)).toEqual({ days: ['2026-11-03'], records: 1 });
    expect([await indexOf(ledger), await lineage()]).toEqual([older, made]);
    expect(await check(ledger)).toEqual({ problems: [], days: 1, covered: 1, segments: ALL_SEGMENTS.length });
  });

  test.each<[string, SegmentsFolder, readonly SegmentsFolder[]]>([
    ['packages', PACKAGE_SEGMENTS, WALK_SEGMENTS],
    ['later links', LINK_SEGMENTS, MAKER_SEGMENTS],
    ['submodules', SUBMODULE_SEGMENTS, WALK_SEGMENTS],
  ])(
    'an index that is older than the look-ups of %s is used for all else, and gets them',
    async (_, of, without) => {
      const { ledger, folder } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
      await settle(ledger, 9, 1);
      const view = await ledger.view();
      const made = await view.read(await view.list('index'));
      const older = new Map([...made].filter(([path]) => !path.startsWith(`${of}/`)));
      expect(older.size).toBeLessThan(made.size);
      await setIndex(folder, older);
      const unknown = async (asked: readonly SegmentsFolder[]) =>
        (await FactFinder.open(await ledger.view(), { log, folders: asked })).unknown;
      expect([await unknown(without), await unknown([...without, of])]).toEqual([[], ['2026-11-03']]);
      expect(await check(ledger)).toEqual({
        problems: [],
        days: 1,
        covered: 0,
        segments: ALL_SEGMENTS.length - 1,
      });
      expect(await settle(ledger, 9, 1)).toEqual({ days: ['2026-11-03'], records: 1 });
      expect(await unknown(ALL_SEGMENTS)).toEqual([]);
      const now = await ledger.view();
      expect(await now.read(await now.list('index'))).toEqual(made);
    },
  );

  test('writers that do it at the same moment make one segment', async () => {
    const { ledger } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
    await Promise.all([1, 2, 3].map(() => settle(ledger, 9, 1)));
    expect((await indexOf(ledger)).size).toBe(SHARDS.length + 1);
  });

  test('a day with a record that cannot be read is left out, and a look-up still meets it', async () => {
    const { ledger } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
    await ledger.write(adding({ path: runPath(idAt(at(4))), bytes: Buffer.from('{}\n') }));
    expect(await settle(ledger, 9, 1)).toEqual({ days: ['2026-11-03'], records: 1 });
    await expect(found(ledger, { experiment: 'x' })).rejects.toThrow('E_LEDGER_RECORD_INVALID');
  });

  test('few runs a day are indexed a month at a time, the newest first', async () => {
    const runs = Array.from({ length: 33 }, (_, day) => someRun({ time: at(day - 8), seed: day }));
    const { ledger } = await ledgerOf(folders, runs);
    const first = await settle(ledger, 30, 500);
    expect(first).toMatchObject({ records: 31 });
    expect([first.days[0], first.days.at(-1)]).toEqual(['2026-10-25', '2026-11-24']);
    expect(await settle(ledger, 30, 500)).toEqual({ days: [], records: 0 });
    expect(await settle(ledger, 30, 2)).toEqual({ days: ['2026-10-23', '2026-10-24'], records: 2 });
  });

  test('a ledger that is not there yet stays away', async () => {
    const { ledger } = await ledgerOf(folders);
    expect(await settle(ledger, 9, 0)).toEqual({ days: [], records: 0 });
    expect((await ledger.view()).commit).toBeNull();
  });
});

describe('segments too large for a file', () => {
  const day = (count: number) => {
    const places = Array.from({ length: count }, (_, place) => 2 * place);
    return { tree: 'a'.repeat(40), count: 2 * count, facts: new Map([[FACT, places]]) };
  };

  test('are made of fewer days, and a day that is too large by itself is in none', () => {
    const days = new Map([
      ['2026-11-03', day(700_000)],
      ['2026-11-04', day(700_000)],
      ['2026-11-05', day(1_300_000)],
    ]);
    const made = makeSegments(days, { first: 5 }, log);
    expect(made).toMatchObject({ days: ['2026-11-03', '2026-11-04'], records: 2_800_000, next: 7 });
    expect(made.files).toHaveLength(2 * (SHARDS.length + 1));
    for (const file of made.files) expect(file.bytes.length).toBeLessThanOrEqual(LARGEST_PART);
    expect(log.lines.join('\n')).toMatch(/2026-11-05 gets no look-ups/);
  });
});

describe('reindex', () => {
  test('makes all of it anew in one commit, and nothing when it is right already', async () => {
    const { ledger, folder } = await ledgerOf(folders, [
      someRun({ time: at(3), seed: 0 }),
      someRun({ time: at(4), seed: 1 }),
    ]);
    await settle(ledger, 5, 1);
    await settle(ledger, 6, 1);
    expect((await indexOf(ledger)).size).toBe(2 * (SHARDS.length + 1));
    const made = await reindex(ledger, { log });
    expect(made).toMatchObject({ days: 2, records: 2, unreadable: [] });
    expect(made.commit).toBe((await ledger.view()).commit);
    expect(await subject(folder)).toBe('github-actions[bot]|index: made anew from 2 runs');
    expect((await indexOf(ledger)).size).toBe(SHARDS.length + 1);
    expect(await reindex(ledger, { log })).toEqual({ ...made, commit: null });
    expect(await check(ledger)).toEqual({ problems: [], days: 2, covered: 2, segments: ALL_SEGMENTS.length });
  });

  test('makes the copies of folders anew, of the newest day and of every month', async () => {
    const { ledger, folder } = await ledgerOf(folders, [
      someRun({ time: at(3), seed: 0 }),
      someRun({ time: at(3) - 40 * 24 * HOUR, seed: 1 }),
    ]);
    await reindex(ledger, { log });
    const copies = {
      'index/2026-09': 'runs/2026/09',
      'index/2026-11': 'runs/2026/11',
      'index/day': 'runs/2026/11/03',
    };
    const expectCopies = async () => {
      for (const [copy, of] of Object.entries(copies))
        expect(await treeIn(folder, copy)).toBe(await treeIn(folder, of));
    };
    await expectCopies();
    for (const change of ['D index/2026-09\n', `M 040000 ${await treeIn(folder, 'runs')} index/day\n`]) {
      await rawCommit(folder, [change]);
      expect((await reindex(ledger, { log })).commit).not.toBeNull();
      await expectCopies();
      expect((await reindex(ledger, { log })).commit).toBeNull();
    }
  });

  test('takes the place of an index that cannot be read', async () => {
    const { ledger, folder } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
    await setIndex(folder, new Map([['index/segments/days', Buffer.from('a file')]]));
    expect((await check(ledger)).problems).toHaveLength(1);
    await reindex(ledger, { log });
    expect((await check(ledger)).problems).toEqual([]);
  });

  test('records stay as they are, byte by byte', async () => {
    const runs = [someRun({ time: at(3), seed: 0 }), someRun({ time: at(4), seed: 1 })];
    const { ledger } = await ledgerOf(folders, runs);
    const paths = runs.map((run) => runPath(run.run_id));
    const before = await (await ledger.view()).read(paths);
    await reindex(ledger, { log });
    expect(await (await ledger.view()).read(paths)).toEqual(before);
  });
});

describe('checkIndex names what is wrong', () => {
  const path = shardPath(SHARD, 1);
  const day = '2026-11-03';

  /** Two runs, the second of another experiment, and an index that says what it is told to. */
  async function lying(facts: Record<string, number[]>, tree?: string) {
    const { ledger, folder } = await ledgerOf(folders, [
      someRun({ time: at(3, 1), seed: 0 }),
      someRun({ time: at(3, 2), seed: 1, experiment: 'other' }),
    ]);
    const files = lyingSegment(1, { [day]: { tree: tree ?? (await treeOf(ledger, 3)), facts } });
    await setIndex(folder, files);
    return { ledger, folder, files };
  }

  const HONEST = { [FACT]: [0], 'experiment=other': [1] };

  test('an honest one has no faults', async () => {
    const { ledger } = await lying(HONEST);
    expect((await check(ledger)).problems).toEqual([]);
  });

  test('runs that it hides, which a look-up then does not see', async () => {
    const { ledger } = await lying({ 'experiment=other': [1] });
    expect(await found(ledger, { experiment: 'clf_orders' })).toEqual([]);
    expect((await check(ledger)).problems).toEqual([
      { path, what: `is wrong about runs of ${day}: "${FACT}"` },
    ]);
  });

  test('runs that it names wrongly, which no look-up believes', async () => {
    const { ledger } = await lying({ [FACT]: [0, 1], 'experiment=other': [1] });
    expect(await found(ledger, { experiment: 'clf_orders' })).toEqual([idAt(at(3, 1), 0)]);
    expect((await check(ledger)).problems).toEqual([
      { path, what: `is wrong about runs of ${day}: "${FACT}"` },
    ]);
  });

  test('facts that no run has', async () => {
    const { ledger } = await lying({ ...HONEST, 'experiment=third': [0] });
    expect((await check(ledger)).problems).toEqual([
      {
        path: shardPath(shardOf('experiment=third'), 1),
        what: `has what no run has of ${day}: "experiment=third"`,
      },
    ]);
  });

  test('files that are damaged, missing or strange', async () => {
    const { ledger, folder, files } = await lying(HONEST);
    const others = SHARDS.filter((shard) => shard !== SHARD);
    const [gone = '', broken = ''] = others.map((shard) => shardPath(shard, 1));
    const changed = new Map([
      ...files,
      [broken, Buffer.from('{"')],
      ['index/segments/notes.txt', Buffer.from('hello')],
      ['index/segments/days/07.json', Buffer.from('{}')],
    ]);
    changed.delete(gone);
    await setIndex(folder, changed);
    expect((await check(ledger)).problems).toEqual([
      { path: 'index/segments/days/07.json', what: 'is no part of an index' },
      { path: 'index/segments/notes.txt', what: 'is no part of an index' },
      { path: gone, what: 'is missing' },
      { path: broken, what: 'is damaged' },
    ]);
  });

  test('a day that has a record which cannot be read', async () => {
    const { ledger, folder } = await ledgerOf(folders, [someRun({ time: at(3), seed: 0 })]);
    await ledger.write(adding({ path: runPath(idAt(at(3), 5)), bytes: Buffer.from('{}\n') }));
    await setIndex(folder, lyingSegment(1, { [day]: { tree: await treeOf(ledger, 3), facts: {} } }));
    expect((await check(ledger)).problems).toMatchObject([
      { path: 'index/segments/days/1.json', what: expect.stringMatching(/cannot be read/) },
    ]);
  });

  test('a day that changed since is no fault', async () => {
    const { ledger } = await lying({}, 'a'.repeat(40));
    expect(await check(ledger)).toEqual({ problems: [], days: 1, covered: 0, segments: 1 });
    expect(await found(ledger, { experiment: 'other' })).toEqual([idAt(at(3, 2), 1)]);
  });
});
