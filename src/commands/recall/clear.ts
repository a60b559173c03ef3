import { UserError } from '../../core/errors.js';
import type {
  ClearApprovedEvent,
  ClearedEvent,
  ClearRequestedEvent,
  Person,
  RecallEvent,
  RecalledEvent,
} from '../../core/generated/types.js';
import { approverFault, type ClearRule, expiryOf } from '../../core/policy/approval-rules.js';
import { askersOf } from '../../core/recall/authority.js';
import type { ClearRequest as WaitingClear } from '../../core/recall/recall.js';
import { isExpired, isSamePerson } from '../../core/registry/fold/requests.js';
import { recallPath } from '../../ledger/layout.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { accountOf } from '../promote/people.js';
import { isRerun, rerunRefused } from '../promote/rerun.js';
import { answerOf, type OpenRecalls } from '../recalled/open-recalls.js';
import { areLifted } from './are-lifted.js';
import { cancelledRollbacks } from './cancelled.js';
import { type Clearing, commonOf, endOf, nothing, planned, readClearing } from './clearing.js';
import type { ClearDeps, ClearResult } from './deps.js';
import { requireClearer } from './may.js';
import { wholeIds } from './one-recall.js';
import { carriedOut } from './planned.js';
import type { ClearRequest } from './request.js';

/**
 * Asks to lift recalls, or approves that: the last approval lifts them, and cancels the rollbacks that wait for them. Nothing is moved
 * back.
 * @throws UserError E_RECALL_NOT_FOUND, E_INPUT_INVALID, E_RECALL_NOT_ALLOWED, E_NOT_APPROVER, E_RERUN, E_LEDGER_*
 */
export async function clear(request: ClearRequest, deps: ClearDeps): Promise<ClearResult> {
  await requireClearer(deps);
  return carriedOut(request, deps, (view, writing) => planOf(request, view, writing));
}

async function planOf(named: ClearRequest, view: LedgerView, deps: ClearDeps): Promise<Plan<ClearResult>> {
  const request = { ...named, recalls: await wholeIds(named.recalls, view) };
  return clearPlan(await readClearing(request, view, deps), deps);
}

/** What it adds to a state of the ledger. */
export async function clearPlan(asking: Clearing, deps: ClearDeps): Promise<Plan<ClearResult>> {
  const { request, rule, found } = asking;
  const isLifted = areLifted(request.recalls, found);
  const waiting = await waitingFor(asking, deps);
  if (isLifted) return nothing(asking, 'done', answeredBy(asking));
  if (isRerun(deps) && !request.dry_run) {
    if (!isOwn(waiting, deps)) throw rerunRefused(deps);
    return nothing(asking, 'pending-approval', waiting);
  }
  if (rule.needed === 0) {
    const why = approverFault(
      await accountOf(asking.person, rule.listed ?? [], deps.people),
      { ...rule, byRequester: true },
      [],
    );
    if (why !== undefined) throw notApprover(why);
    return lifted(asking, { approvals: [], answered: null }, deps);
  }
  if (waiting !== null) return approved(asking, waiting, deps);
  if (request.request !== undefined) throw unconfirmed(request.request);
  return asked(asking, deps);
}

/** A request for the very same that waits: of several the newest that GitHub confirms. */
async function waitingFor(
  { found, request }: Pick<Clearing, 'found' | 'request'>,
  { ask, facts }: Pick<ClearDeps, 'ask' | 'facts'>,
): Promise<WaitingClear | null> {
  const { requests } = found.state;
  const wanted = request.recalls.join();
  for (const one of [...requests.values()].reverse()) {
    if (request.request !== undefined && one.event.event_id !== request.request) continue;
    if (isExpired(one, facts.at)) continue;
    if (one.answered?.type === 'cleared' || [...one.event.recalls].sort().join() !== wanted) continue;
    if ((await endOf(one, found, ask)) === null && (await isTrue(one.event, found, ask))) return one;
  }
  return null;
}

/** The request that an event which lifted them answered. */
function answeredBy({ found, request }: Pick<Clearing, 'found' | 'request'>): WaitingClear | null {
  const id = found.state.cleared.get(request.recalls[0] ?? '')?.by.request;
  return found.state.requests.get(id ?? '') ?? null;
}

async function isTrue(event: RecallEvent, { events }: OpenRecalls, ask: ClearDeps['ask']): Promise<boolean> {
  return ask === undefined || (await answerOf(event, events, ask)).state === 'confirmed';
}

/** Whether this workflow run asked, or approved. */
function isOwn(waiting: WaitingClear | null, { facts }: Pick<ClearDeps, 'facts'>): boolean {
  const all = waiting === null ? [] : [waiting.event, ...waiting.approvals];
  return all.some(({ by }) => by !== undefined && by.ci_run_id === facts.by?.ci_run_id);
}

