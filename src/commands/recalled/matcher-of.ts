import { UserError } from '../../core/errors.js';
import type { RecalledEvent } from '../../core/generated/types.js';
import { Matcher } from '../../core/recall/match.js';
import { recallPath } from '../../ledger/layout.js';
import type { UnreadableRecall } from '../../ledger/read/recalls.js';

/** What is held against records; of what cannot be, why. */
export function matcherOf(recall: RecalledEvent): Matcher | UnreadableRecall {
  try {
    return new Matcher(recall);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    const { event_id: id } = recall;
    return { id, path: recallPath(id), why: 'recalls a package in a range that is none' };
  }
}
