import { Octokit } from '@octokit/rest';
import { FakeGitHub } from '../support/fake-github.js';
import { MemoryContents } from '../support/github/state.js';
import { READ_ONLY } from '../support/tokens.js';

const REPO = { owner: 'octo', repo: 'models' };
const SHA = 'a'.repeat(40);
const contents = new MemoryContents();
let github: FakeGitHub;

beforeEach(async () => {
  github = await FakeGitHub.start({ contents });
  github.state.addRepository('octo/models');
});

afterEach(() => github.close());

function client(token = github.tokens.make(READ_ONLY)): Octokit {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return new Octokit({ auth: token, baseUrl: github.url, log });
}

test('answers fit the description, and say what the state says', async () => {
  const { state } = github;
  state.addRepository('fork/models', { forkOf: 'octo/models' });
  const run = state.addRun({ repository: 'octo/models', headSha: SHA });
  state.addPull({
    number: 7,
    repository: 'octo/models',
    headRepository: 'fork/models',
    base: { ref: 'main', sha: SHA },
    head: { ref: 'topic', sha: 'b'.repeat(40) },
  });
  state.addPull({
    number: 8,
    repository: 'octo/models',
    base: { ref: 'main', sha: SHA },
    head: { ref: 'own', sha: SHA },
  });
  const names = Array.from({ length: 35 }, (_, i) => `model-${i}`);
  const artifacts = names.map((name) =>
    state.addArtifact({ repository: 'octo/models', runId: run.id, name }),
  );
  const octokit = client();

  expect((await octokit.repos.get(REPO)).data).toMatchObject({
    full_name: 'octo/models',
    default_branch: 'main',
  });
  expect((await octokit.pulls.get({ ...REPO, pull_number: 7 })).data).toMatchObject({
    head: { ref: 'topic', repo: { full_name: 'fork/models', fork: true } },
  });
  const runAnswer = (await octokit.actions.getWorkflowRun({ ...REPO, run_id: run.id })).data;
  expect(runAnswer).toMatchObject({ head_sha: SHA, pull_requests: [{ number: 8 }] });
  const [first] = artifacts;
  const one = await octokit.actions.getArtifact({ ...REPO, artifact_id: first?.id ?? 0 });
  expect(one.data).toMatchObject({ name: 'model-0', digest: first?.digest, workflow_run: { id: run.id } });
  const list = await octokit.paginate(octokit.actions.listWorkflowRunArtifacts, { ...REPO, run_id: run.id });
  expect(list.map((artifact) => artifact.name)).toEqual(names.reverse());
  const named = await octokit.actions.listWorkflowRunArtifacts({ ...REPO, run_id: run.id, name: 'model-3' });
  expect(named.data.total_count).toBe(1);
  expect(github.violations).toEqual([]);
});

test('contents: file, raw file, folder, ref, missing', async () => {
  contents.set('octo/models', 'main', { '.github/lineage.yml': 'version: 1\n', 'ä b.txt': 'x' });
  contents.set('octo/models', SHA, { '.github/lineage.yml': 'version: 2\n' });
  const { repos } = client();
  const path = '.github/lineage.yml';
  const file = (await repos.getContent({ ...REPO, path })).data;
  const text = 'content' in file ? Buffer.from(file.content, 'base64').toString() : undefined;
  expect(text).toBe('version: 1\n');
  const raw = await repos.getContent({ ...REPO, path, ref: SHA, mediaType: { format: 'raw' } });
  expect(raw.data).toBe('version: 2\n');
  expect((await repos.getContent({ ...REPO, path: '' })).data).toMatchObject([
    { type: 'dir' },
    { name: 'ä b.txt' },
  ]);
  await expect(repos.getContent({ ...REPO, path: 'none' })).rejects.toMatchObject({ status: 404 });
  expect(github.violations).toEqual([]);
});

test('rights: bad token, missing permission, repository out of sight', async () => {
  const run = github.state.addRun({ repository: 'octo/models', headSha: SHA });
  const ask = (token: string) => client(token).actions.getWorkflowRun({ ...REPO, run_id: run.id });
  await expect(ask('wrong')).rejects.toMatchObject({
    status: 401,
    message: expect.stringContaining('Bad credentials'),
  });
  await expect(ask(github.tokens.make({ contents: 'write' }))).rejects.toMatchObject({
    status: 403,
    message: expect.stringContaining('Resource not accessible by integration'),
  });
  await expect(ask(github.tokens.make(READ_ONLY, { 'octo/other': READ_ONLY }))).rejects.toMatchObject({
    status: 404,
  });
  expect(github.violations).toEqual([]);
});

test('injected failures are used up in order', async () => {
  github.failNext({ status: 502 });
  github.failNext({ status: 429, headers: { 'retry-after': '7' } });
  const { repos } = client();
  await expect(repos.get(REPO)).rejects.toMatchObject({ status: 502 });
  await expect(repos.get(REPO)).rejects.toMatchObject({
    status: 429,
    response: { headers: { 'retry-after': '7' } },
  });
  await expect(repos.get(REPO)).resolves.toMatchObject({ status: 200 });
});

test('violations are caught: path, method, query, parameter type, body, answer', async () => {
  const octokit = client();
  const run = github.state.addRun({ repository: 'octo/models', headSha: SHA });
  await expect(octokit.request('GET /repos/octo/models/no-such-thing')).rejects.toMatchObject({
    status: 500,
  });
  await expect(octokit.request('DELETE /repos/octo/models/pulls/7')).rejects.toMatchObject({ status: 500 });
  await expect(octokit.request('GET /repos/octo/models/readme')).rejects.toMatchObject({ status: 500 });
  await expect(octokit.request('GET /repos/octo/models/actions/runs/x')).rejects.toMatchObject({
    status: 500,
  });
  await expect(
    octokit.request(`GET /repos/octo/models/actions/runs/${run.id}?per_pgae=1`),
  ).rejects.toMatchObject({
    status: 500,
  });
  run.createdAt = 'yesterday';
  await expect(octokit.actions.getWorkflowRun({ ...REPO, run_id: run.id })).rejects.toMatchObject({
    status: 500,
  });
  const text = github.violations.join('\n');
  expect(text).toContain("/repos/octo/models/no-such-thing: no operation of GitHub's API");
  expect(text).toContain("DELETE /repos/octo/models/pulls/7: no operation of GitHub's API");
  expect(text).toContain('the fake does not serve /repos/{owner}/{repo}/readme yet');
  expect(text).toMatch(/runs\/\{run_id\}: path parameters: \/run_id must be integer/);
  expect(text).toContain('(per_pgae)');
  expect(text).toMatch(/answer 200: \/created_at must match format/);
});
