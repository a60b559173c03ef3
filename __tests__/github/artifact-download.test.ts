import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DownloadOptions,
  downloadArtifact,
  listRunArtifacts,
  type RunArtifact,
} from '../../src/github/artifact-download.js';
import type { Artifact } from '../support/github/state.js';
import { makeTempDir, removeDir } from '../support/temp.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const READ = { actions: 'read' } as const;

let setup: Setup;
let dir: string;
let runId: number;
beforeEach(async () => {
  setup = await Setup.start();
  dir = await makeTempDir();
  runId = setup.github.state.addRun({ repository: 'o/r', headSha: 'a'.repeat(40) }).id;
});
afterEach(async () => {
  await removeDir(dir);
  await setup.close();
});

function add(name: string, bytes: Uint8Array = Buffer.from(name), more: Partial<Artifact> = {}): RunArtifact {
  const { state } = setup.github;
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const about = { repository: 'o/r', runId, name, sizeBytes: bytes.length, digest };
  const made = state.addArtifact({ ...about, ...more });
  state.zips.set(made.id, bytes);
  const { id, sizeBytes, expired: isExpired, createdAt, expiresAt } = made;
  return { ...AT, id, name, sizeBytes, digest: made.digest, isExpired, createdAt, expiresAt };
}

const BASIC = { maxBytes: 1_000_000, sleep: async () => {} };

function get(artifact: RunArtifact, more: Partial<DownloadOptions & { file: string }> = {}) {
  return downloadArtifact(setup.client(READ), artifact, { ...BASIC, file: join(dir, 'a.zip'), ...more });
}

