import type { Served } from '../../../src/commands/serve/serve.js';
import { readModel } from '../../../src/ledger/read/records.js';
import { policy } from '../../core/policy/support.js';
import { call, put, ServeSetup } from '../serve/setup.js';
import { addRecalls, dataset, recalled, recallId } from './world.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

test.each([
  ['by a policy', { judgedBy: async () => policy({ required_tags: [] }) }],
  ['where nobody judges', {}],
])('a client gives a version that descends no alias and no stage, %s; it may leave one', async (_, more) => {
  const run = await setup.fetch.train({ model: { 'weights.bin': 'one' } });
  await setup.fetch.register(run);
  const other = await setup.fetch.train({ model: { 'weights.bin': 'two' } });
  await addRecalls(setup.fetch.ledger, recalled({ kind: 'run', run_id: run }));
  await setup.fetch.register(other);
  const served: Served = setup.open(setup.folder, setup.fetch.ledger, more);
  const change = (what: string, raw: object) => call(served, what, { name: 'clf', ...raw });
  const alias = (version: string) => change('POST registered-models/alias', { alias: 'champion', version });
  const stage = (version: string, to: string) =>
    change('POST model-versions/transition-stage', { version, stage: to });
  await expect(alias('1')).rejects.toThrow(/refuses .*recalled: It comes from what is recalled/s);
  await expect(stage('1', 'Production')).rejects.toThrow(/recalled: It comes from what is recalled/);
  await alias('2');
  await stage('2', 'Production');
  await stage('1', 'Archived');
});

test('what a waiver of the policy lets pass is kept in the event of the alias', async () => {
  const run_id = await setup.fetch.train({ model: { 'weights.bin': 'one' } });
  await setup.fetch.register(run_id);
  await addRecalls(setup.fetch.ledger, recalled({ kind: 'run', run_id }));
  const waiver = { rule: 'recalled', recall: recallId(1), reason: 'x', by: 'me', expires: '9999-12-31' };
  const judgedBy = async () => policy({ required_tags: [], waivers: [waiver] });
  const served = setup.open(setup.folder, setup.fetch.ledger, { judgedBy });
  await call(served, 'POST registered-models/alias', { name: 'clf', alias: 'champion', version: '1' });
  const { events } = await readModel(await setup.fetch.ledger.view(), 'clf');
  const waived = [{ finding: { subject: recallId(1) }, waiver: { by: 'me' } }];
  expect(events.at(-1)).toMatchObject({ type: 'alias-set', alias: 'champion', waived });
});

