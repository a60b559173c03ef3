import { jest } from '@jest/globals';
import { recordEndpoint } from '../../../src/commands/endpoints/endpoints.js';
import { sha256 } from '../../../src/core/digest.js';
import { canonicalJson } from '../../../src/core/json.js';
import { endpointEventPath } from '../../../src/ledger/layout.js';
import { readEndpoint } from '../../../src/ledger/read/endpoints.js';
import { DAY, Folders, idAt, localLedger, RecordingLog } from '../../ledger/fixtures.js';
import { HOUR, TestLedger, version } from '../../ledger/verify/support.js';

jest.setTimeout(60_000);

const folders = new Folders();
let template: TestLedger;
let ledger: TestLedger;
let log: RecordingLog;

beforeAll(async () => {
  template = await TestLedger.create(folders);
});
beforeEach(async () => {
  ledger = await template.copy(folders);
  log = new RecordingLog();
});
afterAll(() => folders.remove());

const NOON = DAY + 71 * HOUR;
let ids = 0;
const facts = () => ({
  ...{ at: new Date(NOON).toISOString(), actor: 'octo', ci_run_url: null },
  newId: () => idAt(NOON, ids++),
});

/** Records that a version serves at `eu`, or nothing does. */
function record(uri: string | null) {
  const request = { endpoint: 'eu', uri, reason: null, allow_archived: false };
  const opened = localLedger(ledger.folder, { now: () => NOON });
  return recordEndpoint(request, { ledger: opened, log, facts: facts() });
}

async function eu() {
  const { events, stateAt } = await readEndpoint(await localLedger(ledger.folder).view(), 'eu');
  return { events, ...stateAt() };
}

test('of several at once each is decided on what the one before left, and no event is lost or written for nothing', async () => {
  const asked = ['models:/clf/1', 'models:/clf/2', 'models:/clf/1', 'models:/clf@champion', 'models:/clf/2'];
  const results = await Promise.all(asked.map((uri) => record(uri)));
  const { events, serves, damage } = await eu();
  expect(events.map(({ event_id }) => event_id).sort()).toEqual(
    results.flatMap(({ event }) => event?.event_id ?? []).sort(),
  );
  const numbers = events.map((event) => (event.type === 'deployed' ? event.version : null));
  expect(numbers.filter((number, index) => number === numbers[index - 1])).toEqual([]);
  expect(damage).toEqual([]);
  expect(serves?.version).toBe(numbers.at(-1));
  expect(await ledger.verify()).toMatchObject({ valid: true });
});

test('an event that cannot be true is told and stops nothing', async () => {
  await record('models:/clf/1');
  const [last] = (await eu()).events;
  const forged = {
    ...last,
    ...{ event_id: idAt(NOON, 9_000), version: 9, previous: sha256(canonicalJson(last)) },
  };
  await ledger.commit({ [endpointEventPath('eu', forged.event_id)]: canonicalJson(forged) });
  expect(await record('models:/clf/1')).toMatchObject({ event: null, commit: null });
  expect(log.lines.join()).toMatch(/is about version 9 of "clf", which is not there; it is not counted/);
  expect(await record('models:/clf/2')).toMatchObject({ before: { version: 1 }, serves: { version: 2 } });
  expect(await eu()).toMatchObject({
    serves: { model: 'clf', version: 2, manifest_digest: version(2).manifest.digest },
    damage: [{ event_id: forged.event_id }],
  });
  expect(await record(null)).toMatchObject({ before: { version: 2 }, serves: null });
  expect(await record(null)).toMatchObject({ before: null, event: null });
});

test('an event that cannot be read stops what follows it: nobody could say what came before', async () => {
  await record('models:/clf/1');
  await ledger.commit({ [endpointEventPath('eu', idAt(NOON, 9_001))]: '{}' });
  const tip = await ledger.tip();
  await expect(record('models:/clf/2')).rejects.toThrow('E_LEDGER_RECORD_INVALID');
  expect(await ledger.tip()).toBe(tip);
});
