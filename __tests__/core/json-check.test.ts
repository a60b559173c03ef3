import { canonicalJson } from '../../src/core/json.js';
import { isCanonicalJson } from '../../src/core/json-check.js';

const check = (text: string, deepest = 64) => isCanonicalJson(Buffer.from(text), deepest);

test.each([
  'null\n',
  'true\n',
  'false\n',
  '0\n',
  '-1\n',
  '12\n',
  '0.1\n',
  '-0.5\n',
  '0.000001\n',
  '1e-7\n',
  '1.5e+300\n',
  '5e-324\n',
  '100000000000000000000\n',
  '1e+21\n',
  '9007199254740992\n',
  '0.30000000000000004\n',
  '123456789012345\n',
  '12345678901.2345\n',
  '""\n',
  '"a b"\n',
  '"\\"\\\\\\b\\f\\n\\r\\t\\u0000\\u001f\\u000b"\n',
  '"/ \u007f \u2028 é 模 🙂"\n',
  '"\\ud800"\n',
  '"\\udc00\\ud800"\n',
  '"\\ud83dx\\ude42"\n',
  '"\\ud83d\\ud83d"\n',
  '[]\n',
  '{}\n',
  '[\n  1,\n  []\n]\n',
  '{\n  "a": {},\n  "b": [\n    null\n  ]\n}\n',
  '{\n  "": 1,\n  " ": 1,\n  "\\"": 1,\n  "a": 1,\n  "a ": 1,\n  "ab": 1\n}\n',
  '{\n  "10": 1,\n  "9": 1,\n  "a": 1\n}\n',
  '{\n  "__proto": 1,\n  "a": "__proto__"\n}\n',
  '{\n  "\\n": 1,\n  "\\u000b": 1,\n  "A": 1,\n  "\\\\": 1,\n  "a": 1\n}\n',
  '{\n  "🙂": 1,\n  "\ue000": 1,\n  "\uff5a": 1\n}\n',
])('%j is canonical', (text) => {
  expect(canonicalJson(JSON.parse(text))).toBe(text);
  expect(check(text)).toBe(true);
});

