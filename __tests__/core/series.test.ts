import fc from 'fast-check';
import { parseSeriesLine, type SeriesPoint, seriesLine } from '../../src/core/series.js';

const point = fc.record({
  key: fc.string({ minLength: 1, maxLength: 250 }).filter((key) => !/[\u0000-\u001f\u007f]/.test(key)),
  value: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.constantFrom('NaN', 'Infinity', '-Infinity'),
  ),
  step: fc.option(fc.maxSafeInteger()),
  at: fc.option(fc.constantFrom('2026-11-21T09:30:00Z', '2026-11-21T09:30:00.123Z')),
}) satisfies fc.Arbitrary<SeriesPoint>;

test('a point is read as it was written', () => {
  fc.assert(
    fc.property(point, (one) => {
      const line = seriesLine(one);
      expect(line.endsWith('\n')).toBe(true);
      expect(parseSeriesLine(line.slice(0, -1))).toEqual(one);
    }),
    { seed: 20261121 },
  );
});

test.each([
  ['no JSON', 'loss=1'],
  ['null', 'null'],
  ['a number', '1'],
  ['other keys', '{"loss":1}'],
  ['keys in another order', '{"value":1,"key":"loss","step":1,"at":null}'],
  ['a key more', '{"key":"loss","value":1,"step":1,"at":null,"x":1}'],
  ['no key', '{"key":"","value":1,"step":1,"at":null}'],
  ['a key with a line feed', '{"key":"a\\nb","value":1,"step":1,"at":null}'],
  ['a long key', `{"key":"${'x'.repeat(251)}","value":1,"step":1,"at":null}`],
  ['a value as a text', '{"key":"loss","value":"1","step":1,"at":null}'],
  ['a step between two', '{"key":"loss","value":1,"step":1.5,"at":null}'],
  ['a time of another zone', '{"key":"loss","value":1,"step":1,"at":"2026-11-21T09:30:00+01:00"}'],
  ['a long line', `{"key":"loss","value":1,"step":1,"at":null}${' '.repeat(5_000)}`],
  ['nothing', ''],
])('%s is no point', (_, line) => {
  expect(parseSeriesLine(line)).toBeUndefined();
});
