import { findImpact } from '../../../src/commands/lineage/impact.js';
import { amendmentPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { amendedLineage, amendedLines, amendedRuns } from '../../../src/ledger/read/amended.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { bareEnvironment } from '../../support/exec.js';
import { initRepository } from '../../support/repository.js';
import { adding, DAY, Folders, idAt, localLedger, RecordingLog, runFile, runRecord } from '../fixtures.js';

const folders = new Folders();
afterAll(() => folders.remove());

const END = Date.parse(runRecord(idAt(DAY)).ended_at);
const dataset = { name: 'late_ds', digest: 'abc', source_type: 'local', source: '{}' };
let ledger: Ledger;
let folder: string;
let written: number;

beforeEach(async () => {
  folder = await folders.make();
  const env = bareEnvironment(folder);
  await initRepository(folder);
  ledger = localLedger(folder, { env });
  written = 0;
});

async function recorded(...numbers: number[]): Promise<{ run_id: string; ended_at: string }[]> {
  const ids = numbers.map((number) => idAt(DAY + number, number));
  await ledger.write(adding(...(await Promise.all(ids.map((id) => runFile(id))))));
  return ids.map((id) => runRecord(id));
}

/** As `serve --writable` writes what a client says of a recorded run. @param after milliseconds after its end */
async function amend(run_id = '', after = 0, change: object = {}): Promise<void> {
  const event_id = idAt(END + 10_000 + ++written, written);
  const bytes = await encodeRecord('amendment', {
    ...{ schema: 'lineage-gate/amendment/v1', event_id, subject: { run_id } },
    changes: [{ run_id, ...change, at: END + after }] as never,
    ...{ at: new Date(END + 10_000).toISOString(), actor: null, previous: null },
    through: { server: idAt(DAY), number: written },
  });
  await ledger.write(adding({ path: amendmentPath(event_id), bytes }));
}

test('a run that was amended, or deleted, after its end is told; one that was restored is amended', async () => {
  const runs = await recorded(1, 2, 3, 4, 5);
  const [tagged, deleted, restored, before] = runs.map(({ run_id }) => run_id);
  const tag = { type: 'run-logged', tags: [{ key: 'reviewed', value: 'yes' }] };
  await amend(tagged, 5, tag);
  await amend(before, -5, tag);
  await amend(deleted, 5, { type: 'run-deleted' });
  await amend(restored, 5, { type: 'run-deleted' });
  await amend(restored, 6, { type: 'run-restored' });
  const view = await ledger.view();
  expect([...(await amendedRuns(view, runs))].sort()).toEqual([
    [tagged, 'amended'],
    [deleted, 'deleted'],
    [restored, 'amended'],
  ]);
  expect(await amendedLines(view, runs.slice(1, 2))).toEqual([
    `Run ${deleted} was deleted after its end by an MLflow client; what counts is its record alone`,
  ]);
});

test('the numbers of versions in a logged model are nothing that a client says of the run', async () => {
  const runs = await recorded(1, 2);
  const [numbered, more] = runs.map(({ run_id }) => run_id);
  const model_id = `m-${'c'.repeat(32)}`;
  const said = (...keys: string[]) => ({
    ...{ type: 'logged-model-tags-set', model_id, run_id: undefined },
    tags: keys.map((key) => ({ key, value: '[]' })),
  });
  await amend(numbered, 5, said('mlflow.modelVersions'));
  await amend(more, 5, said('mlflow.modelVersions', 'approved'));
  expect([...(await amendedRuns(await ledger.view(), runs))]).toEqual([[more, 'amended']]);
});

test('what a client said of data and code after the end is no lineage, and `impact` says of which runs', async () => {
  const [read, named, reviewed, before] = (await recorded(1, 2, 3, 4)).map(({ run_id }) => run_id);
  const inputs = { type: 'run-inputs-logged', datasets: [{ tags: [], dataset }], model_ids: [] };
  await amend(read, 5, inputs);
  await amend(named, 5, { type: 'run-logged', tags: [{ key: 'dataset_version', value: 'late_ds_v1' }] });
  await amend(reviewed, 5, { type: 'run-logged', tags: [{ key: 'reviewed', value: 'yes' }] });
  await amend(before, -5, inputs);
  const view = await ledger.view();
  expect((await amendedLineage(view)).sort()).toEqual([read, named].sort());
  const place = { cwd: folder, env: bareEnvironment(folder) };
  const asked = { reference: `runs:/${reviewed}`, most: 10 };
  const { unjudged, isHit } = await findImpact(asked, { view, log: new RecordingLog(), ...place });
  expect(isHit).toBe(false);
  expect(unjudged).toContainEqual({
    why: expect.stringContaining('by MLflow clients after their end'),
    ids: expect.arrayContaining([read, named]),
  });
});
