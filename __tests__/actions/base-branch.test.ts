import { baseBranch } from '../../src/actions/base-branch.js';
import { githubCi } from '../../src/collect/ci/github.js';

const REPOSITORY = { default_branch: 'trunk' };

test.each([
  [
    'a pull request',
    'refs/pull/7/merge',
    { pull_request: { number: 7, base: { ref: 'release' } } },
    'release',
  ],
  [
    'a merge queue',
    'refs/heads/gh-readonly-queue/main/x',
    { merge_group: { base_ref: 'refs/heads/main' } },
    'main',
  ],
  ['a push', 'refs/heads/next', { repository: REPOSITORY }, 'next'],
  ['a tag', 'refs/tags/v1', { repository: REPOSITORY }, 'trunk'],
  ['a tag, and nothing is known of the repository', 'refs/tags/v1', {}, null],
])('the branch whose runs say what a dataset holds, on %s', (_, ref, event, branch) => {
  const env = { GITHUB_EVENT_NAME: 'x', GITHUB_REPOSITORY: 'octo/models', GITHUB_REF: ref };
  expect(baseBranch(githubCi({ env, event, matrix: null, toolVersion: '1.2.3' }))).toBe(branch);
});
