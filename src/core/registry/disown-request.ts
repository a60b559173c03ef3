import { sha256 } from '../digest.js';
import type {
  ApprovalRequestedEvent,
  DisownedRecord,
  DisownedRecords,
  ModelEvent,
  Person,
} from '../generated/types.js';
import { canonicalJson } from '../json.js';
import { EventChain, type EventFacts } from './event-chain.js';
import { recordKey } from './record-paths.js';
import type { RegisteredModel } from './state.js';

/** Records of one `disowned`, as its record takes them. A repair of more writes several, each behind the one before. */
export const MOST_RECORDS = 1000;
/** Records of one request: as many as its issue shows whole, so that nobody approves what they cannot see. */
export const MOST_RECORDS_ASKED = 100;

export interface NewDisownRequest {
  model: string;
  records: DisownedRecords;
  reason: string;
  policy: ApprovalRequestedEvent['policy'];
  /** How many people must approve. */
  needed: number;
  requesters: readonly [Person, ...Person[]];
  /** RFC 3339. */
  expires_at: string;
}

/** Digest of all that an approval of it is for. @param policy its digest */
export function disownReview(model: string, records: readonly DisownedRecord[], policy: string) {
  const disown = records.map(recordKey).sort();
  return sha256(canonicalJson({ model, disown, policy }));
}

/** The event that asks for approvals. @param state the model without the records */
export function disownRequestEvent(
  { model, records, reason, policy, needed, requesters, expires_at }: NewDisownRequest,
  state: RegisteredModel,
  facts: EventFacts,
): ModelEvent {
  return new EventChain(state.events, facts).add(
    { model, version: null },
    {
      type: 'approval-requested',
      change: { type: 'disown', records },
      reason,
      approvals: needed,
      requesters: [...requesters],
      expires_at,
      policy,
      review: disownReview(model, records, policy.digest),
    },
  );
}
