import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Git, GitError } from '../../../src/ledger/git/git.js';
import { ObjectStore } from '../../../src/ledger/git/object-store.js';
import { isAlive } from '../../support/alive.js';
import { BareRepo } from '../../support/bare-repo.js';
import { type Compiled, compileSource } from '../../support/compiled.js';
import { bareEnvironment } from '../../support/exec.js';
import { Folders } from '../fixtures.js';

const run = promisify(execFile);

// On Windows each question has a git of its own.
const there = process.platform === 'win32' ? describe.skip : describe;

there('objects of a repository that is asked again and again', () => {
  const folders = new Folders();
  let folder: string;
  let repo: BareRepo;
  let commit: string;
  let pids: string;
  beforeEach(async () => {
    folder = await folders.make();
    repo = await BareRepo.create(join(folder, 'repo.git'), 'octo/repo');
    commit = await repo.commit({ 'a.txt': 'A', 'b/c.txt': 'C', large: 'z'.repeat(300_000) });
    pids = join(folder, 'pids');
    await writeFile(join(folder, 'git'), `#!/bin/sh\necho $$ >>'${pids}'\nexec git "$@"\n`);
    await chmod(join(folder, 'git'), 0o755);
  });
  afterAll(() => folders.remove());

  const storeOf = (options: { signal?: AbortSignal; program?: string } = {}) => {
    const program = join(folder, 'git');
    const git = new Git({ program, folder, gitDir: repo.dir, env: bareEnvironment(folder), ...options });
    return new ObjectStore(git, 'sha1', repo.dir);
  };
  const started = async () => (await readFile(pids, 'utf8')).trim().split('\n').map(Number);
  const textOf = async (store: ObjectStore, path: string, limit?: number) => {
    const [object] = await store.get([`${commit}:${path}`], limit);
    return object?.bytes.toString();
  };

  test('one git answers, and sees what was written after it began', async () => {
    const store = storeOf();
    expect(await textOf(store, 'a.txt')).toBe('A');
    expect(await store.get(['refs/heads/more'])).toEqual([null]);
    const more = await repo.commit({ 'd.txt': 'D' }, { branch: 'more' });
    expect(await store.get(['refs/heads/more', `${more}:d.txt`, `${more}:none`])).toEqual([
      expect.objectContaining({ id: more, type: 'commit' }),
      expect.objectContaining({ type: 'blob', bytes: Buffer.from('D') }),
      null,
    ]);
    expect(await started()).toHaveLength(1);
  });

  test('what is here and how large it is has another git, one for all questions', async () => {
    const store = storeOf();
    const [blob] = await store.get([`${commit}:large`]);
    const none = store.blobId(Buffer.from('not here'));
    expect(await store.sizes([none, blob?.id ?? '', commit])).toEqual([null, 300_000, expect.any(Number)]);
    expect(await store.missing([none, blob?.id ?? ''])).toEqual([none]);
    await store.write([store.object('blob', Buffer.from('not here'))]);
    expect(await store.missing([none, commit])).toEqual([]);
    expect(await store.sizes([none])).toEqual([8]);
    expect(await started()).toHaveLength(3);
  });

  test('questions at the same moment are answered each by its own objects', async () => {
    const store = storeOf();
    const paths = Array.from({ length: 30 }, (_, index) => ['a.txt', 'b/c.txt', 'large'][index % 3] ?? '');
    const sizes = (await Promise.all(paths.map((path) => textOf(store, path)))).map((text) => text?.length);
    expect(sizes).toEqual(paths.map((path) => (path === 'large' ? 300_000 : 1)));
    expect(await started()).toHaveLength(1);
  });

  test('a question that fails leaves nothing behind for the next one', async () => {
    const store = storeOf();
    const names = ['large', 'a.txt', 'none', 'b/c.txt'].map((path) => `${commit}:${path}`);
    let shown = 0;
    const failing = store.each(
      names,
      () => {
        shown += 1;
        throw new RangeError('enough');
      },
      { largest: 10 },
    );
    await expect(failing).rejects.toThrow(RangeError);
    expect(shown).toBe(1);
    expect(await textOf(store, 'a.txt')).toBe('A');
    await expect(textOf(store, 'large', 1_000)).rejects.toThrow('E_LEDGER_OVERSIZE');
    expect(await textOf(store, 'b/c.txt')).toBe('C');
    await expect(store.get([`${commit}:a.txt\n${commit}:b/c.txt`])).rejects.toThrow('two lines');
    expect(await textOf(store, 'a.txt')).toBe('A');
  });

  test('what git says of a damaged object is told, and another git answers after it', async () => {
    const store = storeOf();
    const bytes = randomBytes(30_000);
    const id = store.blobId(bytes);
    await store.write([store.object('blob', bytes)]);
    const file = join(repo.dir, 'objects', id.slice(0, 2), id.slice(2));
    await chmod(file, 0o644);
    await truncate(file, 9_000);
    await expect(store.get([id])).rejects.toThrow(GitError);
    expect(await textOf(store, 'a.txt')).toBe('A');
  });

  test('of questions at the same moment the one that fails leaves the others answered', async () => {
    const store = storeOf();
    const bytes = randomBytes(30_000);
    const damaged = store.blobId(bytes);
    await store.write([store.object('blob', bytes)]);
    const file = join(repo.dir, 'objects', damaged.slice(0, 2), damaged.slice(2));
    await chmod(file, 0o644);
    await truncate(file, 9_000);
    const outcomes = await Promise.allSettled([
      textOf(store, 'a.txt'),
      store.get([damaged]),
      textOf(store, 'large'),
      textOf(store, 'large', 1_000),
      textOf(store, 'b/c.txt'),
      store.get([damaged]),
      store.get([`${commit}:none`]),
    ]);
    expect(outcomes).toEqual([
      { status: 'fulfilled', value: 'A' },
      { status: 'rejected', reason: expect.any(GitError) },
      { status: 'fulfilled', value: 'z'.repeat(300_000) },
      { status: 'rejected', reason: expect.objectContaining({ name: 'UserError' }) },
      { status: 'fulfilled', value: 'C' },
      { status: 'rejected', reason: expect.any(GitError) },
      { status: 'fulfilled', value: [null] },
    ]);
  });

  test('sizes that are asked for at the same moment are each of their own objects', async () => {
    const store = storeOf();
    const blobs = await store.get(['a.txt', 'large', 'b/c.txt'].map((path) => `${commit}:${path}`));
    const ids = blobs.map((blob) => blob?.id ?? '');
    const asked = Array.from({ length: 40 }, (_, index) => ids.slice(index % 3));
    const sizes = await Promise.all(asked.map((some) => store.sizes(some)));
    expect(sizes).toEqual(asked.map((some) => [1, 300_000, 1].slice(-some.length)));
    expect(await started()).toHaveLength(2);
  });

  test('an abort ends all that were asked at the same moment', async () => {
    const abort = new AbortController();
    const store = storeOf({ signal: abort.signal });
    const asked = Array.from({ length: 20 }, () => textOf(store, 'large'));
    abort.abort(new Error('stopped'));
    for (const outcome of await Promise.allSettled(asked))
      expect(outcome).toEqual({
        status: 'rejected',
        reason: expect.objectContaining({ message: 'stopped' }),
      });
  });

  test('an abort ends the question and its git', async () => {
    const abort = new AbortController();
    const program = join(folder, 'deaf');
    await writeFile(program, `#!/bin/sh\necho $$ >>'${pids}'\nexec cat >/dev/null\n`);
    await chmod(program, 0o755);
    const store = storeOf({ signal: abort.signal, program });
    const asked = store.get([commit]);
    let pid: number | undefined;
    while (pid === undefined) {
      await sleep(20);
      pid = (await started().catch(() => [])).find((one) => one > 0);
    }
    abort.abort(new Error('stopped'));
    await expect(asked).rejects.toThrow('stopped');
    while (isAlive(pid)) await sleep(20);
    await expect(store.get([commit])).rejects.toThrow('stopped');
  });

  test('without a git it is said that there is none', async () => {
    const store = storeOf({ program: join(folder, 'none') });
    await expect(store.get([commit])).rejects.toThrow('E_GIT_MISSING');
  });

  test('git goes when nobody asks any more, and the next question starts another', async () => {
    const store = storeOf();
    await textOf(store, 'a.txt');
    const [pid = 0] = await started();
    while (isAlive(pid)) await sleep(20);
    expect(await textOf(store, 'b/c.txt')).toBe('C');
    expect(await started()).toHaveLength(2);
  });

  describe('from a process of its own', () => {
    let compiled: Compiled;
    beforeAll(async () => {
      compiled = await compileSource();
    }, 60_000);
    afterAll(() => compiled.remove());

    test('the process ends by itself, and git with it', async () => {
      const [git, store] = ['git', 'object-store'].map((name) =>
        JSON.stringify(join(compiled.folder, 'ledger/git', `${name}.js`)),
      );
      const options = {
        program: join(folder, 'git'),
        folder,
        gitDir: repo.dir,
        env: bareEnvironment(folder),
      };
      const script = [
        `import { Git } from ${git};`,
        `import { ObjectStore } from ${store};`,
        `const store = new ObjectStore(new Git(${JSON.stringify(options)}), 'sha1', ${JSON.stringify(repo.dir)});`,
        `const [object] = await store.get(['${commit}:a.txt']);`,
        "process.on('exit', () => console.log(object.bytes.toString()));",
      ].join('\n');
      const file = join(folder, 'ask.mjs');
      await writeFile(file, script);
      const { stdout } = await run(process.execPath, [file], { env: bareEnvironment(folder) });
      expect(stdout).toBe('A\n');
      const [pid = 0] = await started();
      while (isAlive(pid)) await sleep(20);
    });
  });
});
