import type { RequestState } from '../../core/registry/registry.js';
import type { GitHubClient } from '../../github/client.js';
import { findIssue } from '../../github/find-issue.js';
import type { Refused } from '../../github/refused.js';
import {
  APPROVAL_LABEL,
  closeIssue,
  type Gone,
  lockIssue,
  openIssue,
  updateIssue,
} from '../../github/review-issue.js';
import {
  type RequestView,
  requestIssue,
  requestMarker,
  requestTitle,
} from '../../report/promote/request-issue.js';

export interface IssuePlace {
  client: GitHubClient;
  /** `owner/name` */
  repository: string;
  /** Logins to assign: who may approve, as far as the policy names accounts. */
  assignees: readonly string[];
}

/** What became of a request's issue. */
export type IssueDone =
  | { done: 'written'; url: string; number: number; notAssigned: readonly string[] }
  | Gone
  | Refused;

/** Brings the issue of a request to what the ledger says: opens, rewrites or closes it. */
export async function syncIssue(view: RequestView, place: IssuePlace): Promise<IssueDone> {
  const { client, repository } = place;
  const [owner = '', repo = ''] = repository.split('/');
  const { request } = view;
  const body = requestIssue(view);
  const marker = requestMarker(request);
  const found = await findIssue(client, { owner, repo, label: APPROVAL_LABEL.name, marker });
  if (found === null) {
    const opened = await openIssue(client, {
      ...{ owner, repo, body, label: APPROVAL_LABEL, assignees: place.assignees },
      title: requestTitle(request),
    });
    if (opened.done !== 'opened') return opened;
    const { number, url } = opened.issue;
    await lockIssue(client, { owner, repo, number });
    await end(request, { client, issue: { owner, repo, number } });
    return { done: 'written', url, number, notAssigned: opened.notAssigned };
  }
  const issue = { owner, repo, number: found.number };
  const updated = found.body === body ? { done: 'changed' as const } : await updateIssue(client, issue, body);
  if (updated.done !== 'changed') return updated;
  if (found.state === 'open') await end(request, { client, issue });
  return { done: 'written', url: found.url, number: found.number, notAssigned: [] };
}

async function end(
  { ended }: RequestState,
  { client, issue }: { client: GitHubClient; issue: { owner: string; repo: string; number: number } },
): Promise<void> {
  if (ended === undefined) return;
  const isDone = ended.type === 'stage-changed' || ended.type === 'disowned';
  await closeIssue(client, issue, isDone ? 'completed' : 'not_planned');
}
