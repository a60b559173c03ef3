import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec, execOk, gitEnvironment, gitTokenEnvironment } from '../support/exec.js';
import { GitServer } from '../support/git-server.js';
import { makeTempDir, removeDir } from '../support/temp.js';

let server: GitServer;
let folder: string;
let writer: string;
let reader: string;

beforeAll(async () => {
  server = await GitServer.start();
  folder = await makeTempDir();
  writer = server.tokens.make({ contents: 'write' });
  reader = server.tokens.make({ contents: 'read' });
  await server.createRepo('octo/models', {
    files: { 'README.md': 'hello\n', 'naïve "q"\tx\n.txt': 'odd\n' },
    protectedBranches: ['lineage'],
  });
});

afterAll(async () => {
  await server.close();
  await removeDir(folder);
});

function git(token: string | undefined, args: string[], cwd = folder) {
  return exec('git', args, { cwd, env: gitEnvironment(token ? gitTokenEnvironment(token) : {}) });
}

async function cloned(name: string): Promise<string> {
  const result = await git(reader, ['clone', '-q', '--depth=1', server.url('octo/models'), name]);
  expect(result.stderr).toBe('');
  return join(folder, name);
}

test('clone, push and read back', async () => {
  const dir = await cloned('one');
  // More than http.postBuffer, so that git sends it in chunks.
  const big = randomBytes(3 * 1024 * 1024);
  await writeFile(join(dir, 'big.txt'), big);
  await execOk('git', ['add', '.'], { cwd: dir, env: gitEnvironment() });
  await execOk('git', ['commit', '-qm', 'big'], { cwd: dir, env: gitEnvironment() });
  const push = await git(writer, ['push', '-q', 'origin', 'HEAD:refs/heads/feature'], dir);
  expect(push).toMatchObject({ code: 0 });
  const repo = server.repo('octo/models');
  expect((await repo.readFile('feature', 'big.txt'))?.equals(big)).toBe(true);
  expect(await repo.listFiles('feature')).toEqual(['README.md', 'big.txt', 'naïve "q"\tx\n.txt']);
  expect((await repo.log('feature')).map((one) => one.message.trim())).toEqual(['big', 'Start']);
  await repo.fsck();
  expect(server.requests).toContainEqual(
    expect.objectContaining({ method: 'POST', path: '/octo/models/git-receive-pack', status: 200 }),
  );
});

test('a filtered fetch of an exact commit by protocol v2', async () => {
  const repo = server.repo('octo/models');
  const first = (await repo.log('main')).at(-1)?.sha ?? '';
  const second = await repo.commit({ 'a.txt': 'a' }, { branch: 'main' });
  const dir = join(folder, 'bare.git');
  await git(undefined, ['init', '-q', '--bare', dir]);
  const args = ['fetch', '-q', '--depth=1', '--filter=blob:none', server.url('octo/models'), first];
  expect(await git(reader, ['-c', 'protocol.version=2', ...args], dir)).toMatchObject({
    code: 0,
    stderr: '',
  });
  expect(first).not.toBe(second);
});

test('many refs make git send a gzip request body, and it is understood', async () => {
  const repo = server.repo('octo/models');
  const dir = join(folder, 'many');
  await execOk('git', ['clone', '-q', repo.dir, dir], { env: gitEnvironment() });
  const lines = Array.from({ length: 60 }, (_, i) => `create refs/heads/local-${i} HEAD\n`).join('');
  for (let i = 0; i < 60; i += 1) {
    await execOk('git', ['commit', '-q', '--allow-empty', '-m', `c${i}`], {
      cwd: dir,
      env: gitEnvironment(),
    });
  }
  await execOk('git', ['update-ref', '--stdin'], { cwd: dir, env: gitEnvironment(), input: lines });
  await repo.commit({ 'new.txt': 'n' }, { branch: 'newer' });
  expect(await git(reader, ['fetch', '-q', server.url('octo/models'), 'newer'], dir)).toMatchObject({
    code: 0,
  });
  expect(server.requests.some((one) => one.encoding === 'gzip' && one.status === 200)).toBe(true);
});

test.each([
  ['no token', undefined],
  ['a wrong token', 'nonsense'],
])('%s is 401', async (_name, token) => {
  const result = await git(token, ['ls-remote', server.url('octo/models')]);
  expect(result.code).toBe(128);
  expect(result.stderr).toContain('could not read Username');
  expect(server.requests.at(-1)?.status).toBe(401);
});

test('an unknown repository is 404', async () => {
  const result = await git(writer, ['ls-remote', server.url('octo/none')]);
  expect(result.stderr).toContain('remote: Repository not found.');
});

test('a read-only token may not push', async () => {
  const dir = await cloned('two');
  const result = await git(reader, ['push', 'origin', 'HEAD:refs/heads/x'], dir);
  expect(result.code).toBe(128);
  expect(result.stderr).toContain('remote: Permission to octo/models.git denied to github-actions[bot].');
  expect(result.stderr).toContain('403');
});

test('a protected branch is refused in words of GitHub, and can be lifted', async () => {
  const dir = await cloned('three');
  const refused = await git(writer, ['push', 'origin', 'HEAD:refs/heads/lineage'], dir);
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('GH006: Protected branch update failed for refs/heads/lineage.');
  expect(await server.repo('octo/models').resolve('refs/heads/lineage')).toBeUndefined();
  await server.repo('octo/models').protect([]);
  expect(await git(writer, ['push', 'origin', 'HEAD:refs/heads/lineage'], dir)).toMatchObject({ code: 0 });
});

test('faults: an answer lost before and after git did its work', async () => {
  const dir = await cloned('four');
  const repo = server.repo('octo/models');
  server.failNext({ status: 502, match: /receive-pack$/ });
  expect((await git(writer, ['push', 'origin', 'HEAD:refs/heads/lost'], dir)).stderr).toContain('502');
  expect(await repo.resolve('refs/heads/lost')).toBeUndefined();
  server.failNext({ cut: true, applied: true, match: /^POST .*receive-pack$/ });
  expect((await git(writer, ['push', 'origin', 'HEAD:refs/heads/lost'], dir)).code).not.toBe(0);
  expect(await repo.resolve('refs/heads/lost')).toBeDefined();
});

test('delay is added to each request', async () => {
  server.delayMs = 150;
  const start = performance.now();
  await git(reader, ['ls-remote', server.url('octo/models')]);
  server.delayMs = 0;
  expect(performance.now() - start).toBeGreaterThan(150);
});
