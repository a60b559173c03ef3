// What cannot be read is never taken for what is not there.
import { findImpact } from '../../../src/commands/lineage/impact.js';
import { traceLineage } from '../../../src/commands/lineage/trace.js';
import type { UserError } from '../../../src/core/errors.js';
import { findRun } from '../../../src/ledger/find-run.js';
import { runPath, versionPath } from '../../../src/ledger/layout.js';
import type { LedgerView } from '../../../src/ledger/ledger.js';
import { readRun } from '../../../src/ledger/read/records.js';
import { Folders, idAt, RecordingLog } from '../../ledger/fixtures.js';
import { at, ledgerOf, rawCommit, someRun } from '../../ledger/index/fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

const place = { cwd: '/', env: {} };
const good = someRun({ time: at(1), seed: 1 });
const bad = idAt(at(2), 2);
let view: LedgerView;

beforeAll(async () => {
  const { folder, ledger } = await ledgerOf(folders, [good]);
  const file = (path: string, text: string) => `M 100644 inline ${path}\ndata ${text.length}\n${text}\n`;
  await rawCommit(folder, [file(runPath(bad), '{'), file(versionPath('clf', 1), '{')]);
  view = await ledger.view();
});

/** Codes and places of the faults. */
async function faultsOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: UserError) => thrown,
  );
  return error?.faults.map(({ code, where }) => `${code} ${where?.replaceAll('"', '')}`) ?? [];
}

const traced = (reference: string, isIndexUsed = true) =>
  traceLineage({ reference, direction: 'up' }, { view, log: new RecordingLog(), isIndexUsed, ...place });
const hit = (reference: string) =>
  findImpact({ reference, most: 9 }, { view, log: new RecordingLog(), ...place });

const INVALID = `E_LEDGER_RECORD_INVALID ${runPath(bad)}`;

test.each([`runs:/${bad}`, `run:${bad.slice(0, 20)}`, bad, `runs:/${bad}/out/model`])(
  'of %s its own record is told, with how it is mended',
  async (reference) => {
    for (const work of [traced(reference), traced(reference, false), hit(reference)]) {
      work.catch(() => undefined);
      expect(await faultsOf(work)).toEqual([INVALID]);
    }
    await expect(traced(reference)).rejects.toThrow(/is not JSON.*Look at the commit that added it/);
  },
);

test('`runs show` tells the same', async () => {
  const shown = async (digits: string) => readRun(view, await findRun(view, digits));
  expect(await faultsOf(shown(bad))).toEqual([INVALID]);
  expect(await faultsOf(shown(bad.slice(0, 20)))).toEqual([INVALID]);
});

test('what is not there is told with the records that may have it and cannot be read', async () => {
  const absent = 'E_LINEAGE_NOT_FOUND';
  const run = 'e'.repeat(20);
  expect(await faultsOf(traced(`runs:/${run}`))).toEqual([`${absent} ${run}`]);
  expect(await faultsOf(traced(`runs:/${good.run_id}/out/none`))).toEqual([`${absent} out/none`]);
  const version = `E_LEDGER_RECORD_INVALID ${versionPath('clf', 1)}`;
  expect(await faultsOf(traced('models:/clf/1'))).toEqual([`${absent} clf`, version]);
  expect(await faultsOf(hit('dataset:nobody'))).toEqual([`${absent} dataset:nobody`, INVALID, version]);
});
