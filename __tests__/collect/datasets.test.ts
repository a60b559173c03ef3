import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { misplacedPath, oddLines, parseDatasets } from '../../src/collect/dataset-lines.js';
import {
  claimedPaths,
  collectDatasets,
  type Dataset,
  type DatasetsInput,
} from '../../src/collect/datasets.js';
import { sha256 } from '../../src/core/digest.js';
import { type Fault, Faults } from '../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from './workspace.js';

let ws: TestWorkspace;
beforeEach(async () => {
  ws = await makeWorkspace();
});
afterEach(() => ws.remove());

const posix = process.platform === 'win32' ? test.skip : test;
type Options = Partial<Omit<DatasetsInput, 'text' | 'workspace'>>;

async function both(
  text: string,
  options: Options = {},
): Promise<{ datasets: Dataset[]; faults: readonly Fault[] }> {
  const faults = new Faults();
  const datasets = await collectDatasets({ text, workspace: ws.root, cwd: '.', ...options }, faults);
  return { datasets, faults: faults.list };
}

async function collect(text: string, options: Options = {}): Promise<Dataset[]> {
  const { datasets, faults } = await both(text, options);
  expect(faults).toEqual([]);
  return datasets;
}

test('lines: name, version and a path with spaces', () => {
  expect(parseDatasets('orders=v2.1\r\n# c\n a=1\tdata/my file.csv \nb=x=y data')).toMatchObject([
    { name: 'orders', version: 'v2.1', path: null, line: 1 },
    { name: 'a', version: '1', path: 'data/my file.csv', line: 3 },
    { name: 'b', version: 'x=y', path: 'data', line: 4 },
  ]);
});

test('an empty version, as of an unset variable, does not make the path the version', () => {
  expect(() => parseDatasets('orders= data/orders.csv')).toThrow(/no version/);
});

test('a path in the place of a name or version is told where the line has none of its own', () => {
  const exists = (path: string) => path === 'data/a.csv' || path === 'raw';
  const faultOf = (line: string) => parseDatasets(line).map((one) => misplacedPath(one, exists))[0];
  expect(faultOf('a=data/a.csv')?.mend).toContain('`a=VERSION data/a.csv`');
  expect(faultOf('data/a.csv=v1')).toMatchObject({
    code: 'E_DATASET_INVALID',
    mend: expect.stringContaining('`NAME=v1 data/a.csv`'),
  });
  for (const line of ['data/a.csv=v1 data/a.csv', 'data/b.csv=v1', 'raw=v1', 'a=v1 data/a.csv'])
    expect(faultOf(line)).toBeUndefined();
});

test('what other formats write around an item is taken and told', () => {
  const lines = ['a=v1, data/a', 'b=v1;', '"c"=v1', "d='v1'", '"e=v1"', '- f=v1', 'g=v1,2 x,y', "h's=v1"];
  const told = oddLines(parseDatasets(lines.join('\n')));
  expect(told.map((one) => /line (\d)\) (?:has|ends|begins) (?:quotes|with `.`)/.exec(one)?.[0])).toEqual([
    'line 1) ends with `,`',
    'line 2) ends with `;`',
    'line 3) has quotes',
    'line 4) has quotes',
    'line 5) has quotes',
    'line 5) has quotes',
    'line 6) begins with `-`',
  ]);
});

test('a version that looks like a range, or has an `@`, is taken and told', () => {
  const lines = ['a==v1', 'b=>=v1', 'c=first-used:x', 'd=v1@rc', 'e=v1', 'f=a=b'].join('\n');
  const told = oddLines(parseDatasets(lines));
  expect(told.map((one) => /^The version "(.*?)" of the dataset "(.)"/.exec(one)?.slice(1))).toEqual([
    ...[
      ['=v1', 'a'],
      ['>=v1', 'b'],
      ['first-used:x', 'c'],
      ['v1@rc', 'd'],
    ],
  ]);
  expect(told[0]).toContain('(datasets, line 1) begins as a range of versions does');
});

