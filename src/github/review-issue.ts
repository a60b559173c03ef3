import type { RestEndpointMethodTypes } from '@octokit/rest';
import { type Account, toAccount } from './accounts.js';
import { assertFits } from './bodies.js';
import type { GitHubClient, Purpose } from './client.js';
import { issueNumber } from './issue-place.js';
import { orRefused, type Refused } from './refused.js';
import { assertVisible } from './visible.js';

export interface IssueId {
  owner: string;
  repo: string;
  number: number;
}

/** An issue that people answer to. Whoever may write in the repository may change its text. */
export interface ReviewIssue {
  number: number;
  title: string;
  body: string;
  state: 'open' | 'closed';
  locked: boolean;
  author: Account | null;
  labels: string[];
  /** Logins. */
  assignees: string[];
  url: string;
}

export interface Label {
  name: string;
  /** Six hex digits. */
  color: string;
}

export interface NewIssue {
  owner: string;
  repo: string;
  title: string;
  body: string;
  /** Made when the repository has none of that name. */
  label: Label;
  /** Logins. Who cannot be assigned is left out. */
  assignees: readonly string[];
}

export interface Opened {
  done: 'opened';
  issue: ReviewIssue;
  /** Of those that should be assigned: they have no access, or GitHub takes no more. */
  notAssigned: string[];
}

/** The repository has no issues, or this one was deleted. */
export interface Gone {
  done: 'gone';
}

export type Changed = { done: 'changed' } | Gone | Refused;

/** Of the issues in which people answer to requests; `findIssue` looks for them by it. */
export const APPROVAL_LABEL: Label = { name: 'lineage-approval', color: '5319e7' };

/** Of the issues that say what is recalled. */
export const RECALL_LABEL: Label = { name: 'lineage-recall', color: 'b60205' };

const MOST_ASSIGNEES = 10;
const LONGEST_TITLE = 256;

/** Opens an issue, labels it and assigns people to it. */
export function openIssue(client: GitHubClient, wanted: NewIssue): Promise<Opened | Gone | Refused> {
  const { owner, repo, title, body, label, assignees } = wanted;
  const purpose = { what: `open an issue in ${owner}/${repo}`, permission: 'issues: write' };
  return orRefused(purpose, async () => {
    assertFits(body, `The issue in ${owner}/${repo}`);
    await ensureLabel(client, { owner, repo }, label);
    const answer = await client.call({ ...purpose, nullOn: [410] }, ({ rest }) =>
      rest.issues.create({
        owner,
        repo,
        title: [...title].slice(0, LONGEST_TITLE).join(''),
        body,
        labels: [label.name],
      }),
    );
    if (answer === null) return { done: 'gone' };
    const issue = toIssue(answer.data);
    const assigned = await assign(client, { owner, repo, number: issue.number }, assignees);
    const notAssigned = assignees.filter((login) => !includes(assigned, login));
    return { done: 'opened', issue: { ...issue, assignees: assigned }, notAssigned };
  });
}

async function ensureLabel(
  client: GitHubClient,
  { owner, repo }: { owner: string; repo: string },
  { name, color }: Label,
): Promise<void> {
  const purpose = { what: `make the label ${name} in ${owner}/${repo}`, permission: 'issues: write' };
  const known = await client.call({ ...purpose, nullOn: [404] }, ({ rest }) =>
    rest.issues.getLabel({ owner, repo, name }),
  );
  if (known !== null) return;
  // 422: another job has just made it.
  await client.call({ ...purpose, nullOn: [422] }, ({ rest }) =>
    rest.issues.createLabel({ owner, repo, name, color }),
  );
}

/**
 * Apart from the opening, where GitHub refuses the issue for one name that it cannot assign; here it passes over such names.
 * @returns the logins that are assigned
 */
async function assign(client: GitHubClient, issue: IssueId, logins: readonly string[]): Promise<string[]> {
  if (logins.length === 0) return [];
  const { owner, repo, number } = issue;
  const purpose = purposeOf('assign people to', issue);
  const assignees = logins.slice(0, MOST_ASSIGNEES);
  const done = await orRefused(purpose, () =>
    client.call(purpose, ({ rest }) =>
      rest.issues.addAssignees({ owner, repo, issue_number: number, assignees }),
    ),
  );
  if (done === null) return [];
  if ('done' in done) {
    client.log.debug(done.fault.what);
    return [];
  }
  return toIssue(done.data).assignees;
}

/** Changes the text of an issue. */
export function updateIssue(client: GitHubClient, issue: IssueId, body: string): Promise<Changed> {
  const { owner, repo, number } = issue;
  const purpose = purposeOf('change', issue);
  return changed(client, purpose, ({ rest }) => {
    assertFits(body, `Issue ${number} of ${owner}/${repo}`);
    return rest.issues.update({ owner, repo, issue_number: number, body });
  });
}

/** Closes an issue, also one that is closed: it has the new reason then. */
export function closeIssue(
  client: GitHubClient,
  issue: IssueId,
  reason: 'completed' | 'not_planned',
): Promise<Changed> {
  const { owner, repo, number } = issue;
  return changed(client, purposeOf('close', issue), ({ rest }) =>
    rest.issues.update({ owner, repo, issue_number: number, state: 'closed', state_reason: reason }),
  );
}

/** Leaves comments to those who may write in the repository. */
export function lockIssue(client: GitHubClient, issue: IssueId): Promise<Changed> {
  const { owner, repo, number } = issue;
  return changed(client, purposeOf('lock', issue), ({ rest }) =>
    rest.issues.lock({ owner, repo, issue_number: number, lock_reason: 'resolved' }),
  );
}

function changed(
  client: GitHubClient,
  purpose: Purpose,
  work: Parameters<GitHubClient['call']>[1],
): Promise<Changed> {
  return orRefused(purpose, async () => {
    const answer = await client.call({ ...purpose, nullOn: [410] }, work);
    return { done: answer === null ? ('gone' as const) : ('changed' as const) };
  });
}

/**
 * An issue; null when there is none of that number (a pull request is none), when it was deleted, or when the repository has no
 * issues.
 * @throws UserError E_GITHUB_API when that cannot be told
 */
export async function readIssue(client: GitHubClient, issue: IssueId): Promise<ReviewIssue | null> {
  const { owner, repo, number } = issue;
  const purpose = { ...purposeOf('read', issue), permission: 'issues: read' };
  const answer = await client.call({ ...purpose, nullOn: [404, 410] }, ({ rest }) =>
    rest.issues.get({ owner, repo, issue_number: number }),
  );
  if (answer === null) {
    await assertVisible(client, purpose, issue);
    return null;
  }
  issueNumber(answer.data.url, issue);
  return answer.data.pull_request === undefined ? toIssue(answer.data) : null;
}

type Answer = RestEndpointMethodTypes['issues']['get']['response']['data'];

export function toIssue(data: Answer): ReviewIssue {
  return {
    number: data.number,
    title: data.title,
    body: data.body ?? '',
    state: data.state === 'open' ? 'open' : 'closed',
    locked: data.locked,
    author: toAccount(data.user),
    labels: data.labels.map((label) => (typeof label === 'string' ? label : (label.name ?? ''))),
    assignees: (data.assignees ?? []).map(({ login }) => login),
    url: data.html_url,
  };
}

function includes(logins: readonly string[], login: string): boolean {
  return logins.some((one) => one.toLowerCase() === login.toLowerCase());
}

function purposeOf(verb: string, { owner, repo, number }: IssueId): Purpose {
  return { what: `${verb} issue ${number} of ${owner}/${repo}`, permission: 'issues: write' };
}
