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

/** In their order, in groups: before 2.1, its pre-releases, itself, its post-releases, after it, another epoch. */
const VERSIONS = [
  ['2.0.9'],
  ['2.1.dev1', '2.1a1', '2.1rc1.dev2', '2.1rc1', '2.1.0rc1+cu118', '2.1rc1.post1'],
  ['2.1', '2.1.0', '2.1.0+cu118'],
  ['2.1.post1.dev1', '2.1.0.post1', '2.1.post1+cu118', '2.1.post2'],
  ['2.1.0.1', '2.1.1', '2.2.dev1', '2.2'],
  ['1!2.1'],
];

// Worked out from the text of PEP 440, with all pre-releases taken as installed; `packaging` answers the same since 26.1, but refuses prefixes with `rc1` or `post1`.
test.each([
  // Zero padding, and local parts that count only where the clause has one.
  ['==2.1', '. ...... xxx .... .... .'],
  ['==2.1.0.0', '. ...... xxx .... .... .'],
  ['!=2.1', 'x xxxxxx ... xxxx xxxx x'],
  ['==2.1rc1', '. ...xx. ... .... .... .'],
  ['==2.1.post1', '. ...... ... .xx. .... .'],
  ['==2.1+cu118', '. ...... ..x .... .... .'],
  ['!=2.1.0+CU118', 'x xxxxxx xx. xxxx xxxx x'],
  ['==1!2.1', '. ...... ... .... .... x'],
  // A prefix has all that begins so, zeros that are not written too.
  ['==2.*', 'x xxxxxx xxx xxxx xxxx .'],
  ['==2.1.*', '. xxxxxx xxx xxxx xx.. .'],
  ['==2.1.0.*', '. xxxxxx xxx xxxx x... .'],
  ['!=2.1.0.*', 'x ...... ... .... .xxx x'],
  ['==2.1.0.0.*', '. xxxxxx xxx xxxx .... .'],
  ['==2.1rc1.*', '. ..xxxx ... .... .... .'],
  ['==2.1.0.post1.*', '. ...... ... xxx. .... .'],
  ['!=2.1.0.post1.*', 'x xxxxxx xxx ...x xxxx x'],
  ['==1!2.*', '. ...... ... .... .... x'],
  // `<V` leaves out pre-releases of V, unless V is one; what comes before V itself is none of V's.
  ['<2.1', 'x ...... ... .... .... .'],
  ['<2.1.0.post1', 'x xxxxxx xxx .... .... .'],
  ['<2.1.post1.dev1', 'x xxxxxx xxx .... .... .'],
  ['<2.1.post2', 'x xxxxxx xxx xxx. .... .'],
  ['<2.1rc1', 'x xxx... ... .... .... .'],
  ['<2.1rc1.post1', 'x xxxxx. ... .... .... .'],
  ['<2.1.dev1', 'x ...... ... .... .... .'],
  ['<2.2', 'x xxxxxx xxx xxxx xx.. .'],
  ['<1!0', 'x xxxxxx xxx xxxx xxxx .'],
  // `>V` leaves out local versions and post-releases of V, unless V is one; 2.1.post1 is none of 2.1rc1.
  ['>2.1', '. ...... ... .... xxxx x'],
  ['>2.1rc1', '. ...... xxx xxxx xxxx x'],
  ['>2.1rc1.post1', '. ...... xxx xxxx xxxx x'],
  ['>2.1.dev1', '. .xxxxx xxx xxxx xxxx x'],
  ['>2.1.0.post1', '. ...... ... ...x xxxx x'],
  ['>2.1.post1.dev1', '. ...... ... .xxx xxxx x'],
  // The others go by the order alone, without local parts.
  ['<=2.1', 'x xxxxxx xxx .... .... .'],
  ['<=2.1rc1', 'x xxxxx. ... .... .... .'],
  ['<=2.1.0.post1', 'x xxxxxx xxx xxx. .... .'],
  ['>=2.1', '. ...... xxx xxxx xxxx x'],
  ['>=2.1rc1', '. ...xxx xxx xxxx xxxx x'],
  ['>=2.1.0.post1', '. ...... ... .xxx xxxx x'],
  ['~=2.1', '. ...... xxx xxxx xxxx .'],
  ['~=2.1.0', '. ...... xxx xxxx xx.. .'],
  ['~=2.1.0.0', '. ...... xxx xxxx x... .'],
  ['~=2.1rc1', '. ...xxx xxx xxxx xxxx .'],
  ['~=2.1.0.post1', '. ...... ... .xxx xx.. .'],
  ['~=1!2.0', '. ...... ... .... .... x'],
  // Text.
  ['===2.1.0', '. ...... .x. .... .... .'],
  ['===2.1.*', '. ...... ... .... .... .'],
  ['>=2.1rc1,!=2.1.*,<2.2', '. ...... ... .... .... .'],
  ['>2.1rc1, !=2.1.0.*, <2.2.post1', '. ...... ... .... .xxx .'],
])('PEP 440: %s', (range, marks) => {
  const groups = marks.split(' ');
  const within = VERSIONS.flatMap((versions, group) =>
    versions.filter((_, at) => groups[group]?.[at] === 'x'),
  );
  expect(VERSIONS.flat().filter((version) => isIn(`torch${range}`, version))).toEqual(within);
  expect(VERSIONS.flat().map((version) => isIn(`torch${range}`, version))).not.toContain(undefined);
});

test.each([
  // Digits alone are a number; what JavaScript takes for one besides is text.
  ['x==1.0+01.Ubuntu-1', ['1.0+1.ubuntu.1'], ['1.0+1.ubuntu.2', '1.0+1.ubuntu']],
  ['x==1.0+12e4', ['1.0+12E4'], ['1.0+120000', '1.0+12e04']],
  ['x==1.0+0x10', [], ['1.0+16']],
  ['x!=1.0+0e1', ['1.0+0', '1.0+0e2'], ['1.0+0e1']],
  ['x==1.0+12345678901234567890', ['1.0+12345678901234567890'], ['1.0+12345678901234567891', '1.0']],
  ['x>=1.0,<2', ['1.0+12345678901234567890'], ['2.0+12345678901234567890']],
  ['x===1.0.dev1.*', ['1.0.dev1.*'], ['1.0.dev1']],
  ['x===weird,>=1', [], ['other', '2']],
])('texts: %s', (range, within, without) => {
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
  ['numpy==1.0.dev0.*', 6],
  ['numpy==1.0.dev1.*', 6],
  ['numpy==1.0+0.*', 6],
  ['numpy>=1.0+cpu', 6],
])('%s is refused where it is wrong', (text, position) => {
  expect(() => parsePackageRange(text)).toThrow(`is wrong at position ${position}: `);
});