test('a file has its own digest, a folder that of its list', async () => {
  await ws.write('data/a b.csv', 'x,y\n');
  await ws.write('data/sub/.hidden', 'h');
  await ws.write('data/.git/config', 'secret');
  const list = [`${sha256('h').slice(7)} 1 sub/.hidden\n`, `${sha256('x,y\n').slice(7)} 4 a b.csv\n`].sort(
    (one, other) => (one.slice(67) < other.slice(67) ? -1 : 1),
  );
  expect(await collect('one=1 a b.csv\nall=2 .\nnone=3', { cwd: 'data' })).toEqual([
    {
      name: 'one',
      version: '1',
      path: 'data/a b.csv',
      digest: sha256('x,y\n'),
      size_bytes: 4,
      scheme: 'file',
      source: null,
    },
    {
      name: 'all',
      version: '2',
      path: 'data',
      digest: sha256(list.join('')),
      size_bytes: 5,
      scheme: 'folder-2',
      files: [
        { path: 'a b.csv', size_bytes: 4, digest: sha256('x,y\n') },
        { path: 'sub/.hidden', size_bytes: 1, digest: sha256('h') },
      ],
      source: null,
    },
    { name: 'none', version: '3', path: null, digest: null, size_bytes: null, source: null },
  ]);
});

test('a text has a second digest, with the line ends of Unix, where it has others; so has a folder', async () => {
  await ws.write('windows/a.csv', 'x\r\ny\r\n');
  await ws.write('windows/b.csv', 'z\n');
  await ws.write('unix/a.csv', 'x\ny\n');
  await ws.write('unix/b.csv', 'z\n');
  const [windows, unix, folder, same] = await collect(
    'w=1 windows/a.csv\nu=1 unix/a.csv\nwf=1 windows\nuf=1 unix',
  );
  expect(windows?.digests).toEqual({ 'text-lf': unix?.digest });
  expect(folder?.digests).toEqual({ 'text-lf': same?.digest });
  expect(unix?.digests).toBeUndefined();
  expect(same?.digests).toBeUndefined();
  expect(folder?.digest).not.toBe(same?.digest);
});

test('lists of files are kept of small folders only, and of no more than fit into a record', async () => {
  const files = (folder: string, count: number) =>
    Promise.all(Array.from({ length: count }, (_, index) => ws.write(`${folder}/${index}`, 'x')));
  await files('large', 51);
  for (const folder of ['a', 'b', 'c', 'd', 'e']) await files(folder, 50);
  const data = await collect('large=1 large\na=1 a\nb=1 b\nc=1 c\nd=1 d\ne=1 e');
  expect(data.map((one) => one.files?.length)).toEqual([undefined, 50, 50, 50, 50, undefined]);
});

test('an empty folder and an empty file are data too', async () => {
  await mkdir(join(ws.root, 'empty'));
  await ws.write('zero', '');
  expect(await collect('a=1 empty\nb=1 zero')).toMatchObject([
    { digest: sha256(''), size_bytes: 0 },
    { digest: sha256(''), size_bytes: 0 },
  ]);
});

test('the digest of a folder changes with a name and with a byte, not with the order of writing', async () => {
  await ws.write('one/a', '1');
  await ws.write('one/b', '2');
  await ws.write('two/b', '2');
  await ws.write('two/a', '1');
  await ws.write('three/a', '1');
  await ws.write('three/c', '2');
  const [one, two, three] = await collect('x=1 one\ny=1 two\nz=1 three');
  expect(one?.digest).toBe(two?.digest);
  expect(one?.digest).not.toBe(three?.digest);
  expect(one?.size_bytes).toBe(three?.size_bytes);
});

test('quick reads nothing, but still refuses a path outside', async () => {
  expect(await collect('a=1 not/there', { quick: true })).toEqual([
    { name: 'a', version: '1', path: 'not/there', digest: null, size_bytes: null, source: null },
  ]);
  const { datasets, faults } = await both('a=1 ../outside', { quick: true });
  expect(faults).toMatchObject([{ code: 'E_PATH_OUTSIDE' }]);
  expect(datasets).toMatchObject([{ name: 'a', version: '1', path: null, digest: null }]);
});

