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

/** The newest version that was registered before an event; null for none. @param events of the same model, in the order of their chain */
export function newestBefore({ event_id }: ModelEvent, events: readonly ModelEvent[]): number | null {
  const place = events.findIndex((one) => one.event_id === event_id);
  const registered = events
    .slice(0, place < 0 ? undefined : place)
    .flatMap(({ type, version }) => (type === 'registered' && version !== null ? [version] : []));
  return registered.length === 0 ? null : Math.max(...registered);
}

/** The request and the approvals that an event rests on. */
export function supportsOf(event: ModelEvent, events: readonly ModelEvent[]): ModelEvent[] {
  if (event.type !== 'stage-changed' && event.type !== 'disowned') return [];
  const ids = new Set([...(event.request === undefined ? [] : [event.request]), ...(event.approvals ?? [])]);
  return events.filter(({ event_id }) => ids.has(event_id));
}
