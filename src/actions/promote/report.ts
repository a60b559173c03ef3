import * as core from '@actions/core';
import type { PromoteResult } from '../../commands/promote/promote.js';
import type { PromoteRequest } from '../../commands/promote/request.js';
import { eventPath } from '../../ledger/layout.js';
import { promotionSummary } from '../../report/promote/summary.js';
import { annotate } from '../annotate.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary } from '../report-error.js';

/** Outputs, annotations and job summary of a promotion or a refusal. */
export async function reportPromotion(
  host: Host,
  request: PromoteRequest,
  result: PromoteResult,
): Promise<void> {
  const { version, event, judgement } = result;
  core.setOutput('state', result.state);
  core.setOutput('version', version.version);
  core.setOutput('model-uri', `models:/${version.model}/${version.version}`);
  core.setOutput('from-stage', result.from);
  core.setOutput('to-stage', result.to);
  core.setOutput('event-id', event?.event_id ?? '');
  core.setOutput('findings', JSON.stringify(judgement.findings));
  core.setOutput('ledger-commit', result.commit ?? '');
  annotate(judgement.findings, host);
  const url =
    event === null ? null : ledgerUrl(host, eventPath(version.model, event.event_id), result.commit);
  await addSummary(
    promotionSummary({
      ...result,
      ...{ reason: request.reason, dry_run: request.dry_run, actor: host.ci.context.actor, url },
      urls: { server: host.serverUrl, repository: host.repository },
    }),
  );
}
