import type { ApprovalRequestedEvent, Person } from '../generated/types.js';
import { quoted } from '../printable.js';
import { isSamePerson } from '../registry/fold/requests.js';
import { type Account, isListed, mayWrite } from './accounts.js';
import { policyFor } from './overrides.js';
import type { Policy } from './policy.js';

/** What a policy says of approvals for one move. */
export interface ApprovalRule {
  /** How many people must approve. */
  needed: number;
  /** Accounts that may; null: everybody who may write. */
  listed: readonly string[] | null;
  /** Whether who asks may approve, too. */
  byRequester: boolean;
  /** How long a request can be approved, in milliseconds. */
  lasts: number;
  environment: string | null;
  /** Accounts that may move a version without approvals. */
  override: readonly string[];
}

const HOUR = 3_600_000;

/** Until when what is asked for can be approved, RFC 3339. @param at when it is, RFC 3339 */
export function expiryOf({ lasts }: Pick<ApprovalRule, 'lasts'>, at: string): string {
  return new Date(Date.parse(at) + lasts).toISOString();
}

export function approvalRule(
  policy: Policy,
  { model, to, rollback }: { model: string; to: string; rollback: boolean },
): ApprovalRule {
  return ruleOfStage(policyFor(policy, model).stages, { to, rollback });
}

function ruleOfStage(
  stages: Policy['stages'],
  { to, rollback }: { to: string; rollback: boolean },
): ApprovalRule {
  const rule = (Object.hasOwn(stages, to) ? stages[to] : undefined) ?? {};
  const [, count = '7', unit = 'd'] = /^(\d+)([hd])$/.exec(rule.expires_after ?? '7d') ?? [];
  return {
    needed: (rollback ? rule.rollback?.approvals : undefined) ?? rule.approvals ?? 0,
    listed: rule.approvers ?? rule.allowed_actors ?? null,
    byRequester: rule.approver_not_requester === false,
    lasts: Number(count) * (unit === 'h' ? HOUR : 24 * HOUR),
    environment: rule.environment ?? null,
    override: rule.override ?? [],
  };
}

/** Where several stages ask for as many approvals, the first of these says who may. */
const STRICTEST_FIRST = ['Production', 'Staging', 'Archived', 'None'] as const;

/** What a policy says of disowning records: they may be what put a version into any stage, so it takes what the strictest one takes. */
export function disownRule(policy: Policy, model: string): ApprovalRule {
  return strictestOf(policyFor(policy, model).stages);
}

function strictestOf(stages: Policy['stages']): ApprovalRule {
  const rules = STRICTEST_FIRST.map((to) => ruleOfStage(stages, { to, rollback: false }));
  return rules.reduce((strictest, rule) => (rule.needed > strictest.needed ? rule : strictest));
}

/** What a policy says of lifting recalls. */
export type ClearRule = Pick<ApprovalRule, 'needed' | 'listed' | 'byRequester' | 'lasts'>;

/** A recall is about data and code, and so about every model: the rules for all of them say who lifts it. */
export function clearRule({ recall, stages }: Pick<Policy, 'recall' | 'stages'>): ClearRule {
  const { approvals = 1, approvers, approver_not_requester } = recall.clear ?? {};
  const { listed, lasts } = strictestOf(stages);
  return {
    needed: approvals,
    listed: approvers ?? listed,
    byRequester: approver_not_requester === false,
    lasts,
  };
}

/** What a policy says of the approvals that a request asks for. */
export function ruleOfRequest(
  policy: Policy,
  { model, change }: Pick<ApprovalRequestedEvent, 'model' | 'change'>,
): ApprovalRule {
  if (change.type === 'disown') return disownRule(policy, model);
  return approvalRule(policy, { model, to: change.to_stage, rollback: change.rollback });
}

/** Why somebody may not approve, a sentence without a full stop; undefined when they may. */
export function approverFault(
  account: Account,
  rule: Pick<ApprovalRule, 'listed' | 'byRequester'>,
  requesters: readonly Person[],
): string | undefined {
  const { login, type } = account.person;
  if (type !== null && type !== 'User') return `${quoted(login)} is a ${type}, and people approve`;
  if (!rule.byRequester && requesters.some((one) => isSamePerson(one, account.person)))
    return `${quoted(login)} has asked for it, and another one must approve`;
  if (!mayWrite(account)) return `${quoted(login)} may not write in this repository`;
  if (rule.listed === null || isListed(account, rule.listed)) return undefined;
  return `${quoted(login)} may not approve: the policy names ${rule.listed.join(', ')}`;
}
