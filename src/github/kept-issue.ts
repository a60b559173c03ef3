import type { GitHubClient } from './client.js';
import { findIssue } from './find-issue.js';
import type { Refused } from './refused.js';
import { closeIssue, type Gone, type Label, lockIssue, openIssue, updateIssue } from './review-issue.js';

/** An issue that says what the ledger says, and is brought to it again and again. */
export interface KeptIssue {
  owner: string;
  repo: string;
  label: Label;
  /** What its text begins with, and that of no other issue. */
  marker: string;
  title: string;
  body: string;
  /** Logins to assign when it is opened. */
  assignees: readonly string[];
  /** Whether only those who may write in the repository can comment. */
  isLocked: boolean;
  /** Whether it is opened where there is none. */
  opens: boolean;
  /** How it is closed; null while it stays open. What a person has closed stays closed. */
  closed: 'completed' | 'not_planned' | null;
}

/** What became of it; `none`: there is none, and none was to be opened. */
export type IssueDone =
  | { done: 'written'; url: string; number: number; notAssigned: readonly string[] }
  | { done: 'none' }
  | Gone
  | Refused;

/**
 * Opens, rewrites or closes an issue.
 * @throws UserError E_GITHUB_API when nobody can tell whether there is one
 */
export async function keepIssue(client: GitHubClient, wanted: KeptIssue): Promise<IssueDone> {
  const { owner, repo, label, marker, body } = wanted;
  const found = await findIssue(client, { owner, repo, label: label.name, marker });
  if (found === null) return wanted.opens ? open(client, wanted) : { done: 'none' };
  const issue = { owner, repo, number: found.number };
  const updated = found.body === body ? { done: 'changed' as const } : await updateIssue(client, issue, body);
  if (updated.done !== 'changed') return updated;
  if (found.state === 'open' && wanted.closed !== null) await closeIssue(client, issue, wanted.closed);
  return { done: 'written', url: found.url, number: found.number, notAssigned: [] };
}

async function open(client: GitHubClient, wanted: KeptIssue): Promise<IssueDone> {
  const { owner, repo, title, body, label, assignees, isLocked, closed } = wanted;
  const opened = await openIssue(client, { owner, repo, title, body, label, assignees });
  if (opened.done !== 'opened') return opened;
  const { number, url } = opened.issue;
  const issue = { owner, repo, number };
  if (isLocked) await lockIssue(client, issue);
  if (closed !== null) await closeIssue(client, issue, closed);
  return { done: 'written', url, number, notAssigned: opened.notAssigned };
}
