import type { ClearedEvent, ClearRequestedEvent, RecallEvent } from '../generated/types.js';
import { isId, timeOfId } from '../ids.js';
import { isExpired, oncePerPerson } from '../registry/fold/requests.js';
import { isTime } from '../times.js';

/** Clocks of runners differ by so much at most. */
export const SKEW_MS = 300_000;

/** Whoever writes past us can name a moment that does not exist, which is before and after none: no such event counts. */
export function timeFaults(event: RecallEvent): string[] {
  const fault = isTime(event.at) ? [] : [`has a time that does not exist (${event.at})`];
  if (event.type !== 'clear-requested' || event.expires_at === undefined || isTime(event.expires_at))
    return fault;
  return [...fault, `expires at a time that does not exist (${event.expires_at})`];
}

/**
 * What can be said against an event that lifts recalls by the ledger alone, ends of sentences about it: whoever may push adds thousands
 * of them at no cost, and GitHub is asked about none of these.
 */
export function baselessFaults(event: ClearedEvent, events: readonly RecallEvent[]): string[] {
  const approvals = event.approvals.map((id) => events.find(({ event_id }) => event_id === id));
  const given = approvals
    .filter((one) => one?.type === 'clear-approved')
    .filter((one) => timeFaults(one).length === 0);
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

/** Its time has to exist, and what it rests on to be there, and to be older: no run of before a recall was to lift it. */
export function restFaults(event: RecallEvent, events: readonly RecallEvent[]): string[] {
  const faults = timeFaults(event);
  return faults.length > 0 ? faults : untimelyFaults(event, events);
}

function untimelyFaults(event: RecallEvent, events: readonly RecallEvent[]): string[] {
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

/** The request to lift recalls that has an id, and can count. */
export function requestOf(id: string, events: readonly RecallEvent[]): ClearRequestedEvent | undefined {
  return events.find(
    (one): one is ClearRequestedEvent =>
      one.type === 'clear-requested' && one.event_id === id && timeFaults(one).length === 0,
  );
}
