import { refreshIssues } from '../commands/recall/refresh.js';
import type { AskRecall } from '../commands/recalled/open-recalls.js';
import { UserError } from '../core/errors.js';
import type { Policy } from '../core/policy/policy.js';
import type { IssueDone } from '../github/kept-issue.js';
import { refusal } from './comment.js';
import type { Host } from './host.js';

/**
 * Brings the issues of recalls to what the ledger says now. What is recalled is recalled without them, so what goes wrong is a warning.
 * @param ids those that are meant; null: all
 * @returns addresses by id of the recall
 */
export async function keepRecallIssues(
  host: Host,
  ids: readonly string[] | null,
  { policy, ask }: { policy: Policy; ask: AskRecall | undefined },
): Promise<Map<string, string>> {
  const urls = new Map<string, string>();
  if (policy.recall.issue === false) return urls;
  const { serverUrl: server, repository, log } = host;
  try {
    const view = await host.ledger.view();
    const passing = { policy, now: new Date(host.now()).toISOString() };
    const place = { client: await host.github(), server, repository, opens: true };
    for (const { recall, issue } of await refreshIssues(ids, { ...place, view, ask, log, passing })) {
      if (issue.done === 'written') urls.set(recall.event_id, issue.url);
      else if (issue.done !== 'none') log.warning(`${problemOf(issue)}. ${instead(recall.event_id)}`);
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    log.warning(`The issues of the recalls could not be written: ${error.message}`);
  }
  return urls;
}

function problemOf(done: Exclude<IssueDone, { done: 'written' | 'none' }>): string {
  return done.done === 'gone'
    ? 'The repository has no issues, so that the recall has none'
    : refusal('The issue of the recall could not be written', done);
}

function instead(id: string): string {
  return `\`lineage-gate recalls show ${id}\` says what it would; \`recall: { issue: false }\` in the policy turns it off.`;
}
