import { join } from 'node:path';
import { BareRepo } from '../support/bare-repo.js';
import { GitContents } from '../support/git-contents.js';
import { makeTempDir, removeDir } from '../support/temp.js';

let folder: string;

beforeAll(async () => {
  folder = await makeTempDir();
});

afterAll(() => removeDir(folder));

test('a file is the same where git has to look for it and where it lies by itself', async () => {
  const repo = await BareRepo.create(join(folder, 'models.git'), 'octo/models');
  const first = await repo.commit({ 'a.txt': 'one', 'sub/é/b.txt': 'two' });
  const link = (await repo.git(['hash-object', '-w', '--stdin'], '../a.txt')).toString().trim();
  await repo.git(
    ['fast-import', '--quiet'],
    [
      'commit refs/heads/odd\ncommitter m <m@y> 1700000000 +0000\ndata 1\nx',
      `from ${first}\nM 120000 ${link} link\nM 160000 ${first} module\n`,
    ].join('\n'),
  );
  const contents = new GitContents(() => repo);
  const paths = [
    'a.txt',
    'sub/é/b.txt',
    'sub',
    'none',
    'a.txt/x',
    'sub/none',
    'link',
    'module',

    '',
  ];
  const refs = ['main', first, 'refs/heads/main', 'odd', 'gone'];
  const all = () =>
    Promise.all(
      refs.flatMap((ref) =>
        paths.map(async (path) => [ref, path, await contents.read('octo/models', ref, path)] as const),
      ),
    );
  const loose = await all();
  await repo.git(['repack', '-adq']);
  expect(loose).toEqual(await all());
  const found = loose.filter(([ref, , content]) => ref === 'odd' && content !== undefined);
  expect(found.map(([, path]) => path)).toEqual(['a.txt', 'sub/é/b.txt', 'sub', 'link', '']);
});
