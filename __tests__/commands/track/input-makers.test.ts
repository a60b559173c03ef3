import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { noteBrought } from '../../../src/commands/fetch/note-brought.js';
import { withMakers } from '../../../src/commands/track/input-makers.js';
import { digestOfFiles, sha256 } from '../../../src/core/digest.js';
import { BROUGHT_FILE } from '../../../src/core/fetch/brought.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { indexSettledDays } from '../../../src/ledger/index/settle.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { run } from '../../core/lineage/world.js';
import { Folders, idAt, RecordingLog } from '../../ledger/fixtures.js';
import { at, ledgerOf } from '../../ledger/index/fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

type Told = Parameters<typeof run>[1];
type Dataset = RunRecord['inputs']['datasets'][number];
const FOLDER = { 'a.csv': 'a', 'b.csv': 'b' };
const listed = digestOfFiles(
  Object.entries(FOLDER).map(([path, text]) => ({ path, size_bytes: text.length, digest: sha256(text) })),
);

/** A run on a day of November that took a second. */
function made(day: number, told: Told): RunRecord {
  const time = at(day);
  const times = { started_at: new Date(time).toISOString(), ended_at: new Date(time + 1000).toISOString() };
  return { ...run('r', told), run_id: idAt(time, day), ...times };
}
const idOn = (day: number) => idAt(at(day), day);

const wrote = (text: string, trust: RunRecord['context']['trust'] = 'trusted') => ({
  ...{ trust, data: [{ path: 'out/f.csv', text }] },
});
const RUNS = [
  made(1, wrote('x')),
  made(2, wrote('x')),
  made(3, wrote('x', 'fork')),
  made(4, wrote('x', 'tampered')),
  made(5, { ...wrote(''), models: [{ path: 'm', files: FOLDER }] }),
  made(6, { folders: [{ path: 'out', files: FOLDER }] }),
  // This one had not ended when the reader began.
  made(20, wrote('x')),
];

const read = (text: string, changes: Partial<Dataset> = {}): Dataset => ({
  ...{ name: 'd', version: 'v', digest: sha256(text), path: null, size_bytes: text.length, source: null },
  ...{ scheme: 'file' },
  ...changes,
});
const base = (digest: string) => ({ uri: 'hf://x', version: null, revision: null, digest, made_by: null });

async function makersOf(
  ledger: Pick<Ledger, 'view'>,
  datasets: Dataset[],
  base_models: ReturnType<typeof base>[] = [],
  env: Record<string, string> = {},
) {
  const log = new RecordingLog();
  const reader = { run_id: idAt(at(20, 8), 1), started_at_ms: at(20, 8) };
  const inputs = await withMakers({ datasets, base_models }, reader, { ledger, log, env });
  return { made_by: [...inputs.datasets, ...inputs.base_models].map((one) => one.made_by), said: log.lines };
}

describe.each([
  ['looked up', true],
  ['of days that no look-ups have', false],
])('who made what a run reads, %s', (_, isIndexed) => {
  let ledger: Ledger;
  beforeAll(async () => {
    ({ ledger } = await ledgerOf(folders, RUNS));
    const settled = { today: '2026-11-19', atLeast: 1, log: new RecordingLog() };
    if (isIndexed) await indexSettledDays(ledger, settled);
  });

  test('it is the newest trusted run that had ended, and no run of a fork', async () => {
    expect(await makersOf(ledger, [read('x')])).toMatchObject({ made_by: [idOn(2)] });
  });

  test('a folder is one of the same files, and a model a model; a file of a folder is of nobody', async () => {
    const folder = read('', { digest: listed, scheme: 'folder-2', size_bytes: 2 });
    const { made_by } = await makersOf(ledger, [folder, read('a')], [base(listed)]);
    // The file is one of a model, which is read as it is.
    expect(made_by).toEqual([idOn(6), idOn(5), idOn(6)]);
    expect((await makersOf(ledger, [read('c')])).made_by).toEqual([undefined]);
  });

  test('what the line says stands, and nothing is of a maker by being empty', async () => {
    const said = { ...read('x'), made_by: idOn(1) };
    expect((await makersOf(ledger, [said, read(''), read('x', { digest: null })])).made_by).toEqual([
      idOn(1),
      undefined,
      undefined,
    ]);
  });
});

test('of several it is the one whose files the job has brought, if it made these bytes', async () => {
  const { ledger } = await ledgerOf(folders, RUNS);
  const job = { RUNNER_TEMP: await folders.make() };
  for (const day of [1, 3, 6]) await noteBrought({ run_id: idOn(day) }, job);
  await appendFile(join(job.RUNNER_TEMP, BROUGHT_FILE), '../../etc\n');
  const inputs = [read('x'), read('', { digest: listed, scheme: 'folder-2', size_bytes: 2 })];
  expect((await makersOf(ledger, inputs, [], job)).made_by).toEqual([idOn(1), idOn(6)]);
  // Outside of a job nothing is noted.
  await noteBrought({ run_id: idOn(1) }, {});
});

test('a ledger that cannot be read takes nothing from the run', async () => {
  const view = () => Promise.reject(new Error('no network'));
  const { made_by, said } = await makersOf({ view }, [read('x')]);
  expect(made_by).toEqual([undefined]);
  expect(said.join('\n')).toMatch(/could not be looked up: no network/);
});

test('without look-ups of many days nobody reads all of them', async () => {
  const day = (index: number) => ({
    ...made(1, wrote('x')),
    run_id: idAt(at(1) - index * 86_400_000, index),
  });
  const { ledger } = await ledgerOf(
    folders,
    Array.from({ length: 41 }, (_, index) => day(index)),
  );
  expect((await makersOf(ledger, [read('x')])).made_by).toEqual([undefined]);
  await indexSettledDays(ledger, { today: '2026-11-19', atLeast: 1, log: new RecordingLog() });
  expect((await makersOf(ledger, [read('x')])).made_by).not.toEqual([undefined]);
});
