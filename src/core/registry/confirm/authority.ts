import type { ApprovalRequestedEvent, ModelEvent, StageChangedEvent } from '../../generated/types.js';
import { approvalRule } from '../../policy/approval-rules.js';
import { policyFor } from '../../policy/overrides.js';
import type { Policy } from '../../policy/policy.js';
import { quoted } from '../../printable.js';

/**
 * What a policy has against who made an event, ends of sentences about it. A run says who started it and not what it was allowed to do:
 * one that was refused, or was only tried, looks like one that promoted.
 * @param events all of its model
 */
export function authorityFaults(event: ModelEvent, events: readonly ModelEvent[], policy: Policy): string[] {
  if (event.type === 'stage-changed') return moveFaults(event, requestIn(event.request, events), policy);
  if (event.type === 'approved') return ownFaults(event, requestIn(event.request, events), policy);
  return event.type === 'approval-requested' && event.change.type === 'stage'
    ? actorFaults(event, { policy, to: event.change.to_stage })
    : [];
}

function requestIn(
  id: string | undefined,
  events: readonly ModelEvent[],
): ApprovalRequestedEvent | undefined {
  const found = events.find(({ event_id }) => event_id === id);
  return found?.type === 'approval-requested' ? found : undefined;
}

function moveFaults(
  event: StageChangedEvent,
  request: ApprovalRequestedEvent | undefined,
  policy: Policy,
): string[] {
  const { model, to_stage: to, rollback = false, override, approvals = [] } = event;
  const rule = approvalRule(policy, { model, to, rollback });
  const asked = actorFaults(request ?? event, { policy, to });
  if (override === true) {
    const isKnown = isListed(event.actor, rule.override) !== false;
    return isKnown
      ? asked
      : [...asked, `has no approvals, and ${quoted(event.actor ?? '')} may not do without`];
  }
  const given = new Set(approvals).size;
  if (given >= rule.needed) return asked;
  return [...asked, `rests on ${given} approval(s), and the policy asks for ${rule.needed}`];
}

/** Who asked does not approve, whomever the request names. */
function ownFaults(
  { person, model }: Extract<ModelEvent, { type: 'approved' }>,
  request: ApprovalRequestedEvent | undefined,
  policy: Policy,
): string[] {
  if (request?.change.type !== 'stage') return [];
  const { to_stage: to, rollback } = request.change;
  const isOwn = person.id !== null && person.id === request.by?.actor_id;
  if (!isOwn || approvalRule(policy, { model, to, rollback }).byRequester) return [];
  return [`approves what ${quoted(person.login)} had asked for`];
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
