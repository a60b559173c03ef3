// Models that were logged without a run are records of their own.
import { readdir } from 'node:fs/promises';
import type { Served } from '../../../src/commands/serve/serve.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { amendmentPath, loggedModelPath } from '../../../src/ledger/layout.js';
import { encodeRecord } from '../../../src/ledger/read/records.js';
import { adding, DAY, idAt } from '../../ledger/fixtures.js';
import { verifyIn } from '../../ledger/verify/support.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const MLMODEL = 'flavors:\n  python_function:\n    loader_module: mlflow.sklearn\n';
const TAGS = [{ key: 'team', value: 'fraud' }];
const PARAMS = [{ key: 'C', value: '0.5' }];

/** @returns its id and where its files lie */
async function log(served: Served, name = 'clf'): Promise<{ model_id: string; place: string }> {
  const asked = { experiment_id: '0', name, model_type: 'lr', tags: TAGS, params: PARAMS };
  const { model } = await call(served, 'POST logged-models', asked);
  const { model_id, artifact_uri } = model.info;
  const place = artifact_uri.replace('mlflow-artifacts:/', '');
  await put(served, `${place}/MLmodel`, MLMODEL);
  await put(served, `${place}/data/model.pkl`, 'pickle');
  return { model_id, place };
}

const ready = (served: Served, model_id: string) =>
  call(served, `PATCH logged-models/${model_id}`, { model_id, status: 'LOGGED_MODEL_READY' });
const shown = async (served: Served, model_id: string) =>
  (await call(served, `GET logged-models/${model_id}`)).model;
const paths = async (top: string) => (await setup.fetch.ledger.view()).list(top);

test('it is written once it is ready, with its files, and any server of the ledger shows it and loads it', async () => {
  const first = setup.open(setup.folder);
  const { model_id, place } = await log(first);
  await ready(first, model_id);
  const before = await shown(first, model_id);
  await first.close();
  expect(await paths('logged-models')).toEqual([loggedModelPath(model_id)]);
  expect(await paths('amendments')).toEqual([]);
  expect(await verifyIn(`${setup.fetch.root}/repo`)).toMatchObject({ valid: true, records: 1 });
  // One that has nothing but the ledger and its store.
  const reader = setup.open();
  expect(await shown(reader, model_id)).toEqual(before);
  expect((await reader.artifacts.list(place)).map(({ name }) => name)).toEqual(['MLmodel', 'data']);
  expect(await content(reader, `${place}/data/model.pkl`)).toBe('pickle');
  expect(await content(reader, `${place}/other`)).toBeUndefined();
});

test('what is said of it later is an amendment, which follows its record; nothing is said twice', async () => {
  const first = setup.open(setup.folder);
  const { model_id } = await log(first);
  await ready(first, model_id);
  await first.close();
  const second = setup.open(setup.folder);
  const tags = [{ key: 'team', value: 'risk' }];
  await call(second, `PATCH logged-models/${model_id}/tags`, { model_id, tags });
  await second.close();
  const third = setup.open(setup.folder);
  await call(third, `DELETE logged-models/${model_id}`, { model_id });
  await third.close();
  expect(await paths('logged-models')).toHaveLength(1);
  expect(await paths('amendments')).toHaveLength(2);
  const { state } = await setup.open().store;
  expect(state.loggedModels.get(model_id)).toMatchObject({
    lifecycle: 'deleted',
    status: 'LOGGED_MODEL_READY',
    tags: new Map([['team', 'risk']]),
  });
});

test('one that is not finished waits, also over a restart; one whose upload failed is told as that', async () => {
  const first = setup.open(setup.folder);
  const { model_id } = await log(first);
  const { model_id: failed } = await log(first, 'broken');
  await call(first, `PATCH logged-models/${failed}`, {
    model_id: failed,
    status: 'LOGGED_MODEL_UPLOAD_FAILED',
  });
  await first.close();
  expect(await paths('logged-models')).toEqual([loggedModelPath(failed)]);
  const second = setup.open(setup.folder);
  expect((await shown(second, model_id)).info.status).toBe('LOGGED_MODEL_PENDING');
  await ready(second, model_id);
  await second.close();
  expect((await paths('logged-models')).sort()).toEqual([failed, model_id].map(loggedModelPath).sort());
  expect((await setup.open().store).state.loggedModels.get(failed)?.status).toBe(
    'LOGGED_MODEL_UPLOAD_FAILED',
  );
});

