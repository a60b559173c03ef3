import { parseExact, parseLongs } from '../../../src/mlflow/protocol/exact-json.js';
import { LongInteger, WholeFloat } from '../../../src/mlflow/protocol/python-text.js';

const LONG = '12345678901234567';

describe.each([
  ['parseLongs', parseLongs],
  ['parseExact', parseExact],
])('%s', (_, parse) => {
  test('keeps the digits of numbers, and leaves texts alone that have some', () => {
    const text = String.raw`{"n": ${LONG} ,"x":"a \" 12345678901234568 \\","${LONG}":[ -${LONG} ,1]}`;
    expect(parse(text)).toEqual({
      n: new LongInteger(LONG),
      x: 'a " 12345678901234568 \\',
      [LONG]: [new LongInteger(`-${LONG}`), 1],
    });
  });

  test('a text without an end is refused, however long it is and whatever it ends with', () => {
    const begun = `{"n": ${LONG} ,"x":"${'\\"'.repeat(300_000)}`;
    expect(() => parse(begun)).toThrow(SyntaxError);
    expect(() => parse(`${begun}\\`)).toThrow(SyntaxError);
  });

  test('a text of many escapes is read', () => {
    const value = '"'.repeat(5_000_000);
    expect(parse(`{"n": ${LONG} ,"x":${JSON.stringify(value)}}`)).toEqual({
      n: new LongInteger(LONG),
      x: value,
    });
  });
});

test('a float that is whole is told from an integer', () => {
  const read = parseExact('[9.0,"9.0",9,1e3,1.5]') as unknown[];
  const floats = read.map((one) => (one instanceof WholeFloat ? { float: one.valueOf() } : one));
  expect(floats).toEqual([{ float: 9 }, '9.0', 9, { float: 1000 }, 1.5]);
});
