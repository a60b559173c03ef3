import { jest } from '@jest/globals';
import fc from 'fast-check';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { type ReadGraph, readGraph } from '../../../src/commands/lineage/read-graph.js';
import { traceLineage } from '../../../src/commands/lineage/trace.js';
import { sha256 } from '../../../src/core/digest.js';
import { datasetFact } from '../../../src/core/facts.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { contentsOfNodes } from '../../../src/core/lineage/disputed.js';
import { findNodes, heldBy, neitherIn } from '../../../src/core/lineage/find.js';
import { impactOf, unjudged } from '../../../src/core/lineage/impact.js';
import { distinct, keyOf, type LineageEdge } from '../../../src/core/lineage/node.js';
import { otherNames } from '../../../src/core/lineage/other-names.js';
import { parseReference } from '../../../src/core/lineage/reference.js';
import { withBytes } from '../../../src/core/lineage/same-bytes.js';
import { type Direction, trace } from '../../../src/core/lineage/trace.js';
import { checkIndex } from '../../../src/ledger/index/check.js';
import { FactFinder } from '../../../src/ledger/index/find-facts.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import type { Ledger, LedgerView } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { listed, run } from '../../core/lineage/world.js';
import { adding, Folders, idAt, modelVersion, RecordingLog, registered } from '../../ledger/fixtures.js';
import { add, at, ledgerOf, setIndex, someRun } from '../../ledger/index/fixtures.js';

jest.setTimeout(300_000);

const SEED = 20_261_130;
const folders = new Folders();
afterAll(() => folders.remove());

const text = fc.constantFrom('one', 'two', 'three', '');
const named = fc.constantFrom<[string, string]>(
  ['orders', 'v1'],
  ['orders', 'v2'],
  ['a', 'b_c'],
  ['a_b', 'c'],
);
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });
/** Which of the runs before, or one that never was. */
const earlier = fc.integer({ min: 1, max: 9 });

const told = fc.record({
  day: fc.integer({ min: 1, max: 5 }),
  hour: fc.integer({ min: 0, max: 23 }),
  reads: fc.array(
    fc.record({
      named,
      text: maybe(text),
      isFolder: maybe(fc.constant(true)),
      made_by: maybe(earlier),
      changed: maybe(text),
      role: fc.constantFrom('train' as const, 'test' as const),
    }),
    { maxLength: 2 },
  ),
  data: fc.array(text, { maxLength: 1 }),
  model: maybe(fc.record({ file: text, reused: fc.boolean(), made_by: maybe(earlier) })),
  began: maybe(
    fc.record({
      version: maybe(fc.constantFrom('1', '2', 'latest', 'Production')),
      file: maybe(text),
      single: maybe(fc.constantFrom('one', 'two', 'three')),
      made_by: maybe(earlier),
    }),
  ),
  parent: maybe(earlier),
  command: maybe(earlier),
  trust: fc.constantFrom(
    'trusted' as const,
    'trusted' as const,
    'claimed' as const,
    'fork' as const,
    'imported' as const,
  ),
  tag: maybe(fc.constantFrom('orders_v1', 'a_b_c', 'orders_v2+x_1')),
  commit: maybe(fc.constantFrom('c', 'd')),
  /** That of the submodule that it ran in. */
  inner: maybe(fc.constantFrom('c', 'e')),
  packages: fc.constantFrom<Record<string, string> | null>(
    { numpy: '1.26.4' },
    { NumPy: '2.0', pandas: '2.2' },
    { numpy: 'from-source' },
    { pandas: '2.2' },
    null,
  ),
  others: maybe(
    fc.constantFrom<Record<string, string>[]>(
      [{ numpy: '1.25' }],
      [{ numpy: '2.0' }, { numpy: '1.26.4', pandas: '2.2' }],
    ),
  ),
  unlisted: maybe(fc.constant(1)),
  isRegistered: fc.boolean(),
  /** Whether it goes on until the job ends. */
  isOpen: maybe(fc.constant(true)),
  job: maybe(fc.constant('train')),
});
type Drawn = typeof told extends fc.Arbitrary<infer T> ? T : never;
type Optional = 'inner' | 'isOpen' | 'job' | 'others' | 'unlisted';
type Told = Omit<Drawn, Optional> & Partial<Pick<Drawn, Optional>>;

