import type { RecallEvent, RecalledEvent } from '../../core/generated/types.js';
import type { Log } from '../../core/log.js';
import { foldRecalls, type RecallState } from '../../core/recall/recall.js';
import type { Confirmation } from '../../core/registry/confirm/attempt.js';
import type { LedgerView } from '../../ledger/ledger.js';
import { readRecalls, type UnreadableRecall } from '../../ledger/read/recalls.js';
import type { Uncounted } from '../confirm/model.js';

/** Asks GitHub about an event of a recall. @param events all of them */
export type AskRecall = (event: RecallEvent, events: readonly RecallEvent[]) => Promise<Confirmation>;

/** What is recalled on a ledger, as far as it counts. */
export interface OpenRecalls {
  /** In the order of their ids. */
  open: readonly RecalledEvent[];
  /** Of the events that count. */
  state: RecallState;
  uncounted: readonly Uncounted[];
  /** Each stands for an open recall of nobody knows what. */
  unreadable: readonly UnreadableRecall[];
}

export interface OpenRecallsDeps {
  /** Left out on a ledger that GitHub knows nothing of: all events count as they are recorded. */
  ask?: AskRecall | undefined;
  log: Log;
}

/**
 * The recalls of a tip; a ledger without any costs no request.
 * @throws UserError E_LEDGER_RECORD_INVALID, E_LEDGER_OVERSIZE where they cannot be read at all
 */
export async function openRecalls(view: LedgerView, _deps: OpenRecallsDeps): Promise<OpenRecalls> {
  const { events, unreadable } = await readRecalls(view);
  const state = foldRecalls(events);
  return { open: state.open, state, uncounted: [], unreadable };
}
