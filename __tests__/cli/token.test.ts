import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { jest } from '@jest/globals';
import { type Place, placeOf } from '../../src/cli/place.js';
import { findToken, requireToken } from '../../src/cli/token.js';
import { UserError } from '../../src/core/errors.js';
import { UserRepo } from './user-repo.js';

jest.setTimeout(60_000);

const onPosix = process.platform === 'win32' ? test.skip : test;
let repo: UserRepo;
let env: Record<string, string>;
beforeEach(async () => {
  repo = await UserRepo.create();
  await mkdir(path.join(repo.base, 'bin'));
  // Whatever is installed on this machine: a `gh` of ours comes first, and says nothing unless a test gives it words.
  env = { ...repo.env, PATH: [path.join(repo.base, 'bin'), repo.env['PATH']].join(path.delimiter) };
  await program('gh', 'exit 1');
});
afterEach(() => repo.close());

async function program(name: string, script: string): Promise<string> {
  const file = path.join(repo.base, 'bin', name);
  await writeFile(file, `#!/bin/sh\n${script}\n`);
  await chmod(file, 0o755);
  return file;
}

/** Notes what it is asked and answers; the helper of a user's own git configuration. */
async function helper(password: string): Promise<void> {
  const log = path.join(repo.base, 'asked');
  const file = await program(
    'helper',
    `echo "$1" >> '${log}'; cat >> '${log}'; printf 'username=u\\npassword=%s\\n' '${password}'`,
  );
  await writeFile(path.join(repo.base, 'home', '.gitconfig'), `[credential]\n\thelper = ${file}\n`, {
    flag: 'a',
  });
}

async function faultOf(work: Promise<unknown>) {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof UserError)) throw error ?? new Error('nothing was thrown');
  return error.faults[0];
}

const HUB = { host: 'github.com', isNamed: true, owner: 'octo', repo: 'models' };
const find = (more: Record<string, string> = {}, place: Partial<Place> = {}) =>
  findToken({ ...HUB, ...place }, { env: { ...env, ...more }, root: repo.dir });

onPosix(
  'GH_TOKEN, GITHUB_TOKEN, `gh auth token`, the credentials of git: the first that there is counts',
  async () => {
    expect(await find()).toBeNull();
    await helper('of-git');
    expect(await find()).toEqual({ value: 'of-git', from: "git's credentials" });
    expect(await readFile(path.join(repo.base, 'asked'), 'utf8')).toMatch(
      /^get\n[\s\S]*protocol=https\nhost=github\.com\n/,
    );
    await program('gh', `printf '%s\\n' "$*" > '${repo.base}/argv'; echo of-gh`);
    expect(await find()).toEqual({ value: 'of-gh', from: '`gh auth token`' });
    expect(await readFile(path.join(repo.base, 'argv'), 'utf8')).toBe('auth token --hostname github.com\n');
    expect(await find({ GITHUB_TOKEN: 'of-job', GH_TOKEN: ' ' })).toEqual({
      value: 'of-job',
      from: 'GITHUB_TOKEN',
    });
    expect(await find({ GITHUB_TOKEN: 'of-job', GH_TOKEN: 'mine\n' })).toEqual({
      value: 'mine',
      from: 'GH_TOKEN',
    });
  },
);

onPosix('a helper that has nothing, and asks the person itself, gets no terminal', async () => {
  const asked = path.join(repo.base, 'asked');
  const ask = await program('ask', `echo "$*" > '${asked}'; echo typed`);
  expect(await find({ GIT_ASKPASS: ask, SSH_ASKPASS: ask, DISPLAY: ':0' })).toBeNull();
  await expect(readFile(asked)).rejects.toThrow('ENOENT');
});

onPosix('a program that never answers is waited for only so long', async () => {
  await program('gh', 'exec sleep 30');
  await program('hangs', 'exec sleep 30');
  const gitconfig = path.join(repo.base, 'home', '.gitconfig');
  await writeFile(gitconfig, `[credential]\n\thelper = ${repo.base}/bin/hangs\n`, { flag: 'a' });
  expect(await findToken(HUB, { env, root: repo.dir, patience: 500 })).toBeNull();
});