test('data that cannot be read leaves its name and version', async () => {
  await ws.write('b.csv', 'b');
  const { datasets, faults } = await both('a=1 gone.csv role=test\nb=2 b.csv');
  expect(faults).toMatchObject([{ code: 'E_PATH_MISSING', where: 'datasets, line 1' }]);
  expect(datasets).toMatchObject([
    { name: 'a', version: '1', path: 'gone.csv', digest: null, role: 'test' },
    { name: 'b', digest: sha256('b') },
  ]);
});

test('digests that are known are not made again', async () => {
  await ws.write('a.csv', 'a');
  await ws.write('d/x', 'x');
  const digest = sha256('as it was');
  const files = [{ path: 'x', size_bytes: 1, digest }];
  const more = { text_lf: sha256('lines'), files };
  const known = (path: string) => (path === 'b.csv' ? undefined : { digest, size_bytes: 9, ...more });
  expect(await collect('a=1 a.csv\nd=1 d', { known })).toMatchObject([
    { digest, size_bytes: 9, scheme: 'file', digests: { 'text-lf': sha256('lines') } },
    { digest, size_bytes: 9, scheme: 'folder-2', digests: { 'text-lf': sha256('lines') }, files },
  ]);
});

describe('options at the end of a line', () => {
  const RUN = '01a1fce40c6973ed85f5f8e6835c2943';

  test('role, maker and digest-only, in any order, behind a path with spaces and "="', () => {
    expect(
      parseDatasets(
        `a=1 my data=x.csv role=test made_by=${RUN}\nb=2 role=reference\nc=3 p.dvc  digest-only\trole=train`,
      ),
    ).toEqual([
      {
        name: 'a',
        version: '1',
        path: 'my data=x.csv',
        role: 'test',
        made_by: RUN,
        digest_only: false,
        line: 1,
      },
      { name: 'b', version: '2', path: null, role: 'reference', made_by: null, digest_only: false, line: 2 },
      { name: 'c', version: '3', path: 'p.dvc', role: 'train', made_by: null, digest_only: true, line: 3 },
    ]);
  });

  test('only known words at the end count', () => {
    expect(parseDatasets('a=1 role=test data.csv\nb=2 digest-only.csv\nc=3 x.csv split=test')).toMatchObject([
      { path: 'role=test data.csv', role: null },
      { path: 'digest-only.csv', digest_only: false },
      { path: 'x.csv split=test' },
    ]);
  });

  test('a file that is really called so wins', async () => {
    await ws.write('data role=test', 'x');
    await ws.write('data', 'y');
    expect(await collect('a=1 data role=test\nb=1 data role=test role=validation')).toMatchObject([
      { path: 'data role=test', digest: sha256('x') },
      { path: 'data role=test', role: 'validation' },
    ]);
  });

  test.each([
    ['a=1 x role=holdout', /"holdout" is no role/],
    ['a=1 x role=', /"" is no role/],
    ['a=1 x made_by=latest', /"latest" is no run id/],
    ['a=1 digest-only', /without a path/],
    ['a=1 x role=test role=train', /role is there twice/],
  ])('%s', (text, what) => {
    expect(() => parseDatasets(text)).toThrow(what);
  });

  test('any lines and paths: what is written is what is read', () => {
    const word = fc
      .stringMatching(/^[A-Za-z0-9._/=-]{1,12}$/)
      .filter((text) => !/^(role=|made_by=|digest-only$)/.test(text));
    const path = fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' '));
    const role = fc.constantFrom('train', 'validation', 'test', 'reference');
    fc.assert(
      fc.property(path, fc.option(role), fc.boolean(), (named, given, digestOnly) => {
        const line = [
          'n=1',
          named,
          ...(given === null ? [] : [`role=${given}`]),
          ...(digestOnly ? ['digest-only'] : []),
        ];
        expect(parseDatasets(line.join(' '))).toMatchObject([
          { path: named, role: given, digest_only: digestOnly },
        ]);
      }),
    );
  });
});

