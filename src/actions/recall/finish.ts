import * as core from '@actions/core';
import type { RecallResult } from '../../commands/recall/deps.js';
import { affectedJson } from '../../commands/recall/report.js';
import { isNotBegun, type RolledBack, rollbackJson } from '../../commands/recall/rollback.js';
import type { AskRecall } from '../../commands/recalled/open-recalls.js';
import type { Policy } from '../../core/policy/policy.js';
import { recallPath } from '../../ledger/layout.js';
import { unjudgedWords } from '../../report/lineage/impact.js';
import { recallSummary } from '../../report/recall/summary.js';
import type { Host } from '../host.js';
import { ledgerUrl } from '../ledger-url.js';
import { keepRecallIssues } from '../recall-issues.js';
import { addSummary } from '../report-error.js';

interface Rules {
  dry_run: boolean;
  policy: Policy;
  ask: AskRecall | undefined;
}

/** Outputs, summary and issue of a recall and its rollbacks. @returns 1 where a stage still gives out what comes from it and nothing waits */
export async function finishRecall(
  host: Host,
  { result, rollbacks }: { result: RecallResult; rollbacks: readonly RolledBack[] | null },
  { dry_run, policy, ask }: Rules,
): Promise<number> {
  const { event, already, affected, notes, commit } = result;
  const { event_id } = event;
  const issues = dry_run ? null : await keepRecallIssues(host, [event_id], { policy, ask });
  const issue = issues?.get(event_id) ?? null;
  core.setOutput('state', already === null ? 'recalled' : 'already-recalled');
  core.setOutput('event-id', dry_run && already === null ? '' : event_id);
  core.setOutput('affected', JSON.stringify(affectedJson(affected.impact, affected.doubtful)));
  core.setOutput('rollbacks', JSON.stringify((rollbacks ?? []).map(rollbackJson)));
  core.setOutput('issue-url', issue ?? '');
  core.setOutput('ledger-commit', commit ?? '');
  const url = commit === null ? null : ledgerUrl(host, recallPath(event_id), commit);
  const { graph, impact, doubtful, unjudged } = affected;
  const short = (id: string) => graph.short(id);
  const said = [...notes, ...unjudged.map((one) => `Could not be judged: ${unjudgedWords(one)}`)];
  const shown = {
    recall: event,
    dry_run,
    already,
    impact,
    doubtful,
    short,
    notes: said,
    rollbacks,
    url,
    issue,
  };
  await addSummary(recallSummary(shown));
  return tellFailed(rollbacks ?? [], dry_run);
}

function tellFailed(rollbacks: readonly RolledBack[], dry_run: boolean): number {
  const failed = rollbacks.filter(isNotBegun);
  if (failed.length === 0 || dry_run) return 0;
  const [what, how] = failed.length === 1 ? ['1 rollback', 'was'] : [`${failed.length} rollbacks`, 'were'];
  core.setFailed(
    `It is recalled, but ${what} of ${rollbacks.length} ${how} not made: the summary says why. Start it again once that is mended.`,
  );
  return 1;
}

/** @returns 0 */
export async function finishRefresh(issues: ReadonlyMap<string, string>): Promise<number> {
  core.setOutput('state', 'refreshed');
  core.info(issues.size === 0 ? 'No recall has an issue.' : [...issues.values()].join('\n'));
  return 0;
}
