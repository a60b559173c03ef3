import type { GitHubClient } from '../../github/client.js';
import { type IssueDone, keepIssue } from '../../github/kept-issue.js';
import { RECALL_LABEL } from '../../github/review-issue.js';
import { recallIssue, recallMarker, recallTitle } from '../../report/recall/issue.js';
import type { RecallView } from '../../report/recall/view.js';

export interface RecallIssuePlace {
  client: GitHubClient;
  /** `https://github.com` */
  server: string;
  /** `owner/name` */
  repository: string;
  /** Whether one is opened where this token's account has none. */
  opens: boolean;
}

/**
 * Brings the one issue of a recall to what the ledger says. None is opened for a recall that does not count, or any more: whoever may push
 * could else have us say anything.
 */
export function syncRecallIssue(
  view: RecallView,
  { client, server, repository, opens }: RecallIssuePlace,
): Promise<IssueDone> {
  const [owner = '', repo = ''] = repository.split('/');
  const { recall, cleared, uncounted } = view;
  const closed = uncounted !== null ? 'not_planned' : cleared !== null ? 'completed' : null;
  return keepIssue(client, {
    owner,
    repo,
    closed,
    opens: opens && closed === null,
    assignees: [],
    isLocked: false,
    label: RECALL_LABEL,
    marker: recallMarker(recall.event_id),
    title: recallTitle(view),
    body: recallIssue(view, { server, repository }),
  });
}
