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

/**
 * What a policy has against who made an event, ends of sentences about it. A run says who started it and not what it was allowed to do:
 * one that was refused, or was only tried, looks like one that promoted.
 * @param events all of its model
 */
export function authorityFaults(event: ModelEvent, events: readonly ModelEvent[], policy: Policy): string[] {
  if (event.type === 'stage-changed') return moveFaults(event, events, policy);
  if (event.type === 'approved') return ownFaults(event, requestIn(event.request, events), policy);
  if (event.type === 'disowned') return disowningFaults(event, events, policy);
  if (event.type !== 'approval-requested') return [];
  const to = event.change.type === 'stage' ? event.change.to_stage : 'Production';
  return actorFaults(event, { policy, to });
}

/** What takes a version out of Production needs what puts one there. */
function disowningFaults(event: DisownedEvent, events: readonly ModelEvent[], policy: Policy): string[] {
  const { needed } = disownRule(policy, event.model);
  const given = givenTo(event, events);
  const asked = actorFaults(requestIn(event.request, events) ?? event, { policy, to: 'Production' });
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

function moveFaults(event: StageChangedEvent, events: readonly ModelEvent[], policy: Policy): string[] {
  const { model, to_stage: to, override } = event;
  const request = requestIn(event.request, events);
  const rollback = event.rollback === true && wasThere(event, events);
  const rule = approvalRule(policy, { model, to, rollback });
  const asked = actorFaults(request ?? event, { policy, to });
  if (override === true) {
    const isKnown = isListed(event.actor, rule.override) !== false;
    return isKnown
      ? asked
      : [...asked, `has no approvals, and ${quoted(event.actor ?? '')} may not do without`];
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
  { person, evidence, by }: ApprovedEvent,
  request: ApprovalRequestedEvent | undefined,
  policy: Policy,
): string[] {
  if (request === undefined) return [];
  const rule = ruleOfRequest(policy, request);
  const faults: string[] = [];
  const isOwn = person.id !== null && person.id === request.by?.actor_id;
  if (isOwn && !rule.byRequester) faults.push(`approves what ${quoted(person.login)} had asked for`);
  if (rule.listed !== null && isListed(person.login, rule.listed) === false)
    faults.push(
      `is of ${quoted(person.login)}, and the policy lets ${rule.listed.join(', ') || 'nobody'} approve`,
    );
  if (evidence.via !== 'environment') return faults;
  if (rule.environment?.toLowerCase() !== evidence.environment?.toLowerCase())
    faults.push(
      `rests on the environment ${quoted(evidence.environment ?? '')}, and the policy names ${quoted(rule.environment ?? 'none')}`,
    );
  if (request.by?.ci_run_id !== by?.ci_run_id)
    faults.push('rests on a reviewer of another workflow run than the one that asked');
  return faults;
}

function actorFaults(
  { actor, model }: Pick<ModelEvent, 'actor' | 'model'>,
  { policy, to }: { policy: Policy; to: string },
): string[] {
  const { stages } = policyFor(policy, model);
  const listed = Object.hasOwn(stages, to) ? stages[to]?.allowed_actors : undefined;
  if (listed === undefined || isListed(actor, listed) !== false) return [];
  return [
    `was asked for by ${quoted(actor ?? '')}, and the policy lets ${listed.join(', ') || 'nobody'} ask for ${to}`,
  ];
}

/** Null where teams or roles are named, of which nobody can tell who was in them then. */
function isListed(actor: string | null, entries: readonly string[]): boolean | null {
  if (actor !== null && entries.some((entry) => entry.toLowerCase() === actor.toLowerCase())) return true;
  return entries.some((entry) => /^(?:role:|@)/.test(entry)) ? null : false;
}
