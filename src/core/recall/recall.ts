import type {
  ClearApprovedEvent,
  ClearedEvent,
  ClearRequestedEvent,
  RecallEvent,
  RecalledEvent,
} from '../generated/types.js';

/** What the events of recalls come to. */
export interface RecallState {
  /** In the order of their ids: no event that counts has lifted them. */
  open: readonly RecalledEvent[];
  /** By id of the recall. */
  cleared: ReadonlyMap<string, { recall: RecalledEvent; by: ClearedEvent }>;
  /** By their ids: what somebody wants lifted, and who has approved. */
  requests: ReadonlyMap<string, ClearRequest>;
}

export interface ClearRequest {
  event: ClearRequestedEvent;
  approvals: readonly ClearApprovedEvent[];
  /** What answered it; null while it waits. */
  answered: ClearedEvent | null;
}

/**
 * Pure: the order in which the events are given does not matter.
 * @param uncounted ids of events that do not count
 */
export function foldRecalls(
  events: readonly RecallEvent[],
  uncounted: ReadonlySet<string> = new Set(),
): RecallState {
  const counted = events
    .filter(({ event_id }) => !uncounted.has(event_id))
    .sort((one, other) => (one.event_id < other.event_id ? -1 : 1));
  const cleared = new Map<string, { recall: RecalledEvent; by: ClearedEvent }>();
  const recalls = counted.filter((event) => event.type === 'recalled');
  const lifting = counted.filter((event) => event.type === 'cleared');
  for (const recall of recalls) {
    const by = lifting.find((event) => event.recalls.includes(recall.event_id));
    if (by !== undefined) cleared.set(recall.event_id, { recall, by });
  }
  const requests = counted
    .filter((event) => event.type === 'clear-requested')
    .map((event): [string, ClearRequest] => [event.event_id, requestState(event, counted, cleared)]);
  return {
    open: recalls.filter(({ event_id }) => !cleared.has(event_id)),
    cleared,
    requests: new Map(requests),
  };
}

/** What lifts nothing answers no request. */
function requestState(
  event: ClearRequestedEvent,
  events: readonly RecallEvent[],
  cleared: RecallState['cleared'],
): ClearRequest {
  const { event_id: id } = event;
  return {
    event,
    approvals: events.filter((one) => one.type === 'clear-approved').filter(({ request }) => request === id),
    answered: [...cleared.values()].map(({ by }) => by).find(({ request }) => request === id) ?? null,
  };
}