function recordOf(one: Told, index: number, before: readonly RunRecord[]): RunRecord {
  const time = at(one.day, one.hour) + index;
  const idOf = (back: number | undefined) =>
    back === undefined ? null : (before[before.length - back]?.run_id ?? idAt(at(2), 999));
  const digest = (content: string | undefined) => (content === undefined ? null : sha256(content));
  const model = (file: string) =>
    run('m', { models: [{ path: 'out/m', files: { w: file } }] }).outputs.models;
  const record = run('r', {
    reads: one.reads.map(({ named: [name = '', version = ''], text: content, isFolder, made_by, role }) => ({
      ...{
        name,
        version,
        role,
        digest: isFolder ? listed({ 'data.csv': content ?? '' }) : digest(content),
        size_bytes: content?.length ?? null,
      },
      ...(made_by === undefined ? {} : { made_by: idOf(made_by) }),
    })),
    changed: one.reads.flatMap(({ named: [name = ''], text: content, changed }) =>
      changed === undefined ? [] : [{ name, begin: digest(content), end: digest(changed) }],
    ),
    began:
      one.began === undefined
        ? []
        : [
            {
              uri: one.began.version === undefined ? 'hf://bert' : `models:/clf/${one.began.version}`,
              version: /^\d/.test(one.began.version ?? '') ? (one.began.version ?? null) : null,
              digest:
                one.began.file === undefined ? null : (model(one.began.file)[0]?.manifest.digest ?? null),
              made_by: idOf(one.began.made_by),
              ...(one.began.single === undefined ? {} : { file_digest: sha256(one.began.single) }),
            },
          ],
    data: one.data.map((content) => ({ path: 'out/data.csv', text: content })),
    trust: one.trust,
    tags: one.tag === undefined ? {} : { dataset_version: one.tag },
    packages: one.packages,
    ...(one.others === undefined ? {} : { others: one.others }),
    ...(one.unlisted === undefined ? {} : { unlisted: one.unlisted }),
  });
  const { code } =
    one.commit === undefined
      ? record.inputs
      : run('c', { commit: one.commit.repeat(40), ...(one.inner && { submodule: submodule(one.inner) }) })
          .inputs;
  return {
    ...record,
    run_id: idAt(time, index),
    parent_run_id: idOf(one.parent),
    context: {
      ...record.context,
      ...(one.job === undefined ? {} : { ci_run_id: '7', job: one.job }),
      ...(one.command === undefined ? {} : { command_run: idOf(one.command) ?? '' }),
    },
    started_at: new Date(time).toISOString(),
    ended_at: new Date(time + (one.isOpen ? 4 * 86_400_000 : 1000)).toISOString(),
    inputs: { ...record.inputs, code: code === null ? null : { ...NO_CODE, ...code } },
    outputs: {
      ...record.outputs,
      models:
        one.model === undefined
          ? []
          : model(one.model.file).map((made) => ({
              ...made,
              ...(one.model?.reused ? { reused: true, made_by: idOf(one.model.made_by) } : {}),
            })),
    },
  };
}

const submodule = (letter: string) => ({
  ...{ path: 'ml', repository: null, commit: letter.repeat(40), tree: 'f'.repeat(40), dirty: false },
});

const NO_CODE = {
  ...{ repository: null, commit: null, ref: null, merge_commit: null, base_commit: null },
  ...{ dirty: null, diff_digest: null, untracked_files: null },
};

/** Versions of the runs that have a model. */
async function register(ledger: Ledger, runs: readonly RunRecord[]): Promise<string> {
  let previous: string | null = null;
  for (const [index, { run_id, outputs }] of runs.entries()) {
    const manifest = outputs.models[0]?.manifest;
    if (manifest === undefined) throw new Error('a run without a model');
    const registered_at = '2026-11-02T00:00:00Z';
    const version = { ...modelVersion('clf', index + 1), registered_at, run_id, run_path: 'out/m', manifest };
    const event = {
      ...registered('clf', index + 1, previous),
      ...{ event_id: idAt(at(9), index), run_id, manifest_digest: manifest.digest },
    };
    const bytes = await encodeRecord('modelEvent', event);
    previous = sha256(bytes);
    await ledger.write(
      adding(
        { path: `models/clf/versions/${index + 1}.json`, bytes: await encodeRecord('modelVersion', version) },
        { path: `models/clf/events/${event.event_id}.json`, bytes },
      ),
    );
  }
  return previous ?? '';
}