describe('a version that nobody has judged', () => {
  const refusal = /recalled: It comes from what is recalled/;
  const nameIt = async (served: Served, name: string) => {
    const version = '1';
    await expect(call(served, 'POST registered-models/alias', { name, alias: 'a', version })).rejects.toThrow(
      refusal,
    );
    const stage = call(served, 'POST model-versions/transition-stage', {
      name,
      version,
      stage: 'Production',
    });
    await expect(stage).rejects.toThrow(refusal);
  };
  const create = (served: Served, raw: object) =>
    call(served, 'POST model-versions/create', { name: 'clf', ...raw });

  test('is of the run that its client names, and so is its copy', async () => {
    const run_id = await setup.fetch.train({ model: { 'weights.bin': 'one' } });
    const served = setup.open(setup.folder);
    for (const name of ['clf', 'copy']) await call(served, 'POST registered-models/create', { name });
    await create(served, { source: `runs:/${run_id}/model`, run_id });
    await create(served, { name: 'copy', source: 'models:/clf/1' });
    await addRecalls(setup.fetch.ledger, recalled({ kind: 'run', run_id }));
    await nameIt(served, 'clf');
    await nameIt(served, 'copy');
  });

  test('is of a run that goes on: what its client has said of it counts', async () => {
    await addRecalls(setup.fetch.ledger, recalled(dataset('orders', 'v1')));
    const served = setup.open(setup.folder);
    await call(served, 'POST registered-models/create', { name: 'clf' });
    const made = await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now });
    const { run_id } = made.run.info;
    const asked = { source: `runs:/${run_id}/model`, run_id };
    await create(served, asked);
    await call(served, 'POST runs/set-tag', { run_id, key: 'dataset_version', value: 'orders_v1' });
    await nameIt(served, 'clf');
    await expect(create(served, asked)).rejects.toThrow(refusal);
  });

  test('is of what its own tags name, and of whoever the place of its files names', async () => {
    const run_id = await setup.fetch.train({ model: { 'weights.bin': 'one' } });
    await addRecalls(
      setup.fetch.ledger,
      recalled(dataset('orders', 'v1')),
      recalled({ kind: 'run', run_id }, { event_id: recallId(2) }),
    );
    const served = setup.open(setup.folder);
    await call(served, 'POST registered-models/create', { name: 'clf' });
    const tag = { key: 'dataset_version', value: 'orders_v1' };
    await expect(create(served, { source: 's3://a/b', tags: [tag] })).rejects.toThrow(refusal);
    await expect(create(served, { source: `s3://a/0/${run_id}/artifacts/model` })).rejects.toThrow(refusal);
    await create(served, { source: 's3://a/b' });
    await call(served, 'POST model-versions/set-tag', { name: 'clf', version: '1', ...tag });
    await nameIt(served, 'clf');
    await call(served, 'POST registered-models/create', { name: 'copy' });
    await expect(create(served, { name: 'copy', source: 'models:/clf/1' })).rejects.toThrow(refusal);
  });

  describe('holds what a recalled run has made, whatever its client names', () => {
    let served: Served;
    beforeEach(async () => {
      const changes = { tags: {} };
      const maker = await setup.fetch.train({ model: { 'weights.bin': 'bad', LICENSE: 'free' }, changes });
      await addRecalls(setup.fetch.ledger, recalled({ kind: 'run', run_id: maker }));
      served = setup.open(setup.folder);
      await call(served, 'POST registered-models/create', { name: 'clf' });
    });

    const begin = async (files: Record<string, string>, experiment_id = '0') => {
      const { run } = await call(served, 'POST runs/create', { experiment_id, start_time: setup.now });
      const { run_id, artifact_uri } = run.info;
      for (const [path, text] of Object.entries(files))
        await put(served, `${placeOf(artifact_uri)}/${path}`, text);
      return { run_id, artifact_uri };
    };
    const placeOf = (uri: string) =>
      uri.replace(/^(?:mlflow-artifacts:|http:.*\/mlflow-artifacts\/artifacts)\//, '');
    const end = (run_id: string) =>
      call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
    const alias = () =>
      call(served, 'POST registered-models/alias', { name: 'clf', alias: 'champion', version: '1' });
    const COPY = { 'model/w.png': 'bad', 'model/l': 'free', 'model/new.py': 'new' };

    test('in a run that has ended: it is recorded at once, and nothing comes behind', async () => {
      const { run_id } = await begin(COPY);
      await end(run_id);
      await expect(create(served, { source: `runs:/${run_id}/model`, run_id })).rejects.toThrow(refusal);
      const sound = await begin({ 'model/w.bin': 'sound', 'model/l': 'free' });
      await end(sound.run_id);
      await create(served, { source: `runs:/${sound.run_id}/model`, run_id: sound.run_id });
      const late = put(served, `${placeOf(sound.artifact_uri)}/model/w.bin`, 'bad');
      await expect(late).rejects.toThrow(/is recorded in the ledger, and gets no more files/);
      await alias();
    });

    test('in a run that goes on: what is there counts, and what is still to come gets no alias', async () => {
      const { run_id } = await begin(COPY);
      await expect(create(served, { source: `runs:/${run_id}/model`, run_id })).rejects.toThrow(refusal);
      const open = await begin({ 'model/w.bin': 'sound' });
      await create(served, { source: `runs:/${open.run_id}/model`, run_id: open.run_id });
      const unknown = /whether version 1 of clf comes from it is known once run \w+ is in the ledger/;
      await expect(alias()).rejects.toThrow(unknown);
      for (const [path, text] of Object.entries(COPY))
        await put(served, `${placeOf(open.artifact_uri)}/${path}`, text);
      await end(open.run_id);
      await nameIt(served, 'clf');
    });

    test('in a logged model without a run, and in that of another run', async () => {
      const logged = async (files: Record<string, string>, of = {}) => {
        const sent = { experiment_id: '0', name: 'm', ...of };
        const { info } = (await call(served, 'POST logged-models', sent)).model;
        const place = placeOf(info.artifact_uri);
        for (const [path, text] of Object.entries(files)) await put(served, `${place}/${path}`, text);
        return { model_id: info.model_id, place };
      };
      const alone = await logged(COPY);
      const source = ({ model_id }: { model_id: string }) => ({ source: `models:/${model_id}`, model_id });
      await expect(create(served, source(alone))).rejects.toThrow(refusal);
      const { run_id: source_run_id } = await begin({});
      const { run_id } = await begin({ 'model/w.bin': 'sound' });
      const foreign = await logged(COPY, { source_run_id });
      await expect(create(served, source(foreign))).rejects.toThrow(refusal);
      await expect(create(served, { ...source(foreign), run_id })).rejects.toThrow(`not of run ${run_id}`);
      const sound = await logged({ 'w.bin': 'sound' });
      await create(served, source(sound));
      await expect(alias()).rejects.toThrow(`is known once logged model ${sound.model_id} is in the ledger`);
      const ready = { model_id: sound.model_id, status: 'LOGGED_MODEL_READY' };
      await call(served, `PATCH logged-models/${sound.model_id}`, ready);
      await alias();
      await expect(put(served, `${sound.place}/w.bin`, 'bad')).rejects.toThrow(/belongs to a record/);
    });

    test('where no record takes it', async () => {
      const hidden = await begin({ 'model/.lineage/w.bin': 'bad', 'model/.lineage/l': 'free' });
      await end(hidden.run_id);
      const of = (run_id: string, source: string) => create(served, { source, run_id });
      await expect(of(hidden.run_id, `runs:/${hidden.run_id}/model`)).rejects.toThrow(refusal);
      const sent = { name: 'e', artifact_location: 'http://me:1/api/2.0/mlflow-artifacts/artifacts/there' };
      const { experiment_id } = await call(served, 'POST experiments/create', sent);
      const { run_id, artifact_uri } = await begin(COPY, experiment_id);
      await expect(of(run_id, `${artifact_uri}/model`)).rejects.toThrow(refusal);
    });
  });
});

