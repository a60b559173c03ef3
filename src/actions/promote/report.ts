import * as core from '@actions/core';
import type { PromoteResult } from '../../commands/promote/deps.js';
import { eventPath } from '../../ledger/layout.js';
import { promotionSummary } from '../../report/promote/summary.js';
import { annotate, annotateWaived } from '../annotate.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary } from '../report-error.js';

export interface Reported {
  result: PromoteResult;
  reason: string | null;
  dry_run: boolean;
  override: boolean;
  rollback: boolean;
  /** Address of the request's issue; null where there is none. */
  issue: string | null;
}

/** Outputs, annotations and job summary of a promotion, a request, a decision or a refusal. */
export async function reportPromotion(host: Host, { result, issue, ...asked }: Reported): Promise<void> {
  const { version, events, judgement, request } = result;
  const event = events.at(-1) ?? null;
  core.setOutput('state', result.state);
  core.setOutput('version', version.version);
  core.setOutput('model-uri', `models:/${version.model}/${version.version}`);
  core.setOutput('from-stage', result.from);
  core.setOutput('to-stage', result.to);
  core.setOutput('event-id', event?.event_id ?? '');
  core.setOutput('request-id', request?.event.event_id ?? '');
  core.setOutput('issue-url', issue ?? '');
  core.setOutput('findings', JSON.stringify(judgement.findings));
  core.setOutput('ledger-commit', result.commit ?? '');
  annotate(judgement.findings, host);
  annotateWaived(judgement.waived, host);
  const url =
    event === null ? null : ledgerUrl(host, eventPath(version.model, event.event_id), result.commit);
  await addSummary(
    promotionSummary({
      ...result,
      ...asked,
      issue,
      actor: host.ci.context.actor,
      url,
      urls: { server: host.serverUrl, repository: host.repository },
    }),
  );
}
