import type { RequestState } from '../../core/registry/registry.js';
import type { GitHubClient } from '../../github/client.js';
import { type IssueDone, keepIssue } from '../../github/kept-issue.js';
import { APPROVAL_LABEL } from '../../github/review-issue.js';
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

/** Brings the issue of a request to what the ledger says: opens, rewrites or closes it. */
export function syncIssue(view: RequestView, place: IssuePlace): Promise<IssueDone> {
  const { client, repository, assignees } = place;
  const [owner = '', repo = ''] = repository.split('/');
  const { request } = view;
  return keepIssue(client, {
    owner,
    repo,
    assignees,
    opens: true,
    isLocked: true,
    label: APPROVAL_LABEL,
    marker: requestMarker(request),
    title: requestTitle(request),
    body: requestIssue(view),
    closed: endOf(request),
  });
}

function endOf({ ended }: RequestState): 'completed' | 'not_planned' | null {
  if (ended === undefined) return null;
  return ended.type === 'stage-changed' || ended.type === 'disowned' ? 'completed' : 'not_planned';
}
