import { parseYaml } from '../../../src/collect/values/document-yaml.js';
import { plainScalar } from '../../../src/collect/values/yaml-scalars.js';

const read = async (text: string) => (await parseYaml(text)).value;

test.each([
  ['1', 1],
  ['+5', 5],
  ['-0', 0],
  ['18446744073709551615', 18446744073709551615n],
  ['0.10', 0.1],
  ['.5', 0.5],
  ['1.', 1],
  ['1e-4', 0.0001],
  ['1.5E3', 1500],
  ['.inf', Number.POSITIVE_INFINITY],
  ['-.INF', Number.NEGATIVE_INFINITY],
  ['.nan', Number.NaN],
  ['true', true],
  ['FALSE', false],
  ['~', null],
  ['', null],
  ['1e999', '1e999'],
  ['1e-999', '1e-999'],
  ['v1.2', 'v1.2'],
  ['1.2.3', '1.2.3'],
  ['127.0.0.1:80', '127.0.0.1:80'],
  ['nan', 'nan'],
])('the scalar %p is %p to every loader', (text, value) => {
  expect(plainScalar(text)).toEqual({ value, ambiguous: false });
});

test.each([
  ...[
    '0123',
    '007',
    '08',
    'on',
    'Off',
    'yes',
    'NO',
    'y',
    'N',
    '12:30:45',
    '190:20:30',
    '1:30.5',
    '1_000',
    '1_0.5',
  ],
  ...[
    '0o17',
    '0x1F',
    '-0x1f',
    '0b101',
    '2026-01-31',
    '2026-01-31 12:00:00',
    '2026-01-31T12:00:00.5Z',
    '0_1.5',
  ],
])('of %p loaders make different things, so that it is kept as spelled', (text) => {
  expect(plainScalar(text)).toEqual({ value: text, ambiguous: true });
});

test('one remark names what loaders differ in; texts in quotes and keys are no matter of dispute', async () => {
  const text = 'a: {b: on, on: "on"}\nlist: [1, 0123]\n';
  expect(await parseYaml(text)).toEqual({
    value: { a: { b: 'on', on: 'on' }, list: [1, '0123'] },
    remarks: ['YAML loaders differ in their reading of "a.b" ("on"), "list[1]" ("0123"), kept as spelled'],
  });
});

test('tags of Python and YAML are read as the plain value behind them', async () => {
  const text = `
betas: !!python/tuple [0.9, 0.999]
ids: !!set {a: null, b: null}
bin: !!binary |
  aGk=
int: !!int "3"
none: !!python/none ''
yes: !!python/bool True
text: !!python/unicode '0123'
act: !!python/name:torch.nn.ReLU ''
path: !!python/object/apply:pathlib.PosixPath [/, data, x]
args: !!python/object:argparse.Namespace {lr: 0.1, opt: adam}
dict: !!python/object/new:easydict.EasyDict {dictitems: {a: 1}, state: {a: 1}}
ordered: !!python/object/apply:collections.OrderedDict [[[a, 1], [b, 2]]]
size: !!python/object/apply:torch.Size [[3, 224]]
? !!python/tuple [0, 1]
: pair
`;
  const { value } = await parseYaml(text);
  expect(value).toEqual({
    betas: [0.9, 0.999],
    ids: ['a', 'b'],
    bin: 'aGk=\n',
    int: 3,
    none: null,
    yes: true,
    text: '0123',
    act: 'torch.nn.ReLU',
    path: '/data/x',
    args: { lr: 0.1, opt: 'adam' },
    dict: { a: 1 },
    ordered: { a: 1, b: 2 },
    size: [3, 224],
    '[0,1]': 'pair',
  });
});

