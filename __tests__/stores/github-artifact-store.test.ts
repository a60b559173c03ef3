import { createHash } from 'node:crypto';
import { readdirSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jest } from '@jest/globals';
import { copyContained } from '../../src/collect/files/copy.js';
import { hashFiles } from '../../src/collect/files/hash.js';
import { zipEntries } from '../../src/collect/files/zip-entries.js';
import { sha256 } from '../../src/core/digest.js';
import type { Stored } from '../../src/core/generated/types.js';
import { type GithubArtifactOptions, githubArtifactStore } from '../../src/stores/github-artifact-store.js';
import { ChangedFiles } from '../../src/stores/store.js';
import { storeContract } from '../contract/store.js';
import { ArtifactServer } from '../support/artifact-server.js';
import { compileSource } from '../support/compiled.js';
import { exec } from '../support/exec.js';
import { GitHubState } from '../support/github/state.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const onUnix = process.platform === 'win32' ? test.skip : test;
const REPOSITORY = 'octo/models';
const state = new GitHubState();
let server: ArtifactServer;
let runId: number;
let printed: string[];
let copies: string;

/** The environment of a new workflow run; the client reads it when it uploads. */
function newJob(environment: Record<string, string> = {}): void {
  runId = state.addRun({ repository: REPOSITORY, headSha: 'a'.repeat(40) }).id;
  Object.assign(process.env, {
    GITHUB_SERVER_URL: 'http://github.localhost:1',
    ACTIONS_RESULTS_URL: server.url,
    ACTIONS_RUNTIME_TOKEN: server.runtimeToken({ repository: REPOSITORY, runId, jobId: 1 }),
    ...environment,
  });
}

function newStore(options: Partial<GithubArtifactOptions> = {}) {
  return githubArtifactStore({
    ...{ serverUrl: 'https://github.com', repository: REPOSITORY, runId: `${runId}`, copies },
    ...{ copyFile: copyContained, hashFiles },
    zipEntries: (absolute, { total }) =>
      zipEntries({ absolute, within: copies }, { keeps: () => false, most: 0, total }),
    artifactExpiry: async (id) => state.artifacts.get(Number(id))?.expiresAt,
    ...options,
  });
}

beforeAll(async () => {
  copies = await makeTempDir('copies-');
  state.addRepository(REPOSITORY);
  server = await ArtifactServer.start({ state });
}, 60_000);
afterAll(async () => {
  // Whatever happened, no copy is left.
  const left = readdirSync(copies);
  await removeDir(copies);
  await server.close();
  expect(left).toEqual([]);
});

const environment = { ...process.env };
beforeEach(() => {
  printed = [];
  jest.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed.push(`${text}`);
    return true;
  });
});
afterEach(() => {
  jest.restoreAllMocks();
  process.env = { ...environment };
});

storeContract({
  type: 'github-artifact',
  again: 'idempotent',
  async start() {
    newJob();
    return {
      store: newStore(),
      readBack: ({ id }) => server.files(Number(id)),
      async facts({ id }) {
        const zip = await server.download(Number(id));
        return { digest: `sha256:${createHash('sha256').update(zip).digest('hex')}`, size_bytes: zip.length };
      },
      async uploads() {
        return server.list(runId).map((artifact) => artifact.name);
      },
    };
  },
  async stop() {},
});

