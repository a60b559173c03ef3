import {
  type Check,
  type Fields,
  flag,
  list,
  long,
  message,
  number,
  readMessage,
  text,
  whole,
  word,
} from '../../../src/mlflow/protocol/message.js';

const FIELDS = {
  run_id: text,
  size: whole,
  rate: number,
  all: flag,
  view: word('ACTIVE', 'ALL'),
  ids: list(text),
  tags: list(message({ key: text, value: text })),
  inner: message({ name: text, steps: list(whole) }),
};
const CHECKS: Check[] = Object.keys(FIELDS).map((field) => ({ field }));
const EMPTY = { ids: [], tags: [] };
const HELP = ' See the API docs for more information about request parameters.';

const read = (raw: object, checks: readonly Check[] = []) =>
  readMessage({ ...raw } as Record<string, unknown>, FIELDS, checks);
/** The type of every field that is sent is asked for. */
const strict = (raw: object) => () => read(raw, CHECKS);

test.each([
  [{}, {}],
  [{ run_id: 'a', size: 3, rate: 0.5, all: true, view: 'ALL' }, {}],
  [{ run_id: null, ids: null, inner: null }, EMPTY],
  [{ unknown: 1, toString: 2, constructor: 'x' }, EMPTY],
  [
    { size: '12', rate: '1.5e3' },
    { ...EMPTY, size: 12, rate: 1500 },
  ],
  [
    { size: '-7', rate: '.5' },
    { ...EMPTY, size: -7, rate: 0.5 },
  ],
  [{ rate: 'NaN' }, { ...EMPTY, rate: Number.NaN }],
  [{ rate: 'Infinity' }, { ...EMPTY, rate: Number.POSITIVE_INFINITY }],
  [{ rate: '-Infinity' }, { ...EMPTY, rate: Number.NEGATIVE_INFINITY }],
  [{ runId: 'a' }, { ...EMPTY, run_id: 'a' }],
  [{ tags: [{ key: 'k', value: 'v', other: 1 }] }, { ids: [], tags: [{ key: 'k', value: 'v' }] }],
  [{ inner: { name: 'n' } }, { ...EMPTY, inner: { name: 'n', steps: [] } }],
  [{ inner: { steps: [1, '2'] } }, { ...EMPTY, inner: { steps: [1, 2] } }],
])('%j is read', (raw, expected) => {
  expect(read(raw)).toEqual({ ...EMPTY, ...(Object.keys(expected).length === 0 ? raw : expected) });
});

describe('enums', () => {
  test.each([
    ['ACTIVE', 'ACTIVE'],
    [1, 'ACTIVE'],
    [2, 'ALL'],
    // A word that MLflow does not know it passes over.
    ['NONE', undefined],
    ['active', undefined],
  ])('%j is %j', (view, expected) => {
    expect(read({ view, run_id: 'behind it' })).toEqual({
      ...EMPTY,
      run_id: 'behind it',
      ...(expected && { view: expected }),
    });
  });

  test('an unknown one leaves a list, a null makes it unreadable', () => {
    const fields = { views: list(word('A', 'B')) };
    expect(readMessage({ views: ['A', 'X', 2] }, fields, [])).toEqual({ views: ['A', 'B'] });
    expect(readMessage({ views: ['A', null] }, fields, [])).toEqual({ views: ['A'] });
  });
});