test('a reader that goes on sees a new one, and the amendments of earlier releases that hold one', async () => {
  const reader = setup.open();
  const old = `m-${idAt(DAY, 5)}`;
  const event_id = idAt(DAY, 6);
  const made = { experiment_id: '0', name: 'old', artifact_uri: 'mlflow-artifacts:/0/x', model_type: '' };
  const bytes = await encodeRecord('amendment', {
    ...{ schema: 'lineage-gate/amendment/v1', event_id, subject: { model_id: old } },
    changes: [
      {
        type: 'logged-model-created',
        at: DAY,
        model_id: old,
        ...made,
        source_run_id: '',
        params: [],
        tags: [],
      },
    ],
    ...{
      at: new Date(DAY).toISOString(),
      actor: null,
      previous: null,
      through: { server: idAt(DAY), number: 1 },
    },
  });
  await setup.fetch.ledger.write(adding({ path: amendmentPath(event_id), bytes }));
  const writer = setup.open(setup.folder);
  const { model_id } = await log(writer);
  await ready(writer, model_id);
  await call(writer, `PATCH logged-models/${old}/tags`, { model_id: old, tags: TAGS });
  await writer.close();
  // It has one already.
  expect(await paths('logged-models')).toEqual([loggedModelPath(model_id)]);
  setup.wait();
  for (const served of [reader, setup.open()]) {
    await call(served, 'POST experiments/search', { max_results: 1 });
    const { state } = await served.store;
    expect([...state.loggedModels.keys()].sort()).toEqual([old, model_id].sort());
    expect(state.loggedModels.get(old)?.tags).toEqual(new Map([['team', 'fraud']]));
  }
});

test('records of logged models that lie elsewhere or cannot be read are told, and hide nothing else', async () => {
  const writer = setup.open(setup.folder);
  const { model_id } = await log(writer);
  await ready(writer, model_id);
  await writer.close();
  const [path = ''] = await paths('logged-models');
  const bytes = (await (await setup.fetch.ledger.view()).read([path])).get(path) ?? Buffer.alloc(0);
  const other = loggedModelPath(`m-${idAt(DAY, 9)}`);
  const broken = loggedModelPath(`m-${idAt(DAY, 10)}`);
  await setup.fetch.ledger.write(
    adding(
      { path: other, bytes },
      { path: broken, bytes: Buffer.from('{}\n') },
      { path: 'logged-models/x.json', bytes },
    ),
  );
  const reader = setup.open();
  expect((await shown(reader, model_id)).info.name).toBe('clf');
  const said = setup.fetch.log.lines.join('\n');
  for (const one of [other, broken, 'logged-models/x.json']) expect(said).toContain(one);
  const { findings } = await verifyIn(`${setup.fetch.root}/repo`);
  expect(
    findings.flatMap(({ rule, path: at }) => (at?.startsWith('logged-models') ? [[at, rule]] : [])).sort(),
  ).toEqual(
    [
      [other, 'record-misplaced'],
      [broken, 'record-invalid'],
      ['logged-models/x.json', 'record-misplaced'],
    ].sort(),
  );
});

test('credentials are left out, and a model whose file names hold one keeps its files to itself', async () => {
  setup.redactor = createRedactor([{ name: 'TOKEN', value: 'xK9mP2qLw8', source: 'secret' } as never]);
  const served = setup.open(setup.folder);
  const { model_id, place } = await log(served);
  await put(served, `${place}/xK9mP2qLw8.txt`, 'x');
  await call(served, `PATCH logged-models/${model_id}/tags`, {
    model_id,
    tags: [{ key: 'k', value: 'is xK9mP2qLw8' }],
  });
  await ready(served, model_id);
  await served.close();
  const [path = ''] = await paths('logged-models');
  const text = String((await (await setup.fetch.ledger.view()).read([path])).get(path));
  expect(text).toContain('is [redacted]');
  expect(text).not.toContain('xK9mP2qLw8');
  expect(JSON.parse(text).manifest).toBeNull();
  expect(setup.fetch.log.lines.join()).toMatch(/are with this server alone: The name of a file/);
  expect(setup.fetch.log.lines.join()).not.toContain('xK9mP2qLw8');
  expect(await readdir(setup.fetch.store).catch(() => [])).toEqual([]);
});
