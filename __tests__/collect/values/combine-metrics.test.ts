import fc from 'fast-check';
import { type Combined, combine, type MetricsOfFile } from '../../../src/collect/values/combine-metrics.js';
import { Curve } from '../../../src/collect/values/metric-curves.js';
import { Faults } from '../../../src/core/errors.js';

function curve(points: readonly [value: number, step: number | null][]): Curve {
  const made = new Curve();
  for (const [value, step] of points) made.push(value, step ?? Number.NaN, Number.NaN);
  return made;
}

function file(path: string, keys: Record<string, [number, number | null][]>): MetricsOfFile {
  return { path, curves: new Map(Object.entries(keys).map(([key, points]) => [key, curve(points)])) };
}

function combined(files: readonly MetricsOfFile[], inline: Record<string, number> = {}): Combined {
  const faults = new Faults();
  const lines = Object.entries(inline).map(([key, value], index) => ({
    ...{ key, value },
    where: `metrics, line ${index + 1}`,
  }));
  const found = combine({ inline: lines, files }, faults);
  faults.throwIfAny();
  return found;
}

const told = ({ metrics }: Combined) =>
  Object.fromEntries(Object.entries(metrics).map(([key, { value, source }]) => [key, `${value} ${source}`]));

test('two curves of one name are two, and keys that one file has alone stay', () => {
  const { metrics, series } = combined([
    file('logs/train/loss.tsv', {
      loss: [
        [0.8, 0],
        [0.1, 1],
      ],
      lr: [[0.1, 0]],
    }),
    file('logs/eval/loss.tsv', {
      loss: [
        [1, 0],
        [0.9, 1],
      ],
    }),
  ]);
  expect(Object.keys(metrics).sort()).toEqual(['eval/loss', 'lr', 'train/loss']);
  expect(series.filter(({ key }) => key === 'eval/loss').map(({ value }) => value)).toEqual([1, 0.9]);
});

test('what two files have is told apart whatever its values are; where they are the same the key is one as well', () => {
  const two = (a: number, b: number) =>
    told(combined([file('a.json', { auc: [[a, null]] }), file('b.json', { auc: [[b, null]] })]));
  expect(two(0.9, 0.8)).toEqual({ 'a/auc': '0.9 a.json', 'b/auc': '0.8 b.json' });
  expect(two(0.9, 0.9)).toEqual({ 'a/auc': '0.9 a.json', 'b/auc': '0.9 b.json', auc: '0.9 a.json' });
});

test('what is said once more, by MLflow or by the results of all splits, is one where it is the same', () => {
  const own = file('out/eval_results.json', { eval_auc: [[0.9, null]] });
  const all = (value: number) => file('out/all_results.json', { eval_auc: [[value, null]] });
  expect(told(combined([own, all(0.9)]))).toEqual({ eval_auc: '0.9 out/all_results.json' });
  expect(Object.keys(combined([own, all(0.8)]).metrics)).toHaveLength(2);
  const logged = { ...file('MLflow run 1', { eval_auc: [[0.9, null]] }), repeats: true };
  expect(told(combined([own, logged]))).toEqual({ eval_auc: '0.9 MLflow run 1' });
});

test('a final value beside a column is the metric, the column its curve', () => {
  const { metrics, series } = combined([
    file('h.csv', {
      auc: [
        [0.8, 1],
        [0.95, 2],
      ],
    }),
    file('m.json', { auc: [[0.93, null]] }),
  ]);
  expect(metrics.auc).toMatchObject({ value: 0.93, source: 'm.json' });
  expect(series).toHaveLength(3);
});

test('a final value stays what it is beside several curves of that name', () => {
  const curves = [file('train/h.csv', { loss: [[0.1, 1]] }), file('eval/h.csv', { loss: [[0.9, 1]] })];
  expect(told(combined([...curves, file('m.json', { loss: [[0.5, null]] })]))).toEqual({
    loss: '0.5 m.json',
    'train/loss': '0.1 train/h.csv',
    'eval/loss': '0.9 eval/h.csv',
  });
  const two = [file('a.json', { loss: [[0.5, null]] }), file('b.json', { loss: [[0.6, null]] })];
  expect(Object.keys(combined([...curves.slice(0, 1), ...two]).metrics).sort()).toEqual([
    'a/loss',
    'b/loss',
    'h/loss',
  ]);
});