/** @param previous digest of the event before @returns its own */
async function move(
  ledger: Ledger,
  number: number,
  { from, to, previous }: { from: string; to: string; previous: string },
): Promise<string> {
  const event = {
    ...{ ...registered('clf', 1, previous), run_id: undefined, manifest_digest: undefined, reason: null },
    ...{ event_id: idAt(at(10), number), type: 'stage-changed', from_stage: from, to_stage: to },
  };
  const bytes = await encodeRecord('modelEvent', event as never);
  await ledger.write(adding({ path: `models/clf/events/${event.event_id}.json`, bytes }));
  return sha256(bytes);
}

const words = ({ from, to, kind, by_tag, ambiguous, record }: LineageEdge) =>
  JSON.stringify([kind, keyOf(from), keyOf(to), by_tag ?? false, ambiguous ?? false, record]);
const place = { cwd: '/', env: {} };

/** The answers of somebody who reads all. */
function wanted(read: ReadGraph, ref: string) {
  const reference = parseReference(ref);
  const roots = findNodes(read.graph, reference);
  const neither = neitherIn(read.graph, reference);
  const below = distinct(withBytes(read.graph, heldBy(read.graph, roots)));
  const impact = impactOf(read.graph, below, read);
  const hit = new Set([...impact.runs, ...impact.judged].map(({ run_id }) => run_id));
  const walked = (direction: Direction) =>
    trace(read.graph, { roots: direction === 'down' ? below : roots, direction });
  const why = 'versions of it are neither in the range nor out of it';
  const known = new Set([
    ...hit,
    ...impact.versions.map(({ model, version }) => `models:/${model}/${version}`),
  ]);
  const made = impact.runs.map(({ run_id }) => ({ kind: 'run', run_id }) as const);
  const open = unjudged(read.graph, known, { bad: contentsOfNodes(read.graph, [...below, ...made]) });
  const left = [...(neither.length === 0 ? [] : [{ why, ids: neither }]), ...open];
  const names = otherNames(read.graph, below);
  return { impact, left, names, up: walked('up'), down: walked('down') };
}

/** What says who made data is asked of the runs that a walk came by. */
const judgedByAll = (left: readonly { why: string }[]) => left.filter(({ why }) => !why.includes('made_by'));

function knownTo<T>(ask: () => T): T | undefined {
  try {
    return ask();
  } catch (error) {
    expect(String(error)).toContain('E_LINEAGE_NOT_FOUND');
    return undefined;
  }
}

/** @param read all of the ledger @returns whether anything comes from it */
async function compare(
  ref: string,
  { view, read, log }: { view: LedgerView; read: ReadGraph; log: RecordingLog },
): Promise<boolean> {
  const all = knownTo(() => wanted(read, ref));
  const ask = (direction: Direction) => traceLineage({ reference: ref, direction }, { view, log, ...place });
  if (all === undefined) {
    await expect(ask('up')).rejects.toThrow('E_LINEAGE_NOT_FOUND');
    return false;
  }
  const found = await findImpact({ reference: ref, most: 100 }, { view, log, ...place });
  expect({ ref, ...found.impact }).toEqual({ ref, ...all.impact });
  expect(found.otherNames).toEqual(all.names);
  expect(judgedByAll(found.unjudged)).toEqual(judgedByAll(all.left));
  const few = await findImpact({ reference: ref, most: 1 }, { view, log, ...place });
  expect(few.unjudged.map(({ why, ids, count = ids.length }) => [why, count])).toEqual(
    found.unjudged.map(({ why, ids }) => [why, ids.length]),
  );
  const down = (await ask('down')).trace;
  expect(down.edges.map(words)).toEqual(all.down.edges.map(words));
  const up = (await ask('up')).trace;
  // Who else has made the same bytes, or where others say that they were made, is said for the runs that the walk came by.
  const isOwn = ({ kind }: LineageEdge) =>
    kind !== 'also-made-by' && kind !== 'made-in' && kind !== 'made-by';
  expect(up.edges.filter(isOwn).map(words).sort()).toEqual(all.up.edges.filter(isOwn).map(words).sort());
  const without = ({ record: _, ...edge }: LineageEdge) => words({ ...edge, record: '' });
  const known = new Set(all.up.edges.map(without));
  expect(up.edges.map(without).filter((edge) => !known.has(edge))).toEqual([]);
  return all.impact.runs.length > 1;
}

