import type {
  ClearApprovedEvent,
  ClearCancelledEvent,
  ClearedEvent,
  ClearRejectedEvent,
  ClearRequestedEvent,
  RecallEvent,
} from '../generated/types.js';
import { teamsIn } from '../policy/accounts.js';
import { clearRule } from '../policy/approval-rules.js';
import type { Policy } from '../policy/policy.js';
import { quoted } from '../printable.js';
import { lastingFaults, type Objections } from '../registry/confirm/authority.js';
import { type Acting, approverFaults, isListedThere } from '../registry/confirm/standing.js';
import { isSamePerson, oncePerPerson } from '../registry/fold/requests.js';
import { requestOf } from './baseless.js';

export interface RecallCircumstances {
  /** All events of recalls. */
  events: readonly RecallEvent[];
  /** Whose decision it is, by what GitHub says. */
  acting: Acting;
  /** What started the run, and the workflow's file. */
  started: { event: string; file: string };
}

/** What a policy has against who made an event of a recall. What it rests on is held against its own run. */
export function recallObjections(
  event: RecallEvent,
  policy: Policy,
  circumstances: RecallCircumstances,
): Objections {
  const open: string[] = [];
  return { faults: faultsOf(event, { ...circumstances, policy, open }), open };
}

type Around = RecallCircumstances & { policy: Policy; open: string[] };

function faultsOf(event: RecallEvent, around: Around): string[] {
  switch (event.type) {
    case 'recalled':
      return recallerFaults(event.actor, around);
    case 'clear-requested':
      return requestFaults(event, around);
    case 'clear-approved':
    case 'clear-rejected':
      return decisionFaults(event, around);
    case 'clear-cancelled':
      return cancelFaults(event, around);
    case 'cleared':
      return clearingFaults(event, around);
  }
}

/** A recall counts unless something speaks against it: that somebody may recall no more, or is called otherwise by now, does not. */
function recallerFaults(called: string | null, { policy, acting, started, open }: Around): string[] {
  const { allowed_actors: listed, workflows = [] } = policy.recall;
  if (started.event !== 'workflow_dispatch')
    return workflows.includes(started.file)
      ? []
      : [`comes from ${quoted(started.file)}, which \`recall.workflows\` of the policy does not name`];
  if (listed === undefined || isListedThere(acting, listed, open)) return [];
  if (listed.some((entry) => entry.toLowerCase() === called?.toLowerCase()) || acting.level === 'none') {
    open.push(`is of ${quoted(acting.login)}, who may not recall now, and may have been let to then`);
    return [];
  }
  return [`is of ${quoted(acting.login)}, and the policy lets ${listed.join(', ') || 'nobody'} recall`];
}

/** Who may recall, or approve, may ask. */
function requestFaults({ at, expires_at }: ClearRequestedEvent, { policy, acting, open }: Around): string[] {
  const { allowed_actors: listed } = policy.recall;
  const rule = clearRule(policy);
  const faults = expires_at === undefined ? [] : lastingFaults({ at, expires_at }, rule);
  if (listed === undefined || isListedThere(acting, [...listed, ...(rule.listed ?? [])], open)) return faults;
  return [
    ...faults,
    `was asked for by ${quoted(acting.login)}, and the policy lets ${listed.join(', ') || 'nobody'} ask for it`,
  ];
}

/** Who may approve may reject. */
function decisionFaults(
  event: ClearApprovedEvent | ClearRejectedEvent,
  { policy, acting, events, open }: Around,
): string[] {
  const rule = clearRule(policy);
  const request = requestOf(event.request, events);
  const { login } = acting;
  const isOwn =
    request !== undefined && askersOf(request).some((one) => isSamePerson(one, { ...event.person, login }));
  const faults = approverFaults(acting, rule.listed, open);
  const does = event.type === 'clear-approved' ? 'approves' : 'rejects';
  return isOwn && !rule.byRequester ? [`${does} what ${quoted(login)} had asked for`, ...faults] : faults;
}

function cancelFaults({ request: id, actor }: ClearCancelledEvent, { acting, events }: Around): string[] {
  const request = requestOf(id, events);
  const own = { login: acting.login, id: acting.id, type: null };
  if (request === undefined || askersOf(request).some((one) => isSamePerson(one, own))) return [];
  return [`takes back what ${quoted(actor ?? acting.login)} had not asked for`];
}

function clearingFaults(event: ClearedEvent, { policy, acting, events, open }: Around): string[] {
  const { needed, listed } = clearRule(policy);
  const given = events.filter(
    (one): one is ClearApprovedEvent =>
      one.type === 'clear-approved' &&
      one.request === event.request &&
      event.approvals.includes(one.event_id),
  );
  const people = oncePerPerson(given);
  const why = `rests on ${people.length} approval(s), and the policy asks for ${needed}`;
  const few = people.length < needed ? [why] : [];
  // Where nobody has to approve, it is for those who could.
  if (event.request === null) return [...few, ...approverFaults(acting, listed, open)];
  const hasApproved = given.some(({ person }) => person.id === acting.id);
  return hasApproved ? few : [...few, `is of ${quoted(acting.login)}, who has not approved it`];
}

/** Whom a request names, and who made it: whoever writes one past us need not name himself. */
export function askersOf({ requester, by }: ClearRequestedEvent): ClearApprovedEvent['person'][] {
  if (by === undefined) return [requester];
  const again = { login: by.triggering_actor ?? '', id: null, type: null };
  return [requester, { ...again, id: by.actor_id }, ...(by.triggering_actor === null ? [] : [again])];
}

/** Teams that a policy names for recalls. */
export function recallTeams(policy: Policy): string[] {
  return teamsIn([...(policy.recall.allowed_actors ?? []), ...(clearRule(policy).listed ?? [])]);
}