const OID = 'b5bb9d8014a0f9b1d61e21e796d78dccdf1352f23cd32812f4850b878ae4944c';
const LFS = `version https://git-lfs.github.com/spec/v1\noid sha256:${OID}\nsize 4\n`;
const dvc = (path: string, more = 'size: 14\n  hash: md5') =>
  `outs:\n- md5: 00000000000000000000000000000e12\n  ${more}\n  path: ${path}\n`;
const MD5 = '00000000000000000000000000000e12';
const md5 = (text: string) => createHash('md5').update(text).digest('hex');
/** As DVC makes it of contents and paths that Python writes as they are. */
const folderMd5 = (files: readonly [content: string, path: string][]) =>
  `${md5(`[${files.map(([content, path]) => `{"md5": "${md5(content)}", "relpath": "${path}"}`).join(', ')}]`)}.dir`;

describe('pointers', () => {
  test.each([
    ['Git LFS', 'data.csv', LFS, 'data.csv', /lfs: true.*git lfs pull.*digest-only/],
    [
      'Git LFS with the line ends of Windows',
      'data.csv',
      LFS.replaceAll('\n', '\r\n'),
      'data.csv',
      /git lfs pull/,
    ],
    [
      'Git LFS of the first days',
      'data.csv',
      LFS.replace('git-lfs.github', 'hawser.github'),
      'data.csv',
      /lfs/,
    ],
    ['Git LFS in a folder', 'data/deep/a.csv', LFS, 'data', /git lfs pull/],
    ['DVC under another name', 'orders.csv', dvc('orders.csv'), 'orders.csv', /dvc pull/],
    ['DVC in a folder, without the data', 'data/a.csv.dvc', dvc('a.csv'), 'data', /dvc pull/],
    ['git-annex', 'data/a.csv', '/annex/objects/MD5E-s4--abc.csv\n', 'data', /git annex get/],
    [
      'git-annex as a link that Windows wrote as text',
      'a',
      '../.git/annex/objects/x/y/K',
      'a',
      /git annex get/,
    ],
  ])('are not data: %s', async (_, file, text, path, mend) => {
    await ws.write(file, text);
    await ws.write('data/real.csv', 'x');
    const { datasets, faults } = await both(`d=v1 ${path}`);
    expect(faults).toMatchObject([
      {
        code: 'E_POINTER_FILE',
        where: 'datasets, line 1',
        what: expect.stringContaining(`"${file}"`),
        mend: expect.stringMatching(mend),
      },
    ]);
    expect(datasets).toMatchObject([{ name: 'd', version: 'v1', digest: null }]);
  });

  test.each([
    ['a text about Git LFS', 'version https://git-lfs.github.com/spec/v1\nis what a pointer begins with\n'],
    ['a pointer with data behind it', `${LFS}${'x'.repeat(1024)}`],
    ['a pipeline of DVC', 'stages:\n  train:\n    cmd: python train.py\n    outs:\n    - model.bin\n'],
    ['outs of something else', 'outs:\n- name: a\n- name: b\n'],
    ['broken YAML', 'outs: [\n'],
  ])('%s is data', async (_, text) => {
    await ws.write('a', text);
    expect(await collect('d=1 a')).toMatchObject([{ digest: sha256(text), scheme: 'file' }]);
  });

  test('with digest-only a pointer of Git LFS has the digest of the bytes', async () => {
    await ws.write('data.csv', LFS);
    await ws.write('real/a.csv', 'foo\n');
    await ws.write('real/b.csv', 'b');
    await ws.write('pointers/a.csv', LFS);
    await ws.write('pointers/b.csv', 'b');
    const text =
      'one=1 data.csv digest-only\nreal=1 real digest-only\nall=1 pointers digest-only\nfile=1 real/a.csv digest-only';
    const [one, real, all, file] = await collect(text);
    expect(one).toMatchObject({
      path: 'data.csv',
      digest: `sha256:${OID}`,
      scheme: 'file',
      size_bytes: 4,
      digests: { 'git-lfs': OID },
      source: { path: 'data.csv' },
    });
    expect([file?.digest, file?.size_bytes]).toEqual([one?.digest, one?.size_bytes]);
    expect([all?.digest, all?.size_bytes]).toEqual([real?.digest, real?.size_bytes]);
  });

  test('an LFS object that an extension changed has no digest of its bytes', async () => {
    await ws.write('a', LFS.replace('oid', `ext-0-case sha256:${'c'.repeat(64)}\noid`));
    expect(await collect('d=1 a digest-only')).toMatchObject([{ digest: null, digests: { 'git-lfs': OID } }]);
  });

  test('with digest-only the key of git-annex', async () => {
    await ws.write('a', `/annex/objects/SHA256E-s4--${OID}.tar.gz\n`);
    await ws.write('b', '/annex/objects/WORM-s4-m1--x\n');
    const { datasets, faults } = await both('a=1 a digest-only\nb=1 b digest-only');
    expect(datasets[0]).toMatchObject({ digest: `sha256:${OID}`, size_bytes: 4 });
    expect(faults).toMatchObject([{ code: 'E_POINTER_FILE', where: 'datasets, line 2' }]);
  });

  test('a .dvc file is a source: its digests, its size and where it is', async () => {
    await ws.write('data/orders.csv.dvc', dvc('orders.csv'));
    await ws.write('images.dvc', dvc('images', 'nfiles: 3\n  size: 99').replace(MD5, `${MD5}.dir`));
    await ws.write('s3.dvc', 'outs:\n- etag: "0123-4"\n  size: 5\n  path: x\n');
    expect(
      await collect('orders=v2.1 data/orders.csv.dvc\nimages=1 images.dvc\ns3=1 s3.dvc digest-only'),
    ).toEqual([
      {
        ...{ name: 'orders', version: 'v2.1', path: 'data/orders.csv.dvc', digest: null, size_bytes: 14 },
        ...{ digests: { md5: MD5 }, source: { path: 'data/orders.csv.dvc' } },
      },
      {
        ...{ name: 'images', version: '1', path: 'images.dvc', digest: null, size_bytes: 99 },
        ...{ digests: { md5: `${MD5}.dir` }, source: { path: 'images.dvc' } },
      },
      {
        ...{ name: 's3', version: '1', path: 's3.dvc', digest: null, size_bytes: 5 },
        ...{ digests: { etag: '0123-4' }, source: { path: 's3.dvc' } },
      },
    ]);
  });

  test('what was imported says from where, without credentials', async () => {
    const deps =
      'deps:\n- path: get-started/data.xml\n  repo:\n    url: https://me:pw@github.com/iterative/x\n    rev: main\n    rev_lock: f31f5c4\n';
    await ws.write('a.dvc', `frozen: true\n${deps}${dvc('a')}`);
    await ws.write('b.dvc', `deps:\n- etag: '"1"'\n  path: s3://bucket/b\n${dvc('b')}`);
    expect(await collect('a=1 a.dvc\nb=1 b.dvc')).toMatchObject([
      {
        source: {
          repository: 'https://github.com/iterative/x',
          revision: 'f31f5c4',
          path: 'get-started/data.xml',
        },
      },
      { source: { repository: 's3://bucket/b', revision: '"1"', path: 'b.dvc' } },
    ]);
  });

  test('a .dvc file beside data that it does not name is told', async () => {
    const told = async (line: string) => (await both(line)).faults.map(({ code, what }) => [code, what]);
    const file = (more: string) => `outs:\n- md5: ${md5('a\r\n1\n')}\n  size: 5\n${more}  path: a.csv\n`;
    await ws.write('data/a.csv.dvc', file('  hash: md5\n'));
    expect(await told('a=1 data/a.csv.dvc')).toEqual([]);
    await ws.write('data/a.csv', 'a\r\n1\n');
    expect(await told('a=1 data/a.csv.dvc')).toEqual([]);
    await ws.write('data/a.csv', 'a\r\n2\n');
    const other = [
      'E_POINTER_FILE',
      '"data/a.csv.dvc" is the DVC pointer of other data than what lies in "a.csv"',
    ];
    expect(await told('a=1 data/a.csv.dvc')).toEqual([other]);
    // Before DVC 3 the md5 of a text was of other line ends.
    await ws.write('data/a.csv.dvc', file(''));
    expect(await told('a=1 data/a.csv.dvc')).toEqual([]);
    await ws.write('data/a.csv', 'a\r\n2\n3\n');
    expect(await told('a=1 data/a.csv.dvc')).toEqual([other]);
  });

  test('so is one beside a folder', async () => {
    const told = async () => (await both('raw=1 raw.dvc')).faults.map(({ code }) => code);
    await ws.write(
      'raw.dvc',
      `outs:\n- md5: ${folderMd5([['x', 'a']])}\n  size: 1\n  nfiles: 1\n  hash: md5\n  path: raw\n`,
    );
    await ws.write('raw/.gitkeep', '');
    expect(await told()).toEqual([]);
    await rm(join(ws.root, 'raw/.gitkeep'));
    await ws.write('raw/a', 'x');
    expect(await told()).toEqual([]);
    await ws.write('raw/b', '');
    expect(await told()).toEqual(['E_POINTER_FILE']);
  });

  test('data that only its .dvc file is left of', async () => {
    await ws.write('data/orders.csv.dvc', dvc('orders.csv'));
    const { faults } = await both('orders=v1 data/orders.csv');
    expect(faults).toMatchObject([
      { code: 'E_POINTER_FILE', mend: expect.stringMatching(/dvc pull.*\.dvc file/) },
    ]);
    expect(await collect('orders=v1 data/orders.csv digest-only')).toMatchObject([
      { path: 'data/orders.csv', digests: { md5: MD5 }, source: { path: 'data/orders.csv.dvc' } },
    ]);
  });

  test('data in a folder that only the .dvc file is left of', async () => {
    await ws.write('data.dvc', dvc('data'));
    const { faults } = await both('a=v1 data/deep/a.csv\nb=v1 data/b.csv digest-only');
    expect(faults.map(({ code, what }) => [code, what])).toEqual([
      ['E_POINTER_FILE', '"data/deep/a.csv" is not there, only the DVC pointer "data.dvc"'],
      ['E_POINTER_FILE', '"data/b.csv" is not there, only the DVC pointer "data.dvc"'],
    ]);
  });

  test('a .dvc file that names no data, or several, is told', async () => {
    await ws.write('a.dvc', '<<<<<<< HEAD\nouts:\n');
    await ws.write('b.dvc', `${dvc('x')}- md5: ${MD5}\n  path: y\n`);
    const { faults } = await both('a=1 a.dvc\nb=1 b.dvc');
    expect(faults.map(({ code, where }) => [code, where])).toEqual([
      ['E_FILE_FORMAT', 'datasets, line 1'],
      ['E_POINTER_FILE', 'datasets, line 2'],
    ]);
  });

  test('data beside its .dvc file, and data that dvc.lock lists, have those digests too', async () => {
    await ws.write('data/a.csv', '12345678901234');
    await ws.write('data/a.csv.dvc', dvc('a.csv').replace(MD5, md5('12345678901234')));
    await ws.write('data/b.csv', 'b');
    await ws.write('data/sub/c.csv', 'c');
    await ws.write('data/old.csv', 'changed since');
    const lock = (path: string, md5: string, size: number) =>
      `    - path: ${path}\n      hash: md5\n      md5: ${md5}\n      size: ${size}\n`;
    await ws.write(
      'dvc.lock',
      `schema: '2.0'\nstages:\n  prepare:\n    cmd: x\n    deps:\n${lock('data/b.csv', md5('b'), 1)}    outs:\n${lock('data/sub', folderMd5([['c', 'c.csv']]), 1)}${lock('data/old.csv', md5('changed_since'), 13)}`,
    );
    const text = 'a=1 data/a.csv\nb=1 data/b.csv\nsub=1 data/sub\nc=1 data/sub/c.csv\nold=1 data/old.csv';
    expect((await collect(text)).map(({ digests }) => digests)).toEqual([
      { md5: md5('12345678901234') },
      { md5: md5('b') },
      { md5: folderMd5([['c', 'c.csv']]) },
      undefined,
      undefined,
    ]);
    // The format of DVC 1, which had the stages at the top.
    await ws.write('data/sub/dvc.lock', `train:\n  cmd: x\n  deps:\n  - path: c.csv\n    md5: ${md5('c')}\n`);
    expect(await collect('c=1 data/sub/c.csv')).toMatchObject([{ digests: { md5: md5('c') } }]);
  });

  test('a folder has the digests that its .dvc file says only as long as it is what DVC saw', async () => {
    // As DVC 3 gives it for these files.
    const seen = 'd4c6cfed522865fc0dddd89be49e004b.dir';
    const out = (more: string, md5 = seen) => `outs:\n- md5: ${md5}\n${more}  hash: md5\n  path: raw\n`;
    const counted = '  size: 7\n  nfiles: 4\n';
    const digests = async () => (await collect('raw=1 raw'))[0]?.digests;
    await ws.write('raw.dvc', out(counted));
    await mkdir(join(ws.root, 'raw'));
    expect(await both('raw=1 raw')).toMatchObject({
      datasets: [{ name: 'raw', digest: null }],
      faults: [{ code: 'E_POINTER_FILE', what: expect.stringContaining('"raw" is empty') }],
    });
    const files = { 'a.csv': 'x', 'b/Zürich.csv': 'yz\r\n', 'b/😀.txt': 'q', 'b/\uff0dx': 'r' };
    for (const [path, content] of Object.entries(files)) await ws.write(`raw/${path}`, content);
    expect(await digests()).toMatchObject({ md5: seen });
    await ws.write('raw.dvc', out(''));
    expect(await digests()).toMatchObject({ md5: seen });
    // What a system leaves there may have come before `dvc add`, or after it.
    await ws.write('raw/.DS_Store', 'old');
    expect(await digests()).toMatchObject({ md5: seen });
    const withLeftover = '99ed8be6ee49a4bccd4906e970c0746e.dir';
    await ws.write('raw.dvc', out('  size: 10\n  nfiles: 5\n  etag: abc\n', withLeftover));
    expect(await digests()).toMatchObject({ md5: withLeftover, etag: 'abc' });
    // Of the same size.
    await ws.write('raw/a.csv', 'X');
    expect(await digests()).not.toHaveProperty('md5');
    expect(await digests()).toMatchObject({ etag: 'abc' });
    await ws.write('raw/a.csv', 'x');
    await ws.write('raw/c.csv', '');
    expect(await digests()).not.toHaveProperty('etag');
    await ws.write('raw.dvc', out('  size: 11\n  nfiles: 6\n'));
    expect(await digests()).not.toHaveProperty('md5');
  });

  test('which paths claim bytes', () => {
    const lines = parseDatasets('a=1 a.csv\nb=1\nc=1 c.csv digest-only\nd=1 d.dvc\ne=1 e');
    expect(claimedPaths(lines)).toEqual([
      { path: 'a.csv', where: 'datasets, line 1' },
      { path: 'e', where: 'datasets, line 5' },
    ]);
  });
});

