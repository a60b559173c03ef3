import { commentOn, readComment } from '../../src/github/issue-comments.js';
import type { Issue } from '../support/github/issues.js';
import { userId } from '../support/github/shapes.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const READ = { issues: 'read' } as const;
const SHA = 'a'.repeat(40);

let setup: Setup;
let issue: Issue;
beforeEach(async () => {
  setup = await Setup.start();
  issue = setup.github.state.issues.open({
    repository: 'o/r',
    author: 'github-actions[bot]',
    title: 'Promote',
  });
});
afterEach(() => setup.close());

const read = (id: number | string, permissions: object = READ) =>
  readComment(setup.client(permissions), { ...AT, id: String(id) });

test('who wrote a comment, where and what, and whether it was changed', async () => {
  const { issues } = setup.github.state;
  const comment = issues.comment(issue, 'bob', '/approve 7');
  const { createdAt } = comment;
  expect(await read(comment.id)).toEqual({
    id: String(comment.id),
    issue: issue.number,
    author: { login: 'bob', id: String(userId('bob')), type: 'User' },
    body: '/approve 7',
    createdAt,
    updatedAt: createdAt,
    url: `https://github.com/o/r/issues/${issue.number}#issuecomment-${comment.id}`,
  });
  issues.editComment(comment, '/approve 8');
  const changed = await read(comment.id);
  expect(changed).toMatchObject({ author: { login: 'bob' }, body: '/approve 8', createdAt });
  expect(changed?.updatedAt).not.toBe(createdAt);
});

test('a comment under a pull request has its number', async () => {
  const { state } = setup.github;
  const at = { ref: 'main', sha: SHA };
  state.addPull({ number: 7, repository: 'o/r', base: at, head: at });
  const { id } = state.issues.comment({ repository: 'o/r', number: 7 }, 'bob', 'Nice');
  expect(await read(id)).toMatchObject({ issue: 7 });
});

test('null for what is not there, was deleted, or is no number', async () => {
  const { issues } = setup.github.state;
  const comment = issues.comment(issue, 'bob', '/approve 7');
  issues.deleteComment(comment);
  expect(await read(comment.id)).toBeNull();
  const asked = setup.github.requests.length;
  for (const id of ['', '1/../2', '9007199254740993']) expect(await read(id)).toBeNull();
  expect(setup.github.requests).toHaveLength(asked);
});

test('not null for what the token must not read, or what was moved to another repository', async () => {
  const { state } = setup.github;
  const { id } = state.issues.comment(issue, 'bob', '/approve 7');
  // The other permission opens comments of pull requests alone.
  for (const permissions of [{}, { pull_requests: 'write' }]) {
    expect(await faultOf(read(id, permissions))).toMatchObject({
      what: expect.stringContaining(`read comment ${id} of o/r`),
      mend: expect.stringMatching(/`issues: read`/),
    });
  }
  const token = setup.tokens.make({}, { 'o/other': READ });
  const blind = readComment(setup.client({}, { token }), { ...AT, id: String(id) });
  expect(await faultOf(blind)).toMatchObject({ code: 'E_GITHUB_API' });
  state.addRepository('o/other');
  const there = state.issues.open({ repository: 'o/other', author: 'bob', title: 'Promote' });
  const moved = state.issues.comment(there, 'bob', '/approve 7');
  const location = `${setup.github.url}/repos/o/other/issues/comments/${moved.id}`;
  setup.github.failNext({ status: 301, headers: { location } });
  expect(await faultOf(read(id))).toMatchObject({
    what: expect.stringContaining('in another repository now'),
  });
});

test('a comment of ours', async () => {
  const client = setup.client({ issues: 'write' });
  const { number } = issue;
  const done = await commentOn(client, { ...AT, number }, 'Approved');
  const [comment] = setup.github.state.comments;
  expect(comment).toMatchObject({ number, author: 'github-actions[bot]', body: 'Approved' });
  expect(done).toEqual({
    done: 'commented',
    id: String(comment?.id),
    url: expect.stringContaining(`#issuecomment-${comment?.id}`),
  });
  expect(await commentOn(client, { ...AT, number }, 'x'.repeat(65_537))).toMatchObject({ done: 'refused' });
  expect(await commentOn(setup.client(READ), { ...AT, number }, 'x')).toMatchObject({
    done: 'refused',
    permission: 'issues: write',
  });
  setup.github.state.repository('o/r').hasIssues = false;
  expect(await commentOn(client, { ...AT, number }, 'x')).toEqual({ done: 'gone' });
});
