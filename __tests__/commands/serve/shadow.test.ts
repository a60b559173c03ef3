// Whoever reaches a writable server may log what he likes, but puts nothing in the place of what is recorded.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Served } from '../../../src/commands/serve/serve.js';
import { amendmentOf } from '../../../src/commands/track/amendment/amendment.js';
import { firstAmendmentId } from '../../../src/core/ids.js';
import { amendmentPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import type { TimedChange } from '../../../src/mlflow/state/residue.js';
import { adding, DAY, datasetOf, idAt, runRecord } from '../../ledger/fixtures.js';
import { wrappedRun } from '../../support/first-amendment.js';
import { MADE } from '../../support/logged.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const REFUSED = { code: 'PERMISSION_DENIED', status: 403 };
const SEEN = { ...runRecord('0'.repeat(32)).context, trust: 'trusted' as const };
const MODEL = { 'model.bin': 'recorded' };
const READY = 'LOGGED_MODEL_READY';

const names = async ({ artifacts }: Served, path: string) =>
  (await artifacts.list(path)).map(({ name }) => name);

async function placeOf(served: Served, run_id: string): Promise<string> {
  const { run } = await call(served, 'GET runs/get', { run_id });
  return run.info.artifact_uri.replace('mlflow-artifacts:/', '');
}

/** A run that a client goes on with. */
async function begun(served: Served): Promise<string> {
  const sent = { experiment_id: '0', start_time: setup.now };
  return (await call(served, 'POST runs/create', sent)).run.info.run_id;
}

async function modelOf(served: Served, source_run_id: string): Promise<{ model_id: string; place: string }> {
  const sent = { experiment_id: '0', name: 'model', source_run_id };
  const { model_id, artifact_uri } = (await call(served, 'POST logged-models', sent)).model.info;
  return { model_id, place: artifact_uri.replace('mlflow-artifacts:/', '') };
}

/** Ends a run, and has it recorded. */
async function sealed(served: Served, run_id: string): Promise<Served> {
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  await served.close();
  return setup.open(setup.folder);
}

/** Bytes that end when they are told to. */
function slow(bytes: string): { bytes: Readable; end(): void } {
  const sent = new Readable({ read: () => undefined });
  sent.push(bytes);
  return { bytes: sent, end: () => void sent.push(null) };
}

/** Waits until an upload has passed the first look, and lies in the folder. */
async function arriving(): Promise<void> {
  const incoming = join(setup.folder, 'incoming');
  while ((await readdir(incoming).catch(() => [])).length === 0)
    await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('the place of versions', () => {
  test.each(['model.bin', 'evil.py', 'model.bin/model.bin'])(
    'takes no %s, before the version is there or behind it',
    async (name) => {
      const served = setup.open(setup.folder);
      await expect(put(served, `models/clf/1/${name}`, 'evil')).rejects.toMatchObject(REFUSED);
      await setup.fetch.register(await setup.fetch.train({ model: MODEL }));
      setup.wait();
      await call(served, 'POST experiments/search', { max_results: 1 });
      await expect(put(served, `models/clf/1/${name}`, 'evil')).rejects.toMatchObject(REFUSED);
      await expect(served.artifacts.remove('models')).rejects.toMatchObject(REFUSED);
      expect(await content(served, 'models/clf/1/model.bin')).toBe('recorded');
    },
  );

  test('is never read from the folder of the server, where an earlier release took files', async () => {
    await setup.fetch.register(await setup.fetch.train({ model: MODEL }));
    await setup.plant('models/clf/1/model.bin', 'evil');
    await setup.plant('models/clf/1/evil.py', 'evil');
    await setup.plant('models/clf/2/evil.py', 'evil');
    const served = setup.open(setup.folder);
    expect(await content(served, 'models/clf/1/model.bin')).toBe('recorded');
    expect(await content(served, 'models/clf/1/evil.py')).toBeUndefined();
    expect(await names(served, 'models/clf/1')).toEqual(['model.bin']);
    expect(await names(served, 'models/clf/2')).toEqual([]);
    expect(await names(served, '')).toEqual([]);
  });
});

describe('a run that nobody logged', () => {
  test('has its recorded files and no others, whatever lies in the folder', async () => {
    const run = await setup.fetch.train({ model: MODEL, artifacts: { 'a.txt': 'told' } });
    const served = setup.open(setup.folder);
    const place = await placeOf(served, run);
    for (const name of ['a.txt', 'evil.txt', 'out/model/evil.py']) {
      await expect(put(served, `${place}/${name}`, 'evil')).rejects.toMatchObject(REFUSED);
      await setup.plant(`${place}/${name}`, 'evil');
    }
    expect(await names(served, place)).toEqual(['a.txt', 'out']);
    expect(await names(served, `${place}/out/model`)).toEqual(['model.bin']);
    expect(await content(served, `${place}/a.txt`)).toBe('told');
    expect(await content(served, `${place}/evil.txt`)).toBeUndefined();
  });

  test('gets no logged model and no output', async () => {
    const run = await setup.fetch.train({ model: MODEL });
    const served = setup.open(setup.folder);
    await expect(modelOf(served, run)).rejects.toMatchObject(REFUSED);
    const { model_id } = await modelOf(served, await begun(served));
    const outputs = { run_id: run, models: [{ model_id, step: 0 }] };
    await expect(call(served, 'POST runs/outputs', outputs)).rejects.toMatchObject(REFUSED);
  });

  test('keeps the facts of its record, whoever says others; what is added marks it', async () => {
    const changes = { tags: { dataset_version: 'orders_v2', owner: 'risk' }, context: SEEN };
    const run_id = await setup.record(changes);
    const served = setup.open(setup.folder);
    const shown = async (by: Served) => (await call(by, 'GET runs/get', { run_id })).run;
    const before = await shown(served);
    const [metric] = before.data.metrics;
    const [param] = before.data.params;
    const dataset = { name: 'late', digest: 'abc', source_type: 'http', source: '{}' };
    for (const [route, sent] of [
      ['set-tag', { key: 'dataset_version', value: 'orders_v9' }],
      ['set-tag', { key: 'git_commit', value: 'f'.repeat(40) }],
      ['set-tag', { key: 'owner', value: 'me' }],
      ['set-tag', { key: 'mlflow.user', value: 'mallory' }],
      ['delete-tag', { key: 'owner' }],
      ['log-parameter', { key: 'dataset_version', value: 'orders_v9' }],
      ['log-metric', { key: metric.key, value: 0.99, timestamp: setup.now, step: 7 }],
      ['log-batch', { tags: [{ key: 'fine', value: 'a' }], metrics: [{ ...metric, value: 0.99 }] }],
      ['log-inputs', { datasets: [{ tags: [], dataset }] }],
      ['update', { run_name: 'another' }],
    ] as const)
      await expect(call(served, `POST runs/${route}`, { run_id, ...sent })).rejects.toMatchObject(REFUSED);
    expect(await shown(served)).toEqual(before);
    // As `start_run(run_id=…)` does.
    await call(served, 'POST runs/update', { run_id, status: 'RUNNING' });
    await call(served, 'POST runs/log-parameter', { run_id, ...param });
    for (const step of [0, 1])
      await call(served, 'POST runs/log-metric', { run_id, key: 'later', value: 1, timestamp: 5, step });
    await call(served, 'POST runs/set-tag', { run_id, key: 'checked', value: 'a' });
    await call(served, 'POST runs/set-tag', { run_id, key: 'checked', value: 'b' });
    const after = await shown(served);
    const added = [
      { key: 'checked', value: 'b' },
      { key: 'lineage.amended', value: 'yes' },
    ];
    expect(after.data.tags).toEqual(expect.arrayContaining([...before.data.tags, ...added]));
    expect(after.data.tags).toHaveLength(before.data.tags.length + 2);
    expect(after.info).toEqual(before.info);
    await served.close();
    // Whoever may push can write an amendment.
    const event_id = idAt(setup.now + 1000, 99);
    const at = setup.now + 1000;
    const lies: TimedChange[] = [
      { type: 'run-logged', at, run_id, tags: [{ key: 'dataset_version', value: 'orders_v9' }] },
      { type: 'run-updated', at, run_id, status: 'FAILED', name: 'another' },
    ];
    const facts = { event_id, at: new Date(at).toISOString(), actor: null, previous: null };
    const forged = amendmentOf({ run_id }, lies, {
      ...facts,
      through: { server: 'a'.repeat(32), number: 1 },
    });
    await setup.fetch.ledger.write(
      adding({ path: amendmentPath(event_id), bytes: await encodeRecord('amendment', forged) }),
    );
    expect(await shown(setup.open())).toEqual(after);
  });

  describe('and an amendment that somebody pushes,', () => {
    const MODEL_ID = `m-${'c'.repeat(32)}`;
    const made = (source_run_id: string, name = 'evil', model_id = MODEL_ID): TimedChange => ({
      ...{ type: 'logged-model-created', at: MADE, model_id, experiment_id: '0', name, source_run_id },
      ...{ artifact_uri: `mlflow-artifacts:/0/models/${model_id}/artifacts`, model_type: '' },
      ...{ params: [], tags: [] },
    });
    /** @param event_id its own, which may be that of the one that comes with a record */
    async function push(run_id: string, event_id: string, changes: TimedChange[]): Promise<void> {
      const facts = { event_id, at: new Date(MADE).toISOString(), actor: null, previous: null };
      const forged = amendmentOf({ run_id }, changes, {
        ...facts,
        through: { server: 'a'.repeat(32), number: 0 },
      });
      await setup.fetch.ledger.write(
        adding({ path: amendmentPath(event_id), bytes: await encodeRecord('amendment', forged) }),
      );
    }
    const inputs = { datasets: [datasetOf('orders', 'v2.1')], code: null, params: { lr: 0.1 }, seeds: {} };
    const changes = { tags: { dataset_version: 'orders_v2', owner: 'risk' }, context: SEEN, inputs };
    const lies = (run_id: string, key: string): TimedChange[] => {
      const tags = { dataset_version: 'v9', git_commit: 'f'.repeat(40), owner: 'me', 'lineage.x': 'y' };
      const dataset = { name: 'late', digest: 'abc', source_type: 'http', source: '{}' };
      const at = MADE;
      const pairs = Object.entries(tags).map(([key, value]) => ({ key, value }));
      const metrics = [{ key, value: 0.99, timestamp: MADE * 2, step: 2 ** 40 }];
      return [
        { type: 'run-logged', at, run_id, tags: pairs, params: [{ key: 'lr', value: '9' }], metrics },
        { type: 'run-tag-deleted', at, run_id, key: 'owner' },
        { type: 'run-inputs-logged', at, run_id, datasets: [{ tags: [], dataset }], model_ids: [] },
        { type: 'run-datasets-set', at, run_id, datasets: [{ tags: [], dataset }] },
        { type: 'run-datasets-set', at, run_id, datasets: [] },
        { type: 'run-updated', at, run_id, status: 'FAILED', name: 'another', experiment_id: '0' },
      ];
    };

    test('as the one that came with its record, says nothing that the record says otherwise', async () => {
      const run_id = await setup.record(changes);
      const other = await setup.record(changes);
      const shown = async (id: string) => (await call(setup.open(), 'GET runs/get', { run_id: id })).run;
      const before = await Promise.all([run_id, other].map(shown));
      const [key] = before[0].data.metrics.map((metric: { key: string }) => metric.key);
      await push(run_id, firstAmendmentId(run_id), [
        ...lies(run_id, key),
        // Of another run it is none that came with the record.
        ...lies(other, key),
        { type: 'run-logged', at: MADE, run_id, tags: [{ key: 'mlflow.source.type', value: 'JOB' }] },
      ]);
      const added = { key: 'mlflow.source.type', value: 'JOB' };
      const after = await shown(run_id);
      expect(after.data.tags).toContainEqual(added);
      after.data.tags = after.data.tags.filter(({ key }: { key: string }) => key !== added.key);
      expect([after, await shown(other)]).toEqual(before);
    });

    test('logs no model for it, and makes none of its own another', async () => {
      const id = idAt(MADE, 1);
      const model_id = `m-${'d'.repeat(32)}`;
      const { run } = await wrappedRun(id, [made(id, 'own', model_id)], { record: { context: SEEN } });
      await setup.fetch.ledger.append([run]);
      const reader = setup.open();
      const modelsOf = async (served: Served) =>
        [...(await served.store).state.loggedModels.values()].map(({ name }) => name);
      expect(await modelsOf(reader)).toEqual(['own']);
      await push(id, idAt(MADE - 5000, 98), [made(id, 'evil', model_id), made(id)]);
      await push(id, idAt(MADE + 90_000, 99), [made(id, 'evil', model_id), made(id)]);
      setup.wait();
      await call(reader, 'POST experiments/search', { max_results: 1 });
      for (const served of [reader, setup.open()]) expect(await modelsOf(served)).toEqual(['own']);
    });
  });

  test('loses those that were logged for it before it was recorded', async () => {
    await setup.record();
    const served = setup.open(setup.folder);
    const { model_id, place } = await modelOf(served, idAt(DAY - 2000, 2));
    await put(served, `${place}/MLmodel`, 'evil');
    await call(served, `PATCH logged-models/${model_id}`, { model_id, status: READY });
    expect(await setup.record()).toBe(idAt(DAY - 2000, 2));
    setup.wait();
    const all = { experiment_ids: ['0'] };
    expect(await call(served, 'POST logged-models/search', all)).toEqual({});
    await served.close();
    const again = setup.open(setup.folder);
    expect(await call(again, 'POST logged-models/search', all)).toEqual({});
  });

  test('gets none either when it was recorded while the server ran', async () => {
    await setup.record();
    const served = setup.open(setup.folder);
    await served.store;
    const run = await setup.fetch.train({ model: MODEL });
    setup.wait();
    await expect(modelOf(served, run)).rejects.toMatchObject(REFUSED);
  });
});

describe('a recorded run that clients logged', () => {
  test('gets no further files and models: the client is told at once that no record would have them', async () => {
    const first = setup.open(setup.folder);
    const run = await begun(first);
    const place = await placeOf(first, run);
    await put(first, `${place}/notes/a.txt`, 'told');
    await put(first, `${place}/m/MLmodel`, 'flavors:\n  python_function:\n    loader_module: x\n');
    const served = await sealed(first, run);
    const late = { ...REFUSED, message: expect.stringContaining(`Run ${run} is recorded`) };
    await expect(put(served, `${place}/notes/b.txt`, 'further')).rejects.toMatchObject(late);
    await expect(modelOf(served, run)).rejects.toMatchObject(late);
    for (const name of ['notes/a.txt', 'notes/a.txt/x', 'notes', 'm', 'm/evil.py']) {
      await expect(put(served, `${place}/${name}`, 'evil')).rejects.toMatchObject(REFUSED);
      await expect(served.artifacts.remove(`${place}/${name}`)).rejects.toMatchObject(REFUSED);
    }
    // An earlier release has taken some.
    await setup.plant(`${place}/notes/b.txt`, 'further');
    await setup.plant(`${place}/notes/a.txt`, 'evil');
    await setup.plant(`${place}/m/evil.py`, 'evil');
    expect(await content(served, `${place}/notes/a.txt`)).toBe('told');
    expect(await content(served, `${place}/notes/b.txt`)).toBe('further');
    expect(await names(served, `${place}/notes`)).toEqual(['a.txt', 'b.txt']);
    expect(await names(served, `${place}/m`)).toEqual(['MLmodel']);
    expect(await names(served, place)).toEqual(['m', 'notes']);
  });

  test('keeps its logged model as it was, also from an upload that began before', async () => {
    const served = setup.open(setup.folder);
    const run = await begun(served);
    const { model_id, place } = await modelOf(served, run);
    await put(served, `${place}/MLmodel`, 'told');
    await call(served, `PATCH logged-models/${model_id}`, { model_id, status: READY });
    const upload = slow('evil');
    const arrived = served.artifacts.put(`${place}/MLmodel`, upload.bytes, undefined);
    const refused = expect(arrived).rejects.toMatchObject(REFUSED);
    await arriving();
    await call(served, 'POST runs/update', { run_id: run, status: 'FINISHED', end_time: setup.now });
    setup.now += 120_000;
    await setup.recorded(run);
    upload.end();
    await refused;
    await expect(put(served, `${place}/evil.py`, 'evil')).rejects.toMatchObject(REFUSED);
    for (const path of ['0', place])
      await expect(served.artifacts.remove(path)).rejects.toMatchObject(REFUSED);
    const pending = { model_id, status: 'LOGGED_MODEL_PENDING' };
    await expect(call(served, `PATCH logged-models/${model_id}`, pending)).rejects.toMatchObject(REFUSED);
    expect(await content(served, `${place}/MLmodel`)).toBe('told');
  });
});
