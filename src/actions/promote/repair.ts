import * as core from '@actions/core';
import type { Answered } from '../../commands/registry/answer.js';
import { repair, tryRepair } from '../../commands/registry/repair.js';
import type { RepairDeps, Repaired } from '../../commands/registry/repair-request.js';
import type { AskedRepair } from '../../commands/registry/repair-texts.js';
import type { Policy } from '../../core/policy/policy.js';
import { eventPath } from '../../ledger/layout.js';
import { repairSummary } from '../../report/promote/repair-summary.js';
import { annotate } from '../annotate.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { addSummary } from '../report-error.js';
import { keepIssue } from './issue.js';

/** Disowns records of a model, asks for the approvals that this takes, or only says what there is to disown. */
export async function repairAsked(asked: AskedRepair, deps: RepairDeps): Promise<Answered> {
  const { reason, dry_run } = asked;
  const result = dry_run
    ? await tryRepair(asked, deps)
    : await repair({ ...asked, reason: reason ?? '' }, deps);
  return { about: 'repair', result };
}

interface Done {
  result: Repaired;
  reason: string | null;
  dry_run: boolean;
}

/** Outputs, summary and the request's issue. @returns the exit code of the step */
export async function finishRepair(
  host: Host,
  { result, reason, dry_run }: Done,
  { policy }: { policy: Policy },
): Promise<number> {
  const { model, request, events, findings, records, commit } = result;
  const event = events.at(-1);
  const issue = dry_run ? null : await keepIssue(host, request, policy);
  core.setOutput('state', result.state);
  core.setOutput('records', JSON.stringify(records));
  core.setOutput('event-id', event?.event_id ?? '');
  core.setOutput('request-id', request?.event.event_id ?? '');
  core.setOutput('issue-url', issue ?? '');
  core.setOutput('findings', JSON.stringify(findings));
  core.setOutput('ledger-commit', commit ?? '');
  annotate(findings, host);
  const url = event === undefined ? null : ledgerUrl(host, eventPath(model, event.event_id), commit);
  const { actor } = host.ci.context;
  await addSummary(repairSummary({ ...result, reason, dry_run, issue, actor, url }));
  if (result.state !== 'refused') return 0;
  const written = event === undefined ? 'nothing was written' : 'the request is dead';
  core.setFailed(`${model} was not repaired: ${findings.length} finding(s), ${written}.`);
  return 1;
}
