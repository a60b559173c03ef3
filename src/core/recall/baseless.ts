import type { ClearedEvent, ClearRequestedEvent, RecallEvent } from '../generated/types.js';
import { isId, timeOfId } from '../ids.js';
import { isExpired, oncePerPerson } from '../registry/fold/requests.js';

/** Clocks of runners differ by so much at most. */
export const SKEW_MS = 300_000;

/**
 * What can be said against an event that lifts recalls by the ledger alone, ends of sentences about it: whoever may push adds thousands
 * of them at no cost, and GitHub is asked about none of these.
 */
export function baselessFaults(event: ClearedEvent, events: readonly RecallEvent[]): string[] {
  const approvals = event.approvals.map((id) => events.find(({ event_id }) => event_id === id));
  const given = approvals.filter((one) => one?.type === 'clear-approved');
  const people = oncePerPerson(given).length;
  const strange = event.approvals.filter((id) => !given.some((one) => one.event_id === id));
  const foreign = given.filter(({ request }) => request !== event.request);
  const needed = requestOf(event.request ?? '', events)?.approvals ?? 0;
  return [
    ...restFaults(event, events),
    ...strange.map((id) => `rests on the approval ${id}, which there is not`),
    ...foreign.map(({ event_id }) => `rests on the approval ${event_id}, which is of another request`),
    ...(people < given.length ? ['rests on several approvals of one person'] : []),
    ...(people < needed ? [`rests on ${people} approval(s), and ${needed} were needed`] : []),
  ];
}

/** What it rests on has to be there, and to be older: no run of before a recall was to lift it. */
export function restFaults(event: RecallEvent, events: readonly RecallEvent[]): string[] {
  const late = (ids: readonly string[]) =>
    ids
      .filter((id) => isId(id) && timeOfId(id) > Date.parse(event.at) + SKEW_MS)
      .map((id) => `says that it is of ${event.at}, and ${id} is of ${new Date(timeOfId(id)).toISOString()}`);
  switch (event.type) {
    case 'recalled':
      return [];
    case 'clear-requested':
      return late(event.recalls);
    case 'clear-approved':
    case 'clear-rejected':
    case 'clear-cancelled': {
      const request = requestOf(event.request, events);
      if (request === undefined) return [`answers the request ${event.request}, which there is not`];
      return late([request.event_id, ...request.recalls]);
    }
    case 'cleared': {
      const faults = late([...event.recalls, ...event.approvals]);
      if (event.request === null) return faults;
      const request = requestOf(event.request, events);
      if (request === undefined)
        return [...faults, `answers the request ${event.request}, which there is not`];
      const others = event.recalls.filter((id) => !request.recalls.includes(id));
      const expired = isExpired({ event: request }, event.at)
        ? [`answers the request ${event.request}, which had expired`]
        : [];
      return [
        ...faults,
        ...expired,
        ...others.map((id) => `lifts recall ${id}, which its request does not name`),
      ];
    }
  }
}

/** The request to lift recalls that has an id. */
export function requestOf(id: string, events: readonly RecallEvent[]): ClearRequestedEvent | undefined {
  return events.find(
    (one): one is ClearRequestedEvent => one.type === 'clear-requested' && one.event_id === id,
  );
}
