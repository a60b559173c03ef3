import type {
  ApprovalRequestedEvent,
  ApprovedEvent,
  DisownedEvent,
  ModelDeletedEvent,
  ModelEvent,
  ModelRenamedEvent,
  RejectedEvent,
  StageChangedEvent,
  VersionDeletedEvent,
} from '../../generated/types.js';
import { type ApprovalRule, approvalRule, disownRule, ruleOfRequest } from '../../policy/approval-rules.js';
import { policyFor } from '../../policy/overrides.js';
import type { Policy } from '../../policy/policy.js';
import { hasSameRules } from '../../policy/same-rules.js';
import { quoted } from '../../printable.js';
import { isSamePerson } from '../fold/requests.js';
import { foldEvents } from '../registry.js';
import { type Acting, approverFaults, isListedThere } from './standing.js';

/** By what an event is held against a policy. */
export interface Circumstances {
  /** All events of its model. */
  events: readonly ModelEvent[];
  /** Whose decision it is, by what GitHub says: an event names whom its writer likes. */
  acting: Acting;
  /** Whether the stage had held the version before: a rollback to one that it never held is none. */
  wasThere: boolean;
}

/** Ends of sentences about an event. */
export interface Objections {
  faults: string[];
  /** What would have to be known of the account. */
  open: string[];
}

type Around = Circumstances & { policy: Policy; open: string[] };

/** An event is dated when its job begins, and a request lasts from when it is written: all files may be read in between. */
const BEFORE_MS = 3_600_000;

/**
 * What a policy has against who made an event. A run says who started it and not what it was allowed to do: one that was refused, or was
 * only tried, looks like one that promoted. A request that it answers is held against its own run.
 */
export function authorityFaults(event: ModelEvent, policy: Policy, circumstances: Circumstances): Objections {
  const open: string[] = [];
  return { faults: faultsOf(event, { ...circumstances, policy, open }), open };
}

function faultsOf(event: ModelEvent, around: Around): string[] {
  switch (event.type) {
    case 'stage-changed':
      return moveFaults(event, around);
    case 'approved':
    case 'rejected':
      return ownFaults(event, around);
    case 'disowned':
      return disowningFaults(event, around);
    case 'approval-requested':
      return requestFaults(event, around);
    case 'model-renamed':
      return renamingFaults(event, around);
    case 'model-deleted':
    case 'version-deleted':
      return deletingFaults(event, around);
    default:
      return [];
  }
}

/** A rename judges nothing, so that it leads to no name of other rules, whoever asks for it. */
function renamingFaults(event: ModelRenamedEvent, around: Around): string[] {
  const { from, to } = event;
  const asked = actorFaults(event, 'Production', around);
  return hasSameRules(around.policy, event)
    ? asked
    : [...asked, `renames ${quoted(from)} to ${quoted(to)}, for which the policy has other rules`];
}

/** The registry deletes nothing that serves, whoever asks for it. */
function deletingFaults(event: ModelDeletedEvent | VersionDeletedEvent, around: Around): string[] {
  const place = around.events.findIndex(({ event_id }) => event_id === event.event_id);
  const before = around.events.slice(0, place < 0 ? undefined : place);
  const serving = (foldEvents(before).holders.get('Production') ?? []).map(({ version }) => version);
  const lost = event.type === 'model-deleted' ? serving : serving.filter((one) => one === event.version);
  const asked = actorFaults(event, 'Production', around);
  return lost.length === 0
    ? asked
    : [...asked, `deletes version ${lost.join(', ')}, which was in Production`];
}

function requestFaults(event: ApprovalRequestedEvent, around: Around): string[] {
  const { change, at, expires_at } = event;
  const asked = actorFaults(event, change.type === 'stage' ? change.to_stage : 'Production', around);
  const { lasts } = ruleOfRequest(around.policy, event);
  return [...asked, ...lastingFaults({ at, expires_at }, { lasts })];
}

/** What a policy has against how long a request lasts. */
export function lastingFaults(
  { at, expires_at }: Pick<ApprovalRequestedEvent, 'at' | 'expires_at'>,
  { lasts }: Pick<ApprovalRule, 'lasts'>,
): string[] {
  if (Date.parse(expires_at) <= Date.parse(at) + lasts + BEFORE_MS) return [];
  return [`lasts until ${quoted(expires_at)}, which is longer than the policy lets one`];
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
  const { policy, events, acting, wasThere, open } = around;
  const { model, to_stage: to, override } = event;
  const change = requestIn(event.request, events)?.change;
  const rollback = event.rollback === true && wasThere;
  const rule = approvalRule(policy, { model, to, rollback });
  const isAsked = change?.type === 'stage' && change.to_stage === to;
  const asked = isAsked ? [] : actorFaults(event, to, around);
  if (override === true) {
    const why = `has no approvals, and ${quoted(acting.login)} may not do without`;
    return isListedThere(acting, rule.override, open) ? asked : [...asked, why];
  }
  // A rollback that takes no approvals is for those who could give one.
  if (rollback && rule.needed === 0 && rule.listed !== null)
    return [...asked, ...approverFaults(acting, rule.listed, open)];
  const given = givenTo(event, events);
  if (given >= rule.needed) return asked;
  return [...asked, `rests on ${given} approval(s), and the policy asks for ${rule.needed}`];
}

/** Who asked does not approve, whomever the request names. */
function ownFaults(
  { type, person, evidence, by, request: id }: ApprovedEvent | RejectedEvent,
  { policy, events, acting, open }: Around,
): string[] {
  const request = requestIn(id, events);
  if (request === undefined) return [];
  const rule = ruleOfRequest(policy, request);
  const faults: string[] = [];
  const { login } = acting;
  if (!rule.byRequester && askersOf(request).some((one) => isSamePerson(one, { ...person, login })))
    faults.push(`${type === 'approved' ? 'approves' : 'rejects'} what ${quoted(login)} had asked for`);
  faults.push(...approverFaults(acting, rule.listed, open));
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

function actorFaults(
  { model }: Pick<ModelEvent, 'model'>,
  to: string,
  { policy, acting, open }: Around,
): string[] {
  const { stages } = policyFor(policy, model);
  const listed = Object.hasOwn(stages, to) ? stages[to]?.allowed_actors : undefined;
  if (listed === undefined || isListedThere(acting, listed, open)) return [];
  return [
    `was asked for by ${quoted(acting.login)}, and the policy lets ${listed.join(', ') || 'nobody'} ask for ${to}`,
  ];
}
