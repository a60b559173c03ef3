import { randomBytes } from 'node:crypto';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import type { UserError } from '../../src/core/errors.js';
import type { Stored } from '../../src/core/generated/types.js';
import type { ArtifactStore } from '../../src/stores/store.js';
import { uploadName } from '../../src/stores/upload-name.js';
import { makeTempDir, removeDir } from '../support/temp.js';

export interface StoreUnderTest {
  store: ArtifactStore;
  /** Path to bytes of what an upload holds. */
  readBack(stored: Stored): Promise<Map<string, Buffer>>;
  /** What the store documents of `digest` and `size_bytes`, found without it. */
  facts(stored: Stored): Promise<Pick<Stored, 'digest' | 'size_bytes'>>;
  /** Names of the uploads that the store holds. */
  uploads(): Promise<string[]>;
}

export interface StoreKind {
  type: string;
  /** What putting the same files under the same name again does. */
  again: 'idempotent' | 'conflict';
  start(): Promise<StoreUnderTest>;
  stop(): Promise<void>;
}

const RUN_ID = '0198f3c0a1b27c3d8e4f5a6b7c8d9e0f';

/** What every store promises. */
export function storeContract(kind: StoreKind): void {
  describe(`the contract of stores, ${kind.type}`, () => contract(kind));
}

