import type {
  ApprovalRequestedEvent,
  ApprovedEvent,
  ModelEvent,
  ModelVersion,
  RequestedMove,
} from '../../core/generated/types.js';
import { type ApprovalRule, approvalRule, ruleOfRequest } from '../../core/policy/approval-rules.js';
import { verdictOf } from '../../core/policy/evaluate.js';
import { EventChain } from '../../core/registry/event-chain.js';
import { promote as promoted } from '../../core/registry/promotion.js';
import {
  effectOfNext,
  foldModel,
  type RegisteredModel,
  type RequestState,
  versionOf,
} from '../../core/registry/registry.js';
import { changedSince, reviewDigest } from '../../core/registry/request.js';
import { rollbackVersions } from '../../core/registry/rollback.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { requireNoneAhead } from '../../ledger/read/damage.js';
import { verdictRecord } from '../register/judge-run.js';
import { lasting, requireApprovers, requireAsker, stillApproving } from './approvers.js';
import { requireTrueEnd, requireTrueStage, trueApprovals, trustedStage } from './confirmed.js';
import type { Decision } from './decision.js';
import type { Decider, PromoteDeps, PromoteResult } from './deps.js';
import { moveEndpoint } from './endpoint.js';
import { findRequest, requireOpen } from './find-request.js';
import { judgeMove } from './judge-move.js';
import { comparedWith, moveOf } from './move.js';
import { planned } from './planned.js';
import { earlierAttempt, madeEarlier } from './rerun.js';

/** @param deciders who decides: one, or all reviewers of an environment */
export interface DecideDeps extends PromoteDeps {
  deciders(request: RequestState, rule: ApprovalRule): Promise<readonly Decider[]>;
  /** What else must hold before anybody decides. @throws UserError when it does not */
  check?(request: RequestState, at: { view: LedgerView; state: RegisteredModel }): Promise<void>;
}

/**
 * Approves, rejects or cancels a request. The last approval that it needs has the version judged once more and moved; where that
 * judgement fails, or what would happen is not what was approved, the request is dead.
 * @throws UserError E_REQUEST_NOT_FOUND, E_REQUEST_CLOSED, E_NOT_APPROVER, E_MODEL_DAMAGED, E_EVENT_UNCONFIRMED, E_RERUN, E_INPUT_INVALID, E_LEDGER_*
 */
export async function decide(decision: Decision, deps: DecideDeps): Promise<PromoteResult> {
  if (decision.dry_run) {
    const { attest: _, ...dry } = deps;
    const { value } = await planOf(decision, await deps.ledger.view(), dry);
    return { ...value, events: [], endpoint: value.endpoint && { ...value.endpoint, event: null } };
  }
  const { value, commit } = await deps.ledger.write((view) => planOf(decision, view, deps));
  return { ...value, commit };
}

async function planOf(decision: Decision, view: LedgerView, deps: DecideDeps): Promise<Plan<PromoteResult>> {
  const { state, request } = await findRequest(view, decision);
  const earlier = decision.dry_run
    ? null
    : await earlierAttempt(
        state,
        deps,
        (event) => event.type === 'stage-changed' && event.request === decision.request,
      );
  if (earlier !== null) return planned(await madeEarlier(earlier, { view, state }, deps), []);
  await requireTrueEnd(request, state, deps);
  requireNoneAhead(request.event.model, state, deps.facts.at);
  requireOpen(
    lasting(request, ruleOfRequest(deps.policy, request.event)),
    effectOfNext(state, deps.facts.at),
  );
  const given = await trueApprovals(request, state, deps);
  await requireTrueStage(request.event.model, { view, stage: moveIn(request.event).to_stage }, deps);
  await deps.check?.(request, { view, state });
  const asked = await judgedNow(request, { view, state, given }, deps);
  if (decision.kind === 'cancel') return cancel(asked, decision, deps);
  const reviewing = { ...asked, run: asked.result.run };
  const deciders = await requireApprovers(await deps.deciders(request, asked.rule), reviewing, deps);
  return decision.kind === 'reject'
    ? reject(asked, { decision, deciders }, deps)
    : approve(asked, { decision, deciders }, deps);
}

interface Asked {
  view: LedgerView;
  state: RegisteredModel;
  request: RequestState;
  /** Approvals that count. */
  given: readonly ApprovedEvent[];
  change: RequestedMove;
  rule: ApprovalRule;
  /** How the policy sees it now. */
  result: PromoteResult;
}

async function judgedNow(
  request: RequestState,
  { view, state, given }: Pick<Asked, 'view' | 'state' | 'given'>,
  deps: PromoteDeps,
): Promise<Asked> {
  const { event } = request;
  const change = moveIn(event);
  const version = versionOf(state, event.version ?? 0);
  if (version === undefined) throw new Error(`request ${event.event_id} is about no version`);
  const move = moveOf(version, { stage: change.to_stage, archive_existing: change.archive_existing }, state);
  // Who asked was allowed to, or not; who approves is another question.
  const asking = { actor: event.actor, triggering_actor: event.by?.triggering_actor ?? null };
  const isRollback = change.rollback && isBack(version, change.to_stage, state);
  const from = await trustedStage(version, state, deps);
  const about = { ...move, from, asking, rollback: isRollback };
  const beside = { view, compared: comparedWith(move, state) };
  const judged = await judgeMove(about, beside, deps);
  const rule = approvalRule(deps.policy, {
    model: version.model,
    to: change.to_stage,
    rollback: isRollback,
  });
  const result: PromoteResult = {
    ...move,
    ...judged,
    request,
    commit: null,
    events: [],
    endpoint: null,
    standing: null,
    state: 'pending-approval',
  };
  return { view, state, request, given, change, rule, result };
}

