import { checkLength, checkName, cutTo, runParam, runTag } from '../../../src/mlflow/protocol/limits.js';

describe('names', () => {
  test.each([
    'a',
    'val_loss',
    'system/cpu utilization.percent',
    'a:b',
    'a-b.c d_e/f',
    'größe',
    '精度',
    '٣',
    'a/.b',
    'a/..b',
    'a/...',
  ])('%j is one', (name) => {
    expect(() => checkName(name, 'key')).not.toThrow();
  });

  test.each(['a,b', 'a#b', 'a\nb', 'a\tb', 'a@b', 'a%', 'a(b)', 'a=b', '😀', 'a\u0301'])(
    '%j has letters that no name has',
    (name) => {
      expect(() => checkName(name, 'key')).toThrow("for parameter 'key' supplied: Names may only contain");
    },
  );

  test.each([
    ['/a', '/a'],
    ['//a', '//a'],
    ['///a', '/a'],
    ['a/', 'a'],
    ['a//b', 'a/b'],
    ['./a', 'a'],
    ['a/.', 'a'],
    ['a/../b', 'b'],
    ['..', '..'],
    ['../a', '../a'],
    ['.', '.'],
    ['', '.'],
    ['..a', '..a'],
  ])('%j would be another file (%s)', (name, normal) => {
    expect(() => checkName(name, 'key')).toThrow(`This name would resolve to '${normal}'`);
  });

  test('are shown as MLflow shows them', () => {
    expect(() => checkName('ü\n"', 'tags[0].key')).toThrow(
      'Invalid value "\\u00fc\\n\\"" for parameter \'tags[0].key\' supplied',
    );
  });
});

test('a length counts characters, not the units that they take', () => {
  expect(() => checkLength('😀😀', 2, 'x')).not.toThrow();
  expect(() => checkLength('😀😀😀', 2, 'x')).toThrow("'x' exceeds the maximum length of 2 characters");
  expect(() => checkLength('abc', 2, 'x')).toThrow("'x' exceeds");
});

test.each([
  ['abc', 3, 'abc'],
  ['abcd', 3, 'abc'],
  ['😀😀😀', 3, '😀😀😀'],
  ['😀😀😀😀', 3, '😀😀😀'],
  ['', 3, ''],
])('%j cut to %i is %j', (text, limit, expected) => {
  expect(cutTo(text, limit)).toBe(expected);
});

test('JSON that the client keeps in a tag is never cut', () => {
  const json = JSON.stringify([{ artifact_path: 'x'.repeat(9000) }]);
  const key = 'mlflow.loggedArtifacts';
  expect(runTag({ key, value: json }).value).toBe(json);
  expect(runTag({ key, value: json.slice(0, -1) }).value).toBe(json.slice(0, 8000));
  expect(runTag({ key: 'own', value: json }).value).toBe(json.slice(0, 8000));
});

test('a key is refused where its value would be cut', () => {
  const key = 'k'.repeat(250);
  const value = 'v'.repeat(9000);
  expect(runParam({ key, value })).toEqual({ key, value: 'v'.repeat(6000) });
  expect(runTag({ key, value })).toEqual({ key, value: 'v'.repeat(8000) });
  expect(() => runParam({ key: `${key}k`, value })).toThrow("'Param key' exceeds the maximum length of 250");
  expect(() => runTag({ key: `${key}k`, value })).toThrow("'key' exceeds the maximum length of 250");
});
