import fc from 'fast-check';
import { EVEN_POINTS, type History, thin } from '../../src/core/thin.js';

const value = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: -50, max: 50 }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY) },
);
const history: fc.Arbitrary<History> = fc
  .array(value, { minLength: 1, maxLength: 300 })
  .chain((values) =>
    fc.record({ values: fc.constant(values), keep: fc.array(fc.nat(values.length - 1), { maxLength: 1 }) }),
  );
const histories = fc.array(history, { minLength: 1, maxLength: 8 });
const settings = { seed: 20261128, numRuns: 400 };
const long = (length: number, at: (index: number) => number = Math.sin): History => ({
  values: Array.from({ length }, (_, index) => at(index)),
  keep: [],
});

test('thinned histories are no more than the limit, in order, and whole where they fit', () => {
  fc.assert(
    fc.property(histories, fc.nat(1200), (all, most) => {
      const kept = thin(all, most);
      const total = all.reduce((sum, { values }) => sum + values.length, 0);
      expect(kept.flat().length).toBeLessThanOrEqual(most);
      if (total <= most) expect(kept.flat()).toHaveLength(total);
      for (const [place, indexes] of kept.entries()) {
        expect(indexes).toEqual([...new Set(indexes)].sort((one, other) => one - other));
        expect(indexes.at(-1) ?? 0).toBeLessThan(all[place]?.values.length ?? 0);
      }
    }),
    settings,
  );
});

test('they have the first point, the last, the lowest, the highest, the first odd one and those that have to stay', () => {
  fc.assert(
    fc.property(histories, fc.integer({ min: 50, max: 1200 }), (all, most) => {
      for (const [place, indexes] of thin(all, most).entries()) {
        const { values = [], keep = [] } = all[place] ?? {};
        const finite = values.filter((one) => Number.isFinite(one));
        const odd = values.findIndex((one) => !Number.isFinite(one));
        const must = [0, values.length - 1, ...keep, ...(odd < 0 ? [] : [odd])];
        expect(indexes).toEqual(expect.arrayContaining(must));
        const left = indexes.map((index) => values[index]);
        if (finite.length > 0)
          expect(left).toEqual(expect.arrayContaining([Math.min(...finite), Math.max(...finite)]));
      }
    }),
    settings,
  );
});

test('shares are equal, and what a short one leaves the long ones have', () => {
  const short = { values: [1, 2, 3], keep: [] };
  const [one = [], two, three = []] = thin([long(1000), short, long(1000)], 203);
  expect(two).toEqual([0, 1, 2]);
  for (const { length } of [one, three]) {
    expect(length).toBeGreaterThan(95);
    expect(length).toBeLessThanOrEqual(100);
  }
});

test('a curve has 10,000 evenly spaced points at most, however much room there is', () => {
  const [kept = []] = thin([long(150_001)], 150_000);
  expect(kept.length).toBeGreaterThanOrEqual(EVEN_POINTS);
  expect(kept.length).toBeLessThanOrEqual(EVEN_POINTS + 4);
  const gaps = kept.slice(1).map((index, place) => index - (kept[place] ?? 0));
  expect(Math.max(...gaps)).toBeLessThanOrEqual(16);
});

test('where there is room for next to nothing the metric itself stays, then the last point', () => {
  const all = [
    { ...long(100), keep: [40] },
    { ...long(100), keep: [7] },
  ];
  expect(thin(all, 2)).toEqual([[40], [7]]);
  expect(thin(all, 4)).toEqual([
    [40, 99],
    [7, 99],
  ]);
  expect(thin(all, 1)).toEqual([[], []]);
});

test('a run that diverged for good is thinned all the same', () => {
  const [kept = []] = thin([long(1000, () => Number.NaN)], 100);
  expect([kept[0], kept.at(-1)]).toEqual([0, 999]);
  expect(kept.length).toBeGreaterThan(95);
});
