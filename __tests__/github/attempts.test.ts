import { RunAttempts } from '../../src/github/attempts.js';
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

const paths = () => setup.github.requests.map((one) => one.path);

test('an attempt as it was, also when there are later ones', async () => {
  const { state } = setup.github;
  state.people.add('bob', { id: 4711 });
  const { id: repositoryId } = state.repository('o/r');
  const fork = state.addRepository('fork/r', { forkOf: 'o/r' });
  const { id } = state.addRun({
    repository: 'o/r',
    headRepository: 'fork/r',
    headSha: SHA,
    headBranch: 'topic',
    event: 'workflow_dispatch',
    path: '.github/workflows/promote.yml@refs/heads/main',
    displayTitle: 'Promote clf to Production',
    actor: 'alice',
    triggeringActor: 'helper[bot]',
    attempt: 2,
    createdAt: '2026-11-21T09:30:00Z',
    startedAt: '2026-11-21T11:30:00Z',
    earlier: [
      {
        triggeringActor: 'bob',
        startedAt: '2026-11-21T09:30:05Z',
        updatedAt: '2026-11-21T09:40:00Z',
        status: 'completed',
        conclusion: 'failure',
      },
    ],
  });
  const attempts = new RunAttempts(setup.client(READ), AT);
  expect(await attempts.read(String(id), 1)).toEqual({
    runId: String(id),
    attempt: 1,
    actor: { login: 'alice', id: String(userId('alice')), type: 'User' },
    triggeringActor: { login: 'bob', id: '4711', type: 'User' },
    event: 'workflow_dispatch',
    headSha: SHA,
    headBranch: 'topic',
    repositoryId: String(repositoryId),
    headRepositoryId: String(fork.id),
    path: '.github/workflows/promote.yml@refs/heads/main',
    displayTitle: 'Promote clf to Production',
    createdAt: '2026-11-21T09:30:00Z',
    startedAt: '2026-11-21T09:30:05Z',
    updatedAt: '2026-11-21T09:40:00Z',
    status: 'completed',
    conclusion: 'failure',
    url: `https://github.com/o/r/actions/runs/${id}`,
  });
  expect(await attempts.read(String(id), 2)).toMatchObject({
    attempt: 2,
    triggeringActor: { login: 'helper[bot]', type: 'Bot' },
    startedAt: '2026-11-21T11:30:00Z',
    status: 'in_progress',
    conclusion: null,
  });
});

test('accounts and a fork that were deleted since', async () => {
  const { id } = setup.github.state.addRun({ repository: 'o/r', headSha: SHA });
  const client = setup.client(READ, {
    fetch: async (url, init) => {
      const run = (await (await fetch(url, init)).json()) as object;
      const gone = { ...run, head_repository: null, actor: null, triggering_actor: null };
      return new Response(JSON.stringify(gone), { headers: { 'content-type': 'application/json' } });
    },
  });
  expect(await new RunAttempts(client, AT).read(String(id), 1)).toMatchObject({
    actor: null,
    triggeringActor: null,
    headRepositoryId: null,
  });
});

test('each attempt is asked for once, also by two at a time', async () => {
  const { id } = setup.github.state.addRun({ repository: 'o/r', headSha: SHA, attempt: 2 });
  const attempts = new RunAttempts(setup.client(READ), AT);
  const run = String(id);
  await Promise.all([attempts.read(run, 1), attempts.read(run, 1), attempts.read(run, 2)]);
  await attempts.read(run, 2);
  const one = `/repos/o/r/actions/runs/${id}/attempts`;
  expect(paths().map((path) => path.replace(/\?.*/, ''))).toEqual([`${one}/1`, `${one}/2`]);
});

test('null for runs that are gone; the repository is looked for once', async () => {
  const { state } = setup.github;
  const { id } = state.addRun({ repository: 'o/r', headSha: SHA });
  const attempts = new RunAttempts(setup.client(READ), AT);
  expect(await attempts.read(String(id), 2)).toBeNull();
  state.runs.delete(id);
  expect(await attempts.read(String(id), 1)).toBeNull();
  expect(paths().filter((path) => path === '/repos/o/r')).toHaveLength(1);
});

test.each([
  ['', 1],
  ['latest', 1],
  ['../../7', 1],
  ['0', 1],
  ['9007199254740993', 1],
  ['7', 0],
  ['7', 1.5],
  ['7', 1e21],
])('null without a request for what is no number: %j, attempt %d', async (run, attempt) => {
  expect(await new RunAttempts(setup.client(READ), AT).read(run, attempt)).toBeNull();
  expect(paths()).toEqual([]);
});

test('what cannot be read is no run that is gone', async () => {
  const { id } = setup.github.state.addRun({ repository: 'o/r', headSha: SHA });
  const refused = new RunAttempts(setup.client({}), AT);
  expect(await faultOf(refused.read(String(id), 1))).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining(`read attempt 1 of workflow run ${id} of o/r`),
    mend: expect.stringContaining('`actions: read`'),
  });
  const asked = paths().length;
  expect(await faultOf(refused.read(String(id), 1))).toMatchObject({ code: 'E_GITHUB_API' });
  expect(paths()).toHaveLength(asked);
  const token = setup.tokens.make({}, { 'o/other': READ });
  const blind = new RunAttempts(setup.client({}, { token }), AT);
  expect(await faultOf(blind.read(String(id), 1))).toMatchObject({ code: 'E_GITHUB_API' });
});
