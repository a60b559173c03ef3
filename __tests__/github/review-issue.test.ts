import { findIssue } from '../../src/github/find-issue.js';
import {
  APPROVAL_LABEL,
  closeIssue,
  lockIssue,
  type NewIssue,
  openIssue,
  readIssue,
  updateIssue,
} from '../../src/github/review-issue.js';
import type { Issue } from '../support/github/issues.js';
import { userId } from '../support/github/shapes.js';
import { faultOf, Setup } from './setup.js';

const AT = { owner: 'o', repo: 'r' };
const WRITE = { issues: 'write' } as const;
const READ = { issues: 'read' } as const;
const BOT = 'github-actions[bot]';
const MARKER = '<!-- lineage-gate:request 7 -->';
const SHA = 'a'.repeat(40);

let setup: Setup;
beforeEach(async () => {
  setup = await Setup.start();
});
afterEach(() => setup.close());

const issues = () => setup.github.state.issues;

function wanted(more: Partial<NewIssue> = {}): NewIssue {
  const body = `${MARKER}\nWho approves?`;
  return { ...AT, title: 'Promote clf', body, label: APPROVAL_LABEL, assignees: [], ...more };
}

function someIssue(more: Partial<Issue> = {}): Issue {
  const labels = [APPROVAL_LABEL.name];
  return issues().open({
    repository: 'o/r',
    author: BOT,
    title: 'Promote',
    body: `${MARKER} x`,
    labels,
    ...more,
  });
}

describe('opening', () => {
  test('with its label, which is made, and those who can be assigned', async () => {
    const { people } = setup.github.state;
    people.addCollaborator('o/r', 'alice', 'write');
    people.add('stranger');
    const done = await openIssue(setup.client(WRITE), wanted({ assignees: ['Alice', 'stranger', 'nobody'] }));
    const [made] = issues().all;
    expect(done).toEqual({
      done: 'opened',
      notAssigned: ['stranger', 'nobody'],
      issue: {
        number: made?.number,
        title: 'Promote clf',
        body: `${MARKER}\nWho approves?`,
        state: 'open',
        locked: false,
        author: { login: BOT, id: String(userId(BOT)), type: 'Bot' },
        labels: ['lineage-approval'],
        assignees: ['alice'],
        url: `https://github.com/o/r/issues/${made?.number}`,
      },
    });
    expect(issues().labels).toEqual([{ repository: 'o/r', name: 'lineage-approval', color: '5319e7' }]);
  });

  test('with a label that is there, or that another job makes at the same moment', async () => {
    const client = setup.client(WRITE);
    await openIssue(client, wanted());
    const label = { repository: 'o/r', name: 'other', color: '000000' };
    setup.github.before = ({ method, path }) => {
      if (`${method} ${path}` === 'POST /repos/o/r/labels') issues().ensureLabel(label);
    };
    await openIssue(client, wanted());
    const done = await openIssue(client, wanted({ label: { name: 'other', color: 'ffffff' } }));
    expect(done).toMatchObject({ done: 'opened', issue: { labels: ['other'] } });
    expect(issues().labels).toHaveLength(2);
  });

  test('no more are assigned than GitHub takes; of whom GitHub refuses nobody is', async () => {
    const logins = Array.from({ length: 12 }, (_, i) => `user-${i}`);
    for (const login of logins) setup.github.state.people.addCollaborator('o/r', login, 'read');
    const client = setup.client(WRITE);
    const done = await openIssue(client, wanted({ assignees: logins }));
    expect(done).toMatchObject({ notAssigned: ['user-10', 'user-11'] });
    const asked = setup.github.requests.find(({ path }) => path.endsWith('/assignees'));
    expect(asked?.body).toEqual({ assignees: logins.slice(0, 10) });
    const body = JSON.stringify({ message: 'Validation Failed' });
    setup.github.failNext({ match: /assignees$/, status: 422, body });
    const refused = await openIssue(client, wanted({ assignees: ['user-1'] }));
    expect(refused).toMatchObject({ done: 'opened', notAssigned: ['user-1'], issue: { assignees: [] } });
  });

  test('a title that is too long is cut, a text that is too long is refused', async () => {
    const client = setup.client(WRITE);
    const done = await openIssue(client, wanted({ title: '🚀'.repeat(300) }));
    expect(done).toMatchObject({ done: 'opened', issue: { title: '🚀'.repeat(256) } });
    const long = await openIssue(client, wanted({ body: 'x'.repeat(65_537) }));
    expect(long).toMatchObject({ done: 'refused', permission: null, fault: { code: 'E_GITHUB_API' } });
    expect(issues().all).toHaveLength(1);
  });

  test('not without the permission, and not where issues are off', async () => {
    expect(await openIssue(setup.client(READ), wanted())).toMatchObject({
      done: 'refused',
      permission: 'issues: write',
      fault: { mend: 'Give the job the permission `issues: write`' },
    });
    setup.github.state.addRepository('o/quiet', { hasIssues: false });
    expect(await openIssue(setup.client(WRITE), wanted({ repo: 'quiet' }))).toEqual({ done: 'gone' });
    expect(issues().all).toEqual([]);
  });
});

