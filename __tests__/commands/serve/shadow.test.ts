// Whoever reaches a writable server may log what he likes, but puts nothing in the place of what is recorded.

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Served } from '../../../src/commands/serve/serve.js';
import { DAY, idAt } from '../../ledger/fixtures.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const REFUSED = { code: 'PERMISSION_DENIED', status: 403 };
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
