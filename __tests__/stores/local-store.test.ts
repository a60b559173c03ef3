import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { chmod, link, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyContained } from '../../src/collect/files/copy.js';
import { digestOfFiles, type FileEntry, sha256 } from '../../src/core/digest.js';
import { localStore } from '../../src/stores/local-store.js';
import { storeContract } from '../contract/store.js';
import { makeTempDir, removeDir } from '../support/temp.js';

interface Listing {
  name: string;
  digest: string;
  files: FileEntry[];
}

let base: string;
let folder: string;

async function start() {
  base = await makeTempDir('local-store-');
  folder = join(base, '.lineage');
  return localStore({ folder, copyFile: copyContained });
}

const stop = () => removeDir(base);

function listing(name: string): Listing {
  return JSON.parse(readFileSync(join(folder, 'uploads', `${name}.json`), 'utf8'));
}

function object(digest: string): string {
  const hex = digest.slice(7);
  return join(folder, 'objects/sha256', hex.slice(0, 2), hex);
}

storeContract({
  type: 'local',
  again: 'idempotent',
  async start() {
    return {
      store: await start(),
      async readBack({ name = '' }) {
        return new Map(listing(name).files.map(({ path, digest }) => [path, readFileSync(object(digest))]));
      },
      async facts({ name = '' }) {
        const files = listing(name).files.map(({ path, digest }) => {
          const bytes = readFileSync(object(digest));
          return { path, size_bytes: bytes.length, digest: sha256(bytes) };
        });
        return {
          digest: digestOfFiles(files),
          size_bytes: files.reduce((sum, file) => sum + file.size_bytes, 0),
        };
      },
      async uploads() {
        const names = readdirSync(join(base), { recursive: true, encoding: 'utf8' });
        return names
          .filter((name) => name.endsWith('.json'))
          .map((name) => name.slice('.lineage/uploads/'.length, -5));
      },
    };
  },
  stop,
});

describe('the local store', () => {
  afterEach(stop);

  async function source(files: Record<string, string>): Promise<string> {
    await mkdir(join(base, 'source'), { recursive: true });
    for (const [path, bytes] of Object.entries(files)) await writeFile(join(base, 'source', path), bytes);
    return join(base, 'source');
  }

  test('keeps the same bytes once, read-only, and leaves nothing else', async () => {
    const store = await start();
    const root = await source({ a: 'same', b: 'same', c: 'other' });
    if (process.platform !== 'win32') await chmod(join(root, 'a'), 0o400);
    await store.put({ name: 'one', root, files: ['a', 'b'] });
    await store.put({ name: 'two', root, files: ['b', 'c'] });
    const digests = ['same', 'other'].map((text) => sha256(text));
    const objects = readdirSync(join(folder, 'objects/sha256'), { recursive: true, encoding: 'utf8' });
    expect(objects.filter((name) => name.length > 64)).toHaveLength(2);
    for (const digest of digests) expect(statSync(object(digest)).mode & 0o222).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'objects', 'uploads']);
    expect(listing('two').files.map((file) => file.digest)).toEqual(digests);
  });

  test('stays out of git status', async () => {
    const store = await start();
    execFileSync('git', ['init', '-q', base]);
    await store.put({ name: 'one', root: await source({ a: 'a' }), files: ['a'] });
    const status = execFileSync('git', ['status', '--porcelain', '--untracked-files=all'], { cwd: base });
    expect(`${status}`.trim()).toBe('?? source/a');
  });

  test('twenty at once with shared bytes', async () => {
    const store = await start();
    const root = await source({ shared: 'shared', own: 'own' });
    const names = Array.from({ length: 20 }, (_, index) => `run-${index % 10}`);
    const stored = await Promise.all(
      names.map((name) => store.put({ name, root, files: ['shared', 'own'] })),
    );
    expect(new Set(stored.map((one) => one.digest)).size).toBe(1);
    expect(readFileSync(object(sha256('shared')), 'utf8')).toBe('shared');
    expect(readdirSync(folder).sort()).toEqual(['.gitignore', 'objects', 'uploads']);
  });

  test('a file is taken by a link where there is one, and copied where there is none', async () => {
    const store = await start();
    const root = await source({ a: 'a', b: 'b' });
    const digests = [sha256('a'), sha256('b')];
    const linkFile = async ({ absolute }: { absolute: string }, target: string) => {
      if (absolute.endsWith('b')) return undefined;
      await link(absolute, target);
      return { digest: sha256('a'), size_bytes: 1 };
    };
    await store.put({ name: 'linked', root, files: ['a', 'b'], digests, linkFile });
    const inode = (path: string) => statSync(path).ino;
    expect(inode(object(sha256('a')))).toBe(inode(join(root, 'a')));
    expect(inode(object(sha256('b')))).not.toBe(inode(join(root, 'b')));
    expect(readFileSync(object(sha256('b')), 'utf8')).toBe('b');
  });

  test('what an earlier try has stored is neither read nor linked again', async () => {
    const store = await start();
    const root = await source({ a: 'a' });
    const upload = { name: 'again', root, files: ['a'], digests: [sha256('a')] };
    const stored = await store.put(upload);
    const unused = () => Promise.reject(new Error('read again'));
    const again = localStore({ folder, copyFile: unused });
    expect(await again.put({ ...upload, linkFile: unused })).toEqual(stored);
  });

  test('of two that race for a name, one gets it', async () => {
    const store = await start();
    const root = await source({ a: 'a', b: 'b' });
    const puts = ['a', 'b'].map((file) => store.put({ name: 'raced', root, files: [file] }));
    const results = await Promise.allSettled(puts);
    const failed = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
    expect(failed.map((error) => error.faults[0].code)).toEqual(['E_STORE_CONFLICT']);
  });

  test('a folder that cannot be written is told', async () => {
    await start();
    await writeFile(join(base, 'file'), '');
    const store = localStore({ folder: join(base, 'file', '.lineage'), copyFile: copyContained });
    const root = await source({ a: 'a' });
    await expect(store.put({ name: 'one', root, files: ['a'] })).rejects.toMatchObject({
      faults: [{ code: 'E_STORE_UPLOAD', what: expect.stringContaining('mkdir') }],
    });
  });

  test('a name that is a path is refused', async () => {
    const store = await start();
    const root = await source({ a: 'a' });
    await expect(store.put({ name: '../x', root, files: ['a'] })).rejects.toThrow(TypeError);
  });
});
