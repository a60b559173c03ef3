import fc from 'fast-check';
import { originOf, prefixesOf } from '../../src/core/key-prefix.js';

const prefixes = (...paths: string[]) =>
  prefixesOf(
    paths.map((path) => originOf(path)),
    () => true,
  );

test.each([
  [
    ['logs/train/loss.tsv', 'logs/eval/loss.tsv'],
    ['train', 'eval'],
  ],
  [
    ['a.json', 'b.json'],
    ['a', 'b'],
  ],
  [
    ['out/metrics.json', 'out/metrics.csv'],
    ['metrics.json', 'metrics.csv'],
  ],
  [
    ['loss.csv', 'eval/loss.csv'],
    ['.', 'eval'],
  ],
  [
    ['a/m.json', 'a/b/m.json'],
    ['a', 'b'],
  ],
  [
    ['exp1/seed1/m.json', 'exp2/seed2/m.json'],
    ['seed1', 'seed2'],
  ],
  [
    ['fold1/train/m.csv', 'fold2/train/m.csv', 'fold2/eval/m.csv'],
    ['fold1/train', 'fold2/train', 'fold2/eval'],
  ],
  [
    ['.json', 'x/.json'],
    ['.', 'x'],
  ],
])('%p have the prefixes %p', (paths, expected) => {
  expect(prefixes(...paths)).toEqual(expected);
});

test('parts of one file are told apart by their names', () => {
  const origins = [
    originOf('dvc.lock', 'prepare', 'params.yaml'),
    originOf('dvc.lock', 'train', 'params.yaml'),
  ];
  expect(prefixesOf(origins, () => true)).toEqual(['prepare', 'train']);
});

test('a prefix that is taken is passed over', () => {
  const origins = ['logs/train/loss.csv', 'logs/eval/loss.csv'].map((path) => originOf(path));
  expect(prefixesOf(origins, (prefix) => prefix !== 'eval')).toEqual(['train/loss', 'eval/loss']);
  expect(prefixesOf(origins, () => false)).toBeUndefined();
});

const path = fc
  .array(fc.constantFrom('a', 'b', 'train', 'm', 'm.json', 'm.csv'), { minLength: 1, maxLength: 4 })
  .map((names) => names.join('/'));
const paths = fc.uniqueArray(path, { minLength: 2, maxLength: 6 });

test('files always have prefixes, of no two the same, each a part of its path', () => {
  fc.assert(
    fc.property(paths, (some) => {
      const found = prefixes(...some) ?? [];
      expect(new Set(found).size).toBe(some.length);
      for (const [index, prefix] of found.entries()) {
        const whole = some[index] ?? '';
        const name = prefix.replace(/^\.\//, '');
        expect(prefix === '.' || `/${whole}.`.includes(`/${name}`)).toBe(true);
      }
    }),
    { seed: 20261128, numRuns: 500 },
  );
});

test('the order of the files does not matter, and no shorter part would do', () => {
  fc.assert(
    fc.property(paths, (some) => {
      const found = prefixes(...some) ?? [];
      const backwards = prefixes(...[...some].reverse()) ?? [];
      expect([...backwards].reverse()).toEqual(found);
      const lengths = new Set(found.map((prefix) => prefix.split('/').length));
      if (lengths.has(1)) return;
      // No single name at one place tells all of them apart, else it would have been taken.
      const names = some.map((one) => originOf(one).short);
      for (let end = 0; end < Math.max(...names.map((one) => one.length)); end++) {
        const single = names.map((one) => one.at(-1 - end) ?? '.');
        expect(new Set(single).size).toBeLessThan(some.length);
      }
    }),
    { seed: 20261128, numRuns: 500 },
  );
});
