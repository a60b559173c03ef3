import type {
  ApprovalRequestedEvent,
  ApprovedEvent,
  CancelledEvent,
  DisownedEvent,
  ModelEvent,
  Person,
  RefusedEvent,
  RejectedEvent,
  StageChangedEvent,
} from '../../generated/types.js';
import { isTime } from '../../times.js';
import type { RequestState } from '../state.js';
import type { Draft, EventRule } from './draft.js';

/** An event about a request. */
type OfRequest = Extract<ModelEvent, { request?: string }>;

export const approvalRequested: EventRule<ApprovalRequestedEvent> = {
  objection({ change, version, expires_at }) {
    if (!isTime(expires_at)) return `expires at a time that does not exist (${expires_at})`;
    return (change.type === 'stage') === (version !== null) ? undefined : 'asks for no change that there is';
  },
  apply(event, draft, since) {
    draft.requests.set(event.event_id, { event, since, approvals: [] });
  },
};

export const approved: EventRule<ApprovedEvent> = {
  objection(event, draft, effect) {
    // A second one of the same person is no damage: only the first may be forged, and who counts them counts people.
    return openFault(event, { draft, effect }, (request) =>
      event.review === request.event.review ? undefined : 'approves something else than was asked for',
    );
  },
  apply(event, draft) {
    draft.requests.get(event.request)?.approvals.push(event);
    draft.approved.set(event.event_id, event);
  },
};

const ending: EventRule<RejectedEvent | CancelledEvent | RefusedEvent> = {
  objection: (event, draft, effect) => openFault(event, { draft, effect }),
  apply: endRequest,
};
export const rejected: EventRule<RejectedEvent> = ending;
export const cancelled: EventRule<CancelledEvent> = ending;
export const refused: EventRule<RefusedEvent> = ending;

/** What asks for approvals; one without an end lasts. */
interface Expiring {
  expires_at?: string;
}

/** Whether a request can no longer be approved. @param now RFC 3339 */
export function isExpired({ event }: { event: Expiring }, now: string): boolean {
  return event.expires_at !== undefined && Date.parse(now) >= Date.parse(event.expires_at);
}

/** Of several by the same person the first. */
export function oncePerPerson<T extends { person: Person }>(all: readonly T[]): T[] {
  const kept: T[] = [];
  for (const one of all) if (!kept.some(({ person }) => isSamePerson(person, one.person))) kept.push(one);
  return kept;
}

/** People are compared by GitHub's number; a name counts only where there is none on either side. */
export function isSamePerson(a: Person, b: Person): boolean {
  if (a.id !== null && b.id !== null) return a.id === b.id;
  return a.login.toLowerCase() === b.login.toLowerCase();
}

export function endRequest(event: OfRequest, draft: Draft): void {
  const request = draft.requests.get(event.request ?? '');
  if (request !== undefined) draft.requests.set(request.event.event_id, { ...request, ended: event });
}

/**
 * Why a change cannot be the answer to the request that it names, the end of a sentence; undefined when it can or names none.
 * @param fits why it is not what the request asked for
 */
export function answerFault(
  event: StageChangedEvent | DisownedEvent,
  at: { draft: Draft; effect: string },
  fits: (request: ApprovalRequestedEvent) => string | undefined,
): string | undefined {
  if (event.request === undefined) return undefined;
  return openFault(event, at, ({ event: request }) => {
    const misfit = fits(request);
    if (misfit !== undefined) return `answers a request that ${misfit}`;
    const named = event.approvals ?? [];
    const known = named.flatMap((id) => at.draft.approved.get(id) ?? []);
    const given = known.filter((one) => one.request === request.event_id);
    if (given.length < named.length) return 'rests on an approval that there is not';
    const counted = oncePerPerson(given).length;
    const isOverride = 'override' in event && event.override === true;
    return counted >= request.approvals || isOverride
      ? undefined
      : `rests on ${counted} approval(s), and ${request.approvals} were needed`;
  });
}

function openFault(
  event: OfRequest,
  { draft, effect }: { draft: Draft; effect: string },
  more: (request: RequestState) => string | undefined = () => undefined,
): string | undefined {
  const request = draft.requests.get(event.request ?? '');
  if (request === undefined) return `is about the request ${event.request}, which there is not`;
  if (request.ended !== undefined)
    return `is about the request ${event.request}, which ${request.ended.event_id} had ended`;
  if (event.version !== request.event.version) return 'is about another version than its request';
  if (event.type !== 'cancelled' && event.type !== 'refused' && isExpired(request, effect))
    return `is about the request ${event.request}, which had expired`;
  return more(request);
}
