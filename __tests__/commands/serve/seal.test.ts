// What clients log, on its way into the ledger: every server of one ledger then shows the same.
import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Served } from '../../../src/commands/serve/serve.js';
import { runFacts } from '../../../src/core/lineage/run-facts.js';
import { Matcher } from '../../../src/core/recall/match.js';
import { createRedactor } from '../../../src/core/redact/redactor.js';
import { AMENDMENTS, RUNS, runPath, seriesPath } from '../../../src/ledger/layout.js';
import { readRun } from '../../../src/ledger/read/records.js';
import { exec } from '../../support/exec.js';
import { dataset, recalled } from '../recalled/world.js';
import { call, content, put, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

/** Logs a bit of everything. @returns the id of a run that has ended */
async function logged(served: Served): Promise<string> {
  const { experiment_id } = await call(served, 'POST experiments/create', {
    name: 'clf',
    tags: [{ key: 'team', value: 'growth' }],
  });
  const run_id = await begun(served, experiment_id);
  await call(served, 'POST runs/log-batch', {
    run_id,
    metrics: [
      ...[0.5, 0.7, 0.6].map((value, step) => ({ key: 'auc', value, step, timestamp: 1000 + step })),
      { key: 'nan', value: 'NaN', step: 0, timestamp: 5 },
      ...[1, '-Infinity', 'Infinity'].map((value, step) => ({ key: 'top', value, step, timestamp: 5 })),
      { key: 'late', value: 1, step: 3, timestamp: 300_000_000_000_000 },
      { key: 'long', value: 1, step: '9007199254740993', timestamp: '9223372036854775807' },
    ],
    params: [{ key: 'lr', value: '0.1' }],
    tags: [
      { key: 'dataset_version', value: 'orders_v2.1' },
      { key: 'triggered_by', value: 'me' },
      { key: 'long', value: 'x'.repeat(7000) },
    ],
  });
  const dataset = { name: 'iris', digest: 'abc', source_type: 'http', source: '{}', schema: '{"a":1}' };
  await call(served, 'POST runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  const { info } = (
    await call(served, 'POST logged-models', { experiment_id, name: 'model', source_run_id: run_id })
  ).model;
  await call(served, 'POST runs/outputs', { run_id, models: [{ model_id: info.model_id, step: 2 }] });
  await call(served, 'POST runs/log-metric', {
    ...{ run_id, key: 'auc', value: 0.5, step: 0, timestamp: 1000 },
    ...{ model_id: info.model_id, dataset_name: 'iris', dataset_digest: 'abc' },
  });
  await put(
    served,
    `${experiment_id}/models/${info.model_id}/artifacts/MLmodel`,
    'flavors:\n  python_function:\n    loader_module: x\n',
  );
  await call(served, `PATCH logged-models/${info.model_id}`, {
    model_id: info.model_id,
    status: 'LOGGED_MODEL_READY',
  });
  await put(served, `${experiment_id}/${run_id}/artifacts/notes/a.txt`, 'hello');
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now + 5000 });
  return run_id;
}

async function begun(served: Served, experiment_id: string): Promise<string> {
  const sent = { experiment_id, run_name: 'first', user_id: 'ada', start_time: setup.now };
  return (await call(served, 'POST runs/create', sent)).run.info.run_id;
}

