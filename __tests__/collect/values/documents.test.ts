import { walked } from '../../../src/collect/files/walk.js';
import { DOCUMENT_LIMIT, readDocument } from '../../../src/collect/values/documents.js';
import { UserError } from '../../../src/core/errors.js';
import { makeWorkspace, type TestWorkspace } from '../workspace.js';

let ws: TestWorkspace;
beforeAll(async () => {
  ws = await makeWorkspace();
});
afterAll(() => ws.remove());

async function read(name: string, content: string | Uint8Array) {
  await ws.write(name, content);
  return (await readDocument({ absolute: walked(ws.root, name), within: ws.root, shown: name })).value;
}

async function faultsOf(name: string, content: string | Uint8Array) {
  try {
    await read(name, content);
  } catch (error) {
    if (error instanceof UserError) return error.faults;
    throw error;
  }
  return [];
}

test('JSON: NaN and infinities as Python writes them, exact integers, BOM, CRLF', async () => {
  const text =
    '\ufeff{"a": NaN, "b": -Infinity,\r\n "c": [Infinity, "NaN", "say \\"Infinity\\""], "d": 18446744073709551615, "e": -2.5e-3, "N": "N"}';
  expect(await read('a.json', text)).toEqual({
    a: Number.NaN,
    b: Number.NEGATIVE_INFINITY,
    c: [Number.POSITIVE_INFINITY, 'NaN', 'say "Infinity"'],
    d: 18446744073709551615n,
    e: -0.0025,
    N: 'N',
  });
});

test('JSON: keys that objects have by themselves', async () => {
  const value = await read('proto.JSON', '{"__proto__": {"x": 1}, "toString": 2}');
  expect(Object.keys(value as object)).toEqual(['__proto__', 'toString']);
  expect(({} as Record<string, unknown>).x).toBeUndefined();
});

test('JSON: every key that is there twice, with its line', async () => {
  const faults = await faultsOf('twice.json', '{\n"a": 1,\n"a": 2,\n"b": {"c": 1,\n "c": 1}}');
  expect(faults.map(({ where }) => where)).toEqual(['twice.json:3', 'twice.json:5']);
});

test.each([
  ['single quotes', "{'a': 1}"],
  ['a trailing comma', '{"a": 1,}'],
  ['a comment', '{"a": 1} // x'],
  ['NaN as a key', '{NaN: 1}'],
  ['-NaN', '{"a": -NaN}'],
  ['1NaN', '{"a": 1NaN}'],
  ['NaN1', '{"a": NaN1}'],
  ['an open string', '{"a": "NaN'],
  ['an unclosed object', '{"a": 1'],
])('JSON stays strict: %s', async (_name, text) => {
  expect(await faultsOf('strict.json', text)).toMatchObject([
    { code: 'E_FILE_FORMAT', where: 'strict.json:1' },
  ]);
});

test('JSON: hostile shapes end in a fault and soon', async () => {
  const deep = await faultsOf('deep.json', `{"a":${'['.repeat(200_000)}`);
  expect(deep[0]?.what).toMatch(/nests/);
  const before = performance.now();
  expect(await faultsOf('quotes.json', `{"a":NaN,"${'\\"'.repeat(2_000_000)}`)).toHaveLength(1);
  expect(performance.now() - before).toBeLessThan(5000);
});

test('YAML: what params files have', async () => {
  const text =
    'base: &b {lr: 1e-3, n: 18446744073709551615}\r\ntrain:\r\n  <<: *b\r\n  on: .inf\r\n  day: 2026-01-31\r\n1: one\r\n';
  expect(await read('p.yaml', text)).toEqual({
    1: 'one',
    base: { lr: 0.001, n: 18446744073709551615n },
    train: { lr: 0.001, n: 18446744073709551615n, on: Number.POSITIVE_INFINITY, day: '2026-01-31' },
  });
});

test.each([
  ['a key twice', 'a: 1\nb: 2\na: 3', 'p.yml:3'],
  ['two documents with a key in common', 'a: 1\n---\nb: 2\na: 3', 'p.yml:3'],
  ['two documents of which one is a list', 'a: 1\n---\n- 2', 'p.yml:3'],
  ['what is merged and no map', 'a:\n  <<: 1', 'p.yml:2'],
  ['a tab', 'a:\n\tb: 1', 'p.yml:2'],
  ['an unknown alias', 'a: *b', 'p.yml:1'],
  ['a list that holds itself', 'a: &a [*a]', 'p.yml:1'],
  ['a key that is a list', '? [1, 2]\n: x', 'p.yml:1'],
  ['keys alike as text', '1: a\n"1": b', 'p.yml:2'],
  ['nothing but comments', '# nothing\n', 'p.yml'],
])('YAML: %s is refused', async (_name, text, where) => {
  const faults = await faultsOf('p.yml', text);
  expect(faults[0]).toMatchObject({ code: 'E_FILE_FORMAT', where });
});

test('YAML: aliases that multiply are refused', async () => {
  const lines = ['l0: &l0 [1, 1, 1]'];
  for (let i = 1; i < 25; i++) lines.push(`l${i}: &l${i} [*l${i - 1}, *l${i - 1}, *l${i - 1}]`);
  expect((await faultsOf('bomb.yaml', lines.join('\n')))[0]?.what).toMatch(/alias/i);
});

test('TOML: dates as text, exact integers', async () => {
  const text = 'day = 2026-01-31\nat = 2026-01-31T12:00:00Z\nbig = 9223372036854775807\n[a]\nb = nan\n';
  expect(await read('p.toml', text)).toEqual({
    day: '2026-01-31',
    at: '2026-01-31T12:00:00.000Z',
    big: 9223372036854775807n,
    a: { b: Number.NaN },
  });
  expect(await faultsOf('bad.toml', 'a = 1\na = 2')).toMatchObject([
    { code: 'E_FILE_FORMAT', where: 'bad.toml:2' },
  ]);
});

test('files that are no text, no file or too large', async () => {
  expect((await faultsOf('b.json', Uint8Array.of(0x7b, 0, 0x7d)))[0]?.what).toMatch(/binary/);
  expect((await faultsOf('l.json', Uint8Array.of(0x22, 0xe9, 0x22)))[0]?.what).toMatch(/UTF-8/);
  expect((await faultsOf('u.json', Buffer.from('\ufeff{}', 'utf16le')))[0]?.what).toMatch(/UTF-16/);
  expect((await faultsOf('e.json', ' \r\n'))[0]?.what).toMatch(/empty/);
  expect((await faultsOf('x.ini', 'a=1'))[0]?.mend).toMatch(/\.json, \.yaml/);
  const text = `{"a":"${'x'.repeat(DOCUMENT_LIMIT - 8)}"}`;
  expect(await faultsOf('fits.json', text)).toEqual([]);
  expect(await faultsOf('large.json', `${text} `)).toMatchObject([
    { code: 'E_FILE_TOO_LARGE', where: 'large.json' },
  ]);
  const folder = readDocument({
    absolute: ws.root.replace(/$/, '/x.json'),
    within: ws.root,
    shown: 'x.json',
  });
  await expect(folder).rejects.toMatchObject({ faults: [{ code: 'E_FILE_UNREADABLE' }] });
});
