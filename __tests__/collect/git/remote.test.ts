import { isRemoteOf, repositoryOf } from '../../../src/collect/git/remote.js';
import { publicRemote } from '../../../src/core/address.js';

test.each([
  ['https://github.com/o/r.git', 'https://github.com/o/r.git'],
  ['https://x-access-token:ghs_secret@github.com/o/r', 'https://github.com/o/r'],
  ['https://token@host:8443/o/r.git?private_token=abc#frag', 'https://host:8443/o/r.git'],
  ['https://us%40er:p%40ss@host/o/r', 'https://host/o/r'],
  ['ssh://git@host:22/o/r.git', 'ssh://host:22/o/r.git'],
  ['git@github.com:o/r.git', 'github.com:o/r.git'],
  ['github.com:o/r.git', 'github.com:o/r.git'],
  ['org-12345@github.com:o/r.git', 'github.com:o/r.git'],
  ['/srv/git/r.git', '/srv/git/r.git'],
  ['../r', '../r'],
  ['C:\\repos\\r', 'C:\\repos\\r'],
  ['file:///srv/git/r.git', 'file:///srv/git/r.git'],
  ['  https://host/o/r\n', null],
  ['ext::sh -c "curl https://u:p@host"', null],
  ['https://[broken', null],
  ['', null],
  [null, null],
  [`https://host/${'x'.repeat(500)}`, null],
])('%j is shown as %j', (address, shown) => {
  expect(publicRemote(address)).toBe(shown);
});

test.each([
  ['https://github.com/O/R.git', true],
  ['git@github.com-work:o/r.git', true],
  ['ssh://git@host/o/r/', true],
  ['file:///srv/mirrors/o/r.git', true],
  ['https://github.com/other/r', false],
  ['https://github.com/xo/r', false],
  ['https://github.com/o/r-fork', false],
])('%s is a remote of o/r: %p', (address, expected) => {
  expect(isRemoteOf(address, 'o/r')).toBe(expected);
});

test.each([
  ['https://u:p@github.com/a/b.git', 'a/b'],
  ['git@github.com:a/b.git', 'a/b'],
  ['https://example.org/a/b.git', 'https://example.org/a/b.git'],
  ['https://github.com/a/b/c', 'https://github.com/a/b/c'],
])('%s is the repository %s', (address, expected) => {
  expect(repositoryOf(address, 'https://github.com')).toBe(expected);
});

test('without a server the address stays', () => {
  expect(repositoryOf('https://github.com/a/b.git', null)).toBe('https://github.com/a/b.git');
});
