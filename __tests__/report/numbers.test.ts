import fc from 'fast-check';
import { exceeds } from '../../src/core/compare/sample.js';
import type { Boundary } from '../../src/core/judgement.js';
import { rowTexts } from '../../src/report/numbers.js';
import { one, seeds } from './gate/views.js';

/** A shown number as exact decimals: digits and how many of them stand behind the point. */
function exact(text: string): { digits: bigint; decimals: number; value: number } {
  const plain = text.replaceAll('−', '-').replace(/^\+/, '').replace(/ .*$/, '');
  const [, number = '', power = '0'] = /^(-?[\d.]+)(?:e(-?\d+))?$/.exec(plain) ?? [];
  const [, fraction = ''] = number.split('.');
  const decimals = fraction.length - Number(power);
  return { digits: BigInt(number.replace('.', '')), decimals, value: Number(plain) };
}

const side = (value: number, at: number, size: number) => {
  const scale = Math.max(size, Math.abs(value), Math.abs(at));
  return exceeds(value, at, scale) ? 1 : exceeds(at, value, scale) ? -1 : 0;
};

const magnitude = fc.integer({ min: -9, max: 9 }).map((power) => 10 ** power);
const metric = fc
  .tuple(fc.double({ min: -1, max: 1, noNaN: true }), magnitude)
  .map(([value, unit]) => (Math.abs(value) < 1e-12 ? 0 : value * unit));
/** Two values that are often close: a gate lives by small differences. */
const pair = fc
  .tuple(metric, fc.double({ min: -1, max: 1, noNaN: true }), fc.integer({ min: 0, max: 7 }))
  .map(([before, move, power]) => ({ before, now: before + move * Math.abs(before) * 10 ** -power }));

test('columns subtract to the change that is shown, which lies on its side of the limit as the value does on its', () => {
  fc.assert(
    fc.property(pair, fc.double({ min: -2, max: 2, noNaN: true }), ({ before, now }, part) => {
      const change = now - before;
      const limits: Boundary[] = [
        { of: 'value', at: before + part * change },
        { of: 'change', at: part * change },
      ];
      const shown = rowTexts({ current: one(now), baseline: one(before), change, limits });
      const [current, baseline] = [exact(shown.current), exact(shown.baseline ?? '')];
      const size = Math.max(Math.abs(now), Math.abs(before));
      for (const { of, at } of limits) {
        const [real, text] = of === 'value' ? [now, shown.current] : [change, shown.change ?? ''];
        const bound = of === 'value' ? 0 : size;
        expect([of, side(exact(text).value, at, bound)]).toEqual([of, side(real, at, bound)]);
      }
      if (shown.change === '0') return expect(side(change, 0, size)).toBe(0);
      const moved = exact(shown.change ?? '');
      // A zero is shown without the exponent of its row.
      const told = [current, baseline, moved].filter(({ digits }) => digits !== 0n);
      expect(new Set(told.map(({ decimals }) => decimals)).size).toBe(1);
      expect(current.digits - baseline.digits).toBe(moved.digits);
      return undefined;
    }),
    {
      numRuns: 3000,
      examples: [
        [{ before: 1e-12, now: 4.0389678347315804e-28 }, 0],
        // No number of decimals rounds these and their difference alike.
        [{ before: 8.58732220852815, now: 4.8974158062264905e-12 }, 0],
      ],
    },
  );
});

test.each([
  [0.9412, 0.9301, [], ['0.9412', '0.9301', '+0.0111']],
  [0.97674418604, 0.97, [], ['0.9767', '0.9700', '+0.0067']],
  // To four decimals it would have fallen by exactly what is allowed.
  [0.920004, 0.93, [{ of: 'change', at: -0.01 }], ['0.920004', '0.930000', '−0.009996']],
  [0.91996, 0.93, [{ of: 'change', at: -0.01 }], ['0.91996', '0.93000', '−0.01004']],
  [0.89996, 0.93, [{ of: 'value', at: 0.9 }], ['0.89996', '0.93000', '−0.03004']],
  [0.92, 0.93, [{ of: 'change', at: -0.01 }], ['0.92', '0.93', '−0.01']],
  [184, 171, [], ['184', '171', '+13']],
  [1234.5678, 1230.1, [], ['1234.6', '1230.1', '+4.5']],
  [0.123456789, 0.123456788, [], ['0.123456789', '0.123456788', '+0.000000001']],
  [3.25e-7, 1.5e-7, [], ['3.25e−7', '1.50e−7', '+1.75e−7']],
  [2.5e12, 2.4e12, [], ['2.5e12', '2.4e12', '+0.1e12']],
  [0.5, 0.5, [], ['0.5', '0.5', '0']],
  [0, 0.5, [], ['0.0', '0.5', '−0.5']],
] as const)('%d against %d', (now, before, limits, [current, baseline, change]) => {
  const row = { current: one(now), baseline: one(before), change: now - before, limits };
  expect(rowTexts(row)).toMatchObject({ current, baseline, change });
});

test('several runs have the digits that their doubt leaves, in both columns', () => {
  const [now, before] = [seeds([0.9291, 0.9324, 0.9278], 0.0058), seeds([0.9301, 0.9333], 0.021)];
  const change = (now.mean ?? 0) - (before.mean ?? 0);
  expect(rowTexts({ current: now, baseline: before, change, limits: [] })).toMatchObject({
    current: '0.930 ± 0.006 (3)',
    baseline: '0.932 ± 0.021 (2)',
    change: '−0.002',
  });
});

test('what is no number stands as it is, and nothing is said of a change', () => {
  const row = { current: one('NaN'), baseline: one(0.5), change: null, limits: [] };
  expect(rowTexts(row)).toEqual({ current: 'NaN', baseline: '0.5', change: null, share: null });
  expect(rowTexts({ ...row, current: null, baseline: null })).toMatchObject({
    current: 'missing',
    baseline: null,
  });
});