/** All that a server says of runs, experiments and logged models. */
async function shown(served: Served): Promise<object> {
  const { experiments } = await call(served, 'POST experiments/search', {
    max_results: 100,
    view_type: 'ALL',
  });
  const own = experiments.filter(({ experiment_id }: { experiment_id: string }) => experiment_id !== '0');
  const experiment_ids = experiments.map(({ experiment_id }: { experiment_id: string }) => experiment_id);
  const { runs = [] } = await call(served, 'POST runs/search', { experiment_ids, run_view_type: 'ALL' });
  const { models = [] } = await call(served, 'POST logged-models/search', { experiment_ids });
  for (const { data } of models)
    data.metrics?.sort((one: object, two: object) => (JSON.stringify(one) < JSON.stringify(two) ? -1 : 1));
  const histories: unknown[] = [];
  for (const run of runs) {
    const { info, data } = run;
    run.inputs = (await call(served, 'GET runs/get', { run_id: info.run_id })).run.inputs;
    for (const list of Object.values<{ key: string }[]>(data)) list.sort((a, b) => (a.key < b.key ? -1 : 1));
    for (const { key } of data.metrics ?? []) {
      const { metrics } = await call(served, 'GET metrics/get-history', {
        run_id: info.run_id,
        metric_key: key,
      });
      histories.push(metrics);
    }
  }
  return { own, runs, models, histories };
}

/** Another server of the same ledger, which has nothing but that. */
const other = () => setup.open(join(setup.fetch.root, 'other'));
const ledger = () => setup.fetch.ledger.view();

test('a run that has ended is recorded, and whoever has nothing but the ledger shows the same of it', async () => {
  const served = setup.open(setup.folder);
  const run_id = await logged(served);
  const before = await shown(served);
  await served.close();
  const record = await readRun(await ledger(), run_id);
  expect(record.problems).toBeUndefined();
  expect(record).toMatchObject({
    experiment: 'clf',
    run_name: 'first',
    status: 'FINISHED',
    duration_s: 5,
    inputs: { params: { lr: '0.1' }, datasets: [], code: null },
    outputs: {
      metrics: { auc: { value: 0.6, step: 2 }, nan: { value: 'NaN' }, top: { value: 'Infinity' } },
      models: [{ path: 'model' }],
    },
    context: { trust: 'claimed', actor: 'ada' },
    tags: { dataset_version: 'orders_v2.1', triggered_by: 'mlflow-client', long: 'x'.repeat(7000) },
  });
  const files = record.outputs.artifacts.map(({ path, stored }) => [path, stored.length]);
  expect(files).toEqual([
    ['notes/a.txt', 1],
    ['model', 1],
  ]);
  const fresh = other();
  expect(await shown(fresh)).toEqual(before);
  const [experiment] = (before as { own: { experiment_id: string }[] }).own;
  expect(await content(fresh, `${experiment?.experiment_id}/${run_id}/artifacts/notes/a.txt`)).toBe('hello');
  const [model] = (await fresh.store).state.loggedModels.values();
  const place = model?.artifact_uri.replace('mlflow-artifacts:/', '');
  expect(await content(fresh, `${place}/MLmodel`)).toContain('python_function');
  expect(await shown(setup.open(setup.folder))).toEqual(before);
});

test('a tag that the client sets is taken before what its data sets and params say; no commit is one that is not whole', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  await call(served, 'POST runs/log-batch', {
    run_id,
    params: ['dataset_version', 'owner'].map((key) => ({ key, value: 'of the param' })),
    tags: [
      { key: 'dataset_version', value: 'of the tag' },
      { key: 'mlflow.source.git.commit', value: 'c0ffee1' },
    ],
  });
  const dataset = { name: 'iris', digest: 'abc', source_type: 'http', source: '{}' };
  await call(served, 'POST runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  const other_id = await begun(served, '0');
  await call(served, 'POST runs/log-parameter', { run_id: other_id, key: 'dataset_version', value: 'v2' });
  await call(served, 'POST runs/log-inputs', { run_id: other_id, datasets: [{ tags: [], dataset }] });
  for (const id of [run_id, other_id])
    await call(served, 'POST runs/update', { run_id: id, status: 'FINISHED', end_time: setup.now });
  const before = await shown(served);
  await served.close();
  const { tags } = await readRun(await ledger(), run_id);
  expect(tags['dataset_version']).toBe('of the tag');
  expect(Object.keys(tags)).not.toContain('git_commit');
  expect(Object.keys(tags)).not.toContain('owner');
  expect((await readRun(await ledger(), other_id)).tags['dataset_version']).toBe('v2');
  expect(await shown(other())).toEqual(before);
});

