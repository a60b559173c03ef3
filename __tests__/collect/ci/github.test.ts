import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { triggeredBy } from '../../../src/collect/ci/ci.js';
import { githubCi, readEvent } from '../../../src/collect/ci/github.js';
import type { Environment } from '../../../src/collect/program.js';
import { UserError } from '../../../src/core/errors.js';
import { makeTempDir, removeDir } from '../../support/temp.js';

const SHA = '1'.repeat(40);
const HEAD = '2'.repeat(40);
const BASE = '3'.repeat(40);

const ENV: Environment = {
  GITHUB_ACTIONS: 'true',
  GITHUB_ACTOR: 'octocat',
  GITHUB_ACTOR_ID: '583231',
  GITHUB_TRIGGERING_ACTOR: 'hubot',
  GITHUB_EVENT_NAME: 'push',
  GITHUB_WORKFLOW: 'Train',
  GITHUB_WORKFLOW_REF: 'o/r/.github/workflows/train.yml@refs/heads/main',
  GITHUB_JOB: 'fit',
  GITHUB_RUN_ID: '12345678901',
  GITHUB_RUN_ATTEMPT: '2',
  GITHUB_SERVER_URL: 'https://github.com',
  GITHUB_REPOSITORY: 'o/r',
  GITHUB_SHA: SHA,
  GITHUB_REF: 'refs/heads/main',
  RUNNER_NAME: 'gpu-1',
  RUNNER_OS: 'Linux',
  RUNNER_ARCH: 'X64',
  RUNNER_ENVIRONMENT: 'self-hosted',
};

function ci(event: unknown = {}, env: Environment = {}) {
  return githubCi({ env: { ...ENV, ...env }, event, matrix: null, toolVersion: '1.2.3' });
}

const repo = (name: string, id?: number) => ({ full_name: name, id });

function pullRequest(more: object = {}) {
  return {
    repository: repo('o/r', 1),
    pull_request: {
      number: 7,
      user: { login: 'octocat' },
      merged: false,
      head: { sha: HEAD, ref: 'topic', repo: repo('o/r', 1) },
      base: { sha: BASE, ref: 'main', repo: repo('o/r', 1) },
      ...more,
    },
  };
}

const PULL = { GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF: 'refs/pull/7/merge' };

test('a push', () => {
  const result = githubCi({ env: ENV, event: {}, matrix: { lr: 0.1 }, toolVersion: '1.2.3' });
  expect(triggeredBy(result)).toBe('ci/github-actions');
  expect(result.context).toEqual({
    actor: 'octocat',
    actor_id: '583231',
    triggering_actor: 'hubot',
    event: 'push',
    workflow: 'Train',
    workflow_ref: 'o/r/.github/workflows/train.yml@refs/heads/main',
    job: 'fit',
    ci_run_id: '12345678901',
    ci_run_attempt: 2,
    ci_run_url: 'https://github.com/o/r/actions/runs/12345678901/attempts/2',
    matrix: { lr: 0.1 },
    runner: { name: 'gpu-1', os: 'Linux', arch: 'X64', environment: 'self-hosted' },
    pull_request: null,
    trust: 'trusted',
    tool_version: '1.2.3',
  });
  expect(result.code).toEqual({
    repository: 'o/r',
    server_url: 'https://github.com',
    ref: 'refs/heads/main',
    commit: SHA,
    merge_commit: null,
    base_commit: null,
    also: [],
  });
});

test('a pull request: head, merge and base commit apart', () => {
  const { code, context } = ci(pullRequest(), PULL);
  expect(code).toMatchObject({
    commit: HEAD,
    merge_commit: SHA,
    base_commit: BASE,
    ref: 'refs/pull/7/merge',
  });
  expect(context.pull_request).toEqual({
    number: 7,
    head_ref: 'topic',
    base_ref: 'main',
    head_repository: 'o/r',
  });
  expect(context.trust).toBe('trusted');
});

