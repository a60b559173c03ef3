import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { bareEnvironment, exec, execOk, gitEnvironment } from '../support/exec.js';
import { GitServer } from '../support/git-server.js';
import { READ_WRITE } from '../support/tokens.js';
import {
  adding,
  DAY,
  Folders,
  idAt,
  localLedger,
  newRun,
  RecordingLog,
  remoteLedger,
  runFile,
  userRepository,
} from './fixtures.js';

const folders = new Folders();
const env = gitEnvironment();

afterAll(() => folders.remove());

async function repository(): Promise<string> {
  const folder = join(await folders.make(), 'répo with "quotes"');
  await mkdir(folder);
  await userRepository(folder, env);
  return folder;
}

async function git(folder: string, ...args: string[]): Promise<string> {
  return (await execOk('git', args, { cwd: folder, env })).toString('utf8');
}

/** All that a user could see of a repository's state beside its objects and the ledger branch. */
async function stateOf(folder: string) {
  const dotGit = join(folder, '.git');
  const files = await readdir(folder, { recursive: true });
  return {
    status: await git(
      folder,
      '--no-optional-locks',
      'status',
      '--porcelain=v2',
      '--branch',
      '--untracked-files=all',
    ),
    head: await readFile(join(dotGit, 'HEAD'), 'utf8'),
    index: (await readFile(join(dotGit, 'index'))).toString('hex'),
    indexTime: (await stat(join(dotGit, 'index'))).mtimeMs,
    config: await readFile(join(dotGit, 'config'), 'utf8'),
    reflog: await readFile(join(dotGit, 'logs', 'HEAD'), 'utf8'),
    refs: (await git(folder, 'for-each-ref'))
      .split('\n')
      .filter((line) => !line.endsWith('refs/heads/lineage')),
    worktree: files.filter((file) => !file.startsWith('.git')).sort(),
    dotGit: (await readdir(dotGit)).sort(),
  };
}

test('writes and reads, and the user finds everything else as it was', async () => {
  const folder = await repository();
  const before = await stateOf(folder);
  const ledger = localLedger(folder);
  expect((await ledger.view()).commit).toBeNull();
  await ledger.checkWritable();
  const files = [await runFile(idAt(DAY)), await runFile(idAt(DAY + 86_400_000))] as const;
  for (const file of files) await ledger.write(adding(file));
  const view = await ledger.view();
  expect(await view.list('runs')).toEqual(files.map((file) => file.path));
  expect(await view.read([files[0].path])).toEqual(new Map([[files[0].path, files[0].bytes]]));
  expect(await stateOf(folder)).toEqual(before);
  expect(await git(folder, 'log', '--format=%an <%ae> %s', 'lineage')).toBe(
    'github-actions[bot] <bot@users.noreply.github.com> run clf_orders FINISHED\n'.repeat(2),
  );
  expect(
    await git(folder, 'ls-tree', '-r', '--name-only', 'lineage', 'README.md', 'ledger.json', 'runs'),
  ).toBe(['README.md', 'ledger.json', ...files.map((file) => file.path), ''].join('\n'));
  await git(folder, 'fsck', '--full', '--strict');
});

test('the mark is the commit that a view would show', async () => {
  const ledger = localLedger(await repository());
  expect(await ledger.mark()).toBe('');
  const { commit } = await ledger.write(adding(await runFile(idAt(DAY))));
  expect(await ledger.mark()).toBe(commit);
});

test('10 writers at once: every record is there, byte for byte', async () => {
  const folder = await repository();
  const files = await Promise.all(Array.from({ length: 10 }, (_, seed) => runFile(idAt(DAY, seed))));
  await Promise.all(files.map((file) => localLedger(folder).write(adding(file))));
  const view = await localLedger(folder).view();
  expect(await view.read(await view.list('runs'))).toEqual(
    new Map(files.map((file) => [file.path, file.bytes])),
  );
  expect((await git(folder, 'rev-list', '--count', 'lineage')).trim()).toBe('10');
}, 60_000);

