import { readFileAtRef } from '../../src/github/contents.js';
import { faultOf, Setup } from './setup.js';

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

const FILE = { owner: 'o', repo: 'r', path: '.github/lineage.yml', ref: 'main' };
const READ = { contents: 'read' } as const;

function put(files: Record<string, string | Uint8Array>, ref = 'main'): void {
  setup.contents.set('o/r', ref, files);
}

test('the text of a file at a branch or a commit', async () => {
  put({ '.github/lineage.yml': 'version: 1 # ü\n' });
  put({ 'a b/ü#?.md': 'x'.repeat(1000) }, 'f'.repeat(40));
  const client = setup.client(READ);
  expect(await readFileAtRef(client, FILE)).toBe('version: 1 # ü\n');
  const odd = { ...FILE, path: 'a b/ü#?.md', ref: 'f'.repeat(40) };
  expect(await readFileAtRef(client, odd)).toBe('x'.repeat(1000));
});

test('an empty file is empty, not missing', async () => {
  put({ '.github/lineage.yml': '' });
  expect(await readFileAtRef(setup.client(READ), FILE)).toBe('');
});

test('null where the commit has no such file', async () => {
  put({ 'README.md': '' });
  expect(await readFileAtRef(setup.client(READ), FILE)).toBeNull();
});

test('a branch that does not exist is not a missing file', async () => {
  expect(await faultOf(readFileAtRef(setup.client(READ), FILE))).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining('read .github/lineage.yml of o/r at main: Not Found (404)'),
  });
});

test('neither is a repository that the token does not see', async () => {
  put({ 'README.md': '' });
  const token = setup.tokens.make({}, { 'o/other': READ });
  expect(await faultOf(readFileAtRef(setup.client({}, { token }), FILE))).toMatchObject({
    code: 'E_GITHUB_API',
    mend: expect.stringContaining('`contents: read`'),
  });
});

test('nor one whose contents it may not read', async () => {
  put({ '.github/lineage.yml': 'version: 1\n' });
  expect((await faultOf(readFileAtRef(setup.client({}), FILE)))?.mend).toContain('`contents: read`');
});

test.each([
  ['a folder', { '.github/lineage.yml/x': '' }, 'E_FILE_FORMAT'],
  ['bytes that are no text', { '.github/lineage.yml': Buffer.from([0xff, 0xfe, 0]) }, 'E_FILE_FORMAT'],
  ['more than 1 MiB', { '.github/lineage.yml': 'x'.repeat(1024 * 1024 + 1) }, 'E_FILE_TOO_LARGE'],
])('%s', async (_, files, code) => {
  put(files);
  expect(await faultOf(readFileAtRef(setup.client(READ), FILE))).toMatchObject({
    code,
    where: '.github/lineage.yml at main',
  });
});

test('exactly 1 MiB is read', async () => {
  put({ '.github/lineage.yml': 'x'.repeat(1024 * 1024) });
  expect(await readFileAtRef(setup.client(READ), FILE)).toHaveLength(1024 * 1024);
});