describe('changing', () => {
  test('text, state and lock', async () => {
    const issue = someIssue();
    const [client, id] = [setup.client(WRITE), { ...AT, number: issue.number }];
    expect(await updateIssue(client, id, 'Answered')).toEqual({ done: 'changed' });
    expect(await closeIssue(client, id, 'not_planned')).toEqual({ done: 'changed' });
    expect(await lockIssue(client, id)).toEqual({ done: 'changed' });
    expect(issue).toMatchObject({
      body: 'Answered',
      state: 'closed',
      stateReason: 'not_planned',
      locked: true,
    });
    expect(await closeIssue(client, id, 'completed')).toEqual({ done: 'changed' });
    expect(issue).toMatchObject({ body: 'Answered', stateReason: 'completed' });
    expect(() => issues().comment(issue, 'stranger', 'me too')).toThrow('locked');
  });

  test('not of what is not there, or without the permission', async () => {
    const { number } = someIssue();
    const refused = await lockIssue(setup.client(READ), { ...AT, number });
    expect(refused).toMatchObject({ done: 'refused', permission: 'issues: write' });
    expect(await closeIssue(setup.client(WRITE), { ...AT, number: 9 }, 'completed')).toMatchObject({
      done: 'refused',
      permission: null,
      fault: { what: expect.stringContaining('close issue 9 of o/r') },
    });
    setup.github.state.addRepository('o/quiet', { hasIssues: false });
    const quiet = { owner: 'o', repo: 'quiet', number: 1 };
    expect(await updateIssue(setup.client(WRITE), quiet, 'x')).toEqual({ done: 'gone' });
    expect(await updateIssue(setup.client(WRITE), { ...AT, number }, 'x'.repeat(65_537))).toMatchObject({
      done: 'refused',
      fault: { what: expect.stringContaining('65537 characters') },
    });
  });
});

describe('reading', () => {
  test('an issue as it is now', async () => {
    const issue = someIssue({ assignees: ['alice'], state: 'closed', locked: true });
    expect(await readIssue(setup.client(READ), { ...AT, number: issue.number })).toMatchObject({
      number: issue.number,
      body: `${MARKER} x`,
      state: 'closed',
      locked: true,
      author: { login: BOT, type: 'Bot' },
      labels: ['lineage-approval'],
      assignees: ['alice'],
    });
  });

  test('null for what is none, is a pull request, or is in a repository without issues', async () => {
    const { state } = setup.github;
    const at = { ref: 'main', sha: SHA };
    state.addPull({ number: 7, repository: 'o/r', base: at, head: at });
    state.addRepository('o/quiet', { hasIssues: false });
    const client = setup.client(READ);
    expect(await readIssue(client, { ...AT, number: 7 })).toBeNull();
    expect(await readIssue(client, { ...AT, number: 8 })).toBeNull();
    expect(await readIssue(client, { owner: 'o', repo: 'quiet', number: 8 })).toBeNull();
  });

  test('not null for what the token must not read, or what was moved to another repository', async () => {
    const { number } = someIssue();
    expect(await faultOf(readIssue(setup.client({}), { ...AT, number }))).toMatchObject({
      mend: expect.stringContaining('`issues: read`'),
    });
    const token = setup.tokens.make({}, { 'o/other': READ });
    expect(await faultOf(readIssue(setup.client({}, { token }), { ...AT, number: 8 }))).toMatchObject({
      code: 'E_GITHUB_API',
    });
    setup.github.state.addRepository('o/other');
    const there = someIssue({ repository: 'o/other' });
    const location = `${setup.github.url}/repos/o/other/issues/${there.number}`;
    setup.github.failNext({ status: 301, headers: { location } });
    expect(await faultOf(readIssue(setup.client(READ), { ...AT, number }))).toMatchObject({
      code: 'E_GITHUB_API',
      what: expect.stringContaining('in another repository now'),
      where: location,
    });
  });
});

describe('finding', () => {
  const search = { ...AT, label: APPROVAL_LABEL.name, marker: MARKER };

  test('the oldest of our own, closed or not, with the label and the marker', async () => {
    someIssue({ author: 'mallory' });
    someIssue({ labels: [] });
    someIssue({ body: `See ${MARKER}` });
    for (let i = 0; i < 101; i += 1) someIssue({ body: 'another request' });
    const ours = someIssue({ state: 'closed' });
    someIssue();
    expect(await findIssue(setup.client(READ), search)).toMatchObject({ number: ours.number });
  });

  test("what is somebody else's or a pull request does not count, whatever the list has", async () => {
    someIssue({ author: 'mallory' });
    const pull = someIssue();
    const ours = someIssue();
    const client = setup.client(READ, {
      fetch: async (url, init) => {
        const answer = await fetch(String(url).replace(/creator=[^&]*&/, ''), init);
        if (!String(url).includes('/issues?')) return answer;
        const list = (await answer.json()) as { number: number }[];
        const all = list.map((one) => (one.number === pull.number ? { ...one, pull_request: {} } : one));
        return new Response(JSON.stringify(all), { headers: { 'content-type': 'application/json' } });
      },
    });
    expect(await findIssue(client, search)).toMatchObject({ number: ours.number });
  });

  test('null when there is none, and where issues are off', async () => {
    someIssue({ author: 'mallory' });
    const client = setup.client(READ);
    expect(await findIssue(client, search)).toBeNull();
    setup.github.state.addRepository('o/quiet', { hasIssues: false });
    expect(await findIssue(client, { ...search, repo: 'quiet' })).toBeNull();
    const body = JSON.stringify({ message: 'Issues are disabled for this repo' });
    setup.github.failNext({ match: /issues\?/, status: 410, body });
    expect(await findIssue(client, search)).toBeNull();
  });

  test('a list that cannot be read has not none', async () => {
    someIssue();
    expect(await faultOf(findIssue(setup.client({}), search))).toMatchObject({
      mend: expect.stringContaining('`issues: read`'),
    });
    setup.github.failNext({ match: /graphql/, status: 403, body: '{}' });
    expect(await faultOf(findIssue(setup.client(READ), search))).toMatchObject({
      code: 'E_GITHUB_API',
      what: expect.stringContaining('who the token acts as'),
    });
  });
});
