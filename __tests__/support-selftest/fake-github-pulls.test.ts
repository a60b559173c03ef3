import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Octokit } from '@octokit/rest';
import { bareEnvironment, exec } from '../support/exec.js';
import { FakeGitHub } from '../support/fake-github.js';
import { GitHubWorld } from '../support/github-world.js';
import { READ_WRITE } from '../support/tokens.js';
import { readZip } from '../support/zip.js';

const REPO = { owner: 'octo', repo: 'models' };
const SHA = 'a'.repeat(40);
const CLIENT = fileURLToPath(new URL('./artifact-client.mjs', import.meta.url));

function octokit(github: FakeGitHub, token = github.tokens.make(READ_WRITE)): Octokit {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return new Octokit({ auth: token, baseUrl: github.url, log });
}

describe('without git', () => {
  let github: FakeGitHub;
  beforeEach(async () => {
    github = await FakeGitHub.start();
    github.state.addRepository('octo/models');
    const base = { ref: 'main', sha: 'b'.repeat(40) };
    github.state.addPull({ number: 7, repository: 'octo/models', base, head: { ref: 'topic', sha: SHA } });
  });
  afterEach(async () => {
    await github.close();
  });

  test('comments: made, listed by pages, changed by whoever may write, deleted', async () => {
    const { issues } = octokit(github);
    const at = { ...REPO, issue_number: 7 };
    const first = await issues.createComment({ ...at, body: 'first' });
    expect(first.data).toMatchObject({ body: 'first', user: { login: 'github-actions[bot]', type: 'Bot' } });
    for (let i = 0; i < 30; i += 1) {
      github.state.addComment({ repository: 'octo/models', number: 7, author: 'alice', body: `${i}` });
    }
    const page = await issues.listComments(at);
    expect(page.data).toHaveLength(30);
    expect(page.headers.link).toContain('page=2>; rel="next"');
    expect((await issues.listComments({ ...at, page: 2 })).data).toMatchObject([{ body: '29' }]);
    const { id } = github.state.comments[1] ?? { id: 0 };
    await issues.updateComment({ ...REPO, comment_id: id, body: 'changed' });
    expect(github.state.comments[1]).toMatchObject({ author: 'alice', body: 'changed' });
    await issues.deleteComment({ ...REPO, comment_id: id });
    await expect(issues.updateComment({ ...REPO, comment_id: id, body: 'x' })).rejects.toMatchObject({
      status: 404,
    });
    expect(github.violations).toEqual([]);
  });

  test('comments: too long, blank, without the right, under nothing', async () => {
    const at = { ...REPO, issue_number: 7 };
    const { issues } = octokit(github);
    await issues.createComment({ ...at, body: '🚀'.repeat(65_536) });
    await expect(issues.createComment({ ...at, body: 'x'.repeat(65_537) })).rejects.toMatchObject({
      status: 422,
      message: expect.stringContaining('body is too long (maximum is 65536 characters)'),
    });
    await expect(issues.createComment({ ...at, body: ' ' })).rejects.toMatchObject({ status: 422 });
    await expect(issues.listComments({ ...at, issue_number: 8 })).rejects.toMatchObject({ status: 404 });
    const reader = octokit(github, github.tokens.make({ pull_requests: 'read', issues: 'read' }));
    await expect(reader.issues.createComment({ ...at, body: 'x' })).rejects.toMatchObject({
      status: 403,
      response: { headers: { 'x-accepted-github-permissions': 'issues=write; pull_requests=write' } },
    });
    expect(github.violations).toEqual([]);
  });

  test('statuses: the newest first, and what GitHub does not take', async () => {
    const { repos } = octokit(github);
    const at = { ...REPO, sha: SHA, context: 'gate' };
    await repos.createCommitStatus({ ...at, state: 'pending' });
    await repos.createCommitStatus({ ...at, state: 'success', description: '🚀'.repeat(140) });
    const list = await repos.listCommitStatusesForRef({ ...REPO, ref: SHA });
    expect(list.data.map((one) => one.state)).toEqual(['success', 'pending']);
    const long = repos.createCommitStatus({ ...at, state: 'success', description: 'x'.repeat(141) });
    await expect(long).rejects.toMatchObject({ status: 422 });
    const unknown = repos.createCommitStatus({ ...at, sha: 'c'.repeat(40), state: 'success' });
    await expect(unknown).rejects.toMatchObject({ message: expect.stringContaining('No commit found') });
    const [template] = github.state.statuses;
    if (template) for (let i = 0; i < 998; i += 1) github.state.statuses.push(template);
    await expect(repos.createCommitStatus({ ...at, state: 'error' })).rejects.toMatchObject({ status: 422 });
    expect(github.violations).toEqual([]);
    const wrong = octokit(github).request('POST /repos/octo/models/statuses/x', { state: 'passed' });
    await expect(wrong).rejects.toMatchObject({ status: 500 });
  });

  test('who a token acts as: REST tells it to people only, GraphQL to all, and nothing else', async () => {
    github.tokens.set('ghp_1', { login: 'alice', permissions: {} });
    const [person, job] = [octokit(github, 'ghp_1'), octokit(github)];
    expect((await person.users.getAuthenticated()).data).toMatchObject({ login: 'alice', type: 'User' });
    await expect(job.users.getAuthenticated()).rejects.toMatchObject({ status: 403 });
    const query = 'query{viewer{login}}';
    expect(await job.graphql(query)).toEqual({ viewer: { login: 'github-actions[bot]' } });
    expect(await person.graphql(query)).toEqual({ viewer: { login: 'alice' } });
    await expect(octokit(github, 'x').graphql(query)).rejects.toMatchObject({ status: 401 });
    expect(github.violations).toEqual([]);
    await expect(job.graphql('query { viewer { email } }')).rejects.toMatchObject({ status: 500 });
    expect(github.violations).toEqual(["Error: GraphQL: the fake's User has no field email"]);
  });

  test('a download is on another host, which wants a signature and no token', async () => {
    const run = github.state.addRun({ repository: 'octo/models', headSha: SHA });
    const { id } = github.state.addArtifact({ repository: 'octo/models', runId: run.id, name: 'model' });
    github.state.zips.set(id, Buffer.from('zip'));
    const answer = await octokit(github).actions.downloadArtifact({
      ...REPO,
      artifact_id: id,
      archive_format: 'zip',
      request: { redirect: 'manual' },
    });
    const url = String(answer.headers.location);
    expect(new URL(url).host).not.toBe(new URL(github.url).host);
    expect(await (await fetch(url)).text()).toBe('zip');
    expect((await fetch(url, { headers: { authorization: 'token x' } })).status).toBe(400);
    expect((await fetch(url.replace(/sig=.*/, 'sig=x'))).status).toBe(403);
    expect(github.violations).toEqual([]);
  });
});

