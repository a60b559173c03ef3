import type { RecalledEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import type { IssueDone } from '../../github/kept-issue.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRecalls } from '../../ledger/read/recalls.js';
import { type AskRecall, openRecalls } from '../recalled/open-recalls.js';
import { affectedEach } from './affected.js';
import { type RecallIssuePlace, syncRecallIssue } from './issue.js';
import { standingOf } from './standing.js';
import type { Passing } from './waived.js';

/** The newest recalls whose issues are brought up to date at once: who may push can add thousands. */
const MOST = 50;

export interface RefreshDeps extends RecallIssuePlace {
  view: LedgerView;
  ask?: AskRecall | undefined;
  /** Left out, no waiver counts. */
  passing?: Passing | undefined;
  log: Log;
}

export interface Refreshed {
  recall: RecalledEvent;
  issue: IssueDone;
}

/**
 * Brings the issues of recalls to what the ledger says now.
 * @param ids those that are meant; null: all
 * @throws UserError E_GITHUB_API when nobody can tell which issues there are
 */
export async function refreshIssues(ids: readonly string[] | null, deps: RefreshDeps): Promise<Refreshed[]> {
  const { view, ask, log, passing } = deps;
  const { events } = await readRecalls(view);
  const meant = events
    .filter((event) => event.type === 'recalled')
    .filter(({ event_id }) => ids === null || ids.includes(event_id));
  if (meant.length === 0) return [];
  if (meant.length > MOST)
    log.warning(`There are ${meant.length} recalls: the issues of the newest ${MOST} are looked after.`);
  const recalls = await openRecalls(view, { ask, log });
  const affectedBy = affectedEach(view);
  const done: Refreshed[] = [];
  for (const recall of meant.slice(-MOST)) {
    const affected = await affectedBy(recall);
    const standing = await standingOf(recall, { view, recalls, affected, ...(passing && { passing }) });
    done.push({ recall, issue: await syncRecallIssue(standing, deps) });
  }
  return done;
}
