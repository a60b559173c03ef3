import { link, mkdir, open, readFile, rename, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFiles } from '../../../src/collect/files/hash.js';
import { HashThread } from '../../../src/collect/files/hash-thread.js';
import {
  digestsInMemory,
  digestsOnDisk,
  KEPT_BYTES,
  type KeptDigests,
} from '../../../src/collect/files/kept-digests.js';
import { linker } from '../../../src/collect/files/link.js';
import { sha256 } from '../../../src/core/digest.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const onPosix = process.platform === 'win32' ? test.skip : test;
const BYTES = Buffer.alloc(KEPT_BYTES, 'lineage');
/** As nothing here has it: what says it was told, and has not read. */
const TOLD = sha256('told');

/** Whole, so that it can be set again to the nanosecond. */
const TIME = 1_700_000_000;

let root: string;
let file: string;
beforeEach(async () => {
  root = await makeTempDir();
  await mkdir(join(root, 'files'));
  file = join(root, 'files/a.bin');
  await writeFile(file, BYTES);
  await utimes(file, TIME, TIME);
});
afterEach(() => removeDir(root));

const statsOf = (path: string) => stat(path, { bigint: true });
const digestsOf = async (kept: KeptDigests) =>
  (await hashFiles(join(root, 'files'), ['a.bin'], { kept })).map(({ digest }) => digest);

describe.each([
  ['on disk', () => digestsOnDisk(join(root, 'files'), join(root, 'digests'))],
  ['in memory', () => digestsInMemory(join(root, 'clock'))],
])('%s', (_, open) => {
  async function told(): Promise<KeptDigests> {
    const kept = open();
    const stats = await statsOf(file);
    expect(await kept.settle(stats)).toBe(true);
    await kept.keep(file, stats, TOLD);
    expect(await kept.find(file, await statsOf(file))).toBe(TOLD);
    return kept;
  }

  test('a file that is known is not read', async () => {
    expect(await digestsOf(await told())).toEqual([TOLD]);
  });

  test('one that was read is known after that', async () => {
    const kept = open();
    expect(await digestsOf(kept)).toEqual([sha256(BYTES)]);
    expect(await kept.find(file, await statsOf(file))).toBe(sha256(BYTES));
  });

  test.each<[string, () => Promise<unknown>]>([
    ['written to', () => writeFile(file, Buffer.alloc(KEPT_BYTES, 'other'))],
    [
      'written to, and its time set back',
      async () => {
        await writeFile(file, Buffer.alloc(KEPT_BYTES, 'other'));
        await utimes(file, TIME, TIME);
      },
    ],
    ['longer', () => writeFile(file, '.', { flag: 'a' })],
    [
      'another',
      async () => {
        await writeFile(join(root, 'new'), Buffer.alloc(KEPT_BYTES, 'other'));
        await rename(join(root, 'new'), file);
      },
    ],
  ])('one that is %s is read again', async (_name, change) => {
    const kept = await told();
    await change();
    expect(await digestsOf(kept)).toEqual([sha256(await readFile(file))]);
  });

  onPosix('what lies outside is not read for being known', async () => {
    const kept = await told();
    await mkdir(join(root, 'files/in'));
    await symlink(file, join(root, 'files/in/a.bin'));
    await kept.keep(join(root, 'files/in/a.bin'), await statsOf(file), TOLD);
    await expect(hashFiles(join(root, 'files/in'), ['a.bin'], { kept })).rejects.toMatchObject({
      faults: [{ code: 'E_FILE_UNREADABLE', what: expect.stringContaining('leads out') }],
    });
  });
});

test('digests on disk outlive who has made them, and are forgotten with a folder', async () => {
  const kept = () => digestsOnDisk(join(root, 'files'), join(root, 'digests'));
  await kept().keep(file, await statsOf(file), TOLD);
  expect(await kept().find(file, await statsOf(file))).toBe(TOLD);
  await kept().keep(join(root, 'outside'), await statsOf(file), TOLD);
  expect(await kept().find(join(root, 'outside'), await statsOf(file))).toBeUndefined();
  await kept().forget(file);
  expect(await kept().find(file, await statsOf(file))).toBeUndefined();
});

onPosix('a link has the bytes of the file; one that is known is not read for it', async () => {
  const kept = digestsInMemory(root);
  const linkFile = linker(kept);
  const within = join(root, 'files');
  const read = await linkFile({ absolute: file, within }, join(root, 'one'));
  expect(read).toEqual({ digest: sha256(BYTES), size_bytes: BYTES.length });
  expect((await stat(join(root, 'one'))).ino).toBe((await stat(file)).ino);
  await kept.keep(file, await statsOf(file), TOLD);
  expect(await linkFile({ absolute: file, within }, join(root, 'two'))).toMatchObject({ digest: TOLD });
  // Making the second link has changed what is known of the file.
  expect(await linkFile({ absolute: file, within }, join(root, 'three'))).toEqual(read);
});

onPosix('what cannot be linked is to be copied, and nothing is left', async () => {
  const linkFile = linker(digestsInMemory(root));
  const within = join(root, 'files');
  await symlink(file, join(within, 'link'));
  await link(file, join(root, 'there'));
  const tries: [string, string][] = [
    [join(within, 'link'), join(root, 'new')],
    [join(root, 'there'), join(root, 'new')],
    [join(within, 'none'), join(root, 'new')],
    [file, join(root, 'no/folder')],
  ];
  for (const [absolute, target] of tries) {
    expect(await linkFile({ absolute, within }, target)).toBeUndefined();
    await expect(stat(target)).rejects.toMatchObject({ code: 'ENOENT' });
  }
});

describe('a thread that hashes', () => {
  let thread: HashThread;
  beforeEach(() => {
    thread = new HashThread();
  });
  afterEach(() => thread.close());

  test('gives the digest of what was written, in whatever parts; none of a small file', async () => {
    const to = join(root, 'growing');
    const handle = await open(to, 'wx+');
    const growing = thread.begin(handle.fd);
    for (let at = 0; at < 3 * KEPT_BYTES; at += 1_500_000) {
      await handle.write(Buffer.alloc(1_500_000, `${at}`));
      await growing.grown(at + 1_500_000);
    }
    const { size } = await handle.stat();
    expect(await growing.end(size)).toBe(sha256(await readFile(to)));
    await growing.drop();
    const small = thread.begin(handle.fd);
    await small.grown(KEPT_BYTES - 1);
    expect(await small.end(KEPT_BYTES - 1)).toBeUndefined();
    await handle.close();
  });

  test('a file that is dropped is not read any more, and disturbs no other', async () => {
    const handle = await open(file, 'r');
    const [first, second] = [thread.begin(handle.fd), thread.begin(handle.fd)];
    await Promise.all([first.grown(KEPT_BYTES), second.grown(KEPT_BYTES)]);
    await first.drop();
    expect(await second.end(KEPT_BYTES)).toBe(sha256(BYTES));
    await handle.close();
  });

  test('what cannot be read has no digest, and neither has anything once the thread has ended', async () => {
    const handle = await open(file, 'r');
    const [longer, other] = [thread.begin(handle.fd), thread.begin(handle.fd)];
    expect(await longer.end(2 * KEPT_BYTES)).toBeUndefined();
    await other.grown(KEPT_BYTES);
    const waiting = other.end(KEPT_BYTES);
    await thread.close();
    await Promise.all([waiting, other.drop()]);
    expect(await thread.begin(handle.fd).end(KEPT_BYTES)).toBe(sha256(BYTES));
    await handle.close();
  });
});