test('a step is called as the runner calls it, but for a name that the next run of its job will not have', () => {
  const stepOf = (name: string) =>
    githubCi({ env: { ...ENV, GITHUB_ACTION: name }, event: null, matrix: null, toolVersion: '1' }).context
      .step;
  for (const name of ['churn', '__octo_lineage-gate_2', '__run', '0']) expect(stepOf(name)).toBe(name);
  expect(stepOf('__6f1c2d3e-0a1b-4c5d-8e9f-a0b1c2d3e4f5')).toBeUndefined();
});

test('what a runner does not say is null, not empty text', () => {
  const { context, code } = githubCi({
    env: { GITHUB_ACTIONS: 'true', GITHUB_JOB: '', GITHUB_RUN_ATTEMPT: 'x', GITHUB_SHA: 'abc' },
    event: null,
    matrix: null,
    toolVersion: '1',
  });
  expect(context).toMatchObject({
    actor: null,
    job: null,
    ci_run_attempt: null,
    ci_run_url: null,
    trust: 'trusted',
  });
  expect(code).toMatchObject({ commit: null, repository: null, ref: null });
});

test('a pull request that was closed by merging is about its merged commit', () => {
  const event = pullRequest({ merged: true });
  expect(ci(event, { ...PULL, GITHUB_REF: 'refs/heads/main' }).code).toMatchObject({
    commit: SHA,
    merge_commit: null,
    also: [HEAD],
  });
});

test('pull_request_target is about the base branch; its head is no surprise', () => {
  const { code } = ci(pullRequest(), { GITHUB_EVENT_NAME: 'pull_request_target' });
  expect(code).toMatchObject({ commit: SHA, merge_commit: null, base_commit: BASE, also: [HEAD] });
});

test.each(['push', 'workflow_dispatch', 'schedule'])(
  '%s has no base, whatever a step has written into the event',
  (name) => {
    const event = { ...pullRequest(), merge_group: { base_sha: BASE } };
    expect(ci(event, { GITHUB_EVENT_NAME: name }).code).toMatchObject({ commit: SHA, base_commit: null });
  },
);

test('a merge queue names its base', () => {
  const event = { merge_group: { base_sha: BASE, head_sha: SHA, base_ref: 'refs/heads/main' } };
  expect(ci(event, { GITHUB_EVENT_NAME: 'merge_group' }).code).toMatchObject({
    commit: SHA,
    base_commit: BASE,
  });
});

test('a workflow_run may check out the commit of the run before it', () => {
  const event = { repository: repo('o/r'), workflow_run: { head_sha: HEAD, head_repository: repo('o/r') } };
  const { code, context } = ci(event, { GITHUB_EVENT_NAME: 'workflow_run' });
  expect(code).toMatchObject({ commit: SHA, also: [HEAD] });
  expect(context.trust).toBe('trusted');
});

test.each(['workflow_dispatch', 'schedule'])('%s', (name) => {
  const { code, context } = ci({ inputs: { x: '1' }, schedule: '0 0 * * *' }, { GITHUB_EVENT_NAME: name });
  expect(code).toMatchObject({ commit: SHA, merge_commit: null, also: [] });
  expect(context).toMatchObject({ event: name, pull_request: null, trust: 'trusted' });
});

test('a pushed tag', () => {
  const { code } = ci({ head_commit: { id: HEAD } }, { GITHUB_REF: 'refs/tags/v1' });
  expect(code).toMatchObject({ commit: SHA, ref: 'refs/tags/v1', also: [HEAD] });
});