test.each([
  ['nothing', ''],
  ['no line feed at the end', '1'],
  ['two line feeds at the end', '1\n\n'],
  ['only a line feed', '\n'],
  ['a carriage return', '1\r\n'],
  ['a space before', ' 1\n'],
  ['a space after', '1 \n'],
  ['two values', '1\n1\n'],
  ['a byte order mark', '\ufeff1\n'],
  ['a comment', '[\n  1 // one\n]\n'],
  ['1.0', '1.0\n'],
  ['0.10', '0.10\n'],
  ['1e2', '1e2\n'],
  ['1E+21', '1E+21\n'],
  ['1e21', '1e21\n'],
  ['1e400', '1e400\n'],
  ['-0', '-0\n'],
  ['-0.0', '-0.0\n'],
  ['007', '007\n'],
  ['00.5', '00.5\n'],
  ['.5', '.5\n'],
  ['5.', '5.\n'],
  ['-', '-\n'],
  ['-.5', '-.5\n'],
  ['1.2.3', '1.2.3\n'],
  ['+1', '+1\n'],
  ['0x10', '0x10\n'],
  ['0.0000001', '0.0000001\n'],
  ['a number with digits too many', '0.1000000000000000055\n'],
  ['a whole number beyond the doubles', '9007199254740993\n'],
  ['1_000', '1_000\n'],
  ['NaN', 'NaN\n'],
  ['Infinity', 'Infinity\n'],
  ['-Infinity', '-Infinity\n'],
  ['nul', 'nul\n'],
  ['nulll', 'nulll\n'],
  ['True', 'True\n'],
  ['undefined', 'undefined\n'],
  ['an escaped slash', '"\\/"\n'],
  ['an escaped letter', '"\\u0061"\n'],
  ['an escape in capitals', '"\\u001F"\n'],
  ['a long escape of a line feed', '"\\u000a"\n'],
  ['an escaped pair', '"\\ud83d\\ude42"\n'],
  ['an escaped U+007F', '"\\u007f"\n'],
  ['half an escape', '"\\u00"\n'],
  ['an escape at the end', '"\\\n'],
  ['an unknown escape', '"\\x"\n'],
  ['a raw tab', '"\t"\n'],
  ['a raw line feed', '"\n"\n'],
  ['a string without an end', '"a\n'],
  ['single quotes', "'a'\n"],
  ['an empty list with a space', '[ ]\n'],
  ['a list on one line', '[1]\n'],
  ['a list without an end', '[\n  1\n'],
  ['a list that ends as an object', '[\n  1\n}\n'],
  ['a comma too many', '[\n  1,\n]\n'],
  ['a comma too few', '[\n  1\n  2\n]\n'],
  ['four spaces', '[\n    1\n]\n'],
  ['a tab for spaces', '[\n\t1\n]\n'],
  ['a bracket that is indented', '[\n  1\n  ]\n'],
  ['a space before a colon', '{\n  "a" : 1\n}\n'],
  ['no space after a colon', '{\n  "a":1\n}\n'],
  ['two spaces after a colon', '{\n  "a":  1\n}\n'],
  ['a key without a value', '{\n  "a": \n}\n'],
  ['a key without quotes', '{\n  a: 1\n}\n'],
  ['keys the wrong way round', '{\n  "b": 1,\n  "a": 1\n}\n'],
  ['the longer key first', '{\n  "ab": 1,\n  "a": 1\n}\n'],
  ['a key twice', '{\n  "a": 1,\n  "a": 1\n}\n'],
  ['an escaped key twice', '{\n  "\\n": 1,\n  "\\n": 1\n}\n'],
  ['keys sorted as numbers', '{\n  "9": 1,\n  "10": 1\n}\n'],
  ['keys sorted as UTF-8', '{\n  "\uff5a": 1,\n  "🙂": 1\n}\n'],
  ['keys sorted as they are escaped', '{\n  "A": 1,\n  "\\n": 1\n}\n'],
  ['a key __proto__', '{\n  "__proto__": 1\n}\n'],
  ['a key __proto__ deep within', '[\n  {\n    "__proto__": 1\n  }\n]\n'],
  ['an escaped __proto__', '{\n  "\\u005f_proto__": 1\n}\n'],
])('%s is not', (_, text) => {
  expect(check(text)).toBe(false);
});

test.each([
  ['cut short', [0x22, 0xc3, 0x22, 0x0a]],
  ['overlong', [0x22, 0xc0, 0xaf, 0x22, 0x0a]],
  ['a surrogate', [0x22, 0xed, 0xa0, 0x80, 0x22, 0x0a]],
])('UTF-8 that is %s is not', (_, bytes) => {
  expect(isCanonicalJson(Buffer.from(bytes), 64)).toBe(false);
});

test('nesting is counted in brackets, empty ones too', () => {
  const lists = (depth: number) => canonicalJson(JSON.parse('['.repeat(depth) + ']'.repeat(depth)));
  expect([check(lists(3), 3), check(lists(4), 3)]).toEqual([true, false]);
  const objects = canonicalJson({ a: { b: {} } });
  expect([check(objects, 3), check(objects, 2)]).toEqual([true, false]);
  // Would exhaust the stack if it were read before it is refused.
  expect(check(`${'[\n'.repeat(1_000_000)}`)).toBe(false);
  expect(check(lists(2_000))).toBe(false);
});

test('bytes in the midst of others are read within their bounds', () => {
  const all = Buffer.from('[\n  1\n]\n');
  expect(isCanonicalJson(all.subarray(4, 6), 64)).toBe(true);
  expect(isCanonicalJson(all.subarray(0, 6), 64)).toBe(false);
});
