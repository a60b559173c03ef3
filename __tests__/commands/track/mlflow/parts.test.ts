import { combine } from '../../../../src/collect/values/combine-metrics.js';
import {
  experimentOf,
  metricsOf,
  paramsOf,
  runNameOf,
  tagsOf,
} from '../../../../src/commands/track/mlflow/parts.js';
import { Faults } from '../../../../src/core/errors.js';
import type { LoggedRun } from '../../../../src/mlflow/logged/logged-runs.js';
import type { Change } from '../../../../src/mlflow/state/changes.js';
import type { Metric } from '../../../../src/mlflow/state/entities.js';
import { idOfRun, logged, MADE, made, runsAfter } from '../../../support/logged.js';

const RUN = idOfRun(1);

function run(...changes: Change[]): LoggedRun {
  const [first] = runsAfter(made(RUN), ...changes);
  if (first === undefined) throw new Error('no run');
  return first;
}

function metrics(...points: (Partial<Metric> & { key: string; value: number })[]) {
  const faults = new Faults();
  const found = combine({ inline: [], files: [metricsOf(run(logged(RUN, { metrics: points })))] }, faults);
  expect(faults.list).toEqual([]);
  return found;
}

test('params have the types that their texts spell, and texts that would lose something stay texts', () => {
  const exact = { rate: '0.00001', many: '1e3', deep: 'true', wide: 'false', tall: 'True' };
  const params = {
    ...exact,
    lr: '0.1',
    small: '1e-05',
    layers: '[8, 4]',
    id: '007',
    none: 'None',
  };
  expect({ ...paramsOf(run(logged(RUN, { params }))).params }).toEqual({
    ...{ ...exact, lr: 0.1, small: 0.00001, layers: '[8, 4]', id: '007', none: 'None' },
  });
});

test('a value that was logged once without a step is the metric and no curve', () => {
  const { metrics: found, series } = metrics({ key: 'auc', value: 0.9 });
  expect(found['auc']).toEqual({ value: 0.9, step: 0, at: new Date(MADE).toISOString(), source: 'mlflow' });
  expect(series).toEqual([]);
});

test('what stands for an infinity in the store of MLflow is one in the record', () => {
  const all = [1, Number.MAX_VALUE, -Number.MAX_VALUE].map((value, step) => ({ key: 'loss', value, step }));
  const { metrics: found, series } = metrics(...all);
  expect(series.map(({ value }) => value)).toEqual([1, 'Infinity', '-Infinity']);
  expect(found['loss']?.value).toBe('-Infinity');
});

test('the latest value is that of the greatest step, then time, then value; all points are the history', () => {
  const at = (later: number) => MADE + later;
  const points = [
    { key: 'loss', value: 0.3, step: 2, timestamp: at(1) },
    { key: 'loss', value: 0.9, step: 0, timestamp: at(9) },
    { key: 'loss', value: 0.2, step: 2, timestamp: at(5) },
    { key: 'loss', value: 0.1, step: 2, timestamp: at(5) },
    { key: 'loss', value: Number.NaN, step: -1, timestamp: at(2) },
  ];
  const { metrics: found, series } = metrics(...points);
  expect(found['loss']).toMatchObject({ value: 0.2, step: 2, at: new Date(at(5)).toISOString() });
  expect(series.map(({ value, step }) => [step, value])).toEqual([
    [-1, 'NaN'],
    [0, 0.9],
    [2, 0.3],
    [2, 0.1],
    [2, 0.2],
  ]);
});

test('steps and times that a record cannot hold are left out, and the value stays', () => {
  const { metrics: found } = metrics({ key: 'a', value: 1, step: 2 ** 60, timestamp: 8.7e15 });
  expect(found['a']).toMatchObject({ value: 1, step: null, at: null });
});

test('what points were measured of stands with them, also where there is one point alone', () => {
  const of = { model_id: 'm-1', dataset_name: 'iris', dataset_digest: 'abc' };
  const { metrics: found, series } = metrics(
    { key: 'auc', value: 0.9, ...of },
    { key: 'loss', value: 2, step: 1 },
    { key: 'loss', value: 1, step: 2, model_id: 'm-1' },
    { key: 'odd', value: 1, step: 1, model_id: 'a\nb' },
  );
  const at = new Date(MADE).toISOString();
  expect(series).toEqual([
    { key: 'auc', value: 0.9, step: 0, at, model_id: 'm-1', dataset: 'iris', dataset_digest: 'abc' },
    { key: 'loss', value: 2, step: 1, at },
    { key: 'loss', value: 1, step: 2, at, model_id: 'm-1' },
    { key: 'odd', value: 1, step: 1, at },
  ]);
  expect(found['auc']).toEqual({ value: 0.9, step: 0, at, source: 'mlflow' });
});

