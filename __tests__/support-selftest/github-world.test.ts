import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gitTokenEnvironment } from '../support/exec.js';
import { GitHubWorld } from '../support/github-world.js';

/** Looks around like a real action: git over HTTP with its token, the REST API, the artifact service. */
const PROGRAM = `
import { execFileSync } from 'node:child_process';
const { env } = process;
const api = (path) => fetch(env.GITHUB_API_URL + '/repos/' + env.GITHUB_REPOSITORY + path, {
  headers: { authorization: 'token ' + env.INPUT_TOKEN },
}).then((answer) => answer.json());
const policy = await api('/contents/params.yaml?ref=' + (env.GITHUB_BASE_REF || 'main'));
const run = await api('/actions/runs/' + env.GITHUB_RUN_ID);
const artifacts = await fetch(env.ACTIONS_RESULTS_URL).then((answer) => answer.status);
const git = (...args) => execFileSync('git', args, { encoding: 'utf8' }).trim();
console.log(JSON.stringify({
  policy: Buffer.from(policy.content, 'base64').toString(), headSha: run.head_sha, artifacts,
  head: git('rev-parse', 'HEAD'), count: git('rev-list', '--count', 'HEAD'), config: git('config', '--local', '--list'),
  branch: git('rev-parse', '--abbrev-ref', 'HEAD'),
}));
`;

let world: GitHubWorld;
let action: string;

beforeAll(async () => {
  world = await GitHubWorld.start();
  action = join(world.root, 'action');
  await mkdir(action, { recursive: true });
  await writeFile(join(action, 'main.mjs'), PROGRAM);
  const token = '$'.concat('{{ github.token }}');
  const yaml = { inputs: { token: { default: token } }, runs: { using: 'node24', main: 'main.mjs' } };
  await writeFile(join(action, 'action.yml'), JSON.stringify(yaml));
}, 60_000);

afterAll(async () => {
  await world.close();
});

test('a push: the workspace is a detached clone of depth 1 without credentials, and it trains', async () => {
  const trigger = await world.push({ files: { 'notes.txt': 'n' } });
  const job = await world.job(trigger, { workspaceName: 'mit Leer und Ümlaut' });
  const report = await job.uses(action);
  expect(report.displayLog).not.toContain('ghs_');
  const seen = JSON.parse(report.stdout);
  expect(seen).toMatchObject({ head: trigger.sha, headSha: trigger.sha, count: '1', branch: 'HEAD' });
  expect(seen.config).not.toMatch(/authorization|credential/i);
  expect(job.workspace).toContain('mit Leer und Ümlaut');
  expect(await job.run('sh train.sh')).toMatchObject({ outcome: 'success', stdout: 'trained on 4 lines\n' });
  const onBranch = await world.job(trigger, { checkout: 'branch' });
  expect(JSON.parse((await onBranch.uses(action)).stdout).branch).toBe('main');
  expect(world.github.violations).toEqual([]);
}, 60_000);

test('a pull request: merge commit at depth 1, real shas in the payload, policy from the base', async () => {
  const trigger = await world.pullRequest({ baseFiles: { 'base.txt': 'later' } });
  const job = await world.job(trigger);
  const seen = JSON.parse((await job.uses(action)).stdout);
  expect(seen).toMatchObject({ head: trigger.sha, headSha: trigger.headSha, count: '1', branch: 'HEAD' });
  expect(seen.policy).toContain('learning_rate: 0.1');
  expect((await world.repo.log(trigger.ref))[0]?.parents).toEqual([trigger.baseSha, trigger.headSha]);
  expect(await world.repo.listFiles(trigger.ref)).toEqual(
    expect.arrayContaining(['base.txt', 'params.yaml']),
  );
  expect(trigger.event).toMatchObject({
    pull_request: {
      head: { sha: trigger.headSha },
      base: { sha: trigger.baseSha },
      merge_commit_sha: trigger.sha,
    },
  });
  expect(world.github.violations).toEqual([]);
});

test('a fork: another head repository, and a token that can only read', async () => {
  const trigger = await world.pullRequest({ fork: true });
  expect(trigger.event).toMatchObject({
    pull_request: { head: { repo: { full_name: 'contributor/models', fork: true } } },
  });
  const job = await world.job(trigger, { artifacts: false });
  const env = gitTokenEnvironment(job.options.token);
  const push = await job.run('git push origin HEAD:refs/heads/x', { env });
  expect(push).toMatchObject({
    outcome: 'failure',
    stderr: expect.stringContaining('denied to github-actions[bot]'),
  });
  expect(world.github.state.runs.get(trigger.runId)?.headRepository).toBe('contributor/models');
});

test('no checkout leaves an empty workspace; jobs of one run share its id', async () => {
  const trigger = await world.push();
  const legs = await Promise.all(
    [1, 2].map((seed) => world.job(trigger, { checkout: 'none', artifacts: false, matrix: { seed } })),
  );
  const out = await Promise.all(legs.map((leg) => leg.run('ls -A | wc -l; echo $GITHUB_RUN_ID')));
  for (const { stdout } of out) expect(stdout.trim().split(/\s+/)).toEqual(['0', String(trigger.runId)]);
  expect(new Set(legs.map((leg) => leg.workspace)).size).toBe(2);
});
