import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findRepository } from '../../../src/collect/git/local-repository.js';
import { UserError } from '../../../src/core/errors.js';
import { bareEnvironment, execOk, gitEnvironment } from '../../support/exec.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

let dir: string;
let repo: string;
let env: Record<string, string>;

beforeEach(async () => {
  dir = await makeTempDir("lineage-gate's ü ");
  repo = join(dir, 'repo');
  await mkdir(join(repo, 'sub'), { recursive: true });
  await execOk('git', ['init', '-q', '--template=', repo], { env: gitEnvironment() });
  env = { ...bareEnvironment(dir), GIT_CONFIG_NOSYSTEM: '1' };
});

afterEach(() => removeDir(dir));

async function faultOf(folder: string, more: Record<string, string> = {}) {
  const error = await findRepository(folder, { ...env, ...more }).catch((reason: unknown) => reason);
  if (!(error instanceof UserError)) throw new Error(`no fault: ${JSON.stringify(error)}`);
  return error.faults[0];
}

const SOMEBODY = '[user]\n\tname = Real Name\n\temail = real@example.com\n[safe]\n\tdirectory = *\n';
const REAL = { name: 'Real Name', email: 'real@example.com' };

test.each<[string, Record<string, string>]>([
  ['GIT_CONFIG_GLOBAL', { GIT_CONFIG_GLOBAL: '<file>' }],
  ['GIT_CONFIG_SYSTEM', { GIT_CONFIG_SYSTEM: '<file>', GIT_CONFIG_NOSYSTEM: '0' }],
  [
    'GIT_CONFIG_COUNT',
    {
      GIT_CONFIG_COUNT: '2',
      GIT_CONFIG_KEY_0: 'user.name',
      GIT_CONFIG_VALUE_0: 'Real Name',
      GIT_CONFIG_KEY_1: 'user.email',
      GIT_CONFIG_VALUE_1: 'real@example.com',
    },
  ],
  [
    'GIT_CONFIG_PARAMETERS',
    { GIT_CONFIG_PARAMETERS: "'user.name=Real Name' 'user.email'='real@example.com'" },
  ],
  [
    'GIT_AUTHOR_*',
    { GIT_AUTHOR_NAME: 'Real Name', GIT_AUTHOR_EMAIL: 'real@example.com', GIT_AUTHOR_DATE: 'odd' },
  ],
])('who works here may stand in %s', async (_, variables) => {
  const file = join(dir, 'config');
  await writeFile(file, SOMEBODY);
  const named = Object.entries(variables).map(([name, value]) => [name, value.replace('<file>', file)]);
  expect(await findRepository(join(repo, 'sub'), { ...env, ...Object.fromEntries(named) })).toEqual({
    ...{ root: repo, main: repo },
    identity: REAL,
  });
});

test('where nobody says who, there is a stand-in; a hook does not lead elsewhere', async () => {
  const hook = { GIT_DIR: dir, GIT_WORK_TREE: dir, GIT_CONFIG_COUNT: '1' };
  const config = { GIT_CONFIG_KEY_0: 'user.useConfigOnly', GIT_CONFIG_VALUE_0: 'true' };
  const found = await findRepository(repo, { ...env, ...hook, ...config });
  expect(found).toEqual({
    root: repo,
    main: repo,
    identity: expect.objectContaining({ name: 'lineage-gate' }),
  });
});

test('of a linked work tree the main one is told', async () => {
  await execOk('git', ['commit', '-q', '--allow-empty', '-m', 'a'], {
    cwd: repo,
    env: { ...env, ...gitEnvironment() },
  });
  const linked = join(dir, 'linked');
  await execOk('git', ['worktree', 'add', '-q', linked], { cwd: repo, env: gitEnvironment() });
  expect(await findRepository(linked, env)).toMatchObject({ root: linked, main: repo });
});

test('no repository', async () => {
  expect(await faultOf(dir)).toMatchObject({
    code: 'E_NO_REPOSITORY',
    mend: expect.stringContaining('git init'),
  });
});

describe("another user's repository", () => {
  const asRoot = process.getuid?.() === 0 ? test : test.skip;

  asRoot('is said to be one, with what to do', async () => {
    await execOk('chown', ['-R', '12345', repo]);
    const fault = await faultOf(join(repo, 'sub'));
    expect(fault).toMatchObject({
      code: 'E_REPOSITORY_OWNER',
      what: expect.stringContaining('belongs to another user'),
      where: repo,
    });
    const [, command = ''] = fault?.mend.split(': ') ?? [];
    await execOk('sh', ['-c', command], { env });
    expect((await findRepository(join(repo, 'sub'), env)).root).toBe(repo);
  });

  asRoot.each<[string, Record<string, string>]>([
    ['GIT_CONFIG_GLOBAL', { GIT_CONFIG_GLOBAL: '<file>' }],
    [
      'GIT_CONFIG_COUNT',
      { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'safe.directory', GIT_CONFIG_VALUE_0: '*' },
    ],
    ['GIT_CONFIG_PARAMETERS', { GIT_CONFIG_PARAMETERS: "'safe.directory=*'" }],
  ])('is taken where %s trusts it', async (_, variables) => {
    await execOk('chown', ['-R', '12345', repo]);
    const file = join(dir, 'config');
    await writeFile(file, SOMEBODY);
    const named = Object.entries(variables).map(([name, value]) => [name, value.replace('<file>', file)]);
    expect((await findRepository(repo, { ...env, ...Object.fromEntries(named) })).root).toBe(repo);
  });
});

test.each([
  [
    'a broken configuration',
    { GIT_CONFIG_PARAMETERS: 'no quotes' },
    /GIT_CONFIG_PARAMETERS|command-line config/,
  ],
  ['a count that is none', { GIT_CONFIG_COUNT: 'x' }, /GIT_CONFIG_COUNT/],
])('%s is no missing repository', async (_, variables, words) => {
  expect(await faultOf(repo, variables)).toMatchObject({
    code: 'E_GIT_REFUSED',
    what: expect.stringMatching(words),
  });
});

describe('a work tree that the repository does not lie in', () => {
  test.each([
    ['beside it', 'away', null],
    ['above it', '', null],
    ['above it, in which another repository lies', '', 'init'],
  ])('%s', async (_, name, init) => {
    const away = join(dir, name);
    await mkdir(away, { recursive: true });
    if (init !== null) await execOk('git', [init, '-q'], { cwd: away, env: gitEnvironment() });
    await execOk('git', ['config', 'core.worktree', away], { cwd: repo, env: gitEnvironment() });
    expect(await faultOf(repo)).toMatchObject({
      code: 'E_GIT_REFUSED',
      what: expect.stringContaining(`its work tree in ${away}`),
    });
  });
});
