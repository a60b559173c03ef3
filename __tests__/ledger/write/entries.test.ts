import { jest } from '@jest/globals';
import { sha256 } from '../../../src/core/digest.js';
import type { ModelEvent, ModelVersion } from '../../../src/core/generated/types.js';
import { canonicalJson } from '../../../src/core/json.js';
import { checkIndex } from '../../../src/ledger/index/check.js';
import { reindex } from '../../../src/ledger/index/reindex.js';
import type { Ledger, NewFile } from '../../../src/ledger/ledger.js';
import { encodeRecord, readModel } from '../../../src/ledger/read/records.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  modelVersion,
  RecordingLog,
  registered,
  requestsSince,
  runFile,
} from '../fixtures.js';
import { ledgerOf, setIndex } from '../index/fixtures.js';
import { Remote } from '../remote.js';

jest.setTimeout(120_000);

const PATH = 'index/models/clf.json';
const folders = new Folders();
afterAll(() => folders.remove());

/** The records of one model, each event in the chain of those before. */
class Clf {
  #previous: string | null = null;

  async version(number: number, changes: Partial<ModelVersion> = {}): Promise<NewFile[]> {
    const version = { ...modelVersion('clf', number), ...changes } as ModelVersion;
    const { run_id } = version;
    const event = { ...registered('clf', number, null), run_id } as ModelEvent;
    return [
      { path: `models/clf/versions/${number}.json`, bytes: await encodeRecord('modelVersion', version) },
      await this.#event(event),
    ];
  }

  async move(number: number, to_stage: string, seed = 50): Promise<NewFile[]> {
    const { manifest, policy } = modelVersion('clf', number);
    const {
      type: _,
      run_id: __,
      ...common
    } = registered('clf', number, null) as never as Record<string, unknown>;
    const event = {
      ...common,
      ...{ event_id: idAt(DAY + seed, seed), type: 'stage-changed', from_stage: 'None', to_stage },
      ...{ archived: [], reason: null, policy, manifest_digest: manifest.digest },
    } as never as ModelEvent;
    return [await this.#event(event)];
  }

  async #event(event: ModelEvent): Promise<NewFile> {
    const bytes = await encodeRecord('modelEvent', { ...event, previous: this.#previous } as ModelEvent);
    this.#previous = sha256(bytes);
    return { path: `models/clf/events/${event.event_id}.json`, bytes };
  }
}

/** The entry, and whether it was made of the model as it is. */
async function entryIn(ledger: Ledger) {
  const view = await ledger.view();
  const bytes = (await view.read([PATH])).get(PATH);
  if (bytes === undefined) return undefined;
  const { tree, ...entry } = JSON.parse(String(bytes));
  return { ...entry, isNow: tree === (await view.subfolders('models')).get('clf') };
}

async function problemsOf(ledger: Ledger) {
  return (await checkIndex(await ledger.view())).problems;
}

/** A ledger with a run and the first version of a model, which is of it. */
async function withVersion() {
  const place = await ledgerOf(folders);
  const clf = new Clf();
  await place.ledger.write(adding(await runFile(idAt(DAY))));
  await place.ledger.write(adding(...(await clf.version(1))));
  return { ...place, clf };
}

const runs = [idAt(DAY)];

test('what a model can be looked up by is written with each change of it', async () => {
  const { ledger, clf } = await withVersion();
  expect(await entryIn(ledger)).toMatchObject({ runs, stages: {}, isNow: true });
  await ledger.write(adding(...(await clf.move(1, 'Production'))));
  expect(await entryIn(ledger)).toMatchObject({ runs, stages: { 1: 'Production' }, isNow: true });
  const other = idAt(DAY, 7);
  await ledger.write(adding(await runFile(other)));
  await ledger.write(adding(...(await clf.version(2, { run_id: other }))));
  const entry = await entryIn(ledger);
  expect(entry).toMatchObject({ runs: [...runs, other].sort(), stages: { 1: 'Production' }, isNow: true });
  expect(entry.digests).toHaveLength(4);
  expect(await problemsOf(ledger)).toEqual([]);
});

test('what somebody made up of it is not carried on', async () => {
  const { ledger, folder, clf } = await withVersion();
  const view = await ledger.view();
  const { tree, ...entry } = JSON.parse(String((await view.read([PATH])).get(PATH)));
  const lie = { ...entry, tree, runs: [...runs, idAt(DAY, 9)], digests: [], stages: { 1: 'Archived' } };
  await setIndex(folder, new Map([[PATH, Buffer.from(canonicalJson(lie))]]));
  await ledger.write(adding(...(await clf.move(1, 'Production'))));
  expect(await entryIn(ledger)).toEqual({ ...entry, stages: { 1: 'Production' }, isNow: true });
});

test('a model that had none gets none, and later writers look after it', async () => {
  const { ledger, folder, clf } = await withVersion();
  await setIndex(folder, new Map());
  await ledger.write(adding(...(await clf.move(1, 'Production'))));
  expect(await entryIn(ledger)).toBeUndefined();
  await reindex(ledger, { log: new RecordingLog() });
  expect(await entryIn(ledger)).toMatchObject({ stages: { 1: 'Production' }, isNow: true });
});

test('who writes many times a second leaves it to others, and one that is old counts no more', async () => {
  const { ledger, clf } = await withVersion();
  const files = await clf.move(1, 'Production');
  await ledger.write(() => ({ ...adding(...files)(), leavesEntries: true }));
  expect(await entryIn(ledger)).toMatchObject({ stages: {}, isNow: false });
  expect(await problemsOf(ledger)).toEqual([]);
});

test.each([
  ['of a run that is not there', async (clf: Clf) => clf.version(2, { run_id: idAt(DAY, 8) })],
  [
    'that cannot be read',
    async (clf: Clf) => [
      ...(await clf.version(2)),
      { path: 'models/clf/versions/3.json', bytes: Buffer.from('{}') },
    ],
  ],
])('a version %s stops no write, and the model has no look-ups then', async (_, files) => {
  const { ledger, clf } = await withVersion();
  expect((await ledger.write(adding(...(await files(clf))))).commit).not.toBeNull();
  expect(await entryIn(ledger)).toMatchObject({ isNow: false });
  expect(await problemsOf(ledger)).toEqual([]);
});

describe('on a server', () => {
  let remote: Remote;

  beforeAll(async () => {
    remote = await Remote.start();
  });

  afterAll(() => remote.close());

  test('it takes no push of its own', async () => {
    const { repo, url } = await remote.repository();
    const clf = new Clf();
    const run = await runFile(idAt(DAY));
    await (await remote.open(url)).write(adding(run, ...(await clf.version(1))));
    const ledger = await remote.open(url);
    const files = await clf.move(1, 'Production');
    const start = remote.server.requests.length;
    await ledger.write(async (view) => {
      await readModel(view, 'clf');
      return adding(...files)();
    });
    // Three for the tip, two for the model and two for what was known of it before.
    expect(requestsSince(remote.server, start).map((one) => one.slice(-12))).toEqual([
      ...['-upload-pack', '-upload-pack', '-upload-pack'],
      ...['-upload-pack', '-upload-pack', '-upload-pack', '-upload-pack'],
      ...['receive-pack', 'receive-pack'],
    ]);
    expect(await entryIn(ledger)).toMatchObject({ runs, stages: { 1: 'Production' }, isNow: true });
    expect(await repo.log('lineage')).toHaveLength(2);
    await repo.fsck();
  });
});
