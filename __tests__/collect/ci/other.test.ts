import { triggeredBy } from '../../../src/collect/ci/ci.js';
import { otherCi } from '../../../src/collect/ci/other.js';

const SHA = '1'.repeat(40);
const HEAD = '2'.repeat(40);

test('a laptop: nothing is known', () => {
  const ci = otherCi({ id: null, isCI: false }, { USER: 'me' }, '1.2.3');
  expect(triggeredBy(ci)).toBe('local');
  expect(ci.code).toBeNull();
  const { trust, tool_version, ...rest } = ci.context;
  expect([trust, tool_version]).toEqual(['trusted', '1.2.3']);
  expect(Object.values(rest).every((value) => value === null)).toBe(true);
});

test.each([
  ['GITLAB', 'ci/gitlab'],
  ['AZURE_PIPELINES', 'ci/azure-pipelines'],
  ['CIRCLE', 'ci/circle'],
  ['TRAVIS', 'ci/travis'],
  [null, 'ci/unknown'],
])('%s is called %s', (id, expected) => {
  expect(triggeredBy(otherCi({ id, isCI: true }, {}, '1'))).toBe(expected);
});

test('GitLab', () => {
  const env = {
    GITLAB_USER_LOGIN: 'me',
    GITLAB_USER_ID: '4',
    CI_PIPELINE_SOURCE: 'push',
    CI_PIPELINE_ID: '99',
    CI_PIPELINE_URL: 'https://gitlab.example.org/o/r/-/pipelines/99',
    CI_JOB_NAME: 'train',
    CI_RUNNER_DESCRIPTION: 'runner 1',
    CI_COMMIT_SHA: SHA,
    CI_COMMIT_REF_NAME: 'main',
  };
  const { context, code } = otherCi({ id: 'GITLAB', isCI: true }, env, '1');
  expect(context).toMatchObject({
    actor: 'me',
    actor_id: '4',
    event: 'push',
    job: 'train',
    ci_run_id: '99',
    ci_run_url: 'https://gitlab.example.org/o/r/-/pipelines/99',
    runner: { name: 'runner 1', os: null, arch: null, environment: null },
    trust: 'trusted',
    pull_request: null,
  });
  expect(code).toMatchObject({ commit: SHA, merge_commit: null, ref: 'main', repository: null });
});

test('a merged-results pipeline of a GitLab fork', () => {
  const env = {
    CI_COMMIT_SHA: SHA,
    CI_MERGE_REQUEST_SOURCE_BRANCH_SHA: HEAD,
    CI_MERGE_REQUEST_IID: '5',
    CI_MERGE_REQUEST_SOURCE_BRANCH_NAME: 'topic',
    CI_MERGE_REQUEST_TARGET_BRANCH_NAME: 'main',
    CI_MERGE_REQUEST_SOURCE_PROJECT_PATH: 'someone/r',
    CI_MERGE_REQUEST_SOURCE_PROJECT_ID: '2',
    CI_MERGE_REQUEST_PROJECT_ID: '1',
  };
  const { context, code } = otherCi({ id: 'GITLAB', isCI: true }, env, '1');
  expect(code).toMatchObject({ commit: HEAD, merge_commit: SHA });
  expect(context).toMatchObject({
    trust: 'fork',
    pull_request: { number: 5, head_ref: 'topic', base_ref: 'main', head_repository: 'someone/r' },
  });
});

test.each([
  ['JENKINS', { CHANGE_FORK: 'someone' }],
  ['CIRCLE', { CIRCLE_PR_NUMBER: '4' }],
  ['BUILDKITE', { BUILDKITE_PULL_REQUEST_REPO: 'git://a', BUILDKITE_REPO: 'git://b' }],
  ['AZURE_PIPELINES', { SYSTEM_PULLREQUEST_ISFORK: 'True' }],
])('a fork on %s', (id, env) => {
  expect(otherCi({ id, isCI: true }, env, '1').context.trust).toBe('fork');
  expect(otherCi({ id, isCI: true }, {}, '1').context.trust).toBe('trusted');
});
