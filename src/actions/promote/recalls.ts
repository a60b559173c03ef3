import type { PromoteResult } from '../../commands/promote/deps.js';
import type { AskRecall } from '../../commands/recalled/ask.js';
import type { ModelEvent } from '../../core/generated/types.js';
import type { Policy } from '../../core/policy/policy.js';
import { formerNames } from '../../core/registry/former-names.js';
import type { Ledger, LedgerView } from '../../ledger/ledger.js';
import { readRecalls } from '../../ledger/read/recalls.js';
import { readModel } from '../../ledger/read/records.js';
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

export interface Rules {
  policy: Policy;
  seen: Seen;
  ask: AskRecall | undefined;
}

/** What was changed of a model. */
interface Touched {
  model: string;
  /** The versions whose stage was changed, or is asked to be; null: aliases, which another version may have had. */
  versions: readonly number[] | null;
  events: readonly ModelEvent[];
}

/** The versions that a promotion is about. */
export function movedBy({
  version: { model, version },
  archived,
  replaced,
  events,
}: Pick<PromoteResult, 'version' | 'archived' | 'replaced' | 'events'>): Touched {
  return {
    model,
    versions: [version, ...archived, ...(replaced === null ? [] : [replaced.version])],
    events,
  };
}

/**
 * Brings the issues of recalls up to date that name a version which was moved, or is asked to be, or may have an alias more or less. That
 * is done by then, so that whatever fails here is a warning.
 */
export async function keepIssuesOfRecalls(
  host: Host,
  { model, versions, events }: Touched,
  { policy, seen, ask }: Rules,
): Promise<void> {
  const view = seen();
  if (view === null || events.length === 0) return;
  try {
    const ids = await recallsOf(model, versions, view);
    if (ids.length > 0) await keepRecallIssues(host, ids, { policy, ask });
  } catch (error) {
    host.log.warning(
      `What was asked for is done, but the issues of recalls were not brought up to date: ${(error as Error).message}`,
    );
  }
}

/** Ids of the recalls that name one of the versions of a model, also by a name that it had. @param numbers null: any of them */
export async function recallsOf(
  model: string,
  numbers: readonly number[] | null,
  view: LedgerView,
): Promise<string[]> {
  const { events } = await readRecalls(view);
  if (events.length === 0) return [];
  const names = [model, ...formerNames(model, await readModel(view, model))];
  const isMeant = (one: { model: string; version: number }) =>
    names.includes(one.model) && (numbers === null || numbers.includes(one.version));
  return events.flatMap((event) =>
    event.type === 'recalled' && event.affected.versions.some(isMeant) ? [event.event_id] : [],
  );
}