describe('trust', () => {
  const fork = { sha: HEAD, ref: 'topic', repo: repo('someone/r', 2) };
  const run = (head_repository: unknown) => ({
    repository: repo('o/r', 1),
    workflow_run: { head_repository },
  });
  test.each<[string, object, Environment, string]>([
    ['a branch of the same repository', pullRequest(), PULL, 'trusted'],
    ['a fork', pullRequest({ head: fork }), PULL, 'fork'],
    [
      'a fork on pull_request_target',
      pullRequest({ head: fork }),
      { GITHUB_EVENT_NAME: 'pull_request_target' },
      'fork',
    ],
    [
      'a fork on a review',
      pullRequest({ head: fork }),
      { ...PULL, GITHUB_EVENT_NAME: 'pull_request_review' },
      'fork',
    ],
    ['a deleted fork', pullRequest({ head: { ...fork, repo: null } }), PULL, 'fork'],
    ['a pull request without a head', pullRequest({ head: undefined }), PULL, 'fork'],
    ['a payload that is all wrong', { pull_request: 'x', repository: [] }, PULL, 'fork'],
    ['Dependabot', pullRequest({ user: { login: 'dependabot[bot]' } }), PULL, 'fork'],
    ['Dependabot as actor', pullRequest(), { ...PULL, GITHUB_ACTOR: 'dependabot[bot]' }, 'fork'],
    ['a push by Dependabot', {}, { GITHUB_ACTOR: 'dependabot[bot]' }, 'fork'],
    [
      'a schedule whose file Dependabot touched',
      {},
      { GITHUB_EVENT_NAME: 'schedule', GITHUB_ACTOR: 'dependabot[bot]' },
      'trusted',
    ],
    ['a renamed repository', pullRequest({ head: { ...fork, repo: repo('old/name', 1) } }), PULL, 'trusted'],
    ['a workflow_run of a fork', run(repo('someone/r', 2)), { GITHUB_EVENT_NAME: 'workflow_run' }, 'fork'],
    ['a workflow_run of a deleted fork', run(null), { GITHUB_EVENT_NAME: 'workflow_run' }, 'fork'],
    ['a workflow_run of its own', run(repo('o/r', 1)), { GITHUB_EVENT_NAME: 'workflow_run' }, 'trusted'],
  ])('%s', (_, event, env, trust) => {
    expect(ci(event, env).context.trust).toBe(trust);
  });
});

test('hostile text is bounded and without control characters, and prototypes give nothing', () => {
  const event = JSON.parse(
    JSON.stringify(pullRequest()).replace(
      '"topic"',
      JSON.stringify(`\u001b[2J\n::error::${'é😀'.repeat(400)}`),
    ),
  );
  const { context } = ci(event, { ...PULL, GITHUB_WORKFLOW: 'a\r\nb' });
  expect(context.workflow).toBe('a b');
  const ref = context.pull_request?.head_ref ?? '';
  expect([...ref]).toHaveLength(500);
  expect(ref).toMatch(/^\[2J ::error::/);
  expect(ci({ pull_request: { number: -1 } }, PULL).context.pull_request).toBeNull();
  expect(ci({ pull_request: Object.create({ number: 3 }) }, PULL).context.pull_request).toBeNull();
});

test('Gitea speaks the same language and is called by its name', () => {
  const { name, context } = ci({}, { GITEA_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://git.example.org' });
  expect(name).toBe('gitea-actions');
  expect(context.ci_run_url).toBe('https://git.example.org/o/r/actions/runs/12345678901');
});

describe('readEvent', () => {
  let dir: string;
  beforeAll(async () => {
    dir = await makeTempDir();
  });
  afterAll(() => removeDir(dir));

  test('gives the payload, with or without a byte order mark', async () => {
    await writeFile(join(dir, 'event.json'), '\uFEFF{"a":1}');
    expect(await readEvent(join(dir, 'event.json'))).toEqual({ a: 1 });
    expect(await readEvent('')).toBeNull();
    expect(await readEvent(undefined)).toBeNull();
  });

  test.each([
    ['nothing', null, 'E_FILE_UNREADABLE'],
    ['an empty file', '', 'E_FILE_FORMAT'],
    ['half a file', '{"a":', 'E_FILE_FORMAT'],
    ['a list', '[]', 'E_FILE_FORMAT'],
    ['null', 'null', 'E_FILE_FORMAT'],
    ['a flood', ' '.repeat(33 * 1024 * 1024), 'E_FILE_TOO_LARGE'],
  ] as const)('%s is refused', async (_, content, code) => {
    const path = join(dir, 'bad.json');
    await rm(path, { force: true });
    if (content !== null) await writeFile(path, content);
    const error = await readEvent(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).faults).toMatchObject([{ code, where: 'GITHUB_EVENT_PATH' }]);
  });
});
