import { groupNames } from '../../../src/core/compare/group-names.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { runRecord } from '../../ledger/fixtures.js';

interface Facts {
  params?: RunRecord['inputs']['params'];
  seeds?: RunRecord['inputs']['seeds'];
  matrix?: Record<string, unknown>;
  job?: string;
  name?: string;
}

let made = 0;

function run({ params = {}, seeds = {}, matrix, job = 'train', name }: Facts = {}): RunRecord {
  made += 1;
  const record = runRecord(made.toString(16).padStart(32, '0'), { run_name: name ?? null });
  return {
    ...record,
    inputs: { ...record.inputs, params: { ...params, ...seeds }, seeds },
    context: { ...record.context, job, matrix: matrix ?? null },
  };
}

const seeded = (C: number, ...seeds: number[]) =>
  seeds.map((seed) => run({ params: { C, solver: 'lbfgs' }, seeds: { seed } }));

test('groups are named by the param that differs, with their seeds', () => {
  expect(groupNames([seeded(0.1, 3, 1, 2), seeded(1, 1, 2)])).toEqual([
    'C=0.1 (seeds 1, 2, 3)',
    'C=1 (seeds 1, 2)',
  ]);
});

test('what the workflow varies is a better name than what follows from it, and one trait is enough', () => {
  const leg = (depth: number) => [run({ matrix: { depth }, params: { a: depth * 2, depth } })];
  expect(groupNames([leg(4), leg(6)])).toEqual(['depth=4', 'depth=6']);
});

test('where no trait tells all apart, as few as it takes', () => {
  const leg = (depth: number, data: string) => [run({ matrix: { depth, data, os: 'linux' } })];
  expect(groupNames([leg(4, 'all'), leg(4, 'some'), leg(6, 'all')])).toEqual([
    'depth=4, data=all',
    'depth=4, data=some',
    'depth=6, data=all',
  ]);
});

test('a name that the workflow gives is better than a param, unless it is that of one seed', () => {
  const named = (depth: number, name: string, seed = 1) => run({ params: { depth }, seeds: { seed }, name });
  expect(groupNames([[named(4, 'small')], [named(6, 'large')]])).toEqual(['small', 'large']);
  expect(
    groupNames([
      [named(4, 'small 2', 2), named(4, 'small 1')],
      [named(6, 'large 2', 2), named(6, 'large 1')],
    ]),
  ).toEqual(['depth=4 (seeds 1, 2)', 'depth=6 (seeds 1, 2)']);
});

test('else the name of the run, the job, or at last the run itself', () => {
  expect(groupNames([[run({ name: 'wide' })], [run({ name: 'deep' })]])).toEqual(['wide', 'deep']);
  expect(groupNames([[run({ job: 'trees' })], [run({ job: 'linear' })]])).toEqual([
    'job trees',
    'job linear',
  ]);
  const [one, other] = [run(), run()];
  expect(groupNames([[one], [other]])).toEqual(
    [one, other].map(({ run_id }) => expect.stringContaining(`run ${run_id.slice(-8)}`)),
  );
});

test('a leg that failed before it recorded its params is named by its matrix and its seed', () => {
  const leg = (C: number, params: RunRecord['inputs']['params']) => run({ matrix: { C, seed: 2 }, params });
  const failed = leg(10, {});
  expect(groupNames([[leg(0.1, { C: 0.1 })], [leg(1, { C: 1 })], [failed]])).toEqual([
    'C=0.1',
    'C=1',
    'C=10',
  ]);
  // Others without a matrix: nothing but its own leg says which it is.
  expect(groupNames([seeded(0.1, 1), seeded(1, 1), [failed]])).toEqual(['C=0.1', 'C=1', 'C=10 (seed 2)']);
  expect(groupNames([seeded(0.1, 1, 3), [run({ matrix: { seed: 2 } })]])).toEqual([
    'C=0.1 (seeds 1, 3)',
    '(seed 2)',
  ]);
});

test('a model with one configuration has no name but its seeds, and many seeds are counted', () => {
  expect(groupNames([[run({ params: { C: 1 } })]])).toEqual(['']);
  expect(groupNames([seeded(1, 1)])).toEqual(['']);
  expect(groupNames([seeded(1, 2, 1)])).toEqual(['(seeds 1, 2)']);
  expect(groupNames([seeded(1, 1, 2, 3, 4, 5, 6)])).toEqual(['(6 seeds)']);
  expect(groupNames([])).toEqual([]);
  expect(groupNames([[]])).toEqual(['']);
});

test('seeds of several kinds that differ are not listed: nobody could tell which is which', () => {
  const two = (seed: number) => run({ seeds: { seed, numpy_seed: seed + 100 } });
  expect(groupNames([[two(1), two(2)]])).toEqual(['']);
});

test('names are bounded, whatever the values are', () => {
  const long = (text: string) => [
    run({ params: { [text.repeat(250)]: text.repeat(5000) }, name: text.repeat(250) }),
  ];
  for (const name of groupNames([long('a'), long('b'), long('\n')])) expect(name.length).toBeLessThan(260);
  expect(groupNames([[run({ matrix: { a: { b: [1] } } })], [run({ matrix: { a: null } })]])).toEqual([
    'a={"b":[1]}',
    'a=null',
  ]);
});
