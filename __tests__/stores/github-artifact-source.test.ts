import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { copyContained } from '../../src/collect/files/copy.js';
import { hashFiles } from '../../src/collect/files/hash.js';
import { githubSource } from '../../src/commands/fetch/github-source.js';
import { sha256 } from '../../src/core/digest.js';
import type { WantedFile } from '../../src/core/fetch/files.js';
import type { Stored } from '../../src/core/generated/types.js';
import { createGitHub } from '../../src/github/client.js';
import { githubArtifactStore } from '../../src/stores/github-artifact-store.js';
import type { ArtifactSource } from '../../src/stores/store.js';
import { sourceContract } from '../contract/source.js';
import { ArtifactServer } from '../support/artifact-server.js';
import { FakeGitHub } from '../support/fake-github.js';
import { MemoryContents } from '../support/github/state.js';
import { makeTempDir, removeDir } from '../support/temp.js';
import { type Permissions, TokenTable } from '../support/tokens.js';
import { makeZip, type ZipEntry } from '../support/zip-writer.js';

const REPOSITORY = 'octo/models';
const SERVER = 'https://github.com';
const tokens = new TokenTable();
let github: FakeGitHub;
let server: ArtifactServer;

beforeAll(async () => {
  github = await FakeGitHub.start({
    tokens,
    contents: new MemoryContents(),
    zipOf: (id) => server.download(id),
  });
  github.state.addRepository(REPOSITORY);
  server = await ArtifactServer.start({ state: github.state });
}, 60_000);
afterAll(async () => {
  await Promise.all([github.close(), server.close()]);
  expect(github.violations).toEqual([]);
});

const environment = { ...process.env };
beforeEach(() => {
  jest.spyOn(process.stdout, 'write').mockImplementation(() => true);
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
});

const SILENT = { info: () => {}, warning: () => {}, debug: () => {}, group: () => {} };

function sourceFor(permissions: Permissions = { actions: 'read' }): ArtifactSource {
  const token = tokens.make(permissions);
  const client = createGitHub({ token, apiUrl: github.url, userAgent: 'test', log: SILENT, secondMs: 1 });
  return githubSource({ serverUrl: SERVER, github: async () => client, fetch });
}

/** Puts other bytes in the place of an artifact's; GitHub vouches for them as it did for the first. */
function replaceZip({ id }: Stored, zip: Buffer): void {
  const artifact = github.state.artifacts.get(Number(id));
  if (artifact === undefined) throw new Error(`There is no artifact ${id}`);
  const digest = `sha256:${createHash('sha256').update(zip).digest('hex')}`;
  Object.assign(artifact, { digest, sizeBytes: zip.length });
  github.state.zips.set(artifact.id, zip);
}

let copies: string;

sourceContract({
  type: 'github-artifact',
  async start() {
    const runId = github.state.addRun({ repository: REPOSITORY, headSha: 'a'.repeat(40) }).id;
    Object.assign(process.env, {
      GITHUB_SERVER_URL: 'http://github.localhost:1',
      ACTIONS_RESULTS_URL: server.url,
      ACTIONS_RUNTIME_TOKEN: server.runtimeToken({ repository: REPOSITORY, runId, jobId: 1 }),
    });
    copies = await makeTempDir('copies-');
    const options = { serverUrl: SERVER, repository: REPOSITORY, runId: `${runId}` };
    return {
      store: githubArtifactStore({
        ...options,
        ...{ copies, copyFile: copyContained, hashFiles },
        // No name is used twice here.
        zipEntries: () => Promise.reject(new Error('nothing is stored already')),
        artifactExpiry: async () => undefined,
      }),
      source: sourceFor(),
      async tamper({ stored, files }, bytes) {
        replaceZip(stored, makeZip([{ name: files[0]?.path ?? '', bytes }]));
      },
      async lose({ id }) {
        Object.assign(github.state.artifacts.get(Number(id)) ?? {}, { expired: true });
      },
    };
  },
  stop: () => removeDir(copies),
});

