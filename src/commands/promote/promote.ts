import type { Finding, ModelEvent } from '../../core/generated/types.js';
import { isListed } from '../../core/policy/accounts.js';
import {
  type ApprovalRule,
  approvalRule,
  approverFault,
  expiryOf,
} from '../../core/policy/approval-rules.js';
import { verdictOf } from '../../core/policy/evaluate.js';
import { type Promotion, promote as promoted } from '../../core/registry/promotion.js';
import { effectOfNext, foldModel, type RegisteredModel } from '../../core/registry/registry.js';
import { openRequests, requestEvent, reviewDigest } from '../../core/registry/request.js';
import type { LedgerView, Plan } from '../../ledger/ledger.js';
import { amendedLines } from '../../ledger/read/amended.js';
import { requireNoneAhead } from '../../ledger/read/damage.js';
import { Recalled } from '../recalled/recalled.js';
import { verdictRecord } from '../register/judge-run.js';
import { isTrueRequest, trueRegistry, trustedModel, trustedStage } from './confirmed.js';
import type { PromoteDeps, PromoteResult } from './deps.js';
import { moveEndpoint } from './endpoint.js';
import { judgeMove } from './judge-move.js';
import { comparedWith, moveOf } from './move.js';
import { accountOf, personOf, requestersOf } from './people.js';
import { planned } from './planned.js';
import type { PromoteRequest } from './request.js';
import { earlierAttempt, type Made, madeEarlier } from './rerun.js';
import { versionNamed } from './resolve.js';
import { rollbackTarget } from './rollback.js';

/**
 * Moves a version to a stage, if the policy has nothing against it now; where the stage needs approvals, asks for them. A refusal is an
 * answer, not an exception; then nothing is written.
 * @throws UserError E_MODEL_NOT_FOUND, E_MODEL_DAMAGED, E_EVENT_UNCONFIRMED, E_INPUT_INVALID, E_RERUN, E_LEDGER_*
 */
export async function promote(request: PromoteRequest, deps: PromoteDeps): Promise<PromoteResult> {
  if (request.dry_run) {
    const { attest: _, ...dry } = deps;
    const view = await deps.ledger.view();
    const { value } = await planOf(request, view, dry);
    for (const line of await amendedLines(view, [value.run])) deps.log.warning(`${line}.`);
    return { ...value, events: [], endpoint: value.endpoint && { ...value.endpoint, event: null } };
  }
  let amended: string[] = [];
  const { value, commit } = await deps.ledger.write(async (view) => {
    const plan = await planOf(request, view, deps);
    amended = await amendedLines(view, [plan.value.run]);
    return plan;
  });
  for (const line of amended) deps.log.warning(`${line}.`);
  return { ...value, commit };
}

async function planOf(
  request: PromoteRequest,
  view: LedgerView,
  deps: PromoteDeps,
): Promise<Plan<PromoteResult>> {
  const { model, stage: to } = request;
  const state = await trueRegistry(view, model, deps);
  const earlier = request.dry_run ? null : await earlierAttempt(state, deps, (event) => isOf(event, request));
  if (earlier !== null) return planned(await madeEarlier(earlier, { view, state }, deps), []);
  const trusted = await trustedModel({ view, state, request }, deps);
  const recalled = new Recalled(view, deps);
  const chosen = request.rollback
    ? await rollbackTarget(trusted, { model, stage: to }, { ...deps, view, recalled })
    : { version: versionNamed(request.version, model, trusted), notes: [] };
  // What is written has to fit the ledger as it is; what is judged is what GitHub confirms of it.
  const move = moveOf(chosen.version, request, state);
  const known = {
    ...moveOf(chosen.version, request, trusted),
    from: await trustedStage(chosen.version, state, deps),
  };
  const asking = { actor: deps.facts.actor, triggering_actor: deps.triggering_actor };
  const judged = await judgeMove(
    { ...known, asking, rollback: request.rollback },
    { view, compared: comparedWith(known, trusted), recalled },
    deps,
  );
  const rule = approvalRule(deps.policy, { model, to, rollback: request.rollback });
  const more = [...chosen.notes, ...(await authorityFindings(request, rule, deps))];
  const findings = [...judged.judgement.findings, ...more];
  const judgement = { ...judged.judgement, findings, verdict: verdictOf(findings) };
  const result: PromoteResult = {
    ...move,
    ...judged,
    judgement,
    commit: null,
    events: [],
    request: null,
    endpoint: null,
    standing: null,
    // Where nobody can tell that it is there, it is moved there once more, by somebody of whom GitHub knows.
    is_there: move.is_there && known.is_there,
    state: judgement.verdict === 'pass' ? 'done' : 'refused',
  };
  if (result.state === 'refused') return planned(result, []);
  if (result.is_there)
    return planned(result, [], { deployed: await moveEndpoint(request, move.version, { ...deps, view }) });
  const promotion: Promotion = {
    version: move.version,
    to,
    archive_existing: move.archive_existing,
    reason: request.reason,
    policy: verdictRecord(deps.policy, judgement),
    rollback: request.rollback,
    override: request.override,
  };
  if (rule.needed > 0 && !request.override) {
    const { attest: _, ...unsigned } = deps;
    // What the last approval could not write is refused before anybody is asked.
    await moveEndpoint(request, move.version, { ...unsigned, view });
    return pending({ result, promotion, rule, state, endpoint: request.endpoint }, deps);
  }
  const deployed = await moveEndpoint(request, move.version, { ...deps, view });
  return planned(result, [promoted(promotion, state, deps.facts)], { ...deps, deployed });
}

