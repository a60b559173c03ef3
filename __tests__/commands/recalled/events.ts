import { randomBytes } from 'node:crypto';
import type {
  ClearApprovedEvent,
  ClearCancelledEvent,
  ClearedEvent,
  ClearRejectedEvent,
  ClearRequestedEvent,
  RecalledEvent,
} from '../../../src/core/generated/types.js';
import { newId } from '../../../src/core/ids.js';
import { userId } from '../../support/github/shapes.js';

/** An id of now. @param later milliseconds */
export const freshId = (later = 0) => newId(Date.now() + later, randomBytes(16));

const account = (login: string) => ({ login, id: String(userId(login)), type: 'User' });

const common = () => ({
  schema: 'lineage-gate/recall-event/v1' as const,
  event_id: freshId(),
  at: new Date().toISOString(),
  actor: 'octo',
  ci_run_url: null,
  reason: 'because',
});

export function recalledEvent(changes: Partial<RecalledEvent> = {}): RecalledEvent {
  return {
    ...common(),
    type: 'recalled',
    what: {
      ...{ kind: 'dataset', name: 'orders', version: 'v2.1' },
      ...{ repository: null, contents: [], other_names: [] },
    },
    ...{ severity: null, discovered_at: null, incident: null, contact: null },
    affected: { runs: [], versions: [], contents: [], left_out: 0 },
    ...changes,
  };
}

export function requestedEvent(recalls: string[], requester: string): ClearRequestedEvent {
  return {
    ...{ ...common(), type: 'clear-requested', approvals: 1, requester: account(requester) },
    recalls: recalls as ClearRequestedEvent['recalls'],
  };
}

export function approvedEvent(request: string, person: string): ClearApprovedEvent {
  return {
    ...{ ...common(), type: 'clear-approved', request, person: account(person) },
    evidence: { via: 'dispatch' },
  };
}

export function clearedEvent(
  recalls: string[],
  request: ClearRequestedEvent | null,
  approvals: readonly ClearApprovedEvent[],
): ClearedEvent {
  return {
    ...{ ...common(), type: 'cleared', recalls: recalls as ClearedEvent['recalls'] },
    request: request?.event_id ?? null,
    approvals: approvals.map(({ event_id }) => event_id),
  };
}

export function rejectedEvent(request: string, person: string): ClearRejectedEvent {
  return {
    ...{ ...common(), type: 'clear-rejected', request, person: account(person) },
    evidence: { via: 'dispatch' },
  };
}

export function cancelledEvent(request: string): ClearCancelledEvent {
  return { ...common(), type: 'clear-cancelled', request };
}