test('the digest of a folder leaves out what systems and tools leave behind', async () => {
  await ws.write('d/a.csv', 'a');
  await ws.write('d/images/locked.png', 'b');
  const [clean] = await collect('d=1 d');
  const left = [
    ...[
      '.DS_Store',
      'Thumbs.db',
      'desktop.ini',
      'images/Desktop.ini',
      '._a.csv',
      '.gitignore',
      '.gitattributes',
    ],
    ...['.gitkeep', '.ipynb_checkpoints/a-checkpoint.csv', 'src/__pycache__/x.pyc', 'images/x.lock'],
    ...[
      'cache-0123abcd.arrow',
      'images/cache-a_00000_of_00002.arrow',
      '.cache/huggingface/download/a.metadata',
    ],
  ];
  for (const path of left) await ws.write(`d/${path}`);
  await ws.write('d/a.csv.dvc', dvc('a.csv'));
  expect(await collect('d=1 d')).toEqual([clean]);
  for (const path of ['x.lock.csv', 'my-cache-1.arrow', 'cache-1.arrows', '.hidden', 'DS_Store', 'a.dvcx']) {
    await ws.write(`d/${path}`);
    expect((await collect('d=1 d'))[0]?.digest).not.toBe(clean?.digest);
    await rm(join(ws.root, 'd', path));
  }
});