/** In a block of its own, so that what it starts before each test is not started for other tests of the file. */
function contract(kind: StoreKind): void {
  let root: string;
  let tested: StoreUnderTest;

  beforeEach(async () => {
    root = await makeTempDir('store-source-');
    tested = await kind.start();
  }, 60_000);
  afterEach(async () => {
    await kind.stop();
    await removeDir(root);
  });

  async function write(files: Record<string, Buffer | string>): Promise<Map<string, Buffer>> {
    for (const [path, bytes] of Object.entries(files)) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), bytes);
    }
    return new Map(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes)]));
  }

  async function putAll(name: string, files: Record<string, Buffer | string>): Promise<Stored> {
    await write(files);
    return tested.store.put({ name, root, files: Object.keys(files) });
  }

  async function expectBack(stored: Stored, files: Record<string, Buffer | string>): Promise<void> {
    const back = await tested.readBack(stored);
    expect([...back.keys()].sort()).toEqual(Object.keys(files).sort());
    for (const [path, bytes] of back) expect(bytes.equals(Buffer.from(files[path] ?? 'no such'))).toBe(true);
  }

  describe(`the contract of the store ${kind.type}`, () => {
    test('gives back the bytes, whatever the names', async () => {
      const files = {
        'plain.txt': 'hello\r\n',
        'with space/ünï 码.bin': randomBytes(1000),
        '-rf': 'dash',
        '.hidden/$HOME/`x`': 'shell',
        "it's/%41/a+b&c": 'web',
        [`${'deep/'.repeat(20)}leaf`]: 'deep',
        'big.bin': randomBytes(9 * 1024 * 1024),
      };
      const stored = await putAll(uploadName('model', 'm', RUN_ID), files);
      expect(stored).toMatchObject({ type: kind.type, name: `model-m-${RUN_ID}` });
      await expectBack(stored, files);
    }, 60_000);

    test('says digest and size as documented', async () => {
      const stored = await putAll('facts', { 'a.txt': 'a', 'b.txt': 'bb', 'c.txt': 'a' });
      expect(stored.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
      expect(stored).toMatchObject(await tested.facts(stored));
    }, 60_000);

    test('takes 300 files', async () => {
      const numbers = Array.from({ length: 300 }, (_, index) => index);
      const files = Object.fromEntries(
        numbers.map((index) => [`f/${index % 7}/${index}.txt`, `${index % 50}`]),
      );
      await expectBack(await putAll('many', files), files);
    }, 60_000);

    test('takes a single empty file', async () => {
      await expectBack(await putAll('empty', { 'nothing.bin': '' }), { 'nothing.bin': '' });
    }, 60_000);

    test('takes any label through uploadName', async () => {
      const label = `../../"a":<b>|*?\\ \r\n${'长'.repeat(300)}`;
      const stored = await putAll(uploadName('artifacts', label, RUN_ID), { x: 'y' });
      expect(await tested.uploads()).toEqual([stored.name]);
    }, 60_000);

    test(`the same files under the same name: ${kind.again}`, async () => {
      const files = { 'a.txt': 'a', 'b/c.txt': 'c' };
      const stored = await putAll('twice', files);
      const again = tested.store.put({ name: 'twice', root, files: Object.keys(files).reverse() });
      if (kind.again === 'idempotent') expect(await again).toEqual(stored);
      else expect(await codesOf(again)).toEqual(['E_STORE_CONFLICT']);
      await expectBack(stored, files);
    }, 60_000);

    test('other bytes under the same name are a conflict and change nothing', async () => {
      const stored = await putAll('taken', { 'a.txt': 'first' });
      expect(await codesOf(putAll('taken', { 'a.txt': 'other' }))).toEqual(['E_STORE_CONFLICT']);
      expect(await codesOf(putAll('taken', { 'a.txt': 'first', more: '' }))).toEqual(['E_STORE_CONFLICT']);
      await expectBack(stored, { 'a.txt': 'first' });
    }, 60_000);

    test('a missing source is an error, and nothing is left', async () => {
      await write({ 'a.txt': 'a', 'b.txt': 'b' });
      await rm(join(root, 'b.txt'));
      await mkdir(join(root, 'folder'));
      const put = tested.store.put({ name: 'gone', root, files: ['a.txt', 'b.txt', 'folder'] });
      expect(await codesOf(put)).toEqual(['E_STORE_UPLOAD', 'E_STORE_UPLOAD']);
      expect(await tested.uploads()).toEqual([]);
    }, 60_000);

    test('other bytes than those that were recorded are not stored, nor is anything with them', async () => {
      await write({ 'a.txt': 'a', 'b.txt': 'b' });
      const files = ['a.txt', 'b.txt'];
      const put = (digests: string[]) => tested.store.put({ name: 'recorded', root, files, digests });
      expect(await codesOf(put([sha256('a'), sha256('c')]))).toEqual(['E_STORE_UPLOAD']);
      expect(await tested.uploads()).toEqual([]);
      await expectBack(await put([sha256('a'), sha256('b')]), { 'a.txt': 'a', 'b.txt': 'b' });
    }, 60_000);

    const onUnix = process.platform === 'win32' ? test.skip : test;
    onUnix(
      'a link is followed to what may be read, and no further',
      async () => {
        await write({ 'in/a.txt': 'a', 'out/secret.txt': 'secret' });
        await symlink('a.txt', join(root, 'in/link.txt'));
        await symlink('../out/secret.txt', join(root, 'in/stray.txt'));
        const put = (name: string, within: string, file: string) =>
          tested.store.put({ name, root: join(root, 'in'), within, files: [file] });
        expect(await codesOf(put('stray', join(root, 'in'), 'stray.txt'))).toEqual(['E_STORE_UPLOAD']);
        expect(await tested.uploads()).toEqual([]);
        await expectBack(await put('link', join(root, 'in'), 'link.txt'), { 'link.txt': 'a' });
        await expectBack(await put('wide', root, 'stray.txt'), { 'stray.txt': 'secret' });
      },
      60_000,
    );

    test('a path that leads out of the root is never read', async () => {
      await write({ 'a.txt': 'a' });
      for (const path of ['../a.txt', '/etc/hostname', 'x/../../a', '']) {
        await expect(tested.store.put({ name: 'out', root, files: [path] })).rejects.toThrow(TypeError);
      }
      await expect(tested.store.put({ name: 'none', root, files: [] })).rejects.toThrow(TypeError);
    }, 60_000);
  });
}

async function codesOf(work: Promise<unknown>): Promise<string[]> {
  const error = await work.then(
    () => undefined,
    (thrown: UserError) => thrown,
  );
  return error?.faults.map((fault) => fault.code) ?? [];
}