test('whatever was indexed when, a walk finds what somebody finds who reads all', async () => {
  let hits = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(told, { minLength: 8, maxLength: 16 }),
      fc.array(fc.integer({ min: 3, max: 9 }), { maxLength: 2 }),
      async (history, settled) => {
        const { ledger } = await ledgerOf(folders);
        const runs: RunRecord[] = [];
        for (const [index, one] of history.entries()) runs.push(recordOf(one, index, runs));
        const log = new RecordingLog();
        await add(ledger, ...runs.slice(0, 6));
        for (const day of settled)
          await indexSettledDays(ledger, { today: `2026-11-0${day}`, atLeast: 1, log });
        await add(ledger, ...runs.slice(6));
        await register(
          ledger,
          runs.filter(({ outputs }, index) => outputs.models.length > 0 && history[index]?.isRegistered),
        );
        // Days that come after it, and models, are looked up as well.
        if (settled.length === 2) await reindex(ledger, { log });
        const view = await ledger.view();
        const read = await readGraph(view, { package: null });
        expect((await checkIndex(view)).problems).toEqual([]);
        for (const ref of [
          ...['orders@v1', 'orders@v2', 'a@b_c', 'a_b@c', 'orders'].map((name) => `dataset:${name}`),
          ...['one', 'two', 'three'].map((content) => sha256(content)),
          ...['models:/clf/1', 'models:/clf/latest', `commit:${'c'.repeat(40)}`],
          ...runs.slice(0, 2).map(({ run_id }) => `runs:/${run_id}`),
        ])
          hits += Number(await compare(ref, { view, read, log }));
        const asked = { view, read: await readGraph(view, { package: 'numpy' }), log };
        for (const range of ['', '==1.26.4', '>=1.26,<2', '>3'])
          hits += Number(await compare(`package:numpy${range}`, asked));
        expect(log.lines.filter((line) => /damaged|otherwise/.test(line))).toEqual([]);
      },
    ),
    { seed: SEED, numRuns: 4, endOnFailure: true },
  );
  expect(hits).toBeGreaterThan(5);
});

