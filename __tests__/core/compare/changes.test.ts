import { compareDatasets, compareParams } from '../../../src/core/compare/changes.js';
import type { RunRecord } from '../../../src/core/generated/types.js';
import { run } from '../policy/support.js';

const DIGEST = (digit: string) => `sha256:${digit.repeat(64)}`;

function trained(params: RunRecord['inputs']['params'], seeds: RunRecord['inputs']['seeds'] = {}): RunRecord {
  return run({}, { inputs: { datasets: [], code: null, params, seeds } });
}

function on(...data: [name: string, version: string, digest: string | null][]): RunRecord {
  const datasets = data.map(([name, version, digest]) => ({
    ...{ name, version, digest },
    ...{ path: null, size_bytes: null, source: null },
  }));
  return run({}, { inputs: { datasets, code: null, params: {}, seeds: {} } });
}

test('params that changed, came or went are told by name; null is a value', () => {
  const before = trained({ lr: 0.1, depth: 3, loss: 'l2', gone: true });
  const after = trained({ lr: 0.2, depth: 3, loss: null, added: 'x' });
  expect(compareParams([after], [before])).toEqual([
    { name: 'added', before: null, after: 'x' },
    { name: 'gone', before: 'true', after: null },
    { name: 'loss', before: 'l2', after: 'null' },
    { name: 'lr', before: '0.1', after: '0.2' },
  ]);
});

test('seeds count between two single runs only', () => {
  const one = trained({ seed: 1 }, { seed: 1 });
  const two = trained({ seed: 2 }, { seed: 2 });
  expect(compareParams([one], [two])).toEqual([{ name: 'seed', before: '2', after: '1' }]);
  expect(compareParams([one, one], [two])).toEqual([]);
});

test('texts that spell one number are that number; versions of datasets are texts', () => {
  const before = trained({ lr: '1e-4', n: '1_000', zip: '0123', version: 'v1' });
  const after = trained({ lr: 0.0001, n: 1000, zip: 123, version: 'v1' });
  expect(compareParams([after], [before])).toEqual([{ name: 'zip', before: '0123', after: '123' }]);
  expect(compareDatasets([on(['d', '1.10', null])], [on(['d', '1.1', null])])).toEqual([
    { name: 'd', before: '1.1', after: '1.10' },
  ]);
});

test('datasets are compared by version, and by digest where the version stayed', () => {
  const before = on(['orders', 'v1', DIGEST('a')], ['users', 'v1', DIGEST('a')], ['shops', 'v1', null]);
  const after = on(['orders', 'v2', DIGEST('b')], ['users', 'v1', DIGEST('b')], ['shops', 'v1', DIGEST('b')]);
  expect(compareDatasets([after], [before])).toEqual([
    { name: 'orders', before: 'v1', after: 'v2' },
    { name: 'users', before: 'v1 (sha256:aaaaaaaaaaaa)', after: 'v1 (sha256:bbbbbbbbbbbb)' },
  ]);
  expect(compareDatasets([on(['a', 'v1', null], ['a', 'v2', null])], [on(['a', 'v1', null])])).toEqual([
    { name: 'a', before: 'v1', after: 'v1, v2' },
  ]);
});

test('with nothing to compare with, nothing changed', () => {
  expect(compareParams([trained({ lr: 1 })], [])).toEqual([]);
  expect(compareDatasets([on(['a', 'v1', null])], [])).toEqual([]);
});
