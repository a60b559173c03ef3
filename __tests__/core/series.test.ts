import fc from 'fast-check';
import {
  curveId,
  type Measured,
  oneCurve,
  parseSeriesLine,
  type SeriesPoint,
  seriesLine,
} from '../../src/core/series.js';

const name = fc.string({ minLength: 1, maxLength: 250 }).filter((key) => !/[\u0000-\u001f\u007f]/.test(key));
const measured = fc.oneof(
  fc.constant({}),
  fc.record({ model_id: name }),
  fc.record({ dataset: name, dataset_digest: name }),
  fc.record({ model_id: name, dataset: name, dataset_digest: name }),
);
const bare = fc.record({
  key: name,
  value: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    fc.constantFrom('NaN', 'Infinity', '-Infinity'),
  ),
  step: fc.option(fc.maxSafeInteger()),
  at: fc.option(fc.constantFrom('2026-11-21T09:30:00Z', '2026-11-21T09:30:00.123Z')),
});
const point: fc.Arbitrary<SeriesPoint> = fc.tuple(bare, measured).map(([one, of]) => ({ ...one, ...of }));

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

const LINE = '{"key":"loss","value":1,"step":1,"at":null';

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
  ['a long line', `{"key":"loss","value":1,"step":1,"at":null}${' '.repeat(9_000)}`],
  ['a data set without its digest', '{"key":"loss","value":1,"step":1,"at":null,"dataset":"d"}'],
  ['a model behind the data set', `${LINE},"dataset":"d","dataset_digest":"1","model_id":"m"}`],
  ['no model', `${LINE},"model_id":""}`],
  ['a model with a line feed', `${LINE},"model_id":"a\\nb"}`],
  ['a long model', `${LINE},"model_id":"${'x'.repeat(501)}"}`],
  ['a model that is a number', `${LINE},"model_id":1}`],
  ['nothing', ''],
])('%s is no point', (_, line) => {
  expect(parseSeriesLine(line)).toBeUndefined();
});

const of = (model_id: string | undefined, dataset?: string) => ({
  ...(model_id === undefined ? {} : { model_id }),
  ...(dataset === undefined ? {} : { dataset, dataset_digest: '1' }),
});

test('points of one key that were measured of different things are different curves', () => {
  const measured = [of(undefined), of('m-1'), of('m-2'), of('m-1', 'd'), of(undefined, 'd')];
  const ids = measured.map((one) => curveId({ key: 'auc', ...one }));
  expect(new Set(ids).size).toBe(5);
  expect(ids[0]).toBe('auc');
});

test('of these one is shown: that of nothing in particular, or else what was measured last', () => {
  const at = (step: number, measured: Measured) => ({ key: 'auc', value: step, step, at: null, ...measured });
  const mixed = [at(1, of('m-1')), at(2, of('m-2')), at(3, of('m-1')), at(0, of('m-2', 'd'))];
  expect(oneCurve(mixed).map(({ step }) => step)).toEqual([1, 3]);
  expect(oneCurve([...mixed, at(1, {}), at(2, {})]).map(({ step }) => step)).toEqual([1, 2]);
  expect(oneCurve([])).toEqual([]);
});
