import { openRecalls } from '../commands/recalled/open-recalls.js';
import type { Fault } from '../core/errors.js';
import { UserError } from '../core/errors.js';
import type { Log } from '../core/log.js';
import { clearRule } from '../core/policy/approval-rules.js';
import type { Policy } from '../core/policy/policy.js';
import { type ClearRequest, clearDeadBecause } from '../core/recall/recall.js';
import type { LedgerView } from '../ledger/ledger.js';

export interface ListedClear {
  request: ClearRequest;
  /** Why it can no longer be answered; null while it can. */
  dead: string | null;
}

/**
 * Requests to lift recalls, as recorded. What of the recalls cannot be read takes no other request away.
 * @param all also those that are over @param at now, RFC 3339
 */
export async function clearRequests(
  view: LedgerView,
  { all, at, log }: { all: boolean; at: string; log: Log },
): Promise<{ clears: ListedClear[]; faults: readonly Fault[] }> {
  try {
    const { state } = await openRecalls(view, { log });
    const clears = [...state.requests.values()]
      .map((request) => ({ request, dead: clearDeadBecause(request, state, at) ?? null }))
      .filter(({ dead }) => all || dead === null);
    return { clears, faults: [] };
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return { clears: [], faults: error.faults };
  }
}

/** As a request of a model is told. */
export function clearJson({ request, dead }: ListedClear, policy: Policy | null) {
  const { event, approvals, answered } = request;
  return {
    event,
    since: event.at,
    approvals,
    ...(answered === null ? {} : { ended: answered }),
    dead,
    ...(policy === null ? {} : { approvers: clearRule(policy).listed }),
  };
}
