// What a wrapped command has logged is read back as it was logged, from its record and the amendment that comes with it.
import type { Served } from '../../../src/commands/serve/serve.js';
import { amendNumbers } from '../../../src/commands/track/amendment/numbers.js';
import { registers } from '../../../src/commands/track/mlflow/registers.js';
import { underOtherId } from '../../../src/commands/track/write-run.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { amendedLines } from '../../../src/ledger/read/amended.js';
import { readRun } from '../../../src/ledger/read/records.js';
import type { Change } from '../../../src/mlflow/state/changes.js';
import { datasetOf, idAt } from '../../ledger/fixtures.js';
import { verifyIn } from '../../ledger/verify/support.js';
import { wrappedRun } from '../../support/first-amendment.js';
import { logged, MADE } from '../../support/logged.js';
import { call, content, ServeSetup } from './setup.js';

const ID = idAt(MADE, 1);
const MODEL = `m-${'c'.repeat(32)}`;
let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const infoOf = async (served: Served, run_id: string) => (await call(served, 'GET runs/get', { run_id })).run;
const tagsOf = (run: { data: { tags?: { key: string; value: string }[] } }) =>
  Object.fromEntries((run.data.tags ?? []).map(({ key, value }) => [key, value]));

function modelMade(source_run_id: string, changes: Partial<Change> = {}): Change[] {
  return [
    {
      ...{ type: 'logged-model-created', model_id: MODEL, experiment_id: '7', name: 'model' },
      ...{ artifact_uri: `mlflow-artifacts:/7/models/${MODEL}/artifacts`, model_type: 'classifier' },
      ...{ source_run_id, params: [{ key: 'C', value: '0.5' }], tags: [{ key: 'by', value: 'ann' }] },
      ...changes,
    } as Change,
    { type: 'logged-model-finalized', model_id: MODEL, status: 'LOGGED_MODEL_READY' },
    { type: 'run-outputs-logged', run_id: source_run_id, models: [{ model_id: MODEL, step: 3 }] },
  ];
}

test('its times, its name and the tags of its client; what was seen stays', async () => {
  const { run, record, log } = await wrappedRun(
    ID,
    [
      logged(ID, {
        tags: { 'mlflow.user': 'root', 'mlflow.source.type': 'LOCAL', team: 'fraud', git_commit: 'abc' },
      }),
      { type: 'run-updated', run_id: ID, status: 'FAILED', end_time: 9_007_199_254_740_993n },
    ],
    {
      record: {
        tags: { git_commit: 'a'.repeat(40), dataset_version: 'wine_v1', team: 'fraud' },
        context: { ...(await wrappedRun(ID)).record.context, actor: 'octocat' },
      },
    },
  );
  await setup.fetch.ledger.append([run]);
  const served = setup.open();
  const store = await served.store;
  expect(store.state.runs.get(ID)?.end_time).toBe(9_007_199_254_740_993n);
  const found = await infoOf(served, ID);
  expect(found.info).toMatchObject({
    start_time: MADE,
    status: 'FINISHED',
    user_id: 'octocat',
    run_name: `run ${ID.slice(-2)}`,
  });
  expect(tagsOf(found)).toEqual({
    ...{ git_commit: 'a'.repeat(40), dataset_version: 'wine_v1', team: 'fraud' },
    ...{ 'mlflow.user': 'octocat', 'mlflow.source.name': 'train.py', 'mlflow.source.type': 'LOCAL' },
    'mlflow.runName': `run ${ID.slice(-2)}`,
  });
  expect(log.lines).toEqual([]);
  // It says nothing of the run after its end.
  expect(await amendedLines(await setup.fetch.ledger.view(), [record])).toEqual([]);
  expect(await verifyIn(`${setup.fetch.root}/repo`)).toMatchObject({ valid: true, records: 2 });
});

