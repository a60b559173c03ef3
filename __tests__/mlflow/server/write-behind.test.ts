import { type FileHandle, mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { WriteBehind } from '../../../src/mlflow/server/write-behind.js';

let folder: string;
let handle: FileHandle;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'write-behind-'));
  handle = await open(path.join(folder, 'file'), 'wx');
});
afterEach(async () => {
  await handle.close();
  await rm(folder, { recursive: true });
});

const CHUNKS = Array.from({ length: 300 }, (_, index) => Buffer.alloc(1 + ((index * 7919) % 65_536), index));
const written = () => readFile(path.join(folder, 'file'));

test('all that was added is in the file, in its order', async () => {
  const behind = new WriteBehind(handle);
  for (const chunk of CHUNKS) await behind.add(chunk);
  await behind.end();
  expect((await written()).equals(Buffer.concat(CHUNKS))).toBe(true);
});

test('a disk that takes less than it was given is given the rest', async () => {
  const behind = new WriteBehind({
    writev: ([first = Buffer.alloc(0)]) => handle.writev([first.subarray(0, Math.ceil(first.length / 2))]),
  });
  const some = CHUNKS.slice(0, 40);
  await Promise.all(some.map((chunk) => behind.add(chunk)));
  await behind.end();
  expect((await written()).equals(Buffer.concat(some))).toBe(true);
});

test('little more than what waits for the disk is taken before it is written', async () => {
  let most = 0;
  let [added, done] = [0, 0];
  const behind = new WriteBehind({
    async writev(batch) {
      most = Math.max(most, added - done);
      const result = await handle.writev(batch);
      done += result.bytesWritten;
      return result;
    },
  });
  const chunk = Buffer.alloc(1024 * 1024);
  for (let count = 0; count < 64; count++) {
    added += chunk.length;
    await behind.add(chunk);
  }
  await behind.end();
  expect(done).toBe(64 * chunk.length);
  expect(most).toBeLessThanOrEqual(6 * chunk.length);
});

const onLinux = process.platform === 'linux' ? test : test.skip;
onLinux('a full disk is told of what is added behind it, and at the end', async () => {
  const full = await open('/dev/full', 'w');
  const behind = new WriteBehind(full);
  await behind.add(Buffer.from('a'));
  await behind.idle();
  await expect(behind.add(Buffer.from('b'))).rejects.toThrow('ENOSPC');
  await expect(behind.end()).rejects.toThrow('ENOSPC');
  await full.close();
});
