import { mkdir, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { recordRun } from '../../../src/commands/track/record-run.js';
import type { Session } from '../../../src/commands/track/session.js';
import { newRun } from '../../../src/commands/track/write-run.js';
import { sha256 } from '../../../src/core/digest.js';
import { UserError } from '../../../src/core/errors.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { timeOfId } from '../../../src/core/ids.js';
import { canonicalJson } from '../../../src/core/json.js';
import { runPath, seriesPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { DAY, idAt, newRun as otherRun, RecordingLog, runRecord } from '../../ledger/fixtures.js';
import { Remote } from '../../ledger/remote.js';
import type { BareRepo } from '../../support/bare-repo.js';
import { execOk } from '../../support/exec.js';

const ID = idAt(DAY, 1);
const POINT = { key: 'loss', value: 1, step: 1, at: null };

let remote: Remote;
let repo: BareRepo;
let url: string;
let folder: string;
const log = new RecordingLog();

beforeAll(async () => {
  remote = await Remote.start();
});
beforeEach(async () => {
  ({ repo, url } = await remote.repository());
  folder = await remote.folders.make();
});
afterAll(() => remote.close());

const context = { ...runRecord(ID).context, ci_run_id: '7', ci_run_attempt: 1, job: 'train' };
const record = (changes: Partial<RunRecord> = {}) => runRecord(ID, { context, ...changes });

/** Ends the run as a step of the job does that knows nothing of what steps before it have done. */
async function recorded(own: RunRecord, ledger?: Ledger, others: readonly RunRecord[] = []) {
  const session = {
    ...{ run_id: ID, context, started_at_ms: DAY, lineage_dir: path.join(folder, 'files') },
    ...{ not_recorded: null, evidence: false },
  } as unknown as Session;
  const run = await newRun(own, [POINT]);
  return recordRun(
    session,
    {
      ...{ run, record: own },
      beside: await Promise.all(others.map(async (one) => ({ run: await newRun(one, []), record: one }))),
    },
    {
      ledger: ledger ?? (await remote.open(url)),
      log,
      keep: { kind: 'folder', path: path.join(folder, 'unsent'), other: folder },
      now: Date.now,
      store: () => Promise.reject(new Error('nothing is stored')),
    },
  );
}

async function runsOf(): Promise<RunRecord[]> {
  const paths = (await repo.listFiles('lineage', 'runs')).filter((file) => file.endsWith('.json'));
  return Promise.all(
    paths.map(async (file) => JSON.parse(String(await repo.readFile('lineage', file))) as RunRecord),
  );
}

/** A ledger whose writer is killed right after the server has applied what it wrote. */
async function killedAfter(): Promise<Ledger> {
  const ledger = await remote.open(url);
  const append: Ledger['append'] = async (runs) => {
    await ledger.append(runs);
    throw new Error('killed');
  };
  return { ...ledger, append };
}

test('a run whose id something else has taken is recorded under another one, and says so', async () => {
  const other = await otherRun(ID, { status: 'FAILED' });
  await (await remote.open(url)).append([other]);
  const done = await recorded(record());
  const { run_id } = done.record;
  expect(done).toMatchObject({ failure: null, kept: null, written: { path: runPath(run_id) } });
  expect(timeOfId(run_id)).toEqual(timeOfId(ID));
  const runs = await runsOf();
  expect(runs).toHaveLength(2);
  expect(runs.find((run) => run.run_id === run_id)).toEqual({ ...record(), run_id, evidence_id: ID });
  expect(await repo.readFile('lineage', runPath(ID))).toEqual(other.files[0]?.bytes);
  expect(String(await repo.readFile('lineage', seriesPath(run_id)))).toBe(`${JSON.stringify(POINT)}\n`);
  expect(log.lines.join('\n')).toContain(`under the id of run ${ID}: the run is recorded as ${run_id}`);
});

test('an id under which something else waits to be written is taken as well, and neither is lost', async () => {
  await (await remote.open(url)).append([await otherRun(idAt(DAY, 9))]);
  const parked = canonicalJson(runRecord(ID, { status: 'FAILED' }));
  await repo.commit({ [`${ID}.json`]: parked }, { branch: `refs/lineage/inbox/${ID}` });
  const done = await recorded(record());
  expect(done.record).toMatchObject({ evidence_id: ID, status: 'FINISHED' });
  const statuses = (await runsOf()).map(({ run_id, status }) => [run_id, status]);
  expect(statuses).toContainEqual([done.record.run_id, 'FINISHED']);
  expect(statuses).toContainEqual([ID, 'FAILED']);
});

test.each([
  ['under its own id', false],
  ['under another one', true],
])(
  'a step that is killed once its run is written %s leaves nothing for the next one to write',
  async (_, taken) => {
    if (taken) await (await remote.open(url)).append([await otherRun(ID, { status: 'FAILED' })]);
    await expect(recorded(record(), await killedAfter()).then(() => 'it lived')).rejects.toThrow('killed');
    const done = await recorded(record({ status: 'KILLED', ended_at: '2026-11-21T09:31:00Z' }));
    expect(done).toMatchObject({ failure: null, record: { status: 'FINISHED' } });
    expect(done.written?.path).toBe(runPath(done.record.run_id));
    const own = (await runsOf()).filter((run) => run.context.ci_run_id === '7');
    expect(own).toEqual([done.record]);
  },
);

/** Runs that the command made beside its own, one of which is a part of that. */
const OTHERS = [3, 4].map((seed): RunRecord => {
  const one = runRecord(idAt(DAY, seed), { context: { ...context, command_run: ID } });
  return { ...one, parent_run_id: seed === 3 ? ID : null };
});

test('the runs of a command come in one commit with its own, and go with it under another id', async () => {
  const taken = await otherRun(ID, { status: 'FAILED' });
  await (await remote.open(url)).append([taken]);
  const before = (await repo.log('lineage')).length;
  const { run_id } = (await recorded(record(), undefined, OTHERS)).record;
  const runs = await runsOf();
  expect(runs).toHaveLength(4);
  for (const { run_id: id, parent_run_id } of OTHERS) {
    const one = runs.find((run) => run.run_id === id);
    expect(one?.context.command_run).toBe(run_id);
    expect(one?.parent_run_id).toBe(parent_run_id === null ? null : run_id);
  }
  expect((await repo.log('lineage')).length).toBe(before + 1);
});

test('where the ledger takes nothing, all runs of a command are kept', async () => {
  const refused = { ...(await remote.open(url)) };
  refused.append = () => {
    const fault = { what: 'no', where: 'ledger', mend: 'wait' };
    throw new UserError({ code: 'E_LEDGER_NETWORK', ...fault });
  };
  const done = await recorded(record(), refused, OTHERS);
  expect(done.kept).toBe(path.join(folder, 'unsent', ID));
  const ids = [ID, ...OTHERS.map((one) => one.run_id)];
  expect((await readdir(path.join(folder, 'unsent'))).sort()).toEqual(ids.sort());
});

test('what the training says was written is not believed when it is of another job, and cannot keep the record waiting', async () => {
  const other = await otherRun(idAt(DAY, 2));
  await (await remote.open(url)).append([other]);
  const digest = sha256(other.files[0]?.bytes ?? '');
  await writeFile(path.join(folder, 'sent'), `${other.run_id} ${digest}\n`);
  expect((await recorded(record())).record.run_id).toBe(ID);
  expect(await runsOf()).toHaveLength(2);
  await mkdir(path.join(folder, 'sub'));
  if (process.platform === 'win32') return;
  ({ repo, url } = await remote.repository());
  folder = path.join(folder, 'sub');
  await execOk('mkfifo', [path.join(folder, 'sent')]);
  expect((await recorded(record())).written).not.toBeNull();
});
