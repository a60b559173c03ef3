import { emptyContext } from '../../../src/core/nothing-known.js';
import { codeAt, datasetOf } from '../../ledger/fixtures.js';
import { call, ServeSetup } from './setup.js';

let setup: ServeSetup;
beforeEach(async () => {
  setup = await ServeSetup.start();
});
afterEach(() => setup.close());

const CONTEXT = { ...emptyContext('0.1.0'), actor: 'ada' };
const START = Date.parse('2026-11-21T09:30:00Z');
const pairs = (listed: { key: string; value: string }[] = []) =>
  Object.fromEntries(listed.map(({ key, value }) => [key, value]));

async function experimentId(
  served: ReturnType<ServeSetup['open']>,
  experiment_name: string,
): Promise<string> {
  return (await call(served, 'GET experiments/get-by-name', { experiment_name })).experiment.experiment_id;
}

describe('a run of the ledger', () => {
  test('is shown with all that MLflow has a word for', async () => {
    const parent = await setup.record();
    const run_id = await setup.record({
      run_name: 'nightly',
      parent_run_id: parent,
      status: 'FAILED',
      context: CONTEXT,
      tags: { team: 'a', 'mlflow.user': 'bob' },
      inputs: {
        datasets: [
          { ...datasetOf('orders', 'v2', `sha256:${'ab'.repeat(32)}`), path: 'data/orders.csv' },
          { ...datasetOf('test', 'v1'), role: 'test', source: { path: 's3://data/test.csv' } },
        ],
        code: codeAt('c'.repeat(40)),
        params: { lr: 0.1, rate: 1e-5, deep: true, none: null, name: 'x', epochs: 10 },
        seeds: {},
      },
    });
    const served = setup.open();
    const experiment_id = await experimentId(served, 'clf_orders');
    const { run } = await call(served, 'GET runs/get', { run_id });
    expect(run.info).toEqual({
      run_id,
      run_uuid: run_id,
      run_name: 'nightly',
      experiment_id,
      user_id: 'ada',
      status: 'FAILED',
      start_time: START,
      end_time: START + 5000,
      artifact_uri: `mlflow-artifacts:/${experiment_id}/${run_id}/artifacts`,
      lifecycle_stage: 'active',
    });
    expect(pairs(run.data.params)).toEqual({
      lr: '0.1',
      rate: '1e-05',
      deep: 'True',
      none: 'None',
      name: 'x',
      epochs: '10',
    });
    expect(pairs(run.data.tags)).toEqual({
      team: 'a',
      // What the record says itself wins.
      'mlflow.user': 'bob',
      'mlflow.runName': 'nightly',
      'mlflow.source.name': 'python train.py',
      'mlflow.source.git.commit': 'c'.repeat(40),
      'mlflow.parentRunId': parent,
    });
    const dataset = (name: string, digest: string, source: string) => ({
      ...{ name, digest, source_type: 'local', source: JSON.stringify({ uri: source }) },
    });
    const tags = (context: string, version: string) => [
      { key: 'mlflow.data.context', value: context },
      { key: 'version', value: version },
    ];
    expect(run.inputs.dataset_inputs).toEqual([
      { tags: tags('train', 'v2'), dataset: dataset('orders', 'ab'.repeat(18), 'data/orders.csv') },
      { tags: tags('test', 'v1'), dataset: dataset('test', 'v1', 's3://data/test.csv') },
    ]);
  });

  test('without a name it has the beginning of its id', async () => {
    const run_id = await setup.record();
    const { run } = await call(setup.open(), 'GET runs/get', { run_id });
    expect(run.info.run_name).toBe(run_id.slice(0, 8));
  });

  test('its curves are the history of its metrics, which end with what the record says', async () => {
    const at = (seconds: number) => new Date(START + seconds * 1000).toISOString();
    const point = (key: string, value: number | string, step: number | null, when: string | null) =>
      JSON.stringify({ key, value, step, at: when });
    const series = [
      point('loss', 0.9, 1, at(1)),
      point('loss', 0.5, 2, at(2)),
      'no point at all',
      point('loss', 'NaN', 3, at(3)),
      point('other', 1, null, null),
    ];
    const run_id = await setup.record(
      {
        outputs: {
          metrics: {
            loss: { value: 'NaN', step: 3, at: at(3) },
            auc: { value: 0.93, step: null, at: null },
            limit: { value: 'Infinity', step: null, at: null },
          },
          artifacts: [],
          models: [],
          system: { peak_memory_bytes: null, cpu_s: null, gpu_s: null, gpu_peak_memory_bytes: null },
        },
      },
      `${series.join('\n')}\n`,
    );
    const served = setup.open();
    const history = async (metric_key: string) =>
      ((await call(served, 'GET metrics/get-history', { run_id, metric_key })).metrics ?? []).map(
        ({ step, value, timestamp }: Record<string, number>) => [
          step,
          value,
          ((timestamp ?? 0) - START) / 1000,
        ],
      );
    expect(await history('loss')).toEqual([
      [1, 0.9, 1],
      [2, 0.5, 2],
      [3, 'NaN', 3],
    ]);
    // Where nobody has said when, it is the end of the run.
    expect(await history('auc')).toEqual([[0, 0.93, 5]]);
    expect(await history('other')).toEqual([[0, 1, 5]]);
    const { run } = await call(served, 'GET runs/get', { run_id });
    const latest = Object.fromEntries(
      run.data.metrics.map(({ key, value }: { key: string; value: unknown }) => [key, value]),
    );
    expect(latest).toEqual({ loss: 'NaN', auc: 0.93, other: 1, limit: Number.MAX_VALUE });
  });
});

