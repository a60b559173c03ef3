import fc from 'fast-check';
import { type History, parseSeriesLine, type SeriesPoint, seriesLine, thin } from '../../src/core/series.js';

const point = fc.record({
  key: fc.string({ minLength: 1, maxLength: 250 }).filter((key) => !/[\u0000-\u001f\u007f]/.test(key)),
  value: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.constantFrom('NaN', 'Infinity', '-Infinity'),
  ),
  step: fc.option(fc.maxSafeInteger()),
  at: fc.option(fc.constantFrom('2026-11-21T09:30:00Z', '2026-11-21T09:30:00.123Z')),
}) satisfies fc.Arbitrary<SeriesPoint>;

test('a point is read as it was written', () => {
  fc.assert(
    fc.property(point, (one) => {
      const line = seriesLine(one);
      expect(line.endsWith('\n')).toBe(true);
      expect(parseSeriesLine(line.slice(0, -1))).toEqual(one);
    }),
    { seed: 20261121 },
  );
});

test.each([
  ['no JSON', 'loss=1'],
  ['null', 'null'],
  ['a number', '1'],
  ['other keys', '{"loss":1}'],
  ['keys in another order', '{"value":1,"key":"loss","step":1,"at":null}'],
  ['a key more', '{"key":"loss","value":1,"step":1,"at":null,"x":1}'],
  ['no key', '{"key":"","value":1,"step":1,"at":null}'],
  ['a key with a line feed', '{"key":"a\\nb","value":1,"step":1,"at":null}'],
  ['a long key', `{"key":"${'x'.repeat(251)}","value":1,"step":1,"at":null}`],
  ['a value as a text', '{"key":"loss","value":"1","step":1,"at":null}'],
  ['a step between two', '{"key":"loss","value":1,"step":1.5,"at":null}'],
  ['a time of another zone', '{"key":"loss","value":1,"step":1,"at":"2026-11-21T09:30:00+01:00"}'],
  ['a long line', `{"key":"loss","value":1,"step":1,"at":null}${' '.repeat(5_000)}`],
  ['nothing', ''],
])('%s is no point', (_, line) => {
  expect(parseSeriesLine(line)).toBeUndefined();
});

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
const limit = fc.integer({ min: 40, max: 1200 });
const settings = { seed: 20261128, numRuns: 400 };
const isOdd = (values: readonly number[], index: number) => !Number.isFinite(values[index]);

describe('thinned histories', () => {
  test('are no more than the limit, in order, and whole where they fit', () => {
    fc.assert(
      fc.property(histories, limit, (all, most) => {
        const kept = thin(all, most);
        const total = all.reduce((sum, { values }) => sum + values.length, 0);
        expect(kept.flat().length).toBeLessThanOrEqual(most);
        // Shares are whole numbers: what cannot be shared is less than one for each.
        expect(kept.flat().length).toBeGreaterThan(Math.min(total, most) - all.length);
        if (total <= most) expect(kept.flat()).toHaveLength(total);
        for (const [place, indexes] of kept.entries()) {
          expect(indexes).toEqual([...new Set(indexes)].sort((one, other) => one - other));
          expect(indexes.at(-1) ?? 0).toBeLessThan(all[place]?.values.length ?? 0);
        }
      }),
      settings,
    );
  });

  test('have the first point, the last, and those that have to stay', () => {
    fc.assert(
      fc.property(histories, limit, (all, most) => {
        for (const [place, indexes] of thin(all, most).entries()) {
          const { values = [], keep = [] } = all[place] ?? {};
          expect(indexes).toEqual(expect.arrayContaining([0, values.length - 1, ...keep]));
        }
      }),
      settings,
    );
  });

  test('have every point that is not finite where those fit at all', () => {
    fc.assert(
      fc.property(histories, limit, (all, most) => {
        const odd = all.map(({ values }) => [...values.keys()].filter((index) => isOdd(values, index)));
        fc.pre(odd.flat().length + 3 * all.length <= most);
        for (const [place, indexes] of thin(all, most).entries()) {
          expect(indexes).toEqual(expect.arrayContaining(odd[place] ?? []));
        }
      }),
      settings,
    );
  });

  test('have the lowest and the highest value of each stretch, so of the whole', () => {
    fc.assert(
      fc.property(histories, (all) => {
        const most = all.reduce((sum, { values }) => {
          return sum + 5 + values.filter((one) => !Number.isFinite(one)).length;
        }, 0);
        for (const [place, indexes] of thin(all, most).entries()) {
          const finite = (all[place]?.values ?? []).filter((one) => Number.isFinite(one));
          const left = indexes.map((index) => all[place]?.values[index]);
          if (finite.length > 0)
            expect(left).toEqual(expect.arrayContaining([Math.min(...finite), Math.max(...finite)]));
        }
      }),
      settings,
    );
  });

  test('have equal shares, and what a short one leaves the long ones have', () => {
    const long = { values: Array.from({ length: 1000 }, (_, index) => Math.sin(index)), keep: [] };
    const short = { values: [1, 2, 3], keep: [] };
    const [one, two, three] = thin([long, short, long], 203).map((indexes) => indexes.length);
    expect([one, two, three]).toEqual([100, 3, 100]);
  });

  test('of a run that diverged for good are thinned all the same', () => {
    const values = Array.from({ length: 1000 }, () => Number.NaN);
    const [kept = []] = thin([{ values, keep: [] }], 100);
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([100, 0, 999]);
  });
});
