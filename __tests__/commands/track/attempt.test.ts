import { githubCi } from '../../../src/collect/ci/github.js';
import { heldAgainst } from '../../../src/commands/track/attempt.js';
import type { WorkflowRun } from '../../../src/github/workflow-runs.js';

const [HEAD, MERGE, OTHER] = ['a', 'b', 'c'].map((digit) => digit.repeat(40)) as [string, string, string];
const HOME = { id: 1, full_name: 'octo/models' };
const FORK = { id: 2, full_name: 'eve/models' };

const RUN: WorkflowRun = {
  id: 7,
  name: 'train',
  title: 'A better model',
  path: '.github/workflows/train.yml',
  event: 'pull_request',
  headSha: HEAD,
  headBranch: 'better',
  headRepository: 'octo/models',
  isFork: false,
  actor: 'octocat',
  triggeringActor: 'octocat',
  actorId: 5,
  attempt: 1,
  createdAt: '2026-01-02T00:00:00Z',
  startedAt: '2026-01-02T00:00:00Z',
  status: 'in_progress',
  conclusion: null,
  url: 'https://github.com/octo/models/actions/runs/7',
  pullRequests: [],
};

function ciOf(event: object, env: Record<string, string> = {}) {
  const variables = {
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_REPOSITORY: 'octo/models',
    GITHUB_REF: 'refs/pull/3/merge',
    GITHUB_SHA: MERGE,
    GITHUB_ACTOR: 'octocat',
    GITHUB_ACTOR_ID: '5',
    ...env,
  };
  return githubCi({ env: variables, event, matrix: null, toolVersion: '1.2.3' });
}

const pull = (changes: object = {}, repo = HOME) => ({
  repository: HOME,
  pull_request: {
    number: 3,
    head: { ref: 'better', sha: HEAD, repo, ...changes },
    base: { ref: 'main', sha: OTHER, repo: HOME },
  },
});

test('an event that GitHub confirms stays as it is', () => {
  const ci = ciOf(pull());
  expect(heldAgainst(ci, RUN, 'x')).toEqual({ ci, faults: [] });
});

test.each<[string, object, Partial<WorkflowRun>, RegExp, object]>([
  [
    'a fork that is called its own',
    pull(),
    { isFork: true, headRepository: 'eve/models' },
    /`trust` is `trusted` by the event of this job and `fork` by GitHub/,
    { context: { trust: 'fork', pull_request: { head_repository: 'eve/models' } } },
  ],
  [
    'another commit',
    pull({ sha: OTHER }),
    {},
    new RegExp(`\`commit\` is \`${OTHER}\` .* \`${HEAD}\``),
    { code: { commit: HEAD } },
  ],
  [
    'another branch',
    pull({ ref: 'main' }),
    {},
    /`pull_request` is .*"head_ref":"main".*"head_ref":"better"/,
    { context: { pull_request: { head_ref: 'better' } } },
  ],
  [
    'another number than the ref of the runner has',
    { ...pull(), pull_request: { ...pull().pull_request, number: 9 } },
    {},
    /`pull_request` is .*"number":9.*"number":3/,
    { context: { pull_request: { number: 3 } } },
  ],
  [
    'another event',
    pull(),
    { event: 'push' },
    /`event` is `pull_request` .* `push`/,
    { context: { event: 'push' } },
  ],
  [
    'another actor',
    pull(),
    { actor: 'eve', actorId: 6 },
    /`actor` is `5` .* `6`/,
    { context: { actor: 'eve', actor_id: '6' } },
  ],
])('%s is told with both values, and GitHub counts', (_, event, run, said, truth) => {
  const { ci, faults } = heldAgainst(ciOf(event), { ...RUN, ...run }, 'x');
  expect(faults.map(({ what }) => what).join('\n')).toMatch(said);
  expect(ci).toMatchObject(truth);
});

test.each<[string, object, Record<string, string>, Partial<WorkflowRun>]>([
  ['a name that its owner has changed', pull(), { GITHUB_ACTOR: 'octokitten' }, {}],
  ['a fork', pull({}, FORK), {}, { isFork: true, headRepository: 'eve/models' }],
  ['a fork that was deleted', pull({ repo: null }), {}, { isFork: true, headRepository: null }],
  ['a runner that says little', pull(), { GITHUB_ACTOR_ID: '' }, {}],
  [
    'a merged pull request, on its base',
    { ...pull(), pull_request: { ...pull().pull_request, merged: true } },
    { GITHUB_REF: 'refs/heads/main' },
    {},
  ],
  [
    'a comment, whose commit is that of the runner',
    { repository: HOME, issue: { number: 3, pull_request: {} } },
    { GITHUB_EVENT_NAME: 'issue_comment', GITHUB_REF: 'refs/heads/main' },
    { event: 'issue_comment', headBranch: 'main', headSha: OTHER },
  ],
])('nobody is accused of %s', (_, event, env, run) => {
  expect(heldAgainst(ciOf(event, env), { ...RUN, ...run }, 'x').faults).toEqual([]);
});