describe('an index that says what is not so', () => {
  const plain = {
    reads: [],
    data: [],
    model: undefined,
    began: undefined,
    parent: undefined,
    command: undefined,
  };
  const common = {
    hour: 9,
    trust: 'trusted' as const,
    tag: undefined,
    commit: undefined,
    packages: {},
    isRegistered: false,
  };
  const orders = {
    named: ['orders', 'v1'] as [string, string],
    text: 'one' as const,
    isFolder: undefined,
    made_by: undefined,
    changed: undefined,
    role: 'train' as const,
  };
  const model = { file: 'one' as const, reused: false, made_by: undefined };
  const another = { ...model, file: 'two' as const };
  const made = { ...orders, named: ['features', 'f1'] as [string, string], text: 'two' as const };
  let ledger: Ledger;
  let folder: string;
  /** The files of the whole index as it should be. */
  let honest: Map<string, Buffer>;
  let sound: unknown;

  const answer = async (log: RecordingLog, isIndexUsed = true) => {
    const deps = { view: await ledger.view(), log, isIndexUsed, ...place };
    const { impact, unjudged: left } = await findImpact({ reference: 'dataset:orders@v1', most: 9 }, deps);
    return { impact, left };
  };
  /** @param change of the texts of the parts of the index, by path */
  const forged = async (change: (text: string, path: string) => string, more: RunRecord[] = []) => {
    await setIndex(
      folder,
      new Map([...honest].map(([path, bytes]) => [path, Buffer.from(change(String(bytes), path))])),
    );
    if (more.length > 0) await add(ledger, ...more);
    const log = new RecordingLog();
    return { answer: await answer(log), said: log.lines.join('\n') };
  };
  /** Takes the whole line of a fact away. */
  const hiding = (fact: string) => (text: string) =>
    text.replace(new RegExp(`\\n  "${fact}[^"]*": \\{[^}]*\\},?`), '').replace(/,\n\}\n$/, '\n}\n');

  beforeAll(async () => {
    ({ ledger, folder } = await ledgerOf(folders));
    const runs: RunRecord[] = [];
    for (const one of [
      { ...plain, day: 1, reads: [orders], data: ['two' as const] },
      {
        ...plain,
        day: 2,
        reads: [made],
        model: { file: 'three' as const, reused: false, made_by: undefined },
      },
      { ...plain, day: 3, reads: [made, orders] },
    ])
      runs.push(recordOf({ ...common, ...one }, runs.length, runs));
    await add(ledger, ...runs);
    await indexSettledDays(ledger, { today: '2026-11-09', atLeast: 1, log: new RecordingLog() });
    const view = await ledger.view();
    const paths = [
      ...(await view.list('index/segments')),
      ...(await view.list('index/lineage')),
      ...(await view.list('index/links')),
    ];
    honest = await view.read(paths);
    sound = await answer(new RecordingLog());
    expect(sound).toMatchObject({ impact: { runs: runs.map(({ run_id }) => ({ run_id })) } });
  });

  test('what it invents is nothing that a record says', async () => {
    const invent = (text: string) =>
      text.replace('\n  "dataset=orders=v1": {', '\n  "dataset=orders=v1": {\n    "2026-11-02": "0",');
    expect(await forged(invent)).toEqual({ answer: sound, said: '' });
  });

  test('one that is older than the days is not used for them', async () => {
    const more = recordOf({ ...common, ...plain, day: 2, reads: [orders] }, 7, []);
    const { answer: found } = await forged((text) => text, [more]);
    expect(found.impact.runs.map(({ run_id }) => run_id)).toContain(more.run_id);
    await setIndex(folder, new Map());
    expect(await answer(new RecordingLog())).toEqual(found);
    sound = found;
  });

  test.each([
    ['hides who read what another look-up leads to', hiding('read=')],
    ['hides what a run wrote that it leads to', hiding('output=3fc4')],
    [
      'names records that are not there',
      (text: string) => text.replace(/"(2026-11-01)": "0"/g, '"$1": "0-7"'),
    ],
    ['is cut short', (text: string) => text.slice(0, -2)],
    ['is no JSON', () => 'x'],
  ])('one that %s is told, and the records are read', async (_, change) => {
    const { answer: found, said } = await forged(change);
    expect(found).toEqual(sound);
    expect(said).toMatch(/lineage-gate reindex/);
  });

  describe('of packages', () => {
    const numpy = (version: string) => ({ numpy: version });
    const ran = { ...common, ...plain };
    const runs: RunRecord[] = [];
    const [old, older, new_] = [numpy('1.26.4'), numpy('1.25'), numpy('2.0')];
    let place_: { own: Ledger; at_: string; files: Map<string, Buffer> };
    beforeAll(async () => {
      for (const one of [
        { ...ran, day: 1, packages: old, data: ['one' as const] },
        { ...ran, day: 2, packages: new_ },
        { ...ran, day: 3, packages: { ...older, pandas: '2.2' }, reads: [orders] },
        { ...ran, day: 4, packages: new_ },
        { ...ran, day: 5, packages: new_ },
        { ...ran, day: 5, packages: null },
      ])
        runs.push(recordOf(one as Told, runs.length, runs));
      const { ledger: own, folder: at_ } = await ledgerOf(folders);
      await add(own, ...runs);
      await indexSettledDays(own, { today: '2026-11-09', atLeast: 1, log: new RecordingLog() });
      const view = await own.view();
      place_ = { own, at_, files: await view.read(await view.list('index')) };
    });

    /** Ids of what a package hits, what was said, and paths of all records of runs that were read for it. */
    const hit = async (change: (text: string) => string = (text) => text, files = place_.files) => {
      const { own, at_ } = place_;
      await setIndex(
        at_,
        new Map([...files].map(([path, bytes]) => [path, Buffer.from(change(String(bytes)))])),
      );
      const view = await own.view();
      const each = jest.spyOn(view, 'each');
      const log = new RecordingLog();
      const found = await findImpact({ reference: 'package:numpy<2', most: 9 }, { view, log, ...place });
      return {
        hit: found.impact.runs.map(({ run_id }) => runs.findIndex((one) => one.run_id === run_id)),
        left: found.unjudged.find(({ why }) => why.includes('Python'))?.ids,
        said: log.lines.join('\n'),
        read: each.mock.calls.flatMap(([paths]) => paths).length,
      };
    };

    test('of runs with a list, only the records are read of those that had the package', async () => {
      // And one without a list.
      expect(await hit()).toEqual({ hit: [0, 2], left: [runs[5]?.run_id], said: '', read: 3 });
    });

    test('without look-ups of packages, as earlier releases made them, all records are read', async () => {
      const { files } = place_;
      const found = await hit(undefined, new Map([...files].filter(([path]) => !/packages/.test(path))));
      expect(found).toEqual({ hit: [0, 2], left: [runs[5]?.run_id], said: '', read: runs.length });
    });

    test('of a package that no run had a like name is told, else that there is none', async () => {
      const { own } = place_;
      const deps = { view: await own.view(), log: new RecordingLog(), ...place };
      await expect(findImpact({ reference: 'package:pandsa', most: 9 }, deps)).rejects.toThrow(
        /E_LINEAGE_NOT_FOUND: .*Did you mean `pandas`/,
      );
      const {
        notes,
        isHit,
        unjudged: left,
      } = await findImpact({ reference: 'package:torch', most: 9 }, deps);
      expect({ isHit, left: left.map(({ why }) => why) }).toMatchObject({
        ...{
          isHit: false,
          left: expect.arrayContaining(['recorded no list of Python packages, or not of every interpreter']),
        },
      });
      expect(notes).toEqual([
        'No run that recorded its Python packages had one that is called "torch": is it written so?',
      ]);
      expect((await findImpact({ reference: 'package:numpy', most: 9 }, deps)).notes).toEqual([]);
    });

    test.each([
      // The third read what the first wrote.
      ['hides a version of a run that something else leads to', hiding('package=numpy=1.25')],
      [
        'names a run of another version',
        (text: string) => text.replace(/"2026-11-03": "0"/g, '"2026-11-04": "0"'),
      ],
    ])('one that %s is told, and the records are read', async (_, change) => {
      const found = await hit(change);
      expect(found.hit).toEqual([0, 2]);
      expect(found.said).toMatch(/says otherwise than .* reindex/);
    });

    // It changes the ledger of the tests before it.
    test('days that are not looked up yet may have other versions', async () => {
      const { files } = place_;
      const more = recordOf({ ...ran, day: 6, packages: numpy('1.24') } as Told, 8, runs);
      await setIndex(place_.at_, files);
      await add(place_.own, more);
      const deps = { view: await place_.own.view(), log: new RecordingLog(), ...place };
      const { impact } = await findImpact({ reference: 'package:numpy<1.25', most: 9 }, deps);
      expect(impact.runs.map(({ run_id }) => run_id)).toEqual([more.run_id]);
    });
  });

  test('it has no stage of a version that is in none again', async () => {
    const { ledger: own } = await ledgerOf(folders);
    const only = recordOf({ ...common, ...plain, day: 1, reads: [orders], model }, 0, []);
    await add(own, only);
    const registered_ = await register(own, [only]);
    const previous = await move(own, 0, { from: 'None', to: 'Staging', previous: registered_ });
    await move(own, 1, { from: 'Staging', to: 'None', previous });
    await reindex(own, { log: new RecordingLog() });
    const log = new RecordingLog();
    const ask = { reference: 'dataset:orders@v1', most: 9 };
    const { impact } = await findImpact(ask, { view: await own.view(), log, ...place });
    expect(impact.versions[0]?.tenures).toMatchObject([{ holds: 'Staging', to: expect.any(String) }]);
    expect(log.lines).toEqual([]);
  });

  test('what it hides of a model that something else leads to is told', async () => {
    const { ledger: own, folder: at_ } = await ledgerOf(folders);
    const runs = [recordOf({ ...common, ...plain, day: 1, reads: [orders], model }, 0, [])];
    const other = recordOf({ ...common, ...plain, day: 2, reads: [orders], model: another }, 1, []);
    await add(own, ...runs, other);
    await register(own, [...runs, other]);
    await reindex(own, { log: new RecordingLog() });
    const view = await own.view();
    const deps = (log: RecordingLog, now: LedgerView) => ({ view: now, log, ...place });
    const ask = { reference: 'dataset:orders@v1', most: 9 };
    const wholly = await findImpact(ask, deps(new RecordingLog(), view));
    expect(wholly.impact.versions).toHaveLength(2);
    const index = await view.read(await view.list('index'));
    const path = 'index/models/clf.json';
    const entry = JSON.parse(String(index.get(path)));
    // Earlier builds wrote less: such a model is read, and nothing is wrong with it.
    for (const left of ['tags', 'stages']) {
      const { [left]: _, ...earlier } = entry;
      await setIndex(at_, new Map([...index, [path, Buffer.from(JSON.stringify(earlier))]]));
      const older = await own.view();
      const heard = new RecordingLog();
      expect((await findImpact(ask, deps(heard, older))).impact.versions).toEqual(wholly.impact.versions);
      expect([heard.lines, (await checkIndex(older)).problems]).toEqual([[], []]);
    }
    const lying = { ...entry, runs: entry.runs.slice(1) };
    await setIndex(at_, new Map([...index, [path, Buffer.from(JSON.stringify(lying))]]));
    const log = new RecordingLog();
    const now = await own.view();
    expect((await findImpact(ask, deps(log, now))).impact.versions).toEqual(wholly.impact.versions);
    expect(log.lines.join('\n')).toMatch(/says otherwise than the model clf/);
    expect((await checkIndex(now)).problems).toEqual([
      { path, what: 'says otherwise than the records of its model' },
    ]);
  });

  test('without it, all records are read', async () => {
    await forged((text, path) => (path.includes('/days/') ? text : '{}\n'));
    expect(await answer(new RecordingLog(), false)).toEqual(sound);
  });
});

