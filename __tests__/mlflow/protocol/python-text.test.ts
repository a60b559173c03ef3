import { pythonDumps, pythonJson } from '../../../src/mlflow/protocol/python-text.js';
import { pythonFloat, pythonText } from '../../../src/mlflow/state/python-value.js';

test.each([
  [9, '9.0'],
  [-0.5, '-0.5'],
  [1e15, '1000000000000000.0'],
  [1e16, '1e+16'],
  [1.5e300, '1.5e+300'],
  [0.0001, '0.0001'],
  [0.00001, '1e-05'],
  [1.25e-7, '1.25e-07'],
  [0, '0.0'],
  [Number.NaN, 'nan'],
  [Number.NEGATIVE_INFINITY, '-inf'],
])('the float %d', (value, expected) => {
  expect(pythonFloat(value)).toBe(expected);
});

test('JSON as json.dumps writes it, and as the messages of MLflow do', () => {
  const value = { b: [1, 'ü', null], a: { c: true } };
  expect(pythonDumps(value)).toBe('{"b": [1, "\\u00fc", null], "a": {"c": true}}');
  expect(pythonJson(value)).toBe('{"a":{"c":true},"b":[1,"\\u00fc",null]}');
});

test.each([
  [null, 'None'],
  [true, 'True'],
  [false, 'False'],
  ['1.0', '1.0'],
  [3, '3'],
  [1e20, '100000000000000000000'],
  [0.1, '0.1'],
  [1e-5, '1e-05'],
  [-2.5e-7, '-2.5e-07'],
])('%j as a param is %s', (value, expected) => {
  expect(pythonText(value)).toBe(expected);
});
