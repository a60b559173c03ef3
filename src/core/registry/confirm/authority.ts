import type {
  ApprovalRequestedEvent,
  ApprovedEvent,
  DisownedEvent,
  ModelEvent,
  StageChangedEvent,
} from '../../generated/types.js';
import { approvalRule, disownRule, ruleOfRequest } from '../../policy/approval-rules.js';
import { policyFor } from '../../policy/overrides.js';
import type { Policy } from '../../policy/policy.js';
import { quoted } from '../../printable.js';
import { isSamePerson } from '../fold/requests.js';
import type { AttemptActor } from './attempt.js';

/** By what an event is held against a policy. */
export interface Circumstances {
  /** All events of its model. */
  events: readonly ModelEvent[];
  /** Whose decision it is, by what GitHub says: an event names whom its writer likes. */
  acting: AttemptActor;
}

type Around = Circumstances & { policy: Policy };

/**
 * What a policy has against who made an event, ends of sentences about it. A run says who started it and not what it was allowed to do:
 * one that was refused, or was only tried, looks like one that promoted. A request that it answers is held against its own run.
 */
export function authorityFaults(event: ModelEvent, policy: Policy, circumstances: Circumstances): string[] {
  const around = { ...circumstances, policy };
  if (event.type === 'stage-changed') return moveFaults(event, around);
  if (event.type === 'approved') return ownFaults(event, around);
  if (event.type === 'disowned') return disowningFaults(event, around);
  if (event.type !== 'approval-requested') return [];
  return actorFaults(event, event.change.type === 'stage' ? event.change.to_stage : 'Production', around);
}

/** What takes a version out of Production needs what puts one there. */
function disowningFaults(event: DisownedEvent, around: Around): string[] {
  const { needed } = disownRule(around.policy, event.model);
  const given = givenTo(event, around.events);
  const isAsked = requestIn(event.request, around.events)?.change.type === 'disown';
  const asked = isAsked ? [] : actorFaults(event, 'Production', around);
  return given >= needed
    ? asked
    : [...asked, `rests on ${given} approval(s), and the policy asks for ${needed}`];
}

/** How many people approved the request that a change answers, as far as it names them: other approvals are of something else. */
function givenTo(
  { request, approvals = [] }: StageChangedEvent | DisownedEvent,
  events: readonly ModelEvent[],
): number {
  const review = requestIn(request, events)?.review;
  const named = new Set(approvals);
  const people = events.flatMap((one) =>
    one.type === 'approved' && one.request === request && one.review === review && named.has(one.event_id)
      ? [one.person.id ?? one.person.login.toLowerCase()]
      : [],
  );
  return new Set(people).size;
}

function requestIn(
  id: string | undefined,
  events: readonly ModelEvent[],
): ApprovalRequestedEvent | undefined {
  const found = events.find(({ event_id }) => event_id === id);
  return found?.type === 'approval-requested' ? found : undefined;
}

function moveFaults(event: StageChangedEvent, around: Around): string[] {
  const { policy, events, acting } = around;
  const { model, to_stage: to, override } = event;
  const change = requestIn(event.request, events)?.change;
  const rollback = event.rollback === true && wasThere(event, events);
  const rule = approvalRule(policy, { model, to, rollback });
  const isAsked = change?.type === 'stage' && change.to_stage === to;
  const asked = isAsked ? [] : actorFaults(event, to, around);
  if (override === true) {
    const isKnown = isListed(acting.login, rule.override) !== false;
    return isKnown ? asked : [...asked, `has no approvals, and ${quoted(acting.login)} may not do without`];
  }
  const given = givenTo(event, events);
  if (given >= rule.needed) return asked;
  return [...asked, `rests on ${given} approval(s), and the policy asks for ${rule.needed}`];
}

/** Whether the stage had held the version before: a rollback to one that it never held is none. */
function wasThere(
  { event_id, version, to_stage }: StageChangedEvent,
  events: readonly ModelEvent[],
): boolean {
  const place = events.findIndex((one) => one.event_id === event_id);
  return events
    .slice(0, Math.max(0, place))
    .some((one) => one.type === 'stage-changed' && one.version === version && one.to_stage === to_stage);
}

/** Who asked does not approve, whomever the request names. */
function ownFaults(
  { person, evidence, by, request: id }: ApprovedEvent,
  { policy, events, acting }: Around,
): string[] {
  const request = requestIn(id, events);
  if (request === undefined) return [];
  const rule = ruleOfRequest(policy, request);
  const faults: string[] = [];
  const { login } = acting;
  if (!rule.byRequester && askersOf(request).some((one) => isSamePerson(one, { ...person, login })))
    faults.push(`approves what ${quoted(login)} had asked for`);
  if (rule.listed !== null && isListed(login, rule.listed) === false)
    faults.push(`is of ${quoted(login)}, and the policy lets ${rule.listed.join(', ') || 'nobody'} approve`);
  if (evidence.via !== 'environment') return faults;
  if (rule.environment?.toLowerCase() !== evidence.environment?.toLowerCase())
    faults.push(
      `rests on the environment ${quoted(evidence.environment ?? '')}, and the policy names ${quoted(rule.environment ?? 'none')}`,
    );
  if (request.by?.ci_run_id !== by?.ci_run_id)
    faults.push('rests on a reviewer of another workflow run than the one that asked');
  return faults;
}

/** Whom a request names, and who made it: whoever writes one past the registry need not name himself. */
function askersOf({ requesters, by }: ApprovalRequestedEvent): ApprovedEvent['person'][] {
  if (by === undefined) return requesters;
  const again = { login: by.triggering_actor ?? '', id: null, type: null };
  return [...requesters, { ...again, id: by.actor_id }, ...(by.triggering_actor === null ? [] : [again])];
}

function actorFaults({ model }: Pick<ModelEvent, 'model'>, to: string, { policy, acting }: Around): string[] {
  const { stages } = policyFor(policy, model);
  const listed = Object.hasOwn(stages, to) ? stages[to]?.allowed_actors : undefined;
  if (listed === undefined || isListed(acting.login, listed) !== false) return [];
  return [
    `was asked for by ${quoted(acting.login)}, and the policy lets ${listed.join(', ') || 'nobody'} ask for ${to}`,
  ];
}

/** Null where teams or roles are named, of which nobody can tell who was in them then. */
function isListed(login: string, entries: readonly string[]): boolean | null {
  if (entries.some((entry) => entry.toLowerCase() === login.toLowerCase())) return true;
  return entries.some((entry) => /^(?:role:|@)/.test(entry)) ? null : false;
}