test('experiments are those of the runs, found and searched as in MLflow; experiment 0 is there', async () => {
  const first = await setup.record({ experiment: 'a', tags: { k: 'x' } });
  const second = await setup.record({ experiment: 'b' });
  await setup.record({ experiment: 'b' });
  const served = setup.open();
  const { experiments } = await call(served, 'POST experiments/search', {
    max_results: 10,
    order_by: ['name'],
  });
  expect(experiments.map(({ name }: { name: string }) => name)).toEqual(['Default', 'a', 'b']);
  expect((await call(served, 'GET experiments/get', { experiment_id: '0' })).experiment.name).toBe('Default');
  const [a, b] = [await experimentId(served, 'a'), await experimentId(served, 'b')];
  const found = async (raw: object) =>
    ((await call(served, 'POST runs/search', { experiment_ids: [a, b], ...raw })).runs ?? []).map(
      ({ info }: { info: { run_id: string } }) => info.run_id,
    );
  expect(await found({})).toHaveLength(3);
  expect(await found({ experiment_ids: [a] })).toEqual([first]);
  expect(await found({ filter: "tags.k = 'x'" })).toEqual([first]);
  expect(
    await found({ filter: `run_id = '${second}' AND params.lr = '0.1' AND metrics.val_auc > 0.9` }),
  ).toEqual([second]);
});

test('runs of an experiment called Default are those of experiment 0, of which there is one', async () => {
  const run_id = await setup.record({ experiment: 'Default' });
  for (const folder of [null, setup.folder]) {
    const served = setup.open(folder);
    const { experiments } = await call(served, 'POST experiments/search', { max_results: 10 });
    expect(experiments.map((one: { experiment_id: string }) => one.experiment_id)).toEqual(['0']);
    expect(await experimentId(served, 'Default')).toBe('0');
    expect((await call(served, 'GET runs/get', { run_id })).run.info.experiment_id).toBe('0');
  }
});

describe('a registered model of the ledger', () => {
  test('is shown with its versions, stages and aliases', async () => {
    const { fetch } = setup;
    const [one, two] = [await fetch.train({ model: { w: '1' } }), await fetch.train({ model: { w: '2' } })];
    await fetch.register(one, { aliases: ['champion'] });
    await fetch.register(two);
    await fetch.move(1, 'Production');
    await fetch.move(2, 'Staging');
    const served = setup.open();
    const { registered_model } = await call(served, 'GET registered-models/get', { name: 'clf' });
    expect(registered_model).toMatchObject({ name: 'clf', aliases: [{ alias: 'champion', version: '1' }] });
    const stages = registered_model.latest_versions.map((version: Record<string, string>) => [
      version['version'],
      version['current_stage'],
    ]);
    expect(stages.sort()).toEqual([
      ['1', 'Production'],
      ['2', 'Staging'],
    ]);
    const { model_version } = await call(served, 'GET model-versions/get', { name: 'clf', version: '1' });
    expect(model_version).toMatchObject({
      ...{ version: '1', run_id: one, source: `runs:/${one}/out/model`, status: 'READY', user_id: 'octo' },
      aliases: ['champion'],
    });
    const alias = await call(served, 'GET registered-models/alias', { name: 'clf', alias: 'champion' });
    expect(alias.model_version).toEqual(model_version);
    const { artifact_uri } = await call(served, 'GET model-versions/get-download-uri', {
      name: 'clf',
      version: '1',
    });
    expect(artifact_uri).toBe('mlflow-artifacts:/models/clf/1');
    const found = await call(served, 'GET model-versions/search', { filter: `run_id = '${two}'` });
    expect(found.model_versions).toHaveLength(1);
  });

  test('one run may stand behind versions of two models', async () => {
    const run = await setup.fetch.train({ model: { w: '1' } });
    await setup.fetch.register(run, { model: 'a' });
    await setup.fetch.register(run, { model: 'b' });
    const { registered_models } = await call(setup.open(), 'GET registered-models/search', {});
    expect(registered_models.map(({ name }: { name: string }) => name)).toEqual(['a', 'b']);
  });
});

test('a ledger without a branch is empty, and is answered from', async () => {
  const served = setup.open();
  const { experiments } = await call(served, 'POST experiments/search', { max_results: 10 });
  expect(experiments.map(({ name }: { name: string }) => name)).toEqual(['Default']);
  expect(await call(served, 'GET registered-models/search')).toEqual({});
  expect(await served.artifacts.list('')).toEqual([]);
  expect(await served.artifacts.get('0')).toBeUndefined();
});
