import { readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { type Draw, drawsFrom, type Shape, SIGMA, shareOf } from '../../../bench/lib-seeds.mjs';
import { held, moveOf, type Sides } from '../../../src/core/compare/move.js';

const FIXTURE = path.resolve(import.meta.dirname, '../../fixtures/seeds/scipy-cases.json');

interface Worked {
  name: string;
  paired: boolean;
  current: number[];
  baseline: number[];
  max_drop: number;
  interval: [number, number];
  p_one_sided: number;
}

const WORKED = (JSON.parse(readFileSync(FIXTURE, 'utf8')) as { cases: Worked[] }).cases;
const absolute = (value: number) => ({ value, isRelative: false, text: String(value) });
const fell = (sides: Sides, limit: number, noise?: number) =>
  held(sides, absolute(limit), { sign: -1, noise }).isBeyond;

test('there are ten worked cases of scipy, with and without pairs', () => {
  expect(WORKED).toHaveLength(10);
  expect(new Set(WORKED.map(({ paired }) => paired)).size).toBe(2);
  expect(new Set(WORKED.map(({ p_one_sided }) => p_one_sided < 0.05)).size).toBe(2);
});

test.each(WORKED)(
  'as scipy has it: $name',
  ({ paired, current, baseline, max_drop, interval, p_one_sided }) => {
    const sides = { current, baseline, isPaired: paired };
    const move = moveOf(sides);
    expect(move.by).toBe(paired ? 'paired' : 'welch');
    const width = interval[1] - interval[0];
    interval.forEach((end, index) => {
      expect(Math.abs((move.interval?.[index] ?? Number.NaN) - end) / width).toBeLessThan(1e-9);
    });
    expect(fell(sides, max_drop)).toBe(p_one_sided < 0.05);
  },
);

test("without pairs it is Welch's interval: Student's sleep data of 1908", () => {
  const current = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2];
  const baseline = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];
  const { change, interval } = moveOf({ current, baseline, isPaired: false });
  expect(change).toBeCloseTo(-1.58, 12);
  expect(interval?.[0]).toBeCloseTo(-3.0534, 3);
  expect(interval?.[1]).toBeCloseTo(-0.1066, 3);
});

describe('two runs on a side', () => {
  test('in pairs both must be beyond the limit', () => {
    const pairs = (a: number, b: number) => ({ current: [a, b], baseline: [0.9, 0.8], isPaired: true });
    expect(moveOf(pairs(0.85, 0.7))).toMatchObject({ by: 'both-pairs', interval: null });
    expect(fell(pairs(0.85, 0.7), 0.04)).toBe(true);
    expect(fell(pairs(0.85, 0.7), 0.06)).toBe(false);
    expect(fell(pairs(0.85, 0.81), 0)).toBe(false);
  });

  test('without pairs the better new one must be beyond the worse old one', () => {
    const sides = { current: [0.85, 0.8], baseline: [0.9, 0.95, 0.99], isPaired: false };
    expect(moveOf(sides)).toMatchObject({ by: 'separate', interval: null });
    expect(fell(sides, 0.04)).toBe(true);
    expect(fell(sides, 0.06)).toBe(false);
    const rose = (limit: number) =>
      held({ ...sides, current: sides.baseline, baseline: sides.current }, absolute(limit), {
        sign: 1,
        noise: undefined,
      }).isBeyond;
    expect([rose(0.04), rose(0.06)]).toEqual([true, false]);
  });
});

describe('noise', () => {
  // 1.645 · 0.003 · √2 = 0.00698 for one run on either side.
  test('a move of few runs is one only beyond what they scatter', () => {
    const one = (now: number) => ({ current: [now], baseline: [0.93], isPaired: false });
    expect(fell(one(0.9131), 0.01, 0.003)).toBe(false);
    expect(fell(one(0.913), 0.01, 0.003)).toBe(true);
    expect(fell(one(0.9199), 0.01)).toBe(true);
    expect(moveOf(one(0.92), 0.003).by).toBe('noise');
    // 1.645 · 0.003 · √(1/2 + 1/5) = 0.00413.
    const two = (now: number) => ({ current: [now, now], baseline: Array(5).fill(0.93), isPaired: false });
    expect([fell(two(0.9159), 0.01, 0.003), fell(two(0.9158), 0.01, 0.003)]).toEqual([false, true]);
  });

  test('with three runs on a side they tell it themselves', () => {
    const sides = { current: [1, 1.1, 0.9], baseline: [2, 2.1, 1.9], isPaired: false };
    expect(moveOf(sides, 1000)).toEqual(moveOf(sides));
  });
});

