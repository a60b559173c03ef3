import { UserError } from '../../src/core/errors.js';
import {
  fittingTags,
  keyProblem,
  parseKeyValues,
  parseLines,
  shown,
  splitKeyValue,
  tagsFaults,
} from '../../src/core/key-values.js';

function faultsOf(text: string) {
  try {
    parseKeyValues(text, 'tags');
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
}

test('lines: blank lines and comments are skipped, CRLF and a byte order mark are no part of them', () => {
  expect(parseLines('\ufeffa=1\r\n\r\n  # note\r\n  b c \n\t\n#x\nd')).toEqual([
    { text: 'a=1', line: 1 },
    { text: 'b c', line: 4 },
    { text: 'd', line: 7 },
  ]);
  expect(parseLines('')).toEqual([]);
});

test('the first "=" splits', () => {
  expect(splitKeyValue(' url = https://x/?a=b ')).toEqual(['url', 'https://x/?a=b']);
  expect(splitKeyValue('empty=')).toEqual(['empty', '']);
  expect(splitKeyValue('none')).toBeUndefined();
});

test('tags keep their order; a repeated line counts once', () => {
  expect(parseKeyValues('team=pricing\nconstructor=x\nteam = pricing\nempty=', 'tags')).toEqual([
    ['team', 'pricing'],
    ['constructor', 'x'],
    ['empty', ''],
  ]);
});

test('all faults of the tags come together, each with its line and the form', () => {
  const faults = faultsOf('good=1\nbad\n=x\nkey=1\n\nkey=2');
  expect(faults.map(({ code, where }) => [code, where])).toEqual([
    ['E_TAG_INVALID', 'tags, line 2'],
    ['E_TAG_INVALID', 'tags, line 3'],
    ['E_TAG_INVALID', 'tags, line 6'],
  ]);
  expect(faults[0]?.mend).toContain('key=value');
  expect(faults[2]?.what).toMatch(/"1" on line 4 and "2"/);
});

test('limits of keys, values and their number', () => {
  expect(keyProblem('k'.repeat(250))).toBeUndefined();
  expect(keyProblem('k'.repeat(251))).toMatch(/longer/);
  expect(keyProblem('a\u0000b')).toMatch(/control/);
  expect(keyProblem('a\u007fb')).toMatch(/control/);
  expect(faultsOf(`k=${'v'.repeat(8000)}`)).toEqual([]);
  expect(faultsOf(`k=${'v'.repeat(8001)}`)).toHaveLength(1);
  expect(faultsOf(`k=${'🙂'.repeat(8000)}`)).toEqual([]);
  expect(faultsOf(`k=${'🙂'.repeat(8001)}`)[0]?.what).toContain('8001 characters');
  expect(faultsOf(Array.from({ length: 1000 }, (_, i) => `k${i}=1`).join('\n'))).toEqual([]);
  expect(faultsOf(Array.from({ length: 1001 }, (_, i) => `k${i}=1`).join('\n'))).toHaveLength(1);
});

test('tags that leave no room in a record are a fault, and the first ones fit', () => {
  const tags = Array.from({ length: 600 }, (_, index): [string, string] => [`k${index}`, '\n'.repeat(8000)]);
  const [fault] = tagsFaults(tags, 'mlflow');
  expect(fault?.what).toMatch(/^The 600 tags are longer than 4 MiB together.*the first 262 are within it$/);
  expect(fittingTags(tags)).toEqual(tags.slice(0, 262));
  expect(tagsFaults(tags.slice(0, 262), 'mlflow')).toEqual([]);
});

test('foreign text is short and escaped in messages', () => {
  expect(shown('a\n\u001b[31m')).toBe('"a\\n\\u001b[31m"');
  expect(shown('x'.repeat(500)).length).toBeLessThan(90);
});
