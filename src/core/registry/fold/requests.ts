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
    return openFault(event, { draft, effect }, (request) => {
      if (event.review !== request.event.review) return 'approves something else than was asked for';
      const isAgain = request.approvals.some(({ person }) => isSamePerson(person, event.person));
      return isAgain ? `approves once more for ${event.person.login}` : undefined;
    });
  },
  apply(event, draft) {
    const request = draft.requests.get(event.request);
    if (request === undefined) return;
    draft.requests.set(event.request, { ...request, approvals: [...request.approvals, event] });
  },
};

const ending: EventRule<RejectedEvent | CancelledEvent | RefusedEvent> = {
  objection: (event, draft, effect) => openFault(event, { draft, effect }),
  apply: endRequest,
};
export const rejected: EventRule<RejectedEvent> = ending;
export const cancelled: EventRule<CancelledEvent> = ending;
export const refused: EventRule<RefusedEvent> = ending;

/** Whether a request can no longer be approved. @param now RFC 3339 */
export function isExpired({ event }: Pick<RequestState, 'event'>, now: string): boolean {
  return Date.parse(now) >= Date.parse(event.expires_at);
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
  return openFault(event, at, ({ event: request, approvals }) => {
    const misfit = fits(request);
    if (misfit !== undefined) return `answers a request that ${misfit}`;
    const given = new Set(approvals.map(({ event_id }) => event_id));
    const counted = new Set(event.approvals).size;
    if ((event.approvals ?? []).some((id) => !given.has(id))) return 'rests on an approval that there is not';
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
