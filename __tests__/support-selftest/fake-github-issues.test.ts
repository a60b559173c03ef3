import { Octokit } from '@octokit/rest';
import { FakeGitHub } from '../support/fake-github.js';
import { READ_WRITE } from '../support/tokens.js';

const REPO = { owner: 'octo', repo: 'models' };

let github: FakeGitHub;
beforeEach(async () => {
  github = await FakeGitHub.start();
  github.state.addRepository('octo/models');
});
afterEach(async () => {
  await github.close();
  expect(github.violations).toEqual([]);
});

function octokit(token = github.tokens.make(READ_WRITE)): Octokit {
  const silent = () => undefined;
  const log = { debug: silent, info: silent, warn: silent, error: silent };
  return new Octokit({ auth: token, baseUrl: github.url, log });
}

test('an issue with somebody who cannot be assigned is not opened, and no label is made twice', async () => {
  const { issues } = octokit();
  github.state.people.addCollaborator('octo/models', 'alice', 'read');
  const refused = issues.create({ ...REPO, title: 'x', assignees: ['alice', 'stranger'] });
  await expect(refused).rejects.toMatchObject({ status: 422 });
  expect(github.state.issues.all).toEqual([]);
  const { data } = await issues.create({ ...REPO, title: 'x', assignees: ['alice'], labels: ['new'] });
  expect(data).toMatchObject({ assignees: [{ login: 'alice' }], labels: [{ name: 'new' }] });
  await expect(issues.createLabel({ ...REPO, name: 'New' })).rejects.toMatchObject({ status: 422 });
});

test('issues and pull requests have numbers of one sequence, and are listed apart', async () => {
  const { issues } = octokit();
  const at = { ref: 'main', sha: 'a'.repeat(40) };
  github.state.addPull({ number: 700, repository: 'octo/models', base: at, head: at });
  const { data: opened } = await issues.create({ ...REPO, title: 'x' });
  expect(opened.number).toBe(701);
  await issues.update({ ...REPO, issue_number: 701, state: 'closed' });
  const { data } = await issues.create({ ...REPO, title: 'y' });
  const listed = await issues.listForRepo({ ...REPO, state: 'all' });
  expect(listed.data.map(({ number }) => number)).toEqual([data.number, 701]);
  expect((await issues.listForRepo(REPO)).data).toMatchObject([{ number: data.number }]);
  expect((await issues.get({ ...REPO, issue_number: 700 })).data.pull_request).toBeDefined();
});

test('a comment of an issue takes the permission of issues', async () => {
  const issue = github.state.issues.open({ repository: 'octo/models', author: 'alice', title: 'x' });
  const comment = github.state.issues.comment(issue, 'bob', 'yes');
  const { issues } = octokit(github.tokens.make({ pull_requests: 'write' }));
  const at = { ...REPO, comment_id: comment.id };
  await expect(issues.updateComment({ ...at, body: 'no' })).rejects.toMatchObject({ status: 403 });
  await expect(issues.deleteComment(at)).rejects.toMatchObject({ status: 403 });
  expect(github.state.comments).toMatchObject([{ author: 'bob', body: 'yes' }]);
});

test('an account is there once it has done something, and until it is removed', async () => {
  const { users } = octokit();
  const alice = { username: 'Alice' };
  await expect(users.getByUsername(alice)).rejects.toMatchObject({ status: 404 });
  github.state.issues.open({ repository: 'octo/models', author: 'alice', title: 'x' });
  expect((await users.getByUsername(alice)).data).toMatchObject({ login: 'alice', type: 'User' });
  github.state.people.remove('alice');
  await expect(users.getByUsername(alice)).rejects.toMatchObject({ status: 404 });
});