describe('the list', () => {
  const list = (prefix: string) => listRunArtifacts(setup.client(READ), { ...AT, runId, prefix });

  test('those of a prefix, over more than one page, with size, digest and whether they are there still', async () => {
    for (let i = 0; i < 130; i += 1) add(`lineage-run-${String(i).padStart(3, '0')}`);
    const other = add('model');
    add('lineage-run-expired', Buffer.from('x'), { expired: true });
    const found = await list('lineage-run-');
    expect(found).toHaveLength(131);
    expect(found[0]).toMatchObject({ name: 'lineage-run-000', sizeBytes: 15, isExpired: false });
    expect(found[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(found.at(-1)).toMatchObject({ name: 'lineage-run-expired', isExpired: true });
    expect(await list('model')).toEqual([other]);
  });

  test('of one name the newest', async () => {
    const [, newest] = [add('lineage-a'), add('lineage-a')];
    add('lineage-b');
    expect((await list('lineage-')).map((one) => one.id)).toEqual([newest?.id, expect.any(Number)]);
    expect(await list('lineage-a')).toEqual([newest]);
  });

  test('a run that is not there has not none', async () => {
    const client = setup.client(READ);
    const none = { ...AT, runId: 1, prefix: '' };
    expect(await faultOf(listRunArtifacts(client, none))).toMatchObject({ code: 'E_GITHUB_API' });
    expect((await faultOf(listRunArtifacts(setup.client({}), none)))?.mend).toContain('`actions: read`');
  });
});

describe('a download', () => {
  test('comes from another host, which is not sent the token', async () => {
    const bytes = Buffer.alloc(300_000, 'zip');
    const artifact = add('lineage-a', bytes);
    const done = await get(artifact);
    expect(done).toEqual({
      artifact,
      file: join(dir, 'a.zip'),
      sizeBytes: 300_000,
      digest: artifact.digest,
    });
    expect(await readFile(done.file)).toEqual(bytes);
    expect(setup.github.blobs.requests).toEqual([{ path: '/artifacts/a.zip', authorization: undefined }]);
    expect(setup.github.requests.map((one) => one.status)).toEqual([302]);
  });

  test('goes through the fetch that is given', async () => {
    const seen: string[] = [];
    const through: typeof fetch = (url, init) => {
      seen.push(new URL(String(url)).pathname);
      return fetch(url, init);
    };
    await get(add('a'), { fetch: through });
    expect(seen).toEqual(['/artifacts/a.zip']);
  });

  test('that is too large is not begun, or not ended where its size was not the truth', async () => {
    const bytes = Buffer.alloc(5000);
    expect(await faultOf(get(add('big', bytes), { maxBytes: 4999 }))).toMatchObject({
      code: 'E_FILE_TOO_LARGE',
      what: expect.stringContaining('has 5000 bytes; at most 4999'),
    });
    expect(setup.github.requests).toEqual([]);
    const liar = add('liar', bytes, { sizeBytes: 10 });
    expect(await faultOf(get(liar, { maxBytes: 4999 }))).toMatchObject({ code: 'E_FILE_TOO_LARGE' });
    expect(await readdir(dir)).toEqual([]);
    expect(setup.github.blobs.requests).toHaveLength(1);
  });

  test('of exactly the most bytes is taken, and of none too', async () => {
    expect((await get(add('a', Buffer.alloc(5000)), { maxBytes: 5000 })).sizeBytes).toBe(5000);
    expect((await get(add('b', Buffer.alloc(0)))).sizeBytes).toBe(0);
  });

  test('of one that has expired, known before or not', async () => {
    const gone = add('old', Buffer.from('x'), { expired: true });
    const fault = {
      code: 'E_GITHUB_API',
      what: expect.stringMatching(/^Artifact old \(\d+\) of o\/r has expired/),
      mend: 'Run the workflow that made it again',
    };
    expect(await faultOf(get(gone))).toMatchObject(fault);
    expect(setup.github.requests).toEqual([]);
    expect(await faultOf(get({ ...gone, isExpired: false }))).toMatchObject(fault);
  });

  test('of one that is not there, or that the token must not read', async () => {
    const artifact = add('a');
    expect(await faultOf(get({ ...artifact, id: 1 }))).toMatchObject({
      code: 'E_GITHUB_API',
      what: expect.stringContaining('Not Found (404)'),
    });
    const options = { ...BASIC, file: join(dir, 'a.zip') };
    expect(await faultOf(downloadArtifact(setup.client({}), artifact, options))).toMatchObject({
      mend: 'Give the job the permission `actions: read`',
    });
    expect(await readdir(dir)).toEqual([]);
  });

  test.each([
    ['that is cut off', { cutAnswerAfter: 1000 }],
    ['whose connection breaks', { cut: true }],
    ['whose address has run out', { status: 403 }],
    ['whose server fails', { status: 503 }],
  ])('%s is tried again with a new address', async (_, fault) => {
    const bytes = Buffer.alloc(200_000, 'x');
    const artifact = add('a', bytes);
    setup.github.blobs.failNext({ ...fault, times: 2 });
    const waits: number[] = [];
    await get(artifact, { sleep: async (time) => waits.push(time) });
    expect(await readFile(join(dir, 'a.zip'))).toEqual(bytes);
    expect(waits).toEqual([1000, 2000]);
    expect(setup.github.requests).toHaveLength(3);
  });

  test('that keeps breaking is given up, without its secret address and with nothing left behind', async () => {
    setup.github.blobs.failNext({ cutAnswerAfter: 10, times: 3 });
    const fault = await faultOf(get(add('a', Buffer.alloc(100_000))));
    expect(fault).toMatchObject({ code: 'E_GITHUB_API', where: expect.stringContaining('127.0.0.1:') });
    expect(JSON.stringify(fault)).not.toContain('sig=');
    expect(setup.debug.join('\n')).not.toContain('sig=');
    expect(await readdir(dir)).toEqual([]);
  });

  test('that does not have the digest that GitHub says', async () => {
    const artifact = add('a', Buffer.from('x'), { digest: `sha256:${'0'.repeat(64)}` });
    expect((await faultOf(get(artifact)))?.what).toContain('its digest is sha256:');
    expect((await get({ ...artifact, digest: null })).digest).toMatch(/^sha256:2d711642/);
  });

  test('that takes too long', async () => {
    const artifact = add('a');
    const never: typeof fetch = (_, init) =>
      new Promise((_resolve, reject) =>
        init?.signal?.addEventListener('abort', () => reject(init.signal?.reason)),
      );
    const fault = await faultOf(get(artifact, { fetch: never, timeoutMs: 20 }));
    expect(fault?.what).toContain('timeout');
  });

  test('into a folder that is not there is a fault of the disk, and not tried again', async () => {
    await expect(get(add('a'), { file: join(dir, 'none', 'a.zip') })).rejects.toMatchObject({
      code: 'ENOENT',
    });
    expect(setup.github.requests).toHaveLength(1);
  });
});
