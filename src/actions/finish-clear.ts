import * as core from '@actions/core';
import { type ClearResult, isUnwritten } from '../commands/recall/deps.js';
import type { AskRecall } from '../commands/recalled/open-recalls.js';
import type { Policy } from '../core/policy/policy.js';
import { recallPath } from '../ledger/layout.js';
import { clearSummary } from '../report/recall/summary.js';
import type { Host } from './host.js';
import { ledgerUrl } from './ledger-url.js';
import { keepRecallIssues } from './recall-issues.js';
import { addSummary } from './report-error.js';

interface Rules {
  reason: string | null;
  dry_run: boolean;
  policy: Policy;
  ask: AskRecall | undefined;
}

/** Outputs, summary and issues of what lifts recalls, or answers who asks for that. @returns 0 */
export async function finishClear(
  host: Host,
  { state, recalls, request, approvers, events, cancelled, commit }: ClearResult,
  { reason, dry_run, policy, ask }: Rules,
): Promise<number> {
  const ids = recalls.map(({ event_id }) => event_id);
  const issues = dry_run ? null : await keepRecallIssues(host, ids, { policy, ask });
  const event = events.at(-1);
  core.setOutput('state', state === 'done' ? 'cleared' : state);
  core.setOutput('event-id', dry_run ? '' : (event?.event_id ?? ''));
  core.setOutput('request-id', dry_run ? '' : (request?.event.event_id ?? ''));
  core.setOutput('issue-url', issues?.get(ids[0] ?? '') ?? '');
  core.setOutput('ledger-commit', commit ?? '');
  const url =
    commit === null || event === undefined ? null : ledgerUrl(host, recallPath(event.event_id), commit);
  const asked =
    request === null
      ? null
      : {
          id: isUnwritten({ events }, dry_run) ? null : request.event.event_id,
          given: request.approvals.length,
          needed: request.event.approvals,
        };
  await addSummary(
    clearSummary({
      state,
      dry_run,
      recalls,
      reason,
      approvers,
      url,
      request: asked,
      cancelled: cancelled.map((one) => one.request),
    }),
  );
  return 0;
}