/** Whether a stage held the version before: whoever pushes a request can call any move a rollback. */
function isBack({ version }: ModelVersion, stage: string, state: RegisteredModel): boolean {
  return rollbackVersions(state, stage).some((one) => one.version === version);
}

function moveIn({ event_id, change }: ApprovalRequestedEvent): RequestedMove {
  if (change.type === 'stage') return change;
  throw new Error(`request ${event_id} is about no stage`);
}

function chainOf(
  { state, request }: Asked,
  deps: PromoteDeps,
): (body: Parameters<EventChain['add']>[1]) => ModelEvent {
  const { model, version } = request.event;
  const chain = new EventChain(state.events, deps.facts);
  return (body) => chain.add({ model, version }, body);
}

function ended(
  asked: Asked,
  state: PromoteResult['state'],
  {
    events,
    deployed = null,
  }: { events: readonly ModelEvent[]; deployed?: Awaited<ReturnType<typeof moveEndpoint>> },
  { attest }: Pick<PromoteDeps, 'attest'>,
): Promise<Plan<PromoteResult>> {
  const model = { ...asked.state, events: [...asked.state.events, ...events] };
  const request = foldModel(model).requests.get(asked.request.event.event_id) ?? asked.request;
  return planned({ ...asked.result, state, request }, events, { attest, deployed });
}

async function cancel(asked: Asked, { reason }: Decision, deps: PromoteDeps): Promise<Plan<PromoteResult>> {
  requireAsker(asked.request, deps);
  const request = asked.request.event.event_id;
  const event = chainOf(asked, deps)({ type: 'cancelled', request, reason });
  return ended(asked, 'cancelled', { events: [event] }, deps);
}

interface Deciding {
  decision: Decision;
  deciders: readonly Decider[];
}

async function reject(
  asked: Asked,
  { decision, deciders }: Deciding,
  deps: PromoteDeps,
): Promise<Plan<PromoteResult>> {
  const [decider] = deciders;
  if (decider === undefined) throw new Error('nobody rejects');
  const { event_id } = asked.request.event;
  const { reason } = decision;
  const event = chainOf(asked, deps)({ type: 'rejected', request: event_id, ...decider, reason });
  return ended(asked, 'rejected', { events: [event] }, deps);
}

async function approve(
  asked: Asked,
  { decision, deciders }: Deciding,
  deps: PromoteDeps,
): Promise<Plan<PromoteResult>> {
  const { request, result, rule, state, change } = asked;
  const { event_id, review } = request.event;
  const policy = verdictRecord(deps.policy, result.judgement);
  const { version, to } = result;
  const { archive_existing, rollback, endpoint = null } = change;
  const reviewed = { version, to, archive_existing, rollback, endpoint };
  const changes =
    reviewDigest({ ...reviewed, policy: { ...policy, verdict: request.event.policy.verdict } }, state) ===
    review
      ? []
      : changedSince(request.event, policy, state);
  const stale = changes.map((why) => ({
    rule: `stages.${to}.review`,
    severity: 'error' as const,
    subject: version.model,
    message: `What was asked for is not what would happen now: ${why}`,
    mend: 'Ask for it anew',
  }));
  const findings = [...result.judgement.findings, ...stale];
  const judgement = { ...result.judgement, findings, verdict: verdictOf(findings) };
  const now: Asked = { ...asked, result: { ...result, judgement } };
  const add = chainOf(asked, deps);
  if (judgement.verdict === 'fail') {
    const dead = add({ type: 'refused', request: event_id, policy: verdictRecord(deps.policy, judgement) });
    return ended(now, 'refused', { events: [dead] }, deps);
  }
  const { reason } = decision;
  const approvals = deciders.map((decider) =>
    add({ type: 'approved', request: event_id, review, ...decider, reason }),
  );
  const still = await stillApproving({ ...asked, run: result.run }, deps);
  const given = [...still, ...approvals].map((event) => event.event_id);
  // The policy may ask for more by now than it did when the request was made.
  if (given.length < Math.max(request.event.approvals, rule.needed))
    return ended(now, 'pending-approval', { events: approvals }, deps);
  const known = { ...state, events: [...state.events, ...approvals] };
  const moved = promoted(
    {
      version,
      to,
      archive_existing: change.archive_existing,
      reason: request.event.reason,
      policy,
      request: event_id,
      approvals: given.slice(0, 10),
      rollback: change.rollback,
    },
    known,
    deps.facts,
  );
  const wanted = { endpoint: change.endpoint ?? null, reason: request.event.reason };
  const deployed = await moveEndpoint(wanted, version, { ...deps, view: asked.view });
  return ended(now, 'done', { events: [...approvals, moved], deployed }, deps);
}