describe('zips that nobody should trust', () => {
  let root: string;
  const good = Buffer.from('good!');
  const file: WantedFile = {
    path: 'm/model.bin',
    target: 'm/model.bin',
    digest: sha256(good),
    size_bytes: 5,
  };

  beforeEach(async () => {
    root = await makeTempDir('hostile-');
    for (const name of ['got', 'temp']) await mkdir(join(root, name));
  });
  afterEach(() => removeDir(root));

  function stored(zip: Buffer): Stored {
    const runId = github.state.addRun({ repository: REPOSITORY, headSha: 'a'.repeat(40) }).id;
    const { id } = github.state.addArtifact({ repository: REPOSITORY, runId, name: 'model' });
    const url = `${SERVER}/${REPOSITORY}/actions/runs/${runId}/artifacts/${id}`;
    const place = { type: 'github-artifact', name: 'model', id: `${id}`, url };
    replaceZip(place, zip);
    return place;
  }

  const get = (zip: Buffer, files = [file]) =>
    sourceFor().get({ stored: stored(zip), files }, { folder: join(root, 'got'), temp: join(root, 'temp') });

  /** Everything below the temp folder of the test. */
  async function everything(): Promise<string[]> {
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    return entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) =>
        join(entry.parentPath, entry.name)
          .slice(root.length + 1)
          .replaceAll('\\', '/'),
      );
  }

  test('names that lead elsewhere are never written: only what the record names is', async () => {
    const evil = [
      ...['../evil', '../../evil', 'm/../../evil', '/evil', '/etc/evil', 'C:/evil', 'C:\\evil', '..\\evil'],
      ...['\\\\server\\evil', 'm/evil', 'evil\u0000', './m/model.bin', 'm//model.bin', 'M/MODEL.BIN', 'm/'],
    ];
    const entries: ZipEntry[] = evil.map((name) => ({ name, bytes: 'evil!' }));
    const link = { name: 'm/link', bytes: '/etc', mode: 0o120777 };
    await get(makeZip([...entries, link, { name: file.path, bytes: good }]));
    expect(await everything()).toEqual(['got/m/model.bin']);
    expect(await readFile(join(root, 'got/m/model.bin'))).toEqual(good);
  });

  const bomb = Buffer.alloc(42 * 1024 * 1024);
  const whole = makeZip([{ name: file.path, bytes: good }]);
  test.each<[string, Buffer, RegExp]>([
    ['a link in its place', makeZip([{ name: file.path, bytes: good, mode: 0o120777 }]), /no plain file/],
    ['a folder in its place', makeZip([{ name: file.path, bytes: good, mode: 0o040755 }]), /no plain file/],
    ['a device in its place', makeZip([{ name: file.path, bytes: good, mode: 0o060644 }]), /no plain file/],
    [
      'it twice',
      makeZip([
        { name: file.path, bytes: good },
        { name: file.path, bytes: 'evil!' },
      ]),
      /twice/,
    ],
    ['it encrypted', makeZip([{ name: file.path, bytes: good, flags: 1 }]), /encrypted/],
    ['none of it', makeZip([{ name: 'other', bytes: good }]), /has no `m\/model.bin`/],
    ['a bomb', makeZip([{ name: file.path, bytes: bomb }]), /has 44040192 bytes of .*, and the record 5/],
    [
      'a bomb that says it is small',
      makeZip([{ name: file.path, bytes: bomb, claims: { size: 5 } }]),
      /no sound zip|more bytes/,
    ],
    ['a method that nobody knows', makeZip([{ name: file.path, bytes: good, method: 99 }]), /no sound zip/],
    [
      'broken compressed bytes',
      makeZip([{ name: file.path, bytes: good, isStored: true, method: 8 }]),
      /no sound zip/,
    ],
    ['half of it', whole.subarray(0, whole.length / 2), /no sound zip/],
    ['its end alone', whole.subarray(-22), /no sound zip/],
    ['no zip', Buffer.from('<html>'), /no sound zip/],
    ['no byte', Buffer.alloc(0), /no sound zip/],
    ['a count that is not true', makeZip([{ name: file.path, bytes: good }], 60000), /no sound zip/],
    ['other bytes', makeZip([{ name: file.path, bytes: 'evil!' }]), /has other bytes/],
  ])('%s: refused, and the zip is gone', async (_, zip, said) => {
    const error = await get(zip).then(
      () => new Error('it was taken'),
      (thrown: Error) => thrown,
    );
    expect(error.message).toMatch(/^E_STORE_DAMAGED: The upload `model` /);
    expect(error.message).toMatch(said);
    expect(await readdir(join(root, 'temp'))).toEqual([]);
    expect((await everything()).filter((path) => !path.startsWith('got/m/'))).toEqual([]);
  });

  test('bytes that turn out to be broken before the folder of the file is made are refused as well', async () => {
    const zip = makeZip([{ name: file.path, bytes: good, isStored: true, method: 8 }]);
    const deep = { ...file, target: `${'d/'.repeat(1000)}model.bin` };
    await expect(get(zip, [deep])).rejects.toThrow(/no sound zip/);
  });

  test('a file is never written over another', async () => {
    const two = [file, { ...file, path: 'b' }];
    const zip = makeZip([
      { name: 'b', bytes: good },
      { name: file.path, bytes: good },
    ]);
    await expect(get(zip, two)).rejects.toMatchObject({ code: 'EEXIST' });
  });
});