describe('data sets that a client logs', () => {
  const input = (name: string, digest: string) => ({
    tags: [],
    dataset: { name, digest, source_type: 'http', source: '{}' },
  });
  type Said = { tags: Record<string, string>; inputs: [name: string, digest: string][] };

  /** @returns the record of a run that says so */
  async function recorded({ tags, inputs }: Said) {
    const served = setup.open(setup.folder);
    const run_id = await begun(served, '0');
    const datasets = inputs.map(([name, digest]) => input(name, digest));
    await call(served, 'POST runs/log-inputs', { run_id, datasets });
    for (const [key, value] of Object.entries(tags))
      await call(served, 'POST runs/set-tag', { run_id, key, value });
    await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
    const before = await shown(served);
    await served.close();
    expect(await shown(other())).toEqual(before);
    return readRun(await ledger(), run_id);
  }

  const ORDERS: [string, string] = ['orders', 'v2.1'];

  test.each<[string, Said, string | undefined]>([
    ['another version', { tags: { dataset_version: 'clean_v1' }, inputs: [ORDERS] }, 'orders_v2.1'],
    ['an empty one', { tags: { dataset_version: '' }, inputs: [ORDERS] }, 'orders_v2.1'],
    ['one that begins so', { tags: { dataset_version: 'orders_v2.10' }, inputs: [ORDERS] }, 'orders_v2.1'],
    [
      'other data',
      { tags: { dataset_version: 'a_1', 'lineage.datasets': 'b_2' }, inputs: [ORDERS] },
      'b_2+orders_v2.1',
    ],
    ['nothing', { tags: {}, inputs: [['orders', 'v1'], ORDERS] }, undefined],
    ['the same', { tags: { dataset_version: 'a_1+orders_v2.1' }, inputs: [ORDERS] }, undefined],
    [
      'a version with a +',
      { tags: { dataset_version: 'a' }, inputs: [ORDERS, ['b', '1+2']] },
      'orders_v2.1+b_1+2',
    ],
  ])('are in the record where a tag says %s, and a recall finds them', async (_, said, tag) => {
    const record = await recorded(said);
    expect(record.problems).toBeUndefined();
    expect(record.inputs.datasets).toEqual([]);
    expect(record.tags['lineage.datasets']).toBe(tag);
    const facts = runFacts(record, runPath(record.run_id));
    expect(facts.tagged).toContain('orders_v2.1');
    for (const [name, version] of said.inputs)
      expect(new Matcher(recalled(dataset(name, version))).hits(record, facts)).toHaveLength(1);
    expect(new Matcher(recalled(dataset('orders', 'v2'))).hits(record, facts)).toEqual([]);
  });

  test('of which a tag has no room for all make the record one that is not whole', async () => {
    const inputs = Array.from({ length: 100 }, (_, index): [string, string] => ['x'.repeat(190), `${index}`]);
    const record = await recorded({ tags: {}, inputs });
    expect(record.problems?.map(({ code }) => code)).toEqual(['E_TAG_INVALID']);
    expect(record.problems?.[0]?.what).toContain('leaves out 59 of the data sets');
  });
});