test('with git: comparisons say what the repository says, and downloads hold what the real client uploaded', async () => {
  const world = await GitHubWorld.start();
  try {
    const trigger = await world.pullRequest({ baseFiles: { 'base.txt': 'later' } });
    const { repos, actions } = octokit(world.github, world.tokens.make(READ_WRITE));
    const basehead = `${trigger.baseSha}...${trigger.headSha}`;
    const { data } = await repos.compareCommitsWithBasehead({ ...REPO, basehead });
    const common = (await world.repo.git(['merge-base', trigger.baseSha, trigger.headSha])).toString().trim();
    expect(data).toMatchObject({ status: 'diverged', ahead_by: 1, behind_by: 1 });
    expect(data.merge_base_commit.sha).toBe(common);
    await repos.createCommitStatus({ ...REPO, sha: trigger.baseSha, state: 'success' });

    const service = await world.artifacts();
    const { repository, runId } = trigger;
    const file = join(world.root, 'model.txt');
    await writeFile(file, 'hello');
    const env = {
      ...bareEnvironment(world.root),
      GITHUB_SERVER_URL: world.git.serverUrl,
      GITHUB_WORKSPACE: world.root,
      ACTIONS_RESULTS_URL: service.url,
      ACTIONS_RUNTIME_TOKEN: service.runtimeToken({ repository, runId, jobId: 1 }),
    };
    expect(await exec(process.execPath, [CLIENT, world.root, file], { env })).toMatchObject({ code: 0 });
    const list = await actions.listWorkflowRunArtifacts({ ...REPO, run_id: runId });
    const zip = await actions.downloadArtifact({
      ...REPO,
      artifact_id: list.data.artifacts[0]?.id ?? 0,
      archive_format: 'zip',
      request: { redirect: 'manual' },
    });
    const bytes = await (await fetch(String(zip.headers.location))).arrayBuffer();
    expect((await readZip(Buffer.from(bytes))).get('model.txt')?.toString()).toBe('hello');
    expect(world.github.violations).toEqual([]);
  } finally {
    await world.close();
  }
}, 90_000);
