import type { ApprovalRequestedEvent, ModelEvent } from '../../generated/types.js';

/** The stage that an event decides about; null for one that is about none. @param events of the same model */
export function stageOfDecision(event: ModelEvent, events: readonly ModelEvent[]): string | null {
  switch (event.type) {
    case 'stage-changed':
      return event.to_stage;
    case 'approval-requested':
      return wantedStage(event);
    case 'approved':
    case 'rejected':
    case 'cancelled':
    case 'refused': {
      const request = events.find(({ event_id }) => event_id === event.request);
      return request?.type === 'approval-requested' ? wantedStage(request) : null;
    }
    default:
      return null;
  }
}

function wantedStage({ change }: ApprovalRequestedEvent): string | null {
  return change.type === 'stage' ? change.to_stage : null;
}

/** The request and the approvals that an event rests on. */
export function supportsOf(event: ModelEvent, events: readonly ModelEvent[]): ModelEvent[] {
  if (event.type !== 'stage-changed' && event.type !== 'disowned') return [];
  const ids = new Set([...(event.request === undefined ? [] : [event.request]), ...(event.approvals ?? [])]);
  return events.filter(({ event_id }) => ids.has(event_id));
}
