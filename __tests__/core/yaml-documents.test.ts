import * as yaml from 'yaml';
import { YamlTooDeep, yamlDocuments, yamlValue } from '../../src/core/yaml-documents.js';

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
