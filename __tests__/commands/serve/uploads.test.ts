// What clients upload, from the socket to the store: hashed while it comes, kept with that over a restart, and stored without a copy.
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { Served } from '../../../src/commands/serve/serve.js';
import { sha256 } from '../../../src/core/digest.js';
import { readRun } from '../../../src/ledger/read/records.js';
import { startTestServer, type TestServer } from '../../support/mlflow-server.js';
import { call, ServeSetup } from './setup.js';

const BASE = 'api/2.0/mlflow-artifacts/artifacts';
/** Of so many bytes that its digest is kept. */
const BIG = 9 * 1024 * 1024;
const onPosix = process.platform === 'win32' ? test.skip : test;

let setup: ServeSetup;
let served: Served;
let server: TestServer;
beforeEach(async () => {
  setup = await ServeSetup.start();
  await start();
});
afterEach(async () => {
  await server.close();
  await setup.close();
});

async function start(ledger = setup.fetch.ledger): Promise<void> {
  served = setup.open(setup.folder, ledger);
  const { store, artifacts } = served;
  server = await startTestServer({ store: () => store, artifacts });
}

async function stop(): Promise<void> {
  await server.close();
  await served.close();
}

async function begun(): Promise<string> {
  const sent = { experiment_id: '0', user_id: 'ada', start_time: setup.now };
  return (await call(served, 'POST runs/create', sent)).run.info.run_id;
}

const urlOf = (run: string, name: string) => `${BASE}/0/${run}/artifacts/${name}`;

async function upload(run: string, name: string, body: RequestInit['body']): Promise<number> {
  const sent = { method: 'PUT', body, duplex: 'half' } as RequestInit;
  return (await server.get(urlOf(run, name), sent)).status;
}

/** Ends a run and the server, which then records it. @returns digests of its artifacts by path */
async function sealed(run: string): Promise<Record<string, string>> {
  await call(served, 'POST runs/update', { run_id: run, status: 'FINISHED', end_time: setup.now });
  await stop();
  const { outputs, problems } = await readRun(await setup.fetch.ledger.view(), run);
  expect(problems).toBeUndefined();
  for (const { stored } of outputs.artifacts) expect(stored).toHaveLength(1);
  return Object.fromEntries(outputs.artifacts.map(({ path, digest }) => [path, digest]));
}

/** Where a client's file lies until its run is recorded, and after. */
const spooled = (run: string, name: string) => join(setup.folder, 'artifacts/0', run, 'artifacts', name);
const kept = (run: string, name: string) => join(setup.folder, 'digests/0', run, 'artifacts', name);
const objectOf = (digest = '') =>
  join(setup.fetch.store, 'objects/sha256', digest.slice(7, 9), digest.slice(7));
const digestOf = async (file: string) => sha256(await readFile(file));
/** Changes bytes of a file where it lies, and no size and time of change. */
async function tamper(file: string): Promise<void> {
  const { atime, mtime } = await stat(file);
  const bytes = await readFile(file);
  bytes.fill('x', 0, 1000);
  await writeFile(file, bytes);
  await utimes(file, atime, mtime);
}

test('a digest that was made while the file came outlives the server, and is what is recorded', async () => {
  const run = await begun();
  const bytes = randomBytes(BIG);
  expect(await upload(run, 'model.bin', bytes)).toBe(200);
  const line = await readFile(kept(run, 'model.bin'), 'utf8');
  expect(line.split(' ')[0]).toBe(sha256(bytes));
  await stop();
  await start();
  expect(await sealed(run)).toEqual({ 'model.bin': sha256(bytes) });
  expect(await digestOf(objectOf(sha256(bytes)))).toBe(sha256(bytes));
  await start();
  const got = await server.get(urlOf(run, 'model.bin'));
  expect(sha256(Buffer.from(await got.arrayBuffer()))).toBe(sha256(bytes));
  expect(await upload(run, 'model.bin', 'other')).toBe(403);
});

test('a file whose digest is kept is not read again', async () => {
  const run = await begun();
  await upload(run, 'model.bin', randomBytes(BIG));
  const [digest = '', ...look] = (await readFile(kept(run, 'model.bin'), 'utf8')).split(' ');
  const other = sha256('other');
  expect(digest).not.toBe(other);
  await writeFile(kept(run, 'model.bin'), [other, ...look].join(' '));
  expect(await sealed(run)).toEqual({ 'model.bin': other });
});

onPosix('the store has the very file that the client has sent, and no second one', async () => {
  const run = await begun();
  const files = {
    'model.bin': randomBytes(BIG),
    'small.txt': Buffer.from('small'),
    'empty.txt': Buffer.of(),
  };
  for (const [name, bytes] of Object.entries(files)) expect(await upload(run, name, bytes)).toBe(200);
  const inodes = async (places: readonly string[]) =>
    Promise.all(places.map(async (place) => (await stat(place, { bigint: true })).ino));
  const names = Object.keys(files);
  const before = await inodes(names.map((name) => spooled(run, name)));
  const digests = await sealed(run);
  expect(digests).toEqual(
    Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, sha256(bytes)])),
  );
  expect(await inodes(names.map((name) => objectOf(digests[name])))).toEqual(before);
});