test('what metrics were measured of stands in the series, and no amendment says it again', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  const { info } = (
    await call(served, 'POST logged-models', { experiment_id: '0', name: 'm', source_run_id: run_id })
  ).model;
  const { model_id } = info;
  const point = { run_id, key: 'auc', value: 0.5, step: 1, timestamp: 1000 };
  const data = { dataset_name: 'iris', dataset_digest: 'abc' };
  await call(served, 'POST runs/log-metric', point);
  // As the client does when it logs a model: the same point again.
  await call(served, 'POST runs/log-metric', { ...point, model_id });
  await call(served, 'POST runs/log-metric', { ...point, value: 0.7, model_id, ...data });
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now });
  const before = await shown(served);
  await served.close();
  const view = await ledger();
  const series = (await view.read([seriesPath(run_id)])).get(seriesPath(run_id))?.toString().split('\n');
  const at = '"step":1,"at":"1970-01-01T00:00:01.000Z"';
  expect(series).toEqual([
    `{"key":"auc","value":0.5,${at}}`,
    `{"key":"auc","value":0.7,${at},"model_id":"${model_id}","dataset":"iris","dataset_digest":"abc"}`,
    `{"key":"auc","value":0.5,${at},"model_id":"${model_id}"}`,
    '',
  ]);
  const amendments = [...(await view.read(await view.list(AMENDMENTS))).values()].map(String).join();
  expect(amendments).toContain(model_id);
  expect(amendments).not.toContain('auc');
  expect(await shown(other())).toEqual(before);
  expect((before as { models: { data: { metrics: object[] } }[] }).models[0]?.data.metrics).toHaveLength(2);
});

test('one that goes on is not; it waits in the folder of its server', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  await served.close();
  expect(await (await ledger()).list(RUNS)).toEqual([]);
  const again = setup.open(setup.folder);
  await call(again, 'POST runs/update', { run_id, status: 'FAILED' });
  await again.close();
  expect((await readRun(await ledger(), run_id)).status).toBe('FAILED');
});

test('what is changed later is an amendment: files are only added, and the record stays as it is', async () => {
  const served = setup.open(setup.folder);
  const run_id = await logged(served);
  await served.close();
  const record = await (await ledger()).read([runPath(run_id)]);
  const files = (await (await ledger()).list(AMENDMENTS)).length;
  const again = setup.open(setup.folder);
  await call(again, 'POST runs/set-tag', { run_id, key: 'note', value: 'good' });
  await call(again, 'POST runs/log-metric', { run_id, key: 'auc', value: 0.9, step: 9, timestamp: 9 });
  const { run } = await call(again, 'GET runs/get', { run_id });
  await call(again, 'POST experiments/update', {
    experiment_id: run.info.experiment_id,
    new_name: 'clf renamed',
  });
  await call(again, 'POST runs/delete', { run_id });
  const after = await shown(again);
  await again.close();
  expect(await (await ledger()).read([runPath(run_id)])).toEqual(record);
  expect((await (await ledger()).list(AMENDMENTS)).length).toBe(files + 2);
  expect(await shown(other())).toEqual(after);
  const repository = join(setup.fetch.root, 'repo');
  const { stdout } = await exec('git', ['log', '--diff-filter=MDT', '--name-only', '--format=', 'lineage'], {
    cwd: repository,
  });
  expect(
    stdout
      .toString()
      .split('\n')
      .filter((path) => path !== '' && !path.startsWith('index/')),
  ).toEqual([]);
});

test('what is more than one amendment holds is in several, and nothing of it is lost', async () => {
  const served = setup.open(setup.folder);
  const run_id = await logged(served);
  await served.close();
  const files = (await (await ledger()).list(AMENDMENTS)).length;
  const again = setup.open(setup.folder);
  for (let batch = 0; batch < 15; batch++) {
    const tags = Array.from({ length: 100 }, (_, index) => ({
      key: `${batch}.${index}`,
      value: `${index} ${'x'.repeat(7900)}`,
    }));
    await call(again, 'POST runs/log-batch', { run_id, tags });
  }
  const after = await shown(again);
  await again.close();
  expect((await (await ledger()).list(AMENDMENTS)).length).toBe(files + 2);
  expect(await shown(other())).toEqual(after);
});

