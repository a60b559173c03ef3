import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { withoutBacktracking } from '../../src/core/linear-globs.js';

const OPTIONS = { dot: true, noext: true, platform: 'linux' } as const;
const PIECES = [
  'a',
  'b',
  'ü',
  '😀',
  '.',
  '*',
  '*',
  '**',
  '?',
  '/',
  '/',
  '[ab]',
  '[!a]',
  '[[:alpha:]]',
  '{a,b*}',
  '\\\\*',
];
const glob = fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((pieces) => pieces.join(''));
const path = fc
  .array(fc.constantFrom('a', 'b', 'ü', '😀', '.', '*', '/'), { maxLength: 10 })
  .map((parts) => parts.join(''));

test('a glob stands for the same as before', () => {
  let matched = 0;
  fc.assert(
    fc.property(glob, path, (pattern, name) => {
      const expected = new Minimatch(pattern, OPTIONS).match(name);
      matched += Number(expected && pattern !== name);
      expect(withoutBacktracking(new Minimatch(pattern, OPTIONS)).match(name)).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
  expect(matched).toBeGreaterThan(20);
});

test('one of many stars ends', () => {
  const many = withoutBacktracking(new Minimatch(`src/${'*a'.repeat(300)}b`, OPTIONS));
  expect(many.match(`src/${'a'.repeat(1000)}`)).toBe(false);
  expect(many.match(`src/${'a'.repeat(1000)}b`)).toBe(true);
});