test('the variables of a caller inside a git hook or alias do not lead elsewhere', async () => {
  const folder = await repository();
  const other = await repository();
  const hostile = {
    ...bareEnvironment(folder),
    GIT_DIR: join(other, '.git'),
    GIT_WORK_TREE: other,
    GIT_INDEX_FILE: join(other, 'index'),
    GIT_OBJECT_DIRECTORY: join(other, 'objects'),
    GIT_COMMON_DIR: other,
    GIT_NAMESPACE: 'elsewhere',
    GIT_CONFIG_PARAMETERS: "'core.bare=true'",
    GIT_AUTHOR_DATE: 'yesterday',
    GIT_TRACE: join(other, 'trace'),
    LANGUAGE: 'de',
    LC_ALL: 'de_DE.UTF-8',
  };
  const before = await stateOf(other);
  await localLedger(folder, { env: hostile }).write(adding(await runFile(idAt(DAY))));
  expect(await stateOf(other)).toEqual(before);
  expect(await git(folder, 'ls-tree', '--name-only', 'lineage')).toBe(
    'README.md\nindex\nledger.json\nruns\n',
  );
});

test('hooks of the user do not run', async () => {
  const folder = await repository();
  const hooks = join(folder, '.git', 'hooks');
  await mkdir(hooks, { recursive: true });
  for (const name of ['reference-transaction', 'post-commit', 'pre-push']) {
    await writeFile(join(hooks, name), '#!/bin/sh\ntouch "$(dirname "$0")/ran"\nexit 1\n');
    await chmod(join(hooks, name), 0o755);
  }
  await localLedger(folder).write(adding(await runFile(idAt(DAY))));
  expect(await readdir(hooks)).not.toContain('ran');
});

test('from a subfolder, a linked work tree and a bare repository', async () => {
  const folder = await repository();
  const linked = join(await folders.make(), 'linked');
  await git(folder, 'worktree', 'add', '-q', '--detach', linked);
  const bare = join(await folders.make(), 'bare.git');
  await execOk('git', ['clone', '-q', '--bare', folder, bare], { env });
  const files = await Promise.all([0, 1, 2].map((seed) => runFile(idAt(DAY, seed))));
  const [first, second, third] = files;
  if (first === undefined || second === undefined || third === undefined)
    throw new Error('three files were made');
  await localLedger(join(folder, 'src')).write(adding(first));
  await localLedger(linked).write(adding(second));
  expect(await (await localLedger(folder).view()).list('runs')).toEqual([first.path, second.path]);
  await localLedger(bare).write(adding(third));
  // What it was cloned from has a ledger by now.
  expect(await (await localLedger(bare).view()).list('runs')).toEqual(files.map((file) => file.path));
});

test('a repository with sha256 names', async () => {
  const folder = await folders.make();
  await execOk('git', ['init', '-q', '--object-format=sha256'], { cwd: folder, env });
  const files = [await runFile(idAt(DAY)), await runFile(idAt(DAY, 1))] as const;
  for (const file of files) await localLedger(folder).write(adding(file));
  const view = await localLedger(folder).view();
  expect(await view.list('runs')).toEqual(files.map((file) => file.path));
  expect(view.commit).toHaveLength(64);
});

test('a repository without a commit, and a detached HEAD', async () => {
  const empty = await folders.make();
  await execOk('git', ['init', '-q'], { cwd: empty, env });
  await localLedger(empty).write(adding(await runFile(idAt(DAY))));
  expect(await (await localLedger(empty).view()).list('runs')).toHaveLength(1);
  const folder = await repository();
  await git(folder, 'checkout', '-q', '--detach');
  await localLedger(folder).write(adding(await runFile(idAt(DAY))));
  expect(await (await localLedger(folder).view()).list('runs')).toHaveLength(1);
});

describe('a branch that is checked out', () => {
  test('in the work tree: read, but not written', async () => {
    const folder = await repository();
    const file = await runFile(idAt(DAY));
    await localLedger(folder).write(adding(file));
    await git(folder, 'checkout', '-q', '-f', 'lineage');
    const tip = await git(folder, 'rev-parse', 'lineage');
    const write = localLedger(folder).write(adding(await runFile(idAt(DAY, 1))));
    await expect(write).rejects.toThrow(/E_LEDGER_CHECKED_OUT/);
    await expect(localLedger(folder).checkWritable()).rejects.toThrow(/E_LEDGER_CHECKED_OUT/);
    expect(await (await localLedger(folder).view()).list('runs')).toEqual([file.path]);
    expect(await git(folder, 'rev-parse', 'lineage')).toBe(tip);
  });

  test('in a linked work tree, and before its first commit', async () => {
    const folder = await repository();
    await localLedger(folder).write(adding(await runFile(idAt(DAY))));
    await git(folder, 'worktree', 'add', '-q', join(await folders.make(), 'linked'), 'lineage');
    const write = localLedger(folder).write(adding(await runFile(idAt(DAY, 1))));
    await expect(write).rejects.toThrow(/E_LEDGER_CHECKED_OUT/);
    const unborn = await folders.make();
    await execOk('git', ['init', '-q', '--initial-branch=lineage'], { cwd: unborn, env });
    await expect(localLedger(unborn).write(adding(await runFile(idAt(DAY))))).rejects.toThrow(
      /E_LEDGER_CHECKED_OUT/,
    );
  });
});