test('what a ledger cannot hold of a run is told, and keeps neither the run nor another out', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  const dataset = { name: 'd', digest: '1', source_type: 's', source: '{}' };
  const large = { ...dataset, name: 'large', profile: 'x'.repeat(2_000_000) };
  await call(served, 'POST runs/log-inputs', {
    run_id,
    datasets: [
      { tags: [], dataset: large },
      { tags: [], dataset },
    ],
  });
  const sound = await begun(served, '0');
  for (const id of [run_id, sound])
    await call(served, 'POST runs/update', { run_id: id, status: 'FINISHED' });
  await served.close();
  expect((await (await ledger()).list(RUNS)).sort()).toEqual([run_id, sound].map(runPath).sort());
  expect(setup.fetch.log.lines.join('\n')).toContain(
    `Of what clients say of ${run_id} this is not in the ledger: run-inputs-logged`,
  );
  const { inputs } = (await call(other(), 'GET runs/get', { run_id })).run;
  expect(inputs.dataset_inputs.map((one: { dataset: { name: string } }) => one.dataset.name)).toEqual(['d']);
});

test('what no record takes by its name is a problem of the run', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  for (const file of ['proj/.git/config', 'proj/.git/HEAD', '.lineage/a.txt', 'proj/ok.txt'])
    await put(served, `0/${run_id}/artifacts/${file}`, 'hi');
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: setup.now + 5000 });
  await served.close();
  const { outputs, problems = [] } = await readRun(await ledger(), run_id);
  expect(outputs.artifacts).toMatchObject([{ path: 'proj/ok.txt' }]);
  expect(problems.map(({ what }) => what.split(' is left out')[0] ?? '').sort()).toEqual([
    '".lineage"',
    '"proj/.git"',
  ]);
});

test('what an amendment cannot hold is left out and told, and holds up nothing that comes behind it', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  await call(served, 'POST runs/log-batch', {
    run_id,
    params: [
      { key: '__proto__', value: 'p' },
      { key: 'lr', value: '1' },
    ],
    tags: [{ key: '__proto__', value: 't' }],
  });
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED', end_time: -7 });
  await served.close();
  expect(await (await ledger()).list(RUNS)).toEqual([runPath(run_id)]);
  const again = setup.open(setup.folder);
  await call(again, 'POST runs/update', { run_id, end_time: -5 });
  const dataset = { name: 'd', digest: '1', source_type: 's', source: '{}', profile: 'x'.repeat(2_000_000) };
  await call(again, 'POST runs/log-inputs', { run_id, datasets: [{ tags: [], dataset }] });
  await call(again, 'POST runs/set-tag', { run_id, key: 'later', value: 'kept' });
  await again.close();
  const { data, inputs } = (await call(other(), 'GET runs/get', { run_id })).run;
  expect(data.tags).toContainEqual({ key: 'later', value: 'kept' });
  expect(data.tags).toContainEqual({ key: '__proto__', value: 't' });
  expect(data.params).toEqual(
    expect.arrayContaining([
      { key: '__proto__', value: 'p' },
      { key: 'lr', value: '1' },
    ]),
  );
  expect(inputs.dataset_inputs ?? []).toEqual([]);
  expect(setup.fetch.log.lines.join('\n')).toContain('not in the ledger: run-inputs-logged');
});

test('JSON that the client keeps in a tag is kept whole, or left out with a problem', async () => {
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  const json = (length: number) => JSON.stringify([{ type: 'table', path: 'x'.repeat(length) }]);
  const [long, longer] = [json(50_000), json(120_000)];
  for (const [key, value] of [
    ['mlflow.loggedArtifacts', long],
    ['mlflow.log-model.history', longer],
  ])
    await call(served, 'POST runs/set-tag', { run_id, key, value });
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED' });
  await served.close();
  const record = await readRun(await ledger(), run_id);
  expect(Object.keys(record.tags)).not.toContain('mlflow.loggedArtifacts');
  expect(record.problems?.map(({ code, what }) => [code, what.slice(0, 52)])).toEqual([
    ['E_TAG_INVALID', 'The tag "mlflow.log-model.history" is left out: it h'],
  ]);
  const { tags } = (await call(other(), 'GET runs/get', { run_id })).run.data;
  const told = new Map(tags.map(({ key, value }: { key: string; value: string }) => [key, value]));
  expect(told.get('mlflow.loggedArtifacts')).toBe(long);
  expect(told.has('mlflow.log-model.history')).toBe(false);
});