test('facts are found whatever is in their names', async () => {
  const { ledger } = await ledgerOf(folders);
  const names = ['a "quoted" name', 'back\\slash', 'é', '\u{1f600}', '\ufb01', 'line\nfeed', 'a', 'z'];
  const reading = (name: string, index: number): RunRecord => {
    const common = {
      hour: 9,
      trust: 'trusted' as const,
      tag: undefined,
      commit: undefined,
      packages: {},
      isRegistered: false,
    };
    const orders = {
      named: [name, 'v1'] as [string, string],
      text: undefined,
      isFolder: undefined,
      made_by: undefined,
      changed: undefined,
    };
    const reads = [{ ...orders, role: 'train' as const }];
    const plain = { data: [], model: undefined, began: undefined, parent: undefined, command: undefined };
    return recordOf({ ...common, ...plain, day: 1, reads }, index, []);
  };
  const runs = names.map(reading);
  await add(ledger, ...runs);
  await indexSettledDays(ledger, { today: '2026-11-09', atLeast: 1, log: new RecordingLog() });
  const finder = await FactFinder.open(await ledger.view(), { log: new RecordingLog() });
  expect(finder.unknown).toEqual([]);
  const found = await finder.find([...names, 'nobody'].map((name) => datasetFact(name, 'v1')));
  expect(names.map((name) => [...(found.get(datasetFact(name, 'v1')) ?? [])])).toEqual(
    names.map((_, index) => [['2026-11-01', [[index, index]]]]),
  );
  expect(found.get(datasetFact('nobody', 'v1'))).toEqual(new Map());
});