describe('what GitHub answers', () => {
  const at = (more: Partial<Stored> = {}): Stored => {
    const runId = github.state.addRun({ repository: REPOSITORY, headSha: 'a'.repeat(40) }).id;
    const { id } = github.state.addArtifact({ repository: REPOSITORY, runId, name: 'model' });
    const url = `${SERVER}/${REPOSITORY}/actions/runs/${runId}/artifacts/${id}`;
    return { type: 'github-artifact', name: 'model', id: `${id}`, url, ...more };
  };
  const files = [{ path: 'a', target: 'a', digest: sha256('a'), size_bytes: 1 }];

  test('an artifact that has expired: since when', async () => {
    const stored = at();
    const artifact = github.state.artifacts.get(Number(stored.id));
    Object.assign(artifact ?? {}, { expired: true, expiresAt: '2026-01-02T03:04:05Z' });
    expect(await sourceFor().has({ stored, files })).toEqual({
      there: false,
      why: 'expired on 2026-01-02T03:04:05Z, and GitHub has deleted it',
    });
  });

  test('one that is not there: what may be the reason', async () => {
    const stored = at({ expires_at: '2026-01-02T03:04:05Z' });
    github.state.artifacts.delete(Number(stored.id));
    expect(await sourceFor().has({ stored, files })).toEqual({
      there: false,
      why: 'is not in octo/models: it was deleted, or expired on 2026-01-02T03:04:05Z, or the token cannot read it',
    });
  });

  test('a token without `actions: read`: the permission is named', async () => {
    await expect(sourceFor({ contents: 'read' }).has({ stored: at(), files })).rejects.toThrow(
      /^E_GITHUB_API: .*Give the job the permission `actions: read`/,
    );
  });

  test.each([
    ['another server', (url: string) => url.replace('github.com', 'evil.example')],
    [
      'a server whose name begins like ours',
      (url: string) => url.replace('github.com', 'github.com.evil.example'),
    ],
    ['a path that leads elsewhere', (url: string) => url.replace('octo/models', '../models')],
    ['another number', (url: string) => `${url}0`],
    ['a query', (url: string) => `${url}?x=1`],
  ])('%s in the address: nobody is asked', async (_, change) => {
    const stored = at();
    const asked = github.requests.length;
    const holding = { stored: { ...stored, url: change(stored.url ?? '') }, files };
    expect(await sourceFor().has(holding)).toEqual({
      there: false,
      why: 'is at no artifact of https://github.com',
    });
    expect(github.requests.length).toBe(asked);
  });
});