test('a data set as the client described it, with the version that the record knows; others of the record stay', async () => {
  const dataset = {
    name: 'wine',
    digest: '4f2a',
    source_type: 'local',
    source: '{}',
    schema: '{"x":1}',
    profile: '{"rows":3}',
  };
  const input = { tags: [{ key: 'mlflow.data.context', value: 'training' }], dataset };
  const own = { ...datasetOf('wine', 'v2.1'), digests: { mlflow: '4f2a' } };
  const same = { ...input, dataset: { ...dataset, name: 'copy' } };
  const copy = { ...datasetOf('copy', '4f2a'), digests: { mlflow: '4f2a' } };
  const datasets = [own, copy, datasetOf('users', 'v3')];
  const { run } = await wrappedRun(
    ID,
    [{ type: 'run-inputs-logged', run_id: ID, datasets: [input, same], model_ids: [MODEL] }],
    { record: { inputs: { datasets, code: null, params: {}, seeds: {} } } },
  );
  await setup.fetch.ledger.append([run]);
  const { inputs } = await infoOf(setup.open(), ID);
  const [first, second, third] = inputs.dataset_inputs;
  expect(first).toEqual({ dataset, tags: [...input.tags, { key: 'version', value: 'v2.1' }] });
  // Of another name it is another one, whatever it holds.
  expect(second).toEqual({ ...same, tags: input.tags });
  expect(third.dataset.name).toBe('users');
  expect(inputs.dataset_inputs).toHaveLength(3);
  expect(inputs.model_inputs).toEqual([{ model_id: MODEL }]);
});

test('a logged model is found and loaded, though no server has its files any more, and is none of the files of its run', async () => {
  const id = await setup.fetch.train({ model: { MLmodel: 'flavors: {}' }, artifacts: { 'notes.txt': 'a' } });
  const { record } = await wrappedRun(id);
  const whole = JSON.parse(
    String([...(await (await setup.fetch.ledger.view()).read([`runs/2026/11/21/${id}.json`])).values()][0]),
  );
  const other = idAt(MADE, 2);
  const outputs = JSON.parse(JSON.stringify(whole.outputs).replaceAll('out/model', 'model'));
  const { run } = await wrappedRun(other, modelMade(other), { record: { outputs, tags: record.tags } });
  await setup.fetch.ledger.append([run]);
  const served = setup.open();
  const { run: shown } = await call(served, 'GET runs/get', { run_id: other });
  expect(shown.outputs.model_outputs).toEqual([{ model_id: MODEL, step: 3 }]);
  const { models } = await call(served, 'POST logged-models/search', {
    experiment_ids: [shown.info.experiment_id],
    filter: `source_run_id = '${other}'`,
  });
  expect(models).toMatchObject([
    {
      info: {
        model_id: MODEL,
        name: 'model',
        status: 'LOGGED_MODEL_READY',
        model_type: 'classifier',
        tags: [{ key: 'by', value: 'ann' }],
      },
      data: { params: [{ key: 'C', value: '0.5' }] },
    },
  ]);
  const place = models[0].info.artifact_uri.replace('mlflow-artifacts:/', '');
  expect((await served.artifacts.list(place)).map(({ name }) => name)).toEqual(['MLmodel']);
  expect(await content(served, `${place}/MLmodel`)).toBe('flavors: {}');
  const own = shown.info.artifact_uri.replace('mlflow-artifacts:/', '');
  expect((await served.artifacts.list(own)).map(({ name }) => name)).toEqual(['notes.txt']);
  expect((await served.artifacts.list(`${own}/model`)).map(({ name }) => name)).toEqual(['MLmodel']);
});

test('a version that is registered behind the run names its logged model, also to a server that was there before', async () => {
  const trained = await setup.fetch.train({ model: { MLmodel: 'flavors: {}' } });
  const { outputs, tags } = await readRun(await setup.fetch.ledger.view(), trained);
  const models = outputs.models.map((model) => ({ ...model, path: 'model' }));
  // It is put behind what the server has read.
  const times = { started_at: '2026-11-23T09:00:00.000Z', ended_at: '2026-11-23T09:05:00.000Z' };
  const record = { outputs: { ...outputs, models }, tags, ...times };
  const served = setup.open();
  expect(await call(served, 'GET registered-models/search')).toEqual({});
  const { run } = await wrappedRun(ID, modelMade(ID), { record });
  await setup.fetch.ledger.append([run]);
  expect(await setup.fetch.register(ID)).toBe(1);
  setup.now += 2000;
  for (const one of [served, setup.open()]) {
    const { model_version } = await call(one, 'GET model-versions/get', { name: 'clf', version: '1' });
    expect(model_version).toMatchObject({ source: `models:/${MODEL}`, model_id: MODEL, run_id: ID });
  }
});