posix('links: inside the workspace they are followed, out of it refused', async () => {
  await ws.write('real/a', '1');
  await symlink('real', join(ws.root, 'link'));
  await symlink(ws.outside, join(ws.root, 'stray'));
  await symlink('a', join(ws.root, 'real/again'));
  const [direct, linked] = await collect('x=1 real\ny=1 link');
  expect(linked).toMatchObject({ path: 'link', digest: direct?.digest, size_bytes: 2 });
  expect((await both('z=1 stray')).faults).toMatchObject([{ code: 'E_PATH_OUTSIDE' }]);
  // A folder may hold links to what lies elsewhere in the workspace.
  await ws.write('.dvc/cache/ab', 'x');
  await ws.write('plain/a', '1');
  await ws.write('plain/again', '1');
  await ws.write('plain/out', 'x');
  await symlink('../.dvc/cache/ab', join(ws.root, 'real/out'));
  const [plain, cached] = await collect('x=1 plain\ny=1 real');
  expect(cached?.digest).toBe(plain?.digest);
  await symlink(join(ws.outside), join(ws.root, 'real/away'));
  await symlink('../.git/config', join(ws.root, 'real/git'));
  await symlink('gone', join(ws.root, 'real/dead'));
  await ws.write('.git/config', 'token');
  const { faults } = await both('x=1 real');
  expect(faults.map(({ code, what }) => [code, /"([^"]*)"/.exec(what)?.[1]]).sort()).toEqual([
    ['E_FILE_UNREADABLE', 'real/dead'],
    ['E_PATH_OUTSIDE', 'real/away'],
    ['E_PATH_OUTSIDE', 'real/git'],
  ]);
});

