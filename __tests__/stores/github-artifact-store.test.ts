import { createHash } from 'node:crypto';
import { truncateSync, writeFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { githubArtifactStore } from '../../src/stores/github-artifact-store.js';
import { storeContract } from '../contract/store.js';
import { ArtifactServer } from '../support/artifact-server.js';
import { exec } from '../support/exec.js';
import { GitHubState } from '../support/github/state.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const REPOSITORY = 'octo/models';
const state = new GitHubState();
let server: ArtifactServer;
let runId: number;
let printed: string[];

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

function newStore(artifactExpiry = async (id: string) => state.artifacts.get(Number(id))?.expiresAt) {
  const serverUrl = 'https://github.com';
  return githubArtifactStore({ serverUrl, repository: REPOSITORY, runId: `${runId}`, artifactExpiry });
}

beforeAll(async () => {
  state.addRepository(REPOSITORY);
  server = await ArtifactServer.start({ state });
}, 60_000);
afterAll(() => server.close());

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
  again: 'conflict',
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
    const unknown = await newStore(async () => undefined).put({ name: 'two', root, files: ['a.txt'] });
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

  // A regular file that opens but does not read: only Linux has one at hand.
  const onLinux = process.platform === 'linux' ? test : test.skip;
  onLinux(
    'a file that cannot be read while it is packed is an error, not a crash',
    async () => {
      await symlink('/proc/self/mem', join(root, 'broken.bin'));
      const modules = join(import.meta.dirname, '../../node_modules');
      await symlink(modules, join(root, 'node_modules'));
      // A process of its own, since jest keeps uncaught exceptions to itself.
      const compiler = join(modules, 'typescript/bin/tsc');
      const project = join(import.meta.dirname, '../../tsconfig.build.json');
      await exec(process.execPath, [compiler, '-p', project, '--outDir', join(root, 'build')], {
        env: process.env,
      });
      await writeFile(join(root, 'package.json'), '{"type":"module"}');
      const script = `
        import { githubArtifactStore } from './build/stores/github-artifact-store.js';
        const store = githubArtifactStore({});
        const put = store.put({ name: 'x', root: process.cwd(), files: ['broken.bin', 'a.txt'] });
        const fault = await put.catch((error) => error.faults[0]);
        process.stderr.write(JSON.stringify(fault), () => process.exit());`;
      await writeFile(join(root, 'script.js'), script);
      const result = await exec(process.execPath, ['script.js'], { cwd: root, env: process.env });
      expect(JSON.parse(result.stderr)).toMatchObject({
        code: 'E_STORE_UPLOAD',
        what: 'A file could not be read while it was packed',
      });
      expect(result.code).toBe(0);
    },
    60_000,
  );
});
