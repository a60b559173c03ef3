import { canonicalJson } from '../../src/core/json.js';

test('keys are sorted at every depth, and the text ends in a line feed', () => {
  expect(canonicalJson({ b: [{ d: 1, c: null }], a: 'x' })).toBe(
    '{\n  "a": "x",\n  "b": [\n    {\n      "c": null,\n      "d": 1\n    }\n  ]\n}\n',
  );
});

test('the order in which keys were set does not matter', () => {
  expect(canonicalJson({ x: 1, y: 2 })).toBe(canonicalJson({ y: 2, x: 1 }));
});

test('keys that look like numbers are sorted like all others', () => {
  expect(canonicalJson({ 9: 'c', 10: 'b', '-1': 'a', '01': 'x' })).toBe(
    '{\n  "-1": "a",\n  "01": "x",\n  "10": "b",\n  "9": "c"\n}\n',
  );
});

test('a key without a value is left out', () => {
  expect(canonicalJson({ a: undefined, b: { c: undefined }, d: [] })).toBe('{\n  "b": {},\n  "d": []\n}\n');
});

test('__proto__ is a key like any other', () => {
  expect(canonicalJson(JSON.parse('{"__proto__": {"a": 1}, "a": 2}'))).toContain('"__proto__"');
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, 1n, Symbol('s'), () => 1, [undefined]])(
  '%p is refused: JSON has no text for it',
  (value) => {
    expect(() => canonicalJson({ value })).toThrow(TypeError);
  },
);