test('what is no repository', async () => {
  const folder = await folders.make();
  await expect(localLedger(folder).view()).rejects.toThrow(/E_NO_REPOSITORY: .*not a git repository/);
  await expect(localLedger(join(folder, 'none')).view()).rejects.toThrow(/E_NO_REPOSITORY: .*no such folder/);
});

test('a branch that is no ledger is never written', async () => {
  const folder = await repository();
  await git(folder, 'branch', 'lineage');
  const before = await git(folder, 'for-each-ref');
  await expect(localLedger(folder).write(adding(await runFile(idAt(DAY))))).rejects.toThrow(
    /E_LEDGER_NOT_A_LEDGER/,
  );
  expect(await git(folder, 'for-each-ref')).toBe(before);
});

test('a branch whose name is in the way', async () => {
  const folder = await repository();
  const ledger = localLedger(folder, { branch: 'main/lineage' });
  await expect(ledger.write(adding(await runFile(idAt(DAY))))).rejects.toThrow(
    /E_NAME_INVALID: Another branch/,
  );
});

test('a branch that was moved by another program meanwhile', async () => {
  const folder = await repository();
  await localLedger(folder).write(adding(await runFile(idAt(DAY))));
  let asked = 0;
  const late = await runFile(idAt(DAY, 2));
  await localLedger(folder).write(async (view) => {
    asked += 1;
    if (asked === 1) await localLedger(folder).write(adding(await runFile(idAt(DAY, 1))));
    return { ...adding(late)(), value: await view.list('runs') };
  });
  expect(asked).toBe(2);
  expect(await (await localLedger(folder).view()).list('runs')).toHaveLength(3);
});

describe('a lock on the branch', () => {
  async function locked(age: number) {
    const folder = await repository();
    await localLedger(folder).write(adding(await runFile(idAt(DAY))));
    const lock = join(folder, '.git', 'refs', 'heads', 'lineage.lock');
    await writeFile(lock, '');
    const { mtimeMs } = await stat(lock);
    let waited = 0;
    const log = new RecordingLog();
    const ledger = localLedger(folder, {
      log,
      deadlineMs: 20_000,
      now: () => mtimeMs + age + waited,
      elapsed: () => waited,
      sleep: async (time) => {
        waited += time;
      },
    });
    return { folder, lock, ledger, log, waited: () => waited };
  }

  test('that is held: after five seconds the message says which file to delete', async () => {
    const { lock, ledger, waited } = await locked(0);
    const failed = ledger.write(adding(await runFile(idAt(DAY, 1))));
    await expect(failed).rejects.toMatchObject({
      faults: [{ code: 'E_LEDGER_CONTENTION', where: lock, mend: expect.stringContaining(`delete ${lock}`) }],
    });
    expect(waited()).toBeGreaterThanOrEqual(5_000);
    expect(waited()).toBeLessThan(15_000);
    expect(await stat(lock)).toBeDefined();
  });

  test.each(['write', 'append'] as const)(
    'that a killed program left is taken away by the next %s',
    async (how) => {
      const { folder, lock, ledger, log, waited } = await locked(60_000);
      const file = await runFile(idAt(DAY, 1));
      if (how === 'write') await ledger.write(adding(file));
      else await ledger.append([await newRun(idAt(DAY, 1))]);
      expect(await (await localLedger(folder).view()).list('runs')).toContain(file.path);
      expect(log.lines).toContainEqual(expect.stringContaining(lock));
      expect(waited()).toBeLessThan(5_000);
    },
  );

  test('that others take again and again is waited for', async () => {
    const { lock, ledger, waited } = await locked(-1_000_000);
    const failed = ledger.write(async (view) => {
      // Another lock each time.
      await rm(lock, { force: true });
      await writeFile(lock, '');
      return { ...adding(await runFile(idAt(DAY, 1)))(), value: view.commit };
    });
    await expect(failed).rejects.toThrow('E_LEDGER_CONTENTION');
    expect(waited()).toBeGreaterThanOrEqual(20_000);
  });
});