describe('the store of GitHub artifacts', () => {
  let root: string;

  beforeEach(async () => {
    newJob();
    root = await makeTempDir();
    writeFileSync(join(root, 'a.txt'), 'a'.repeat(1000));
  });
  afterEach(() => removeDir(root));

  async function faultOf(work: Promise<unknown>): Promise<{ code: string; what: string; mend: string }> {
    const error = await work.then(
      () => undefined,
      (thrown) => thrown,
    );
    return error?.faults?.[0] ?? error;
  }

  const putOne = () => newStore().put({ name: 'one', root, files: ['a.txt'] });

  test('says where a person finds it, and until when', async () => {
    const stored = await putOne();
    expect(stored).toMatchObject({
      id: `${server.list(runId)[0]?.id}`,
      url: `https://github.com/octo/models/actions/runs/${runId}/artifacts/${stored.id}`,
      expires_at: server.list(runId)[0]?.expiresAt,
    });
    const unknown = await newStore({ artifactExpiry: async () => undefined }).put({
      name: 'two',
      root,
      files: ['a.txt'],
    });
    expect(unknown).not.toHaveProperty('expires_at');
  });

  test('prints no more than a few lines, and no token', async () => {
    await putOne();
    // Commands to the runner (`::debug::`, `::add-mask::`) are not shown.
    const lines = printed
      .flatMap((text) => text.split('\n'))
      .filter((line) => line !== '' && !line.startsWith('::'));
    expect(lines.length).toBeLessThan(12);
    expect(printed.join('')).not.toContain(process.env['ACTIONS_RUNTIME_TOKEN']);
  });

  test('compresses what is small, and stores what is large as it is', async () => {
    expect((await putOne()).size_bytes).toBeLessThan(500);
    writeFileSync(join(root, 'large.bin'), '');
    truncateSync(join(root, 'large.bin'), 65 * 1024 * 1024);
    const large = await newStore().put({ name: 'large', root, files: ['large.bin'] });
    expect(large.size_bytes).toBeGreaterThan(65 * 1024 * 1024);
  }, 60_000);

  test.each([
    ['ACTIONS_RUNTIME_TOKEN', 'Run inside a GitHub Actions job'],
    ['ACTIONS_RESULTS_URL', 'Run inside a GitHub Actions job'],
  ])('outside a job, without %s', async (name, mend) => {
    delete process.env[name];
    expect(await faultOf(putOne())).toMatchObject({
      code: 'E_STORE_UPLOAD',
      mend: expect.stringContaining(mend),
    });
  });

  test('on a GitHub Enterprise Server', async () => {
    process.env['GITHUB_SERVER_URL'] = 'https://git.example.com';
    expect(await faultOf(putOne())).toMatchObject({
      code: 'E_STORE_UPLOAD',
      what: expect.stringContaining('Enterprise Server'),
    });
  });

  test.each([
    [403, { code: 'permission_denied', msg: 'no' }, 'refused the token'],
    [429, { code: 'resource_exhausted', msg: 'insufficient usage to create artifact' }, 'quota'],
    [400, { code: 'invalid_argument', msg: 'the name is odd' }, 'the name is odd'],
  ])('a service that answers %d', async (status, body, what) => {
    server.failNext({ status, body: JSON.stringify(body), match: /CreateArtifact/ });
    expect(await faultOf(putOne())).toMatchObject({
      code: 'E_STORE_UPLOAD',
      what: expect.stringContaining(what),
    });
    expect(server.list(runId)).toEqual([]);
  });

  test('a service that does not answer', async () => {
    process.env['ACTIONS_RESULTS_URL'] = 'http://127.0.0.1:9';
    expect(await faultOf(putOne())).toMatchObject({
      code: 'E_STORE_UPLOAD',
      what: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('a hiccup of the service is sat out', async () => {
    server.failNext({ status: 502, body: '{}', match: /FinalizeArtifact/, applied: true });
    expect((await putOne()).id).toBe(`${server.list(runId)[0]?.id}`);
  }, 30_000);

  describe('what is stored', () => {
    const bytesOf = async ({ id }: Stored) => `${(await server.files(Number(id))).get('a.txt')}`;
    const digests = [sha256('a'.repeat(1000))];
    const full = async () => {
      throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' });
    };
    const write = (bytes: string) => writeFileSync(join(root, 'a.txt'), bytes);
    const upload = () => ({ name: 'one', root, files: ['a.txt'], digests });

    test('is a private copy, which no later change of the file reaches', async () => {
      const modes: number[] = [];
      const copyFile: GithubArtifactOptions['copyFile'] = async (file, target, options) => {
        const copied = await copyContained(file, target, options);
        modes.push(statSync(dirname(target)).mode & 0o777);
        write('b'.repeat(1000));
        return copied;
      };
      const stored = await newStore({ copyFile }).put(upload());
      expect(await bytesOf(stored)).toBe('a'.repeat(1000));
      if (process.platform !== 'win32') expect(modes).toEqual([0o700]);
      expect(readdirSync(copies)).toEqual([]);
    });

    test.each(['with room for a copy', 'without'])(
      'are no other bytes than those that were recorded, %s',
      async (room) => {
        write('b'.repeat(1000));
        const putting = newStore(room === 'without' ? { copyFile: full } : {}).put(upload());
        await expect(putting).rejects.toBeInstanceOf(ChangedFiles);
        await expect(putting).rejects.toMatchObject({
          faults: [{ code: 'E_STORE_UPLOAD', where: 'a.txt', what: expect.stringContaining('other bytes') }],
        });
        expect(server.calls.at(-1)).not.toBe('CreateArtifact');
        expect(server.list(runId)).toEqual([]);
        expect(readdirSync(copies)).toEqual([]);
      },
    );

    onUnix('is nothing that a link leads to outside', async () => {
      const outside = await makeTempDir('outside-');
      try {
        writeFileSync(join(outside, 'secret'), 'credentials');
        await symlink(join(outside, 'secret'), join(root, 'b.txt'));
        const putting = newStore().put({ name: 'one', root, files: ['a.txt', 'b.txt'] });
        await expect(putting).rejects.toMatchObject({
          faults: [{ where: 'b.txt', what: expect.stringContaining('leads out') }],
        });
        expect(server.list(runId)).toEqual([]);
      } finally {
        await removeDir(outside);
      }
    });

    test('is not told when somebody writes to the copy, be it as many bytes', async () => {
      const artifactExpiry = async () => {
        const [folder = ''] = readdirSync(copies);
        writeFileSync(join(copies, folder, 'a.txt'), 'b'.repeat(1000));
        return undefined;
      };
      await expect(newStore({ artifactExpiry }).put(upload())).rejects.toMatchObject({
        faults: [{ code: 'E_STORE_UPLOAD', where: 'a.txt', what: expect.stringContaining('changed') }],
      });
      expect(readdirSync(copies)).toEqual([]);
    });

    test('without room for a copy are the files themselves', async () => {
      const stored = await newStore({ copyFile: full }).put(upload());
      expect(await bytesOf(stored)).toBe('a'.repeat(1000));
    });

    test('where no folder for copies can be made are the files themselves', async () => {
      const stored = await newStore({ copies: join(root, 'a.txt', 'copies') }).put(upload());
      expect(await bytesOf(stored)).toBe('a'.repeat(1000));
    });

    test('without room for a copy is not told when a file changed meanwhile, be it as long as before', async () => {
      const artifactExpiry = async () => {
        write('b'.repeat(1000));
        return undefined;
      };
      const putting = newStore({ copyFile: full, artifactExpiry }).put(upload());
      await expect(putting).rejects.toMatchObject({
        faults: [{ code: 'E_STORE_UPLOAD', where: 'a.txt', what: expect.stringContaining('changed') }],
      });
    });
  });

  describe('a name that is taken', () => {
    test('by an upload that was never finished gets a number', async () => {
      server.failNext({
        status: 400,
        body: JSON.stringify({ code: 'invalid_argument', msg: 'gone' }),
        match: /FinalizeArtifact/,
      });
      await expect(putOne()).rejects.toThrow('gone');
      const second = await putOne();
      expect(second.name).toBe('one-2');
      expect(await putOne()).toEqual(second);
      expect(server.list(runId).map(({ name }) => name)).toEqual(['one-2']);
    });

    test('by an artifact that cannot be compared gets a number', async () => {
      const first = await putOne();
      const second = await newStore({ zipEntries: async () => null }).put({
        ...{ name: 'one', root, files: ['a.txt'] },
      });
      expect([first.name, second.name]).toEqual(['one', 'one-2']);
      expect((await server.files(Number(second.id))).size).toBe(1);
    });

    test('by what is accepted in place of the files is taken as stored', async () => {
      const first = await putOne();
      writeFileSync(join(root, 'a.txt'), 'other');
      const upload = { name: 'one', root, files: ['a.txt'] };
      expect(await newStore().put({ ...upload, isStored: (files) => files[0]?.path === 'a.txt' })).toEqual(
        first,
      );
      await expect(newStore().put({ ...upload, isStored: () => false })).rejects.toMatchObject({
        faults: [{ code: 'E_STORE_CONFLICT' }],
      });
    });

    test('is no reason to take a service that does not answer for one that has the files', async () => {
      await putOne();
      server.failNext({
        status: 403,
        body: JSON.stringify({ code: 'permission_denied', msg: 'no' }),
        match: /ListArtifacts/,
      });
      await expect(putOne()).rejects.toMatchObject({ faults: [{ code: 'E_STORE_UPLOAD' }] });
    });
  });

  // A regular file that opens but does not read: only Linux has one at hand.
  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux(
    'a file that cannot be read while it is packed without a copy is an error, not a crash',
    async () => {
      await symlink('/proc/self/mem', join(root, 'broken.bin'));
      // A process of its own, since jest keeps uncaught exceptions to itself.
      const compiled = await compileSource();
      const module = pathToFileURL(join(compiled.folder, 'stores/github-artifact-store.js'));
      const script = `
        import { githubArtifactStore } from ${JSON.stringify(module)};
        const store = githubArtifactStore({
          copies: process.cwd() + '/copies',
          copyFile: async () => { throw Object.assign(new Error('full'), { code: 'ENOSPC', syscall: 'write' }); },
          hashFiles: async (_, paths) => paths.map((path) => ({ path, size_bytes: 1, digest: '' })),
        });
        const put = store.put({ name: 'x', root: process.cwd(), files: ['broken.bin', 'a.txt'] });
        const fault = await put.catch((error) => error.faults[0]);
        process.stderr.write(JSON.stringify(fault), () => process.exit());`;
      await writeFile(join(root, 'script.mjs'), script);
      const result = await exec(process.execPath, ['script.mjs'], { cwd: root, env: process.env });
      await compiled.remove();
      expect(JSON.parse(result.stderr)).toMatchObject({
        code: 'E_STORE_UPLOAD',
        what: 'A file could not be read while it was packed',
      });
      expect(result.code).toBe(0);
    },
    60_000,
  );
});
