import type { GitHubClient, Purpose } from '../../src/github/client.js';
import { faultOf, Setup } from './setup.js';

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

const PURPOSE: Purpose = { what: 'look at o/r', permission: 'metadata: read' };

function look(client: GitHubClient, purpose = PURPOSE) {
  return client.call(purpose, (octokit) => octokit.rest.repos.get({ owner: 'o', repo: 'r' }));
}

const limited = (message: string, headers: Record<string, string>) => ({
  status: 403,
  body: JSON.stringify({ message }),
  headers,
});
const SECONDARY = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.';

test('gives what GitHub answers, and says who asks', async () => {
  const seen: RequestInit[] = [];
  const client = setup.client(
    {},
    {
      fetch: (url, init) => {
        if (init !== undefined) seen.push(init);
        return fetch(url, init);
      },
    },
  );
  expect((await look(client))?.data.full_name).toBe('o/r');
  const headers = seen[0]?.headers as Record<string, string>;
  expect(headers['user-agent']).toContain('lineage-gate/1.2.3');
  expect(headers['authorization']).toMatch(/^token ghs_/);
  expect(seen[0]?.signal).toBeInstanceOf(AbortSignal);
});

test('without a token none is sent', async () => {
  const fault = await faultOf(look(setup.client({}, { token: '' })));
  expect(fault).toMatchObject({
    code: 'E_GITHUB_API',
    what: expect.stringContaining('Bad credentials (401)'),
  });
});

test('a server that fails for a moment is asked again', async () => {
  setup.github.failNext({ status: 502, times: 3 });
  expect((await look(setup.client({})))?.status).toBe(200);
  expect(setup.github.requests).toHaveLength(4);
});

test('a server that keeps failing is given up after four requests', async () => {
  setup.github.failNext({ status: 503, times: 100 });
  const fault = await faultOf(look(setup.client({})));
  expect(fault).toMatchObject({
    code: 'E_GITHUB_API',
    where: `${setup.github.url}/`,
    mend: expect.stringContaining('later'),
  });
  expect(setup.github.requests).toHaveLength(4);
});

test('a connection that breaks is tried again', async () => {
  setup.github.failNext({ cut: true });
  expect((await look(setup.client({})))?.status).toBe(200);
});

test('a server that cannot be reached', async () => {
  const fault = await faultOf(look(setup.client({}, { apiUrl: 'http://127.0.0.1:9' })));
  expect(fault).toMatchObject({
    code: 'E_GITHUB_API',
    mend: expect.stringContaining('http://127.0.0.1:9 can be reached'),
  });
});

test('a server that does not answer in time', async () => {
  setup.github.delayMs = 500;
  const fault = await faultOf(look(setup.client({}, { timeoutMs: 50 })));
  expect(fault?.what).toContain('there was no answer within 0.05 s');
});

test('a secondary limit is obeyed up to a minute', async () => {
  setup.github.failNext(limited(SECONDARY, { 'retry-after': '60' }));
  const client = setup.client({});
  const started = Date.now();
  expect((await look(client))?.status).toBe(200);
  // A second is a millisecond here.
  expect(Date.now() - started).toBeGreaterThanOrEqual(59);
  expect(setup.debug.join('\n')).toContain(
    'secondary rate limit at GET /repos/{owner}/{repo}: again in 60 s',
  );
});

test('a longer one is not waited for', async () => {
  setup.github.failNext(limited(SECONDARY, { 'retry-after': '61' }));
  const fault = await faultOf(look(setup.client({})));
  expect(fault).toMatchObject({ code: 'E_GITHUB_API', mend: expect.stringContaining('fewer requests') });
  expect(setup.github.requests).toHaveLength(1);
});

test.each([403, 429])('a limit that does not end is given up after four requests (%d)', async (status) => {
  setup.github.failNext({ ...limited(SECONDARY, { 'retry-after': '1' }), status, times: 100 });
  expect((await faultOf(look(setup.client({}))))?.mend).toContain('fewer requests');
  expect(setup.github.requests).toHaveLength(4);
});

test('the primary limit of the next hour is not waited for', async () => {
  const reset = String(Math.floor(Date.now() / 1000) + 3000);
  const headers = { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset };
  setup.github.failNext(limited('API rate limit exceeded for installation ID 1.', headers));
  expect((await faultOf(look(setup.client({}))))?.mend).toContain('fewer requests');
  expect(setup.github.requests).toHaveLength(1);
});

test('a missing permission is named as GitHub names it, or else as the caller does', async () => {
  const read = (client: GitHubClient) =>
    client.call({ what: 'read a run', permission: 'actions: write' }, (octokit) =>
      octokit.rest.actions.getWorkflowRun({ owner: 'o', repo: 'r', run_id: 1 }),
    );
  expect(await faultOf(read(setup.client({})))).toEqual({
    code: 'E_GITHUB_API',
    what: 'The GitHub API did not let us read a run: Resource not accessible by integration (403)',
    where: `${setup.github.url}/`,
    mend: 'Give the job the permission `actions: read`',
  });
  setup.github.failNext({ status: 403, body: '{"message":"Resource not accessible by integration"}' });
  expect((await faultOf(read(setup.client({}))))?.mend).toContain('`actions: write`');
});

test('a status that is an answer gives null', async () => {
  setup.github.failNext({ status: 404, body: '{"message":"Not Found"}' });
  expect(await look(setup.client({}), { ...PURPOSE, nullOn: [404] })).toBeNull();
});

test('a request that GitHub calls malformed is a defect of ours, and so is any other error', async () => {
  setup.github.failNext({ status: 422, body: '{"message":"Validation Failed"}' });
  await expect(look(setup.client({}))).rejects.toMatchObject({ name: 'HttpError', status: 422 });
  const broken = new RangeError('ours');
  await expect(setup.client({}).call(PURPOSE, () => Promise.reject(broken))).rejects.toBe(broken);
});

test('an answer that holds line breaks and runner commands stays on one line', async () => {
  setup.github.failNext({ status: 403, body: JSON.stringify({ message: 'no\n::error::x\u001b[2J' }) });
  const fault = await faultOf(look(setup.client({})));
  expect(fault?.what).not.toMatch(/[\u0000-\u001f]/);
});
