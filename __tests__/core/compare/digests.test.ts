import { otherData } from '../../../src/core/compare/changes.js';
import {
  compareContent,
  type Dataset,
  differInLineEnds,
  differingFiles,
} from '../../../src/core/compare/digests.js';
import { datasetOf } from '../../ledger/fixtures.js';
import { run } from '../policy/support.js';

const D = (digit: string) => `sha256:${digit.repeat(64)}`;
const of = (facts: Partial<Dataset>): Dataset => ({ ...datasetOf('orders', 'v1'), ...facts });
const file = (digit: string, facts: Partial<Dataset> = {}) =>
  of({ digest: D(digit), scheme: 'file', ...facts });
const folder = (digit: string, facts: Partial<Dataset> = {}) =>
  of({ digest: D(digit), scheme: 'folder-2', ...facts });

test.each([
  ['the same bytes', file('a'), file('a'), true],
  ['other bytes', file('a'), file('b'), false],
  ['a file and a folder', file('a'), folder('b'), undefined],
  ['nothing known of one', of({}), file('b'), undefined],
  ['an older folder and a newer one', of({ digest: D('a') }), folder('b'), undefined],
  ['an older file and a newer one', of({ digest: D('a') }), file('b'), false],
  ['an older folder with the digest of the newer', of({ digest: D('a') }), folder('a'), true],
  ['pointers of DVC', of({ digests: { md5: '1' } }), of({ digests: { md5: '2' } }), false],
  ['a pointer and the bytes', of({ digests: { md5: '1' } }), file('a', { digests: { md5: '1' } }), true],
  ['a pointer and bytes of unknown MD5', of({ digests: { md5: '1' } }), file('a'), undefined],
  ['marks of a store', of({ digests: { etag: '1' } }), of({ digests: { etag: '2' } }), undefined],
  [
    'texts without their CRs, which may be one where the bytes are not',
    of({ digests: { 'text-lf': D('c') } }),
    of({ digests: { 'text-lf': D('d') } }),
    undefined,
  ],
] as const)('%s', (_, before, now, isSame) => {
  expect(compareContent(before, now)?.isSame).toBe(isSame);
  expect(compareContent(now, before)?.isSame).toBe(isSame);
});

test('only line ends differ where the texts without CR are one, whichever has them', () => {
  const windows = file('b', { digests: { 'text-lf': D('a') } });
  expect(differInLineEnds(file('a'), windows)).toBe(true);
  expect(differInLineEnds(windows, file('a'))).toBe(true);
  expect(differInLineEnds(windows, file('c', { digests: { 'text-lf': D('a') } }))).toBe(true);
  expect(differInLineEnds(windows, file('c'))).toBe(false);
  expect(differInLineEnds(windows, folder('a'))).toBe(false);
  expect(differInLineEnds(of({ digests: { 'text-lf': D('a') } }), windows)).toBe(false);
});

test('files that differ, came or went are told where both lists are known', () => {
  const list = (...files: [path: string, digit: string][]) =>
    folder('a', { files: files.map(([path, digit]) => ({ path, digest: D(digit), size_bytes: 1 })) });
  const before = list(['same', '1'], ['went', '2'], ['differs', '3']);
  const now = list(['same', '1'], ['came', '2'], ['differs', '4']);
  expect(differingFiles(before, now)).toEqual(['came', 'differs', 'went']);
  expect(differingFiles(before, folder('b'))).toBeNull();
});

test('other data is known by its bytes, and by its version where nothing tells of the bytes', () => {
  const on = (...datasets: Dataset[]) => run({}, { inputs: { datasets, code: null, params: {}, seeds: {} } });
  const users = { ...file('u'), name: 'users' };
  expect(otherData([on(file('a'), users)], [on(file('b'), users)])).toEqual(['orders']);
  expect(otherData([on(file('a', { version: 'v2' }))], [on(file('a'))])).toEqual([]);
  expect(otherData([on(of({ version: 'v2' }))], [on(of({}))])).toEqual(['orders']);
  expect(otherData([on(of({}))], [on(file('a'))])).toEqual([]);
  expect(otherData([on(file('a')), on(file('b'))], [on(file('a'))])).toEqual(['orders']);
  expect(otherData([on(file('a'), users)], [on(file('a'))])).toEqual(['users']);
  expect(otherData([on(file('a'))], [on(file('a'), users)])).toEqual(['users']);
  expect(otherData([on(file('a'))], [])).toEqual([]);
});
