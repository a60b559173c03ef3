import { listAnnotations } from '../../src/github/annotations.js';
import { listRunsOfCommit, listWorkflowJobs, readWorkflowRun } from '../../src/github/workflow-runs.js';
import { userId } from '../support/github/shapes.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const SHA = 'a'.repeat(40);
const READ = { actions: 'read' } as const;

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

test('a run of a pull request in the same repository', async () => {
  const { state } = setup.github;
  state.addPull({
    number: 7,
    repository: 'o/r',
    base: { ref: 'main', sha: SHA },
    head: { ref: 'topic', sha: SHA },
  });
  const { id } = state.addRun({
    repository: 'o/r',
    headSha: SHA,
    headBranch: 'topic',
    event: 'pull_request',
    actor: 'alice',
    triggeringActor: 'bob',
    attempt: 3,
    status: 'completed',
    conclusion: 'failure',
    createdAt: '2026-11-21T09:30:00Z',
    startedAt: '2026-11-21T11:30:00Z',
    earlier: [{}, { triggeringActor: 'carol', startedAt: '2026-11-21T10:30:00Z' }],
  });
  const client = setup.client(READ);
  expect(await readWorkflowRun(client, { ...AT, id, attempt: 2 })).toMatchObject({
    attempt: 2,
    triggeringActor: 'carol',
    startedAt: '2026-11-21T10:30:00Z',
  });
  expect(await readWorkflowRun(client, { ...AT, id, attempt: 4 })).toBeNull();
  expect(await readWorkflowRun(client, { ...AT, id })).toEqual({
    id,
    name: 'train',
    title: 'train',
    path: '.github/workflows/train.yml',
    event: 'pull_request',
    headSha: SHA,
    headBranch: 'topic',
    headRepository: 'o/r',
    isFork: false,
    actor: 'alice',
    triggeringActor: 'bob',
    actorId: userId('alice'),
    attempt: 3,
    createdAt: '2026-11-21T09:30:00Z',
    startedAt: '2026-11-21T11:30:00Z',
    status: 'completed',
    conclusion: 'failure',
    url: `https://github.com/o/r/actions/runs/${id}`,
    pullRequests: [7],
  });
});

test('a run of a fork', async () => {
  const { state } = setup.github;
  state.addRepository('fork/r', { forkOf: 'o/r' });
  const { id } = state.addRun({ repository: 'o/r', headRepository: 'fork/r', headSha: SHA });
  expect(await readWorkflowRun(setup.client(READ), { ...AT, id })).toMatchObject({
    headRepository: 'fork/r',
    isFork: true,
    pullRequests: [],
    conclusion: null,
  });
});

test('a fork and a user that were deleted since', async () => {
  const { id } = setup.github.state.addRun({ repository: 'o/r', headSha: SHA });
  const client = setup.client(READ, {
    fetch: async (url, init) => {
      const run = (await (await fetch(url, init)).json()) as object;
      const headers = { 'content-type': 'application/json' };
      return new Response(
        JSON.stringify({ ...run, head_repository: null, actor: null, pull_requests: null }),
        {
          headers,
        },
      );
    },
  });
  expect(await readWorkflowRun(client, { ...AT, id })).toMatchObject({
    headRepository: null,
    isFork: true,
    actor: null,
    pullRequests: [],
  });
});

test('null for a run that is not there; not for one that the token must not read', async () => {
  const id = 1;
  expect(await readWorkflowRun(setup.client(READ), { ...AT, id })).toBeNull();
  expect((await faultOf(readWorkflowRun(setup.client({}), { ...AT, id })))?.mend).toContain(
    '`actions: read`',
  );
  const token = setup.tokens.make({}, { 'o/other': READ });
  expect(await faultOf(readWorkflowRun(setup.client({}, { token }), { ...AT, id }))).toMatchObject({
    code: 'E_GITHUB_API',
  });
});

test('the jobs of an attempt, over more than one page', async () => {
  const { state } = setup.github;
  const run = state.addRun({ repository: 'o/r', headSha: SHA, attempt: 2 });
  for (let seed = 0; seed < 130; seed += 1) {
    state.addJob({
      runId: run.id,
      name: `train (${seed})`,
      attempt: 2,
      conclusion: seed === 5 ? 'failure' : 'success',
    });
  }
  state.addJob({ runId: run.id, name: 'train (0)', attempt: 1, conclusion: 'cancelled' });
  const client = setup.client(READ);
  const jobs = await listWorkflowJobs(client, { ...AT, id: run.id, attempt: 2 });
  expect(jobs).toHaveLength(130);
  expect(jobs.filter((job) => job.conclusion !== 'success').map((job) => job.name)).toEqual(['train (5)']);
  expect(await listWorkflowJobs(client, { ...AT, id: run.id, attempt: 1 })).toMatchObject([
    { name: 'train (0)', status: 'completed', conclusion: 'cancelled' },
  ]);
  expect(await faultOf(listWorkflowJobs(client, { ...AT, id: run.id, attempt: 3 }))).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining('(attempt 3)'),
  });
});

test('a job with its runner and its steps', async () => {
  const { state } = setup.github;
  const run = state.addRun({ repository: 'o/r', headSha: SHA });
  const { id } = state.addJob({
    runId: run.id,
    name: 'train',
    conclusion: 'timed_out',
    runner: 'GitHub Actions 7',
    steps: [
      { name: 'Set up job', conclusion: 'success' },
      { name: 'Run train', conclusion: null },
    ],
  });
  expect(await listWorkflowJobs(setup.client(READ), { ...AT, id: run.id, attempt: 1 })).toEqual([
    {
      id,
      name: 'train',
      status: 'completed',
      conclusion: 'timed_out',
      url: `https://github.com/o/r/actions/runs/${run.id}/job/${id}`,
      runner: 'GitHub Actions 7',
      steps: [
        { number: 1, name: 'Set up job', conclusion: 'success' },
        { number: 2, name: 'Run train', conclusion: null },
      ],
    },
  ]);
});

test('the workflow runs of a commit, the newest first', async () => {
  const { state } = setup.github;
  const [old, young] = [1, 2].map(() => state.addRun({ repository: 'o/r', headSha: SHA }));
  state.addRun({ repository: 'o/r', headSha: 'b'.repeat(40) });
  const runs = await listRunsOfCommit(setup.client(READ), { ...AT, sha: SHA });
  expect(runs.map(({ id }) => id)).toEqual([young?.id, old?.id]);
  expect(await faultOf(listRunsOfCommit(setup.client({}), { ...AT, sha: SHA }))).toMatchObject({
    mend: expect.stringContaining('`actions: read`'),
  });
});

test('what a job says of itself', async () => {
  const { state } = setup.github;
  const run = state.addRun({ repository: 'o/r', headSha: SHA });
  const annotations = [
    { title: 'E_X', message: 'no' },
    { level: 'warning' as const, message: 'old' },
  ];
  const { id } = state.addJob({ runId: run.id, name: 'train', annotations });
  expect(await listAnnotations(setup.client({ checks: 'read' }), { ...AT, id })).toEqual([
    { level: 'failure', title: 'E_X', message: 'no' },
    { level: 'warning', title: null, message: 'old' },
  ]);
  expect(await faultOf(listAnnotations(setup.client(READ), { ...AT, id }))).toMatchObject({
    mend: expect.stringContaining('`checks: read`'),
  });
});
