import { SmallMap } from '../../../src/mlflow/state/small-map.js';

const KEYS = Array.from({ length: 40 }, (_, index) => `k${index}`);

/** What can be asked of a map. */
function seen(map: Map<string, number>): unknown {
  const each: unknown[] = [];
  map.forEach((value, key, all) => {
    each.push([key, value, all === map]);
  });
  return {
    ...{ size: map.size, all: [...map], keys: [...map.keys()], values: [...map.values()], each },
    entries: [...map.entries()],
    got: KEYS.map((key) => [map.get(key), map.has(key)]),
  };
}

test.each([3, 16, 17, 40])('with up to %i keys it is as any other map, whatever is done to it', (most) => {
  const [small, other] = [new SmallMap<number>(), new Map<string, number>()];
  let state = most;
  // The same numbers each time, of a generator that is good enough for this.
  const random = (below: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * below);
  };
  for (let step = 0; step < 200; step++) {
    const key = KEYS[random(most)] ?? '';
    if (random(4) > 0) {
      expect(small.set(key, step)).toBe(small);
      other.set(key, step);
    } else expect(small.delete(key)).toBe(other.delete(key));
    expect(seen(small)).toEqual(seen(other));
  }
  small.clear();
  expect(seen(small)).toEqual(seen(new Map()));
});

test.each([0, 1, 16, 17])('of %i entries it begins with each key once, with its last value', (count) => {
  const entries = KEYS.slice(0, count).flatMap((key, index): [string, number][] => [[key, index]]);
  const twice = [...entries, ...entries.map(([key, value]): [string, number] => [key, value + 100])];
  expect(seen(new SmallMap(entries))).toEqual(seen(new Map(entries)));
  expect(seen(new SmallMap(twice))).toEqual(seen(new Map(twice)));
});