onPosix('what a variable holds goes to no server that only a remote names', async () => {
  await program('gh', 'echo of-gh');
  const elsewhere = { host: 'git.example.org', isNamed: false };
  expect(await find({ GH_TOKEN: 'mine' }, elsewhere)).toMatchObject({ value: 'of-gh' });
  await program('gh', 'exit 1');
  const options = { env: { ...env, GH_TOKEN: 'mine' }, root: repo.dir };
  const fault = await faultOf(requireToken({ ...HUB, ...elsewhere }, 'Reading it', options));
  expect(fault).toMatchObject({
    code: 'E_INPUT_MISSING',
    what: expect.stringMatching(
      /^Reading it takes a token for git\.example\.org, and none was found in GH_TOKEN, /,
    ),
    mend: expect.stringContaining('GITHUB_SERVER_URL=https://git.example.org'),
  });
});

onPosix('a token that cannot be sent is told by its variable, not by its value', async () => {
  const fault = await faultOf(find({ GH_TOKEN: 'ghp_one\nX-Evil: two' }));
  expect(fault).toMatchObject({ code: 'E_INPUT_INVALID', where: 'environment GH_TOKEN' });
  expect(JSON.stringify(fault)).not.toMatch(/ghp_one|Evil/);
});

onPosix('a repository that came with the files of another names no helper', async () => {
  const inner = path.join(repo.dir, 'vendor', 'inner.git');
  await repo.git('init', '-q', '--bare', inner);
  const log = path.join(repo.base, 'planted');
  await program('planted', `touch '${log}'; echo password=x`);
  await repo.git('--git-dir', inner, 'config', 'credential.helper', path.join(repo.base, 'bin', 'planted'));
  expect(await findToken(HUB, { env, root: inner })).toBeNull();
  await expect(readFile(log)).rejects.toThrow('ENOENT');
});

describe('which repository is meant', () => {
  const place = (repository?: string, more: Record<string, string> = {}) =>
    placeOf({ env: { ...env, ...more }, root: repo.dir, repository });

  test('that of origin, wherever it lies', async () => {
    expect(await faultOf(place())).toMatchObject({
      code: 'E_INPUT_MISSING',
      what: expect.stringContaining('no remote `origin`'),
    });
    await repo.git('remote', 'add', 'origin', '/srv/models.git');
    expect(await faultOf(place())).toMatchObject({
      mend: expect.stringContaining('--repository owner/name'),
    });
    await repo.git('remote', 'set-url', 'origin', 'git@github.com:octo/models.git');
    expect(await place()).toEqual({
      ...HUB,
      serverUrl: 'https://github.com',
      apiUrl: 'https://api.github.com',
    });
    await repo.git('remote', 'set-url', 'origin', 'https://octo.ghe.com/octo/models');
    expect(await place()).toMatchObject({ isNamed: true, apiUrl: 'https://api.octo.ghe.com' });
    await repo.git('remote', 'set-url', 'origin', 'work:models');
    await repo.git('config', 'url.https://git.example.org/octo/.insteadOf', 'work:');
    const enterprise = { serverUrl: 'https://git.example.org', apiUrl: 'https://git.example.org/api/v3' };
    expect(await place()).toEqual({ ...HUB, host: 'git.example.org', isNamed: false, ...enterprise });
    expect(await place('me/other')).toMatchObject({ host: 'git.example.org', owner: 'me', repo: 'other' });
    expect(await place('github.com/me/other')).toMatchObject({ host: 'github.com', isNamed: true });
  });

  test('the variables of a job name the server, unless the user does', async () => {
    const job = { GITHUB_SERVER_URL: 'https://ghe.test/', GITHUB_API_URL: 'https://ghe.test/api' };
    const named = {
      host: 'ghe.test',
      isNamed: true,
      serverUrl: 'https://ghe.test',
      apiUrl: 'https://ghe.test/api',
    };
    expect(await place('octo/models', job)).toEqual({ ...HUB, ...named });
    expect(await place('git.example.org/octo/models', job)).toMatchObject({
      ...{ host: 'git.example.org', apiUrl: 'https://git.example.org/api/v3' },
    });
    expect(await faultOf(place('octo'))).toMatchObject({ code: 'E_INPUT_INVALID', where: '--repository' });
  });
});