/** Whether an event is what a request would have made; a version that is named by a word may be another one by now. */
function isOf(event: Made, { stage, version, rollback }: PromoteRequest): boolean {
  const to =
    event.type === 'stage-changed'
      ? event.to_stage
      : event.change.type === 'stage'
        ? event.change.to_stage
        : null;
  const isRollback =
    event.type === 'stage-changed'
      ? event.rollback === true
      : event.change.type === 'stage' && event.change.rollback;
  const isVersion = !/^\d+$/.test(version) || Number(version) === event.version;
  return to === stage && isRollback === rollback && isVersion;
}

/** Asks for approvals, unless the very same is being asked for already. */
async function pending(
  {
    result,
    promotion,
    rule,
    state,
    endpoint,
  }: {
    result: PromoteResult;
    promotion: Promotion;
    rule: ApprovalRule;
    state: RegisteredModel;
    endpoint: string | null;
  },
  deps: PromoteDeps,
): Promise<Plan<PromoteResult>> {
  const { facts, people, triggering_actor } = deps;
  const { version } = promotion;
  const review = reviewDigest({ ...promotion, endpoint }, state);
  requireNoneAhead(version.model, state, facts.at);
  const now = effectOfNext(state, facts.at);
  for (const open of openRequests(state, { version, review, now })) {
    if (await isTrueRequest(open, state, deps))
      return planned({ ...result, state: 'pending-approval', request: open, asked_already: true }, []);
  }
  const asking = { actor: facts.actor, actor_id: facts.by?.actor_id ?? null, triggering_actor };
  const requesters = await requestersOf(asking, result.run, people);
  const expires_at = expiryOf(rule, now);
  const asked = { ...promotion, needed: rule.needed, requesters, expires_at, endpoint };
  const event = requestEvent(asked, state, facts);
  const request = requestOf(state, event);
  return planned({ ...result, state: 'pending-approval', request }, [event], deps);
}

function requestOf(state: RegisteredModel, event: ModelEvent): PromoteResult['request'] {
  return foldModel({ ...state, events: [...state.events, event] }).requests.get(event.event_id) ?? null;
}

/** What speaks against moving without approvals, where a stage needs some. */
async function authorityFindings(
  request: PromoteRequest,
  rule: ApprovalRule,
  { facts, people }: PromoteDeps,
): Promise<Finding[]> {
  const { stage: to, model, rollback, override } = request;
  if (!override && !(rollback && rule.needed === 0 && rule.listed !== null)) return [];
  const person = await personOf(facts.actor ?? 'unknown', people, facts.by?.actor_id ?? null);
  const account = await accountOf(person, override ? rule.override : (rule.listed ?? []), people);
  if (override) {
    if (isListed(account, rule.override)) return [];
    const names = rule.override.length === 0 ? 'nobody' : rule.override.join(', ');
    const message = `The policy lets ${names} move a version to ${to} without approvals, and not ${person.login}`;
    const mend =
      'Leave `override` away and let the approvals come in, or name the account in `override` of the stage';
    return [{ rule: `stages.${to}.override`, severity: 'error', subject: model, message, mend }];
  }
  const why = approverFault(account, { ...rule, byRequester: true }, []);
  if (why === undefined) return [];
  const mend = 'Let somebody who may approve start the rollback';
  return [{ rule: `stages.${to}.rollback`, severity: 'error', subject: model, message: why, mend }];
}
