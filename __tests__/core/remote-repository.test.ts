import {
  isSameRepository,
  namedRepository,
  remoteRepositoryOf,
  repositoryName,
} from '../../src/core/remote-repository.js';

const HUB = { host: 'github.com', owner: 'octo', repo: 'models' };

test.each([
  ['https://github.com/octo/models.git', HUB],
  ['https://GitHub.com/octo/models/', HUB],
  ['https://alice:s3cret@github.com/octo/models', HUB],
  ['git@github.com:octo/models.git', HUB],
  ['github.com:octo/models', HUB],
  ['ssh://git@github.com/octo/models.git', HUB],
  ['ssh://git@ssh.github.com:443/octo/models.git', HUB],
  ['git@ssh.github.com:octo/models.git', HUB],
  ['https://constructor/octo/models', { ...HUB, host: 'constructor' }],
  [
    'https://git.example.org:8443/octo/my.model_s',
    { host: 'git.example.org:8443', owner: 'octo', repo: 'my.model_s' },
  ],
  ['ssh://git@git.example.org:2222/octo/models', { ...HUB, host: 'git.example.org' }],
  ['http://github.localhost:1234/octo/models', { ...HUB, host: 'github.localhost:1234' }],
])('%s', (address, expected) => {
  expect(remoteRepositoryOf(address)).toEqual(expected);
});

test.each([
  '/srv/git/octo/models.git',
  '../octo/models',
  'C:\\git\\octo\\models',
  'file:///octo/models',
  'https://github.com/octo',
  'https://github.com/octo/models/tree/main',
  'https://github.com/octo/..',
  'https://github.com/octo/mo%2Fdels',
  'ext::sh -c evil octo/models',
  'git@evil\nhost=github.com:octo/models',
  'git@-oProxyCommand=x:octo/models',
  '',
])('%j names none', (address) => {
  expect(remoteRepositoryOf(address)).toBeNull();
});

test('a repository that a user names, with its server or without', () => {
  expect(namedRepository('octo/models')).toEqual({ ...HUB, host: null });
  expect(namedRepository('Git.example.org/octo/models')).toEqual({ ...HUB, host: 'git.example.org' });
  for (const text of [
    'octo',
    'octo/models/x/y',
    'https://github.com/octo/models',
    'octo/..',
    '-x/octo/models',
    'octo/a b',
  ])
    expect([text, namedRepository(text)]).toEqual([text, null]);
});

test.each([
  ['https://github.com/octo/models.git', 'octo/models'],
  ['git@github.com:octo/models.git', 'octo/models'],
  ['ssh://git@ssh.github.com:443/Octo/models/', 'Octo/models'],
  ['octo/models', 'octo/models'],
  ['git@gitlab.com:group/sub/models.git', 'gitlab.com/group/sub/models'],
  ['https://gitlab.com/group/sub/models.git', 'gitlab.com/group/sub/models'],
  ['/srv/git/models.git', '/srv/git/models.git'],
])('%s is called %s', (address, name) => {
  expect(repositoryName(address)).toBe(name);
});

test.each([
  ['https://github.com/octo/models.git', 'git@github.com:Octo/models'],
  ['https://github.com/octo/models/', 'octo/models'],
  ['https://git.example.org/octo/models.git', 'octo/models'],
  ['octo/models', 'ssh://git@git.example.org:2222/octo/models'],
  ['git@gitlab.com:group/sub/models.git', 'https://gitlab.com/group/sub/models'],
  ['/srv/git/models.git', '/srv/git/models.git'],
])('%s and %s are one repository', (one, other) => {
  expect([isSameRepository(one, other), isSameRepository(other, one)]).toEqual([true, true]);
});

test.each([
  ['octo/models', 'octo/other'],
  ['https://github.com/octo/models', 'https://git.example.org/octo/models'],
  ['octo/models', 'https://gitlab.com/group/octo/models'],
  ['octo/models', '/srv/git/octo/models'],
  ['octo/models', 'models'],
  ['github.com/octo/models', 'https://git.example.org/octo/models'],
])('%s and %s are two', (one, other) => {
  expect([isSameRepository(one, other), isSameRepository(other, one)]).toEqual([false, false]);
});