test('a logged model names its version by the number that the ledger gave it', async () => {
  const key = 'mlflow.modelVersions';
  const value = '[{"name": "clf", "version": 1}, {"name": "fraud", "version": 4}]';
  const { run } = await wrappedRun(ID, modelMade(ID, { tags: [{ key, value }] }));
  await setup.fetch.ledger.append([run]);
  const logged = { model_id: MODEL, tags: new Map([[key, value]]) };
  const held = { number: 1, run_id: ID, run_path: 'model', storage: '', description: '', tags: new Map() };
  const facts = {
    at: new Date(MADE + 90_000).toISOString(),
    actor: 'ann',
    ci_run_url: null,
    newId: () => idAt(MADE, 9),
  };
  const { ledger, log } = setup.fetch;
  await amendNumbers(
    [
      { version: { ...held, model: 'clf', aliases: [], logged }, number: 3 },
      { version: { ...held, model: 'fraud', number: 4, aliases: [], logged }, number: null },
      { version: { ...held, model: 'same', aliases: [], logged }, number: 1 },
    ],
    { ledger, log, redactor: createRedactor([]), facts },
  );
  const served = setup.open();
  const { model } = await call(served, `GET logged-models/${MODEL}`, {});
  expect(model.info.tags).toEqual([{ key, value: '[{"name": "clf", "version": 3}]' }]);
  expect(await verifyIn(`${setup.fetch.root}/repo`)).toMatchObject({ valid: true });
});

test('a logged model names no version where nothing of its run is registered', async () => {
  const said = { key: 'mlflow.modelVersions', value: '[{"name": "clf", "version": 1}]' };
  const session = { request: { mlflow_registry: 'hold' }, not_recorded: null } as const;
  expect(registers(session, { status: 'FINISHED' }, {})).toBe(true);
  expect(registers(session, { status: 'FAILED' }, {})).toBe(false);
  expect(registers({ ...session, not_recorded: 'it is of a fork' }, { status: 'FINISHED' }, {})).toBe(false);
  const { run } = await wrappedRun(ID, modelMade(ID, { tags: [said] }), { registers: false });
  await setup.fetch.ledger.append([run]);
  const { model } = await call(setup.open(), `GET logged-models/${MODEL}`, {});
  expect(model.info.tags ?? []).toEqual([]);
});

test('of a model that was never finished there are no files, whatever else has its name', async () => {
  const id = await setup.fetch.train({ model: { MLmodel: 'flavors: {}' } });
  const bytes = (await (await setup.fetch.ledger.view()).read([`runs/2026/11/21/${id}.json`])).values();
  const other = idAt(MADE, 2);
  const { outputs } = JSON.parse(String([...bytes][0]));
  const changes = modelMade(other, { name: 'out' } as Partial<Change>).filter(
    ({ type }) => type !== 'logged-model-finalized',
  );
  const { run } = await wrappedRun(other, changes, { record: { outputs } });
  await setup.fetch.ledger.append([run]);
  const served = setup.open();
  expect((await served.store).state.loggedModels.get(MODEL)?.status).toBe('LOGGED_MODEL_PENDING');
  expect(await served.artifacts.list(`7/models/${MODEL}/artifacts`)).toEqual([]);
});