test('what a client says of its version in a lineage tag is judged with it, also where no policy asks for the tag', async () => {
  const run_id = await setup.fetch.train({ model: { 'weights.bin': 'one' }, changes: { tags: {} } });
  await addRecalls(setup.fetch.ledger, recalled(dataset('orders', 'v1')));
  const judgedBy = async () => policy({ required_tags: [] });
  const served = setup.open(setup.folder, setup.fetch.ledger, { judgedBy });
  await call(served, 'POST registered-models/create', { name: 'clf' });
  const tagged = (value: string) => {
    const tags = [{ key: 'dataset_version', value }];
    const raw = { name: 'clf', source: `runs:/${run_id}/out/model`, run_id, tags };
    return call(served, 'POST model-versions/create', raw);
  };
  await tagged('orders_v2');
  await expect(tagged('orders_v1')).rejects.toThrow(/recalled: It comes from what is recalled/);
});

test('a version that is held gets no alias where it comes from what is recalled, and none is shown before that is known', async () => {
  await addRecalls(setup.fetch.ledger, recalled(dataset('orders', 'v1')));
  const rules = policy({ required_tags: [], trust: ['trusted', 'claimed'] });
  const served = setup.open(setup.folder, setup.fetch.ledger, { judgedBy: async () => rules });
  const refusal = /recalled: It comes from what is recalled .*orders@v1/s;
  const begin = async (name: string) => {
    const { run } = await call(served, 'POST runs/create', { experiment_id: '0', start_time: setup.now });
    const { run_id } = run.info;
    await put(
      served,
      `0/${run_id}/artifacts/model/MLmodel`,
      'flavors: {python_function: {loader_module: x}}',
    );
    await call(served, 'POST registered-models/create', { name });
    const made = () =>
      call(served, 'POST model-versions/create', { name, source: `runs:/${run_id}/model`, run_id });
    const read = (value: string) =>
      call(served, 'POST runs/set-tag', { run_id, key: 'dataset_version', value });
    const alias = () => call(served, 'POST registered-models/alias', { name, alias: 'a', version: '1' });
    const aliased = () => call(served, 'GET registered-models/alias', { name, alias: 'a' });
    const end = () => call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
    return { made, read, alias, aliased, end };
  };
  const bad = await begin('bad');
  await bad.read('orders_v1');
  await expect(bad.made()).rejects.toThrow(refusal);

  const later = await begin('later');
  await later.made();
  await later.alias();
  await later.read('orders_v1');
  await expect(later.aliased()).rejects.toThrow(/alias a not found/);
  await expect(later.alias()).rejects.toThrow(refusal);

  const sound = await begin('sound');
  await sound.made();
  await sound.read('orders_v2');
  await sound.alias();
  await expect(sound.aliased()).rejects.toThrow(/alias a not found/);
  await sound.end();
  setup.now += 61_000;
  for (let done = false; !done; ) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    done = await sound.aliased().then(
      () => true,
      () => false,
    );
  }
  expect((await sound.aliased()).model_version).toMatchObject({ version: '1', aliases: ['a'] });
});
