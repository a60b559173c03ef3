import { directUrlOf } from '../../../src/collect/python/direct-url.js';

test.each<[string, unknown, unknown]>([
  [
    'a commit of a repository',
    {
      url: 'https://github.com/octo/lib.git',
      vcs_info: { vcs: 'git', commit_id: 'abc123', requested_revision: 'main' },
    },
    { url: 'https://github.com/octo/lib.git', commit: 'abc123', editable: false },
  ],
  [
    'an editable project',
    { url: 'file:///home/octo/my%20lib', dir_info: { editable: true } },
    { url: 'file:///home/octo/my%20lib', commit: null, editable: true },
  ],
  [
    'an archive, with user and token',
    { url: 'https://octo:s3cr3t@pkgs.example/lib-1.whl?sig=abc#x', archive_info: { hash: 'sha256=1' } },
    { url: 'https://pkgs.example/lib-1.whl', commit: null, editable: false },
  ],
  [
    'another commit id',
    { url: 'https://x.example/y', vcs_info: { commit_id: 7 } },
    expect.objectContaining({ commit: null }),
  ],
  ['no address', { url: 5 }, null],
  ['a list', ['https://x.example'], null],
])('%s', (_, file, expected) => {
  expect(directUrlOf(JSON.stringify(file))).toEqual(expected);
});

test('what is no such file', () => {
  for (const text of [undefined, null, '', '{', 5, '{"url": "https://x.exa'])
    expect(directUrlOf(text)).toBeNull();
});
