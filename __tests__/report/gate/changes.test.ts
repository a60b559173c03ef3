import type { Change } from '../../../src/core/judgement.js';
import { changesTable } from '../../../src/report/gate/changes.js';
import { judgement } from './views.js';

const DETAIL = { rows: 10, text: 200, charts: 0 };
const CHANGED: Change = { name: 'orders', before: 'v1', after: 'v2' };
const UNKNOWN: Change = {
  name: 'users',
  before: 'v1 (sha256:aaaaaaaaaaaa)',
  after: 'v1 (sha256:bbbbbbbbbbbb)',
  unknown: 'digests are of another scheme',
};

const table = (...datasets: Change[]) => changesTable({ ...judgement(), params: [], datasets }, DETAIL);

test('data whose digests cannot be compared is not said to have changed', () => {
  expect(table(UNKNOWN)).toContain('<summary>Not compared: 1 dataset (users)</summary>');
  expect(table(UNKNOWN)).toContain('`v1 (sha256:bbbbbbbbbbbb)` (digests are of another scheme)');
  expect(table(CHANGED, UNKNOWN)).toContain(
    '<summary>Changed: 1 dataset (orders). Not compared: 1 dataset (users)</summary>',
  );
  expect(table(CHANGED)).toContain('<summary>Changed: 1 dataset (orders)</summary>');
  expect(table()).toBe('');
});