const isRoot = process.getuid?.() === 0;
(isRoot || process.platform === 'win32' ? test.skip : test)(
  'a repository that cannot be written',
  async () => {
    const folder = await repository();
    await exec('chmod', ['-R', 'a-w', join(folder, '.git')]);
    const write = localLedger(folder).write(adding(await runFile(idAt(DAY))));
    await expect(write).rejects.toThrow(/E_LEDGER_PERMISSION/);
    await exec('chmod', ['-R', 'u+w', join(folder, '.git')]);
  },
);

test('in a clone the fetched branch is read, and the first write builds on it', async () => {
  const origin = await repository();
  const first = await runFile(idAt(DAY));
  await localLedger(origin).write(adding(first));
  const clone = join(await folders.make(), 'clone');
  await execOk('git', ['clone', '--quiet', origin, clone], { env });
  const ledger = localLedger(clone);
  expect(await (await ledger.view()).list('runs')).toEqual([first.path]);
  const second = await runFile(idAt(DAY + 1000));
  await ledger.write(adding(second));
  expect(await (await ledger.view()).list('runs')).toEqual([first.path, second.path]);
  expect(await git(clone, 'rev-list', '--max-parents=0', '--count', 'lineage')).toBe('1\n');
  expect(await git(clone, 'rev-list', '--count', 'origin/lineage..lineage')).toBe('1\n');
});