test('under the id of its record, also where that had to get another one', async () => {
  const client = idAt(MADE, 5);
  const own = await wrappedRun(
    ID,
    [...modelMade(client), logged(client, { tags: { 'mlflow.source.type': 'JOB' } })],
    { client },
  );
  const { run } = await underOtherId(own);
  expect(run.run_id).not.toBe(ID);
  await setup.fetch.ledger.append([run]);
  const served = setup.open();
  const found = await infoOf(served, run.run_id);
  expect([found.info.start_time, tagsOf(found)['mlflow.source.type']]).toEqual([MADE, 'JOB']);
  expect((await served.store).state.loggedModels.get(MODEL)?.source_run_id).toBe(run.run_id);
  expect(await verifyIn(`${setup.fetch.root}/repo`)).toMatchObject({ valid: true, records: 2 });
});

const spanAfter = (now: number) => ({
  started_at: new Date(now + 1000).toISOString(),
  ended_at: new Date(now + 2000).toISOString(),
});

test('a logged model is where its run is, which its record names by the name that the experiment had got', async () => {
  const first = await setup.record();
  const writer = setup.open(setup.folder);
  const { experiment } = await call(writer, 'GET experiments/get-by-name', { experiment_name: 'clf_orders' });
  const { experiment_id } = experiment;
  await call(writer, 'POST experiments/update', { experiment_id, new_name: 'renamed' });
  await writer.close();
  const reader = setup.open();
  expect((await infoOf(reader, first)).info.experiment_id).toBe(experiment_id);
  setup.wait();
  const late = idAt(setup.now + 1000, 7);
  const { run } = await wrappedRun(late, modelMade(late), {
    record: { experiment: 'renamed', ...spanAfter(setup.now) },
  });
  await setup.fetch.ledger.append([run]);
  for (const served of [reader, setup.open()])
    expect((await infoOf(served, late)).info.experiment_id).toBe(experiment_id);
  const { state } = await setup.open().store;
  expect(state.loggedModels.get(MODEL)?.experiment_id).toBe(experiment_id);
});

const tagged = (key: string, value: string): Change => ({
  ...{ type: 'experiment-tag-set', experiment_id: '7', key, value },
});

test('what it said of its experiment, which is the one that the record is in and no other', async () => {
  const redactor = createRedactor([{ name: 'TOKEN', value: 'xK9mP2qLw8', source: 'secret' } as never]);
  const said = [tagged('mlflow.note.content', 'about orders'), tagged('xK9mP2qLw8', 'a credential')];
  const own = { experiment_id: '7', redactor };
  const { run } = await wrappedRun(ID, said, { ...own, record: { experiment: 'orders' } });
  const elsewhere = idAt(MADE, 2);
  const other = await wrappedRun(elsewhere, said, { ...own, record: { experiment: 'named by an input' } });
  expect(run.files.map(({ bytes }) => bytes.toString()).join()).not.toContain('xK9mP2qLw8');
  await setup.fetch.ledger.append([run, other.run]);
  const served = setup.open();
  const { experiments } = await call(served, 'POST experiments/search', { max_results: 9 });
  expect(
    experiments.map(({ name, tags }: { name: string; tags?: unknown }) => [name, tags ?? []]).sort(),
  ).toEqual([
    ['Default', []],
    ['named by an input', []],
    ['orders', [{ key: 'mlflow.note.content', value: 'about orders' }]],
  ]);
  expect(await verifyIn(`${setup.fetch.root}/repo`)).toMatchObject({ valid: true });
});

test('credentials are told in neither', async () => {
  const redactor = createRedactor([{ name: 'TOKEN', value: 'xK9mP2qLw8', source: 'secret' } as never]);
  const { run } = await wrappedRun(ID, [logged(ID, { tags: { 'mlflow.source.type': 'with xK9mP2qLw8' } })], {
    redactor,
  });
  const texts = run.files.map(({ bytes }) => bytes.toString());
  expect(texts).toHaveLength(2);
  expect(texts.join()).not.toContain('xK9mP2qLw8');
  expect(texts.join()).toContain('with [redacted]');
});

test('what is more than a ledger holds is left out with a line, and the record is there', async () => {
  const params = Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`p${at}`, 'x'.repeat(250_000)]));
  const { run, log } = await wrappedRun(ID, [logged(ID, { params })]);
  expect(run.files).toHaveLength(1);
  expect(log.lines.join()).toMatch(/more than a ledger holds/);
});
