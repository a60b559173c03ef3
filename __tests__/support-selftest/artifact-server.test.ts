import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Octokit } from '@octokit/rest';
import { ArtifactServer } from '../support/artifact-server.js';
import { bareEnvironment, exec } from '../support/exec.js';
import { FakeGitHub } from '../support/fake-github.js';
import { makeTempDir, removeDir } from '../support/temp.js';

const CLIENT = fileURLToPath(new URL('./artifact-client.mjs', import.meta.url));

test('the real client uploads, lists, downloads and deletes; the REST API agrees', async () => {
  const github = await FakeGitHub.start();
  const artifacts = await ArtifactServer.start({ state: github.state });
  const folder = await makeTempDir();
  try {
    github.state.addRepository('octo/models');
    const run = github.state.addRun({ repository: 'octo/models', headSha: 'a'.repeat(40) });
    const root = join(folder, 'out');
    await mkdir(join(root, 'sub dir'), { recursive: true });
    const large = Buffer.alloc(9 * 1024 * 1024, 'abcdefg');
    await writeFile(join(root, 'large.bin'), large);
    await writeFile(join(root, 'sub dir', 'ä.txt'), 'hello');
    const result = await exec(
      process.execPath,
      [CLIENT, root, join(root, 'large.bin'), join(root, 'sub dir', 'ä.txt')],
      {
        env: {
          ...bareEnvironment(folder),
          GITHUB_SERVER_URL: 'http://github.localhost:1',
          GITHUB_WORKSPACE: folder,
          ACTIONS_RESULTS_URL: artifacts.url,
          ACTIONS_RUNTIME_TOKEN: artifacts.runtimeToken({
            repository: 'octo/models',
            runId: run.id,
            jobId: 1,
          }),
        },
      },
    );
    expect({ code: result.code, stderr: result.stderr }).toMatchObject({ code: 0 });
    const seen = JSON.parse(result.stderr);
    expect(seen.again).toContain('409');
    expect(seen.names.sort()).toEqual(['model', 'other']);
    expect(seen.download.digestMismatch).toBe(false);
    expect(await readFile(join(`${root}-down`, 'sub dir', 'ä.txt'), 'utf8')).toBe('hello');

    const [model, ...others] = artifacts.list(run.id);
    expect(others).toEqual([]);
    expect(model).toMatchObject({ id: seen.upload.id, digest: `sha256:${seen.upload.digest}` });
    const files = await artifacts.files(seen.upload.id);
    expect([...files.keys()].sort()).toEqual(['large.bin', 'sub dir/ä.txt']);
    expect(files.get('large.bin')?.equals(large)).toBe(true);

    const octokit = new Octokit({ auth: github.tokens.make({ actions: 'read' }), baseUrl: github.url });
    const rest = await octokit.actions.getArtifact({
      owner: 'octo',
      repo: 'models',
      artifact_id: seen.upload.id,
    });
    expect(rest.data).toMatchObject({
      name: 'model',
      size_in_bytes: seen.upload.size,
      digest: model?.digest,
    });
    const days = (Date.parse(rest.data.expires_at ?? '') - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(3);
    expect(github.violations).toEqual([]);
  } finally {
    await Promise.all([github.close(), artifacts.close(), removeDir(folder)]);
  }
}, 60_000);

test('a token that is not of this run is refused', async () => {
  const github = await FakeGitHub.start();
  const artifacts = await ArtifactServer.start({ state: github.state });
  try {
    const token = artifacts.runtimeToken({ repository: 'octo/models', runId: 5, jobId: 1 });
    const call = (authorization: string) =>
      fetch(`${artifacts.url}twirp/github.actions.results.api.v1.ArtifactService/ListArtifacts`, {
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body: JSON.stringify({ workflow_run_backend_id: 'x', workflow_job_run_backend_id: 'y' }),
      });
    expect((await call(`Bearer ${token}`)).status).toBe(403);
    expect((await call(`Bearer ${token}x`)).status).toBe(401);
  } finally {
    await Promise.all([github.close(), artifacts.close()]);
  }
}, 60_000);
