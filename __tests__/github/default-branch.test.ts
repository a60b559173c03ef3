import { readDefaultBranch } from '../../src/github/default-branch.js';
import { type CommitFacts, type Content, MemoryContents } from '../support/github/state.js';
import { faultOf, Setup } from './setup.js';

const FILE = { owner: 'o', repo: 'r', path: '.github/lineage.yml' };
const READ = { contents: 'read' } as const;
const TIP: CommitFacts = {
  sha: 'c'.repeat(40),
  tree: 'd'.repeat(40),
  parents: [],
  message: 'm',
  date: '2026-01-01T00:00:00Z',
};
const none = async () => [];
const commits = {
  list: async () => [TIP],
  files: none,
  has: async () => true,
  branchesAt: none,
  compare: async () => undefined,
};

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start({ commits });
});
afterEach(() => setup.close());

/** The same file at the tip, which GraphQL shows, and at the branch, of which REST is asked. */
function put(content: string | Uint8Array): void {
  for (const ref of [TIP.sha, 'refs/heads/main']) setup.contents.set('o/r', ref, { [FILE.path]: content });
}

const asked = () => setup.github.requests.map(({ path }) => path.replace(/\?.*/, ''));
const CONTENTS = '/repos/o/r/contents/.github%2Flineage.yml';

test('the branch, its newest commit and the file come with one request', async () => {
  put('version: 1 # ü\n');
  const told = await readDefaultBranch(setup.client(READ), FILE);
  expect(told).toEqual({ name: 'main', tip: TIP.sha, text: 'version: 1 # ü\n' });
  expect(asked()).toEqual(['/graphql']);
});

test.each([
  ['is not UTF-8', Buffer.from('version: 1 # \xfc\n', 'latin1'), 'E_FILE_FORMAT'],
  ['holds a NUL', Buffer.from([0x23, 0, 0xff]), 'E_FILE_FORMAT'],
  ['is larger than any policy', 'x'.repeat(1024 * 1024 + 1), 'E_FILE_TOO_LARGE'],
])('a file that %s is read as its bytes are, and refused', async (_, content, code) => {
  put(content);
  expect(await faultOf(readDefaultBranch(setup.client(READ), FILE))).toMatchObject({ code });
  expect(asked()).toEqual(['/graphql', CONTENTS]);
});

test('of a text that GraphQL cuts the whole is read', async () => {
  const text = 'x'.repeat(600 * 1024);
  put(text);
  expect(await readDefaultBranch(setup.client(READ), FILE)).toMatchObject({ text });
});

test('a link is followed, and not taken for a file', async () => {
  class Linked extends MemoryContents {
    override async read(repository: string, ref: string, path: string): Promise<Content | undefined> {
      const found = await super.read(repository, ref, path);
      return found?.kind === 'file' ? { ...found, isLink: true } : found;
    }
  }
  await setup.close();
  setup = await Setup.start({ commits, contents: new Linked() });
  put('other.yml');
  await readDefaultBranch(setup.client(READ), FILE);
  expect(asked()).toEqual(['/graphql', CONTENTS]);
});

test('that there is no file is only believed of who may read it', async () => {
  setup.contents.set('o/r', 'refs/heads/main', { 'README.md': '' });
  expect(await readDefaultBranch(setup.client(READ), FILE)).toEqual({
    ...{ name: 'main', tip: TIP.sha, text: null },
  });
  expect(asked()).toEqual(['/graphql', CONTENTS, '/repos/o/r/contents']);
  const token = setup.tokens.make({}, { 'o/other': READ });
  expect(await faultOf(readDefaultBranch(setup.client({}, { token }), FILE))).toMatchObject({
    code: 'E_GITHUB_API',
  });
});

test.each([404, 502])('a server whose GraphQL answers %i is asked without it', async (status) => {
  put('version: 1\n');
  setup.github.failNext({ status, times: 4, match: /graphql/ });
  expect(await readDefaultBranch(setup.client(READ), FILE)).toEqual({
    ...{ name: 'main', tip: null, text: 'version: 1\n' },
  });
  expect(asked().slice(-2)).toEqual(['/repos/o/r', CONTENTS]);
});
