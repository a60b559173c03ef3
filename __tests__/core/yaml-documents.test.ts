import * as yaml from 'yaml';
import { YamlTooDeep, yamlDocuments, yamlValue } from '../../src/core/yaml-documents.js';
import { breathe } from '../support/hostile-texts.js';

const documentsOf = (text: string) => yamlDocuments(yaml, text, { lines: new yaml.LineCounter() });

const SHAPES: [name: string, of: (levels: number) => string][] = [
  ['lists in brackets', (levels) => `a:\n  ${'['.repeat(levels)}${']'.repeat(levels)}\n`],
  ['maps in braces', (levels) => `a:\n  ${'{a: '.repeat(levels)}1${'}'.repeat(levels)}\n`],
  ['lists of dashes', (levels) => `a:\n  ${'- '.repeat(levels)}x\n`],
  ['keys that are asked for', (levels) => `a:\n  ${'? '.repeat(levels)}x\n`],
];

test.each(SHAPES)('%s are read as deep as people write them', (_, of) => {
  expect(documentsOf(of(100))[0].errors).toEqual([]);
});

// At these depths the process ended, or did not, by how much of the stack was in use.
test.each(SHAPES.flatMap(([name, of]) => [1000, 2000, 3000, 20_000].map((levels) => ({ name, of, levels }))))(
  '$levels levels of $name end in an error with the line',
  ({ of, levels }) => {
    let caught: unknown;
    try {
      documentsOf(of(levels));
    } catch (error) {
      caught = error;
    }
    expect(caught).toBeInstanceOf(YamlTooDeep);
    expect(caught).toHaveProperty('line', 2);
  },
);

test('an empty text is one empty document, and each of several is there', () => {
  expect(documentsOf('').map(({ contents }) => contents)).toEqual([null]);
  expect(documentsOf('a: 1\n---\nb: 2\n').map((one) => one.toJS())).toEqual([{ a: 1 }, { b: 2 }]);
});

test('a value is that of the one document there is', () => {
  expect(yamlValue(yaml, 'a: [1, x]\n')).toEqual({ a: [1, 'x'] });
  expect(yamlValue(yaml, 'a: 1\n', { schema: 'failsafe' })).toEqual({ a: '1' });
  expect(yamlValue(yaml, '')).toBeNull();
  for (const text of [
    'a: [1',
    'a: 1\n---\nb: 2\n',
    'a: 1\na: 2\n',
    'a: &x [1]\nb: [*x, *x]\n',
    `a: ${'['.repeat(2000)}`,
  ])
    expect(() => yamlValue(yaml, text, { maxAliasCount: 1 })).toThrow();
});

test.each([
  ['a: 1\nb: 2\na: 3\n', [10]],
  ['x:\n  a: 1\n  ? a\n  : 2\n', [14]],
  ['x: {a: 1, "a": 2, a: }\n', [10, 18]],
  ['? {a: 1, a: 2}\n: 1\n', [9]],
  ['- 1: a\n  1: b\n- 1: a\n', [9]],
  ['a: 1\n"1": 2\n1: 3\n', []],
])('a key that is there twice in a map of %j is an error where it stands', (text, places) => {
  const { errors } = documentsOf(text)[0];
  expect(errors.map(({ code, pos }) => [code, pos[0]])).toEqual(
    places.map((place) => ['DUPLICATE_KEY', place]),
  );
  const options = { lines: new yaml.LineCounter(), uniqueKeys: false };
  expect(yamlDocuments(yaml, text, options)[0].errors).toEqual([]);
});

test('so is one of 150,000, which is found in moments', async () => {
  const keys = Array.from({ length: 150_000 }, (_, index) => `k${index}: 1\n`).join('');
  const [document] = documentsOf(`${keys}k7: 2\n`);
  await breathe();
  expect(document.errors).toMatchObject([{ code: 'DUPLICATE_KEY' }]);
});

test.each(['}', '!]', '&]', '[[a]]\n', '"""', '&\n', 'a: 1\n'])(
  'of a text that is nothing but %j some errors are kept',
  (piece) => {
    const { errors } = documentsOf(piece.repeat(10_000))[0];
    expect(errors.length).toBeGreaterThan(0);
    expect(errors.length).toBeLessThan(500);
  },
);

test('many warnings do not hide an error', () => {
  const [document] = documentsOf(`${'%X\n'.repeat(1000)}---\na: [1\n`);
  expect(document.warnings.length).toBeLessThan(500);
  expect(document.errors).not.toEqual([]);
});