test.each([
  ['f8', 'mpmZmZmZuT8=', 0.1],
  ['f4', 'AACAPw==', 1],
  ['i8', '//////////8=', -1],
  ['u8', '//////////8=', 18446744073709551615n],
  ['i4', 'AQAAAA==', 1],
  ['b1', 'AQ==', true],
])('a numpy scalar of type %p is its number', async (type, base64, value) => {
  const dtype = `!!python/object/apply:numpy.dtype {args: [${type}, false, true], state: !!python/tuple [3, <, null]}`;
  const text = `a: !!python/object/apply:numpy.core.multiarray.scalar\n- ${dtype}\n- !!binary ${base64}\n`;
  expect(await read(text)).toEqual({ a: value });
});

test('what has no plain value is left out with a remark, and the rest counts', async () => {
  const text =
    'lr: 0.1\nx: !!python/object/apply:os.system ["touch /tmp/x"]\ny: !!python/object:os.system z\nl: [1, !!python/object/apply:a.f [2], 3]\n';
  expect(await parseYaml(text)).toEqual({
    value: { lr: 0.1, l: [1, null, 3] },
    remarks: [expect.stringMatching(/left out.*"x" \(.*os\.system"\), "y" .*, "l\[1\]"/)],
  });
});

test('a tag that nobody knows leaves the value, and a remark', async () => {
  expect(await parseYaml('a: !include other.yaml\n')).toEqual({
    value: { a: 'other.yaml' },
    remarks: [expect.stringContaining('"a" ("!include")')],
  });
});

test('anchors that are used often are no attack', async () => {
  const layers = Array.from({ length: 5000 }, (_, index) => `layer${index}: *lr\n`).join('');
  expect(await read(`lr: &lr 0.1\n${layers}`)).toMatchObject({ layer0: 0.1, layer4999: 0.1 });
  const services = Array.from(
    { length: 300 },
    (_, index) => `  s${index}: {<<: [*base, *more], cpu: ${index}}\n`,
  );
  const text = `base: &base {image: x, cpu: 1}\nmore: &more {image: y, memory: 2}\nservices:\n${services.join('')}`;
  expect(await read(text)).toMatchObject({ services: { s299: { image: 'x', cpu: 299, memory: 2 } } });
});

test.each([
  ['lists', (name: string) => `[*${name}, *${name}, *${name}]`],
  ['maps', (name: string) => `{a: *${name}, b: *${name}, c: *${name}}`],
])('aliases of %s that multiply are refused, and soon', async (_name, of) => {
  const lines = ['l0: &l0 [1, 1, 1]'];
  for (let level = 1; level < 60; level++) lines.push(`l${level}: &l${level} ${of(`l${level - 1}`)}`);
  const before = performance.now();
  await expect(parseYaml(lines.join('\n'))).rejects.toThrow(/aliases multiply/);
  expect(performance.now() - before).toBeLessThan(5000);
});

test('an anchor stands for what was last given its name', async () => {
  expect(await read('a: &x 1\nb: *x\nc: &x 2\nd: *x\n')).toEqual({ a: 1, b: 1, c: 2, d: 2 });
});

test('several documents are one where no key is in two of them; empty ones do not count', async () => {
  expect(await read('---\n---\na: 1\n---\nb: 2\n...\n---\n')).toEqual({ a: 1, b: 2 });
});

test('nesting without end is a fault and no end of the stack', async () => {
  await expect(parseYaml(`a: ${'['.repeat(20_000)}`)).rejects.toThrow(/nests/);
  await expect(parseYaml(`a: ${'['.repeat(200)}${']'.repeat(200)}`)).rejects.toThrow(/nests/);
});

test('keys that objects have by themselves', async () => {
  expect(Object.keys((await read('__proto__: {x: 1}\nconstructor: 2\n')) as object)).toEqual([
    '__proto__',
    'constructor',
  ]);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('many keys of one map take no longer than they have to', async () => {
  const before = performance.now();
  await read(Array.from({ length: 50_000 }, (_, index) => `k${index}: 1\n`).join(''));
  expect(performance.now() - before).toBeLessThan(20_000);
});
