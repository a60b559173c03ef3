import type {
  ApprovedEvent,
  DisownedRecords,
  Finding,
  ModelEvent,
  RequestedDisowning,
} from '../../core/generated/types.js';
import { type ApprovalRule, disownRule } from '../../core/policy/approval-rules.js';
import { disownReview, MOST_RECORDS_ASKED } from '../../core/registry/disown-request.js';
import { disownedBy } from '../../core/registry/disowned.js';
import { type EventBody, EventChain } from '../../core/registry/event-chain.js';
import { recordKey } from '../../core/registry/record-paths.js';
import { effectOfNext, foldModel } from '../../core/registry/registry.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { requireNoneAhead } from '../../ledger/read/damage.js';
import type { ModelFiles } from '../../ledger/read/model.js';
import { lasting, requireApprovers, requireAsker, stillApproving } from '../promote/approvers.js';
import { requireTrueEnd, trueApprovals } from '../promote/confirmed.js';
import type { DecideDeps } from '../promote/decide.js';
import type { Decision } from '../promote/decision.js';
import type { Decider } from '../promote/deps.js';
import { type FoundRequest, findRequest, requireOpen } from '../promote/find-request.js';
import { verdictRecord } from '../register/judge-run.js';
import { givenBack } from './given-back.js';
import { disownFindings } from './may-disown.js';
import { damageAfter } from './mended.js';
import { nothingDone, planned, type Repaired } from './repair-request.js';
import { repairedEarlier } from './repaired-earlier.js';

/**
 * Approves, rejects or cancels a request to disown records. The last approval that it needs disowns them, if that still is what mends
 * the model; else the request is dead.
 * @throws UserError E_REQUEST_NOT_FOUND, E_REQUEST_CLOSED, E_NOT_APPROVER, E_EVENT_UNCONFIRMED, E_RERUN, E_INPUT_INVALID, E_LEDGER_*
 */
export async function decideRepair(decision: Decision, deps: DecideDeps): Promise<Repaired> {
  if (decision.dry_run) {
    const { attest: _, ...dry } = deps;
    const { value } = await planOf(decision, await deps.ledger.view(), dry);
    return { ...value, events: [] };
  }
  const { value, commit } = await deps.ledger.write((view) => planOf(decision, view, deps));
  return { ...value, commit };
}

interface Asked extends FoundRequest {
  change: RequestedDisowning;
  rule: ApprovalRule;
  /** Approvals that count. */
  given: readonly ApprovedEvent[];
  run: null;
}

async function planOf(decision: Decision, view: LedgerView, deps: DecideDeps): Promise<Plan<Repaired>> {
  const found = await findRequest(view, decision);
  const { request, state, files } = found;
  const { change, model, event_id } = request.event;
  if (change.type !== 'disown') throw new Error(`request ${event_id} is about no records`);
  const earlier = decision.dry_run ? null : await repairedEarlier(files, deps, event_id);
  if (earlier !== null) return planned({ ...nothingDone(model), ...earlier }, [], deps);
  const rule = disownRule(deps.policy, model);
  await requireTrueEnd(request, state, deps);
  requireNoneAhead(model, state, deps.facts.at);
  requireOpen(lasting(request, rule), effectOfNext(state, deps.facts.at));
  const given = await trueApprovals(request, state, deps);
  await deps.check?.(request, { view, state });
  const asked: Asked = { ...found, change, rule, given, run: null };
  const { reason } = decision;
  const add = chainOf(asked, deps);
  if (decision.kind === 'cancel') {
    requireAsker(request, deps);
    return ended(asked, 'cancelled', [add({ type: 'cancelled', request: event_id, reason })], deps);
  }
  const deciders = await requireApprovers(await deps.deciders(request, rule), asked, deps);
  if (decision.kind === 'approve') return approve(asked, { reason, deciders, view }, deps);
  const [decider] = deciders;
  if (decider === undefined) throw new Error('nobody rejects');
  return ended(asked, 'rejected', [add({ type: 'rejected', request: event_id, ...decider, reason })], deps);
}

