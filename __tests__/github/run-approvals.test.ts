import { readRunApprovals } from '../../src/github/run-approvals.js';
import { userId } from '../support/github/shapes.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const READ = { actions: 'read' } as const;
const SHA = 'a'.repeat(40);

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

test('what the reviewers of environments said, with their numbers', async () => {
  const { state } = setup.github;
  const { id } = state.addRun({ repository: 'o/r', headSha: SHA });
  const other = state.addRun({ repository: 'o/r', headSha: SHA });
  state.addRunApproval({ runId: id, environments: ['production'], user: 'alice', comment: 'Looks good' });
  state.addRunApproval({ runId: id, environments: ['production', 'eu'], user: 'bob', state: 'rejected' });
  state.addRunApproval({ runId: other.id, environments: ['production'], user: 'carol' });
  const approvals = await readRunApprovals(setup.client(READ), { ...AT, runId: String(id) });
  expect(approvals).toEqual([
    {
      environments: [{ id: expect.stringMatching(/^\d+$/), name: 'production' }],
      state: 'approved',
      reviewer: { login: 'alice', id: String(userId('alice')), type: 'User' },
      comment: 'Looks good',
    },
    {
      environments: [
        { id: approvals?.[0]?.environments[0]?.id, name: 'production' },
        { id: expect.any(String), name: 'eu' },
      ],
      state: 'rejected',
      reviewer: expect.objectContaining({ login: 'bob' }),
      comment: '',
    },
  ]);
});

test('nobody said anything, and there is no such run', async () => {
  const { id } = setup.github.state.addRun({ repository: 'o/r', headSha: SHA });
  const client = setup.client(READ);
  expect(await readRunApprovals(client, { ...AT, runId: String(id) })).toEqual([]);
  expect(await readRunApprovals(client, { ...AT, runId: '7' })).toBeNull();
  const asked = setup.github.requests.length;
  expect(await readRunApprovals(client, { ...AT, runId: '7/approvals' })).toBeNull();
  expect(setup.github.requests).toHaveLength(asked);
});

test('what cannot be read is not silence', async () => {
  const { id } = setup.github.state.addRun({ repository: 'o/r', headSha: SHA });
  const runId = String(id);
  expect(await faultOf(readRunApprovals(setup.client({}), { ...AT, runId }))).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining(`read who approved workflow run ${id} of o/r`),
    mend: expect.stringContaining('`actions: read`'),
  });
  const token = setup.tokens.make({}, { 'o/other': READ });
  const blind = readRunApprovals(setup.client({}, { token }), { ...AT, runId });
  expect(await faultOf(blind)).toMatchObject({ code: 'E_GITHUB_API' });
});

test('an account that was deleted since', async () => {
  const { state } = setup.github;
  const { id } = state.addRun({ repository: 'o/r', headSha: SHA });
  state.addRunApproval({ runId: id, environments: ['production'], user: 'alice' });
  const client = setup.client(READ, {
    fetch: async (url, init) => {
      const [said] = (await (await fetch(url, init)).json()) as object[];
      const headers = { 'content-type': 'application/json' };
      return new Response(JSON.stringify([{ ...said, user: null }]), { headers });
    },
  });
  expect(await readRunApprovals(client, { ...AT, runId: String(id) })).toMatchObject([{ reviewer: null }]);
});
