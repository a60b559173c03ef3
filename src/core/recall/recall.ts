import type {
  ClearApprovedEvent,
  ClearCancelledEvent,
  ClearedEvent,
  ClearRejectedEvent,
  ClearRequestedEvent,
  RecallEvent,
  RecalledEvent,
} from '../generated/types.js';
import { isExpired } from '../registry/fold/requests.js';
import { baselessFaults, timeFaults } from './baseless.js';

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
  /** All that are said to have ended it without lifting anything, the oldest first. */
  ends: readonly ClearEnd[];
  /** What answered it, as recorded: what lifted its recalls, or the first of its ends; null while it waits. */
  answered: ClearedEvent | ClearEnd | null;
}

/** What ends a request and lifts nothing. */
export type ClearEnd = ClearRejectedEvent | ClearCancelledEvent;

export function isClearEnd(event: RecallEvent): event is ClearEnd {
  return event.type === 'clear-rejected' || event.type === 'clear-cancelled';
}

/** Why a request can no longer be answered, the end of a sentence; undefined while it can. @param now RFC 3339 */
export function clearDeadBecause(
  { event, answered }: Pick<ClearRequest, 'event' | 'answered'>,
  { cleared }: Pick<RecallState, 'cleared'>,
  now: string,
): string | undefined {
  const said = (how: string, { at, actor }: RecallEvent) =>
    `${how} at ${at} by ${actor ?? 'somebody unknown'}`;
  switch (answered?.type) {
    case 'cleared':
      return said('was approved, and lifted them', answered);
    case 'clear-rejected':
      return said('was rejected', answered);
    case 'clear-cancelled':
      return said('was cancelled', answered);
  }
  const lifting = event.recalls.flatMap((id) => cleared.get(id)?.by ?? []);
  const [first] = lifting;
  if (first !== undefined && lifting.length === event.recalls.length)
    return said('is about what was lifted', first);
  return isExpired({ event }, now) ? `expired at ${event.expires_at}` : undefined;
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
    .filter((event) => !uncounted.has(event.event_id) && timeFaults(event).length === 0)
    .sort((one, other) => (one.event_id < other.event_id ? -1 : 1));
  const cleared = new Map<string, { recall: RecalledEvent; by: ClearedEvent }>();
  const recalls = counted.filter((event) => event.type === 'recalled');
  // What the events themselves contradict lifts nothing, whoever else may be asked.
  const lifting = counted
    .filter((event) => event.type === 'cleared')
    .filter((event) => baselessFaults(event, events).length === 0);
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
  const ends = events.filter(isClearEnd).filter(({ request }) => request === id);
  const lifting = [...cleared.values()].map(({ by }) => by).find(({ request }) => request === id);
  return {
    event,
    approvals: events.filter((one) => one.type === 'clear-approved').filter(({ request }) => request === id),
    ends,
    // Which came first nobody can tell: an end that somebody pushes later must not make what is lifted recalled again.
    answered: lifting ?? ends[0] ?? null,
  };
}
