import { isPackageIn, packageName, parsePackageRange } from '../../../src/core/lineage/package-range.js';

const isIn = (range: string, version: string) => isPackageIn(parsePackageRange(range), version);

test.each([
  ['numpy', ['1.26.0', '2.0rc1', 'anything'], []],
  ['numpy==1.26.0', ['1.26.0', '1.26', 'v1.26.0', '1.26.0+cu118'], ['1.26.1', '1.26.0rc1']],
  ['numpy==1.26.*', ['1.26.0', '1.26.9'], ['1.27', '2!1.26.0']],
  ['numpy>=1.26,<2', ['1.26.0', '1.99', '1.26.0.post1'], ['1.25', '2.0', '2.0rc1']],
  ['numpy >= 1.26 , != 1.26.1', ['1.26.0', '2'], ['1.26.1']],
  ['numpy~=1.26.1', ['1.26.1', '1.26.9'], ['1.27', '1.26.0']],
  ['torch==2.1+cpu', ['2.1+cpu', '2.1.0+CPU'], ['2.1', '2.1+cu118']],
  ['torch!=2.1+cpu', ['2.1', '2.1+cu118'], ['2.1+cpu']],
  // What stands behind the same numbers counts.
  ['x>1.0', ['1.0.1', '1!1.0', '1.1rc1'], ['1.0', '1.0.post1', '1.0+local']],
  ['x>1.0.post1', ['1.0.post2'], ['1.0.post1', '1.0']],
  ['x<1.0rc2', ['1.0rc1', '1.0b3'], ['1.0rc2', '1.0']],
  ['x<1.0', ['0.9', '0.9rc1'], ['1.0rc1', '1.0.dev1', '1!0.9']],
  ['x===weird', ['weird', 'Weird'], ['1.0']],
])('%s', (range, within, without) => {
  expect(within.filter((version) => isIn(range, version) !== true)).toEqual([]);
  expect(without.filter((version) => isIn(range, version) !== false)).toEqual([]);
});

test('a version that PEP 440 does not know is neither in nor out', () => {
  expect(isIn('x>=1', '2019-final')).toBeUndefined();
  expect(isIn('x==1.*', 'weird')).toBeUndefined();
});

test('numbers that floating point would round are compared as text, or have no place in the order', () => {
  for (const version of ['1000000000000000000000000', '1.99999999999999999999999', '9'.repeat(30)]) {
    expect(isIn('x==1', version)).toBeUndefined();
    expect(isIn('x<2', version)).toBeUndefined();
    expect(isIn(`x==${version}`, version)).toBe(true);
    expect(isIn(`x==${version}`, '1')).toBe(false);
    expect(isIn(`x!=${version}`, '1')).toBe(true);
    expect(() => parsePackageRange(`x<${version}`)).toThrow('is wrong at position 2');
  }
  expect(isIn('x==20261130123456789', '20261130123456788')).not.toBe(true);
  expect(isIn('x==1', ' 1.0 ')).toBe(true);
});

test('a package has one name however it is written', () => {
  expect(parsePackageRange('Scikit_Learn==1').name).toBe(packageName('scikit.learn'));
  expect(packageName('a-_.b ')).toBe('a-b');
});

test.each([
  ['', 1],
  ['==1', 1],
  ['numpy 1.26', 7],
  ['numpy>=1.26,,<2', 13],
  ['numpy>=1.26,=<2', 13],
  ['numpy[extra]==1', 6],
  ['numpy>=one', 6],
  ['numpy~=1', 6],
])('%s is refused where it is wrong', (text, position) => {
  expect(() => parsePackageRange(text)).toThrow(`is wrong at position ${position}: `);
});