describe('in a clone that has nothing of the ledger of its origin', () => {
  async function served() {
    const origin = await repository();
    const first = await runFile(idAt(DAY));
    await localLedger(origin).write(adding(first));
    return { origin, first };
  }

  async function clone(url: string, ...options: string[]): Promise<string> {
    const folder = join(await folders.make(), 'clone');
    await execOk('git', ['clone', '-q', ...options, url, folder], { env });
    return folder;
  }

  test.each([
    ['of a single branch', ['--single-branch', '--branch=main']],
    ['of depth 1', ['--depth=1', '--branch=main']],
    ['without blobs', ['--filter=blob:none', '--single-branch', '--branch=main']],
    ['that is bare', ['--bare', '--single-branch', '--branch=main']],
  ])('%s, it is fetched before anything is written', async (_, options) => {
    const { origin, first } = await served();
    await git(origin, 'config', 'uploadpack.allowFilter', 'true');
    const folder = await clone(pathToFileURL(origin).href, ...options);
    const log = new RecordingLog();
    const ledger = localLedger(folder, { log });
    const second = await runFile(idAt(DAY + 1000));
    await ledger.write(adding(second));
    const view = await ledger.view();
    expect(await view.read(await view.list('runs'))).toEqual(
      new Map([first, second].map((file) => [file.path, file.bytes])),
    );
    expect(await git(folder, 'rev-list', '--max-parents=0', '--count', 'lineage')).toBe('1\n');
    await git(folder, 'push', '-q', 'origin', 'lineage');
    expect(await git(origin, 'log', '--format=%H', 'lineage')).toBe(
      await git(folder, 'log', '--format=%H', 'lineage'),
    );
    expect(log.lines).toEqual([expect.stringContaining('The ledger of origin was fetched')]);
  });

  test('made before the ledger, and with an address that counts from the work tree', async () => {
    const origin = await repository();
    const folder = await clone(origin);
    await git(folder, 'remote', 'set-url', 'origin', relative(folder, origin));
    const first = await runFile(idAt(DAY));
    await localLedger(origin).write(adding(first));
    expect(await (await localLedger(folder).view()).list('runs')).toEqual([first.path]);
  });

  test('an origin without one: this clone begins it, and nothing is said', async () => {
    const folder = await clone(await repository());
    const log = new RecordingLog();
    await localLedger(folder, { log }).write(adding(await runFile(idAt(DAY))));
    expect(await git(folder, 'rev-list', '--count', 'lineage')).toBe('1\n');
    expect(log.lines).toEqual([]);
  });

  test('an origin that cannot be asked: one warning, and the run is recorded', async () => {
    const folder = await clone(await repository());
    await git(folder, 'remote', 'set-url', 'origin', 'http://127.0.0.1:9/octo/models');
    const log = new RecordingLog();
    const ledger = localLedger(folder, { log });
    await ledger.checkWritable();
    await ledger.view();
    await ledger.write(adding(await runFile(idAt(DAY))));
    expect(await (await ledger.view()).list('runs')).toHaveLength(1);
    expect(log.lines).toEqual([expect.stringMatching(/could not be asked \(.*127\.0\.0\.1/)]);
  });

  test('what was fetched and is not in the own ledger is told before something is written', async () => {
    const { origin } = await served();
    const folder = await clone(pathToFileURL(origin).href);
    await git(folder, 'fetch', '-q', 'origin', 'lineage:lineage');
    const told = async () => {
      const log = new RecordingLog();
      await localLedger(folder, { log }).write(adding(await runFile(idAt(DAY, 700 + next++))));
      return log.lines;
    };
    let next = 0;
    expect(await told()).toEqual([]);
    const other = await clone(pathToFileURL(folder).href);
    await git(other, 'fetch', '-q', 'origin', 'lineage:lineage');
    const recall = { path: `recalls/${idAt(DAY, 900)}.json`, bytes: Buffer.from('{}') };
    await localLedger(other).write(adding(recall));
    await git(folder, 'fetch', '-q', other, '+lineage:refs/remotes/origin/lineage');
    expect(await told()).toEqual([
      expect.stringMatching(
        /origin\/lineage has 1 commit\(s\) that lineage of this clone has not, with recalls/,
      ),
    ]);
    await git(folder, 'update-ref', 'refs/remotes/origin/lineage', 'lineage~1');
    expect(await told()).toEqual([]);
  });

  test('an origin whose ledger cannot be brought is an error: nothing begins beside it', async () => {
    const { origin } = await served();
    const folder = await clone(pathToFileURL(origin).href, '--single-branch', '--branch=main');
    const tip = (await git(origin, 'rev-parse', 'lineage^{tree}')).trim();
    await rm(join(origin, '.git/objects', tip.slice(0, 2), tip.slice(2)), { force: true });
    const write = localLedger(folder).write(adding(await runFile(idAt(DAY))));
    await expect(write).rejects.toThrow(
      /E_LEDGER_NETWORK: .*could not be fetched.*git fetch origin refs\/heads\/lineage:refs\/remotes\/origin\/lineage;/,
    );
    expect((await exec('git', ['rev-parse', '-q', '--verify', 'lineage'], { cwd: folder, env })).code).toBe(
      1,
    );
  });

  test("the user's own credentials are used, and nobody is asked", async () => {
    const server = await GitServer.start();
    const token = server.tokens.make(READ_WRITE);
    await server.createRepo('octo/models', { files: { 'a.txt': 'a\n' } });
    const url = server.url('octo/models');
    const run = await runFile(idAt(DAY));
    await remoteLedger({ url, token, folder: await folders.make() }).write(adding(run));
    const home = await folders.make();
    const asked = join(home, 'asked');
    await writeFile(join(home, 'ask'), `#!/bin/sh\ntouch '${asked}'\n`);
    await chmod(join(home, 'ask'), 0o755);
    const config = `[core]\n\taskPass = ${join(home, 'ask')}\n`;
    await writeFile(join(home, '.gitconfig'), config);
    const folder = await repository();
    await git(folder, 'remote', 'add', 'origin', url);
    const own = { ...bareEnvironment(home), SSH_ASKPASS: join(home, 'ask'), DISPLAY: ':9' };
    const log = new RecordingLog();
    await localLedger(folder, { env: own, log }).view();
    expect(log.lines).toEqual([expect.stringContaining('could not be asked')]);
    expect(await readdir(home)).not.toContain('asked');
    const helper = `!echo username=x-access-token; echo password=${token}; :`;
    await writeFile(join(home, '.gitconfig'), `${config}[credential]\n\thelper = "${helper}"\n`);
    const view = await localLedger(folder, { env: own, log }).view();
    await server.close();
    expect(log.lines.slice(1)).toEqual([expect.stringContaining('was fetched')]);
    expect(await view.list('runs')).toEqual([run.path]);
  });
});

test('a repository of another user is said to be one, unless the user trusts it', async () => {
  if (!isRoot) return;
  const folder = await repository();
  await execOk('chown', ['-R', '12345', folder]);
  await expect(localLedger(folder).view()).rejects.toThrow(
    /E_REPOSITORY_OWNER: .*belongs to another user.*git config --global --add safe\.directory/,
  );
  const trusting = {
    ...bareEnvironment(folder),
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  };
  await localLedger(folder, { env: trusting }).write(adding(await runFile(idAt(DAY))));
  expect(await (await localLedger(folder, { env: trusting }).view()).list('runs')).toHaveLength(1);
});