async function asked(asking: Clearing, deps: ClearDeps): Promise<Plan<ClearResult>> {
  const { recalls, rule, person, request } = asking;
  const event: ClearRequestedEvent = {
    ...commonOf(request, deps),
    type: 'clear-requested',
    recalls: idsOf(recalls),
    approvals: rule.needed,
    expires_at: expiryOf(rule, deps.facts.at),
    requester: person,
  };
  const waiting = { event, approvals: [], ends: [], answered: null };
  return planned(asking, { state: 'pending-approval', request: waiting, drafts: [event] }, deps);
}

async function approved(
  asking: Clearing,
  waiting: WaitingClear,
  deps: ClearDeps,
): Promise<Plan<ClearResult>> {
  const { rule, person, request, found } = asking;
  const requesters = askersOf(waiting.event);
  const given = await stillApproving(waiting, { rule, found, requesters }, deps);
  const isSaid =
    (!rule.byRequester && requesters.some((one) => isSamePerson(one, person))) ||
    given.some((one) => isSamePerson(one.person, person));
  if (isSaid) return nothing(asking, 'pending-approval', waiting);
  const why = approverFault(await accountOf(person, rule.listed ?? [], deps.people), rule, requesters);
  if (why !== undefined) throw notApprover(why, waiting.event.event_id);
  const event: ClearApprovedEvent = {
    ...commonOf(request, deps),
    type: 'clear-approved',
    request: waiting.event.event_id,
    person,
    evidence: { via: deps.facts.by === undefined ? 'local' : 'dispatch' },
  };
  const approvals = [...given, event];
  const now = { ...waiting, approvals };
  if (approvals.length < Math.max(rule.needed, waiting.event.approvals))
    return planned(asking, { state: 'pending-approval', request: now, drafts: [event] }, deps);
  return lifted(asking, { approvals, answered: now, drafts: [event] }, deps);
}

/** Approvals that count, the newest first: of each person one that GitHub confirms, of those who may still approve. */
async function stillApproving(
  { approvals }: WaitingClear,
  { rule, found, requesters }: { rule: ClearRule; found: OpenRecalls; requesters: readonly Person[] },
  { people, ask, log }: Pick<ClearDeps, 'people' | 'ask' | 'log'>,
): Promise<ClearApprovedEvent[]> {
  const still: ClearApprovedEvent[] = [];
  for (const one of [...approvals].reverse()) {
    if (still.some(({ person }) => isSamePerson(person, one.person))) continue;
    const account = await accountOf(one.person, rule.listed ?? [], people);
    const why = approverFault(account, rule, requesters);
    if (why !== undefined) log.warning(`An approval does not count: ${why}.`);
    else if (await isTrue(one, found, ask)) still.push(one);
    else log.warning(`Approval ${one.event_id} does not count: GitHub does not confirm it.`);
  }
  return still;
}

async function lifted(
  asking: Clearing,
  {
    approvals,
    answered,
    drafts = [],
  }: {
    approvals: readonly ClearApprovedEvent[];
    answered: WaitingClear | null;
    drafts?: readonly RecallEvent[];
  },
  deps: ClearDeps,
): Promise<Plan<ClearResult>> {
  const { recalls, request, view, found } = asking;
  const event: ClearedEvent = {
    ...commonOf(request, deps),
    type: 'cleared',
    recalls: idsOf(recalls),
    request: answered?.event.event_id ?? null,
    approvals: approvals.slice(0, 10).map(({ event_id }) => event_id),
  };
  const isLifted = (id: string) => found.state.cleared.has(id);
  const cancelled = await cancelledRollbacks({ view, now: event.recalls, isLifted }, deps);
  const waiting = answered === null ? null : { ...answered, answered: event };
  return planned(asking, { state: 'done', request: waiting, drafts: [...drafts, event], cancelled }, deps);
}

function idsOf(recalls: readonly RecalledEvent[]): ClearedEvent['recalls'] {
  return recalls.map(({ event_id }) => event_id) as ClearedEvent['recalls'];
}

export function notApprover(what: string, request?: string): UserError {
  return new UserError({
    code: 'E_NOT_APPROVER',
    what: request === undefined ? what : `Request ${request}: ${what}`,
    where: 'policy',
    mend: 'Let somebody clear it whom the policy names in `recall.clear.approvers` (default: the approvers of the strictest stage), and who has not asked for it',
  });
}

function unconfirmed(request: string): UserError {
  const path = recallPath(request);
  return new UserError({
    code: 'E_EVENT_UNCONFIRMED',
    what: `The record ${path} is not confirmed by GitHub: nobody is known to have asked for it`,
    where: path,
    mend: 'Ask for it anew',
  });
}
