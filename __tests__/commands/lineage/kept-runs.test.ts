import { join } from 'node:path';
import { jest } from '@jest/globals';
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { readGraph } from '../../../src/commands/lineage/read-graph.js';
import { Recalled } from '../../../src/commands/recalled/recalled.js';
import { sha256 } from '../../../src/core/digest.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { keptInMemory } from '../../../src/ledger/index/kept-in-memory.js';
import { KeptTexts } from '../../../src/ledger/index/kept-texts.js';
import { runIdOf, runPath } from '../../../src/ledger/layout.js';
import type { Kept, Ledger, LedgerView } from '../../../src/ledger/ledger.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { Folders, idAt, localLedger, RecordingLog, requestsSince } from '../../ledger/fixtures.js';
import { add, at, ledgerOf, rawCommit } from '../../ledger/index/fixtures.js';
import { Remote } from '../../ledger/remote.js';
import { addRecalls, dataset, recalled, trained } from '../recalled/world.js';

jest.setTimeout(120_000);

/** As `read-runs.ts` has it. */
const FORM = 'lineage-7';

const folders = new Folders();
afterAll(() => folders.remove());

function runOn(day: number, told: Parameters<typeof trained>[1] = {}, seed = 0): RunRecord {
  const time = at(day) + seed;
  const started_at = new Date(time).toISOString();
  return { ...trained('a', told), run_id: idAt(time, seed), started_at, ended_at: started_at };
}

const numpy = (version: string) => ({ numpy: version });
const runs = [
  runOn(1, { packages: numpy('1.26.4'), commit: 'c'.repeat(40), tree: 'd'.repeat(40), pull: 7 }),
  runOn(1, { packages: numpy('1.26.4'), reads: [{ version: 'v2' }] }, 1),
  runOn(2, { packages: numpy('2.0') }),
  runOn(3, { packages: null, reads: [{ version: 'v1' }] }),
];

/** How many records of runs are read while something is done. */
async function readWhile(view: LedgerView, work: () => Promise<unknown>): Promise<number> {
  const each = jest.spyOn(view, 'each');
  await work();
  return each.mock.calls.flatMap(([paths]) => paths.filter((path) => runIdOf(path) !== undefined)).length;
}

/** A ledger whose views keep what they make of folders, and one of the same branch whose views keep nothing. */
async function ledgers(kept: (form: string) => Kept) {
  const { folder, ledger } = await ledgerOf(folders, runs);
  return { folder, plain: ledger, ledger: localLedger(folder, { kept }) };
}

const ASKED = [{ package: null }, { package: 'numpy' }, { package: null, isCommits: true }];

async function sameOf(ledger: Ledger, plain: Ledger): Promise<void> {
  for (const asked of ASKED) {
    const [one, other] = [
      await readGraph(await ledger.view(), asked),
      await readGraph(await plain.view(), asked),
    ];
    expect([...one.graph.runs.values()]).toEqual([...other.graph.runs.values()]);
    expect(one.faults.map(String)).toEqual(other.faults.map(String));
  }
}

describe.each([
  ['in memory', async () => keptInMemory()],
  [
    'in a folder',
    async () => {
      const folder = await folders.make();
      const log = new RecordingLog();
      return (form: string) => new KeptTexts({ folder: join(folder, form), unique: () => 'x', log });
    },
  ],
])('what is kept %s', (_, open) => {
  test('a day whose folder is as it was is not read again, and others are', async () => {
    const { ledger, plain } = await ledgers(await open());
    const ask = async () => {
      const view = await ledger.view();
      return readWhile(view, () => readGraph(view, { package: null }));
    };
    expect(await ask()).toBe(4);
    expect(await ask()).toBe(0);
    await sameOf(ledger, plain);
    // One more on the first day, and one on a new one.
    await add(plain, runOn(1, {}, 2), runOn(4));
    expect(await ask()).toBe(4);
    expect(await ask()).toBe(0);
    await sameOf(ledger, plain);
  });

  test('a record that was changed where it lies is seen, and one that cannot be read is told each time', async () => {
    const { folder, ledger, plain } = await ledgers(await open());
    await readGraph(await ledger.view(), { package: null });
    const [first] = runs as [RunRecord];
    const forged = await encodeRecord('run', { ...first, experiment: 'forged' });
    const set = (path: string, bytes: Buffer) => [
      `M 100644 inline ${path}\ndata ${bytes.length}\n`,
      bytes,
      '\n',
    ];
    await rawCommit(folder, set(runPath(first.run_id), forged));
    await sameOf(ledger, plain);
    const { graph } = await readGraph(await ledger.view(), { package: null });
    expect(graph.runs.get(first.run_id)?.experiment).toBe('forged');
    await rawCommit(folder, set(runPath(first.run_id), Buffer.from('{')));
    for (let time = 0; time < 2; time++) {
      const { faults, graph: left } = await readGraph(await ledger.view(), { package: null });
      expect(faults.map(String)).toEqual([expect.stringContaining(runPath(first.run_id))]);
      expect(left.runs.size).toBe(3);
    }
  });
});

/**
 * What an earlier version has kept is taken for what this one would make of the same records. Where this fails, `FORM` of `read-runs.ts`
 * gets another number, and both lines here with it.
 */
