import { bothSides, seedChangesNothing, sidesOf } from '../../../src/core/compare/sides.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { run } from '../policy/support.js';

type Seeds = RunRecord['inputs']['seeds'];

interface Seeded {
  seeds?: Seeds;
  matrix?: RunRecord['context']['matrix'];
  datasets?: { name?: string; version?: string; digest?: string | null }[];
}

/** A run with the metric `m`. */
function of(value: number | 'NaN', { seeds = {}, matrix = null, datasets = [] }: Seeded = {}): RunRecord {
  const record = run({ m: value });
  const read = datasets.map(({ name = 'orders', version = 'v1', digest = null }) => ({
    name,
    version,
    digest: digest === null ? null : `sha256:${digest.repeat(64)}`,
    path: null,
    size_bytes: null,
    source: null,
    ...(digest === null ? {} : { scheme: 'file' as const }),
  }));
  return {
    ...record,
    inputs: { ...record.inputs, seeds, datasets: read },
    context: { ...record.context, matrix },
  };
}

const seeded = (values: Record<string, number>, others: Seeded = {}) =>
  Object.entries(values).map(([seed, value]) => of(value, { ...others, seeds: { seed: Number(seed) } }));

const sides = (runs: readonly RunRecord[], baseline: readonly RunRecord[]) =>
  sidesOf('m', bothSides(runs, baseline), () => true);

test('pairs are of one seed, in whatever order the runs are', () => {
  expect(sides(seeded({ 1: 0.1, 2: 0.2, 3: 0.3 }), seeded({ 1: 1, 2: 2, 3: 3 }).reverse())).toEqual({
    current: [0.1, 0.2, 0.3],
    baseline: [1, 2, 3],
    isPaired: true,
    left_out: { current: 0, baseline: 0 },
  });
});

test('every seed of the smaller side must be on the other; what has no partner there is left out', () => {
  const three = seeded({ 1: 0.1, 2: 0.2, 3: 0.3 });
  const five = seeded({ 0: 9, 1: 1, 2: 2, 3: 3, 4: 4 });
  expect(sides(three, five)).toMatchObject({
    current: [0.1, 0.2, 0.3],
    baseline: [1, 2, 3],
    left_out: { current: 0, baseline: 2 },
  });
  expect(sides(five, three)).toMatchObject({ current: [1, 2, 3], left_out: { current: 2, baseline: 0 } });
  const other = seeded({ 1: 1, 2: 2, 7: 3, 8: 4 });
  expect(sides(three, other)).toMatchObject({ isPaired: false, baseline: [1, 2, 3, 4] });
});

test('one run, runs without a seed, and a side that has no number make no pairs', () => {
  expect(sides(seeded({ 1: 1 }), seeded({ 1: 2, 2: 3 }))).toMatchObject({ isPaired: false });
  expect(sides([of(1), of(2)], [of(3), of(4)])).toMatchObject({ isPaired: false, current: [1, 2] });
  expect(sides(seeded({ 1: 1, 2: 2 }), [])).toBeNull();
  expect(sides([of('NaN'), ...seeded({ 1: 1 })], seeded({ 1: 1 }))).toBeNull();
});

test('a partner that lacks the metric, or has no number, is none', () => {
  const before = [...seeded({ 1: 1, 2: 2 }), ...seeded({ 3: 3 })];
  const lacking = before.map((one, index) => (index === 0 ? { ...one, outputs: run().outputs } : one));
  expect(sides(seeded({ 1: 1, 2: 2 }), lacking)).toMatchObject({ isPaired: false, baseline: [2, 3] });
});

test('the key is all seeds, and those of the matrix; how a seed is written is nothing', () => {
  const two = (data: number, numpy: number | string) => ({ seeds: { data_seed: data, seed: numpy } });
  const now = [of(1, two(1, 1)), of(2, two(1, 2))];
  expect(sides(now, [of(3, two(1, '1')), of(4, two(1, '2'))])).toMatchObject({ isPaired: true });
  expect(sides(now, [of(3, two(1, 1)), of(4, two(2, 2))])).toMatchObject({ isPaired: false });
  const legs = [of(1, { matrix: { seed: 1, os: 'a' } }), of(2, { matrix: { seed: 2, os: 'a' } })];
  const older = [of(4, { matrix: { seed: 2, os: 'b' } }), of(3, { matrix: { seed: 1, os: 'b' } })];
  expect(sides(legs, older)).toMatchObject({ isPaired: true, baseline: [3, 4] });
});

test('of equal seeds the newest counts', () => {
  const again = [...seeded({ 1: 5 }), ...seeded({ 1: 1, 2: 2 })];
  expect(sides(again, seeded({ 1: 3, 2: 4 }))).toMatchObject({ current: [5, 2], isPaired: true });
});

test.each<[string, boolean, Seeded['datasets'], Seeded['datasets']]>([
  ['the same digest', true, [{ digest: 'a' }], [{ digest: 'a', version: 'v2' }]],
  ['another digest of the same version', false, [{ digest: 'a' }], [{ digest: 'b' }]],
  ['no digest and the same version', true, [{}], [{ digest: 'a' }]],
  ['no digest and another version', false, [{}], [{ version: 'v2' }]],
  ['one dataset more', false, [{}], [{}, { name: 'users' }]],
  ['another name', false, [{ digest: 'a' }], [{ digest: 'a', name: 'users' }]],
])('pairs are of equal data: %s', (_, isPaired, now, before) => {
  const values = { 1: 1, 2: 2 };
  const both = [seeded(values, { datasets: now ?? [] }), seeded(values, { datasets: before ?? [] })] as const;
  expect(sides(...both)?.isPaired).toBe(isPaired);
});

test('a seed that changes nothing is seen where seeds are named', () => {
  const changesNothing = (runs: readonly RunRecord[]) => seedChangesNothing(bothSides(runs, []).current, 'm');
  expect(changesNothing(seeded({ 1: 0.5, 2: 0.5 }))).toBe(true);
  expect(changesNothing(seeded({ 1: 0.5, 2: 0.6 }))).toBe(false);
  expect(changesNothing(seeded({ 1: 0.5 }))).toBe(false);
  expect(changesNothing([of(0.5), of(0.5)])).toBe(false);
});
