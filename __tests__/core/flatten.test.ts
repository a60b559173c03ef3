import { UserError } from '../../src/core/errors.js';
import { type DocumentValue, flatten, flattenParams, numberOrName } from '../../src/core/flatten.js';

function nested(levels: number, inner: DocumentValue): DocumentValue {
  let value = inner;
  for (let i = 0; i < levels; i++) value = { a: value };
  return value;
}

function paramsOf(value: DocumentValue) {
  const { params, faults } = flattenParams(value, 'p.json');
  expect(faults).toEqual([]);
  return params;
}

function faultOf(value: DocumentValue) {
  try {
    return flattenParams(value, 'p.json').faults[0];
  } catch (error) {
    if (error instanceof UserError) return error.faults[0];
    throw error;
  }
}

test('nested keys become dotted, lists become JSON text, types stay', () => {
  const params = paramsOf({
    lr: 0.1,
    model: { depth: 3, name: 'xgb', deep: { on: true, off: null } },
    layers: [64, 32, { units: 1 }],
    empty: {},
    none: [],
  });
  expect(params).toEqual({
    lr: 0.1,
    'model.depth': 3,
    'model.name': 'xgb',
    'model.deep.on': true,
    'model.deep.off': null,
    layers: '[64,32,{"units":1}]',
    empty: '{}',
    none: '[]',
  });
});

test('NaN, infinities and large integers keep their meaning, in lists too', () => {
  const params = paramsOf({
    a: Number.NaN,
    b: Number.POSITIVE_INFINITY,
    c: [Number.NEGATIVE_INFINITY, 1n],
    d: 18446744073709551615n,
  });
  expect(params).toEqual({ a: 'NaN', b: 'Infinity', c: '["-Infinity","1"]', d: '18446744073709551615' });
  expect(numberOrName(1.5)).toBe(1.5);
});

test('keys that objects have by themselves are keys like others', () => {
  const evil = Object.fromEntries<DocumentValue>([
    ['__proto__', { polluted: 1 }],
    ['constructor', 'x'],
  ]);
  const params = paramsOf(evil);
  expect(Object.keys(params)).toEqual(['__proto__.polluted', 'constructor']);
  expect(Object.getPrototypeOf(params)).toBeNull();
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('a dotted key that stands for two values is a fault, for one value it is not', () => {
  expect(faultOf({ 'a.b': 1, a: { b: 2 } })).toMatchObject({ code: 'E_PARAM_INVALID', where: 'p.json' });
  expect(paramsOf({ 'a.b': 1, a: { b: 1 } })).toEqual({ 'a.b': 1 });
});

test('depth, size and number of keys are bounded', () => {
  expect(faultOf(nested(32, 1))).toBeUndefined();
  expect(faultOf(nested(33, 1))?.what).toMatch(/deeper than 32/);
  let list: DocumentValue = [];
  for (let i = 0; i < 40; i++) list = [list];
  expect(faultOf({ list })?.what).toMatch(/deeper than 32/);
  expect(faultOf({ text: 'x'.repeat(8192) })).toBeUndefined();
  const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`k${i}`, i]));
  expect(faultOf(many(5000))).toBeUndefined();
  expect(faultOf(many(5001))?.what).toMatch(/5000/);
  expect(faultOf({ 'a\nb': 1 })?.code).toBe('E_PARAM_INVALID');
  expect(faultOf({ '': 1 })?.code).toBe('E_PARAM_INVALID');
});

test.each([[[1, 2]], ['text'], [3], [null]])('a document that is %p and no object is refused', (value) => {
  expect(faultOf(value as DocumentValue)).toMatchObject({ code: 'E_FILE_FORMAT' });
});

test('a document that is wrong throughout gives a bounded list of faults', () => {
  const bad = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`k${i}\u0001`, i]));
  const { leaves, faults } = flatten(bad, { code: 'E_METRIC_INVALID', where: 'm.json', limit: 5000 });
  expect([leaves.size, faults.length]).toEqual([0, 20]);
});

test('maps of a hundred entries are digests only where the file has too many keys otherwise', () => {
  const tokens = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, id) => [id, { content: `<${id}>`, special: true, lstrip: false }]),
    );
  const few = paramsOf({ tokens: tokens(900), bos: 's' });
  expect(Object.keys(few)).toHaveLength(2701);
  const many = paramsOf({ one: tokens(900), two: tokens(900), bos: 's' });
  expect(many).toEqual({
    one: expect.stringMatching(/\(900 entries\)$/),
    two: many.one,
    bos: 's',
  });
});
