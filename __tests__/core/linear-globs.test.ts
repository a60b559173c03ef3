import fc from 'fast-check';
import { Minimatch } from 'minimatch';
import { linearGlob } from '../../src/core/linear-globs.js';

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
      expect(linearGlob(pattern, OPTIONS)?.match(name)).toBe(expected);
    }),
    { numRuns: 3_000 },
  );
  expect(matched).toBeGreaterThan(20);
});

test('one of many stars ends', () => {
  const many = linearGlob(`src/${'*a'.repeat(300)}b`, OPTIONS);
  expect(many?.match(`src/${'a'.repeat(1000)}`)).toBe(false);
  expect(many?.match(`src/${'a'.repeat(1000)}b`)).toBe(true);
});

test.each([
  ['seg-[[:alpha:]]*', ['seg-a', 'seg-ü1'], ['seg-1', 'seg_a']],
  ['a b,c#d!e-[[:digit:]]', ['a b,c#d!e-1'], ['a b,c#d!e-a']],
  ['\\!-[[:upper:]]', ['!-A'], ['!-a', '\\!-A']],
  ['x-[-[:digit:]#, ]-*', ['x---', 'x-7-a', 'x-#-', 'x-,-', 'x- -'], ['x-a-', 'x-\\-']],
  ['x-[![:digit:]-]', ['x-a'], ['x-1', 'x--']],
  ['*-[[:punct:]]*-*', ['a-!b-c', '-_--'], ['a-bb-c']],
  ['😀-[[:word:]]?', ['😀-a😀', '😀-_b'], ['😀-!b']],
  ['[[:xdigit:]]-[[:ascii:]]', ['f-!'], ['g-!']],
  ['{a-[[:lower:]],b}', ['a-z', 'b'], ['a-Z']],
])('a class by its name beside other characters: %s', (pattern, names, others) => {
  const glob = linearGlob(pattern, OPTIONS);
  expect(names.filter((name) => !glob?.match(name))).toEqual([]);
  expect(others.filter((name) => glob?.match(name))).toEqual([]);
});

test('nothing that is typed is a defect', () => {
  const characters = [...'[[[]]]-!^\\*?,# a:z/😀\uffff', '[:alpha:]', '[:digit:]', '[:graph:]', '-'];
  const text = fc
    .array(fc.constantFrom(...characters), { maxLength: 14 })
    .map((pieces) => `[[:alpha:]${pieces.join('')}`);
  fc.assert(
    fc.property(text, (pattern) => {
      linearGlob(pattern, { ...OPTIONS, nobrace: true })?.match('a-b');
    }),
    { numRuns: 3_000 },
  );
});

test('a range that ends before it begins is no glob', () => {
  expect(linearGlob('[[:alpha:]😀-\uffff]', OPTIONS)).toBeUndefined();
});
