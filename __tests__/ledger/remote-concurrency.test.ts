import type { LedgerView } from '../../src/ledger/ledger.js';
import { adding, DAY, idAt, runFile } from './fixtures.js';
import { Remote } from './remote.js';

const WRITERS = 20;
let remote: Remote;

beforeAll(async () => {
  remote = await Remote.start();
});

afterAll(() => remote.close());

test('20 writers at once, beginning with no ledger: every record is there, byte for byte', async () => {
  const { repo, url } = await remote.repository();
  const files = await Promise.all(Array.from({ length: WRITERS }, (_, seed) => runFile(idAt(DAY, seed))));
  const written = await Promise.all(files.map(async (file) => (await remote.open(url)).write(adding(file))));
  expect(new Set(written.map(({ commit }) => commit)).size).toBe(WRITERS);
  expect(await repo.listFiles('lineage', 'runs')).toEqual(files.map((file) => file.path).sort());
  for (const file of files) expect(await repo.readFile('lineage', file.path)).toEqual(file.bytes);
  expect(await repo.log('lineage')).toHaveLength(WRITERS);
  await repo.fsck();
}, 120_000);

test('after a lost race the plan is asked again with the new state', async () => {
  const { repo, url } = await remote.repository();
  const number = (writer: number) => async (view: LedgerView) => {
    const next = (await view.list('models/clf/versions')).length + 1;
    const bytes = Buffer.from(`${writer}\n`);
    return {
      files: [{ path: `models/clf/versions/${next}.json`, bytes }],
      message: { subject: `clf ${next}`, trailers: [] },
      value: next,
    };
  };
  const written = await Promise.all(
    [1, 2, 3, 4, 5].map(async (writer) => (await remote.open(url)).write(number(writer))),
  );
  expect(written.map(({ value }) => value).sort()).toEqual([1, 2, 3, 4, 5]);
  expect(await repo.listFiles('lineage', 'models')).toHaveLength(5);
}, 60_000);

test('a ledger that others keep changing is given up with E_LEDGER_CONTENTION', async () => {
  const { repo, url } = await remote.repository();
  await (await remote.open(url)).write(adding(await runFile(idAt(DAY))));
  let others = 0;
  let clock = DAY;
  const ledger = await remote.open(url, {
    elapsed: () => clock,
    random: () => 0.9,
    deadlineMs: 5_000,
    sleep: async (time) => {
      clock += time;
    },
  });
  const file = await runFile(idAt(DAY, 1));
  const slow = ledger.write(async () => {
    others += 1;
    await repo.commit({ [`runs/other-${others}.json`]: '{}' }, { branch: 'lineage' });
    return adding(file)();
  });
  await expect(slow).rejects.toThrow(/E_LEDGER_CONTENTION.*stale info/);
  expect(others).toBeGreaterThan(3);
  expect(await repo.readFile('lineage', file.path)).toBeUndefined();
}, 60_000);