test('what is kept has another name where it has another form', async () => {
  const kept = keptInMemory();
  const record = runOn(1, {
    ...{
      commit: 'c'.repeat(40),
      tree: 'd'.repeat(40),
      pull: 7,
      merged: 'e'.repeat(40),
      packages: numpy('2.0'),
      others: [numpy('1.26.4')],
      unlisted: 1,
    },
    reads: [{ digest: sha256('o'), size_bytes: 1, made_by: idAt(at(1), 9), role: 'test' }, { version: 'v2' }],
    changed: [{ begin: sha256('o'), end: sha256('p') }],
    began: [{ uri: 'models:/clf/1', version: '1', digest: sha256('b') }],
    data: [{ path: 'out/a.csv' }, { path: 'out/b.csv', reused: true, made_by: null }],
    models: [{ path: 'out/m', files: { w: 'w' } }],
    folders: [{ path: 'out/f', files: { a: 'a' } }],
    tags: { dataset_version: 'orders_v1+users_v3' },
  });
  const { folder } = await ledgerOf(folders, [record]);
  await readGraph(await localLedger(folder, { kept }).view(), { package: null });
  const [name = ''] = await kept(FORM).names();
  const text = await kept(FORM).read(name);
  expect(sha256(text ?? '')).toBe('sha256:455061e95a96e41aefd8308f1c789a27feb96b30f869a6648c11c63470af68a0');
});

test('of many interpreters the packages of each are kept, and that there were others', async () => {
  const told = [{ others: [numpy('1.26.4')] }, { unlisted: 1 }, { others: [numpy('1.25')], unlisted: 2 }];
  const { folder, ledger: plain } = await ledgerOf(
    folders,
    told.map((more, index) => runOn(1, { packages: numpy('2.0'), ...more }, index)),
  );
  const ledger = localLedger(folder, { kept: keptInMemory() });
  await sameOf(ledger, plain);
  await sameOf(ledger, plain);
});

test('what a ledger says was kept of it is nothing to anybody', async () => {
  const kept = keptInMemory();
  const { folder, ledger, plain } = await ledgers(kept);
  const view = await ledger.view();
  await readGraph(view, { package: null });
  const [name = ''] = await kept(FORM).names();
  const lie = Buffer.from('[]\n');
  for (const top of ['index', 'index/cache', 'lineage-gate/cache'])
    await rawCommit(folder, [`M 100644 inline ${top}/${FORM}/${name}.json\ndata ${lie.length}\n`, lie, '\n']);
  expect(await readWhile(view, () => readGraph(view, { package: null }))).toBe(0);
  await sameOf(localLedger(folder, { kept: keptInMemory() }), plain);
});

test('a decision reads no day again that it knows, and decides as without', async () => {
  const { ledger, plain } = await ledgers(keptInMemory());
  await addRecalls(plain, recalled(dataset('orders', 'v1')));
  const findings = async (of: Ledger, run: RunRecord) => {
    const view = await of.view();
    let found: unknown;
    const read = await readWhile(view, async () => {
      found = await new Recalled(view, { log: new RecordingLog() }).findings(run, { subject: 'clf' });
    });
    return { found, read };
  };
  const [, free, , hit] = runs as [RunRecord, RunRecord, RunRecord, RunRecord];
  for (const run of [hit, free])
    expect((await findings(ledger, run)).found).toEqual((await findings(plain, run)).found);
  expect((await findings(ledger, hit)).found).toMatchObject([{ rule: 'recalled', severity: 'error' }]);
  // Of its own day, parts are looked for.
  expect((await findings(ledger, hit)).read).toBeLessThanOrEqual(1);
});

test('where look-ups are not to be used, a question takes what is kept of days', async () => {
  const { ledger } = await ledgers(keptInMemory());
  const ask = (view: LedgerView) =>
    findImpact(
      { reference: 'package:numpy<2', most: 9 },
      { view, log: new RecordingLog(), isIndexUsed: false, cwd: '/', env: {} },
    );
  const answers: unknown[] = [];
  const read: number[] = [];
  for (const view of [await ledger.view(), await ledger.view()])
    read.push(await readWhile(view, async () => answers.push((await ask(view)).impact)));
  expect(read).toEqual([runs.length, 0]);
  expect(answers[0]).toMatchObject({ runs: [{ run_id: runs[0]?.run_id }, { run_id: runs[1]?.run_id }] });
  expect(answers[1]).toEqual(answers[0]);
});

test('of a server, all records come with one request, however many they are', async () => {
  const remote = await Remote.start();
  try {
    const asked: string[][] = [];
    for (const many of [1, 12]) {
      const { url } = await remote.repository();
      const writer = await remote.open(url);
      const days = [1, 2, 3].flatMap((day) =>
        Array.from({ length: many }, (_, seed) => runOn(day, {}, seed)),
      );
      await add(writer, ...days);
      const view = await (await remote.open(url, { kept: keptInMemory() })).view();
      const start = remote.server.requests.length;
      const { graph } = await readGraph(view, { package: null });
      expect(graph.runs.size).toBe(3 * many);
      asked.push(requestsSince(remote.server, start));
    }
    expect(asked[1]).toEqual(asked[0]);
    expect(asked[0]?.filter((one) => one.startsWith('POST'))).toHaveLength(1);
  } finally {
    await remote.close();
  }
});
