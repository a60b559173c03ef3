import { setStatus, shortened } from '../../src/github/statuses.js';
import { Setup } from './setup.js';

const SHA = 'a'.repeat(40);
const STATUS = {
  owner: 'o',
  repo: 'r',
  sha: SHA,
  state: 'success',
  context: 'lineage-gate',
  description: 'clf_orders: all rules hold',
  targetUrl: 'https://github.com/o/r/actions/runs/1',
} as const;

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
  const base = { ref: 'main', sha: 'b'.repeat(40) };
  setup.github.state.addPull({ number: 7, repository: 'o/r', base, head: { ref: 'topic', sha: SHA } });
});
afterEach(() => setup.close());

const WRITE = { statuses: 'write' } as const;

test('sets the status of a commit', async () => {
  expect(await setStatus(setup.client(WRITE), STATUS)).toEqual({
    done: 'set',
    description: STATUS.description,
  });
  expect(setup.github.state.statuses).toMatchObject([
    {
      sha: SHA,
      state: 'success',
      context: 'lineage-gate',
      description: STATUS.description,
      targetUrl: STATUS.targetUrl,
      creator: 'github-actions[bot]',
    },
  ]);
});

test('a description that is too long is shortened to what GitHub takes', async () => {
  const description = 'model 🚀 '.repeat(40);
  expect(await setStatus(setup.client(WRITE), { ...STATUS, description })).toMatchObject({ done: 'set' });
  const [status] = setup.github.state.statuses;
  expect([...(status?.description ?? '')].length).toBeLessThanOrEqual(140);
  expect(status?.description).toMatch(/🚀…$/);
});

test('a token that can only read', async () => {
  expect(await setStatus(setup.client({ statuses: 'read' }), STATUS)).toMatchObject({
    done: 'refused',
    permission: 'statuses: write',
    fault: { code: 'E_GITHUB_API', mend: 'Give the job the permission `statuses: write`' },
  });
});

test('a commit that GitHub does not know, a token it does not know, and an outage', async () => {
  expect(await setStatus(setup.client(WRITE), { ...STATUS, sha: 'c'.repeat(40) })).toMatchObject({
    done: 'refused',
    permission: null,
    fault: { what: expect.stringContaining('No commit found for SHA') },
  });
  expect(await setStatus(setup.client(WRITE, { token: 'x' }), STATUS)).toMatchObject({
    done: 'refused',
    permission: null,
    fault: { what: expect.stringContaining('Bad credentials') },
  });
  setup.github.failNext({ status: 500, times: 4 });
  expect(await setStatus(setup.client(WRITE), STATUS)).toMatchObject({ done: 'refused', permission: null });
});

test('a secondary rate limit is waited for, a longer one is no missing permission', async () => {
  const body = JSON.stringify({ message: 'You have exceeded a secondary rate limit.' });
  setup.github.failNext({ status: 403, body, headers: { 'retry-after': '10' } });
  expect(await setStatus(setup.client(WRITE), STATUS)).toMatchObject({ done: 'set' });
  setup.github.failNext({ status: 403, body, headers: { 'retry-after': '3600' } });
  expect(await setStatus(setup.client(WRITE), STATUS)).toMatchObject({ done: 'refused', permission: null });
});

describe('shortened', () => {
  test.each([
    ['what fits is left as it is', 'ten signs!', 10, 'ten signs!'],
    ['it is cut between words', 'one two three four', 12, 'one two…'],
    ['a word that ends at the limit is kept', 'onetwo 345 six', 11, 'onetwo 345…'],
    ['a word longer than half of it is cut', `a ${'b'.repeat(30)}`, 10, 'a bbbbbbb…'],
    ['white space and line breaks become one space', ' a\n\n b\tc ', 10, 'a b c'],
    ['an emoji counts as one', '🚀'.repeat(10), 10, '🚀'.repeat(10)],
    ['and is not cut in two', '🚀'.repeat(11), 10, `${'🚀'.repeat(9)}…`],
    ['nor is one that is made of several', '👩‍🔬'.repeat(4), 10, '👩‍🔬👩‍🔬👩‍🔬…'],
    ['nothing stays nothing', '', 10, ''],
  ])('%s', (_, text, limit, expected) => {
    expect(shortened(text, limit)).toBe(expected);
    expect([...shortened(text, limit)].length).toBeLessThanOrEqual(limit);
  });
});