test('an inline value is the metric; what contradicts it is a fault and no metric', () => {
  const curves = [file('a.csv', { auc: [[0.8, 1]] }), file('b.csv', { auc: [[0.7, 1]] })];
  expect(told(combined(curves, { auc: 0.9 }))).toEqual({
    auc: '0.9 input metrics, line 1',
    'a/auc': '0.8 a.csv',
    'b/auc': '0.7 b.csv',
  });
  const faults = new Faults();
  const inline = [{ key: 'auc', value: 0.9, where: 'metrics, line 1' }];
  const found = combine({ inline, files: [file('a.json', { auc: [[0.8, null]], f1: [[1, null]] })] }, faults);
  expect(Object.keys(found.metrics)).toEqual(['f1']);
  expect(faults.list).toMatchObject([{ code: 'E_METRIC_INVALID', where: 'a.json' }]);
});

test('a longer key is never one that is there already', () => {
  const { metrics } = combined([
    file('train/h.csv', { loss: [[1, 1]], 'eval/loss': [[5, 1]] }),
    file('eval/h.csv', { loss: [[2, 1]] }),
  ]);
  expect(told({ metrics, series: [], whole: null })).toEqual({
    'eval/loss': '5 train/h.csv',
    'train/h/loss': '1 train/h.csv',
    'eval/h/loss': '2 eval/h.csv',
  });
});

const key = fc.constantFrom('loss', 'auc', 'a/loss', 'train/loss', 'm/auc');
const points = fc.array(fc.tuple(fc.integer({ min: 0, max: 2 }), fc.option(fc.integer({ min: 0, max: 3 }))), {
  minLength: 1,
  maxLength: 4,
});
const path = fc
  .array(fc.constantFrom('a', 'train', 'm', 'eval'), { minLength: 1, maxLength: 3 })
  .map((names) => `${names.join('/')}.csv`);
const files = fc
  .uniqueArray(fc.record({ path, keys: fc.dictionary(key, points) }), {
    selector: (one) => one.path,
    minLength: 1,
    maxLength: 5,
  })
  .map((some) => some.map((one) => file(one.path, one.keys)));
const settings = { seed: 20261128, numRuns: 500 };

function tolerant(some: readonly MetricsOfFile[]) {
  const faults = new Faults();
  return { ...combine({ inline: [], files: some }, faults), faults: faults.list };
}

test('what is recorded does not depend on the order of the files', () => {
  fc.assert(
    fc.property(files, (some) => {
      expect(tolerant([...some].reverse())).toEqual(tolerant(some));
    }),
    settings,
  );
});

test('no point is lost, and no key has the curves of two files', () => {
  fc.assert(
    fc.property(files, (some) => {
      const { metrics, series, faults } = tolerant(some);
      fc.pre(faults.length === 0);
      for (const name of Object.keys(metrics)) {
        const own = series.filter((point) => point.key === name && point.step !== null);
        const sources = some.filter(({ path: from, curves }) =>
          [...curves].some(([of, { steps, values }]) => {
            if (of !== name && !name.endsWith(`/${of}`)) return false;
            const stepped = values.flatMap((value, index) => {
              return Number.isNaN(steps[index]) ? [] : [`${value}@${steps[index]}`];
            });
            return from !== '' && stepped.join() === own.map(({ value, step }) => `${value}@${step}`).join();
          }),
        );
        if (own.length > 0) expect(sources.length).toBeGreaterThan(0);
      }
      const stepped = some.flatMap(({ curves }) =>
        [...curves.values()].flatMap(({ steps }) => steps.filter((step) => !Number.isNaN(step))),
      );
      expect(series.filter(({ step }) => step !== null)).toHaveLength(stepped.length);
    }),
    settings,
  );
});

test('only keys that clash are longer', () => {
  fc.assert(
    fc.property(files, (some) => {
      const { metrics } = tolerant(some);
      const raw = new Set(some.flatMap(({ curves }) => [...curves.keys()]));
      for (const name of raw) {
        const having = some.filter(({ curves }) => curves.has(name));
        if (having.length === 1) expect(metrics).toHaveProperty([name]);
      }
    }),
    settings,
  );
});
