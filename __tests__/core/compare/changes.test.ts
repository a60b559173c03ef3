import {
  compareDatasets,
  compareParams,
  haveSameData,
  otherData,
} from '../../../src/core/compare/changes.js';
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

type Dataset = RunRecord['inputs']['datasets'][number];

function orders(facts: Partial<Dataset>): RunRecord {
  const none = { digest: null, path: null, size_bytes: null, source: null };
  const datasets = [{ name: 'orders', version: 'v1', ...none, ...facts }];
  return run({}, { inputs: { datasets, code: null, params: {}, seeds: {} } });
}

test('data that is used for something else is another thing than it was, whatever it is called', () => {
  const [trained, tested] = [orders({ digest: DIGEST('a') }), orders({ digest: DIGEST('a'), role: 'test' })];
  const both = orders({ digest: DIGEST('a'), role: 'test' });
  both.inputs.datasets.push(...trained.inputs.datasets);
  expect(compareDatasets([trained], [tested])).toEqual([
    { name: 'orders', before: 'v1 as test', after: 'v1 as train' },
  ]);
  expect(otherData([trained], [tested])).toEqual(['orders']);
  expect(haveSameData(trained, tested)).toBe(false);
  expect(compareDatasets([both], [tested])[0]?.after).toBe('v1 as test, v1 as train');
  const named = orders({ digest: DIGEST('a'), role: 'train' });
  expect(compareDatasets([named], [trained])).toEqual([]);
  expect([otherData([named], [trained]), haveSameData(named, trained)]).toEqual([[], true]);
});

describe('digests are compared by their scheme', () => {
  const [a, b] = [DIGEST('a'), DIGEST('b')];
  const [md5, other] = ['1'.repeat(32), '2'.repeat(32)];
  const changed = [{ name: 'orders', before: 'v1 (sha256:aaaaaaaaaaaa)', after: 'v1 (sha256:bbbbbbbbbbbb)' }];
  const unknown = [{ ...changed[0], unknown: 'digests are of another scheme' }];
  test.each<[string, Partial<Dataset>, Partial<Dataset>, unknown[]]>([
    ['two folders', { digest: a, scheme: 'folder-2' }, { digest: b, scheme: 'folder-2' }, changed],
    ['an older folder', { digest: a }, { digest: b, scheme: 'folder-2' }, unknown],
    ['the other way round', { digest: a, scheme: 'folder-2' }, { digest: b }, unknown],
    ['an older folder that was as clean', { digest: a }, { digest: a, scheme: 'folder-2' }, []],
    ['an older file', { digest: a }, { digest: b, scheme: 'file' }, changed],
    [
      'a file that became a folder',
      { digest: a, scheme: 'file' },
      { digest: b, scheme: 'folder-2' },
      unknown,
    ],
    [
      'another scheme that both have says more',
      { digest: a, digests: { md5 } },
      { digest: b, scheme: 'folder-2', digests: { md5 } },
      [],
    ],
    [
      'only pointers',
      { digests: { md5, etag: 'x' } },
      { digests: { md5: other, etag: 'x' } },
      [{ name: 'orders', before: 'v1 (md5:111111111111)', after: 'v1 (md5:222222222222)' }],
    ],
    ['the same pointers', { digests: { md5 } }, { digests: { md5 } }, []],
    ['nothing known of one', { digests: { md5 } }, {}, []],
  ])('%s', (_, before, after, expected) => {
    expect(compareDatasets([orders(after)], [orders(before)])).toEqual(expected);
  });
});

test('with nothing to compare with, nothing changed', () => {
  expect(compareParams([trained({ lr: 1 })], [])).toEqual([]);
  expect(compareDatasets([on(['a', 'v1', null])], [])).toEqual([]);
});