async function approve(
  asked: Asked,
  { reason, deciders, view }: { reason: string | null; deciders: readonly Decider[]; view: LedgerView },
  deps: DecideDeps,
): Promise<Plan<Repaired>> {
  const { files, change, rule } = asked;
  const { event_id: request, model, review, approvals: needed, reason: why } = asked.request.event;
  const speaksAgainst = await findingsNow(asked, deps);
  if (speaksAgainst.length > 0) return refused(asked, speaksAgainst, deps);
  const add = chainOf(asked, deps);
  const approvals = deciders.map((decider) => add({ type: 'approved', request, review, ...decider, reason }));
  const still = await stillApproving(asked, deps);
  const given = [...still, ...approvals].map(({ event_id }) => event_id);
  // The policy may ask for more by now than it did when the request was made.
  if (given.length < Math.max(needed, rule.needed)) return ended(asked, 'pending-approval', approvals, deps);
  const { records } = change;
  const body = { records, reason: why ?? '', request, approvals: given.slice(0, 10) };
  const events = [...approvals, add({ type: 'disowned', ...body })];
  const back = await givenBack({ model, files, events }, view, deps);
  if (back.length > 0) return refused(asked, back, deps);
  const left = damageAfter(model, files, events);
  // Where a request names all that it can, the rest is asked for next.
  if (left.length === 0 || records.length >= MOST_RECORDS_ASKED)
    return ended(asked, 'done', events, { ...deps, left: left.length });
  const findings = left.map(({ path, why }) =>
    staleFinding(model, `${path} ${why}, also without what was asked for`),
  );
  return refused(asked, findings, deps);
}

/** What speaks against it by now: who asked may no longer, or what was asked for is not what would be done. */
async function findingsNow(
  { request: { event }, files, change: { records } }: Asked,
  deps: DecideDeps,
): Promise<Finding[]> {
  const { model, actor, by } = event;
  const { digest } = verdictRecord(deps.policy, { verdict: 'pass', findings: [], waived: [] });
  const changes = changedSince(files, records);
  if (digest !== event.policy.digest) changes.push('the policy is another one');
  else if (disownReview(model, records, digest) !== event.review)
    changes.push('it asks for another review than that of what it names');
  const asking = { model, actor, triggering_actor: by?.triggering_actor ?? null };
  return [...(await disownFindings(asking, deps)), ...changes.map((why) => staleFinding(model, why))];
}

function staleFinding(model: string, why: string): Finding {
  const message = `What was asked for is not what would be done now: ${why}`;
  return { rule: 'disown.review', severity: 'error', subject: model, message, mend: 'Ask for it anew' };
}

function changedSince(files: ModelFiles, records: DisownedRecords): string[] {
  const all = [...files.versions, ...files.events, ...files.unreadable, ...files.odd, ...files.misplaced];
  const now = new Map(all.map(({ path, digest }) => [path, digest]));
  // One that is named with what disowns it would count again without that.
  const gone = disownedBy(
    files.events.map(({ event }) => event),
    new Set(records.map(recordKey)),
  );
  return records.flatMap(({ path, digest }) => {
    if (now.get(path) !== digest) return [`${path} is not the record that it was`];
    const by = gone.get(recordKey({ path, digest }));
    return by === undefined ? [] : [`${path} is disowned by ${by.event_id} already`];
  });
}

function chainOf({ state, request }: Asked, { facts }: DecideDeps): (body: EventBody) => ModelEvent {
  const chain = new EventChain(state.events, facts);
  return (body) => chain.add({ model: request.event.model, version: null }, body);
}

function refused(asked: Asked, findings: Finding[], deps: DecideDeps): Promise<Plan<Repaired>> {
  const policy = verdictRecord(deps.policy, { verdict: 'fail', findings, waived: [] });
  const request = asked.request.event.event_id;
  const dead = chainOf(asked, deps)({ type: 'refused', request, policy });
  return ended(asked, 'refused', [dead], { ...deps, findings });
}

function ended(
  { state, request, change }: Asked,
  how: Repaired['state'],
  events: readonly ModelEvent[],
  {
    attest,
    findings = [],
    left = 0,
  }: Pick<DecideDeps, 'attest'> & { findings?: readonly Finding[]; left?: number },
): Promise<Plan<Repaired>> {
  const { model, event_id } = request.event;
  const after = foldModel({ ...state, events: [...state.events, ...events] }).requests.get(event_id);
  const records = change.records.map((record) => ({ ...record, why: 'was named' }));
  const result = { ...nothingDone(model), state: how, records, left, findings, request: after ?? request };
  return planned(result, events, { attest });
}