test('a file that is sent again is recorded as it was sent last', async () => {
  const run = await begun();
  const [first, second] = [randomBytes(BIG), randomBytes(BIG)];
  for (const bytes of [first, second]) await upload(run, 'twice.bin', bytes);
  for (const bytes of [first, 'small']) await upload(run, 'smaller.bin', bytes);
  expect(await sealed(run)).toEqual({ 'twice.bin': sha256(second), 'smaller.bin': sha256('small') });
  expect(await digestOf(objectOf(sha256(second)))).toBe(sha256(second));
});

test.each(['at once', 'over a restart'])(
  'a file that is changed where it lies is recorded as it is (%s)',
  async (when) => {
    const run = await begun();
    const bytes = randomBytes(BIG);
    await upload(run, 'model.bin', bytes);
    if (when !== 'at once') {
      await stop();
      await start();
    }
    await tamper(spooled(run, 'model.bin'));
    const { 'model.bin': digest } = await sealed(run);
    expect(digest).not.toBe(sha256(bytes));
    expect(await digestOf(objectOf(digest))).toBe(digest);
  },
);

test('a digest that was lost is made again', async () => {
  const run = await begun();
  const bytes = randomBytes(BIG);
  await upload(run, 'half.bin', bytes);
  await writeFile(kept(run, 'half.bin'), (await readFile(kept(run, 'half.bin'))).subarray(0, 50));
  expect(await sealed(run)).toEqual({ 'half.bin': sha256(bytes) });
});

onPosix('a file that is sent anew after it was stored changes nothing in the store', async () => {
  await stop();
  let isAway = true;
  const { ledger } = setup.fetch;
  await start(
    Object.assign(Object.create(ledger), {
      write: (plan: Parameters<typeof ledger.write>[0]) =>
        isAway ? Promise.reject(new Error('The ledger is away')) : ledger.write(plan),
    }),
  );
  const run = await begun();
  const bytes = randomBytes(BIG);
  await upload(run, 'model.bin', bytes);
  const { ino } = await stat(spooled(run, 'model.bin'));
  await call(served, 'POST runs/update', { run_id: run, status: 'FINISHED', end_time: setup.now });
  setup.now += 120_000;
  while ((await stat(objectOf(sha256(bytes))).catch(() => undefined)) === undefined)
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect((await stat(objectOf(sha256(bytes)))).ino).toBe(ino);
  // While it is tried again to record the run, it takes no file.
  while ((await upload(run, 'model.bin', randomBytes(BIG))) !== 200);
  expect((await stat(spooled(run, 'model.bin'))).ino).not.toBe(ino);
  expect(await digestOf(objectOf(sha256(bytes)))).toBe(sha256(bytes));
  isAway = false;
});

test('sixteen at once do not mix, and one without a length is hashed as well', async () => {
  const run = await begun();
  const files = Array.from({ length: 16 }, () => randomBytes(BIG));
  const statuses = await Promise.all(
    files.map((bytes, index) =>
      upload(run, `f${index}.bin`, index % 2 === 0 ? bytes : new Blob([bytes]).stream()),
    ),
  );
  expect(new Set(statuses)).toEqual(new Set([200]));
  const wanted = Object.fromEntries(files.map((bytes, index) => [`f${index}.bin`, sha256(bytes)]));
  for (const [name, digest] of Object.entries(wanted))
    expect((await readFile(kept(run, name), 'utf8')).split(' ')[0]).toBe(digest);
  expect(await sealed(run)).toEqual(wanted);
});

test('of an upload that breaks off nothing is left, and the next one is hashed', async () => {
  const run = await begun();
  await new Promise<void>((resolve) => {
    const headers = { 'content-length': 2 * BIG };
    const sending = request(`${server.url}/${urlOf(run, 'model.bin')}`, { method: 'PUT', headers });
    sending.on('error', () => resolve());
    sending.write(randomBytes(BIG), () => sending.destroy());
    sending.on('close', () => resolve());
  });
  const bytes = randomBytes(BIG);
  expect(await upload(run, 'other.bin', bytes)).toBe(200);
  while ((await readdir(join(setup.folder, 'incoming'))).some((name) => name.startsWith('put-')))
    await new Promise((resolve) => setTimeout(resolve, 20));
  expect(await readdir(join(setup.folder, 'digests/0', run, 'artifacts'))).toEqual(['other.bin']);
  expect(await sealed(run)).toEqual({ 'other.bin': sha256(bytes) });
});

test('what is removed leaves no digest', async () => {
  const run = await begun();
  await upload(run, 'folder/model.bin', randomBytes(BIG));
  await stat(kept(run, 'folder/model.bin'));
  expect((await server.get(urlOf(run, 'folder'), { method: 'DELETE' })).status).toBe(200);
  await expect(stat(kept(run, 'folder'))).rejects.toMatchObject({ code: 'ENOENT' });
  expect(await sealed(run)).toEqual({});
});