test('a server that is killed behind its commit records nothing twice', async () => {
  const served = setup.open(setup.folder);
  await logged(served);
  const before = await shown(served);
  const spool = join(setup.folder, 'spool.ndjson');
  const aside = join(setup.fetch.root, 'aside');
  await copyFile(spool, aside);
  await served.close();
  const { commit } = await ledger();
  await copyFile(aside, spool);
  const again = setup.open(setup.folder);
  expect(await shown(again)).toEqual(before);
  await again.close();
  expect((await ledger()).commit).toBe(commit);
});

test('the ledger has no secret that a client has logged', async () => {
  const value = 'k3y-9f8e7d6c5b4a39281706';
  setup.redactor = createRedactor([{ name: 'API_TOKEN', value }]);
  const served = setup.open(setup.folder);
  const run_id = await begun(served, '0');
  await call(served, 'POST runs/set-tag', { run_id, key: 'note', value: `with ${value}` });
  await call(served, 'POST runs/set-tag', { run_id, key: 'long', value: `${'x'.repeat(6000)} ${value}` });
  await call(served, 'POST runs/log-parameter', { run_id, key: 'token', value });
  await call(served, 'POST runs/update', { run_id, status: 'FINISHED' });
  await served.close();
  const view = await ledger();
  const all = await view.read([...(await view.list(RUNS)), ...(await view.list(AMENDMENTS))]);
  expect(all.size).toBeGreaterThanOrEqual(2);
  for (const bytes of all.values()) expect(bytes.toString()).not.toContain(value);
  expect(setup.fetch.log.lines.join('\n')).toMatch(
    new RegExp(`Replaced by \\[redacted\\] in the record of run ${run_id}: .*inputs\\.params\\.token`),
  );
  // Whoever goes on with the run logs what it was begun with again.
  const again = setup.open(setup.folder);
  await call(again, 'POST runs/log-parameter', { run_id, key: 'token', value });
  await call(again, 'POST runs/log-batch', { run_id, params: [{ key: 'token', value }] });
  const { data } = (await call(again, 'GET runs/get', { run_id })).run;
  expect(data.params).toEqual([{ key: 'token', value: '[redacted]' }]);
});

test('what was recorded leaves the folder of its server, but for its files', async () => {
  const served = setup.open(setup.folder);
  await logged(served);
  await served.close();
  expect((await readdir(setup.folder)).sort()).toEqual([
    '.gitignore',
    'artifacts',
    'incoming',
    'spool.ndjson',
  ]);
  await rm(join(setup.folder, 'spool.ndjson'));
  const again = setup.open(setup.folder);
  expect(((await shown(again)) as { runs: object[] }).runs).toHaveLength(1);
});

test('a place for files that the ledger names is not believed', async () => {
  const served = setup.open(setup.folder);
  const location = 's3://elsewhere/files';
  const made = await call(served, 'POST experiments/create', { name: 'far', artifact_location: location });
  const { experiment_id } = made;
  const place = async (one: Served) =>
    (await call(one, 'GET experiments/get', { experiment_id })).experiment.artifact_location;
  expect(await place(served)).toBe(location);
  const { model } = await call(served, 'POST logged-models', { experiment_id, name: 'far' });
  const { model_id, artifact_uri } = model.info;
  expect(artifact_uri).toMatch(/^s3:/);
  await call(served, `PATCH logged-models/${model_id}`, { status: 'LOGGED_MODEL_READY' });
  await served.close();
  expect(setup.fetch.log.lines.join('\n')).toMatch(/`far` keeps its files at `s3:\/\/elsewhere\/files`/);
  const again = setup.open();
  expect(await place(again)).toBe(`mlflow-artifacts:/${experiment_id}`);
  const read = await call(again, `GET logged-models/${model_id}`, {});
  expect(read.model.info.artifact_uri).toBe(
    `mlflow-artifacts:/${experiment_id}/models/${model_id}/artifacts`,
  );
});
