import type { PromoteResult } from '../../commands/promote/deps.js';
import type { AskRecall } from '../../commands/recalled/ask.js';
import type { Policy } from '../../core/policy/policy.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import { readRecalls } from '../../ledger/read/recalls.js';
import type { Host } from '../host.js';
import { keepRecallIssues } from '../recall-issues.js';

/** The state on which a ledger's last commit was planned; null while none was. */
export type Seen = () => LedgerView | null;

/** A ledger that remembers on which state its last commit was planned: to look at it once more takes no request. */
export function remembering(ledger: Ledger): { ledger: Ledger; seen: Seen } {
  let last: LedgerView | null = null;
  return {
    seen: () => last,
    ledger: {
      ...ledger,
      write: (plan) =>
        ledger.write((view) => {
          last = view;
          return plan(view);
        }),
    },
  };
}

/** Brings the issues of recalls up to date that name a version which was moved, or is asked to be. */
export async function keepIssuesOfRecalls(
  host: Host,
  { version, archived, replaced, events }: PromoteResult,
  { policy, seen, ask }: { policy: Policy; seen: Seen; ask: AskRecall | undefined },
): Promise<void> {
  const view = seen();
  if (view === null || events.length === 0) return;
  const { events: recalls } = await readRecalls(view);
  const numbers = [version.version, ...archived, ...(replaced === null ? [] : [replaced.version])];
  const ids = recalls.flatMap((event) =>
    event.type === 'recalled' &&
    event.affected.versions.some((one) => one.model === version.model && numbers.includes(one.version))
      ? [event.event_id]
      : [],
  );
  if (ids.length > 0) await keepRecallIssues(host, ids, { policy, ask });
}
