import type { RunRecord } from '../../../../src/core/generated/types.js';
import { judged, policy, run } from '../support.js';

type Dataset = RunRecord['inputs']['datasets'][number];

function used(...data: Pick<Dataset, 'name' | 'digest' | 'role'>[]): RunRecord {
  const none = { version: 'v1', path: null, size_bytes: null, source: null };
  const datasets = data.map((facts) => ({ ...none, ...facts }));
  return run({}, { inputs: { datasets, code: null, params: {}, seeds: {} } });
}

const [A, B] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`];

function said(...runs: RunRecord[]) {
  return judged(policy({}), { runs }).findings.filter(({ rule }) => rule === 'datasets.roles');
}

test('a run that was judged on the bytes that it was trained on is warned of, once for all seeds', () => {
  const leaks = used({ name: 'orders', digest: A }, { name: 'holdout', digest: A, role: 'test' });
  expect(said(leaks, leaks)).toEqual([
    {
      rule: 'datasets.roles',
      severity: 'warning',
      subject: 'holdout=v1',
      message:
        'The dataset `holdout=v1`, which the run was judged on, has the very bytes of `orders=v1`, which it was trained on',
      mend: 'Look at the paths of both in `datasets`',
    },
  ]);
});

test('other bytes, bytes that nobody knows, and one name that the script splits are none of that', () => {
  const test = { name: 'holdout', role: 'test' } as const;
  expect(said(used({ name: 'orders', digest: A }, { ...test, digest: B }))).toEqual([]);
  expect(said(used({ name: 'orders', digest: null }, { ...test, digest: null }))).toEqual([]);
  expect(said(used({ ...test, role: 'train', digest: A }, { ...test, digest: A }))).toEqual([]);
  expect(said(used({ ...test, digest: A }, { ...test, name: 'b', role: 'validation', digest: A }))).toEqual(
    [],
  );
});
