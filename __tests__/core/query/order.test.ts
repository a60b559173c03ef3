import { EXPERIMENTS, LOGGED_MODELS, RUNS } from '../../../src/core/query/grammar.js';
import { compare, parseModelOrder, parseOrder, sorted } from '../../../src/core/query/order.js';
import { type Facts, subjectOf } from './subjects.js';

function run(run_id: string, start_time: number, rest: Facts = {}) {
  return subjectOf({ ...rest, attributes: { run_id, start_time, ...rest.attributes } });
}

type Subjects = ReturnType<typeof subjectOf>[];

function ids(subjects: Subjects): unknown[] {
  return subjects.map(({ facts }) => facts.attributes?.['run_id']);
}

const MEASURED = [
  run('none', 4),
  run('nan', 3, { metrics: { m: 'NaN' } }),
  run('low', 2, { metrics: { m: -1 } }),
  run('high', 1, { metrics: { m: 5 } }),
];

test.each([
  ['metrics.m', ['low', 'high', 'nan', 'none']],
  ['metrics.m DESC', ['high', 'low', 'nan', 'none']],
  ['start_time', ['high', 'low', 'nan', 'none']],
])('by %s, with what is missing last and NaN before it', (item, expected) => {
  const order = parseOrder([item], RUNS);
  expect(ids(sorted(MEASURED, order))).toEqual(expected);
  expect(ids([...MEASURED].sort(compare(order)))).toEqual(expected);
});

test('runs are told apart by their start, the latest first, and then by their id', () => {
  const subjects = [run('b', 1), run('c', 2), run('a', 1)];
  expect(ids(sorted(subjects, parseOrder([], RUNS)))).toEqual(['c', 'a', 'b']);
  expect(ids(sorted(subjects, parseOrder(['created'], RUNS)))).toEqual(['a', 'b', 'c']);
});

test('texts are sorted by code points, so a pair of halves is behind all that one unit can hold', () => {
  const subjects = ['\ue000', '😀', 'z', 'Z', 'zz', ''].map((key) =>
    run(`id-${key}`, 1, { params: { p: key } }),
  );
  const values = sorted(subjects, parseOrder(['params.p'], RUNS)).map(({ facts }) => facts.params?.['p']);
  expect(values).toEqual(['', 'Z', 'z', 'zz', '\ue000', '😀']);
});

test('ids of experiments are sorted as numbers where they are some', () => {
  const subjects = ['10', 'x', '9', '123456789012345679', '123456789012345678'].map((experiment_id) =>
    subjectOf({ attributes: { experiment_id, creation_time: 1 } }),
  );
  const order = parseOrder(['experiment_id'], EXPERIMENTS);
  expect(sorted(subjects, order).map(({ facts }) => facts.attributes?.['experiment_id'])).toEqual([
    '9',
    '10',
    '123456789012345678',
    '123456789012345679',
    'x',
  ]);
});

test('to sort leaves the list as it was', () => {
  const subjects = [run('a', 1), run('b', 2)];
  sorted(subjects, parseOrder([], RUNS));
  expect(ids(subjects)).toEqual(['a', 'b']);
});

test('what is asked for twice is named, also by its other name', () => {
  expect(() => parseOrder(['start_time', 'created DESC'], RUNS)).toThrow(
    "`order_by` contains duplicate fields: ['start_time', 'created DESC']. Name attribute.start_time once.",
  );
});

test('an item says how to mend it', () => {
  expect(() => parseOrder(['metrics.f1-score DESC'], RUNS)).toThrow(
    /^Invalid order_by clause 'metrics\.f1-score DESC'\. Could not be parsed\. Write .* backticks/,
  );
});

test('items of hostile length are refused, and shown in part', () => {
  const item = 'a'.repeat(64_000);
  expect(() => parseOrder([item], RUNS)).toThrow(/^Invalid order_by clause 'a{120}…'/);
  expect(() => parseOrder([`x${' '.repeat(64_000)}y z`], RUNS)).toThrow('Could not be parsed');
});

test('a metric of a logged model is taken from the dataset that is named', () => {
  const model = (model_id: string, value: number, name: string) =>
    subjectOf({
      attributes: { model_id, creation_timestamp: 1 },
      measured: [
        { key: 'acc', value, timestamp: 1, step: 0, name, digest: 'd' },
        { key: 'acc', value: 100 - value, timestamp: 0, step: 9, name, digest: 'e' },
      ],
    });
  const subjects = [model('m-1', 1, 'iris'), model('m-2', 2, 'iris'), model('m-3', 3, 'wine')];
  const order = (dataset_digest?: string) =>
    parseModelOrder(
      [{ field_name: 'metrics.acc', ascending: false, dataset_name: 'iris', dataset_digest }],
      LOGGED_MODELS,
    );
  const names = (digest?: string) =>
    sorted(subjects, order(digest)).map(({ facts }) => facts.attributes?.['model_id']);
  expect(names()).toEqual(['m-2', 'm-1', 'm-3']);
  expect(names('e')).toEqual(['m-1', 'm-2', 'm-3']);
});

test('of many subjects any number that come first', () => {
  const subjects = Array.from({ length: 1500 }, (_, index) =>
    run(`r${index}`, index % 7, { metrics: { m: (index * 7919) % 101 } }),
  );
  const order = parseOrder(['metrics.m DESC'], RUNS);
  const all = ids(sorted(subjects, order));
  expect(all).toEqual(ids([...subjects].sort(compare(order))));
  for (const count of [1, 100, 128, 700, 1499, 1500, 9000])
    expect(ids(sorted(subjects, order, count))).toEqual(all.slice(0, count));
});