test('a point that is logged again for a model is in the series twice, and the latest value stays', () => {
  const model: Change = {
    type: 'logged-model-created',
    ...{
      model_id: 'm-1',
      experiment_id: '0',
      name: 'm',
      artifact_uri: '',
      model_type: '',
      source_run_id: RUN,
    },
    ...{ params: [], tags: [] },
  };
  const points = [0.7, 0.8].map((value, index) => ({ key: 'auc', value, step: 1, timestamp: MADE + index }));
  const again = { key: 'auc', value: 0.7, step: 1, timestamp: MADE, model_id: 'm-1' };
  const one = run(model, logged(RUN, { metrics: points }), logged(RUN, { metrics: [again] }));
  const found = combine({ inline: [], files: [metricsOf(one)] }, new Faults());
  expect(found.metrics['auc']?.value).toBe(0.8);
  expect(found.series.map(({ value, model_id }) => [value, model_id])).toEqual([
    [0.7, undefined],
    [0.8, undefined],
    [0.7, 'm-1'],
  ]);
});

test('an inline value that the script logged otherwise is a fault, as one of a file is', () => {
  const faults = new Faults();
  const files = [metricsOf(run(logged(RUN, { metrics: [{ key: 'auc', value: 0.9 }] })))];
  combine({ inline: [{ key: 'auc', value: 0.8, where: 'metrics, line 1' }], files }, faults);
  expect(faults.list.map(({ code }) => code)).toEqual(['E_METRIC_INVALID']);
});

test("tags are the user's own, the note and the list of tables; the client's others are not", () => {
  const tables = '[{"path":"answers.json","type":"table"}]';
  const kept = { 'mlflow.note.content': 'why', 'mlflow.loggedArtifacts': tables };
  const tags = { owner: 'ann', ...kept, 'mlflow.source.name': 'train.py' };
  const faults = new Faults();
  expect({ ...tagsOf(run(logged(RUN, { tags })), [], faults) }).toEqual({
    owner: 'ann',
    ...kept,
  });
  expect(faults.list).toEqual([]);
});

test('of more tags than a record holds the first stay, and the others are a problem', () => {
  const tags = Object.fromEntries(
    Array.from({ length: 1001 }, (_, index) => [`k${index}`, 'x'.repeat(8000)]),
  );
  const faults = new Faults();
  const found = tagsOf(run(logged(RUN, { tags })), [], faults);
  expect(faults.list.map(({ code, what }) => [code, what.slice(0, 20)])).toEqual([
    ['E_TAG_INVALID', 'There are 1001 tags,'],
  ]);
  // Their bytes together have a limit too.
  expect(Object.keys(found)).toEqual(Object.keys(tags).slice(0, 523));
});

test('what the policy asks for counts as a tag where it is logged as a param', () => {
  const facts = { params: { dataset_version: 'o_v1', lr: '1', team: 'x' }, tags: { team: 'x' } };
  const found = tagsOf(run(logged(RUN, facts)), ['dataset_version', 'git_commit', 'team'], new Faults());
  expect({ ...found }).toEqual({ dataset_version: 'o_v1', team: 'x' });
});

test('a lineage tag that is another as a param is a fault, and the tag is kept', () => {
  const faults = new Faults();
  const facts = { params: { dataset_version: 'o_v1' }, tags: { dataset_version: 'o_v2' } };
  const found = tagsOf(run(logged(RUN, facts)), ['dataset_version'], faults);
  expect({ ...found }).toEqual({ dataset_version: 'o_v2' });
  expect(faults.list).toMatchObject([{ code: 'E_TAG_INVALID' }]);
  expect(faults.list[0]?.what).toMatch(/"o_v2" as a tag and "o_v1" as a param/);
});

test('names that a record cannot have are cut or passed over', () => {
  const [one] = runsAfter({ ...made(RUN, {}, '7'), name: `a\n${'b'.repeat(300)}` } as Change);
  expect(runNameOf(one as LoggedRun)).toBe(`a ${'b'.repeat(248)}`);
  expect(experimentOf(one as LoggedRun)).toBe('orders');
  expect(experimentOf({ ...(one as LoggedRun), experiment: 'x'.repeat(500) })).toBe('x'.repeat(500));
  expect(experimentOf({ ...(one as LoggedRun), experiment: 'x'.repeat(501) })).toBeNull();
  // The client named none.
  expect(experimentOf(run())).toBeNull();
});
