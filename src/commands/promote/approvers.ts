import type { ApprovalRequestedEvent, ApprovedEvent, Person, RunRecord } from '../../core/generated/types.js';
import { type ApprovalRule, approverFault } from '../../core/policy/approval-rules.js';
import { isSamePerson, oncePerPerson } from '../../core/registry/fold/requests.js';
import type { RequestState } from '../../core/registry/registry.js';
import type { Decider, PromoteDeps } from './deps.js';
import { notApprover } from './find-request.js';
import { accountOf, requestersOf } from './people.js';

/** Who asked for something, whatever it is. */
export interface AskedFor {
  event: Pick<ApprovalRequestedEvent, 'event_id' | 'actor' | 'by'> & { requesters: readonly Person[] };
}

/** A request that somebody decides about. */
export interface Reviewing {
  request: RequestState;
  /** Approvals that count. */
  given: readonly ApprovedEvent[];
  rule: ApprovalRule;
  /** Of the version that it is about; null where it is about none. */
  run: RunRecord | null;
}

/** The same of a request whatever it asks for. */
type Deciding = Omit<Reviewing, 'request' | 'given' | 'rule'> & {
  request: AskedFor;
  rule: Pick<ApprovalRule, 'listed' | 'byRequester'>;
  given: readonly Pick<ApprovedEvent, 'person'>[];
};

type Asking = Pick<PromoteDeps, 'people' | 'log' | 'facts' | 'triggering_actor'>;

/** A request as long as the policy lets one last, whatever it says itself. */
export function lasting(request: RequestState, { lasts }: Pick<ApprovalRule, 'lasts'>): RequestState {
  const { event, since } = request;
  const latest = new Date(Date.parse(since) + lasts).toISOString();
  const expires_at = Date.parse(event.expires_at) > Date.parse(latest) ? latest : event.expires_at;
  return { ...request, event: { ...event, expires_at } };
}

/** Those of the deciders who may decide: an environment can have several. @throws UserError E_NOT_APPROVER with what speaks against each */
export async function requireApprovers(
  deciders: readonly Decider[],
  reviewing: Deciding,
  { people }: Pick<Asking, 'people'>,
): Promise<Decider[]> {
  const { request, rule, given } = reviewing;
  const faults: string[] = [];
  const allowed: Decider[] = [];
  const requesters = await askersOf(reviewing, people);
  for (const decider of deciders) {
    const { person } = decider;
    const account = await accountOf(person, rule.listed ?? [], people);
    const why =
      approverFault(account, rule, requesters) ??
      ([...given, ...allowed].some((one) => isSamePerson(one.person, person))
        ? `${person.login} has approved it already`
        : undefined);
    if (why === undefined) allowed.push(decider);
    else faults.push(why);
  }
  if (deciders.length === 0) faults.push('Nobody is known to decide');
  if (allowed.length === 0) throw notApprover(request, faults);
  return allowed;
}

/** Approvals that were given before, of those who may still approve. */
export async function stillApproving(
  reviewing: Reviewing,
  { people, log }: Pick<Asking, 'people' | 'log'>,
): Promise<ApprovedEvent[]> {
  const requesters = await askersOf(reviewing, people);
  const still: ApprovedEvent[] = [];
  for (const given of oncePerPerson(reviewing.given)) {
    const account = await accountOf(given.person, reviewing.rule.listed ?? [], people);
    const why = approverFault(account, reviewing.rule, requesters);
    if (why === undefined) still.push(given);
    else log.warning(`An approval does not count: ${why}.`);
  }
  return still;
}

/** Who asked, whomever the request names: it could have been written past the registry. */
async function askersOf(
  { request: { event }, run }: Pick<Deciding, 'request' | 'run'>,
  people: PromoteDeps['people'],
): Promise<Person[]> {
  const asking = {
    actor: event.actor,
    actor_id: event.by?.actor_id ?? null,
    triggering_actor: event.by?.triggering_actor ?? null,
  };
  return [...event.requesters, ...(await requestersOf(asking, run, people))];
}

/** @throws UserError E_NOT_APPROVER where somebody takes back what another one has asked for */
export function requireAsker(
  request: AskedFor,
  { facts, triggering_actor }: Pick<Asking, 'facts' | 'triggering_actor'>,
): void {
  const own = { login: facts.actor ?? '', id: facts.by?.actor_id ?? null, type: null };
  const again = { login: triggering_actor ?? '', id: null, type: null };
  const { requesters } = request.event;
  if (requesters.some((one) => isSamePerson(one, own) || isSamePerson(one, again))) return;
  const mend = 'Let who asked for it cancel it, or reject it if you may approve it';
  throw notApprover(request, [`${own.login} has not asked for it, and only who asked may cancel it`], mend);
}
