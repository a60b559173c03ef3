import { Server } from './server.js';

const CALL = 'POST experiments/search-datasets';

let server: Server;
let experiment: string;
let other: string;

beforeEach(() => {
  server = new Server();
  [experiment = '', other = ''] = ['one', 'other'].map(
    (name) => server.call('POST experiments/create', { name }).experiment_id,
  );
});

function use(experiment_id: string, digest: string, context?: string): void {
  const { run_id } = server.call('POST runs/create', { experiment_id }).run.info;
  const tags = context === undefined ? [] : [{ key: 'mlflow.data.context', value: context }];
  const dataset = { name: 'iris', digest, source_type: 'local', source: '{}' };
  server.call('POST runs/log-inputs', { run_id, datasets: [{ tags, dataset }] });
}

const found = (...experiment_ids: string[]) => server.call(CALL, { experiment_ids }).dataset_summaries;

test('each data set of an experiment is told once for each context', () => {
  use(experiment, 'a', 'train');
  use(experiment, 'a', 'train');
  use(experiment, 'a', 'eval');
  use(experiment, 'b');
  use(other, 'a', 'train');
  const a = { experiment_id: experiment, name: 'iris', digest: 'a' };
  const ofOne = [
    { ...a, context: 'train' },
    { ...a, context: 'eval' },
    { ...a, digest: 'b' },
  ];
  expect(found(experiment)).toEqual(ofOne);
  const ofOther = { ...a, experiment_id: other, context: 'train' };
  expect(found(experiment, other, experiment)).toEqual([...ofOne, ofOther]);
});

test('an experiment without data sets, and one that is not there, have none', () => {
  expect(found(experiment, '12345')).toBeUndefined();
});

test.each([
  [[], 'SearchDatasets request must specify at least one experiment_id.'],
  [
    Array(21).fill('1'),
    'SearchDatasets request cannot specify more than 20 experiment_ids. Received 21 experiment_ids.',
  ],
])('case %#: so many experiments are refused', (experiment_ids, message) => {
  expect(server.refusal(CALL, { experiment_ids })).toEqual({ code: 'INVALID_PARAMETER_VALUE', message });
});