posix('names that could forge a list are refused', async () => {
  await ws.write('data/a\nb', 'x');
  expect((await both('x=1 data')).faults).toMatchObject([{ code: 'E_PATH_NAME' }]);
});

posix('a file that cannot be read is named', async () => {
  await ws.write('data/a', 'x');
  execFileSync('mkfifo', [join(ws.root, 'pipe')]);
  await symlink(join('..', 'pipe'), join(ws.root, 'data/pipe'));
  expect((await both('x=1 data\ny=1 pipe')).faults).toMatchObject([
    { code: 'E_FILE_UNREADABLE', where: 'data/pipe' },
    { code: 'E_FILE_UNREADABLE', where: 'pipe' },
  ]);
});

(process.platform === 'linux' ? test : test.skip)('names that are not UTF-8 are shown escaped', async () => {
  await ws.write('data/sub/ok', 'x');
  const odd = (...parts: (string | number[])[]) => Buffer.concat(parts.map((part) => Buffer.from(part)));
  await writeFile(odd(`${ws.root}/data/sub/caf`, [0xe9], '.csv'), 'x');
  await mkdir(odd(`${ws.root}/data/`, [0xff, 0x07]));
  expect((await both('x=1 data')).faults.map(({ code, what }) => [code, what]).sort()).toEqual([
    ['E_PATH_NAME', 'The file name "data/\\xff\\x07" is not valid UTF-8'],
    ['E_PATH_NAME', 'The file name "data/sub/caf\\xe9.csv" is not valid UTF-8'],
  ]);
});