describe('what cannot be read', () => {
  test.each([
    { size: 1.5 },
    { size: '1.5' },
    { size: true },
    { rate: 'much' },
    { rate: '0x10' },
    { run_id: 1 },
    { all: 'true' },
    { view: [] },
    { view: 3 },
    { view: 0 },
    { ids: 'a' },
  ])('%j ends the reading; what stands before it counts, and what stands behind it does not', (bad) => {
    const [name = ''] = Object.keys(bad);
    const before = name === 'run_id' ? { size: 3 } : { run_id: 'before' };
    const behind = name === 'rate' ? { size: 4 } : { rate: 4 };
    expect(read({ ...before, ...bad, ...behind })).toEqual({ ...EMPTY, ...before });
  });

  test.each([
    [{ ids: ['a', 1, 'b'] }, { ids: ['a'] }],
    [{ tags: [{ key: 'k', value: 1 }] }, { tags: [{ key: 'k' }] }],
    [{ tags: [null] }, { tags: [{}] }],
    [{ inner: { name: 'n', steps: [1, 'x'] } }, { inner: { name: 'n', steps: [1] } }],
  ])('of %j there is what stands before the fault, and nothing behind it', (bad, there) => {
    expect(read({ ...bad, rate: 4 })).toEqual({ ...EMPTY, ...there });
  });

  test('a list where a message belongs is an empty one, as in MLflow', () => {
    expect(read({ inner: [], rate: 4 })).toEqual({ ...EMPTY, inner: { steps: [] }, rate: 4 });
  });

  test('is told of the first field that has a check and no such value', () => {
    expect(strict({ size: 1.5, run_id: 7, all: 1 })).toThrow(
      `Invalid value 7 for parameter 'run_id' supplied:  Hint: Value was of type 'int'.${HELP}`,
    );
    expect(strict({ all: 'true' })).toThrow(`Invalid value "true" for parameter 'all' supplied:  Hint`);
    expect(strict({ size: { b: 1, a: 'ü' } })).toThrow(
      `Invalid value {"a":"\\u00fc","b":1} for parameter 'size' supplied:  Hint: Value was of type 'dict'.`,
    );
    expect(strict({ tags: {} })).toThrow("Hint: Value was of type 'dict'.");
    expect(strict({ ids: [1] })).toThrow("Invalid value [1] for parameter 'ids'");
  });

  test('passes where the field alone has such a value, as in MLflow: it looks no deeper', () => {
    expect(strict({ size: true })()).toEqual(EMPTY);
    expect(strict({ tags: [{ key: 1 }] })()).toEqual({ ...EMPTY, tags: [{}] });
    expect(strict({ inner: { name: 1 } })()).toEqual({ ...EMPTY, inner: { steps: [] } });
  });
});

describe('what must be there', () => {
  const required = (field: string): Check[] => [{ field, required: true }];
  const lacks = (field: string) => `Missing value for required parameter '${field}'.${HELP}`;

  test.each([{}, { size: null }, { size: '' }])('%j lacks it', (raw) => {
    expect(() => read(raw, required('size'))).toThrow(lacks('size'));
  });

  test('zero, false and an empty list are there', () => {
    expect(read({ size: 0 }, required('size'))).toMatchObject({ size: 0 });
    expect(read({ all: false }, required('all'))).toMatchObject({ all: false });
    expect(read({ ids: [] }, required('ids'))).toMatchObject({ ids: [] });
  });

  test('a run is named by its old word as well', () => {
    const fields = { run_id: text, run_uuid: text } satisfies Fields;
    expect(readMessage({ run_uuid: 'r' }, fields, required('run_id'))).toEqual({ run_uuid: 'r' });
    expect(() => readMessage({ run_uuid: '' }, fields, required('run_id'))).toThrow(lacks('run_id'));
  });

  test('what else is wrong with a value is told only where it was sent', () => {
    const odd: Check[] = [{ field: 'size', fault: (value) => (value === 3 ? 'It is odd.' : undefined) }];
    expect(() => read({ size: 3 }, odd)).toThrow(`It is odd.${HELP}`);
    expect(read({ size: 4 }, odd)).toMatchObject({ size: 4 });
    expect(read({}, odd)).toEqual(EMPTY);
  });
});

test('a field that is sent in both spellings is refused, even with the same value', () => {
  expect(() => read({ run_id: 'a', runId: 'a' })).toThrow(
    "Request specifies both 'run_id' and 'runId'; provide only one of them.",
  );
  expect(read({ unknown_field: 1, unknownField: 2 })).toEqual(EMPTY);
});

test.each([
  { key: 'k', value: 0.5, step: 3 },
  { key: 'k', value: -0, step: -(2 ** 63) },
  { step: 2 ** 63 },
  { step: 1.5 },
  { value: '0.5', step: '9007199254740993' },
  { value: true },
  { key: 1, value: 0.5 },
  { key: null, value: 0.5 },
  { value: 'NaN', key: 'k' },
  { Step: 1 },
  JSON.parse('{"__proto__": {"key": "k"}, "value": 1}'),
  {},
])('of a list %j is read as it is beside a field that nobody knows', (item) => {
  const fields = { items: list(message({ key: text, value: number, step: long })) };
  const listed = (one: object) => readMessage({ items: [one, { key: 'behind' }] }, fields, []).items;
  const [items, beside] = [listed(item), listed({ ...item, unknown: 1 })];
  expect(items).toEqual(beside);
  expect(items[0]).not.toHaveProperty('unknown');
  expect(Object.keys(items[0] ?? {})).toEqual(Object.keys(beside[0] ?? {}));
});
