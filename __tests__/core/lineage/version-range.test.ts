import { isInRange, parseRange } from '../../../src/core/lineage/version-range.js';

const judged = (range: string, version: string) => isInRange(parseRange(range), version, 0);

test.each<[string, string, string, string]>([
  [
    '>=2024 <2025',
    '2024 2024-01 2024-12-31 2024-Q4 2024-W05 20240131 202401 v2024-01',
    '2023-12 2025-01',
    '',
  ],
  ['<2024', '2023-12 2023 202312 v2023-Q1', '2024-01 2024-01-01 2024 2024-Q1', ''],
  ['<=2024', '2024-12 2024-12-31 20241231235959', '2025-01 2025-W02', ''],
  ['>2024-01', '2024-02 2024-02-01 2025', '2024-01-31 2024-01 2023', '2024'],
  ['=2024-02', '2024-02 2024-02-29 202402', '2024-03 2024-01-31', '2024 2024-Q1'],
  ['>=2024-02 <=2024-10', '2024-02 2024-10 2024-10-31 2024-Q2', '2024-01 2024-11', '2024 2024-Q1'],
  ['>=2024-W05 <2024-W10', '2024-W09 2024-02 2024-01-29 2024w05', '2024-01-28 2024-W10 2024-04', '2024-03'],
  ['<2025', '2024-W52', '2025-W02', '2025-W01'],
  ['>=v2024-01 <v2024-03', 'v2024-02 2024-02', 'v2024-03 v2023-12', 'v2024'],
  ['>=20240101 <20240201', '20240131 2024-01 202401', '20231231 20240201 2024-02', '2024'],
  [
    '>=20240131060000 <20240131180000',
    '20240131120000 2024013106 20240131060000001',
    '20240131180000 20240131055959999',
    '2024-01-31',
  ],
  // As numbers, where one of them is nothing else.
  ['>=2024 <2025', '2024.1 2024.12.31 v2024.01', '2023.9 2025.1 3 2024-rc1', ''],
  ['<2024.6', '2024 2024.5 2024-rc1', '2025 2024.10', '2024-01'],
  ['>=3 <12', '3 10', '2 20 2024', ''],
])('%s: the time that a date means is within', (range, within, without, neither) => {
  const all = (versions: string) => (versions === '' ? [] : versions.split(' '));
  const versions = [within, without, neither].flatMap(all);
  const told = (isIn: boolean | undefined) => versions.filter((one) => judged(range, one) === isIn);
  expect([told(true), told(false), told(undefined)]).toEqual([within, without, neither].map(all));
});

test.each([
  // Dates of forms that nobody can place.
  ...['2024-1', '2024-13', '2024-02-30', '2024-W53', '2024-jan', '2024-spring', '2024-H1', '2024-01-31-2'],
  ...['2024-01-31T12', '31-01-2024', '01-2024', '24-01', '2024_01', '2024.01.01T00'],
  // What came after a release, or of it.
  ...['v2.0-3-gabc1234', 'v2.0-1', 'v2.0-cleaned', 'v1-20240131', 'v2.0-predicted', 'v2024-eu'],
])('%s is neither before nor after anything', (version) => {
  for (const range of ['>=2024 <2025', '<2024', '>=0', '<=2030-01', '>=v1.0 <v3.0'])
    expect(judged(range, version)).toBeUndefined();
  expect(() => parseRange(`>=${version}`)).toThrow('neither a number like v2.10 nor a date like');
});

test.each(['alpha', 'beta.2', 'rc1', 'RC-1', 'pre', 'preview3', 'prerelease.1', 'dev', 'draft', 'SNAPSHOT'])(
  '%s stands before its release',
  (before) => {
    expect(judged('<v2.0', `v2.0-${before}`)).toBe(true);
    expect(judged('>=v2.0', `v2.0-${before}`)).toBe(false);
  },
);

test('numbers are whole numbers, however long', () => {
  const [one, next] = ['1706700000000000000', '1706700000000000200'];
  expect(judged('<1706700000000000100', one)).toBe(true);
  expect(judged('<1706700000000000100', next)).toBe(false);
  expect(judged('=1706700000000000050', one)).toBe(false);
  expect(judged(`=00${one}`, one)).toBe(true);
  expect(judged(`>=v1.${one} <=v1.${next}`, 'v1.1706700000000000201')).toBe(false);
  expect(judged(`>v2.0-rc${one}`, `v2.0-rc${next}`)).toBe(true);
  expect(judged(`>v2.0-rc1706700000000000001`, `v2.0-rc${one}`)).toBe(false);
  const long = '9'.repeat(100_000);
  expect(judged(`<1${'0'.repeat(100_000)}`, long)).toBe(true);
  expect(judged(`<${long}`, long)).toBe(false);
});

test('bounds have one form that they share', () => {
  expect(judged('>=2024 <2024-06', '2024-05')).toBe(true);
  expect(judged('>=2024 <2024.6', '2024.5')).toBe(true);
  for (const range of ['>=2024.1 <2024-06', '>=v2 <2024-W05'])
    expect(() => parseRange(range)).toThrow('numbers and days have no order');
});