describe('a percentage', () => {
  test('is of the baseline, whatever its sign, in pairs of each value of it', () => {
    const relative = (sides: Sides, value: number, sign: 1 | -1) =>
      held(sides, { value, isRelative: true, text: '' }, { sign, noise: undefined });
    const doubled = { baseline: [1, 2, 3], current: [2, 4, 6], isPaired: true };
    // Each value rose by exactly 100 %: no scatter is left, though the differences are 1, 2 and 3.
    expect(relative(doubled, 0.99, 1).isBeyond).toBe(true);
    expect(relative(doubled, 1, 1)).toMatchObject({ isBeyond: false, allowed: 2 });
    const negative = { baseline: [-10, -10.1, -9.9], current: [-12, -12.1, -11.9], isPaired: true };
    expect(relative(negative, 0.1, -1)).toMatchObject({ isBeyond: true, allowed: 1 });
    expect(relative(negative, 0.25, -1).isBeyond).toBe(false);
  });

  test('says the ends that were held against it', () => {
    const sides = { baseline: [1, 1.1, 0.9], current: [1.5, 1.65, 1.35], isPaired: true };
    const { ends, interval, change, allowed } = held(
      sides,
      { value: 0.4, isRelative: true, text: '40%' },
      { sign: 1, noise: undefined },
    );
    expect(change).toBeCloseTo(0.5, 12);
    expect(allowed).toBeCloseTo(0.4, 12);
    expect(interval).toEqual(ends);
    // Each value is 1.5 times the other: 0.1 of it is beyond 40 %, and scatters as much as a tenth of it does.
    const spread = (2.9199855803537242 * 0.01) / Math.sqrt(3);
    expect(ends[0]).toBeCloseTo(0.5 - spread, 9);
    expect(ends[1]).toBeCloseTo(0.5 + spread, 9);
  });
});

test('equal differences are a point', () => {
  const sides = { current: [0.92, 0.91, 0.9], baseline: [0.93, 0.92, 0.91], isPaired: true };
  const { change, interval } = moveOf(sides);
  expect(interval).toEqual([change, change]);
  expect([fell(sides, 0.0099), fell(sides, 0.01)]).toEqual([true, false]);
  const apart = { current: [2, 2, 2], baseline: [3, 3, 3], isPaired: false };
  expect(moveOf(apart)).toEqual({ by: 'welch', change: -1, ends: [-1, -1], interval: [-1, -1] });
});

test('numbers too large for an interval give none to hide behind', () => {
  const sides = { current: [1e200, -1e200, 0], baseline: [1e300, 1.1e300, 1e300], isPaired: false };
  expect(moveOf(sides)).toMatchObject({ by: 'means', interval: null });
  expect(fell(sides, 1)).toBe(true);
});

test('turned upside down, a fall is a rise, and moved by any number it is the same', () => {
  const value = fc.integer({ min: -1000, max: 1000 });
  const values = fc.array(value, { minLength: 1, maxLength: 6 });
  fc.assert(
    fc.property(values, values, fc.boolean(), fc.nat(500), (now, before, isPaired, limit) => {
      const size = isPaired ? Math.min(now.length, before.length) : 6;
      const sides = {
        current: now.slice(0, size),
        baseline: before.slice(0, size),
        isPaired: isPaired && size > 1,
      };
      const changed = (by: (value: number) => number) => ({
        ...sides,
        current: sides.current.map(by),
        baseline: sides.baseline.map(by),
      });
      const about = { noise: undefined };
      const rose = held(
        changed((one) => -one),
        absolute(limit),
        { sign: 1, ...about },
      ).isBeyond;
      expect(rose).toBe(fell(sides, limit));
      expect(
        fell(
          changed((one) => one + 4096),
          limit,
        ),
      ).toBe(fell(sides, limit));
    }),
  );
});

// Small, so that it is quick; `npm run bench seeds` has the whole. The seeds are fixed, and so are the shares.
describe('simulated', () => {
  const DRAWS = 1000;
  const share = (seed: number, isFound: (draw: Draw) => boolean) => {
    const draw = drawsFrom(seed);
    return shareOf(DRAWS, () => isFound(draw));
  };
  const limits = { ...SIGMA, accuracy: 0.02 };
  // Three standard errors of a share of 5 % above what is asked for, 5.5 %.
  const MOST = 0.055 + 3 * Math.sqrt((0.05 * 0.95) / DRAWS);

  test.each<[Shape, number, number]>([
    ['normal', 3, 0],
    ['normal', 3, 0.95],
    ['normal', 5, 0.5],
    ['t3', 3, 0.5],
    ['skewed', 3, 0],
    ['accuracy', 3, 0.95],
  ])('%s, n = %d, correlation %d: few findings where it fell by just the limit', (shape, n, correlation) => {
    const cell = { shape, n, correlation, drop: limits[shape] };
    const draw = drawsFrom(7);
    const draws = Array.from({ length: DRAWS }, () => draw(cell));
    for (const isPaired of [true, false]) {
      const found = draws.filter((sides) => fell({ ...sides, isPaired }, cell.drop)).length / DRAWS;
      expect(found).toBeLessThan(MOST);
    }
  });

  test('three pairs find a fall of three times the limit', () => {
    const cell = { shape: 'normal' as const, n: 3, correlation: 0.8, drop: 3 };
    const found = share(8, (draw) => fell({ ...draw(cell), isPaired: true }, 1));
    expect(found).toBeGreaterThan(0.92);
    // Without pairs they do not, and the bare means would cry wolf half of the time.
    expect(share(8, (draw) => fell({ ...draw(cell), isPaired: false }, 1))).toBeLessThan(0.8);
  });

  test('one run on a side is as rarely wrong by its noise, and as often without', () => {
    const cell = { shape: 'normal' as const, n: 1, correlation: 0, drop: 1 };
    const one = (noise?: number) => share(9, (draw) => fell({ ...draw(cell), isPaired: false }, 1, noise));
    expect(one(1)).toBeLessThan(MOST);
    expect(one()).toBeGreaterThan(0.45);
  });
});
