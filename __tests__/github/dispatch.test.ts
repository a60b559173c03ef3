import { type Dispatch, dispatchWorkflow } from '../../src/github/dispatch.js';
import { listDispatchedRuns } from '../../src/github/workflow-runs.js';
import { listWorkflows } from '../../src/github/workflows.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const PATH = '.github/workflows/promote.yml';
const FILE = 'on: { workflow_dispatch: { inputs: { model: { required: true } } } }\n';

let setup: Setup;
let dispatch: Dispatch;
beforeEach(async () => {
  setup = await Setup.start();
  setup.contents.set('o/r', 'main', { [PATH]: FILE });
  setup.github.state.addWorkflow({ repository: 'o/r', path: PATH });
  dispatch = { ...AT, workflow: 'promote.yml', ref: 'main', inputs: { model: 'clf' } };
});
afterEach(() => setup.close());

const client = () => setup.client({ actions: 'write' });
const sent = () => setup.github.requests.filter(({ method }) => method === 'POST').map(({ body }) => body);

test('a start says which run it is', async () => {
  const started = await dispatchWorkflow(client(), dispatch);
  const [run] = setup.github.state.runs.values();
  expect(started).toEqual({
    state: 'started',
    id: run?.id,
    url: `https://github.com/o/r/actions/runs/${run?.id}`,
  });
  expect(sent()).toEqual([{ ref: 'main', inputs: { model: 'clf' }, return_run_details: true }]);
});

test('a server of an earlier release does not say it, whether it knows the question or not', async () => {
  setup.github.state.dispatching.details = false;
  expect(await dispatchWorkflow(client(), dispatch)).toEqual({ state: 'unsaid' });
  setup.github.state.dispatching.details = 'refused';
  expect(await dispatchWorkflow(client(), dispatch)).toEqual({ state: 'unsaid' });
  expect(sent().at(-1)).toEqual({ ref: 'main', inputs: { model: 'clf' } });
  expect(setup.github.state.runs.size).toBe(2);
});

test.each([{ status: 502 }, { cut: true }])(
  'an answer that is lost (%j) starts no second run',
  async (how) => {
    setup.github.failNext({ ...how, applied: true });
    expect(await dispatchWorkflow(client(), dispatch)).toEqual({ state: 'unsaid' });
    expect(setup.github.state.runs.size).toBe(1);
  },
);

test('what GitHub has against it is an answer', async () => {
  const why = async (changes: Partial<Dispatch>) => dispatchWorkflow(client(), { ...dispatch, ...changes });
  expect(await why({ inputs: { model: 'clf', x: '1' } })).toEqual({
    ...{ state: 'refused', why: expect.stringContaining('Unexpected inputs provided: ["x"]') },
  });
  expect(await why({ ref: 'gone' })).toEqual({
    state: 'refused',
    why: expect.stringContaining('No ref found for: gone'),
  });
});

test('a person is told about the token, and not about a job', async () => {
  const faults = async (permissions: object, tokenFrom?: string) => {
    const mine = setup.client(permissions, tokenFrom === undefined ? {} : { tokenFrom });
    return faultOf(dispatchWorkflow(mine, dispatch));
  };
  expect(await faults({ actions: 'read' }, 'GH_TOKEN')).toMatchObject({
    what: 'The GitHub API did not let us start a workflow of o/r: Resource not accessible by integration (403)',
    mend: expect.stringMatching(/^Use a token with `actions: write` for this repository .* of GH_TOKEN$/),
  });
  expect(await faults({ actions: 'read' })).toMatchObject({
    mend: 'Give the job the permission `actions: write`',
  });
  const unknown = setup.client({}, { tokenFrom: '`gh auth token`', token: 'ghp_old' });
  expect(await faultOf(dispatchWorkflow(unknown, dispatch))).toMatchObject({
    mend: 'Renew the token of `gh auth token`: it is not valid, or not any more',
  });
  expect(await faultOf(dispatchWorkflow(client(), { ...dispatch, repo: 'other' }))).toMatchObject({
    mend: expect.stringContaining('Check the name'),
  });
});

test('workflows by their files, and the runs that somebody has dispatched', async () => {
  const { state } = setup.github;
  state.addWorkflow({ repository: 'o/r', path: '.github/workflows/old.yml', state: 'deleted' });
  expect(await listWorkflows(client(), AT)).toEqual([{ path: PATH, name: 'promote', state: 'active' }]);
  const about = { repository: 'o/r', headSha: 'a'.repeat(40), path: PATH };
  const mine = {
    ...about,
    event: 'workflow_dispatch',
    actor: 'alice',
    displayTitle: 'promote clf 1 → Staging',
  };
  const { id } = state.addRun(mine);
  state.addRun({ ...mine, actor: 'bob' });
  state.addRun({ ...mine, headBranch: 'other' });
  state.addRun({ ...mine, event: 'push' });
  state.addRun({ ...mine, path: '.github/workflows/train.yml' });
  const runs = { ...AT, workflow: dispatch.workflow, branch: 'main', actor: 'alice' };
  expect(await listDispatchedRuns(client(), runs)).toMatchObject([{ id, title: 'promote clf 1 → Staging' }]);
  expect(await listDispatchedRuns(client(), { ...runs, actor: null })).toHaveLength(2);
});
