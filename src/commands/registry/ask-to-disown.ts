import type { DisownedRecords, ModelEvent } from '../../core/generated/types.js';
import { type ApprovalRule, expiryOf } from '../../core/policy/approval-rules.js';
import { disownRequestEvent, disownReview } from '../../core/registry/disown-request.js';
import { isExpired } from '../../core/registry/fold/requests.js';
import {
  effectOfNext,
  foldModel,
  type RegisteredModel,
  type RequestState,
} from '../../core/registry/registry.js';
import { NEWEST_ASKED } from '../../core/registry/request.js';
import { requireNoneAhead } from '../../ledger/read/damage.js';
import type { ModelFiles } from '../../ledger/read/model.js';
import { newestRepairs } from '../../ledger/read/requests.js';
import { isTrueRequest } from '../promote/confirmed.js';
import { requestersOf } from '../promote/people.js';
import { verdictRecord } from '../register/judge-run.js';
import type { RepairDeps, Repaired } from './repair-request.js';

interface Asked {
  model: string;
  files: ModelFiles;
  records: DisownedRecords;
  reason: string;
  rule: ApprovalRule;
  /** The model without the records. */
  state: RegisteredModel;
}

/** Asks for approvals, unless the very same is being asked for already. @returns the request, and what is to be written */
export async function askToDisown(
  { model, files, records, reason, rule, state }: Asked,
  deps: RepairDeps,
): Promise<Pick<Repaired, 'request' | 'asked_already'> & { events: ModelEvent[] }> {
  const { facts, people, triggering_actor } = deps;
  const policy = verdictRecord(deps.policy, { verdict: 'pass', findings: [], waived: [] });
  requireNoneAhead(model, state, facts.at);
  const now = effectOfNext(state, facts.at);
  const review = disownReview(model, records, policy.digest);
  const isWanted = (event: RequestState['event']) => event.review === review && !isExpired({ event }, now);
  for (const open of newestRepairs(files, { most: NEWEST_ASKED, isWanted }).standing) {
    if (open.request.ended !== undefined) continue;
    if (await isTrueRequest(open.request, open.state, deps))
      return { request: open.request, asked_already: true, events: [] };
  }
  const asking = { actor: facts.actor, actor_id: facts.by?.actor_id ?? null, triggering_actor };
  const requesters = await requestersOf(asking, null, people);
  const expires_at = expiryOf(rule, now);
  const asked = { model, records, reason, policy, needed: rule.needed, requesters, expires_at };
  const event = disownRequestEvent(asked, state, facts);
  const { requests } = foldModel({ ...state, events: [...state.events, event] });
  return { request: requests.get(event.event_id) ?? null, events: [event] };
}
