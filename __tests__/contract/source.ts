import { randomBytes } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sha256 } from '../../src/core/digest.js';
import { UserError } from '../../src/core/errors.js';
import type { WantedFile } from '../../src/core/fetch/files.js';
import type { Stored } from '../../src/core/generated/types.js';
import type { ArtifactSource, ArtifactStore, Holding } from '../../src/stores/store.js';
import { makeTempDir, removeDir } from '../support/temp.js';

export interface SourceUnderTest {
  /** What puts the bytes. */
  store: ArtifactStore;
  source: ArtifactSource;
  /** Lets the store change one file behind everybody's back. */
  tamper(holding: Holding, bytes: Buffer): Promise<void>;
  /** Lets the store lose an upload, as it does when its time is over. */
  lose(stored: Stored): Promise<void>;
}

export interface SourceKind {
  type: string;
  start(): Promise<SourceUnderTest>;
  stop(): Promise<void>;
}

/** What the reading side of every store promises. */
export function sourceContract(kind: SourceKind): void {
  let root: string;
  let tested: SourceUnderTest;

  beforeEach(async () => {
    root = await makeTempDir('source-');
    for (const name of ['put', 'got', 'temp']) await mkdir(join(root, name));
    tested = await kind.start();
  }, 60_000);
  afterEach(async () => {
    await kind.stop();
    await removeDir(root);
  });

  async function put(files: Record<string, Buffer | string>): Promise<Holding> {
    const wanted: WantedFile[] = [];
    for (const [path, bytes] of Object.entries(files)) {
      const place = join(root, 'put', path);
      await mkdir(dirname(place), { recursive: true });
      await writeFile(place, bytes);
      wanted.push({ path, target: path, digest: sha256(bytes), size_bytes: Buffer.from(bytes).length });
    }
    const stored = await tested.store.put({
      name: 'one',
      root: join(root, 'put'),
      files: Object.keys(files),
    });
    return { stored, files: wanted };
  }

  const get = (holding: Holding) =>
    tested.source.get(holding, { folder: join(root, 'got'), temp: join(root, 'temp') });
  const verify = (holding: Holding) => tested.source.verify(holding, { temp: join(root, 'temp') });

  /** Path to digest of what was written. */
  async function got(): Promise<Record<string, string>> {
    const entries = await readdir(join(root, 'got'), { recursive: true, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    const pairs = files.map(async (file) => {
      const path = file.slice(join(root, 'got').length + 1).replaceAll('\\', '/');
      return [path, sha256(await readFile(file))] as const;
    });
    return Object.fromEntries(await Promise.all(pairs));
  }

  async function codesOf(work: Promise<unknown>): Promise<string[]> {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    if (!(error instanceof UserError)) throw error ?? new Error('It went well');
    return error.faults.map(({ code }) => code);
  }

  describe(`the contract of the source ${kind.type}`, () => {
    test('gives the bytes that were put, whatever their names, and says how far it is', async () => {
      const files = {
        'plain.txt': 'hello\r\n',
        'with space/ünï 码.bin': randomBytes(1000),
        '-rf': 'dash',
        '.hidden/$HOME/`x`': 'shell',
        [`${'deep/'.repeat(20)}leaf`]: 'deep',
        'empty.bin': '',
        'big.bin': randomBytes(9 * 1024 * 1024),
      };
      const holding = await put(files);
      expect(tested.source.type).toBe(kind.type);
      expect(await tested.source.has(holding)).toEqual({ there: true });
      await verify(holding);
      expect(await got()).toEqual({});
      const told: [number, number][] = [];
      const into = { folder: join(root, 'got'), temp: join(root, 'temp') };
      await tested.source.get(holding, { ...into, progress: (...one) => told.push(one) });
      const digests = Object.entries(files).map(([path, content]) => [path, sha256(content)]);
      expect(await got()).toEqual(Object.fromEntries(digests));
      const [done, total] = told.at(-1) ?? [];
      expect(done).toBe(total);
      expect(total).toBeGreaterThan(9 * 1024 * 1024);
      expect(await readdir(join(root, 'temp'))).toEqual([]);
    }, 60_000);

    test('gives 300 files', async () => {
      const numbers = Array.from({ length: 300 }, (_, index) => index);
      await get(await put(Object.fromEntries(numbers.map((one) => [`f/${one % 7}/${one}`, `${one % 50}`]))));
      expect(Object.keys(await got())).toHaveLength(300);
    }, 60_000);

    test('gives only what is asked for, and where it is asked for', async () => {
      const { stored, files } = await put({ 'a/one.txt': '1', 'a/two.txt': '2', 'a/three.txt': '3' });
      const some = files.filter(({ path }) => path === 'a/two.txt');
      await get({ stored, files: some.map((file) => ({ ...file, target: 'x/second.txt' })) });
      expect(await got()).toEqual({ 'x/second.txt': sha256('2') });
    }, 60_000);

    test.each([
      ['other bytes of the same size', Buffer.from('evil!')],
      ['more bytes', Buffer.from('good and more')],
      ['fewer bytes', Buffer.from('go')],
      ['no byte', Buffer.alloc(0)],
    ])(
      '%s than the record says are an error',
      async (_, bytes) => {
        const holding = await put({ 'm.bin': 'good!' });
        await tested.tamper(holding, bytes);
        expect(await codesOf(verify(holding))).toEqual(['E_STORE_DAMAGED']);
        expect(await codesOf(get(holding))).toEqual(['E_STORE_DAMAGED']);
        expect(await readdir(join(root, 'temp'))).toEqual([]);
      },
      60_000,
    );

    test('what is gone is said to be gone, and nothing is written', async () => {
      const holding = await put({ 'm.bin': 'good!' });
      await tested.lose(holding.stored);
      expect(await tested.source.has(holding)).toEqual({
        there: false,
        why: expect.stringMatching(/^(is|expired) /),
      });
      expect(await codesOf(get(holding))).toEqual(['E_STORE_GONE']);
      expect(await codesOf(verify(holding))).toEqual(['E_STORE_GONE']);
      expect(await got()).toEqual({});
    }, 60_000);

    test('a record of no upload at all is of one that is gone', async () => {
      const { files } = await put({ 'm.bin': 'good!' });
      const none = files.map((file) => ({ ...file, digest: sha256('never put') }));
      const holding = {
        stored: { type: kind.type, name: '../../x', id: '../1', url: 'file:///etc' },
        files: none,
      };
      expect(await tested.source.has(holding)).toMatchObject({ there: false });
      expect(await codesOf(get(holding))).toEqual(['E_STORE_GONE']);
    }, 60_000);
  });
}
