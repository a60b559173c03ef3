import { loggedRuns } from '../../../src/mlflow/logged/logged-runs.js';
import { refused, Server } from './server.js';

let server: Server;
let experiment_id: string;
let run_id: string;
beforeEach(() => {
  server = new Server();
  ({ experiment_id } = server.call('POST experiments/create', { name: 'iris' }));
  run_id = create();
});

const create = (): string => server.call('POST runs/create', { experiment_id }).run.info.run_id;
const get = (id = run_id) => server.call('GET runs/get', { run_id: id }).run;
const log = (raw: object, id = run_id) => server.call('POST runs/log-inputs', { run_id: id, ...raw });
const dataset = (more: object = {}) => ({
  ...{ name: 'iris.csv', digest: 'd1', source_type: 'local', source: '{"uri":"iris.csv"}' },
  ...more,
});
const CONTEXT = [{ key: 'mlflow.data.context', value: 'train' }];

test('the datasets of a run are kept with their tags; what is not sent is not made up', () => {
  const whole = dataset({ name: 'b', schema: '{}', profile: '' });
  log({ datasets: [{ tags: CONTEXT, dataset: dataset() }, { dataset: whole }] });
  expect(get().inputs).toEqual({
    dataset_inputs: [{ tags: CONTEXT, dataset: dataset() }, { dataset: whole }],
  });
});

test('a run has a dataset once: neither another description nor other tags come to it', () => {
  log({ datasets: [{ tags: CONTEXT, dataset: dataset() }] });
  const other = { tags: [{ key: 'mlflow.data.context', value: 'eval' }], dataset: dataset({ source: 'b' }) };
  log({ datasets: [other] });
  log({
    datasets: [
      other,
      { dataset: dataset({ digest: 'd2' }) },
      { dataset: dataset({ digest: 'd2', source: 'c' }) },
    ],
  });
  expect(get().inputs.dataset_inputs).toEqual([
    { tags: CONTEXT, dataset: dataset() },
    { dataset: dataset({ digest: 'd2' }) },
  ]);
});

test('each use of a dataset is kept for the record of its run, whichever is shown, and the same use is no change', () => {
  const used = (context: string) => ({
    tags: [{ key: 'mlflow.data.context', value: context }],
    dataset: dataset(),
  });
  log({ datasets: [used('validation'), used('training')] });
  const { changes } = server.watch('POST runs/log-inputs', {
    run_id,
    datasets: [used('training'), used('validation')],
  });
  expect(changes).toMatchObject([{ datasets: [] }]);
  log({ datasets: [used('test')] });
  expect(get().inputs.dataset_inputs).toEqual([used('validation')]);
  const [run] = loggedRuns(server.state, run_id);
  expect(run?.datasets.map(({ tags }) => tags[0]?.value)).toEqual(['validation', 'training', 'test']);
});

test('within an experiment a name and digest are one dataset: the first description stays', () => {
  log({ datasets: [{ tags: CONTEXT, dataset: dataset() }] });
  const second = create();
  log({ datasets: [{ dataset: dataset({ source: 'b', schema: '{}' }) }] }, second);
  expect(get(second).inputs.dataset_inputs).toEqual([{ dataset: dataset() }]);
  const other = server.call('POST experiments/create', { name: 'other' });
  const third = server.call('POST runs/create', other).run.info.run_id;
  log({ datasets: [{ dataset: dataset({ source: 'b' }) }] }, third);
  expect(get(third).inputs.dataset_inputs).toEqual([{ dataset: dataset({ source: 'b' }) }]);
});

test('models that a run was made from, and those that it made, each once', () => {
  log({ models: [{ model_id: 'm-1' }, { model_id: 'm-2' }] });
  log({ models: [{ model_id: 'm-1' }] });
  const outputs = (models: object[]) => server.call('POST runs/outputs', { run_id, models });
  expect(
    outputs([
      { model_id: 'm-3', step: 0 },
      { model_id: 'm-3', step: 4 },
    ]),
  ).toEqual({});
  outputs([{ model_id: 'm-3' }, { model_id: 'm-4', step: 4 }]);
  expect(get().inputs).toEqual({ model_inputs: [{ model_id: 'm-1' }, { model_id: 'm-2' }] });
  expect(get().outputs.model_outputs).toEqual([
    { model_id: 'm-3', step: 0 },
    { model_id: 'm-3', step: 4 },
    { model_id: 'm-4', step: 4 },
  ]);
});

test('outputs want models', () => {
  expect(server.refusal('POST runs/outputs', { run_id })).toEqual(
    refused('INVALID_PARAMETER_VALUE', "Missing value for required parameter 'models'."),
  );
});

test.each([
  ['name', 500],
  ['digest', 36],
  ['source', 65_535],
  ['schema', 1_048_575],
])('the %s of a dataset has %i characters at most', (field, most) => {
  log({ datasets: [{ dataset: dataset({ [field]: '😀'.repeat(most) }) }] });
  const long = { datasets: [{ dataset: dataset({ [field]: 'a'.repeat(most + 1) }) }] };
  expect(server.refusal('POST runs/log-inputs', { run_id, ...long })).toEqual(
    refused('INVALID_PARAMETER_VALUE', `'${field}' exceeds the maximum length of ${most} characters`),
  );
  expect(get().inputs.dataset_inputs).toHaveLength(1);
});

test.each([
  ['key', { key: 'k'.repeat(256), value: 'v' }, 255],
  ['value', { key: 'k', value: 'v'.repeat(501) }, 500],
])('the %s of its tags has a limit, and one bad dataset keeps the others out', (field, tag, most) => {
  const datasets = [{ dataset: dataset() }, { tags: [tag], dataset: dataset({ name: 'b' }) }];
  expect(server.refusal('POST runs/log-inputs', { run_id, datasets })).toEqual(
    refused('INVALID_PARAMETER_VALUE', `'${field}' exceeds the maximum length of ${most} characters`),
  );
  expect(get().inputs).toEqual({});
});
