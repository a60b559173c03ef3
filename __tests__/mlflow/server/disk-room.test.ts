import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { artifactFolder } from '../../../src/mlflow/server/artifact-folder.js';
import { type DiskRoom, diskRoom, RESERVE } from '../../../src/mlflow/server/disk-room.js';
import { startTestServer, type TestServer } from '../../support/mlflow-server.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const FULL = { status: 507, body: { error_code: 'DATA_LOSS' } };
let folder: string;
let free: number | undefined;
let room: DiskRoom;
let server: TestServer;

beforeEach(async () => {
  folder = await makeTempDir();
  free = RESERVE + 1000;
  room = diskRoom(folder, async () => free);
  const artifacts = artifactFolder({
    files: join(folder, 'files'),
    incoming: join(folder, 'incoming'),
    room,
  });
  server = await startTestServer({ artifacts, room });
});
afterEach(async () => {
  await server.close();
  await removeDir(folder);
});

async function put(size: number): Promise<{ status: number; body: unknown }> {
  const body = Buffer.alloc(size);
  const answer = await server.get('api/2.0/mlflow-artifacts/artifacts/a.bin', { method: 'PUT', body });
  return { status: answer.status, body: await answer.json() };
}

test('a file that there is no room for is refused before it is kept, and leaves nothing behind', async () => {
  expect(await put(1001)).toMatchObject(FULL);
  expect(await readdir(folder)).toEqual([]);
  expect(await put(1000)).toEqual({ status: 200, body: {} });
  // Where nobody can tell, the disk itself does.
  free = undefined;
  expect((await put(1001)).status).toBe(200);
});

test('so is a long call; a short one is tried, and all goes on when there is room again', async () => {
  free = RESERVE;
  const tag = (length: number) => ({ experiment_id: '0', key: 'long', value: 'x'.repeat(length) });
  const long = () =>
    server.call('POST', 'experiments/set-experiment-tag', { ...tag(5), more: 'x'.repeat(1 << 20) });
  expect(await long()).toMatchObject(FULL);
  expect((await server.call('POST', 'experiments/set-experiment-tag', tag(5))).status).toBe(200);
  free = RESERVE * 2;
  expect((await long()).status).toBe(200);
});

test('a file of unknown size is refused by the disk alone', async () => {
  free = 0;
  async function* chunks() {
    yield Buffer.from('some');
    yield Buffer.from('thing');
  }
  const init = { method: 'PUT', body: ReadableStream.from(chunks()), duplex: 'half' } as RequestInit;
  expect((await server.get('api/2.0/mlflow-artifacts/artifacts/a.bin', init)).status).toBe(200);
});

test('the free bytes are those of the disk, also where the folder is not there yet', async () => {
  const real = diskRoom(join(folder, 'not', 'there'));
  await real.require(1);
  await expect(real.require(Number.MAX_SAFE_INTEGER)).rejects.toMatchObject({ status: 507 });
});