test('a run is asked about by the id that its MLflow client knew, where that is of one', async () => {
  const [one, two] = ['c'.repeat(32), 'd'.repeat(32)];
  const train = (time: number, id: string) => someRun({ time, seed: 1, tags: { 'mlflow.runId': id } });
  const made = train(at(1), one);
  const { ledger, log } = await ledgerOf(folders, [made, train(at(2), two), train(at(3), two)]);
  const [view, place] = [await ledger.view(), { cwd: '/', env: {} }];
  const { roots } = await findImpact({ reference: `run:${one}`, most: 9 }, { view, log, ...place });
  expect(roots).toEqual([{ kind: 'run', run_id: made.run_id }]);
  const traced = traceLineage({ reference: `runs:/${one}`, direction: 'up' }, { view, log, ...place });
  expect((await traced).trace.nodes).toEqual(roots);
  const code = (reference: string) =>
    traceLineage({ reference, direction: 'up' }, { view, log, ...place }).catch(
      (error) => error.faults[0].code,
    );
  expect(await code(`runs:/${two}`)).toBe('E_RUN_AMBIGUOUS');
  for (const reference of [`runs:/${'e'.repeat(32)}`, `runs:/${one}/out/none`])
    expect(await code(reference)).toBe('E_LINEAGE_NOT_FOUND');
});
