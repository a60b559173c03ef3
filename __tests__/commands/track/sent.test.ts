import { join } from 'node:path';
import { findSent, noteSent } from '../../../src/commands/track/sent.js';
import type { Session } from '../../../src/commands/track/session.js';
import { runPath } from '../../../src/ledger/layout.js';
import type { Ledger } from '../../../src/ledger/ledger.js';
import { DAY, Folders, idAt, newRun, RecordingLog, remoteLedger, runRecord } from '../../ledger/fixtures.js';
import { BareRepo } from '../../support/bare-repo.js';

const folders = new Folders();
afterAll(() => folders.remove());

const ID = idAt(DAY);
let repo: BareRepo;
let ledger: Ledger;
let session: Session;
const log = new RecordingLog();

beforeEach(async () => {
  const folder = await folders.make();
  repo = await BareRepo.create(join(folder, 'ledger.git'), 'octo/ledger');
  ledger = remoteLedger({ url: repo.dir, folder });
  session = { run_id: ID, lineage_dir: join(folder, 'files'), context: runRecord(ID).context } as Session;
});

test('a run that was sent and has arrived is found, and one that has not is not', async () => {
  const run = await newRun(ID, { run_name: 'first' });
  expect(await findSent(session, { ledger, log })).toBeNull();
  await noteSent(session, run, { log });
  expect(await findSent(session, { ledger, log })).toBeNull();
  const { commit } = await ledger.append([run]);
  const found = { record: { run_id: ID, run_name: 'first' }, path: runPath(ID), commit };
  expect(await findSent(session, { ledger, log })).toMatchObject(found);
  // Ended once more, which does not arrive.
  await noteSent(session, await newRun(ID, { run_name: 'second' }), { log });
  expect(await findSent(session, { ledger, log })).toMatchObject(found);
});

test('what somebody else has put at its path is not the run', async () => {
  await noteSent(session, await newRun(ID), { log });
  await ledger.append([await newRun(ID, { run_name: 'theirs' })]);
  expect(await findSent(session, { ledger, log })).toBeNull();
});

test('a ledger that cannot be read has none, and the log says why', async () => {
  await noteSent(session, await newRun(ID), { log });
  const gone = remoteLedger({ url: `${repo.dir}-gone`, folder: await folders.make(), deadlineMs: 1 });
  expect(await findSent(session, { ledger: gone, log })).toBeNull();
  expect(log.lines.at(-1)).toMatch(/whether the run is recorded already cannot be read/);
});
